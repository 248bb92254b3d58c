# SPDX-License-Identifier: GPL-3.0-or-later
"""Working days: holidays by rule, never by a list that ends, and counting from the day after.

A rule is a short word of a country pack: ``05-01`` a fixed day, ``monday 01-06`` moved to the
Monday on or after it, ``near 06-30`` moved to the nearest Monday of its week, ``easter -2`` days
from Easter Sunday, ``third monday 11`` a weekday of a month; ``since 2024 11-20`` begins in a year.
Where a law is unsure whether a day counts as a holiday, packs leave it out: the date is then early.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

_NTH = {"first": 0, "second": 1, "third": 2, "fourth": 3}
_SATURDAY = 5


def add(start: date, days: int, rules: Iterable[str] = ()) -> date:
    """Return the working day that is ``days`` after a day, which itself does not count."""
    known = tuple(rules)
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working(day, known)
    return day


def is_working(day: date, rules: Iterable[str] = ()) -> bool:
    """Tell whether offices work on a day: no weekend and no national holiday."""
    return day.weekday() < _SATURDAY and day not in holidays(day.year, tuple(rules))


@cache
def holidays(year: int, rules: tuple[str, ...]) -> frozenset[date]:
    """Return the national holidays of a year by the rules of a country."""
    found = (_day(rule, near) for rule in rules for near in (year - 1, year, year + 1))
    return frozenset(day for day in found if day is not None and day.year == year)


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Butcher's rule)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, left = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - moon + 15) % 30
    quarter, odd = divmod(rest, 4)
    sunday = (32 + 2 * left + 2 * quarter - epact - odd) % 7
    late = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _day(rule: str, year: int) -> date | None:
    kind, _, rest = rule.partition(" ")
    if kind == "since":
        first, _, inner = rest.partition(" ")
        return _day(inner, year) if year >= int(first) else None
    if kind == "easter":
        return easter(year) + timedelta(days=int(rest))
    if kind in _NTH:
        return _nth_monday(year, int(rest.removeprefix("monday ")), _NTH[kind])
    if kind == "monday":
        day = _fixed(rest, year)
        return day + timedelta(days=-day.weekday() % 7)
    if kind == "near":
        day = _fixed(rest, year)
        back = day.weekday() <= 2  # Tuesday and Wednesday move back, the rest of the week on
        return day - timedelta(days=day.weekday()) if back else _next_monday(day)
    return _fixed(rule, year)


def _fixed(text: str, year: int) -> date:
    month, day = text.split("-")
    return date(year, int(month), int(day))


def _next_monday(day: date) -> date:
    return day + timedelta(days=7 - day.weekday())


def _nth_monday(year: int, month: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7 + 7 * nth)
