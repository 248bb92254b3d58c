# SPDX-License-Identifier: GPL-3.0-or-later
"""Where areas meet: border lines from edges they share, exactly or within a tolerance.

How it is counted. At 0 m two areas share a border where their outlines coincide for 10 m or more.
Hand-drawn areas overlap and gape, so with a tolerance the border is the part of one outline (of
the area whose key comes first) that lies within the tolerance of the other *and runs along it*: two
areas that only touch at a corner leave stubs whose nearest point on the other outline stands
still, and those stubs, like the hooks at the end of a true border, are cut off. What remains must
be longer than twice the tolerance, unless the two meet exactly for 10 m or more: a wider tolerance
never loses a border. Lengths are measured in a projection made for the place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

SHORTEST = 10.0  # metres
_ALONG = 0.5  # advance of the nearest point per step along the line, below which it stands still
_STEPS = 4  # samples per tolerance
_ENDS = 4  # tolerances looked at from each end of a line
_AXIS, _ECCENTRICITY = 6_378_137.0, 0.00669437999014  # of the earth, WGS84, the second squared
_SMOOTH = 0.02  # of the tolerance: detail left out of buffers, which pay for every vertex


@dataclass(frozen=True, slots=True)
class Shared:
    """A border between two areas, ``a`` < ``b``: its line in longitude and latitude, its length."""

    a: str
    b: str
    line: BaseGeometry
    metres: float


def derive(areas: Mapping[str, BaseGeometry], tolerance_m: float = 0.0) -> list[Shared]:
    """Return the borders between areas given in longitude and latitude, ordered by their keys."""
    keys = sorted(areas)
    shapes = [areas[key] for key in keys]
    if len(keys) < 2:
        return []
    local = _Local(shapes)
    found = {
        (i, j): (line, metres) for i, j, line, metres in _exact(shapes, local) if metres >= SHORTEST
    }
    if tolerance_m > 0:
        flat = [shapely.make_valid(local.there(shape)) for shape in shapes]
        for i, j, line in _near(flat, tolerance_m):
            if line.length >= max(SHORTEST, 2 * tolerance_m):
                found[i, j] = (local.back(line), line.length)
    return [
        Shared(keys[i], keys[j], line, metres) for (i, j), (line, metres) in sorted(found.items())
    ]


def _exact(
    shapes: list[BaseGeometry], local: "_Local"
) -> Iterator[tuple[int, int, BaseGeometry, float]]:
    """Compare the outlines as they are stored: moving them would part vertices from edges."""
    outlines = [shape.boundary for shape in shapes]
    for i, j in _pairs(shapes, 0.0):
        line = _lines(shapely.intersection(outlines[i], outlines[j]))
        if not line.is_empty:
            yield i, j, line, local.there(line).length


def _near(shapes: list[BaseGeometry], tolerance: float) -> Iterator[tuple[int, int, BaseGeometry]]:
    outlines = [shape.boundary for shape in shapes]
    for i, j in _pairs(shapes, tolerance):
        box = _common(shapes[i], shapes[j], 3 * tolerance)
        mine = shapely.clip_by_rect(outlines[i], *box)
        theirs = shapely.clip_by_rect(outlines[j], *box)
        band = shapely.buffer(shapely.simplify(theirs, tolerance * _SMOOTH), tolerance)
        close = _lines(shapely.intersection(mine, band))
        kept = [
            part for piece in _each(close) if (part := _along(piece, theirs, tolerance)) is not None
        ]
        if kept:
            yield i, j, _lines(shapely.union_all(kept))


def _along(line: LineString, other: BaseGeometry, tolerance: float) -> BaseGeometry | None:
    """Cut from both ends of a line what does not run along the other; None when nothing does."""
    reach = _ENDS * tolerance
    whole = line.length
    if whole <= 2 * reach:
        inside = _moving(line, other, 0.0, whole, tolerance)
        return None if inside is None else substring(line, *inside)
    head = _moving(line, other, 0.0, reach, tolerance)
    tail = _moving(line, other, whole - reach, whole, tolerance)
    start = head[0] if head else reach
    end = tail[1] if tail else whole - reach
    return substring(line, start, end)


def _moving(
    line: LineString, other: BaseGeometry, start: float, end: float, tolerance: float
) -> tuple[float, float] | None:
    """Return the first and last place of a stretch where the nearest point opposite moves on."""
    steps = max(2, int((end - start) / tolerance * _STEPS) + 1)
    places = np.linspace(start, end, steps + 1)
    points = shapely.line_interpolate_point(line, places)
    box = shapely.total_bounds(points)
    reach = 2 * tolerance
    nearby = shapely.clip_by_rect(
        other, box[0] - reach, box[1] - reach, box[2] + reach, box[3] + reach
    )
    if nearby.is_empty:
        return None
    opposite = shapely.get_coordinates(shapely.shortest_line(points, nearby))[1::2]
    advance = np.hypot(*np.diff(opposite, axis=0).T)
    stride = np.hypot(*np.diff(shapely.get_coordinates(points), axis=0).T)
    moving = np.flatnonzero(advance >= _ALONG * stride)
    if not len(moving):
        return None
    return float(places[moving[0]]), float(places[moving[-1] + 1])


def _pairs(shapes: list[BaseGeometry], distance: float) -> Iterator[tuple[int, int]]:
    """Yield each pair of areas no further apart than ``distance``, once."""
    tree = shapely.STRtree(shapes)
    found = (
        tree.query(shapes, predicate="dwithin", distance=distance)
        if distance
        else tree.query(shapes, predicate="intersects")
    )
    for i, j in found.T.tolist():
        if i < j:
            yield i, j


def _common(a: BaseGeometry, b: BaseGeometry, margin: float) -> tuple[float, float, float, float]:
    """Return the box both areas reach into, with a margin."""
    one, two = a.bounds, b.bounds
    return (
        max(one[0], two[0]) - margin,
        max(one[1], two[1]) - margin,
        min(one[2], two[2]) + margin,
        min(one[3], two[3]) + margin,
    )


def _lines(geometry: BaseGeometry) -> BaseGeometry:
    """Return only the lines of a geometry, joined where their ends meet."""
    lines = _each(geometry)
    return shapely.line_merge(shapely.union_all(lines)) if lines else LineString()


def _each(geometry: BaseGeometry) -> list[LineString]:
    return [part for part in shapely.get_parts(geometry) if isinstance(part, LineString)]


class _Local:
    """Metres around the middle of the areas: a transverse Mercator of the sphere that fits there.

    Lengths are right to a hundredth of a percent within a state. Written out because it is a few
    lines, and pyproj costs a fifth of a second and ties its objects to threads.
    """

    def __init__(self, shapes: list[BaseGeometry]) -> None:
        west, south, east, north = shapely.total_bounds(shapes)
        self._lon, self._lat = np.radians((west + east) / 2), np.radians((south + north) / 2)
        bulge = 1 - _ECCENTRICITY * np.sin(self._lat) ** 2
        self._across = _AXIS / np.sqrt(bulge)
        self._up = _AXIS * (1 - _ECCENTRICITY) / bulge**1.5

    def there(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a geometry in metres."""
        return shapely.transform(geometry, self._to_metres)

    def back(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a geometry in longitude and latitude."""
        return shapely.transform(geometry, self._to_degrees)

    def _to_metres(self, points: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
        lon, lat = np.radians(points[:, 0]) - self._lon, np.radians(points[:, 1])
        x = np.arctanh(np.cos(lat) * np.sin(lon))
        y = np.arctan2(np.tan(lat), np.cos(lon)) - self._lat
        return np.column_stack((x * self._across, y * self._up))

    def _to_degrees(self, points: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
        x, y = points[:, 0] / self._across, points[:, 1] / self._up + self._lat
        lon = self._lon + np.arctan2(np.sinh(x), np.cos(y))
        lat = np.arcsin(np.sin(y) / np.cosh(x))
        return np.column_stack((np.degrees(lon), np.degrees(lat)))
