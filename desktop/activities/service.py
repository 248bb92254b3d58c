# SPDX-License-Identifier: GPL-3.0-or-later
"""Activities: what happened in the community and how many people were there."""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from functools import reduce
from operator import add
from typing import Any

import sqlalchemy as sa

from desktop.activities.model import HEADS, Activity
from desktop.core import listing
from desktop.core.tables import table_of
from desktop.core.work import Work

_TABLE = table_of(Activity)
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
    """Return code, held_on, type, title, sector and head-count of each activity."""
    columns = (_C.code, _C.held_on, _C.type, _C.title, _C.sector, _PEOPLE)
    return listing.page(work, _TABLE, _C.row, columns, wanted)


def between(work: Work, first: date, last: date) -> list[tuple[str, int, int]]:
    """Return (type, activities, attendances) of a period (domain.md I44); output figures."""
    work.may("read")
    query = (
        sa.select(_C.type, sa.func.count(), sa.func.sum(_PEOPLE))
        .where(_C.deleted_at.is_(None), _C.held_on >= first, _C.held_on <= last)
        .group_by(_C.type)
        .order_by(sa.func.count().desc(), _C.type)
    )
    return [(kind, int(n), int(people)) for kind, n, people in work.session.execute(query)]


def find(work: Work, text: str, limit: int = 8) -> list[tuple[str, str]]:
    """Return (id, title) of activities that match what was typed in the search box."""
    found = listing.snapshot(work, Activity, order=[_C.held_on.desc()], text=text, limit=limit)
    rows = listing.page(work, _TABLE, _C.row, (_C.id, _C.title), found)
    return [(row[0], row[1]) for row in rows]
