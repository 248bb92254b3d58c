# SPDX-License-Identifier: GPL-3.0-or-later
"""Case conferences of a file: what was agreed, and when it is to be looked at again."""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, erasure, kept, listing, records
from desktop.core.i18n import N_
from desktop.core.scope import Sight
from desktop.core.tables import table_of
from desktop.core.tasks import Asked, Task
from desktop.core.work import Work
from desktop.participants import service as participants
from desktop.supervision.conference_model import Conference

_TABLE = table_of(Conference)
_C = _TABLE.c


def keys(work: Work, participant: str) -> "array[int]":
    """Return the conferences about a participant, the latest first."""
    order = [_C.held_on.desc(), _C.row.desc()]
    return listing.snapshot(work, Conference, where=[_C.participant == participant], order=order)


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (held_on, posts, agreed, next_on, next_done_on) of each."""
    columns = (_C.held_on, _C.posts, _C.agreed, _C.next_on, _C.next_done_on)
    return listing.page(work, _TABLE, _C.row, columns, wanted)


def seen_again(work: Work, identity: str) -> Conference:
    """Note that what was agreed was looked at again today."""
    held = records.get(work, Conference, identity)
    return records.amend(work, held, {"next_done_on": clock.today()})


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return what was agreed and is to be looked at again (`core/tasks.py`)."""
    work.may("read")
    words = N_("{code}: what the case conference agreed")
    return [
        Task(words, on, person, record=f"{person}/conferences")
        for person, on in asked.rows(work, _agreed, _C.participant)
    ]


def _agreed(sight: Sight) -> sa.Select[tuple[str, date]]:
    return (
        sa.select(_C.participant, _C.next_on)
        .where(_C.deleted_at.is_(None), _C.next_done_on.is_(None), _C.next_on <= kept.day())
        .where(participants.reminded(_C.participant), *sight.clauses(_TABLE))
        .order_by(_C.next_on)
    )


def timeline(work: Work, person: str) -> list[tuple[date, str, Mapping[str, Any]]]:
    """Return (day, kind, facts) of the conferences about a participant."""
    work.may("read")
    query = sa.select(_C.held_on).where(
        _C.participant == person, _C.deleted_at.is_(None), *work.visible(_TABLE)
    )
    return [(day, "conference", {}) for day in work.session.execute(query).scalars()]


def held(work: Work, first: date, last: date) -> list[tuple[str, str]]:
    """Return (person, whether the person was there or asked) of the conferences of a period."""
    work.may("report")
    query = sa.select(_C.participant, sa.func.coalesce(_C.person_there, "")).where(
        _C.deleted_at.is_(None), _C.held_on >= first, _C.held_on <= last
    )
    return [(person, there) for person, there in work.session.execute(query)]


def coded(work: Work, person: str, stays: str) -> None:
    """Keep of the conferences about an erased person the month and whether the person was there."""
    work.may("erase")
    query = sa.select(_C.held_on, _C.person_there).where(
        _C.participant == person, _C.deleted_at.is_(None)
    )
    rows = [
        {
            "participant": stays,
            "held_on": erasure.month_of(day),
            "person_there": there,
            "agreed": "",
        }
        for day, there in work.session.execute(query).all()
    ]
    erasure.keep_coded(work, Conference, rows)
