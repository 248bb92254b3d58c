# SPDX-License-Identifier: GPL-3.0-or-later
"""The grid of a month: every pupil in sight, and the days each missed by why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from desktop.consents import service as consents
from desktop.core import clock, dates, journal, records, settings
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.tables import CODED, table_of
from desktop.core.tasks import Asked, Task
from desktop.core.work import Work
from desktop.organisation import uses_service
from desktop.participants import pause_service
from desktop.participants import service as participants
from desktop.participants.model import Participant
from desktop.schooling.model import CAUSES, IN_SCHOOL, LONGEST_MONTH, School, Schooling, SchoolMonth
from desktop.schooling.service import LIAISON

_TABLE = table_of(SchoolMonth)
_C = _TABLE.c
_Y = table_of(Schooling)
_P = table_of(Participant)
_S = table_of(School)
_DAYS = "school_days"
USUAL_DAYS = 20


class OddDays(UserError):
    """A month has no such number of school days."""

    def __init__(self) -> None:
        super().__init__(N_("A month has at most 31 school days. Check the number."))


@dataclass(frozen=True, slots=True)
class Line:
    """One pupil of the grid; ``missed`` is None while nothing was written for the month."""

    person: str
    code: str
    school: str
    mode: str
    missed: tuple[int, ...] | None
    days: int
    may_ask: bool
    """Whether the person agreed that we speak with the school."""
    paused: bool = False
    """Whether nobody is to ask about the person now, whatever was agreed."""

    def with_days(self, missed: tuple[int, ...]) -> "Line":
        """Return the same pupil with the days that were just written."""
        return replace(self, missed=missed)


def days(work: Work, month: date) -> int:
    """Return how many school days a month has: as said, or as in the latest month that was said."""
    work.may("read")
    said: dict[str, int] = settings.read(work, _DAYS, {})
    key = month.isoformat()[:7]
    earlier = [said[one] for one in sorted(said) if one <= key]
    return earlier[-1] if earlier else USUAL_DAYS


def say_days(work: Work, month: date, count: int) -> None:
    """Say how many school days a month has; lines already written keep theirs."""
    work.may("amend")
    if not 0 <= count <= LONGEST_MONTH:
        raise OddDays
    said: dict[str, int] = settings.read(work, _DAYS, {})
    settings.write(work, _DAYS, {**said, month.isoformat()[:7]: count})
    journal.write(work, "settings", _DAYS)


def grid(work: Work, month: date) -> list[Line]:
    """Return everybody who went to school in a month, by school and code."""
    work.may("read")
    first, last = month, dates.month_end(month)
    y, p, s = _Y.c, _P.c, _S.c
    there = sa.and_(_C.participant == y.participant, _C.month == first, _C.deleted_at.is_(None))
    query = (
        sa.select(y.participant, p.code, s.title, y.mode, _C.days, *(_C[one] for one in CAUSES))
        .select_from(_Y)
        .join(_P, p.id == y.participant)
        .outerjoin(_S, s.id == y.school)
        .outerjoin(_TABLE, there)
        .where(y.deleted_at.is_(None), y.mode.in_(IN_SCHOOL), p.deleted_at.is_(None))
        .where(sa.or_(y.since.is_(None), y.since <= last))
        .where(sa.or_(y.until.is_(None), y.until > first))
        .where(sa.or_(p.closed_on.is_(None), p.closed_on > first), *work.visible(_Y))
        .where(y.created_by != CODED)
        .order_by(sa.func.coalesce(s.title, "~"), p.code, y.since.desc())
    )
    agreed, usual = consents.covered(work, LIAISON, clock.today()), days(work, month)
    paused = set(work.session.execute(pause_service.standing()).scalars())
    found: dict[str, Line] = {}
    for person, code, school, mode, held, *missed in work.session.execute(query):
        counts, stops = None if held is None else tuple(missed), person in paused
        may_ask = person in agreed and not stops
        line = Line(person, code, school or "", mode, counts, held or usual, may_ask, stops)
        found.setdefault(person, line)
    return list(found.values())


def write(work: Work, person: str, month: date, missed: Mapping[str, int]) -> SchoolMonth:
    """Write the days one pupil missed in a month; what is not named was not missed."""
    work.may("create")
    values: dict[str, Any] = {**dict.fromkeys(CAUSES, 0), **missed}
    known = _of(work, person, month)
    if known is not None:
        return records.amend(work, known, values)
    running = _running(work, person, month)
    values |= {"participant": person, "month": month, "days": days(work, month)}
    if running is not None:
        values |= {"school": running.school, "mode": running.mode}
    return records.create(work, SchoolMonth, values)


def put_back(work: Work, person: str, month: date, before: Sequence[int] | None) -> None:
    """Undo a writing of one pupil's month: the days before return, or the month is open again."""
    work.may("amend")
    known = _of(work, person, month)
    if known is not None and before is None:
        records.remove(work, known)
    elif known is not None and before is not None:
        records.amend(work, known, dict(zip(CAUSES, before, strict=True)))


def left(work: Work, month: date) -> int:
    """Return how many pupils have nothing written for a month yet; the paused are not asked."""
    work.may("read")
    return sum(line.missed is None and not line.paused for line in grid(work, month))


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return the month before while pupils lack their days, in offices that fill the grid."""
    work.may("read")
    first = asked.day.replace(day=1)
    month = (first - timedelta(days=1)).replace(day=1)
    if asked.people is not None or not is_used(work):
        return []
    words = N_("Note the school days of last month")
    return [Task(words, first, place="activities", record="school")] if left(work, month) else []


def is_used(work: Work) -> bool:
    """Tell whether the office fills the grid at all: who never did is not reminded of it."""
    work.may("read")
    if uses_service.SCHOOL not in uses_service.used(work):
        return False
    used = sa.select(_C.row).where(_C.deleted_at.is_(None), _C.created_by != CODED).limit(1)
    return work.session.execute(used).first() is not None


def of_person(work: Work, person: str) -> list[tuple[date, int, tuple[int, ...]]]:
    """Return (month, school days, days missed by cause) of one pupil, the latest first."""
    participants.get(work, person)
    query = (
        sa.select(_C.month, _C.days, *(_C[one] for one in CAUSES))
        .where(_C.participant == person, _C.deleted_at.is_(None), *work.visible(_TABLE))
        .order_by(_C.month.desc())
    )
    return [(on, held, tuple(missed)) for on, held, *missed in work.session.execute(query)]


def _of(work: Work, person: str, month: date) -> SchoolMonth | None:
    query = sa.select(SchoolMonth).where(
        _C.participant == person,
        _C.month == month,
        _C.deleted_at.is_(None),
        *work.visible(_TABLE),
    )
    found: SchoolMonth | None = work.session.execute(query).scalars().first()
    return found


def _running(work: Work, person: str, month: date) -> Schooling | None:
    y = _Y.c
    query = (
        sa.select(Schooling)
        .where(y.participant == person, y.deleted_at.is_(None))
        .where(sa.or_(y.until.is_(None), y.until > month))
        .order_by(y.since.desc())
    )
    found: Schooling | None = work.session.execute(query).scalars().first()
    return found
