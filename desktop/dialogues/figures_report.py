# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of a quarter (I29-I35 of domain.md), counted inside; each with who stands behind it.

A number of which fewer than three processes can be the source never leaves: small lines of a split
stand together, and where even together they are too few, the split is left out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median_low
from typing import TYPE_CHECKING, TypeVar

import sqlalchemy as sa

from desktop.core import clock
from desktop.core.tables import Record, table_of
from desktop.core.work import Work
from desktop.dialogues import calm_report, stage_service
from desktop.dialogues.agreement_model import CONFIRMED, Agreement, Breach, Check, Clause
from desktop.dialogues.ground_model import Post, Presence
from desktop.dialogues.model import ARMED, OVER, Process
from desktop.quarters import file_service as quarters
from desktop.quarters.file_service import Cell, Figures

if TYPE_CHECKING:
    from desktop.core.store import Workspace

R = TypeVar("R", bound=Record)
DUE = frozenset({"kept", "partly", "broken", "disputed"})
"""Results of what was due and could be observed (I30)."""
_POINTS = (90, 180, 365)


@dataclass(slots=True)
class Line:
    """A count and the processes behind it."""

    of: int = 0
    whole: int = 0
    behind: set[str] = field(default_factory=set)

    def add(self, process: str, of: int, whole: int = 1) -> None:
        """Count something of a process."""
        self.of += of
        self.whole += whole
        self.behind.add(process)

    def plus(self, other: "Line") -> "Line":
        """Return two lines as one."""
        return Line(self.of + other.of, self.whole + other.whole, self.behind | other.behind)


@dataclass(frozen=True, slots=True)
class Read:
    """What is there of the processes, read once."""

    processes: Mapping[str, Process]
    agreements: Mapping[str, Agreement]
    clauses: Mapping[str, Clause]

    def process_of(self, clause: str) -> str:
        """Return the process of a clause; nothing for one that is gone."""
        found = self.clauses.get(clause)
        above = self.agreements.get(found.agreement) if found else None
        return above.process if above else ""


def figures(workspace: "Workspace", quarter: str) -> Figures:
    """Return the figures of a quarter that may leave; NotOver while it runs."""
    with workspace.work("dialogues") as work:
        work.may("read")
    first, last = quarters.span(quarter)
    if last >= clock.today():
        raise quarters.NotOver
    with workspace.work("dialogues") as work:
        read = _read(work)
        cells = [
            *_stages(work, read, first, last),
            *_checks(work, read, first, last),
            *_breaches(work, read, first, last),
            *_durable(read, last),
            *_posts(work, read, first, last),
        ]
    cells += _calm(workspace, read, first, last)
    return Figures(quarter, clock.today(), quarters.allowed(cells))


def folded(figure: str, lines: Mapping[str, Line]) -> list[Cell]:
    """Return the lines of a split that may leave; those too small stand together or all stay."""
    small = [code for code, one in lines.items() if len(one.behind) < quarters.LEAST]
    rest = sorted((code for code in lines if code not in small), key=lambda code: lines[code].whole)
    together = _sum(lines[code] for code in small)
    while small and (len(small) < 2 or len(together.behind) < quarters.LEAST):
        if not rest:
            return []
        small.append(rest.pop(0))
        together = _sum(lines[code] for code in small)
    if len(small) == len(lines):
        return []
    cells = [_cell(figure, code, lines[code]) for code in lines if code not in small]
    return cells + ([_cell(figure, quarters.OTHERS, together)] if small else [])


def _sum(lines: Iterable[Line]) -> Line:
    whole = Line()
    for one in lines:
        whole = whole.plus(one)
    return whole


def _cell(figure: str, line: str, found: Line) -> Cell:
    return Cell(figure, line, found.of, found.whole, len(found.behind))


def _split(figure: str, lines: Mapping[str, Line]) -> list[Cell]:
    return [_cell(figure, quarters.WHOLE, _sum(lines.values())), *folded(figure, lines)]


def _read(work: Work) -> Read:
    processes = {one.id: one for one in _all(work, Process) if one.kind == ARMED}
    agreements = {one.id: one for one in _all(work, Agreement) if one.process in processes}
    clauses = {one.id: one for one in _all(work, Clause) if one.agreement in agreements}
    return Read(processes, agreements, clauses)


