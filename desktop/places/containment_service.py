# SPDX-License-Identifier: GPL-3.0-or-later
"""Which place lies in which, told by outlines: a barrio in its comuna, that in its municipality.

An area lies in a place when more than half of it does: outlines of different makers never meet
exactly. Of several the smallest level wins: a sector lies in its barrio, and so in the city.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import shapely
from shapely.geometry.base import BaseGeometry

from desktop.core import records
from desktop.core.work import Work
from desktop.places import spot_service
from desktop.places.model import ORDER, Place
from desktop.places.spot_service import rank

if TYPE_CHECKING:
    from desktop.places.areas_intake import Area

_MOST = 0.5


def homes(work: Work, areas: Sequence["Area"], level: str) -> dict[int, str]:
    """Return the place each area lies in, by the area's number; levels above its own are asked."""
    work.may("import")
    shapes = [area.geometry for area in areas]
    found: dict[int, str] = {}
    for above in reversed(ORDER[: rank(level)]):
        found |= _within(shapes, spot_service.outlines(work, above), found)
    return found


def adopt(work: Work, areas: Mapping[str, "Area"], level: str) -> dict[str, int]:
    """Let places of smaller levels lie in new areas that hold them; returns their revisions.

    Only a place that lies in nothing, or in something larger than the new areas, is moved.
    """
    work.may("import")
    spots = {spot.id: spot for spot in spot_service.places(work)}
    moved: dict[str, int] = {}
    for below in ORDER[rank(level) + 1 :]:
        drawn = {
            identity: text
            for identity, text in spot_service.outlines(work, below).items()
            if _loose(spots[identity], spots, level) and identity not in areas
        }
        ids = list(drawn)
        shapes = [_shape(text) for text in drawn.values()]
        texts = {identity: area.geometry for identity, area in areas.items()}
        for number, place in _held(shapes, list(texts), list(texts.values()), {}).items():
            record = records.get(work, Place, ids[number])
            moved[record.id] = records.amend(work, record, {"parent": place}).rev
    return moved


def _loose(spot: spot_service.Spot, spots: Mapping[str, spot_service.Spot], level: str) -> bool:
    parent = spots.get(spot.parent or "")
    return parent is None or rank(parent.level) < rank(level)


def _within(
    shapes: Sequence[BaseGeometry], texts: Mapping[str, str], known: Mapping[int, str]
) -> dict[int, str]:
    return _held(shapes, list(texts), [_shape(text) for text in texts.values()], known)


def _held(
    shapes: Sequence[BaseGeometry],
    ids: Sequence[str],
    outer: Sequence[BaseGeometry],
    known: Iterable[int],
) -> dict[int, str]:
    """Return for each shape not yet known the outer one that holds most of it."""
    done = set(known)
    asked = [number for number in range(len(shapes)) if number not in done]
    if not outer or not asked:
        return {}
    best: dict[int, tuple[float, str]] = {}
    tree = shapely.STRtree(outer)
    shapely.prepare(list(outer))
    wanted = [shapes[number] for number in asked]
    for place, around in tree.query(wanted, predicate="intersects").T.tolist():
        shape = wanted[place]
        inside = outer[around].contains_properly(shape)
        area = shape.area
        share = 1.0 if inside else (outer[around].intersection(shape).area / area if area else 0.0)
        if share > _MOST:
            best[asked[place]] = max(best.get(asked[place], (0.0, "")), (share, ids[around]))
    return {number: place for number, (_share, place) in best.items()}


def _shape(text: str) -> BaseGeometry:
    return shapely.make_valid(shapely.from_geojson(text))
