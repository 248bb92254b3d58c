# SPDX-License-Identifier: GPL-3.0-or-later
"""Schools and who goes there; with the school one speaks only with the consent for it."""

from array import array
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from desktop.consents import service as consents
from desktop.core import kept, listing, records, scope
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.i18n import N_
from desktop.core.scope import Sight
from desktop.core.tables import table_of
from desktop.core.tasks import Asked, Task
from desktop.core.work import Work
from desktop.organisation import uses_service
from desktop.participants import service as participants
from desktop.participants.model import Participant
from desktop.schooling.model import School, Schooling

_TABLE = table_of(Schooling)
_C = _TABLE.c
_SCHOOLS = table_of(School)
_S = _SCHOOLS.c

LIAISON = "contact_school"
"""The purpose of V25a without which nobody speaks with a school."""
ASK_AFTER_DAYS = 30
"""Days after a return before one asks whether it held (domain.md I27)."""


def may_speak(work: Work, person: str) -> bool:
    """Tell whether the person agreed that we speak with the school."""
    work.may("read")
    return consents.given(work, person, LIAISON)


def record(work: Work, values: Mapping[str, Any]) -> Schooling:
    """Write where somebody goes to school; what stood before ends the day it begins."""
    work.may("create")
    _require_consent(work, str(values.get("participant") or ""), None, values)
    made = records.create(work, Schooling, values)
    if made.until is None:
        for earlier in _running(work, made.participant):
            if earlier.id != made.id:
                end = max(made.since or earlier.since or date.min, earlier.since or date.min)
                records.amend(work, earlier, {"until": end})
    _keep_in_step(work, made.participant)
    return made


def amend(work: Work, schooling: Schooling, values: Mapping[str, Any]) -> Schooling:
    """Change where somebody goes to school."""
    work.may("amend", schooling)
    _require_consent(work, schooling.participant, schooling.spoken_on, values)
    records.amend(work, schooling, values)
    _keep_in_step(work, schooling.participant)
    return schooling


def keys(work: Work, person: str) -> "array[int]":
    """Return the schooling of one participant, what goes on first, then the latest."""
    order = [_C.until.is_not(None), _C.since.desc(), _C.row.desc()]
    return listing.snapshot(work, Schooling, where=[_C.participant == person], order=order)


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return school, mode, grade, since, until, return_on, returned_on of each."""
    columns = (_C.school, _C.mode, _C.grade, _C.since, _C.until, _C.return_on, _C.returned_on)
    return listing.page(work, _TABLE, _C.row, columns, wanted)


def school_keys(work: Work, text: str = "") -> "array[int]":
    """Return the schools by name, those no longer used last."""
    ended = sa.func.coalesce(_S.ended, sa.false())
    return listing.snapshot(work, School, order=[ended, _S.title], text=text)


def school_rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (code, title, sector, ended, pupils) of each school."""
    pupils = (
        sa.select(sa.func.count(_C.participant.distinct()))
        .where(_C.school == _S.id, _C.until.is_(None), _C.deleted_at.is_(None))
        .where(participants.reminded(_C.participant))
        .scalar_subquery()
    )
    return listing.page(
        work, _SCHOOLS, _S.row, (_S.code, _S.title, _S.sector, _S.ended, pupils), wanted
    )


def schools(work: Work) -> dict[str, str]:
    """Return the name of every school by id; those no longer used keep theirs."""
    work.may("read")
    return dict(work.session.execute(sa.select(_S.id, _S.title)).all())


def schools_offered(work: Work) -> list[tuple[str, str]]:
    """Return (id, name) of the schools in use, for forms."""
    work.may("read")
    used = sa.func.coalesce(_S.ended, sa.false()).is_(False)
    query = sa.select(_S.id, _S.title).where(_S.deleted_at.is_(None), used).order_by(_S.title)
    return [tuple(row) for row in work.session.execute(query)]


def same_school(work: Work, person: str, others: Collection[str]) -> set[str]:
    """Return who of these others goes to the same school now: for those who must not meet."""
    work.may("read")
    now = (_C.until.is_(None), _C.deleted_at.is_(None), _C.mode != "virtual")
    mine = sa.select(_C.school).where(_C.participant == person, _C.school.is_not(None), *now)
    query = sa.select(_C.participant).where(
        _C.participant.in_(list(others)), _C.school.in_(mine), *now
    )
    return set(work.session.execute(query).scalars())


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return the returns that were planned, and those to ask about a month later."""
    work.may("read")
    if uses_service.SCHOOL not in uses_service.used(work):
        return []
    term = timedelta(days=ASK_AFTER_DAYS)
    back, stays = N_("Return to school of {code}"), N_("Does {code} still go to school?")
    plans = asked.rows(work, _planned, _C.participant)
    asks = asked.rows(work, _came_back, _C.participant)
    return [Task(back, on, person) for person, on in plans] + [
        Task(stays, on + term, person) for person, on in asks
    ]


def _planned(sight: Sight) -> sa.Select[tuple[str, date]]:
    """Select the returns to school whose day has come."""
    return (
        sa.select(_C.participant, _C.return_on)
        .where(*_not_ended(sight), _C.returned_on.is_(None), _C.return_on <= kept.day())
        .order_by(_C.return_on)
    )


def _came_back(sight: Sight) -> sa.Select[tuple[str, date]]:
    """Select the returns nobody has asked about since."""
    return (
        sa.select(_C.participant, _C.returned_on)
        .where(*_not_ended(sight), _C.attends_after.is_(None))
        .where(_C.returned_on <= kept.day(-ASK_AFTER_DAYS))
        .order_by(_C.returned_on)
    )


def _not_ended(sight: Sight) -> scope.Clauses:
    reminded = participants.reminded(_C.participant)
    return (_C.deleted_at.is_(None), _C.until.is_(None), reminded, *sight.clauses(_TABLE))


def timeline(work: Work, person: str) -> list[tuple[date, str, Mapping[str, Any]]]:
    """Return (day, kind, facts) of one participant's schooling and returns."""
    work.may("read")
    query = sa.select(_C.mode, _C.since, _C.returned_on).where(
        _C.participant == person, _C.deleted_at.is_(None), *work.visible(_TABLE)
    )
    found: list[tuple[date, str, Mapping[str, Any]]] = []
    for mode, since, returned in work.session.execute(query):
        if since:
            found.append((since, "school", {"mode": mode}))
        if returned:
            found.append((returned, "school_return", {}))
    return found


def _running(work: Work, person: str) -> list[Schooling]:
    query = sa.select(Schooling).where(
        _C.participant == person, _C.until.is_(None), _C.deleted_at.is_(None)
    )
    return list(work.session.execute(query.order_by(_C.since, _C.row)).scalars())


def _require_consent(
    work: Work, person: str, before: date | None, values: Mapping[str, Any]
) -> None:
    spoken = values.get("spoken_on", before)
    if spoken and spoken != before and not may_speak(work, person):
        raise InvalidRecord(
            {
                "spoken_on": UserError(
                    N_("There is no consent to speak with the school. Ask the person first.")
                )
            }
        )


def _keep_in_step(work: Work, person: str) -> None:
    """Say in the file how the person goes to school now, for lists and the dataset."""
    running = _running(work, person)
    if running:
        file = records.get(work, Participant, person)
        records.amend(work, file, {"school": running[-1].mode})
