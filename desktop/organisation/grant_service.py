# SPDX-License-Identifier: GPL-3.0-or-later
"""Grants: their lines and what was paid, what they cover, when they end; targets beside them."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, listing
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.organisation.grant_model import Grant, GrantLine, GrantPayment, Target
from desktop.organisation.model import Programme

_GRANT, _LINE, _PAID = table_of(Grant), table_of(GrantLine), table_of(GrantPayment)
_TARGET = table_of(Target)
_G, _L, _P, _T = _GRANT.c, _LINE.c, _PAID.c, _TARGET.c
WARN_DAYS = 90
"""From so many days before its end a grant stands on My day."""


@dataclass(frozen=True, slots=True)
class Covered:
    """A grant and the programmes it pays; what has no grant of its own follows its programme."""

    id: str
    reference: str
    donor: str
    currency: str
    ends_on: date
    programmes: frozenset[str]

    def pays(self, grant: str | None, programme: str | None) -> bool:
        """Tell whether the grant pays something: by its own word, or else its programme's."""
        return grant == self.id if grant else programme in self.programmes


@dataclass(frozen=True, slots=True)
class Spent:
    """A line of a budget and what was paid from it, in whole units of the grant's currency."""

    id: str
    number: str
    title: str
    amount: int
    paid: int

    @property
    def left(self) -> int:
        """What is left; less than nothing where too much was paid."""
        return self.amount - self.paid


def keys(work: Work, text: str = "") -> "array[int]":
    """Return the grants, those that end last first."""
    work.may("read")
    return listing.snapshot(work, Grant, order=[_G.ends_on.desc(), _G.row], text=text)


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (id, reference, donor, starts_on, ends_on, currency) of each grant."""
    columns = (_G.id, _G.reference, _G.donor, _G.starts_on, _G.ends_on, _G.currency)
    return listing.page(work, _GRANT, _G.row, columns, wanted)


def line_keys(work: Work, grant: str) -> "array[int]":
    """Return the lines of one grant, by their number."""
    work.may("read")
    return listing.snapshot(work, GrantLine, where=[_L.grant == grant], order=[_L.number, _L.row])


def line_rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (id, number, title, amount) of each line."""
    return listing.page(work, _LINE, _L.row, (_L.id, _L.number, _L.title, _L.amount), wanted)


def payment_keys(work: Work, grant: str) -> "array[int]":
    """Return the payments of one grant, the latest first."""
    work.may("read")
    lines = sa.select(_L.id).where(_L.grant == grant)
    return listing.snapshot(
        work, GrantPayment, where=[_P.line.in_(lines)], order=[_P.paid_on.desc(), _P.row.desc()]
    )


def payment_rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (paid_on, line, amount, paid_for, voucher) of each payment."""
    columns = (_P.paid_on, _P.line, _P.amount, _P.paid_for, _P.voucher)
    return listing.page(work, _PAID, _P.row, columns, wanted)


def target_keys(work: Work) -> "array[int]":
    """Return the targets, the next to be reached first."""
    work.may("read")
    return listing.snapshot(work, Target, order=[_T.ends_on, _T.row])


def target_rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (indicator, programme, grant, baseline, target, starts_on, ends_on) of each target."""
    columns = (_T.indicator, _T.programme, _T.grant, _T.baseline, _T.target)
    return listing.page(work, _TARGET, _T.row, (*columns, _T.starts_on, _T.ends_on), wanted)


def targets(work: Work, first: date, last: date) -> list[Target]:
    """Return the targets that are counted in a period, the next to be reached first."""
    work.may("report")
    query = (
        sa.select(Target)
        .where(_T.deleted_at.is_(None), _T.starts_on <= last, _T.ends_on >= first)
        .order_by(_T.ends_on, _T.row)
    )
    return list(work.session.execute(query).scalars())


def offered(work: Work) -> list[tuple[str, str]]:
    """Return (id, words) of the grants that still run, for forms."""
    work.may("read")
    query = (
        sa.select(_G.id, _G.reference, _G.donor)
        .where(_G.deleted_at.is_(None), _G.ends_on >= clock.today())
        .order_by(_G.reference)
    )
    return [(one, f"{code} · {donor}") for one, code, donor in work.session.execute(query)]


def names(work: Work) -> dict[str, str]:
    """Return the code of every grant by id, those that ended among them."""
    work.may("read")
    return dict(work.session.execute(sa.select(_G.id, _G.reference)).all())


def line_names(work: Work) -> dict[str, str]:
    """Return the code of the grant and the title of every line by id."""
    work.may("read")
    grants = names(work)
    query = sa.select(_L.id, _L.grant, _L.number, _L.title)
    return {
        one: f"{grants.get(grant, '')} · {number or ''} {title}".replace("·  ", "· ")
        for one, grant, number, title in work.session.execute(query)
    }


def lines_offered(work: Work, grant: str) -> list[tuple[str, str]]:
    """Return (id, words) of the lines of a grant, for the form of a payment."""
    return [(one.id, f"{one.number} {one.title}".strip()) for one in money(work, grant)]


def money(
    work: Work, grant: str, until: date | None = None, more: Mapping[str, int] | None = None
) -> list[Spent]:
    """Return what was paid from each line of a grant up to a day.

    ``more`` is what other rooms paid from the lines, in the same whole units.
    """
    work.may("read")
    paid = (
        sa.select(_P.line, sa.func.sum(_P.amount).label("paid"))
        .where(_P.deleted_at.is_(None), _P.paid_on <= (until or clock.today()))
        .group_by(_P.line)
        .subquery()
    )
    query = (
        sa.select(_L.id, _L.number, _L.title, _L.amount, sa.func.coalesce(paid.c.paid, 0))
        .outerjoin(paid, paid.c.line == _L.id)
        .where(_L.grant == grant, _L.deleted_at.is_(None))
        .order_by(_L.number, _L.row)
    )
    return [
        Spent(one, number or "", title, amount, int(spent) + (more or {}).get(one, 0))
        for one, number, title, amount, spent in work.session.execute(query)
    ]


def covered(work: Work, grant: str) -> Covered | None:
    """Return a grant by its id, its code on paper or its code here, with what it covers."""
    work.may("read")
    wanted = grant.strip().casefold()
    for row in _all(work):
        if wanted in (row.id, row.reference.casefold(), row.code.casefold()):
            return _covered(work, row)
    return None


def ending(work: Work, day: date) -> list[Covered]:
    """Return the grants whose last day is near, the next one first."""
    work.may("read")
    last = day + timedelta(days=WARN_DAYS)
    near = [row for row in _all(work) if day <= row.ends_on <= last]
    return [_covered(work, row) for row in sorted(near, key=lambda row: row.ends_on)]


def _all(work: Work) -> Sequence[Any]:
    query = sa.select(_G.id, _G.code, _G.reference, _G.donor, _G.currency, _G.ends_on)
    return work.session.execute(query.where(_G.deleted_at.is_(None))).all()


def _covered(work: Work, row: Any) -> Covered:
    table = table_of(Programme).c
    query = sa.select(table.id, table.grants).where(table.deleted_at.is_(None))
    paid = frozenset(one for one, grants in work.session.execute(query) if row.id in (grants or ()))
    return Covered(row.id, row.reference, row.donor, row.currency, row.ends_on, paid)
