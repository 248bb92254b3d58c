# SPDX-License-Identifier: GPL-3.0-or-later
"""Dialogue processes and the gates of their stages; other verbs of the store can be called here.

Every function runs on the dialogues store. A gate never stops the work: whoever passes one that is
not met says why, and the reason is kept.
"""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, codes, history, listing, records
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.i18n import N_
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.dialogues.agreement_service import (
    ClauseNow,
    Happening,
    agree,
    agreements,
    clause_now,
    clauses,
    clauses_of,
    days_without_breach,
    due,
    happenings,
    next_check,
    promise,
    record_breach,
    record_check,
    verify_breach,
)
from desktop.dialogues.group_service import (
    amend_group,
    amend_holding,
    groups_offered,
    hold,
    holder,
    holders,
    register_group,
    sectors_held,
    signs,
)
from desktop.dialogues.model import OVER, PATH, Agreement, Process, Review

__all__ = [
    "ClauseNow",
    "Gate",
    "Happening",
    "Passed",
    "advance",
    "agree",
    "agreements",
    "amend_group",
    "amend_holding",
    "begin",
    "by_stage",
    "clause_now",
    "clauses",
    "clauses_of",
    "days_without_breach",
    "due",
    "find",
    "gates",
    "groups_offered",
    "happenings",
    "hold",
    "holder",
    "holders",
    "keys",
    "next_check",
    "next_review",
    "next_stage",
    "passed",
    "promise",
    "record_breach",
    "record_check",
    "register_group",
    "review",
    "review_keys",
    "review_rows",
    "rows",
    "sectors_held",
    "signs",
    "standing",
    "verify_breach",
]

_TABLE = table_of(Process)
_C = _TABLE.c
_A = table_of(Agreement).c
_REVIEWS = table_of(Review)
_V = _REVIEWS.c

REVIEW_DAYS = 91
"""Whether a process does harm is asked every quarter (domain.md section 5, rule 7)."""


@dataclass(frozen=True, slots=True)
class Gate:
    """One condition of a stage; ``words`` are marked for translation."""

    name: str
    words: str
    met: bool


@dataclass(frozen=True, slots=True)
class Passed:
    """A stage the process came to: when, who wrote it, and why where a gate was not met."""

    stage: str
    since: date
    user: str
    reason: str


class ReasonNeeded(InvalidRecord):
    """A gate is not met and nobody said why the process goes on all the same."""

    def __init__(self) -> None:
        super().__init__(
            {"stage_reason": UserError(N_("Say why the process goes on although this is open."))}
        )


def begin(work: Work, values: Mapping[str, Any]) -> Process:
    """Write a new process; it begins with its preparation, or where the team found it."""
    work.may("create")
    since = values.get("started_on") or clock.today()
    return records.create(work, Process, {"stage_since": since, **values})


def advance(
    work: Work, process: str, stage: str, reason: str | None = None, on: date | None = None
) -> Process:
    """Bring a process to a stage; a gate that is not met asks for a reason, which is kept."""
    found = records.get(work, Process, process)
    if stage == found.stage:
        raise UserError(N_("The process is already at this stage. Nothing was changed."))
    words = (reason or "").strip() or None
    if words is None and any(not gate.met for gate in gates(work, found, stage)):
        raise ReasonNeeded
    day = on or clock.today()
    values: dict[str, Any] = {"stage": stage, "stage_since": day, "stage_reason": words}
    if stage in OVER:
        values["ended_on"] = found.ended_on or day
    elif found.stage in OVER:
        values["ended_on"] = None
    return records.amend(work, found, values)


def gates(work: Work, process: Process, stage: str) -> list[Gate]:
    """Return what the stages between here and the one wanted ask for, met or not."""
    work.may("read")
    crossed = [stage] if stage in _ASKED else []
    if stage in PATH:
        at = PATH.index(standing(work, process))
        crossed = list(PATH[at + 1 : PATH.index(stage) + 1])
    names = dict.fromkeys(name for one in crossed for name in _ASKED.get(one, ()))
    return [Gate(name, _GATES[name][0], _GATES[name][1](work, process)) for name in names]


def standing(work: Work, process: Process) -> str:
    """Return the last stage of the path a process came to, also while it is paused or ending."""
    work.may("read")
    if process.stage in PATH:
        return process.stage
    on_path = [one.stage for one in passed(work, process) if one.stage in PATH]
    return on_path[-1] if on_path else PATH[0]


def next_stage(work: Work, process: Process) -> str | None:
    """Return the next stage of the path; a process that was paused or closed goes on where it was.

    None at the end of the path.
    """
    work.may("read")
    at = standing(work, process)
    if process.stage not in PATH:
        return at
    following = PATH[PATH.index(at) + 1 :]
    return following[0] if following else None


def passed(work: Work, process: Process) -> list[Passed]:
    """Return the stages a process came to, in the order of time, read from its history."""
    work.may("read")
    known: dict[str, Any] = {}
    found: list[Passed] = []
    moment = None
    for entry in reversed(history.entries(work, process.id)):
        changed = entry.value if entry.field == history.BIRTH else {entry.field: entry.value}
        known |= changed
        if "stage" in changed:
            moment = entry.moment
        elif entry.moment != moment or entry.field not in ("stage_since", "stage_reason"):
            continue
        else:  # what was saved with the stage belongs to it
            found.pop()
        day = known.get("stage_since")
        since = date.fromisoformat(day) if day else entry.moment.astimezone().date()
        reason = str(known.get("stage_reason") or "")
        found.append(Passed(str(known["stage"]), since, entry.user, reason))
    return found


