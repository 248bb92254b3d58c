# SPDX-License-Identifier: GPL-3.0-or-later
"""Official series beside our own records: shown with source and date, never counted as ours."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa

from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.incidents.context_model import ContextIncident

_C = table_of(ContextIncident).c


@dataclass(frozen=True, slots=True)
class Official:
    """One source as of one day, by month (2026-10)."""

    source: str
    as_of: date
    months: dict[str, int] = field(default_factory=dict)


def series(work: Work, first: date, last: date) -> list[Official]:
    """Return what every official source says of the months between two days."""
    month = sa.func.substr(_C.occurred_on, 1, 7)
    query = (
        sa.select(_C.source, _C.as_of, month, sa.func.sum(_C.count))
        .where(_C.deleted_at.is_(None), sa.func.length(month) == 7)
        .where(month >= first.isoformat()[:7], month <= last.isoformat()[:7])
        .group_by(_C.source, _C.as_of, month)
        .order_by(_C.source, _C.as_of)
    )
    found: dict[tuple[str, date], dict[str, int]] = defaultdict(dict)
    for source, as_of, when, n in work.session.execute(query):
        found[source, as_of][when] = int(n)
    return [Official(source, as_of, months) for (source, as_of), months in found.items()]


def by_sector(work: Work, first: date, last: date) -> dict[str, int]:
    """Return the official counts of the days between by sector, where a sector is known."""
    query = (
        sa.select(_C.sector, sa.func.sum(_C.count))
        .where(_C.deleted_at.is_(None), _C.sector.is_not(None))
        .where(_C.occurred_on >= first.isoformat()[:7], _C.occurred_on <= f"{last.isoformat()}~")
        .group_by(_C.sector)
    )
    return {sector: int(n) for sector, n in work.session.execute(query)}
