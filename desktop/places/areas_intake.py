# SPDX-License-Identifier: GPL-3.0-or-later
"""What a file of areas holds, whatever its format, and how it becomes sound areas in WGS84.

A reader of one format (GeoJSON here, others beside it) makes a ``Source``; ``examine`` says what
was found and what must be asked; ``prepare`` turns it into ``Area``s with the answers given.
Nothing is guessed silently: every repair and everything left out is counted and told.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, ngettext
from desktop.places import crs_intake
from desktop.places.crs_intake import Candidate, Point, System

Ring = Sequence[Point]
Rings = Sequence[Ring]

_NAME_WORDS = ("name", "nombre", "nome", "nom", "barrio", "bairro", "sector", "setor", "label")
_CODE_WORDS = ("code", "codigo", "cod", "id", "ibge", "dane", "ubigeo", "clave", "geoid")
_POPULATION_WORDS = ("population", "poblacion", "población", "populacao", "população", "habitantes")
_ROW_NUMBERS = ("objectid", "fid", "gid", "ogc_fid", "oid")
_LONGEST = 120


class AreasUnreadable(UserError):
    """A file of areas could not be used; nothing was imported."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One feature as it stands in the file: its properties and the rings of its polygons."""

    properties: Mapping[str, Any]
    polygons: Sequence[Rings]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A file read: features with areas, the coordinate system it names, what had no area."""

    features: Sequence[Raw]
    declared: str = ""
    without_area: int = 0
    damaged: int = 0
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Property:
    """One property of the features: how often it is filled, how many values differ, examples."""

    name: str
    filled: int
    distinct: int
    examples: tuple[str, ...]


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
class Prepared:
    """Areas ready to import and what happened to them on the way."""

    areas: tuple[Area, ...]
    repaired: int = 0
    nameless: int = 0
    same_name: int = 0
    left_out: int = 0
    swapped: bool = False
    system: str = crs_intake.WGS84
    names_twice: tuple[str, ...] = field(default=())


def examine(source: Source, near: Point | None = None) -> Reading:
    """Say what a file holds; ``near`` (longitude, latitude) sorts possible coordinate systems."""
    box = _box(source)
    system = crs_intake.recognise(source.declared, box)
    return Reading(
        count=len(source.features),
        properties=_properties(source.features),
        system=system,
        swapped=crs_intake.looks_swapped(box, system.code),
        candidates=() if system.code else tuple(crs_intake.candidates(box, near)),
    )


def suggest(reading: Reading) -> Choice:
    """Return the answers most likely right, for the person to confirm."""
    return Choice(
        name=_likely(reading.properties, _NAME_WORDS, reading.count, words_only=False),
        code=_likely(reading.properties, _CODE_WORDS, reading.count, words_only=True),
        population=_named(reading.properties, _POPULATION_WORDS),
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
    repaired = 0
    for number, raw in enumerate(source.features, start=1):
        drawn = _drawn(raw.polygons)
        sound = crs_intake.moved(_sound(drawn), move)
        if not crs_intake.on_earth(sound.bounds):
            raise _misplaced()
        sound = _sound(sound)
        if sound.is_empty:
            continue
        repaired += not drawn.is_valid
        areas.append(_area(raw, number, choice, sound))
    if not areas:
        raise AreasUnreadable(N_("No area in this file could be used. Nothing was imported."))
    twice = [name for name, n in Counter(area.name for area in areas).items() if name and n > 1]
    return Prepared(
        areas=tuple(areas),
        repaired=repaired,
        nameless=sum(not area.name for area in areas),
        same_name=len(twice),
        left_out=source.without_area + source.damaged + len(source.features) - len(areas),
        swapped=choice.swap,
        system=choice.system,
        names_twice=tuple(sorted(twice)),
    )


def notes(prepared: Prepared) -> list[str]:
    """Tell in sentences what was done to the areas; the first one counts them."""
    said = [
        ngettext("{n} area was read.", "{n} areas were read.", len(prepared.areas)).format(
            n=len(prepared.areas)
        )
    ]
    if prepared.system != crs_intake.WGS84:
        said.append(
            _("The coordinates were turned from {system} into longitude and latitude.").format(
                system=crs_intake.name(prepared.system)
            )
        )
    if prepared.swapped:
        said.append(_("Longitude and latitude stood in the wrong order and were exchanged."))
    counted = (
        (
            prepared.repaired,
            ngettext(
                "{n} outline crossed itself and was repaired.",
                "{n} outlines crossed themselves and were repaired.",
                prepared.repaired,
            ),
        ),
        (
            prepared.nameless,
            ngettext(
                "{n} area has no name and is kept with a code.",
                "{n} areas have no name and are kept with a code.",
                prepared.nameless,
            ),
        ),
        (
            prepared.same_name,
            ngettext(
                "{n} name is used by more than one area.",
                "{n} names are used by more than one area.",
                prepared.same_name,
            ),
        ),
        (
            prepared.left_out,
            ngettext(
                "{n} entry without a usable area was left out.",
                "{n} entries without a usable area were left out.",
                prepared.left_out,
            ),
        ),
    )
    return said + [sentence.format(n=n) for n, sentence in counted if n]


def text(geometry: BaseGeometry) -> str:
    """Return an outline as it is stored: GeoJSON in degrees."""
    return str(shapely.to_geojson(geometry))


def centre(geometry: BaseGeometry) -> Point:
    """Return longitude and latitude of a point that surely lies inside."""
    point = shapely.point_on_surface(geometry)
    return round(point.x, 7), round(point.y, 7)


def plain(value: Any) -> str:
    """Return a property as short text; nested values and nothing become empty."""
    if isinstance(value, bool) or value is None or isinstance(value, (list, dict)):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    readable = (" " if unicodedata.category(sign)[0] == "C" else sign for sign in str(value))
    return " ".join("".join(readable).split())[:_LONGEST]


def _area(raw: Raw, number: int, choice: Choice, geometry: BaseGeometry) -> Area:
    def value(name: str) -> str:
        return plain(raw.properties.get(name)) if name else ""

    return Area(
        key=str(number),
        name=value(choice.name),
        official_code=value(choice.code) or raw.key,
        parent=value(choice.parent),
        geometry=geometry,
        population=_people(value(choice.population)),
    )


def _people(text: str) -> int | None:
    """Read a number of people, whatever separates its thousands; None for anything else."""
    digits = "".join(sign for sign in text if sign not in " .,'")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 8 else None


def _box(source: Source) -> tuple[float, float, float, float]:
    across = [p[0] for raw in source.features for rings in raw.polygons for p in rings[0]]
    up = [p[1] for raw in source.features for rings in raw.polygons for p in rings[0]]
    return min(across), min(up), max(across), max(up)


def _drawn(polygons: Iterable[Rings]) -> BaseGeometry:
    parts = [Polygon(rings[0], rings[1:]) for rings in polygons]
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)


def _sound(geometry: BaseGeometry) -> BaseGeometry:
    """Return the areas of a geometry in valid form, without the lines and points repair leaves."""
    if geometry.is_valid:
        return geometry
    mended = shapely.make_valid(geometry)
    areas = [part for part in _parts(mended) if part.area > 0]
    return areas[0] if len(areas) == 1 else shapely.union_all(areas)


def _parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Return the polygons inside a geometry, collections within collections included."""
    if isinstance(geometry, Polygon):
        return [geometry]
    inner = getattr(geometry, "geoms", ())
    return [polygon for part in inner for polygon in _parts(part)]


