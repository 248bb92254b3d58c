# SPDX-License-Identifier: GPL-3.0-or-later
"""The span a report covers: month, quarter, half-year, year, or any two days."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.core import dates, i18n
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _

_SHAPES = re.compile(
    r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>\d{2})))?", re.ASCII
)


class BadPeriod(UserError):
    """The words name no span of days."""

    def __init__(self) -> None:
        super().__init__(
            N_("Write the period as 2026-10, 2026-Q4, 2026-H2, 2026 or 2026-10-01..2026-10-31.")
        )


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both included, and how the period is written down."""

    first: date
    last: date
    name: str

    @property
    def months(self) -> int:
        """How many months it covers; 0 when it does not cover whole months."""
        whole = self.first.day == 1 and self.last == dates.month_end(self.last)
        span = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        return span if whole else 0

    @property
    def title(self) -> str:
        """The period in words of the language in force."""
        if self.months == 1:
            return i18n.format_month(self.first)
        if self.months == 12 and self.first.month == 1:
            return str(self.first.year)
        return _("{first} to {last}").format(
            first=i18n.format_day(self.first), last=i18n.format_day(self.last)
        )

    def before(self) -> "Period":
        """Return the period of the same length just before."""
        if self.months:
            first = self.first
            for _month in range(self.months):
                first = (first - timedelta(days=1)).replace(day=1)
        else:
            first = self.first - (self.last - self.first) - timedelta(days=1)
        last = self.first - timedelta(days=1)
        return Period(first, last, f"{first.isoformat()}..{last.isoformat()}")


def parse(text: str) -> Period:
    """Read a period as the command line and the file names write it; BadPeriod otherwise."""
    wanted = text.strip()
    if ".." in wanted:
        return _between(wanted)
    found = _SHAPES.fullmatch(wanted)
    if not found:
        raise BadPeriod
    year = int(found["year"])
    start, length = 1, 12
    if found["quarter"]:
        start, length = int(found["quarter"]) * 3 - 2, 3
    elif found["half"]:
        start, length = int(found["half"]) * 6 - 5, 6
    elif found["month"]:
        start, length = int(found["month"]), 1
    try:
        return Period(
            date(year, start, 1), dates.month_end(date(year, start + length - 1, 1)), wanted
        )
    except ValueError:
        raise BadPeriod from None


def month_of(day: date) -> Period:
    """Return the calendar month a day lies in."""
    return Period(day.replace(day=1), dates.month_end(day), day.isoformat()[:7])


def _between(text: str) -> Period:
    try:
        first, last = (date.fromisoformat(part) for part in text.split(".."))
    except ValueError:
        raise BadPeriod from None
    if last < first:
        raise BadPeriod
    return Period(first, last, text)
