# SPDX-License-Identifier: GPL-3.0-or-later
"""Indicators that are of nobody: what the work put out, and what anonymous cards said.

They have no people to be counted by, so what is small is told by the numbers themselves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from desktop.activities import service as activities
from desktop.cards import complaint_service
from desktop.cards import report as cards
from desktop.core import indicators
from desktop.core.work import Work
from desktop.incidents import figures_service as figures
from desktop.incidents import service as incidents
from desktop.placements import employer_service

_SETTLED = ("resolved", "for_now")


@dataclass(frozen=True, slots=True)
class Output:
    """A numerator and its denominator, None for a bare count; ``code`` is of the list measure."""

    code: str
    of: int
    whole: int | None = None
    missing: int = 0

    def tells(self, threshold: int) -> bool:
        """Whether it, or what is left of its denominator, is small enough to point at somebody."""
        return indicators.tells(self.of, self.of if self.whole is None else self.whole, threshold)


def outputs(work: Work, first: date, last: date) -> Iterator[Output]:
    """Yield what was counted in a period (I20, I23, I36 to I41, I43, I44, I48)."""
    held = activities.between(work, first, last)
    yield Output("activities", sum(n for _kind, n, _people in held))
    yield Output("attendances", sum(people for _kind, _n, people in held))
    ended = [result for _dispute, _lethal, result in activities.mediations(work, first, last)]
    yield Output("mediated", sum(one in _SETTLED for one in ended), len(ended))
    due = [one for one in employer_service.promised(work, last) if one.due_on <= last]
    yield Output("places_filled", sum(o.filled for o in due), sum(o.places for o in due))
    yield from _of_incidents(work, first, last)
    for code, (part, whole, missing) in cards.shares(work, first, last).items():
        yield Output(code, part, whole, missing)
    received = sum(complaint_service.tally(work, first, last).values())
    answered, fell_due = complaint_service.in_time(work, first, last, last)
    yield Output("complaints_in_time", answered, fell_due, received - fell_due)


def _of_incidents(work: Work, first: date, last: date) -> Iterator[Output]:
    """Yield what is told of incidents (I37, I38, I39, I41); what is kept apart leaves nowhere."""
    whole = figures.total(work, first, last)
    yield Output("incidents", whole)
    yield Output("at_border", incidents.at_borders(work, first, last), whole)
    told = figures.told(work, first, last)
    known = sum(n for _yes, n in told.by_type.values())
    yield Output("reported", sum(yes for yes, _n in told.by_type.values()), known, told.unknown)
    left = figures.left(work, first, last)
    yield Output("displaced", left.people, None, left.missing)
    yield Output("displaced_households", left.households)
