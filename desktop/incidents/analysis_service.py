# SPDX-License-Identifier: GPL-3.0-or-later
"""Incidents counted by time, type and place, and compared around a date; of the main store only.

What is kept apart to protect the people hurt is in none of these numbers, and every page says so.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, dates
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.incidents import period_service
from desktop.incidents.model import HOMICIDES, Incident

_C = table_of(Incident).c
_DAY = 10
"""How long the text of a day is at least; a month or a year is shorter, with its sign too."""
_BANDS = (("dawn", 6), ("morning", 12), ("afternoon", 18), ("night", 24))
"""Times of day and the hour at which each is over."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which incidents are counted; None for ``sectors`` counts everywhere, placed or not."""

    first: date
    last: date
    types: tuple[str, ...] = ()
    sectors: frozenset[str] | None = None
    border: str = ""
    sure: bool = False

    @property
    def days(self) -> int:
        """How long the period is."""
        return (self.last - self.first).days + 1

    def before(self) -> "Chosen":
        """The same question of the equally long time before."""
        return replace(
            self,
            first=self.first - timedelta(days=self.days),
            last=self.first - timedelta(days=1),
        )


@dataclass(frozen=True, slots=True)
class Pause:
    """The longest run of days without a homicide; open where it reaches the edge of the period."""

    days: int
    first: date
    last: date
    running: int
    homicides: int
    unsure: int
    """Homicides without confirmation, which end no run."""


@dataclass(frozen=True, slots=True)
class Around:
    """Counts of the same length before and after a day."""

    before: int
    after: int


def months(work: Work, chosen: Chosen) -> dict[str, int]:
    """Return incidents by month as 2026-10; those known only by the year stand in none."""
    month = sa.func.substr(_C.occurred_on, 1, 7)
    found = _counted(work, chosen, month)
    return {name: n for (name,), n in found.items() if len(name) == len("2026-10")}


def hours(work: Work, chosen: Chosen) -> dict[tuple[int, str], int]:
    """Return incidents by (weekday from Monday 0, time of day), of those whose day is known."""
    day = sa.func.substr(_C.occurred_on, 1, _DAY)
    weekday = sa.func.strftime("%w", day)
    told = sa.func.coalesce(_C.time_of_day, "unknown")
    bands = [(_C.hour < until, band) for band, until in _BANDS]
    time = sa.case((_C.hour.is_(None), told), *bands, else_=told)
    known = sa.func.length(_C.occurred_on) >= _DAY
    found = _counted(work, chosen, weekday, time, where=[known])
    return {((int(at) + 6) % 7, str(band)): n for (at, band), n in found.items()}


def clock_hours(work: Work, chosen: Chosen) -> dict[int, int]:
    """Return incidents by hour, of those whose hour is known."""
    known = _C.hour.is_not(None)
    return {int(at): n for (at,), n in _counted(work, chosen, _C.hour, where=[known]).items()}


def days(work: Work, chosen: Chosen) -> dict[str, int]:
    """Return incidents by day as 2026-10-03, of those whose day is known."""
    day = sa.func.substr(_C.occurred_on, 1, _DAY)
    known = sa.func.length(_C.occurred_on) >= _DAY
    return {str(on): n for (on,), n in _counted(work, chosen, day, where=[known]).items()}


def types(work: Work, chosen: Chosen) -> dict[str, int]:
    """Return incidents by type."""
    return {str(kind): n for (kind,), n in _counted(work, chosen, _C.type).items()}


def sectors(work: Work, chosen: Chosen) -> dict[str, int]:
    """Return incidents by sector, those without one under ''."""
    found = _counted(work, chosen, sa.func.coalesce(_C.sector, ""))
    return {str(sector): n for (sector,), n in found.items()}


def borders(work: Work, chosen: Chosen) -> dict[str, int]:
    """Return incidents at each border."""
    found = _counted(work, chosen, _C.border, where=[_C.border.is_not(None)])
    return {str(border): n for (border,), n in found.items()}


def reporting(work: Work, chosen: Chosen) -> dict[str, tuple[int, int, int]]:
    """Return (reported to an authority, not reported, not known) by type (I39)."""
    answer = sa.case((_C.reported.is_(True), 0), (_C.reported.is_(False), 1), else_=2)
    told: dict[str, list[int]] = {}
    for (kind, at), n in _counted(work, chosen, _C.type, answer).items():
        told.setdefault(str(kind), [0, 0, 0])[int(at)] += n
    return {kind: (yes, no, unknown) for kind, (yes, no, unknown) in told.items()}