def _all(work: Work, model: type[R]) -> Sequence[R]:
    deleted = table_of(model).c.deleted_at
    return list(work.session.execute(sa.select(model).where(deleted.is_(None))).scalars())


def _stages(work: Work, read: Read, first: date, last: date) -> list[Cell]:
    lines: dict[str, Line] = {}
    for process in read.processes.values():
        been = [one for one in stage_service.passed(work, process) if one.since <= last]
        if not been or (been[-1].stage in OVER and been[-1].since < first):
            continue
        lines.setdefault(been[-1].stage, Line()).add(process.id, 1, 0)
    return _split(quarters.STAGES, lines)


def _checks(work: Work, read: Read, first: date, last: date) -> list[Cell]:
    kept: dict[str, Line] = {}
    watched = Line()
    for check in _all(work, Check):
        process = read.process_of(check.clause)
        if not process or not first <= check.checked_on <= last:
            continue
        watched.add(process, int(bool(check.independent)))
        if check.result in DUE:
            kind = read.clauses[check.clause].commitment
            kept.setdefault(kind, Line()).add(process, int(check.result == "kept"))
    return [*_split(quarters.KEPT, kept), _cell(quarters.WATCHED, quarters.WHOLE, watched)]


def _breaches(work: Work, read: Read, first: date, last: date) -> list[Cell]:
    """Count breaches; behind their sum stands every process with an agreement in that time."""
    live = {
        one.process
        for one in read.agreements.values()
        if (one.since or first) <= last and (one.until or last) >= first
    }
    lines: dict[str, Line] = {}
    hours: list[int] = []
    answered: set[str] = set()
    for breach in _all(work, Breach):
        process = read.process_of(breach.clause)
        sure = breach.verification == CONFIRMED
        if not process or not sure or not first <= breach.happened_on <= last:
            continue
        lines.setdefault(breach.severity, Line()).add(process, 1, 0)
        if (waited := hours_to_answer(breach)) is not None:
            hours.append(waited)
            answered.add(process)
    total = _sum(lines.values())
    cells = [Cell(quarters.BREACHES, quarters.WHOLE, total.of, 0, len(live | total.behind))]
    cells += folded(quarters.BREACHES, lines)
    if hours:
        cells.append(
            Cell(quarters.ANSWER, quarters.WHOLE, median_low(hours), len(hours), len(answered))
        )
    return cells


def hours_to_answer(breach: Breach) -> int | None:
    """Return how long the first answer took; of days only, a day counts 24 hours."""
    if breach.answer_hours is not None:
        return breach.answer_hours
    if breach.responded_on is None:
        return None
    return (breach.responded_on - (breach.alleged_on or breach.happened_on)).days * 24


def _durable(read: Read, last: date) -> Iterator[Cell]:
    for days in _POINTS:
        found = Line()
        for one in read.agreements.values():
            if one.since and one.since + timedelta(days=days) <= last:
                lasted = one.until is None or one.until >= one.since + timedelta(days=days)
                found.add(one.process, int(lasted))
        yield _cell(quarters.DURABLE, f"d{days}", found)


def _posts(work: Work, read: Read, first: date, last: date) -> list[Cell]:
    posts = {one.id: one for one in _all(work, Post) if one.process in read.processes}
    lines: dict[str, Line] = {}
    for log in _all(work, Presence):
        post = posts.get(log.post)
        begin, end = max(log.first, first), min(log.last or log.first, last)
        if post is None or end < begin:
            continue
        days = (end - begin).days + 1
        line = lines.setdefault(post.operator, Line())
        line.add(post.process, min(log.hours, post.hours) * days, post.hours * days)
    return _split(quarters.POSTS, lines)


def _calm(workspace: "Workspace", read: Read, first: date, last: date) -> list[Cell]:
    runs = calm_report.longest_runs(workspace, read, first, last)
    if not runs:
        return []
    behind = {process for process, _days in runs}
    days = median_low([days for _process, days in runs])
    return [Cell(quarters.CALM, quarters.WHOLE, days, len(runs), len(behind))]
