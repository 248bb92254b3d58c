# SPDX-License-Identifier: GPL-3.0-or-later
"""The tally of complaints: due after thirty days, counted by month and type."""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from desktop.cards.complaint_model import CLOSE_WITHIN_DAYS, Complaint
from desktop.core import kept, listing
from desktop.core.i18n import N_
from desktop.core.scope import Sight
from desktop.core.tables import table_of
from desktop.core.tasks import Asked, Task
from desktop.core.work import Work

_TABLE = table_of(Complaint)
_C = _TABLE.c
RIGHT = "complaints"
_TERM = timedelta(days=CLOSE_WITHIN_DAYS)


def keys(work: Work, filters: Mapping[str, str]) -> "array[int]":
    """Return the complaints, the latest first; ``state`` open, ``type``."""
    work.may(RIGHT)
    where: list[sa.ColumnElement[bool]] = []
    if filters.get("state") == "open":
        where.append(_C.closed_on.is_(None))
    if filters.get("type"):
        where.append(_C.type == filters["type"])
    ordered: list[sa.ColumnElement[Any]] = [_C.received_on.desc(), _C.row.desc()]
    return listing.snapshot(work, Complaint, where=where, order=ordered)


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return code, received_on, type, channel, closed_on and the day each is due."""
    work.may(RIGHT)
    columns = (_C.code, _C.received_on, _C.type, _C.channel, _C.closed_on)
    found = listing.page(work, _TABLE, _C.row, columns, wanted)
    return [(*row, row[1] + _TERM if row[1] else None) for row in found]


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return the complaints to be answered, for who keeps them (`core/tasks.py`)."""
    work.may("read")
    if asked.people is not None or not work.could(RIGHT):
        return []
    words = N_("Answer complaint {code}")
    return [
        Task(words, received + _TERM, "", "activities", f"complaints/{one}", code=code)
        for one, code, received in asked.rows(work, _unanswered, None)
    ]


def _unanswered(sight: Sight) -> sa.Select[tuple[str, str, date]]:
    """Select the complaints that have waited for half of their time."""
    return (
        sa.select(_C.id, _C.code, _C.received_on)
        .where(_C.deleted_at.is_(None), _C.closed_on.is_(None), *sight.clauses(_TABLE))
        .where(_C.received_on <= kept.day(-(_TERM.days // 2)))
        .order_by(_C.received_on)
    )


def tally(work: Work, first: date, last: date) -> dict[str, int]:
    """Return how many complaints of each type were received in a period (I48)."""
    query = (
        sa.select(_C.type, sa.func.count())
        .where(_C.deleted_at.is_(None), _C.received_on.between(first, last))
        .group_by(_C.type)
    )
    work.may("report")
    return {kind: int(n) for kind, n in work.session.execute(query)}


def in_time(work: Work, first: date, last: date, on: date) -> tuple[int, int]:
    """Return (closed within the term, all) of what was received in a period and fell due by a day.

    What still has time stands in neither number.
    """
    work.may("report")
    query = sa.select(_C.received_on, _C.closed_on).where(
        _C.deleted_at.is_(None), _C.received_on.between(first, last)
    )
    kept = whole = 0
    for received, closed in work.session.execute(query):
        answered = closed is not None and closed <= received + _TERM and closed <= on
        if answered or received + _TERM < on:
            whole += 1
            kept += answered
    return kept, whole
