# SPDX-License-Identifier: GPL-3.0-or-later
"""Who carries how much: open files by danger, not only by number, and what slips in them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from desktop import slices
from desktop.assessments import report as assessments
from desktop.contacts import service as contacts
from desktop.core import clock
from desktop.core.tasks import is_overdue
from desktop.core.work import Work
from desktop.participants import service as participants

LEVELS = ("immediate", "high", "medium", "low")
WEIGHTS: Mapping[str, int] = MappingProxyType(
    {"immediate": 4, "high": 3, "medium": 2, "low": 1, "": 2}
)
"""What one file weighs by its level; one nobody has assessed weighs as a medium one."""


@dataclass(frozen=True, slots=True)
class Workload:
    """One worker; ``levels`` counts open files by level, '' those without one.

    ``late`` counts tasks, ``unseen`` files without a contact in 60 days.
    """

    worker: str
    levels: Mapping[str, int]
    late: int
    unseen: int

    @property
    def files(self) -> int:
        """Open files."""
        return sum(self.levels.values())

    @property
    def weight(self) -> int:
        """The files, each counted by its level."""
        return sum(WEIGHTS[level] * n for level, n in self.levels.items())


def workloads(work: Work) -> list[Workload]:
    """Return every worker with open files, who carries most first (I03, row 74 of the peers)."""
    work.may("review")
    open_files = participants.carried(work)
    level = _levels(work, open_files)
    day = clock.today()
    seen = contacts.active(work, day)
    levels: dict[str, Counter[str]] = {}
    unseen: Counter[str] = Counter()
    for person, (worker, _danger) in open_files.items():
        levels.setdefault(worker, Counter())[level[person]] += 1
        unseen[worker] += person not in seen
    late = Counter(
        open_files[task.person][0]
        for task in slices.due(work, day, most=None)
        if task.person in open_files and is_overdue(task.on, day)
    )
    found = [Workload(who, held, late[who], unseen[who]) for who, held in levels.items()]
    return sorted(found, key=lambda one: (-one.weight, one.worker))


def _levels(work: Work, people: Mapping[str, tuple[str, str | None]]) -> dict[str, str]:
    """Return the level of each: what stands in the file now, else what was last decided."""
    decided = assessments.latest_levels(assessments.levels(work, clock.today()))
    told = {who: danger or decided.get(who, "") for who, (_worker, danger) in people.items()}
    return {who: level if level in LEVELS else "" for who, level in told.items()}