def _misplaced() -> AreasUnreadable:
    return AreasUnreadable(
        N_(
            "With this coordinate system the areas do not lie on the earth. "
            "Choose another one. Nothing was imported yet."
        )
    )


def _properties(features: Sequence[Raw]) -> tuple[Property, ...]:
    values: dict[str, list[str]] = {}
    for raw in features:
        for name, value in raw.properties.items():
            text = plain(value)
            if text:
                values.setdefault(name, []).append(text)
    return tuple(
        Property(name, len(found), len(set(found)), tuple(dict.fromkeys(found))[:3])
        for name, found in values.items()
    )


def _named(properties: Sequence[Property], words: Sequence[str]) -> str:
    """Return the property that is called by one of these words, or ''."""
    return next((one.name for one in properties if one.name.strip().casefold() in words), "")


def _likely(
    properties: Sequence[Property], words: Sequence[str], count: int, *, words_only: bool
) -> str:
    """Return the property whose name and values look most like names (or codes)."""

    def points(found: Property) -> float:
        folded = found.name.strip().casefold()
        if folded in _ROW_NUMBERS:
            return 0.0
        exact = max((3 - i / 10 for i, word in enumerate(words) if folded == word), default=0.0)
        part = 1.0 if any(word in folded for word in words) else 0.0
        letters = any(sign.isalpha() for example in found.examples for sign in example)
        wordy = 0.0 if words_only else 0.5 * letters
        return max(exact, part) + wordy + found.distinct / max(count, 1)

    ranked = sorted(properties, key=points, reverse=True)
    if not ranked or points(ranked[0]) < (1.9 if words_only else 1.0):
        return ""
    return ranked[0].name
