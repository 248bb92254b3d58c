# SPDX-License-Identifier: GPL-3.0-or-later
"""What every reader of a map file hands on: features with rings, and what had to be left out.

The readers (GeoJSON, TopoJSON, Shapefile, a zip of one of them) stand in files beside. Shapely for
geometry and pyproj for coordinate systems are here already; Shapefiles are read by pyshp, 74 kB
of plain Python: pyogrio would bring GDAL, more than 20 MB, for the one format that is not text.
It is handed bytes, never a name: a name it would follow to a net address, or unpack to the disk.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.core.errors import UserError
from desktop.core.i18n import N_

Point = tuple[float, float]
Ring = Sequence[Point]
Rings = Sequence[Ring]

LARGEST = 100 * 1024 * 1024
MOST_POINTS = 3_000_000
"""Corners of a whole file: a laptop of four gigabytes still reads and draws that."""
FARTHEST = 1e9  # no system of the earth counts so many metres

NO_AREA, DAMAGED = "no_area", "damaged"


class AreasUnreadable(UserError):
    """A file of areas could not be used; nothing was imported."""


class Damaged(Exception):
    """One feature's outline cannot be read."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One feature as it stands in the file: its properties and the rings of its polygons."""

    properties: Mapping[str, Any]
    polygons: Sequence[Rings]
    key: str = ""
    number: int = 0
    flattened: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """A feature without a usable area: its number in the file, its properties, why."""

    number: int
    properties: Mapping[str, Any]
    why: str


@dataclass(frozen=True, slots=True)
class Source:
    """A file read: features with areas, the coordinate system it names, what had no area.

    ``layers`` counts the maps in a file that may hold several; the one with most areas was read.
    """

    features: Sequence[Raw]
    declared: str = ""
    left: Sequence[Left] = ()
    encoding: str = "utf-8"
    layers: int = 1

    @property
    def without_area(self) -> int:
        """How many features are points, lines or nothing."""
        return sum(one.why == NO_AREA for one in self.left)

    @property
    def damaged(self) -> int:
        """How many features could not be read."""
        return sum(one.why == DAMAGED for one in self.left)


class Points:
    """Counts corners while a file is read, so that a small file cannot grow without end."""

    def __init__(self, most: int = MOST_POINTS) -> None:
        self._left = most

    def take(self, n: int) -> None:
        """Count some more; AreasUnreadable when the file holds too many."""
        self._left -= n
        if self._left < 0:
            raise too_large()


def ring(positions: Iterable[Point], points: Points) -> Ring:
    """Return a ring of sound positions; Damaged when it is none."""
    made = [(float(x), float(y)) for x, y in positions]
    points.take(len(made))
    if len(set(made)) < 3 or not all(abs(x) <= FARTHEST and abs(y) <= FARTHEST for x, y in made):
        raise Damaged  # not-a-number fails every comparison
    return made


def position(value: Any) -> Point:
    """Return the first two numbers of a position; heights and measures are left out."""
    if not isinstance(value, list) or len(value) < 2:
        raise Damaged
    x, y = value[0], value[1]
    if isinstance(x, bool) or isinstance(y, bool):
        raise Damaged
    try:
        return float(x), float(y)
    except (TypeError, ValueError, OverflowError):
        raise Damaged from None


def listed(value: Any) -> Sequence[Any]:
    """Return a value that must be a list; Damaged otherwise."""
    if not isinstance(value, list):
        raise Damaged
    return value


def content_of(path: Path) -> bytes:
    """Return the bytes of a file that is not too large; AreasUnreadable in a sentence otherwise."""
    try:
        if path.stat().st_size > LARGEST:
            raise too_large()
        return path.read_bytes()
    except OSError:
        raise AreasUnreadable(
            N_("This file could not be opened. Check that it is still there.")
        ) from None


def finished(
    features: Sequence[Raw],
    left: Sequence[Left],
    *,
    declared: str = "",
    encoding: str = "utf-8",
    layers: int = 1,
) -> Source:
    """Return what was read; AreasUnreadable when no feature had an area."""
    if not features:
        raise AreasUnreadable(
            N_(
                "There is no area in this file, only points, lines or damaged outlines. "
                "Nothing was imported. Choose a file with polygons."
            )
        )
    return Source(features, declared, left, encoding, layers)


def too_large() -> AreasUnreadable:
    """Return what is said of a file no laptop should read."""
    return AreasUnreadable(
        N_(
            "This file is too large: more than 100 MB, or more than three million corners. Ask for "
            "one with simpler outlines, or only your municipality. Nothing was imported."
        )
    )
