# SPDX-License-Identifier: GPL-3.0-or-later
"""The directory of services somebody may be sent to: what they offer, who can reach them."""

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, listing
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.referrals.model import OUTSIDE, Provider, Referral

_TABLE = table_of(Provider)
_P = _TABLE.c
_R = table_of(Referral).c


def keys(work: Work, text: str, filters: Mapping[str, str]) -> "array[int]":
    """Return the services by name; ``offers`` a kind of service, ``reached`` a sector."""
    work.may("read")
    where: list[sa.ColumnElement[bool]] = []
    for name, column in (("offers", _P.offers), ("reached", _P.reached_from)):
        if filters.get(name):
            where.append(sa.func.instr(sa.cast(column, sa.Text), f'"{filters[name]}"') > 0)
    return listing.snapshot(work, Provider, where=where, order=[_P.title], text=text)


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return code, name, offers, sector, reliability, until and referrals under way of each."""
    waiting = (
        sa.select(sa.func.count())
        .where(_R.provider == _P.id, _R.deleted_at.is_(None), _R.status.in_(OUTSIDE))
        .scalar_subquery()
    )
    columns = (_P.code, _P.title, _P.offers, _P.sector, _P.reliability, _P.until, waiting)
    return listing.page(work, _TABLE, _P.row, columns, wanted)


def names(work: Work) -> dict[str, str]:
    """Return the name of every service by id."""
    work.may("read")
    return dict(work.session.execute(sa.select(_P.id, _P.title)).all())


def offered(work: Work, text: str = "", limit: int = 5_000) -> list[tuple[str, str]]:
    """Return (id, name) of services in use, for a link editor."""
    in_use = sa.or_(_P.until.is_(None), _P.until > clock.today())
    found = listing.snapshot(
        work, Provider, where=[in_use], order=[_P.title], text=text, limit=limit
    )
    return [
        (row[0], row[1]) for row in listing.page(work, _TABLE, _P.row, (_P.id, _P.title), found)
    ]


def find(work: Work, text: str, limit: int = 8) -> list[tuple[str, str]]:
    """Return (id, name) of services that match what was typed in the search box."""
    return offered(work, text, limit)
