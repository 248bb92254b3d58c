# SPDX-License-Identifier: GPL-3.0-or-later
"""Which incidents fall in a period: those certainly in it, whatever is known of their day."""

from datetime import date, timedelta

import sqlalchemy as sa

from desktop.core import dates
from desktop.core.tables import table_of
from desktop.incidents.model import DISCARDED, Incident

_C = table_of(Incident).c


def within(first: date, last: date) -> list[sa.ColumnElement[bool]]:
    """Match incidents that certainly fell in a period: the whole day, month or year lies in it."""
    known = sa.func.rtrim(_C.occurred_on, "~")
    spans = []
    for length, (low, high) in _whole_spans(first, last).items():
        spans.append(sa.and_(sa.func.length(known) == length, known >= low, known <= high))
    # the index narrows by year only: "2026~" and "2026-10~" sort after the last day they hold
    near = sa.and_(_C.occurred_on >= f"{first.year}", _C.occurred_on < f"{last.year + 1}")
    happened = _C.certainty != DISCARDED
    return [_C.deleted_at.is_(None), happened, near, sa.or_(*spans)]


def _whole_spans(first: date, last: date) -> dict[int, tuple[str, str]]:
    """Return, by length of the stored text, the first and last day, month and year inside."""
    month = first if first.day == 1 else dates.month_end(first) + timedelta(days=1)
    final = last if last == dates.month_end(last) else last.replace(day=1) - timedelta(days=1)
    year = first.year if (first.month, first.day) == (1, 1) else first.year + 1
    final_year = last.year if (last.month, last.day) == (12, 31) else last.year - 1
    return {
        10: (first.isoformat(), last.isoformat()),
        7: (month.isoformat()[:7], final.isoformat()[:7]),
        4: (f"{year:04}", f"{final_year:04}"),
    }
