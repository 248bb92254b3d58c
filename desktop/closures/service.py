# SPDX-License-Identifier: GPL-3.0-or-later
"""Closing a file: what ends with it, what is agreed after it, and the way back."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from desktop.closures.model import AFTER, AfterCare, Closure
from desktop.consents import service as consents
from desktop.core import clock, dates, erasure, kept, listing, records
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.i18n import N_
from desktop.core.scope import Sight
from desktop.core.tables import table_of
from desktop.core.tasks import Asked, Task
from desktop.core.work import Work
from desktop.participants import service as participants
from desktop.participants.model import CaseStatus, Participant

_C, _A, _P = table_of(Closure), table_of(AfterCare), table_of(Participant)

COMPLETED = frozenset({"goals_met"})
"""Reasons that say the work is done: an open check of permanence stands against them."""
FOLLOW_UP = "follow_up"
_GRAVE = N_(
    "This is not written as a correction. Open the file again, close it with this reason: what is "
    "due for the person and the household stops then."
)
_COUNTED = ("reason", "outcome", "criteria", "safe")
_NO_AFTER_CARE = participants.NOT_SUCCESS | participants.ONLY_STOPS | {"not_eligible"}


class Barred(UserError):
    """A file cannot close as completed while a check is open."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "A checkpoint of a placement is still open, so this file cannot close with its "
                "goals met. Answer the checkpoint first, or choose another reason."
            )
        )


def close(
    work: Work, person: str, values: Mapping[str, Any], *, bars: int = 0, tasks: int = 0
) -> Closure | None:
    """Close a file with its outcome; after-care is laid out where it was agreed to.

    An arrest or a disappearance only stops reminders: there is no closing then.

    ``bars`` is how many open checks stand against an end as completed, ``tasks`` how many
    reminders end with the file: the registers that know both are above this room.
    """
    work.may("amend")
    reason = str(values.get("reason") or "")
    if bars and reason in COMPLETED:
        raise Barred
    if reason in participants.ONLY_STOPS:
        participants.close(work, person, reason)
        return None
    _require_day(work, person, values)
    made = records.create(work, Closure, {**values, "participant": person, "tasks_ended": tasks})
    participants.close(work, person, made.reason, made.closed_on)
    if reason not in _NO_AFTER_CARE and consents.given(work, person, FOLLOW_UP):
        for point, months in AFTER.items():
            due = {"participant": person, "point": point, "due_on": _later(made.closed_on, months)}
            records.create(work, AfterCare, due)
    return made


def amend(work: Work, made: Closure, values: Mapping[str, Any], *, bars: int = 0) -> Closure:
    """Correct a closing; no correction goes round a rule, and the file says the same after it."""
    work.may("amend", made)
    reason = values.get("reason", made.reason)
    if reason != made.reason and reason in participants.NOT_SUCCESS:
        raise InvalidRecord({"reason": UserError(_GRAVE)})
    if reason != made.reason and bars and reason in COMPLETED:
        raise InvalidRecord({"reason": Barred()})
    _require_day(work, made.participant, values)
    changed = records.amend(work, made, values)
    last = latest(work, made.participant)
    if last is not None and last.id == made.id and made.reopened_on is None:
        said = {"closed_on": changed.closed_on, "closure_reason": changed.reason}
        records.amend(work, participants.get(work, made.participant), said)
        for one in after_care(work, made.participant):
            if one.done_on is None:
                due = _later(changed.closed_on, AFTER[one.point])
                records.amend(work, one, {"due_on": due})
    return changed


def reopen(work: Work, person: str, reason: str | None = None) -> Participant:
    """Open a file again; what was still to come after the closing falls away."""
    work.may("amend")
    if (last := latest(work, person)) is not None and last.reopened_on is None:
        values = {"reopened_on": clock.today(), "reopen_reason": reason}
        records.amend(work, last, values)
    for one in after_care(work, person):
        if one.done_on is None:
            records.remove(work, one)
    return participants.reopen(work, person)


def latest(work: Work, person: str) -> Closure | None:
    """Return the last closing of a file."""
    work.may("read")
    query = (
        sa.select(Closure)
        .where(_C.c.participant == person, _C.c.deleted_at.is_(None), *work.visible(_C))
        .order_by(_C.c.row.desc())
    )
    found: Closure | None = work.session.execute(query).scalars().first()
    return found


def after_care(work: Work, person: str) -> list[AfterCare]:
    """Return the contacts after the closing of one person, in order."""
    work.may("read")
    query = (
        sa.select(AfterCare)
        .where(_A.c.participant == person, _A.c.deleted_at.is_(None), *work.visible(_A))
        .order_by(_A.c.due_on)
    )
    return list(work.session.execute(query).scalars())


