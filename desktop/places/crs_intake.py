# SPDX-License-Identifier: GPL-3.0-or-later
"""Coordinate systems of files: recognised by name and by size, asked when neither tells.

A file without a word about its system whose numbers are metres could lie in any zone: the program
lists those that fit and the person chooses; it never plots such a file silently. Most files are in
degrees and need no projections at all: pyproj is imported by the first one that does.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from desktop.core.errors import UserError
from desktop.core.i18n import N_

if TYPE_CHECKING:
    from pyproj import CRS

WGS84 = "EPSG:4326"

Point = tuple[float, float]
Box = tuple[float, float, float, float]
Move = Callable[[Any, Any], tuple[Any, Any]]

_LATIN_AMERICA = (-120.0, -57.0, -28.0, 34.0)
_CODE = re.compile(r"EPSG:{1,2}(?:[\d.]*:)?(\d{4,6})", re.IGNORECASE)
_DEGREES = re.compile(r"CRS:?84|WGS[ _]?(?:19)?84(?![\d /_]*UTM)", re.IGNORECASE)
_CANDIDATES = (
    3857, 9377, 3116, 3114, 3115, 3117, 3118, 24877, 24878, 5367, 6372, 6362, 5460, 31992, 5880,
    *range(32611, 32623), *range(32715, 32726), *range(31971, 31986), 5641, 24817, 24818, 29193,
)  # fmt: skip


class UnknownSystem(UserError):
    """The name of a coordinate system means nothing to us."""


@dataclass(frozen=True, slots=True)
class System:
    """A coordinate system and how it was found: declared, by_size, or asked (code empty)."""

    code: str
    how: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A system that fits the numbers, with the place where the middle of the file would lie."""

    code: str
    name: str
    centre: Point


def declared(member: Any) -> str:
    """Return the code a GeoJSON ``crs`` member (or a projection file's text) names, or ''."""
    if isinstance(member, dict):
        inner = member.get("properties")
        inner = inner if isinstance(inner, dict) else {}
        if str(member.get("type", "")).upper() == "EPSG":
            return f"EPSG:{inner.get('code')}"
        member = inner.get("name", "")
    if not isinstance(member, str):
        return ""
    found = _CODE.search(member)
    if found:
        return f"EPSG:{found[1]}"
    return WGS84 if _DEGREES.search(member) else ""


def of_wkt(text: str) -> str:
    """Return what the projection file of a shapefile names: a code, or its own text if it has none.

    Such files carry a name of another maker and no number; the projection library knows most.
    """
    text = text.strip().strip("\0")
    if not text:
        return ""
    if text.upper().startswith("GEOGCS") and _DEGREES.search(text):
        return WGS84
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        system = CRS.from_wkt(text)
    except CRSError:
        return ""
    number = system.to_epsg(min_confidence=70)
    return f"EPSG:{number}" if number else text


def recognise(named: str, box: Box) -> System:
    """Decide the system from its name and the size of the numbers; the numbers win.

    Many programs write metres without a word, or a projected name over degrees.
    """
    known = named if named and _known(named) else ""
    in_degrees = bool(known) and _in_degrees(known)
    if _degrees(box):
        return System(known, "declared") if in_degrees else System(WGS84, "by_size")
    if known and not in_degrees:
        return System(known, "declared")
    return System("", "asked")


def looks_swapped(box: Box, code: str) -> bool:
    """Whether the numbers make sense only with the two coordinates exchanged."""
    if not code:
        return False
    west, south, east, north = box
    middle = ((west + east) / 2, (south + north) / 2)
    turned = (middle[1], middle[0])
    if _in_degrees(code):
        return not _inside(middle, _LATIN_AMERICA) and _inside(turned, _LATIN_AMERICA)
    area = _use(code)
    if area is None:
        return False
    return not _inside(_centre(code, middle), area) and _inside(_centre(code, turned), area)


def candidates(box: Box, near: Point | None = None) -> list[Candidate]:
    """Return systems in use where the middle of the box would lie, nearest to ``near`` first."""
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    found = []
    for number in dict.fromkeys(_CANDIDATES):
        code = f"EPSG:{number}"
        centre = _centre(code, middle)
        if _inside(centre, _use(code) or _LATIN_AMERICA) and _inside(centre, _LATIN_AMERICA):
            found.append(Candidate(code, name(code), centre))
    if near is not None:
        found.sort(key=lambda candidate: math.dist(candidate.centre, near))
    return found


def mover(code: str, *, swap: bool = False) -> Move:
    """Return the function that turns columns of coordinates into longitudes and latitudes."""
    if not _known(code):
        raise UnknownSystem(
            N_("The coordinate system {code} is not known. Choose another one."), code=code
        )
    if code == WGS84:
        return (lambda x, y: (y, x)) if swap else (lambda x, y: (x, y))
    from pyproj import Transformer

    turn = Transformer.from_crs(code, WGS84, always_xy=True)

    def move(x: Any, y: Any) -> tuple[Any, Any]:
        # Nine digits are a tenth of a millimetre; degrees as drawn (above) keep all they have,
        # because rounding them would make edges coincide that their author did not join.
        lon, lat = turn.transform(y, x) if swap else turn.transform(x, y)
        return np.round(lon, 9), np.round(lat, 9)

    return move


def moved(geometry: BaseGeometry, move: Move) -> BaseGeometry:
    """Return a geometry with every point moved."""
    return shapely.transform(
        geometry, lambda points: np.column_stack(move(points[:, 0], points[:, 1]))
    )


def on_earth(bounds: Box) -> bool:
    """Whether a box lies within the degrees there are; an empty one (all not-a-number) does."""
    west, south, east, north = bounds
    if all(math.isnan(edge) for edge in bounds):
        return True
    if not all(math.isfinite(edge) for edge in bounds):
        return False
    return west >= -180 and south >= -90 and east <= 180 and north <= 90


@cache
def name(code: str) -> str:
    """Return a system's own name with its code, as surveyors know it."""
    if not _known(code):
        return code
    title = _system(code).name
    return f"{title} ({code})" if _CODE.fullmatch(code) else title


@cache
def _known(code: str) -> bool:
    if code == WGS84:
        return True
    from pyproj.exceptions import CRSError

    try:
        _system(code)
    except CRSError:
        return False
    return True


@cache
def _in_degrees(code: str) -> bool:
    return code == WGS84 or bool(_system(code).is_geographic)


def _system(code: str) -> "CRS":
    from pyproj import CRS

    return CRS.from_user_input(code)


@cache
def _use(code: str) -> Box | None:
    """Return where a system is meant to be used, in degrees."""
    use = _system(code).area_of_use
    return (use.west, use.south, use.east, use.north) if use else None


def _degrees(box: Box) -> bool:
    return max(abs(edge) for edge in box) <= 180


def _inside(point: Point, area: Box) -> bool:
    return area[0] <= point[0] <= area[2] and area[1] <= point[1] <= area[3]


def _centre(code: str, middle: Point) -> Point:
    from pyproj.exceptions import ProjError

    try:
        lon, lat = mover(code)(*middle)
    except ProjError:
        return math.inf, math.inf
    return lon, lat
