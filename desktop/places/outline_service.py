# SPDX-License-Identifier: GPL-3.0-or-later
"""Outlines drawn by hand: made sound, woven together with their neighbours, then kept.

A corner within ``REACH`` of a neighbour's corner takes exactly its place; one that lies on a
neighbour's edge is put into that edge too, and a neighbour's corner on a new edge into the new
outline. Edges that look shared are then the same numbers, so that the border is found at 0 m.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from desktop.core import clock, records
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.work import Work
from desktop.places import border_service, service
from desktop.places.model import Border, Level, Origin, Place

if TYPE_CHECKING:
    from shapely.geometry import Polygon
    from shapely.geometry.base import BaseGeometry

Point = tuple[float, float]
REACH = 3e-6
"""Degrees, about a third of a metre: what the hand cannot tell apart on the screen."""
LEAST = 4e-10
"""Square degrees, about five square metres: less is a slip of the hand."""
LOST = 0.02
"""Share of an outline that mending may change; more is refused, so that nobody is surprised."""
_PLACES = 7  # decimals of a degree: a centimetre
_OVERLAP = 0.01


class TooFewCorners(UserError):
    """An outline or line without extent."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "These corners enclose no area. Nothing was kept yet. Set at least three corners "
                "that do not lie on one line."
            )
        )


class CrossesItself(UserError):
    """The sides of an outline cross so that nobody can tell what is inside."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The sides of this outline cross each other, so it is not clear what lies inside. "
                "Nothing was kept yet. Move or remove the corner where they cross."
            )
        )


class NoLine(UserError):
    """A border line of one point."""

    def __init__(self) -> None:
        super().__init__(
            N_("A border line has at least two points in different places. Set another point.")
        )


@dataclass(frozen=True, slots=True)
class Drawn:
    """What keeping an outline did; ``over`` are sectors it lies over by more than a sliver."""

    id: str
    borders: int
    woven: int
    mended: bool
    over: Sequence[str] = field(default_factory=tuple)


def draw(work: Work, values: Mapping[str, Any], corners: Sequence[Point]) -> Drawn:
    """Make a new sector of an outline given in longitude and latitude."""
    work.may("create")
    sound, mended = _sound(corners)
    area, others = _woven(sound, _outlines(work))
    near = [key for key, one in _outlines(work).items() if one.distance(area) <= REACH]
    told = {"parent": _parent(work, near), **values, "level": Level.SECTOR.value, **_told(area)}
    made = records.create(work, Place, told)
    return _settled(work, made.id, area, others, mended=mended)


def redraw(
    work: Work,
    sector: str,
    corners: Sequence[Point],
    moved: Mapping[Point, Point] | None = None,
) -> Drawn:
    """Give a sector another outline; a corner it shared and that ``moved`` moves in both."""
    place = records.get(work, Place, sector)
    sound, mended = _sound(corners)
    area = _with_rest(sound, place.geometry)
    others = {key: shape for key, shape in _outlines(work).items() if key != sector}
    pulled = _pulled(others, moved or {})
    area, woven = _woven(area, others | pulled)
    records.amend(work, place, _told(area))
    return _settled(work, sector, area, pulled | woven, mended=mended)


def draw_line(work: Work, a: str, b: str, points: Sequence[Point]) -> str:
    """Keep a border line drawn by hand; that of a pair that has one takes its place."""
    work.may("create")
    first, second = sorted((a, b))
    line, metres = _line(points)
    values = {
        "a": first, "b": second, "line": line, "metres": metres,
        "origin": Origin.DRAWN.value, "tolerance": None,
    }  # fmt: skip
    held = next(
        (one for one in border_service.borders_of(work, first, clock.today())
         if {one.a, one.b} == {first, second}),
        None,
    )  # fmt: skip
    if held is None:
        return records.create(work, Border, values).id
    records.amend(work, records.get(work, Border, held.id), values)
    return held.id


def _parent(work: Work, near: Sequence[str]) -> str | None:
    """Return what most neighbours lie in; without neighbours the one place there is to lie in."""
    spots = {spot.id: spot for spot in service.places(work)}
    around = Counter(spots[key].parent for key in near if spots[key].parent)
    if around:
        return around.most_common(1)[0][0]
    for level in (Level.DISTRICT, Level.MUNICIPALITY):
        held = [spot.id for spot in spots.values() if spot.level == level]
        if held:
            return held[0] if len(held) == 1 else None
    return None


def _settled(
    work: Work,
    sector: str,
    area: "BaseGeometry",
    others: "Mapping[str, BaseGeometry]",
    *,
    mended: bool,
) -> Drawn:
    """Keep what neighbours gained, find the borders around anew, and say what lies over what."""
    from shapely import to_geojson

    for key, shape in others.items():
        records.amend(work, records.get(work, Place, key), {"geometry": to_geojson(shape)})
    near = {key: shape for key, shape in _outlines(work).items() if shape.intersects(area)}
    around = {key: to_geojson(shape) for key, shape in near.items()}
    found = [one for one in border_service.find(around) if sector in (one.a, one.b)]
    kept = border_service.keep(work, found, 0.0) if work.could("create") else None
    over = [
        key
        for key, shape in near.items()
        if key != sector and shape.intersection(area).area > _OVERLAP * min(area.area, shape.area)
    ]
    names = service.names(work) if over else {}
    return Drawn(
        sector,
        kept.created if kept else 0,
        len(others),
        mended,
        tuple(sorted(names.get(key, "") for key in over)),
    )


def _outlines(work: Work) -> "dict[str, BaseGeometry]":
    import shapely

    return {key: shapely.from_geojson(text) for key, text in service.outlines(work).items()}


def _sound(corners: Sequence[Point]) -> "tuple[Polygon, bool]":
    """Return the outline in valid form and whether it was mended; refuse what would surprise."""
    import shapely
    from shapely.geometry import Polygon

    points = [(round(x, _PLACES), round(y, _PLACES)) for x, y in corners]
    if len(set(points)) < 3:
        raise TooFewCorners
    area = Polygon(points)
    if area.is_valid:
        if area.area < LEAST:
            raise TooFewCorners
        return area, False
    parts = [part for part in shapely.get_parts(shapely.make_valid(area)) if part.area > 0]
    parts = [one for part in parts for one in shapely.get_parts(part) if one.area > 0]
    if not parts:
        raise TooFewCorners
    whole = sum(part.area for part in parts)
    largest = max(parts, key=lambda part: part.area)
    if whole < LEAST:
        raise TooFewCorners
    if largest.area < (1 - LOST) * whole or largest.interiors:
        raise CrossesItself
    return largest, True


def _with_rest(area: "Polygon", geometry: str | None) -> "BaseGeometry":
    """Return an outline with the holes and further parts of the one it replaces."""
    import shapely
    from shapely.geometry import MultiPolygon, Polygon

    if not geometry:
        return area
    parts = sorted(
        (one for one in shapely.get_parts(shapely.from_geojson(geometry))
         if isinstance(one, Polygon)),
        key=lambda part: -part.area,
    )  # fmt: skip
    holes = [ring for part in parts[:1] for ring in part.interiors if area.contains(Polygon(ring))]
    kept = Polygon(area.exterior, holes)
    rest = [part for part in parts[1:] if not part.intersects(kept)]
    return MultiPolygon([kept, *rest]) if rest else kept


def _woven(
    area: "BaseGeometry", others: "Mapping[str, BaseGeometry]"
) -> "tuple[BaseGeometry, dict[str, BaseGeometry]]":
    """Give an outline and its neighbours each other's corners; return those that changed too."""
    import shapely

    near = {key: one for key, one in others.items() if shapely.dwithin(one, area, REACH)}
    if not near:
        return area, {}
    corners = [tuple(point) for one in near.values() for point in shapely.get_coordinates(one)]
    mine = _onto(area, corners)
    mine = _through(mine, corners)
    own = [tuple(point) for point in shapely.get_coordinates(mine)]
    changed = {}
    for key, one in near.items():
        knotted = _through(one, own)
        if len(shapely.get_coordinates(knotted)) != len(shapely.get_coordinates(one)):
            changed[key] = knotted
    return mine, changed


