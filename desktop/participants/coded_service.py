# SPDX-License-Identifier: GPL-3.0-or-later
"""What stays of an erased participant so that the counts of past periods stay as they were.

Sex, age band, programme, municipality, how somebody came, worked and studied, the months of
enrolment and closing and why: no name, no word, no sector, no date below the month. The year of
birth is rounded to five years where every month of the file then falls into the same age band,
and is kept finer only where it does not.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from desktop.core import clock, dates, erasure
from desktop.core.work import Work
from desktop.participants.model import CaseStatus, Participant
from desktop.participants.report import Person, band_of
from desktop.participants.service import COMPLETED_BY
from desktop.places import service as places

CLASS_YEARS = 5
NOT_KEPT = "not_asked"
COUNTED_BY = ("referral_source", "work_status", "school")
"""Answers the report counts by (I01, I18): without them past months would change."""


def coded(work: Work, person: Participant) -> str:
    """Write the coded row of a participant and return its id; nothing ties the two together."""
    work.may("erase")
    today = clock.today()
    whole = all(getattr(person, name) is not None for name in COMPLETED_BY)
    values = {
        "programme": person.programme,
        "born": rounded_birth(person, today),
        "sex": person.sex,
        "sector": places.municipality_of(work).get(person.sector or ""),
        "safe_contact": "do_not_contact",
        "registered_on": erasure.month_of(person.registered_on),
        "status": CaseStatus.CLOSED.value,
        "closed_on": erasure.month_of(person.closed_on or today),
        "closure_reason": person.closure_reason or "withdrew",
        **(dict.fromkeys(COMPLETED_BY, NOT_KEPT) if whole else {}),
        **{name: getattr(person, name) for name in COUNTED_BY},
    }
    return erasure.keep_coded(work, Participant, [values])[0]


def rounded_birth(person: Participant, today: date) -> str:
    """Return the coarsest birth that gives the age band of every month end of the file."""
    ends = list(month_ends(person.registered_on or today, today))
    whole = _plain(person)
    told = [band_of(whole, day) for day in ends]
    for born in _births(person.born):
        if [band_of(replace(whole, born=born), day) for day in ends] == told:
            return born
    return dates.parse(person.born).first.isoformat()[:7] + "~"


def month_ends(first: date, last: date) -> Iterator[date]:
    """Yield the last day of every month from one day to another, both months included."""
    day = dates.month_end(first)
    while day <= dates.month_end(last):
        yield day
        day = dates.month_end(date(day.year + day.month // 12, day.month % 12 + 1, 1))


def _births(born: str) -> Iterator[str]:
    year = dates.parse(born).first.year
    low = year - year % CLASS_YEARS
    for middle in (low + CLASS_YEARS // 2, low, low + CLASS_YEARS - 1, year):
        yield f"{middle}~"


def _plain(person: Participant) -> Person:
    return Person(
        id="",
        programme=None,
        sex="",
        born=person.born,
        sector=None,
        registered_on=None,
        closed_on=None,
        closure_reason=None,
        complete=True,
    )
