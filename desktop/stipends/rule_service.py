# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of stipends, and what follows from one: every line of it can be read out to the person."""

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from desktop.core import listing, money, records
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.stipends.rule_model import PARTS, StipendRule, Terms

_TABLE = table_of(StipendRule)
_C = _TABLE.c
WHOLE = 100


@dataclass(frozen=True, slots=True)
class Counted:
    """One part of a month that was asked of a person."""

    part: str
    due: int
    met: int
    weight: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows for one person: parts that counted, percent met, percent and amount paid.

    ``why`` is ``parts``, ``nothing_asked`` or ``excused``; ``least`` the step that was reached.
    """

    parts: tuple[Counted, ...]
    share: int
    least: int
    pays: int
    amount: int
    why: str = "parts"


def create(work: Work, values: Mapping[str, Any]) -> StipendRule:
    """Write a rule in the currency of the office."""
    work.may("stipends")
    return records.create(work, StipendRule, {"currency": money.current().code, **values})


def amend(work: Work, rule: StipendRule, values: Mapping[str, Any]) -> StipendRule:
    """Change a rule for the months to come; months there are keep the terms they began with."""
    work.may("stipends")
    return records.amend(work, rule, values)


def keys(work: Work) -> "array[int]":
    """Return the rules, the latest first."""
    return listing.snapshot(work, StipendRule, order=[_C.starts_on.desc(), _C.row.desc()])


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (title, starts_on, until, amount, currency) of each rule."""
    columns = (_C.title, _C.starts_on, _C.until, _C.amount, _C.currency)
    return listing.page(work, _TABLE, _C.row, columns, wanted)


def titles(work: Work) -> dict[str, str]:
    """Return the name of every rule by id."""
    work.may("read")
    return dict(work.session.execute(sa.select(_C.id, _C.title)).all())


def offered(work: Work, day: date) -> list[tuple[str, str]]:
    """Return (id, name) of the rules in force on a day."""
    work.may("read")
    query = (
        sa.select(_C.id, _C.title)
        .where(_C.deleted_at.is_(None), _C.starts_on <= day)
        .where(sa.or_(_C.until.is_(None), _C.until >= day))
        .order_by(_C.title)
    )
    return [(identity, title) for identity, title in work.session.execute(query)]


def kept(terms: Terms) -> str:
    """Return terms as a month keeps them."""
    return json.dumps(asdict(terms), sort_keys=True)


def read(text: str) -> Terms:
    """Read the terms a month kept."""
    found = json.loads(text)
    steps = tuple((int(least), int(pays)) for least, pays in found["steps"])
    return Terms(found["amount"], found["currency"], found["weights"], steps)


def outcome(terms: Terms, counts: Mapping[str, tuple[int, int]], *, excused: bool) -> Outcome:
    """Return what follows from a rule for one person's month.

    A part nothing was asked of does not count, and where nothing was asked at all, or the person
    was excused, the whole is paid: nobody loses what they could not do.
    """
    parts = tuple(
        Counted(part, counts[part][0], min(counts[part]), terms.weights[part])
        for part in PARTS
        if terms.weights.get(part) and counts.get(part, (0, 0))[0] > 0
    )
    if excused or not parts:
        why = "excused" if excused else "nothing_asked"
        return Outcome(parts, WHOLE, 0, WHOLE, terms.amount, why)
    share = percent_met(parts)
    least, pays = next((step for step in terms.steps if share >= step[0]), (0, 0))
    return Outcome(parts, share, least, pays, money.share(terms.amount, pays))


def percent_met(parts: Sequence[Counted]) -> int:
    """Return how much of everything asked was done, weighed; 100 only when all of it was.

    Whole numbers only: sums of met * weight / due over one common denominator, half rounded up.
    """
    common = 1
    for one in parts:
        common *= one.due
    above = sum(one.met * one.weight * (common // one.due) for one in parts)
    below = sum(one.weight for one in parts) * common
    if above == below:
        return WHOLE
    return min(WHOLE - 1, (above * 2 * WHOLE + below) // (2 * below))