def keys(work: Work, person: str) -> "array[int]":
    """Return the keys of the closings of one person, the latest first."""
    where = [_C.c.participant == person]
    return listing.snapshot(work, Closure, where=where, order=[_C.c.row.desc()])


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return closed_on, reason, outcome, tasks_ended, reopened_on of each closing."""
    c = _C.c
    columns = (c.closed_on, c.reason, c.outcome, c.tasks_ended, c.reopened_on)
    return listing.page(work, _C, c.row, columns, wanted)


def care_keys(work: Work, person: str) -> "array[int]":
    """Return the keys of the contacts after the closing of one person, in order."""
    return listing.snapshot(
        work, AfterCare, where=[_A.c.participant == person], order=[_A.c.due_on]
    )


def care_rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return point, due_on, done_on, result of each contact."""
    columns = (_A.c.point, _A.c.due_on, _A.c.done_on, _A.c.result)
    return listing.page(work, _A, _A.c.row, columns, wanted)


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return the contacts after a closing that are due, while they are still agreed to.

    The files are closed, so nobody else reminds of these people: the task carries its code.
    """
    work.may("read")
    words = N_("After-care of {code}: {point}")
    found = asked.rows(work, _points, _A.c.participant)
    if not found:
        return []
    agreed = consents.covered(work, FOLLOW_UP, asked.day, {row.participant for row in found})
    return [
        Task(words, due, record=person, labels={"point": ("after_care_point", point)}, code=code)
        for person, code, point, due in found
        if person in agreed
    ]


def _points(sight: Sight) -> sa.Select[tuple[str, str, str, date]]:
    """Select (participant, code, point, day) of closed files that are to be looked at again."""
    return (
        sa.select(_A.c.participant, _P.c.code, _A.c.point, _A.c.due_on)
        .join(_P, _P.c.id == _A.c.participant)
        .where(_A.c.deleted_at.is_(None), _A.c.done_on.is_(None), _A.c.due_on <= kept.day())
        .where(_P.c.deleted_at.is_(None), _P.c.status == CaseStatus.CLOSED.value)
        .where(sa.func.coalesce(_P.c.closure_reason, "").not_in(_NO_AFTER_CARE))
        .where(*sight.clauses(_A))
        .order_by(_A.c.due_on)
    )


def timeline(work: Work, person: str) -> list[tuple[date, str, Mapping[str, Any]]]:
    """Return (day, kind, facts) of one person's closings and contacts after them."""
    work.may("read")
    query = sa.select(_C.c.closed_on, _C.c.reason, _C.c.reopened_on).where(
        _C.c.participant == person, _C.c.deleted_at.is_(None), *work.visible(_C)
    )
    found: list[tuple[date, str, Mapping[str, Any]]] = []
    for closed, reason, reopened in work.session.execute(query):
        found.append((closed, "closed", {"reason": reason}))
        if reopened:
            found.append((reopened, "reopened", {}))
    return found + [
        (one.done_on, "after_care", {"point": one.point, "result": one.result})
        for one in after_care(work, person)
        if one.done_on
    ]


def coded(work: Work, person: str, kept: str) -> None:
    """Keep of an erased person's closings what past figures count: reason, outcome, month."""
    work.may("erase")
    erasure.keep_months(
        work, Closure, person, kept, same=_COUNTED, months=("closed_on", "reopened_on")
    )


def _require_day(work: Work, person: str, values: Mapping[str, Any]) -> None:
    """Refuse an end that lies before the person came."""
    day = values.get("closed_on")
    on = date.fromisoformat(day) if isinstance(day, str) and day else day
    came = participants.get(work, person).registered_on
    if isinstance(on, date) and came is not None and on < came:
        raise InvalidRecord({"closed_on": UserError(N_("The end lies before the beginning."))})


def _later(day: date, months: int) -> date:
    """Return the same day so many months on, or the last of a shorter month."""
    at = day.year * 12 + day.month - 1 + months
    first = date(at // 12, at % 12 + 1, 1)
    return first.replace(day=min(day.day, dates.month_end(first).day))


@dataclass(frozen=True, slots=True)
class Ended:
    """How one file ended: what was reached, the marks of a good end that held, if it felt safe."""

    participant: str
    outcome: str
    criteria: tuple[str, ...]
    safe: str


def ended(work: Work, first: date, last: date) -> list[Ended]:
    """Return how the files ended that were closed in a period and are not open again by its end.

    Of a file that closed twice the last closing counts.
    """
    work.may("report")
    c = _C.c
    query = (
        sa.select(c.participant, c.outcome, c.criteria, c.safe)
        .where(c.deleted_at.is_(None), c.closed_on >= first, c.closed_on <= last)
        .where(sa.or_(c.reopened_on.is_(None), c.reopened_on > last))
        .order_by(c.closed_on, c.row)
    )
    found = {
        who: Ended(who, outcome or "", tuple(criteria or ()), safe or "")
        for who, outcome, criteria, safe in work.session.execute(query)
    }
    return list(found.values())
