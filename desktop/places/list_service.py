# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of sectors: which match, in which order, and what their lines say."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from desktop.core import listing
from desktop.core.work import Work
from desktop.places import border_service, pattern_service, service
from desktop.places.model import Level, PatternPeriod, Place

_C = Place.__table__.c  # type: ignore[attr-defined]
_TABLE = Place.__table__  # type: ignore[attr-defined]
WORST = ("active", "tense", "suspected", "dormant", "demilitarised", "dissolved")
"""Statuses of borders, the one to be most careful about first."""


@dataclass(frozen=True, slots=True)
class Line:
    """What the list says of a sector."""

    code: str
    name: str
    district: str
    pattern: str
    border: str
    borders: int
    population: int | None


def keys(work: Work, text: str, filters: Mapping[str, str], order: str, on: date) -> "array[int]":
    """Return the list's keys.

    Filters: ``level`` (sectors unless said), ``pattern``, ``border`` (a status), ``district``.
    """
    work.may("read")
    level = filters.get("level") or Level.SECTOR.value
    where: list[sa.ColumnElement[bool]] = [_C.level == level]
    if wanted := filters.get("pattern"):
        held = pattern_service.patterns(work, on)
        of_it = [sector for sector, period in held.items() if period.pattern == wanted]
        where.append(_C.id.in_(of_it) if wanted != "unknown" else _C.id.not_in(_others(held)))
    if status := filters.get("border"):
        sides = [
            side
            for border in border_service.borders(work, on)
            if border.status == status
            for side in (border.a, border.b)
        ]
        where.append(_C.id.in_(sides))
    if district := filters.get("district"):
        inside = [place for place, above in service.district_of(work).items() if above == district]
        where.append(_C.id.in_(inside))
    return listing.snapshot(work, Place, where=where, order=_order(order), text=text)


def lines(work: Work, wanted: Sequence[int], on: date) -> list[tuple[str, Line | None]]:
    """Return id and line of each key, in the order of the keys; None for one that is gone."""
    columns = (_C.id, _C.code, _C.name, _C.population, _C.level)
    rows = listing.page(work, _TABLE, _C.row, columns, wanted)
    words, districts = service.names(work), service.district_of(work)
    patterns = pattern_service.patterns(work, on)
    around = _statuses(border_service.borders(work, on))
    return [
        (
            identity or "",
            None
            if identity is None
            else Line(
                code=code,
                name=name or "",
                district=words.get(districts.get(identity, ""), ""),
                pattern=_pattern(patterns.get(identity)) if level == Level.SECTOR else "",
                border=min(around.get(identity, [""]), key=_rank),
                borders=len([status for status in around.get(identity, []) if status]),
                population=population,
            ),
        )
        for identity, code, name, population, level in rows
    ]


def _others(held: Mapping[str, PatternPeriod]) -> list[str]:
    return [sector for sector, period in held.items() if period.pattern != "unknown"]


def _pattern(period: PatternPeriod | None) -> str:
    return period.pattern if period else "unknown"


def _statuses(borders: Sequence[border_service.BorderNow]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for border in borders:
        for side in (border.a, border.b):
            found.setdefault(side, []).append(border.status)
    return found


def _rank(status: str) -> int:
    return WORST.index(status) if status in WORST else len(WORST)


def _order(name: str) -> list[sa.ColumnElement[object]]:
    column = {
        "code": _C.code,
        "name": sa.func.lower(_C.name),
        "population": _C.population,
    }.get(name.removeprefix("-"), sa.func.lower(_C.name))
    nameless_last = column.is_(None)
    return [nameless_last, column.desc() if name.startswith("-") else column, _C.row]
