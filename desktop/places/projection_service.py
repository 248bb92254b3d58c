# SPDX-License-Identifier: GPL-3.0-or-later
"""Longitude and latitude to Web-Mercator metres, in plain arithmetic: drawing needs no library."""

import json
import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

Point = tuple[float, float]
Ring = list[Point]

_RADIUS = 6_378_137.0
_MEAN = 6_371_008.8  # of the sphere that is as large as the earth
_HIGHEST = 85.0511287798066  # where the square world of Web Mercator ends
_DEPTH = 32


def mercator(lon: float, lat: float) -> Point:
    """Return Web-Mercator metres, x to the east and y to the north."""
    clipped = max(-_HIGHEST, min(_HIGHEST, lat))
    north = math.log(math.tan(math.pi / 4 + math.radians(clipped) / 2))
    return _RADIUS * math.radians(lon), _RADIUS * north


def degrees(x: float, y: float) -> Point:
    """Return longitude and latitude of a point in Web-Mercator metres."""
    north = 2 * math.atan(math.exp(y / _RADIUS)) - math.pi / 2
    return math.degrees(x / _RADIUS), math.degrees(north)


def rings(geojson: str | None) -> list[Ring]:
    """Return the rings of a stored area, or the lines of a stored border, ready to draw."""
    return _rings(json.loads(geojson), 0) if geojson else []


def centre(areas: Iterable[Sequence[Point]]) -> Point | None:
    """Return the middle of the box around some rings; None when there are none."""
    points = [point for ring in areas for point in ring]
    if not points:
        return None
    across, up = zip(*points, strict=True)
    return (min(across) + max(across)) / 2, (min(up) + max(up)) / 2


def _rings(geometry: Any, depth: int) -> list[Ring]:
    if depth > _DEPTH:
        return []
    if geometry["type"] == "GeometryCollection":
        return [ring for part in geometry["geometries"] for ring in _rings(part, depth + 1)]
    return [[mercator(lon, lat) for lon, lat, *_ in ring] for ring in _flat(geometry)]


def _flat(geometry: Any) -> list[Any]:
    """Return the lists of positions of one geometry, whatever its nesting."""
    inside = geometry["coordinates"]
    match geometry["type"]:
        case "LineString":
            return [inside]
        case "Polygon" | "MultiLineString":
            return list(inside)
        case "MultiPolygon":
            return [ring for polygon in inside for ring in polygon]
    return []


def metres_along(points: Sequence[Point]) -> float:
    """Return the length of a line in longitude and latitude, by great circles of the sphere."""
    return sum(_apart(one, other) for one, other in pairwise(points))


def _apart(one: Point, other: Point) -> float:
    (west, south), (east, north) = (tuple(map(math.radians, point)) for point in (one, other))
    share = (
        math.sin((north - south) / 2) ** 2
        + math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    )
    return 2 * _MEAN * math.asin(math.sqrt(share))
