# SPDX-License-Identifier: GPL-3.0-or-later
"""Who still works or studies: one rule for the two printed figures, the cohorts and the curve.

Denominators are made in one place, ``_checked``: placements that began, of people who stand in the
denominators of success, whose window has closed.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import sqlalchemy as sa

from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.participants import service as participants
from desktop.placements.model import (
    CHECKPOINT_DAYS,
    NOT_BEGUN,
    WINDOW,
    Checkpoint,
    Placement,
)

_C = table_of(Placement).c
_K = table_of(Checkpoint).c
_BEGUN = sa.select(
    *(_C.id, _C.participant, _C.starts_on, _C.type, _C.employer, _C.ended_on, _C.exit_reason)
).where(_C.deleted_at.is_(None), _C.status.not_in(NOT_BEGUN))
_ANSWERS = sa.select(_K.point, _K.result, _K.due_on, _K.placement).where(
    _K.deleted_at.is_(None), _K.due_on <= sa.bindparam("due", type_=sa.Date)
)
"""Both are gone through from end to end and put together here: a placement of its own for each of
some ten thousand answers would be looked up on a page of its own."""

RETAINED = ("retained_same", "retained_other")
NOT_RETAINED, NOT_REACHED = "not_retained", "not_reached"
_LOST = "lost_contact"
MONTH = 30
"""Days of a step of the curve."""
LONGEST = 24
"""Steps of the curve: two years."""


@dataclass(frozen=True, slots=True)
class Permanence:
    """How many still worked or studied at a checkpoint.

    ``due`` counts placements whose window has closed; who was not reached counts as not
    continuing in the first figure and is left out of the second (domain.md I14).
    """

    point: str
    due: int
    retained: int
    reached: int


@dataclass(frozen=True, slots=True)
class Cohort:
    """Placements that began in the same quarter, and their figures checkpoint by checkpoint."""

    first: date
    began: int
    figures: tuple[Permanence, ...]


class Checked(NamedTuple):
    """One checkpoint whose window has closed, as it counts."""

    point: str
    began: date
    type: str
    participant: str
    employer: str | None
    outcome: str
    placement: str = ""


def permanence(
    work: Work,
    on: date,
    people: Collection[str] | None = None,
    type: str = "",
    only: Collection[str] | None = None,
) -> list[Permanence]:
    """Return the figures of every checkpoint whose window closed by a day.

    ``people`` are those who stand in the denominators; the ones who died, were killed,
    disappeared or are detained are not among them. ``only`` are the placements one grant pays.
    """
    return figures(
        one
        for one in checked(work, on, people)
        if (not type or one.type == type) and (only is None or one.placement in only)
    )


def checked(work: Work, on: date, people: Collection[str] | None = None) -> list[Checked]:
    """Return every checkpoint that counts by a day; the only place a denominator is made."""
    work.may("report")
    counted = participants.in_denominators(work) if people is None else people
    placed = {row[0]: row for row in work.session.execute(_BEGUN).all() if row[1] in counted}
    answers = work.session.execute(_ANSWERS, {"due": on - timedelta(days=WINDOW[1])})
    found = []
    for point, result, due, placement in answers.all():
        held = placed.get(placement)
        if held is not None and point in CHECKPOINT_DAYS:
            _id, person, start, kind, employer, ended, reason = held
            told = _outcome(result, due, ended, reason)
            found.append(Checked(point, start, kind, person, employer, told, placement))
    return found


def _outcome(result: str | None, due: date, ended: date | None, reason: str | None) -> str:
    """Return how a checkpoint counts: its answer, else what the placement's own end tells.

    A placement that had ended by then is known not to continue until a later answer finds other
    work; where contact was lost, or nobody asked, nobody was reached.
    """
    if result:
        return result
    return NOT_RETAINED if ended and ended <= due and reason != _LOST else NOT_REACHED


def cohorts(
    work: Work,
    on: date,
    people: Collection[str] | None = None,
    type: str = "",
    read: Sequence[Checked] | None = None,
) -> list[Cohort]:
    """Return the placements by the quarter in which they began, the earliest first.

    ``read`` is what ``checked`` told of the same people, where it was asked already.
    """
    work.may("report")
    counted = participants.in_denominators(work) if people is None else people
    query = sa.select(_C.participant, _C.starts_on, _C.type).where(
        _C.deleted_at.is_(None), _C.status.not_in(NOT_BEGUN), _C.starts_on <= on
    )
    began: dict[date, int] = {}
    for person, start, kind in work.session.execute(query):
        if person in counted and (not type or kind == type):
            began[quarter(start)] = began.get(quarter(start), 0) + 1
    of_quarter: dict[date, list[Checked]] = {first: [] for first in began}
    for one in checked(work, on, counted) if read is None else read:
        if (not type or one.type == type) and (first := quarter(one.began)) in began:
            of_quarter[first].append(one)
    return [
        Cohort(first, n, tuple(figures(of_quarter[first]))) for first, n in sorted(began.items())
    ]


def spells(
    work: Work,
    on: date,
    people: Collection[str] | None = None,
    type: str = "",
    only: Collection[str] | None = None,
) -> list[tuple[int, bool]]:
    """Return (days, whether it ended) of every placement that began, for the curve."""
    work.may("report")
    counted = participants.in_denominators(work) if people is None else people
    query = sa.select(_C.id, _C.participant, _C.starts_on, _C.ended_on, _C.type).where(
        _C.deleted_at.is_(None), _C.status.not_in(NOT_BEGUN), _C.starts_on <= on
    )
    return [
        _spell(start, ended, on)
        for one, person, start, ended, kind in work.session.execute(query)
        if person in counted and (not type or kind == type) and (only is None or one in only)
    ]


def survival(held: Sequence[tuple[int, bool]], steps: int = LONGEST) -> list[float]:
    """Return the share of placements still running after 0, 1 ... months (Kaplan and Meier).

    A placement that still runs counts for as long as it has been seen and no longer.
    """
    shares = [1.0]
    for step in range(steps):
        first, last = step * MONTH, (step + 1) * MONTH
        at_risk = sum(days >= first for days, _ended in held)
        gone = sum(ended and first <= days < last for days, ended in held)
        # who left our sight within the month is counted for half of it (actuarial estimate)
        unseen = sum(not ended and first <= days < last for days, ended in held)
        exposed = at_risk - unseen / 2
        shares.append(shares[-1] * (1 - gone / exposed) if exposed > 0 else shares[-1])
    return shares


def seen(held: Iterable[tuple[int, bool]]) -> int:
    """Return how many months of a curve anybody was watched for."""
    return min(LONGEST, max((days // MONTH for days, _ended in held), default=0))


def quarter(day: date) -> date:
    """Return the first day of the quarter of a day."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _spell(start: date, ended: date | None, on: date) -> tuple[int, bool]:
    over = ended is not None and ended <= on
    last = ended if over and ended is not None else on
    return max(0, (last - start).days), over


def figures(found: Iterable[Checked]) -> list[Permanence]:
    """Return the two figures of every checkpoint, of checkpoints that count (I14)."""
    counts = {point: [0, 0, 0] for point in CHECKPOINT_DAYS}
    for one in found:
        count = counts[one.point]
        count[0] += 1
        count[1] += one.outcome in RETAINED
        count[2] += one.outcome != NOT_REACHED
    return [Permanence(point, *counts[point]) for point in CHECKPOINT_DAYS]


def by(
    found: Iterable[Checked], point: str, key: Callable[[Checked], str]
) -> list[tuple[str, Permanence]]:
    """Return one checkpoint's figures for each answer of a split: type, sex, line of business."""
    held = [one for one in found if one.point == point]
    split = []
    for answer in sorted({key(one) for one in held}):
        told = figures(one for one in held if key(one) == answer)
        split += [(answer, figure) for figure in told if figure.point == point]
    return split
