# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is paused: asked by every list of calls, visits, sessions and checks.

An alert, or a death, lays a pause on a person and on everybody of the household who takes part; it
stands until somebody lifts it. Of several pauses on one person each is lifted by what laid it.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime

import sqlalchemy as sa

from desktop.core import clock, journal, records
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.participants.pause_model import Pause

_TABLE = table_of(Pause)
_C = _TABLE.c


def lay(work: Work, person: str, household: Iterable[str], source: str) -> int:
    """Pause a person and the household; returns how many people are paused by it."""
    work.may("create")
    people = dict.fromkeys((person, *household))
    for one in people:
        values = {"participant": one, "source": source, "own": one == person}
        records.create(work, Pause, values)
    journal.write(work, "pause", source)
    return len(people)


def spread(work: Work, household: Collection[str]) -> None:
    """Lay on a whole household what is laid on one of its people: somebody came to live there."""
    work.may("create")
    query = sa.select(_C.source).where(
        _C.participant.in_(list(household)), _C.own.is_(sa.true()), *_standing()
    )
    for source in work.session.execute(query).scalars().all():
        held = sa.select(_C.participant).where(_C.source == source, *_standing())
        known = set(work.session.execute(held).scalars())
        for one in sorted(set(household) - known):
            records.create(work, Pause, {"participant": one, "source": source, "own": False})
            journal.write(work, "pause", source)


def draw_back(work: Work, person: str, home: Collection[str], since: datetime) -> None:
    """Lift what came over a person since a moment from people who are not of the home after all."""
    work.may("amend")
    own = sa.select(_C.source).where(
        _C.participant.in_([person, *home]), _C.own.is_(sa.true()), *_standing()
    )
    query = sa.select(Pause).where(
        _C.participant == person,
        _C.own.is_(sa.false()),
        _C.since >= since,
        _C.source.not_in(own),
        *_standing(),
    )
    for one in work.session.execute(query).scalars().all():
        records.amend(work, one, {"lifted_at": clock.now()})
        journal.write(work, "pause_lifted", one.source)


def lift(work: Work, source: str) -> int:
    """Lift what one alert or act laid; returns how many people that were."""
    work.may("amend")
    query = sa.select(Pause).where(_C.source == source, *_standing())
    held = list(work.session.execute(query).scalars())
    for one in held:
        records.amend(work, one, {"lifted_at": clock.now()})
    journal.write(work, "pause_lifted", source)
    return len(held)


def standing() -> "sa.Select[tuple[str]]":
    """Select the ids of everybody who is paused now."""
    return sa.select(_C.participant).where(*_standing())


def paused(work: Work, people: Collection[str]) -> set[str]:
    """Return which of these people nobody is to call, visit or expect in a session."""
    work.may("read")
    query = standing().where(_C.participant.in_(list(people)))
    return set(work.session.execute(query).scalars())


def since(work: Work, person: str) -> tuple[datetime, bool] | None:
    """Return since when a person is paused and whether it is about this very person."""
    work.may("read")
    query = (
        sa.select(_C.since, _C.own)
        .where(_C.participant == person, *_standing())
        .order_by(_C.own.desc(), _C.since)
    )
    found = work.session.execute(query).first()
    return (found.since, bool(found.own)) if found else None


def was_paused(work: Work, person: str, first: date, last: date) -> bool:
    """Tell whether a person was paused on any day of a period; whatever is lifted by now."""
    work.may("read")
    query = sa.select(_C.since, _C.lifted_at).where(
        _C.participant == person, _C.deleted_at.is_(None)
    )
    return any(
        since.astimezone().date() <= last
        and (lifted is None or lifted.astimezone().date() >= first)
        for since, lifted in work.session.execute(query)
    )


def _standing() -> tuple[sa.ColumnElement[bool], ...]:
    return (_C.lifted_at.is_(None), _C.deleted_at.is_(None))
