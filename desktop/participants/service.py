# SPDX-License-Identifier: GPL-3.0-or-later
"""Participants: search first, register with six answers, complete, close, reopen."""

from array import array
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, dates, journal, kept, listing, records, scope
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.scope import Sight
from desktop.core.tables import CODED, table_of
from desktop.core.tasks import Asked, Task
from desktop.core.work import Work
from desktop.participants import pause_service
from desktop.participants.model import CaseStatus, Participant

_TABLE = table_of(Participant)
_C = _TABLE.c

REGISTER = _TABLE.name
TO_COMPLETE_DAYS = 14
FOUND_BY = "found_by"
"""The searched column that holds how names sound, and figures as people look for them."""
COMPLETED_BY = ("education", "work_status", "living", "referral_source")
"""Answers due within 14 days of the registration (domain.md section 5, step 3)."""
NOT_SUCCESS = frozenset({"killed", "died", "disappeared", "detained"})
"""Reasons that stand in no denominator of success (domain.md section 4, further rules).

These people are a line of their own in the report, so that none is left out unseen.
"""
ONLY_STOPS = frozenset({"detained", "disappeared"})
"""Reasons that stop every reminder but do not close the file (domain.md V24)."""


def register(work: Work, values: Mapping[str, Any]) -> Participant:
    """Register a participant; the six answers are enough."""
    return records.create(work, Participant, values)


def keys(work: Work, text: str, filters: Mapping[str, str], order: str) -> "array[int]":
    """Return the list's keys: ``status`` open, closed or incomplete; ``sex``; ``programme``."""
    work.may("read")
    where: list[sa.ColumnElement[bool]] = []
    closed = _C.status == CaseStatus.CLOSED.value
    if filters.get("status") == "open":
        where.append(sa.not_(closed))
    elif filters.get("status") == "closed":
        where.append(closed)
    elif filters.get("status") == "incomplete":
        where += [sa.not_(closed), _incomplete()]
    for name in ("sex", "programme", "sector"):
        if filters.get(name):
            where.append(_C[name] == filters[name])
    return listing.snapshot(
        work, Participant, where=where, order=_order(order), text=text, sounds=FOUND_BY
    )


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return code, programme, born, sex, sector, registered_on, status, incomplete of each."""
    return listing.page(work, _TABLE, _C.row, _shown(), wanted)


def get(work: Work, identity: str) -> Participant:
    """Return one participant."""
    return records.get(work, Participant, identity)


def may_show_name(work: Work, identity: str) -> bool:
    """Tell whether the name of a participant may be shown to who is signed in."""
    return scope.may_name(work, get(work, identity))


def show_name(work: Work, identity: str) -> Participant:
    """Return a participant whose name is about to be shown; each showing is in the journal."""
    person = get(work, identity)
    if not scope.may_name(work, person):
        work.refuse("show_name")
    journal.write(work, "show_name", identity)
    return person


def codes_of(work: Work, identities: Sequence[str] | None = None) -> dict[str, str]:
    """Return the spoken code of participants by id; all of them when none are named."""
    work.may("read")
    query = sa.select(_C.id, _C.code).where(*work.visible(_TABLE))
    query = (
        query.where(_C.deleted_at.is_(None))
        if identities is None
        else query.where(_C.id.in_(listing.among(identities)))
    )
    return dict(work.session.execute(query).all())


def code_of(work: Work, identity: str) -> str:
    """Return the spoken code of one participant; empty where there is none to be seen."""
    return codes_of(work, [identity]).get(identity, "")


def open_codes(work: Work, identities: Sequence[str]) -> dict[str, str]:
    """Return the code of those named whose file is open; reminders are about nobody else."""
    work.may("read")
    query = sa.select(_C.id, _C.code).where(
        _C.id.in_(listing.among(set(identities))),
        *(_C.deleted_at.is_(None), _reminded()),
        *work.visible(_TABLE),
    )
    return dict(work.session.execute(query).all())


def carried(work: Work) -> dict[str, tuple[str, str | None]]:
    """Return (worker, danger) of every open file; for who looks after the team."""
    work.may("review")
    query = sa.select(_C.id, sa.func.coalesce(_C.worker, _C.created_by), _C.danger).where(
        _C.deleted_at.is_(None), _C.status != CaseStatus.CLOSED.value, _C.created_by != CODED
    )
    return {identity: (who, danger) for identity, who, danger in work.session.execute(query)}


def offered(work: Work, text: str, limit: int = 30) -> list[tuple[str, str]]:
    """Return (id, code) of open participants found by code or name, for a link editor."""
    return _named(work, text, limit, [_C.code], _C.status != CaseStatus.CLOSED.value)


def close(work: Work, identity: str, reason: str, on: date | None = None) -> Participant:
    """Close a participant's file; detained and disappeared stop reminders without closing."""
    person = get(work, identity)
    if person.status == CaseStatus.CLOSED.value:
        raise UserError(N_("This file was already closed."))
    if reason in ONLY_STOPS:
        return records.amend(work, person, {"closure_reason": reason})
    values = {
        "status": CaseStatus.CLOSED.value,
        "closed_on": on or clock.today(),
        "closure_reason": reason,
    }
    return records.amend(work, person, values)


