# SPDX-License-Identifier: GPL-3.0-or-later
"""Which incidents fall in a period: those certainly in it, whatever is known of their day."""

from datetime import date, timedelta

import sqlalchemy as sa

from desktop.core import dates
from desktop.core.tables import table_of
from desktop.incidents.model import DISCARDED, Incident

_C = table_of(Incident).c
RUMOUR = "rumour"
"""How what nobody has confirmed is known; a rumour stands in no figure (domain.md section 5)."""


def within(first: date, last: date) -> list[sa.ColumnElement[bool]]:
    """Match incidents that certainly fell in a period: the whole day, month or year lies in it.

    The stored text sorts in time order, a month before its days and "2026~" after all of 2026: so
    one span of the index holds everything, but for what is only partly in it at the two ends.
    """
    partly = sorted(_partly(first, last))
    return [
        _C.deleted_at.is_(None),
        _C.certainty != DISCARDED,
        sa.or_(_C.how_known != RUMOUR, _C.certainty == "confirmed"),
        _C.occurred_on >= _start(first),
        _C.occurred_on < _end(last),
        *([_C.occurred_on.not_in(partly)] if partly else []),
    ]


def _start(first: date) -> str:
    """Return what the earliest text inside does not come before."""
    if (first.month, first.day) == (1, 1):
        return f"{first.year:04}"
    return first.isoformat()[:7] if first.day == 1 else first.isoformat()


def _end(last: date) -> str:
    """Return what every text inside comes before."""
    if (last.month, last.day) == (12, 31):
        return f"{last.year + 1:04}"
    if last == dates.month_end(last):
        return (last + timedelta(days=1)).isoformat()[:7]
    return f"{last.isoformat()}~~"


def _partly(first: date, last: date) -> set[str]:
    """Return the years and months at both ends of which a part lies outside."""
    found = set()
    for day in (first, last):
        if not (first <= date(day.year, 1, 1) and date(day.year, 12, 31) <= last):
            found |= {f"{day.year:04}", f"{day.year:04}~"}
        if not (first <= day.replace(day=1) and dates.month_end(day) <= last):
            found |= {day.isoformat()[:7], f"{day.isoformat()[:7]}~"}
    return found