def total(work: Work, chosen: Chosen) -> int:
    """Return how many incidents there are."""
    return sum(_counted(work, chosen).values())


def vague(work: Work, chosen: Chosen) -> int:
    """Return how many of them are known by their month or year only."""
    loose = sa.func.length(_C.occurred_on) < _DAY
    return sum(_counted(work, chosen, where=[loose]).values())


def pause(work: Work, chosen: Chosen) -> Pause:
    """Return the longest run of days without a confirmed homicide in a period (T48, I34).

    A homicide known by its month only takes the whole month, so that no run is told too long.
    """
    work.may("read")
    asked = replace(chosen, types=tuple(sorted(HOMICIDES)), sure=False)
    found = _counted(work, asked, _C.occurred_on, _C.certainty)
    sure = [text for (text, certainty), _n in found.items() if certainty == "confirmed"]
    last = min(chosen.last, clock.today())
    spans = sorted((one.first, one.last) for one in map(dates.parse, sure))
    days, first, end, running = longest(chosen.first, last, spans)
    unsure = sum(n for (_text, certainty), n in found.items() if certainty != "confirmed")
    return Pause(days, first, end, running, sum(found.values()) - unsure, unsure)


def longest(
    first: date, last: date, spans: Sequence[tuple[date, date]]
) -> tuple[int, date, date, int]:
    """Return the longest run between spans in their order: its days, its two ends, and the last."""
    best, begin = (-1, first, last), first
    for start, end in spans:
        if (free := (start - begin).days) > best[0]:
            best = (free, begin, start - timedelta(days=1))
        begin = max(begin, end + timedelta(days=1))
    running = max(0, (last - begin).days + 1)
    if running > best[0]:
        best = (running, begin, last)
    return best[0], best[1], best[2], running


def around(
    work: Work, chosen: Chosen, day: date, days: int, areas: Mapping[str, Collection[str] | None]
) -> tuple[int, dict[str, Around]]:
    """Return the length compared, and the counts of each area before and from a day on.

    Both sides are cut to what lies behind us, so that they are always equally long.
    """
    work.may("read")
    days = max(0, min(days, (clock.today() - day).days + 1))
    if not days:
        return 0, {name: Around(0, 0) for name in areas}
    after = replace(chosen, first=day, last=day + timedelta(days=days - 1), sectors=None, border="")
    counts = [sectors(work, one) for one in (after.before(), after)]
    return days, {
        name: Around(*(_inside(one, inside) for one in counts)) for name, inside in areas.items()
    }


def neighbours(pairs: Iterable[tuple[str, str]], inside: Collection[str]) -> frozenset[str]:
    """Return the sectors on the other side of the borders of some sectors (T74)."""
    beside = {b for a, b in pairs if a in inside} | {a for a, b in pairs if b in inside}
    return frozenset(beside - set(inside))


def _inside(counts: Mapping[str, int], places: Collection[str] | None) -> int:
    return sum(n for sector, n in counts.items() if places is None or sector in places)


def _counted(
    work: Work,
    chosen: Chosen,
    *columns: sa.ColumnElement[str] | sa.ColumnElement[int] | sa.Column[str],
    where: Sequence[sa.ColumnElement[bool]] = (),
) -> Counter[tuple[Any, ...]]:
    """Count the incidents chosen, by the values of some columns."""
    work.may("read")
    query = sa.select(*columns, sa.func.count()).select_from(_C.row.table)
    query = query.where(*_asked(chosen), *where)
    if columns:
        query = query.group_by(*(sa.text(str(at + 1)) for at in range(len(columns))))
    return Counter({tuple(row[:-1]): int(row[-1]) for row in work.session.execute(query)})


def _asked(chosen: Chosen) -> list[sa.ColumnElement[bool]]:
    found = period_service.within(chosen.first, chosen.last)
    if chosen.types:
        found.append(_C.type.in_(chosen.types))
    if chosen.sectors is not None:
        found.append(_C.sector.in_(sorted(chosen.sectors)))
    if chosen.border:
        found.append(_C.border == chosen.border)
    if chosen.sure:
        found.append(_C.certainty == "confirmed")
    return found