def keys(work: Work, text: str, filters: Mapping[str, str], order: str) -> "array[int]":
    """Return the list's keys; ``stage`` is one of V26, ``open`` yes leaves out what is closed."""
    work.may("read")
    where: list[sa.ColumnElement[bool]] = []
    if filters.get("stage"):
        where.append(_C.stage == filters["stage"])
    if filters.get("open") == "yes":
        where.append(_C.stage.not_in(OVER))
    name = order.lstrip("-")
    columns: list[sa.ColumnElement[Any]] = [_C.started_on.desc(), _C.row.desc()]
    if name in ("code", "title", "stage", "started_on"):
        columns = [_C[name].desc() if order.startswith("-") else _C[name], _C.row]
    return listing.snapshot(work, Process, where=where, order=columns, text=text)


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return id, code, title, stage, stage_since and started_on of each process."""
    columns = (_C.id, _C.code, _C.title, _C.stage, _C.stage_since, _C.started_on)
    return listing.page(work, _TABLE, _C.row, columns, wanted)


def by_stage(work: Work) -> dict[str, int]:
    """Return how many processes stand at each stage (I29)."""
    work.may("read")
    query = sa.select(_C.stage, sa.func.count()).where(_C.deleted_at.is_(None)).group_by(_C.stage)
    return {stage: int(n) for stage, n in work.session.execute(query)}


def find(work: Work, text: str, limit: int = 8) -> list[tuple[str, str]]:
    """Return (id, words) of processes that match; asked only while the store is open."""
    found = keys(work, text, {}, "title")[:limit]
    rows = listing.page(work, _TABLE, _C.row, (_C.id, _C.code, _C.title), found)
    return [(row[0], f"{row[1]} · {row[2]}") for row in rows]


def review(work: Work, process: str, values: Mapping[str, Any]) -> Review:
    """Write the quarterly look at whether a process does harm."""
    work.may("create")
    return records.create(work, Review, {**values, "process": process})


def next_review(work: Work, process: Process) -> date | None:
    """Return when harm is to be looked at next; None before the first contact and after the end."""
    work.may("read")
    if process.stage in OVER or process.stage == PATH[0]:
        return None
    query = sa.select(sa.func.max(_V.reviewed_on)).where(
        _V.process == process.id, _V.deleted_at.is_(None)
    )
    last = work.session.execute(query).scalar() or process.started_on
    return last + timedelta(days=REVIEW_DAYS) if last else None


def review_keys(work: Work, process: str) -> "array[int]":
    """Return the reviews of a process, the latest first."""
    order = [_V.reviewed_on.desc(), _V.row.desc()]
    return listing.snapshot(work, Review, where=[_V.process == process], order=order)


def review_rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return reviewed_on, signs, decision and note of each review."""
    columns = (_V.reviewed_on, _V.signs, _V.decision, _V.note)
    return listing.page(work, _REVIEWS, _V.row, columns, wanted)


def _groundwork(_work: Work, process: Process) -> bool:
    return set(process.groundwork) >= set(codes.read("contact_check"))


def _written(field: str) -> Callable[[Work, Process], bool]:
    return lambda _work, process: bool(getattr(process, field))


def _has_clause(work: Work, process: Process) -> bool:
    return bool(clauses_of(work, process.id, clock.today()))


def _answered(work: Work, process: Process) -> bool:
    return not any(one.unanswered for one in clauses_of(work, process.id, clock.today()))


def _none_late(work: Work, process: Process) -> bool:
    today = clock.today()
    found = clauses_of(work, process.id, today)
    return not any(one.next_check and one.next_check < today for one in found)


def _seen_this_year(work: Work, process: Process) -> bool:
    today = clock.today()
    found = [one for one in clauses_of(work, process.id, today) if not one.over]
    return bool(found) and all(
        one.last_check and (today - one.last_check).days <= 365 for one in found
    )


_GATES: Mapping[str, tuple[str, Callable[[Work, Process], bool]]] = {
    "groundwork": (N_("Everything is settled before the first contact"), _groundwork),
    "red_lines": (N_("The red lines are written down"), _written("red_lines")),
    "exploration": (N_("It is written down what the first talks showed"), _written("exploration")),
    "gestures": (N_("A gesture of good faith was seen"), _written("gestures")),
    "exit_strategy": (N_("The way out is written down"), _written("exit_strategy")),
    "clauses": (N_("An agreement with at least one clause is recorded"), _has_clause),
    "answered": (N_("Every confirmed breach has its answer"), _answered),
    "checked": (N_("No check of a clause is late"), _none_late),
    "year": (N_("Every clause was checked in the last year"), _seen_this_year),
    "exit_reason": (N_("It is written down why the process ended"), _written("exit_reason")),
}
_ASKED: Mapping[str, tuple[str, ...]] = {
    "exploratory": ("groundwork", "red_lines"),
    "good_faith": ("exploration",),
    "pilot": ("gestures", "exit_strategy"),
    "agreement": ("clauses",),
    "extension": ("answered", "checked"),
    "sustained": ("answered", "year"),
    "exit": ("exit_strategy",),
    "closed": ("exit_reason",),
}
"""What each stage asks for (domain.md T08, T12, T14, T15, T16, T18)."""
