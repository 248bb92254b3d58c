# SPDX-License-Identifier: GPL-3.0-or-later
"""Safe places and safe ways: what the sheet carried in the street says, and nothing besides.

A way that was drawn once is kept with its day; whether a border on it became active since is told
by the check (`service.py`), and such a way is printed no more until it is looked at again.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from desktop.core import listing
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.crossings import service
from desktop.crossings.model import SafePlace, SafeRoute
from desktop.places import service as places

_PLACES, _ROUTES = table_of(SafePlace), table_of(SafeRoute)
_P, _R = _PLACES.c, _ROUTES.c


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A safe place as a sheet says it; ``sector`` is an id, ``sector_name`` its word."""

    id: str
    title: str
    kind: str
    sector: str
    sector_name: str
    hours: str
    note: str
    checked_on: date | None


@dataclass(frozen=True, slots=True)
class RouteLine:
    """A safe way as a sheet says it; ``through`` are the words of the sectors it passes."""

    id: str
    title: str
    starts_in: str
    ends_in: str
    starts_name: str
    ends_name: str
    through: tuple[str, ...]
    how: str
    hours: str
    who_may: str
    note: str
    drawn_on: date
    line: str


def safe_places(work: Work, on: date, sectors: Sequence[str] = ()) -> list[PlaceLine]:
    """Return the safe places in use on a day, of some sectors if any are named, by sector."""
    work.may("read")
    names = places.names(work)
    query = sa.select(_P.id, _P.title, _P.kind, _P.sector, _P.hours, _P.note, _P.checked_on).where(
        _P.deleted_at.is_(None), _used(_P.until, on)
    )
    if sectors:
        query = query.where(_P.sector.in_(list(sectors)))
    found = [
        PlaceLine(one, title, kind, sector, names.get(sector, ""), hours or "", note or "", checked)
        for one, title, kind, sector, hours, note, checked in work.session.execute(query)
    ]
    return sorted(found, key=lambda one: (places.folded(one.sector_name), places.folded(one.title)))


def safe_routes(work: Work, on: date, sectors: Sequence[str] = ()) -> list[RouteLine]:
    """Return the safe ways in use that cross no active border on a day, by where they begin.

    ``sectors`` narrows them to those that begin or end in one of these.
    """
    work.may("read")
    names = places.names(work)
    query = sa.select(SafeRoute).where(_R.deleted_at.is_(None), _used(_R.until, on))
    if sectors:
        wanted = list(sectors)
        query = query.where(sa.or_(_R.starts_in.in_(wanted), _R.ends_in.in_(wanted)))
    held = list(work.session.execute(query).scalars())
    barred = service.barred_routes(work, held, on)
    found = [_said(one, names) for one in held if one.id not in barred]
    return sorted(found, key=lambda one: (places.folded(one.starts_name), one.title))


def place_keys(work: Work) -> "array[int]":
    """Return the safe places, those in use first, by name."""
    return listing.snapshot(work, SafePlace, order=[_P.until.is_not(None), _P.title])


def place_rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return title, kind, sector, hours, checked_on and until of each."""
    columns = (_P.title, _P.kind, _P.sector, _P.hours, _P.checked_on, _P.until)
    return listing.page(work, _PLACES, _P.row, columns, wanted)


def route_keys(work: Work) -> "array[int]":
    """Return the safe ways, those in use first, by name."""
    return listing.snapshot(work, SafeRoute, order=[_R.until.is_not(None), _R.title])


def route_rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return id, title, starts_in, ends_in, who_may, drawn_on and until of each."""
    columns = (_R.id, _R.title, _R.starts_in, _R.ends_in, _R.who_may, _R.drawn_on, _R.until)
    return listing.page(work, _ROUTES, _R.row, columns, wanted)


def barred(work: Work, on: date) -> set[str]:
    """Return the ids of the safe ways that cross an active border on a day."""
    work.may("read")
    query = sa.select(SafeRoute).where(_R.deleted_at.is_(None), _used(_R.until, on))
    return service.barred_routes(work, list(work.session.execute(query).scalars()), on)


def _said(one: SafeRoute, names: Mapping[str, str]) -> RouteLine:
    return RouteLine(
        one.id,
        one.title,
        one.starts_in,
        one.ends_in,
        names.get(one.starts_in, ""),
        names.get(one.ends_in, ""),
        tuple(names[sector] for sector in one.through if sector in names),
        one.how or "",
        one.hours or "",
        one.who_may,
        one.note or "",
        one.drawn_on,
        one.line or "",
    )


def _used(until: sa.ColumnElement[Any], on: date) -> sa.ColumnElement[bool]:
    return sa.or_(until.is_(None), until > on)
