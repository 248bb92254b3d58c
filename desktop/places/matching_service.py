# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether an area of a file is a place that is here already.

An area is known by its official code; without one by its name within the same parent; without a
name by lying where a nameless one lies. Of several of one name the one it covers most is meant, and
a name or code that is far away is another place: many towns have a *Centro*, many files a number 1.
"""

import math
from typing import TYPE_CHECKING

import shapely
from shapely.geometry.base import BaseGeometry

from desktop.core.work import Work
from desktop.places import spot_service
from desktop.places.spot_service import Spot, folded

if TYPE_CHECKING:
    from desktop.places.areas_intake import Area

_FAR = 0.5  # degrees, some 50 km
_SAME = 0.5  # of the area both cover


class Known:
    """The places of one level, each of which one area of a file may be."""

    def __init__(self, work: Work, level: str) -> None:
        self._by_code: dict[str, list[Spot]] = {}
        self._by_name: dict[str, list[Spot]] = {}
        self._bare: list[Spot] = []
        for spot in spot_service.places(work, level):
            if spot.official_code:
                self._by_code.setdefault(spot.official_code, []).append(spot)
            if spot.name:
                self._by_name.setdefault(folded(spot.name), []).append(spot)
            if not spot.name and not spot.official_code:
                self._bare.append(spot)
        self._texts = spot_service.outlines(work, level)
        self._shapes: dict[str, BaseGeometry] = {}
        self._taken: set[str] = set()
        self._tree: shapely.STRtree | None = None

    def match(self, area: "Area", parent: str | None) -> str | None:
        """Return the place an area is, which no later area may be any more; None for a new one."""
        found = self._coded(area) or self._named(area, parent) or self._there(area)
        if found is None:
            return None
        self._taken.add(found.id)
        return found.id

    def _coded(self, area: "Area") -> Spot | None:
        same = self._by_code.get(area.official_code, []) if area.official_code else []
        return self._nearest(area, same)

    def _named(self, area: "Area", parent: str | None) -> Spot | None:
        same = self._by_name.get(folded(area.name), []) if area.name else []
        if area.official_code:
            same = [spot for spot in same if not spot.official_code]
        here = [
            spot
            for spot in same
            if (spot.parent or "") == (parent or "") or self._share(area, spot) >= _SAME
        ]
        return self._nearest(area, here)

    def _there(self, area: "Area") -> Spot | None:
        """Return the nameless place that lies where a nameless area lies."""
        if area.name or area.official_code:
            return None
        drawn = [spot for spot in self._bare if spot.id in self._texts]
        if self._tree is None:
            self._tree = shapely.STRtree([self._shape(spot) for spot in drawn])
        near = [drawn[index] for index in self._tree.query(area.geometry).tolist()]
        return self._nearest(area, [spot for spot in near if self._share(area, spot) >= _SAME])

    def _nearest(self, area: "Area", spots: list[Spot]) -> Spot | None:
        free = [spot for spot in spots if spot.id not in self._taken]
        close = [spot for spot in free if self._distance(area, spot) <= _FAR]
        if len(close) < 2:
            return close[0] if close else None
        return max(close, key=lambda spot: (self._share(area, spot), -self._distance(area, spot)))

    def _distance(self, area: "Area", spot: Spot) -> float:
        if spot.lon is None or spot.lat is None:
            return 0.0
        west, south, east, north = area.geometry.bounds
        across = max(west - spot.lon, 0, spot.lon - east)
        return math.hypot(across, max(south - spot.lat, 0, spot.lat - north))

    def _share(self, area: "Area", spot: Spot) -> float:
        """Return how much of what both cover is covered by both, between 0 and 1."""
        if spot.id not in self._texts:
            return 0.0
        mine, held = area.geometry, self._shape(spot)
        if not shapely.box(*mine.bounds).intersects(shapely.box(*held.bounds)):
            return 0.0
        both = mine.intersection(held).area
        whole = mine.area + held.area - both
        return both / whole if whole else 0.0

    def _shape(self, spot: Spot) -> BaseGeometry:
        if spot.id not in self._shapes:
            self._shapes[spot.id] = shapely.make_valid(shapely.from_geojson(self._texts[spot.id]))
        return self._shapes[spot.id]
