# SPDX-License-Identifier: GPL-3.0-or-later
"""TopoJSON: areas written as arcs they share, as numbers counted from the one before.

An arc that two areas share is written once, so a border comes out of such a file exactly. A few
lines decode it; corners are counted, because a small file may name one long arc a million times.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.core.i18n import N_
from desktop.places import crs_intake, source_intake
from desktop.places.source_intake import (
    DAMAGED,
    NO_AREA,
    AreasUnreadable,
    Damaged,
    Left,
    Point,
    Points,
    Raw,
    Rings,
    Source,
    listed,
    position,
)
from desktop.places.words_intake import plain

_DEEPEST = 32
_OTHERS = ("Point", "MultiPoint", "LineString", "MultiLineString", None)


@dataclass(frozen=True, slots=True)
class _Arcs:
    """The arcs of a file, decoded, and how many corners may still be made of them."""

    lines: Sequence[Sequence[Point]]
    points: Points


def source(top: Mapping[str, Any], encoding: str) -> Source:
    """Read a topology; of several objects the one with most areas is read."""
    objects = top.get("objects")
    if not isinstance(objects, dict) or not isinstance(top.get("arcs"), list):
        raise _unreadable()
    try:
        arcs = _Arcs(_decoded(top["arcs"], top.get("transform")), Points())
        read = [_object(one, arcs) for one in objects.values()]
    except Damaged:
        raise _unreadable() from None
    features, left = max(read, key=lambda found: len(found[0]), default=([], []))
    return source_intake.finished(
        features,
        left,
        declared=crs_intake.declared(top.get("crs")),
        encoding=encoding,
        layers=sum(bool(found[0]) for found in read),
    )


def _object(top: Any, arcs: _Arcs) -> tuple[list[Raw], list[Left]]:
    features: list[Raw] = []
    left: list[Left] = []
    for number, geometry in enumerate(_members(top), start=1):
        given = geometry.get("properties") if isinstance(geometry, dict) else None
        properties = given if isinstance(given, dict) else {}
        try:
            polygons = list(_polygons(geometry, arcs, 0))
        except Damaged:
            left.append(Left(number, properties, DAMAGED))
            continue
        if polygons:
            features.append(Raw(properties, polygons, plain(geometry.get("id")), number))
        else:
            left.append(Left(number, properties, NO_AREA))
    return features, left


def _members(top: Any) -> Sequence[Any]:
    """Return the geometries of an object; one that is no collection is its only one."""
    if isinstance(top, dict) and top.get("type") == "GeometryCollection":
        inside = top.get("geometries")
        return inside if isinstance(inside, list) else []
    return [top]


def _polygons(geometry: Any, arcs: _Arcs, depth: int) -> Iterator[Rings]:
    if not isinstance(geometry, dict) or depth > _DEEPEST:
        raise Damaged
    kind, named = geometry.get("type"), geometry.get("arcs")
    if kind == "GeometryCollection":
        for part in listed(geometry.get("geometries")):
            yield from _polygons(part, arcs, depth + 1)
    elif kind in ("Polygon", "MultiPolygon"):
        for polygon in [named] if kind == "Polygon" else listed(named):
            if rings := [_ring(ring, arcs) for ring in listed(polygon)]:
                yield rings
    elif kind not in _OTHERS:
        raise Damaged


def _ring(named: Any, arcs: _Arcs) -> Sequence[Point]:
    """Join arcs end to end; each begins where the one before ended, so that corner is left out."""
    joined: list[Point] = []
    for index in listed(named):
        if isinstance(index, bool) or not isinstance(index, int):
            raise Damaged
        place = ~index if index < 0 else index
        if place >= len(arcs.lines):
            raise Damaged
        line = arcs.lines[place]
        arcs.points.take(len(line))
        joined.extend((line[::-1] if index < 0 else line)[1 if joined else 0 :])
    return source_intake.ring(joined, arcs.points)


def _decoded(written: Any, transform: Any) -> list[Sequence[Point]]:
    """Return the arcs in coordinates; with a transform each corner is a step from the last."""
    if transform is None:
        return [[position(corner) for corner in listed(arc)] for arc in listed(written)]
    if not isinstance(transform, dict):
        raise Damaged
    (across, up), (west, south) = (
        position(transform.get("scale")),
        position(transform.get("translate")),
    )
    made: list[Sequence[Point]] = []
    for arc in listed(written):
        x = y = 0.0
        line = []
        for step in listed(arc):
            dx, dy = position(step)
            x, y = x + dx, y + dy
            line.append((x * across + west, y * up + south))
        made.append(line)
    return made


def _unreadable() -> AreasUnreadable:
    return AreasUnreadable(
        N_("This TopoJSON file is damaged. Nothing was imported. Ask for it again.")
    )
