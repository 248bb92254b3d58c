# SPDX-License-Identifier: GPL-3.0-or-later
"""What left before, compared with what is about to: two datasets of almost the same people.

Of 30 people who were new in a second release, 25 stood out against the first in a measured case:
whoever has both subtracts. Rows are held back until enough people have come or gone; tables of
counts say so.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.exports.recipients import Recipient
from desktop.releases.model import Release

KIND = "dataset"
PEOPLE = "people"
_C = table_of(Release).c


@dataclass(frozen=True, slots=True)
class Close:
    """An earlier dataset that differs by so few people that the two tell about them."""

    day: date
    changed: int


def closest(work: Work, recipient: Recipient, people: Collection[str]) -> Close | None:
    """Return the earlier dataset these recipients can have that is too close, if there is one.

    What was published everybody has; the organisation itself has everything anyway.
    """
    work.may("export")
    if recipient.whole:
        return None
    now = frozenset(people)
    query = sa.select(_C.period, _C.scheme).where(
        _C.kind == KIND,
        _C.recipient.in_({recipient.name, "public"}),
    )
    found: list[Close] = []
    for day, scheme in work.session.execute(query):
        before = frozenset(scheme.get(PEOPLE, ()))
        changed = len(now ^ before)
        if before and 0 < changed < recipient.k:
            found.append(Close(date.fromisoformat(day), changed))
    return min(found, key=lambda one: one.changed, default=None)