def reopen(work: Work, identity: str) -> Participant:
    """Open a closed file again; the way back always stands open."""
    values = {"status": CaseStatus.OPEN.value, "closed_on": None, "closure_reason": None}
    return records.amend(work, get(work, identity), values)


def due(work: Work, day: date) -> list[tuple[str, str, date]]:
    """Return (id, code, due day) of open files not completed within 14 days, the oldest first."""
    work.may("read")
    rows = Asked(day, most=200).rows(work, _to_complete, None)
    term = timedelta(days=TO_COMPLETE_DAYS)
    return [(identity, code, registered + term) for identity, code, registered in rows]


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return the files to be completed (`core/tasks.py`)."""
    work.may("read")
    rows = asked.rows(work, _to_complete, _C.id)
    words, term = N_("Complete the file of {code}"), timedelta(days=TO_COMPLETE_DAYS)
    return [
        Task(words, registered + term, identity, code=code, is_open=True)
        for identity, code, registered in rows
    ]


def of_programmes(work: Work, programmes: Collection[str], *, is_open: bool = False) -> set[str]:
    """Return the ids of the participants under some programme lines, or of the open files only."""
    work.may("read")
    query = sa.select(_C.id).where(_C.programme.in_(programmes), _C.deleted_at.is_(None))
    if is_open:
        query = query.where(_C.status != CaseStatus.CLOSED.value)
    return set(work.session.execute(query).scalars())


def find(work: Work, text: str, limit: int = 8) -> list[tuple[str, str]]:
    """Return (id, code) of participants that match the search for everything, closed ones too."""
    return _named(work, text, limit, [_C.row.desc()])


def in_denominators(work: Work) -> set[str]:
    """Return the ids of those who stand in the denominators of success: nobody who was lost."""
    work.may("report")
    lost = sa.func.coalesce(_C.closure_reason, "").in_(NOT_SUCCESS)
    query = sa.select(_C.id).where(_C.deleted_at.is_(None), sa.not_(lost))
    return set(work.session.execute(query).scalars())


@cache
def silent() -> sa.Select[tuple[str]]:
    """Select the ids of those no reminder is about: file closed, stopped, paused or deleted."""
    return sa.select(_C.id).where(sa.or_(_C.deleted_at.is_not(None), sa.not_(_reminded())))


def reminded(person: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Match the rows of a register whose person reminders may be about: nobody of ``silent``.

    Each row asks for its own person, so that a few rows of a large register ask for few people.
    """
    return sa.not_(silent().where(_C.id == person).correlate_except(_TABLE).exists())


def code_by(person: sa.ColumnElement[str]) -> sa.ScalarSelect[str]:
    """Select the code of the person of a row beside it, for rows whose person is ``reminded``."""
    return sa.select(_C.code).where(_C.id == person).correlate_except(_TABLE).scalar_subquery()


def age(born: str | None, on: date) -> int | None:
    """Return completed years; a year alone counts as if born in the middle of it."""
    return dates.age(born, on)


def _to_complete(sight: Sight) -> sa.Select[tuple[str, str, date]]:
    return (
        sa.select(_C.id, _C.code, _C.registered_on)
        .where(_C.deleted_at.is_(None), _reminded(), _incomplete(), *sight.clauses(_TABLE))
        .where(_C.registered_on <= kept.day(-TO_COMPLETE_DAYS))
        .order_by(_C.registered_on)
    )


@cache
def _shown() -> tuple[sa.ColumnElement[Any], ...]:
    columns = (_C.code, _C.programme, _C.born, _C.sex, _C.sector, _C.registered_on, _C.status)
    return (*columns, sa.case((_incomplete(), 1), else_=0))


@cache
def _incomplete() -> sa.ColumnElement[bool]:
    return sa.or_(*(_C[name].is_(None) for name in COMPLETED_BY))


@cache
def _reminded() -> sa.ColumnElement[bool]:
    """Match files reminders are about: open, not stopped by an arrest or so, not paused."""
    stopped = sa.func.coalesce(_C.closure_reason, "").in_(ONLY_STOPS)
    paused = _C.id.in_(pause_service.standing())
    return sa.and_(_C.status != CaseStatus.CLOSED.value, sa.not_(stopped), sa.not_(paused))


def _named(
    work: Work, text: str, limit: int, order: listing.Columns, *where: sa.ColumnElement[bool]
) -> list[tuple[str, str]]:
    found = listing.snapshot(
        work, Participant, where=where, order=order, text=text, sounds=FOUND_BY, limit=limit
    )
    rows = listing.page(work, _TABLE, _C.row, (_C.id, _C.code), found)
    return [(identity, code) for identity, code in rows]


def _order(order: str) -> list[sa.ColumnElement[Any]]:
    name = order.lstrip("-")
    if name not in ("code", "born", "sex", "registered_on", "status", "programme", "sector"):
        return [_C.registered_on.desc(), _C.row.desc()]
    # not by the index of codes, which would look up every file; the list has an index of its own
    column = _C.code.concat("") if name == "code" else _C[name]
    return [column.desc() if order.startswith("-") else column, _C.row]
