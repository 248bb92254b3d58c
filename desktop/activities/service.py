# SPDX-License-Identifier: GPL-3.0-or-later
"""Activities: what happened in the community and how many people were there."""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from functools import reduce
from operator import add
from typing import Any

import sqlalchemy as sa

from desktop.activities import counts_service, series_service
from desktop.activities.model import HEADS, MEDIATION, Activity
from desktop.activities.series_model import Attendance
from desktop.core import kept, listing, records
from desktop.core.i18n import N_
from desktop.core.scope import Sight
from desktop.core.tables import table_of
from desktop.core.tasks import Asked, Task
from desktop.core.work import Work
from desktop.organisation.grant_service import Covered

_TABLE, _T = table_of(Activity), table_of(Attendance)
_C = _TABLE.c
_PEOPLE = reduce(add, (_C[name] for name in HEADS))


def keys(work: Work, text: str, filters: Mapping[str, str], order: str) -> "array[int]":
    """Return the list's keys, by ``type`` if asked."""
    work.may("read")
    where = [_C.type == filters["type"]] if filters.get("type") else []
    name = order.lstrip("-")
    columns: list[sa.ColumnElement[Any]] = [_C.held_on.desc(), _C.row.desc()]
    if name in ("code", "type", "title", "held_on"):
        columns = [_C[name].desc() if order.startswith("-") else _C[name], _C.row]
    return listing.snapshot(work, Activity, where=where, order=columns, text=text)


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return code, held_on, type, title, sector, head-count, next_on and next_done_on of each."""
    told = (_C.code, _C.held_on, _C.type, _C.title, _C.sector)
    columns = (*told, _PEOPLE, _C.next_on, _C.next_done_on)
    return listing.page(work, _TABLE, _C.row, columns, wanted)


def between(
    work: Work, first: date, last: date, paid: Covered | None = None, programme: str = ""
) -> list[tuple[str, int, int]]:
    """Return (type, activities, attendances) of a period (domain.md I44); output figures.

    ``paid`` narrows them to what one grant pays, ``programme`` to one programme.
    """
    work.may("read")
    query = (
        sa.select(_C.type, sa.func.count(), sa.func.sum(_PEOPLE))
        .where(
            _C.deleted_at.is_(None),
            _C.held_on >= first,
            _C.held_on <= last,
            *counts_service.paid(paid),
        )
        .group_by(_C.type)
        .order_by(sa.func.count().desc(), _C.type)
    )
    if programme:
        query = query.where(_C.programme == programme)
    return [(kind, int(n), int(people)) for kind, n, people in work.session.execute(query)]


def by_sector(
    work: Work, first: date, last: date, paid: Covered | None = None
) -> list[tuple[str, int, int]]:
    """Return (sector, activities, attendances) of a period (I44); '' where no place was noted."""
    work.may("read")
    query = (
        sa.select(sa.func.coalesce(_C.sector, ""), sa.func.count(), sa.func.sum(_PEOPLE))
        .where(
            _C.deleted_at.is_(None),
            _C.held_on >= first,
            _C.held_on <= last,
            *counts_service.paid(paid),
        )
        .group_by(_C.sector)
    )
    return [(sector, int(n), int(people)) for sector, n, people in work.session.execute(query)]


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return the next steps agreed at an activity (`core/tasks.py`); they are about nobody."""
    work.may("read")
    if asked.people is not None:
        return []
    words = N_("{kind} {code}: next step")
    return [
        Task(words, on, "", "activities", one, {"kind": ("activity_type", kind)}, code=code)
        for one, code, kind, on in asked.rows(work, _agreed, None)
    ]


def _agreed(_sight: Sight) -> sa.Select[tuple[str, str, str, date]]:
    return (
        sa.select(_C.id, _C.code, _C.type, _C.next_on)
        .where(_C.deleted_at.is_(None), _C.next_done_on.is_(None), _C.next_on <= kept.day())
        .order_by(_C.next_on)
    )


def timeline(work: Work, person: str) -> list[tuple[date, str, Mapping[str, Any]]]:
    """Return (day, kind, facts) of the activities a participant was marked at."""
    work.may("read")
    query = (
        sa.select(_C.held_on, _C.type, _T.c.mark)
        .join(_T, _T.c.activity == _C.id)
        .where(_T.c.participant == person, _T.c.deleted_at.is_(None), _C.deleted_at.is_(None))
        .where(*work.visible(_T))
    )
    return [
        (day, "activity", {"type": kind, "mark": mark})
        for day, kind, mark in work.session.execute(query)
    ]


def mediations(
    work: Work, first: date, last: date, paid: Covered | None = None
) -> list[tuple[str, str, str]]:
    """Return (dispute, danger to life, result) of every mediation of a period (I36)."""
    work.may("report")
    query = (
        sa.select(_C.dispute, _C.lethal, _C.result)
        .where(
            _C.deleted_at.is_(None), _C.type == MEDIATION, _C.held_on >= first, _C.held_on <= last
        )
        .where(*counts_service.paid(paid))
    )
    blank = "not_asked"
    return [
        (dispute or blank, lethal or blank, result or blank)
        for dispute, lethal, result in work.session.execute(query)
    ]


def count_heads(work: Work, activity: str) -> Activity:
    """Raise the head-count of an activity to who was marked as having come.

    It is never lowered: others may have been there who stand on no list.
    """
    counted, held = series_service.heads(work, activity), records.get(work, Activity, activity)
    values = {name: max(counted.get(name, 0), getattr(held, name)) for name in HEADS}
    return records.amend(work, held, values)


def find(work: Work, text: str, limit: int = 8) -> list[tuple[str, str]]:
    """Return (id, title) of activities that match what was typed in the search box."""
    found = listing.snapshot(work, Activity, order=[_C.held_on.desc()], text=text, limit=limit)
    rows = listing.page(work, _TABLE, _C.row, (_C.id, _C.title), found)
    return [(row[0], row[1]) for row in rows]
