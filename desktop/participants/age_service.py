# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is under 18, and when that ends: a guardian's yes is needed until then."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from desktop.core import dates, listing
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.participants.model import Participant
from desktop.participants.service import age

ADULT = 18
"""The legal age of every country pack there is (domain.md section 6)."""
FEW = 2_000
"""Up to so many people each is looked up; beyond, going through all files is faster."""
_C = table_of(Participant).c


def minors(work: Work, on: date, among: Collection[str] | None = None) -> set[str]:
    """Return the ids of everybody under 18 on a day, or of those among some people."""
    work.may("read")
    youngest = sa.select(_C.id, _C.born).where(_C.born >= str(on.year - ADULT))
    if among is not None and len(among) <= FEW:
        youngest = youngest.where(_C.id.in_(listing.among(among)))
    return {
        identity
        for identity, born in work.session.execute(youngest)
        if (old := age(born, on)) is not None and old < ADULT
    }


def years(work: Work, identity: str, on: date) -> int | None:
    """Return how old one person is on a day, as far as that is known."""
    return age(_born(work, identity), on)


def is_minor(work: Work, identity: str, on: date) -> bool:
    """Tell whether one person is under 18 on a day."""
    old = years(work, identity, on)
    return old is not None and old < ADULT


def adult_on(work: Work, identity: str) -> date | None:
    """Return the day somebody turns 18; a year alone counts as if born in the middle of it."""
    born = _born(work, identity)
    if not born:
        return None
    when = dates.parse(born)
    middle = when.first + (when.last - when.first) / 2
    leap = (middle.month, middle.day) == (2, 29)
    return middle.replace(year=middle.year + ADULT, **({"month": 3, "day": 1} if leap else {}))


def _born(work: Work, identity: str) -> str | None:
    work.may("read")
    return work.session.execute(sa.select(_C.born).where(_C.id == identity)).scalar()
