# SPDX-License-Identifier: GPL-3.0-or-later
"""What a file of areas holds, whatever its format, and how it becomes sound areas in WGS84.

A reader of one format makes a ``Source``; ``examine`` says what was found and what must be asked;
``prepare`` turns it into ``Area``s with the answers given. Nothing is guessed silently: every
repair and everything left out is told, area by area.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import shapely
from shapely.geometry.base import BaseGeometry

from desktop.core.i18n import N_
from desktop.places import crs_intake, repair_intake, words_intake
from desktop.places.crs_intake import Candidate, Point, System
from desktop.places.source_intake import AreasUnreadable, Left, Raw, Source
from desktop.places.words_intake import Property, plain

NAMELESS, TWICE = "nameless", "same_name"
LONGEST = 400_000
"""Corners of one area: more would not fit into its field, nor on any screen."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found before anything is imported; an empty ``system.code`` must be asked for."""

    count: int
    properties: tuple[Property, ...]
    system: System
    swapped: bool
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """The answers of the person who imports; an empty property name means there is none."""

    name: str = ""
    code: str = ""
    parent: str = ""
    population: str = ""
    system: str = crs_intake.WGS84
    swap: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A sound area in longitude and latitude."""

    key: str
    name: str
    official_code: str
    parent: str
    geometry: BaseGeometry
    population: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """Something done to one feature: its number in the file, what it is called, which word."""

    number: int
    name: str
    what: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """Areas ready to import and what happened to them on the way."""

    areas: tuple[Area, ...]
    told: tuple[Told, ...] = ()
    swapped: bool = False
    system: str = crs_intake.WGS84
    names_twice: tuple[str, ...] = field(default=())
    layers: int = 1

    @property
    def repaired(self) -> int:
        """How many outlines had to be mended."""
        return self._count(repair_intake.CROSSED) + self._count(repair_intake.FOLDED)

    @property
    def nameless(self) -> int:
        """How many areas have no name."""
        return self._count(NAMELESS)

    @property
    def same_name(self) -> int:
        """How many names stand for more than one area."""
        return len(self.names_twice)

    @property
    def left_out(self) -> int:
        """How many entries of the file have no usable area."""
        return sum(one.what not in _KEPT for one in self.told)

    def _count(self, what: str) -> int:
        return sum(one.what == what for one in self.told)


_KEPT = (repair_intake.CROSSED, repair_intake.FOLDED, NAMELESS, TWICE)


def examine(source: Source, near: Point | None = None) -> Reading:
    """Say what a file holds; ``near`` (longitude, latitude) sorts possible coordinate systems."""
    box = _box(source)
    system = crs_intake.recognise(source.declared, box)
    return Reading(
        count=len(source.features),
        properties=words_intake.properties(source.features),
        system=system,
        swapped=crs_intake.looks_swapped(box, system.code),
        candidates=() if system.code else tuple(crs_intake.candidates(box, near)),
    )


def suggest(reading: Reading) -> Choice:
    """Return the answers most likely right, for the person to confirm."""
    return Choice(
        name=words_intake.likely_name(reading.properties, reading.count),
        code=words_intake.likely_code(reading.properties, reading.count),
        population=words_intake.likely_population(reading.properties),
        system=reading.system.code,
        swap=reading.swapped,
    )


def prepare(source: Source, choice: Choice) -> Prepared:
    """Return the areas in WGS84, repaired where needed; AreasUnreadable when none is left."""
    if not choice.system:
        raise AreasUnreadable(
            N_("Choose the coordinate system of this file. Nothing was imported yet.")
        )
    move = crs_intake.mover(choice.system, swap=choice.swap)
    areas: list[Area] = []
    told = [Told(one.number, _called(one, choice), one.why) for one in source.left]
    for raw in source.features:
        geometry, done = repair_intake.placed(repair_intake.drawn(raw.polygons), move)
        if repair_intake.OFF_EARTH in done:
            raise _misplaced()
        name = _called(raw, choice)
        if geometry.is_empty:
            told.append(Told(raw.number, name, repair_intake.VANISHED))
            continue
        if shapely.get_num_coordinates(geometry) > LONGEST:
            raise _too_fine()
        told += [Told(raw.number, name, what) for what in done]
        areas.append(_area(raw, choice, geometry))
    if not areas:
        raise AreasUnreadable(N_("No area in this file could be used. Nothing was imported."))
    twice = {name for name, n in Counter(area.name for area in areas).items() if name and n > 1}
    told += [Told(int(one.key), one.official_code, NAMELESS) for one in areas if not one.name]
    told += [Told(int(one.key), one.name, TWICE) for one in areas if one.name in twice]
    return Prepared(
        areas=tuple(areas),
        told=tuple(sorted(told, key=lambda one: one.number)),
        swapped=choice.swap,
        system=choice.system,
        names_twice=tuple(sorted(twice)),
        layers=source.layers,
    )


def text(geometry: BaseGeometry) -> str:
    """Return an outline as it is stored: GeoJSON in degrees."""
    return str(shapely.to_geojson(geometry))


def centre(geometry: BaseGeometry) -> Point:
    """Return longitude and latitude of a point that surely lies inside."""
    point = shapely.point_on_surface(geometry)
    return round(point.x, 7), round(point.y, 7)


def _called(one: Raw | Left, choice: Choice) -> str:
    return plain(one.properties.get(choice.name)) or plain(one.properties.get(choice.code))


def _area(raw: Raw, choice: Choice, geometry: BaseGeometry) -> Area:
    def value(name: str) -> str:
        return plain(raw.properties.get(name)) if name else ""

    return Area(
        key=str(raw.number),
        name=value(choice.name),
        official_code=value(choice.code) or _identifier(raw.key),
        parent=value(choice.parent),
        geometry=geometry,
        population=words_intake.people(value(choice.population)),
    )


def _identifier(key: str) -> str:
    """Return the file's own key of a feature unless it only counts lines: 7 is no area's code."""
    return "" if key.isdigit() and len(key) < 4 else key


def _box(source: Source) -> tuple[float, float, float, float]:
    outer: Sequence[Point] = [
        point for raw in source.features for rings in raw.polygons for point in rings[0]
    ]
    across, up = zip(*outer, strict=True)
    return min(across), min(up), max(across), max(up)


def _misplaced() -> AreasUnreadable:
    return AreasUnreadable(
        N_(
            "With this coordinate system the areas do not lie on the earth. "
            "Choose another one. Nothing was imported yet."
        )
    )


def _too_fine() -> AreasUnreadable:
    return AreasUnreadable(
        N_(
            "One outline of this file has more than 400,000 corners. Ask for a file with simpler "
            "outlines. Nothing was imported."
        )
    )
