# SPDX-License-Identifier: GPL-3.0-or-later
"""Services people were given, by us or by others."""

from array import array
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from desktop.core import erasure, listing
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.referrals.model import ServiceGiven

_TABLE = table_of(ServiceGiven)
_G = _TABLE.c


def keys(work: Work, filters: Mapping[str, str]) -> "array[int]":
    """Return the services given, the latest first; ``service`` and ``participant`` narrow them."""
    work.may("read")
    where = [_G[name] == filters[name] for name in ("service", "participant") if filters.get(name)]
    order = [_G.given_on.desc(), _G.row.desc()]
    return listing.snapshot(work, ServiceGiven, where=where, order=order)


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return participant, service, given_on, quantity, provider of each."""
    columns = (_G.participant, _G.service, _G.given_on, _G.quantity, _G.provider)
    return listing.page(work, _TABLE, _G.row, columns, wanted)


def paid_by(work: Work, grant: str, people: Collection[str], since: date) -> set[str]:
    """Return who got a service a grant pays since a day: by its name, or as of its programmes."""
    work.may("read")
    query = sa.select(_G.participant, _G.grant).where(_G.deleted_at.is_(None), _G.given_on >= since)
    return {
        person
        for person, own in work.session.execute(query)
        if (own == grant if own else person in people)
    }


def timeline(work: Work, person: str) -> list[tuple[date, str, Mapping[str, Any]]]:
    """Return (day, kind, facts) of the services one participant was given."""
    work.may("read")
    query = sa.select(_G.given_on, _G.service, _G.quantity).where(
        _G.participant == person, _G.deleted_at.is_(None), *work.visible(_TABLE)
    )
    return [
        (day, "service", {"service": service, "quantity": n})
        for day, service, n in work.session.execute(query)
    ]


def coded(work: Work, person: str, kept: str) -> None:
    """Keep of an erased person's services what past figures count: which, how many, which month."""
    work.may("erase")
    erasure.keep_months(
        work, ServiceGiven, person, kept, same=("service", "quantity"), months=("given_on",)
    )
