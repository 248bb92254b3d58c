# SPDX-License-Identifier: GPL-3.0-or-later
"""How many people live in a place, count by count.

A place carries its newest count. Those before are not lost: they stand in the change log,
each with its year and its source, and are read from there, so that a rate of an earlier year can be
told from the people who were there then.
"""

from dataclasses import dataclass
from itertools import groupby

from desktop.core import history
from desktop.core.work import Work

_FIELDS = ("population", "population_year", "population_source")


@dataclass(frozen=True, slots=True)
class Count:
    """People of a place by one source; the year is 0 where nobody wrote it."""

    people: int
    year: int
    source: str


def counts(work: Work, place: str) -> list[Count]:
    """Return the counts a place ever carried, the latest year first; one corrected counts once."""
    held: dict[str, object] = {}
    found: dict[int, Count] = {}
    told = history.entries(work, place)[::-1]
    for _moment, together in groupby(told, key=lambda one: one.moment):
        changes: dict[str, object] = {}
        for one in together:
            changes |= one.value if one.field == history.BIRTH else {one.field: one.value}
        if not changes.keys() & set(_FIELDS):
            continue
        held |= changes
        people, year = held.get("population"), held.get("population_year")
        if isinstance(people, int):
            source = str(held.get("population_source") or "")
            at = year if isinstance(year, int) else 0
            found[at] = Count(people, at, source)
    return sorted(found.values(), key=lambda count: -count.year)


def people_in(work: Work, place: str, year: int) -> int | None:
    """Return the people of a place by the count nearest before a year, else by the first after."""
    known = counts(work, place)
    before = [count for count in known if count.year <= year]
    chosen = before[0] if before else (known[-1] if known else None)
    return chosen.people if chosen else None
