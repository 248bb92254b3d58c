# SPDX-License-Identifier: GPL-3.0-or-later
"""Official series for maps, charts and reports: counted apart, always with source and date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from desktop.core import dates
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.incidents.context_model import ContextIncident

_C = table_of(ContextIncident).c


@dataclass(frozen=True, slots=True)
class Series:
    """One official series that is in the store."""

    import_id: str
    source: str
    as_of: date
    first: str
    last: str
    total: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of an official series; never added to ours."""

    source: str
    as_of: date
    key: str
    count: int


def series(work: Work) -> list[Series]:
    """Return the official series at hand, the latest source first."""
    work.may("read")
    query = (
        sa.select(
            _C.import_id, _C.source, _C.as_of, sa.func.min(_C.occurred_on),
            sa.func.max(_C.occurred_on), sa.func.sum(_C.count),
        )
        .where(_C.deleted_at.is_(None))
        .group_by(_C.import_id, _C.source, _C.as_of)
        .order_by(_C.as_of.desc(), _C.source)
    )  # fmt: skip
    return [Series(*row) for row in work.session.execute(query)]


def by_month(
    work: Work, first: date, last: date, types: Sequence[str] = (), sector: str = ""
) -> list[Figure]:
    """Return counts by source and month (2026-10) in a period; years without a month stay out."""
    work.may("read")
    month = sa.func.substr(_C.occurred_on, 1, 7)
    return _figures(work, month, [*_within(first, last), *_chosen(types, sector)])


def by_sector(work: Work, first: date, last: date, types: Sequence[str] = ()) -> list[Figure]:
    """Return counts by source and sector in a period, for rows whose place is a sector of ours."""
    work.may("read")
    return _figures(
        work, _C.sector, [*_within(first, last), *_chosen(types), _C.sector.is_not(None)]
    )


def total(work: Work, first: date, last: date, types: Sequence[str] = ()) -> list[Figure]:
    """Return the count of each type by source in a period."""
    work.may("read")
    return _figures(work, _C.type, [*_within(first, last), *_chosen(types)])


def _figures(
    work: Work, key: "sa.ColumnElement[str]", where: Sequence["sa.ColumnElement[bool]"]
) -> list[Figure]:
    query = (
        sa.select(_C.source, _C.as_of, key.label("key"), sa.func.sum(_C.count))
        .where(_C.deleted_at.is_(None), *where)
        .group_by(_C.source, _C.as_of, sa.text("key"))
        .order_by(_C.source, _C.as_of, sa.text("key"))
    )
    return [Figure(*row) for row in work.session.execute(query)]


def _within(first: date, last: date) -> list["sa.ColumnElement[bool]"]:
    """Keep days of the period, and months that lie in it wholly; a year alone says too little."""
    day = sa.func.replace(_C.occurred_on, "~", "")
    whole = sa.func.length(day)
    months = sa.and_(whole == 7, day >= _first_month(first), day <= _last_month(last))
    days = sa.and_(whole == 10, day >= first.isoformat(), day <= last.isoformat())
    return [sa.or_(days, months)]


def _first_month(first: date) -> str:
    """Return the first month that begins on or after a day."""
    if first.day == 1:
        return first.isoformat()[:7]
    return date(first.year + first.month // 12, first.month % 12 + 1, 1).isoformat()[:7]


def _last_month(last: date) -> str:
    """Return the last month that ends on or before a day."""
    if dates.month_end(last) == last:
        return last.isoformat()[:7]
    before = date(last.year - (last.month == 1), (last.month - 2) % 12 + 1, 1)
    return before.isoformat()[:7]


def _chosen(types: Sequence[str], sector: str = "") -> list["sa.ColumnElement[bool]"]:
    found: list[sa.ColumnElement[bool]] = []
    if types:
        found.append(_C.type.in_(types))
    if sector:
        found.append(_C.sector == sector)
    return found