def _onto(area: "BaseGeometry", corners: Sequence[Any]) -> "BaseGeometry":
    """Put each corner exactly on the neighbour's corner it lies at."""
    import numpy as np
    import shapely

    tree = shapely.STRtree(shapely.points(corners))

    def placed(points: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
        mine, theirs = tree.query_nearest(
            shapely.points(points), max_distance=REACH, all_matches=False
        )
        there = points.copy()
        there[mine] = np.asarray(corners)[theirs]
        return there

    moved = shapely.transform(area, placed)
    return moved if moved.is_valid else area


def _through(area: "BaseGeometry", corners: Sequence[Any]) -> "BaseGeometry":
    """Put corners that lie on the sides of an area into these sides, in their order."""
    import shapely
    from shapely.geometry import MultiPolygon, Polygon

    tree = shapely.STRtree(shapely.points(corners))

    def knotted(ring: Any) -> list[Any]:
        points = list(ring.coords)
        made = [points[0]]
        sides = [shapely.linestrings([a, b]) for a, b in pairwise(points)]
        for side, end in zip(sides, points[1:], strict=True):
            found = {
                tuple(corners[n])
                for n in tree.query(side, predicate="dwithin", distance=REACH)
                if tuple(corners[n]) not in (made[-1], end)
            }
            along = sorted(found, key=lambda point: side.project(shapely.points(point)))
            made += [*along, end]
        return made

    polygons = [
        Polygon(knotted(part.exterior), [knotted(ring) for ring in part.interiors])
        for part in shapely.get_parts(area)
        if isinstance(part, Polygon)
    ]
    whole = polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)
    return whole if whole.is_valid else area


def _pulled(
    others: "Mapping[str, BaseGeometry]", moved: Mapping[Point, Point]
) -> "dict[str, BaseGeometry]":
    """Return the neighbours whose corners moved with the one they share."""
    import numpy as np
    import shapely

    steps = [(a, b) for a, b in moved.items() if a != b]
    if not steps:
        return {}

    def there(points: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
        made = points.copy()
        for before, after in steps:
            made[np.hypot(*(points - before).T) <= REACH] = np.round(after, _PLACES)
        return made

    made = {}
    for key, one in others.items():
        shifted = shapely.transform(one, there)
        if shifted.is_valid and not shifted.equals_exact(one, 0):
            made[key] = shifted
    return made


def _told(area: "BaseGeometry") -> dict[str, Any]:
    from desktop.places import areas_intake

    lon, lat = areas_intake.centre(area)
    return {"geometry": areas_intake.text(area), "lon": lon, "lat": lat}


def _line(points: Sequence[Point]) -> tuple[str, float]:
    import shapely
    from shapely.geometry import LineString

    from desktop.places.projection_service import metres_along

    rounded = [(round(x, _PLACES), round(y, _PLACES)) for x, y in points]
    if len(set(rounded)) < 2:
        raise NoLine
    return str(shapely.to_geojson(LineString(rounded))), round(metres_along(rounded), 1)
