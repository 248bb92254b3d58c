# SPDX-License-Identifier: GPL-3.0-or-later
"""Where areas meet: border lines from edges they share, exactly or within a tolerance.

How it is counted. At 0 m two areas share a border where their outlines coincide for 10 m or more.
Hand-drawn areas overlap and gape, so with a tolerance the border is the part of one outline (of
the area whose key comes first) that lies within the tolerance of the other *and runs along it*: two
areas that only touch at a corner leave stubs whose nearest point on the other outline stands
still, and those stubs, like the hooks at the end of a true border, are cut off. What remains must
be longer than twice the tolerance, unless the two meet exactly for 10 m or more: a wider tolerance
never loses a border. Lengths are measured in a projection made for the place.

All pairs go through the library together, not one by one: that is most of its speed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from desktop.places import stretch_service

SHORTEST = 10.0  # metres
_MANY = 400  # corners of an outline above which only the part near the other is looked at
_AXIS, _ECCENTRICITY = 6_378_137.0, 0.00669437999014  # of the earth, WGS84, the second squared
_LINE, _COLLECTION = 1, 7  # kinds of geometry as the library numbers them
Found = dict[tuple[int, int], tuple[BaseGeometry, float]]
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
    if len(keys) < 2:
        return []
    shapes = np.array([areas[key] for key in keys], dtype=object)
    local = _Local(shapes)
    found = _exact(shapes, local)
    if tolerance_m > 0:
        found |= _near(shapes, local, tolerance_m)
    return [
        Shared(keys[i], keys[j], line, metres) for (i, j), (line, metres) in sorted(found.items())
    ]


def _exact(shapes: Any, local: "_Local") -> Found:
    """Compare the outlines as they are stored: moving them would part vertices from edges."""
    outlines = shapely.boundary(shapes)
    one, other = _pairs(shapes, 0.0)
    meeting = _lines(shapely.intersection(outlines[one], outlines[other]), len(one))
    metres = shapely.length(local.there(meeting))
    return {
        (int(one[n]), int(other[n])): (meeting[n], float(metres[n]))
        for n in np.flatnonzero(metres >= SHORTEST)
    }


def _near(shapes: Any, local: "_Local", tolerance: float) -> Found:
    """Find the parts of one outline that run along another within the tolerance."""
    flat = shapely.make_valid(local.there(shapes))
    one, other = _pairs(flat, tolerance)
    mine, theirs, bands = _looked_at(flat, one, other, tolerance)
    close = _lines(shapely.intersection(mine, bands), len(one))
    pieces, of = shapely.get_parts(close, return_index=True)
    kept, of = stretch_service.along(pieces, of, theirs, tolerance)
    lines = _lines(kept, len(one), of)
    metres = shapely.length(lines)
    long = np.flatnonzero(metres >= max(SHORTEST, 2 * tolerance))
    back = local.back(lines[long])
    return {
        (int(one[n]), int(other[n])): (line, float(metres[n]))
        for n, line in zip(long, back, strict=True)
    }


def _looked_at(flat: Any, one: Any, other: Any, tolerance: float) -> tuple[Any, Any, Any]:
    """Return for each pair both outlines and the band around the second.

    The band of a short outline is made once for all its neighbours; a long one (a municipality of
    ten thousand corners beside another) is cut to where the two can meet, pair by pair.
    """
    outlines = shapely.boundary(flat)
    long = shapely.get_num_coordinates(outlines) > _MANY
    mine, theirs = outlines[one], outlines[other]
    bands = np.empty(len(one), dtype=object)
    whole = ~(long[one] | long[other])
    drawn, which = np.unique(other[whole], return_inverse=True)
    bands[whole] = _bands(outlines[drawn], tolerance)[which]
    for n in np.flatnonzero(~whole):
        box = _common(flat[one[n]], flat[other[n]], 3 * tolerance)
        mine[n] = shapely.clip_by_rect(mine[n], *box)
        theirs[n] = shapely.clip_by_rect(theirs[n], *box)
    bands[~whole] = _bands(theirs[~whole], tolerance)
    return mine, theirs, bands


def _bands(outlines: Any, tolerance: float) -> Any:
    return shapely.buffer(shapely.simplify(outlines, tolerance * _SMOOTH), tolerance)


def _pairs(shapes: Any, distance: float) -> tuple[Any, Any]:
    """Return each pair of areas no further apart than ``distance``, once, as two columns."""
    tree = shapely.STRtree(shapes)
    found = (
        tree.query(shapes, predicate="dwithin", distance=distance)
        if distance
        else tree.query(shapes, predicate="intersects")
    )
    one, other = found[:, found[0] < found[1]]
    return one, other


def _common(a: BaseGeometry, b: BaseGeometry, margin: float) -> tuple[float, float, float, float]:
    """Return the box both areas reach into, with a margin."""
    one, two = a.bounds, b.bounds
    return (
        max(one[0], two[0]) - margin,
        max(one[1], two[1]) - margin,
        min(one[2], two[2]) + margin,
        min(one[3], two[3]) + margin,
    )


def _lines(geometries: Any, count: int, of: Any = None) -> Any:
    """Return only the lines of each geometry, joined where their ends meet.

    ``of`` tells to which of ``count`` results each geometry belongs; without it to its own.
    """
    made = np.full(count, LineString(), dtype=object)
    parts, index = shapely.get_parts(geometries, return_index=True)
    while (shapely.get_type_id(parts) == _COLLECTION).any():
        parts, inner = shapely.get_parts(parts, return_index=True)
        index = index[inner]
    lines = shapely.get_type_id(parts) == _LINE
    belongs = index[lines] if of is None else of[index[lines]]
    if not len(belongs):
        return made
    order = np.argsort(belongs, kind="stable")
    places, which = np.unique(belongs[order], return_inverse=True)
    joined = shapely.multilinestrings(parts[lines][order], indices=which)
    made[places] = shapely.line_merge(joined)
    return made


class _Local:
    """Metres around the middle of the areas: a transverse Mercator of the sphere that fits there.

    Lengths are right to a hundredth of a percent within a state. Written out because it is a few
    lines, and pyproj costs a fifth of a second and ties its objects to threads.
    """

    def __init__(self, shapes: Any) -> None:
        west, south, east, north = shapely.total_bounds(shapes)
        self._lon, self._lat = np.radians((west + east) / 2), np.radians((south + north) / 2)
        bulge = 1 - _ECCENTRICITY * np.sin(self._lat) ** 2
        self._across = _AXIS / np.sqrt(bulge)
        self._up = _AXIS * (1 - _ECCENTRICITY) / bulge**1.5

    def there(self, geometry: Any) -> Any:
        """Return one geometry or many in metres."""
        return shapely.transform(geometry, self._to_metres)

    def back(self, geometry: Any) -> Any:
        """Return one geometry or many in longitude and latitude."""
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
