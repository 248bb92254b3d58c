# SPDX-License-Identifier: GPL-3.0-or-later
"""Dates of any precision, kept as text in the form of ISO 8601-2 (EDTF level 1).

``2026-10-03`` a day, ``2026-10`` a month, ``2026`` a year; a trailing ``~`` means approximate.
The text sorts in time order, so lists and indexes need nothing more.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from desktop.core import i18n
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _

_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(~?)", re.ASCII)
_EARLIEST = 1900


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the day, the month or the year."""

    first: date
    last: date
    precision: str
    approximate: bool = False

    def __str__(self) -> str:
        whole = self.first.isoformat()
        text = {"day": whole, "month": whole[:7], "year": whole[:4]}[self.precision]
        return text + ("~" if self.approximate else "")

    def within(self, first: date, last: date) -> bool:
        """Tell whether the whole span certainly falls between two days, both included."""
        return first <= self.first and self.last <= last


@lru_cache(maxsize=16_384)  # the report asks the same birth dates for every way to split
def parse(text: str) -> PartialDate:
    """Read the stored form; UserError for anything that is no date."""
    found = _SHAPE.fullmatch(text.strip())
    if not found:
        raise UserError(N_("Write the date as day, month and year, or only month and year."))
    year, month, day, about = found.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise UserError(N_("This date does not exist. Check the day and the month.")) from None
    if first.year < _EARLIEST:
        raise UserError(N_("This date is too long ago. Check the year."))
    if day:
        return PartialDate(first, first, "day", bool(about))
    if month:
        return PartialDate(first, month_end(first), "month", bool(about))
    return PartialDate(first, date(first.year, 12, 31), "year", bool(about))


def show(text: str | None) -> str:
    """Write a stored date for people: 03/10/2026, 10/2026, 2026, with 'about' where approximate."""
    if not text:
        return ""
    when = parse(text)
    shown = {
        "day": i18n.format_day(when.first),
        "month": when.first.strftime("%m/%Y"),
        "year": str(when.first.year),
    }[when.precision]
    return _("about {date}").format(date=shown) if when.approximate else shown


def age(text: str | None, on: date) -> int | None:
    """Return completed years since a stored date; a year alone counts from the middle of it."""
    if not text:
        return None
    when = parse(text)
    middle = when.first + (when.last - when.first) / 2
    return on.year - middle.year - ((on.month, on.day) < (middle.month, middle.day))


def show_age(text: str | None, on: date) -> str:
    """Write an age for a narrow column; a wave before it where the birth is only estimated."""
    years = age(text, on)
    if years is None or years < 0:
        return ""
    return f"{'~' if parse(text or '').approximate else ''}{years}"


def born_at(years: int, on: date) -> str:
    """Return the stored, approximate birth of somebody who says an age."""
    return f"{on.year - years:04}~"


def month_end(day: date) -> date:
    """Return the last day of the month of ``day``."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - timedelta(days=1)
