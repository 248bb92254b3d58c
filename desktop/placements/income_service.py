# SPDX-License-Identifier: GPL-3.0-or-later
"""What people live on, in bands and months, never in amounts; asked only where an office chose to.

A change is the band of pay at the latest checkpoint beside the band before the placement (I16);
steady is who had money come in five of the last six months (I17).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.placements.model import ASKS_MONTHS, WINDOW, Checkpoint, Placement
from desktop.placements.permanence_service import NOT_REACHED

_C = table_of(Placement).c
_K = table_of(Checkpoint).c

BANDS = ("no_pay", "below_minimum", "about_minimum", "one_to_two", "above_two")
"""The bands of the list wage_band that say how much, from the least on."""
STEADY_MONTHS = 5
"""Months of the last six with money from work that make an income steady."""


@dataclass(frozen=True, slots=True)
class Change:
    """The bands of one person before the placement and at the latest checkpoint."""

    participant: str
    type: str
    before: str
    after: str

    @property
    def steps(self) -> int:
        """How many bands it went up; less than nothing where it went down."""
        return BANDS.index(self.after) - BANDS.index(self.before)


def changes(work: Work, on: date, people: Collection[str]) -> tuple[list[Change], int]:
    """Return the change of everybody with both values by a day, and how many lack one (I16).

    Asked are those somebody reached at a checkpoint; of several placements the latest answer
    counts.
    """
    work.may("report")
    query = (
        sa.select(_C.participant, _C.type, _C.income_before, _K.wage_band)
        .join(Checkpoint, _K.placement == _C.id)
        .where(_C.deleted_at.is_(None), _K.deleted_at.is_(None), _K.done_on <= on)
        .where(_K.result.is_not(None), _K.result != NOT_REACHED)
        .order_by(_K.done_on, _K.row)
    )
    found: dict[str, Change] = {}
    reached: set[str] = set()
    for person, kind, before, after in work.session.execute(query):
        if person not in people:
            continue
        reached.add(person)
        if before in BANDS and after in BANDS:
            found[person] = Change(person, kind, before, after)
    return list(found.values()), len(reached - found.keys())


def steady(work: Work, on: date, people: Collection[str]) -> tuple[dict[str, bool], int]:
    """Return of everybody followed for six months whether income is steady, and who lacks it (I17).

    The latest answer counts; who was not asked, or not found, is among those without data.
    """
    work.may("report")
    query = (
        sa.select(_C.participant, _K.income_months)
        .join(Checkpoint, _K.placement == _C.id)
        .where(_C.deleted_at.is_(None), _K.deleted_at.is_(None), _K.point.in_(ASKS_MONTHS))
        .where(_K.due_on <= on - timedelta(days=WINDOW[1]))
        .order_by(_K.due_on, _K.row)
    )
    found: dict[str, bool] = {}
    due: set[str] = set()
    for person, months in work.session.execute(query):
        if person not in people:
            continue
        due.add(person)
        if months is not None:
            found[person] = months >= STEADY_MONTHS
    return found, len(due - found.keys())
