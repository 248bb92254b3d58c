# SPDX-License-Identifier: GPL-3.0-or-later
"""GeoJSON (RFC 7946, and the older files with a ``crs`` member) read into a ``Source``.

A damaged feature is left out and told; a damaged file is refused with a sentence. Files are
written by many hands: a byte-order mark, Latin-1, open rings, a third coordinate, collections
within collections and features without a name are all read.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from desktop.core.i18n import N_
from desktop.places import crs_intake, source_intake, topojson_intake
from desktop.places.source_intake import (
    DAMAGED,
    LARGEST,
    NO_AREA,
    AreasUnreadable,
    Damaged,
    Left,
    Points,
    Raw,
    Ring,
    Rings,
    Source,
    listed,
    position,
)
from desktop.places.words_intake import plain

__all__ = ["LARGEST", "parse", "read"]

_DEEPEST = 32
_GEOMETRIES = (
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon",
    "GeometryCollection",
)  # fmt: skip


def read(path: Path) -> Source:
    """Read a file; AreasUnreadable says in a sentence why not."""
    return parse(source_intake.content_of(path))


def parse(content: bytes) -> Source:
    """Read the bytes of a GeoJSON file, or of its cousin TopoJSON."""
    text, encoding = _decoded(content)
    try:
        top = json.loads(text, parse_constant=_no_number)
    except RecursionError:
        raise _not_geojson() from None
    except ValueError:
        raise AreasUnreadable(
            N_("This file is damaged or is not GeoJSON. Nothing was imported. Ask for it again.")
        ) from None
    if not isinstance(top, dict):
        raise _not_geojson()
    if top.get("type") == "Topology":
        return topojson_intake.source(top, encoding)
    return _source(top, encoding)


def _source(top: dict[str, Any], encoding: str) -> Source:
    features: list[Raw] = []
    left: list[Left] = []
    points = Points()
    for number, feature in enumerate(_features(top), start=1):
        given = feature.get("properties")
        properties = given if isinstance(given, dict) else {}
        try:
            polygons = list(_polygons(feature.get("geometry"), points, 0))
        except Damaged:
            left.append(Left(number, properties, DAMAGED))
            continue
        if polygons:
            features.append(Raw(properties, polygons, plain(feature.get("id")), number))
        else:
            left.append(Left(number, properties, NO_AREA))
    return source_intake.finished(
        features, left, declared=crs_intake.declared(top.get("crs")), encoding=encoding
    )


def _decoded(content: bytes) -> tuple[str, str]:
    """Return the text and how it was written; Latin-1 accepts anything, so it comes last."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), "utf-16"
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("latin-1"), "latin-1"


def _no_number(word: str) -> float:
    raise ValueError(word)


def _features(top: dict[str, Any]) -> list[Mapping[str, Any]]:
    """Return the features of any of the things a GeoJSON file may be."""
    kind = top.get("type")
    if kind == "FeatureCollection":
        inside = top.get("features")
        if not isinstance(inside, list):
            raise _not_geojson()
        return [feature if isinstance(feature, dict) else {} for feature in inside]
    if kind == "Feature":
        return [top]
    if kind == "GeometryCollection":
        inside = top.get("geometries")
        return [{"geometry": part} for part in inside] if isinstance(inside, list) else []
    if kind in _GEOMETRIES:
        return [{"geometry": top}]
    raise _not_geojson()


def _polygons(geometry: Any, points: Points, depth: int) -> Iterator[Rings]:
    """Yield the polygons of a geometry, those of collections within collections included."""
    if geometry is None:
        return
    if not isinstance(geometry, dict) or depth > _DEEPEST:
        raise Damaged
    kind, inside = geometry.get("type"), geometry.get("coordinates")
    if kind == "GeometryCollection":
        for part in listed(geometry.get("geometries")):
            yield from _polygons(part, points, depth + 1)
    elif kind == "Polygon":
        yield from _filled([inside], points)
    elif kind == "MultiPolygon":
        yield from _filled(listed(inside), points)
    elif kind not in _GEOMETRIES:
        raise Damaged


def _filled(polygons: Sequence[Any], points: Points) -> Iterator[Rings]:
    """Yield the polygons that are not empty; an empty one is allowed and says nothing."""
    for polygon in polygons:
        rings: list[Ring] = [
            source_intake.ring((position(one) for one in listed(ring)), points)
            for ring in listed(polygon)
        ]
        if rings:
            yield rings


def _not_geojson() -> AreasUnreadable:
    return AreasUnreadable(
        N_(
            "This is not a GeoJSON file of areas. Nothing was imported. "
            "In a mapping program, export the areas as GeoJSON."
        )
    )
