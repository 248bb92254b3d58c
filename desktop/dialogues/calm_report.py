# SPDX-License-Identifier: GPL-3.0-or-later
"""Days without a homicide where an agreement holds (I34), read from the incidents that are open."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from desktop.incidents import service as incidents

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.core.store import Workspace
    from desktop.dialogues.agreement_model import Agreement, Clause
    from desktop.dialogues.model import Process


class Known(Protocol):
    """Processes, agreements and clauses by id."""

    @property
    def processes(self) -> "Mapping[str, Process]": ...

    @property
    def agreements(self) -> "Mapping[str, Agreement]": ...

    @property
    def clauses(self) -> "Mapping[str, Clause]": ...


def longest_runs(
    workspace: "Workspace", known: Known, first: date, last: date
) -> list[tuple[str, int]]:
    """Return (process, days) of the longest run in each agreement's area, within a period."""
    with workspace.work("dialogues") as work:
        work.may("read")
    found = []
    for one in known.agreements.values():
        begin, end = max(one.since or first, first), min(one.until or last, last)
        area = area_of(known, one)
        if area and begin <= end:
            days = homicide_days(workspace, area, begin, end)
            found.append((one.process, longest(days, begin, end)))
    return found


def area_of(known: Known, agreement: "Agreement") -> list[str]:
    """Return the sectors of an agreement: those of its clauses, else those of its process."""
    named = [
        sector
        for clause in known.clauses.values()
        if clause.agreement == agreement.id
        for sector in clause.sectors
    ]
    process = known.processes.get(agreement.process)
    return list(dict.fromkeys(named or (process.sectors if process else ())))


def homicide_days(
    workspace: "Workspace", sectors: Sequence[str], first: date, last: date
) -> list[date]:
    """Return the days of confirmed homicides in sectors, in every store that is open."""
    found: set[date] = set()
    for store in ("cases", "protected"):
        if store in workspace.open_stores:
            with workspace.work(store) as work:
                found |= set(incidents.homicide_days(work, sectors, first, last))
    return sorted(found)


def longest(days: Sequence[date], first: date, last: date) -> int:
    """Return the longest run of days without any of these, both ends of the period included."""
    edges = [first - timedelta(days=1), *days, last + timedelta(days=1)]
    return max((b - a).days - 1 for a, b in pairwise(edges))
