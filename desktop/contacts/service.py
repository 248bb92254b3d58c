# SPDX-License-Identifier: GPL-3.0-or-later
"""Contacts: noted in thirty seconds, due when promised, missed when nobody was found."""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from desktop.contacts.model import NOT_FOUND, Contact
from desktop.core import kept, listing, records
from desktop.core.i18n import N_
from desktop.core.scope import Sight
from desktop.core.tables import table_of
from desktop.core.tasks import PEOPLE, Asked, Task
from desktop.core.work import Work
from desktop.participants import service as participants

_TABLE = table_of(Contact)
_C = _TABLE.c

ACTIVE_DAYS = 60
"""A participant with a contact in this many days counts as active (domain.md I02)."""
MISSED = 3
"""After this many attempts in a row without finding the person, My day says so."""
GRACE_DAYS = 3
"""How far from its day an agreed meeting may be held and still be kept."""

_WRITTEN_OUT: sa.BindParameter[str] = sa.bindparam("not_found", NOT_FOUND, literal_execute=True)
"""In the words of the index, which holds these attempts alone."""


def note(work: Work, values: Mapping[str, Any]) -> Contact:
    """Write a contact down."""
    return records.create(work, Contact, values)


def keys(work: Work, participant: str) -> "array[int]":
    """Return the contacts of one participant, the latest first."""
    order = [_C.happened_on.desc(), _C.row.desc()]
    return listing.snapshot(work, Contact, where=[_C.participant == participant], order=order)


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (code, happened_on, kind, note, next_on) of each contact."""
    columns = (_C.code, _C.happened_on, _C.kind, _C.note, _C.next_on)
    return listing.page(work, _TABLE, _C.row, columns, wanted)


def due(work: Work, day: date) -> list[tuple[str, date]]:
    """Return (participant, promised day) where the last contact promised one that is due."""
    work.may("read")
    rows = Asked(day, most=500).rows(work, _promised, None)
    return [(person, on) for person, on, _code in rows]


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return the promised contacts that are due (`core/tasks.py`)."""
    work.may("read")
    question = _promised if asked.people is None else _promised_some
    found = asked.rows(work, question, None)
    words = N_("Contact {code}")
    return [Task(words, on, person, code=code, is_open=True) for person, on, code in found]


def _promised_some(sight: Sight) -> sa.Select[tuple[str, date, str]]:
    """Ask the same of the people named, so that nobody else's contacts are gone through."""
    return _promised(sight, _C.participant.in_(listing.handed(PEOPLE)))


def _promised(sight: Sight, *among: sa.ColumnElement[bool]) -> sa.Select[tuple[str, date, str]]:
    """Select (participant, promised day, code): of each the last contact, where that day has come.

    One walk along the index of last contacts finds them; of two on one day the earlier promise
    counts.
    """
    last = (
        sa.select(_C.participant, sa.func.max(_C.happened_on).label("day"))
        .where(_C.deleted_at.is_(None), *among, *sight.clauses(_TABLE))
        .group_by(_C.participant)
        .subquery()
        .c
    )
    told = _TABLE.alias("told").c
    return (
        sa.select(
            last.participant,
            sa.func.min(told.next_on),
            participants.code_by(last.participant),
        )
        .where(told.participant == last.participant, told.happened_on == last.day)
        .where(told.deleted_at.is_(None), told.next_on <= kept.day())
        .where(participants.reminded(last.participant))
        .group_by(last.participant)
        .order_by(sa.func.min(told.next_on))
    )


def not_found(work: Work, day: date) -> list[tuple[str, int]]:
    """Return (participant, attempts) of people looked for in vain since they were last reached.

    Only attempts of the last 60 days count, and three of them at least.
    """
    work.may("read")
    reached = _TABLE.alias("reached")
    found_since = sa.exists().where(
        reached.c.participant == _C.participant,
        reached.c.deleted_at.is_(None),
        reached.c.kind != NOT_FOUND,
        reached.c.happened_on >= _C.happened_on,
        reached.c.happened_on <= day,
    )
    query = (
        sa.select(_C.participant, sa.func.count())
        .where(_C.deleted_at.is_(None), _C.kind == _WRITTEN_OUT, sa.not_(found_since))
        .where(*work.visible(_TABLE))
        .where(_C.happened_on > day - timedelta(days=ACTIVE_DAYS), _C.happened_on <= day)
        .where(participants.reminded(_C.participant))
        .group_by(_C.participant)
        .having(sa.func.count() >= MISSED)
        .limit(200)
    )
    return [tuple(row) for row in work.session.execute(query)]


def active(work: Work, on: date) -> set[str]:
    """Return the ids of participants reached in the 60 days up to a day."""
    work.may("read")
    query = (
        sa.select(_C.participant)
        .where(_C.deleted_at.is_(None), _C.kind != NOT_FOUND, *work.visible(_TABLE))
        .where(_C.happened_on > on - timedelta(days=ACTIVE_DAYS), _C.happened_on <= on)
        .distinct()
    )
    return set(work.session.execute(query).scalars())


def timeline(work: Work, person: str) -> list[tuple[date, str, Mapping[str, Any]]]:
    """Return (day, kind, facts) of one participant's contacts."""
    work.may("read")
    return [
        (day, "contact", {"kind": kind, "note": note})
        for day, kind, note in kept.ask(work, _told, person=person)
    ]


def _told(sight: Sight) -> sa.Select[tuple[date, str, str]]:
    return sa.select(_C.happened_on, _C.kind, _C.note).where(
        _C.participant == sa.bindparam("person"), _C.deleted_at.is_(None), *sight.clauses(_TABLE)
    )


def agreed_between(work: Work, person: str, first: date, last: date) -> tuple[int, int]:
    """Return (agreed, kept) meetings of one participant: kept within three days of the day."""
    work.may("read")
    mine = (_C.participant == person, _C.deleted_at.is_(None), *work.visible(_TABLE))
    agreed = sa.select(_C.next_on).where(*mine, _C.next_on >= first, _C.next_on <= last)
    days = set(work.session.execute(agreed).scalars())
    met = sa.select(_C.happened_on).where(*mine, _C.kind != NOT_FOUND)
    held = list(work.session.execute(met).scalars())
    kept = sum(any(abs((one - day).days) <= GRACE_DAYS for one in held) for day in days)
    return len(days), kept
