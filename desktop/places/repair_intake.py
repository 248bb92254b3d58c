# SPDX-License-Identifier: GPL-3.0-or-later
"""Outlines made sound: crossed rings, slivers of repair, areas drawn over the edge of the map.

What was done is returned as words per area for a table to tell; nothing is mended silently.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from desktop.places import crs_intake
from desktop.places.source_intake import Rings

CROSSED, FOLDED = "crossed", "antimeridian"
VANISHED, OFF_EARTH = "vanished", "off_earth"
_WHOLE = 360.0


def drawn(polygons: Iterable[Rings]) -> BaseGeometry:
    """Return the polygons of a feature as they stand in the file."""
    parts = [Polygon(rings[0], rings[1:]) for rings in polygons]
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)


def sound(geometry: BaseGeometry) -> BaseGeometry:
    """Return the areas of a geometry in valid form, without the lines and points repair leaves."""
    if geometry.is_valid:
        return geometry
    mended = shapely.make_valid(geometry)
    areas = [part for part in _parts(mended) if part.area > 0]
    return areas[0] if len(areas) == 1 else shapely.union_all(areas)


def placed(geometry: BaseGeometry, move: crs_intake.Move) -> tuple[BaseGeometry, tuple[str, ...]]:
    """Return a sound area in longitude and latitude, and what had to be done to it.

    An area that crosses 180 degrees has corners at both edges of the map: drawn as it stands it
    would cover the whole world between them, so it is cut in two there.
    """
    valid = geometry.is_valid
    done = [] if valid else [CROSSED]
    moved = crs_intake.moved(geometry if valid else sound(geometry), move)
    if not crs_intake.on_earth(moved.bounds):
        return moved, (*done, OFF_EARTH)
    moved = sound(moved)
    if not moved.is_empty and moved.bounds[2] - moved.bounds[0] > _WHOLE / 2:
        folded = _folded(moved)
        if folded is not None:
            return folded, (*done, FOLDED)
    return moved, tuple(done)


def _folded(geometry: BaseGeometry) -> BaseGeometry | None:
    """Return an area over 180 degrees cut in two there; None when it truly is that wide."""
    turned = sound(shapely.transform(geometry, _eastward))
    if turned.is_empty or turned.bounds[2] - turned.bounds[0] >= _WHOLE / 2:
        return None
    here = turned.intersection(box(0, -90, _WHOLE / 2, 90))
    beyond = turned.intersection(box(_WHOLE / 2, -90, _WHOLE, 90))
    areas = [*_parts(here), *_parts(translate(beyond, -_WHOLE))]
    return areas[0] if len(areas) == 1 else MultiPolygon(areas)


def _eastward(points: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """Count longitudes from 0 to 360, so that what crosses 180 degrees hangs together."""
    return np.column_stack((points[:, 0] % _WHOLE, points[:, 1]))


def _parts(geometry: BaseGeometry) -> list[Polygon]:
    """Return the polygons inside a geometry, collections within collections included."""
    if isinstance(geometry, Polygon):
        return [] if geometry.is_empty else [geometry]
    inner = getattr(geometry, "geoms", ())
    return [polygon for part in inner for polygon in _parts(part)]
