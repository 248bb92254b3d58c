# SPDX-License-Identifier: GPL-3.0-or-later
"""What happened around us, put on the days of a period so that charts can be marked with it."""

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from desktop.core import dates, listing
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.incidents.event_model import MONTHLY, ONCE, ContextEvent

_TABLE = table_of(ContextEvent)
_C = _TABLE.c


KEY = ("kind", "title", "starts_on", "place")
"""What tells one event from another."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One event, or one time of an event that comes again; ``text`` is its day as it was told."""

    first: date
    last: date
    text: str
    kind: str
    title: str
    place: str
    source: str
    again: str


def keys(work: Work, filters: Mapping[str, str]) -> "array[int]":
    """Return the list's keys, the latest first, by ``kind``."""
    work.may("read")
    where = [_C.kind == filters["kind"]] if filters.get("kind") else []
    columns = [_C.starts_on.desc(), _C.row.desc()]
    return listing.snapshot(work, ContextEvent, where=where, order=columns, text="")


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return code, beginning, end, kind, title, how often, place and source of each."""
    columns = (
        _C.code, _C.starts_on, _C.ends_on, _C.kind, _C.title, _C.again, _C.place, _C.source
    )  # fmt: skip
    return listing.page(work, _TABLE, _C.row, columns, wanted)


def written(work: Work) -> set[tuple[str, ...]]:
    """Return what tells the events that are here from others."""
    work.may("read")
    query = sa.select(*(_C[name] for name in KEY)).where(_C.deleted_at.is_(None))
    return {tuple(str(value or "") for value in row) for row in work.session.execute(query)}


def between(
    work: Work, first: date, last: date, places: Collection[str] | None = None
) -> list[Happening]:
    """Return what happened in a period, in its order, everywhere and in ``places`` if given.

    What comes again stands there once for each time.
    """
    work.may("read")
    query = sa.select(
        _C.starts_on, _C.ends_on, _C.kind, _C.title, _C.again, _C.place, _C.source
    ).where(_C.deleted_at.is_(None), _C.starts_on < f"{last.year + 1}")
    found = []
    for start, end, kind, title, again, place, source in work.session.execute(query):
        if places is not None and place and place not in places:
            continue
        for begins, ends in _times(start, end, again, last):
            if begins <= last and ends >= first:
                text = start if again == ONCE else begins.isoformat()
                found.append(
                    Happening(begins, ends, text, kind, title, place or "", source or "", again)
                )
    return sorted(found, key=lambda one: (one.first, one.title))


def _times(start: str, end: str | None, again: str, until: date) -> Iterator[tuple[date, date]]:
    """Yield (first, last) of each time; an end is the last day on which something comes again."""
    begun = dates.parse(start)
    if again == ONCE:
        yield begun.first, dates.parse(end).last if end else begun.last
        return
    last = min(until, dates.parse(end).last) if end else until
    months, day = (1 if again == MONTHLY else 12), begun.first
    n = 0
    while day <= last:
        yield day, day
        n += months
        day = _later(begun.first, n)


def _later(day: date, months: int) -> date:
    """Return the same day so many months later; the last of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    return min(first + timedelta(days=day.day - 1), dates.month_end(first))
