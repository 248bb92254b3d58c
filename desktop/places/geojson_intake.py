# SPDX-License-Identifier: GPL-3.0-or-later
"""GeoJSON (RFC 7946, and the older files with a ``crs`` member) read into a ``Source``.

A damaged feature is left out and counted; a damaged file is refused with a sentence. Files are
written by many hands: a byte-order mark, Latin-1, open rings, a third coordinate, collections
within collections and features without a name are all read.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from desktop.core.i18n import N_
from desktop.places import crs_intake
from desktop.places.areas_intake import AreasUnreadable, Raw, Ring, Rings, Source, plain

LARGEST = 200 * 1024 * 1024
_DEEPEST = 32
_FARTHEST = 1e9  # no system of the earth counts so many metres
_GEOMETRIES = (
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon",
    "GeometryCollection",
)  # fmt: skip


class _Damaged(Exception):
    """One feature's outline cannot be read."""


def read(path: Path) -> Source:
    """Read a file; AreasUnreadable says in a sentence why not."""
    try:
        if path.stat().st_size > LARGEST:
            raise AreasUnreadable(
                N_(
                    "This file is larger than 200 MB. Ask for one with simpler outlines, or only "
                    "your municipality. Nothing was imported."
                )
            )
        content = path.read_bytes()
    except OSError:
        raise AreasUnreadable(
            N_("This file could not be opened. Check that it is still there.")
        ) from None
    return parse(content)


def parse(content: bytes) -> Source:
    """Read the bytes of a GeoJSON file."""
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
    return _source(top, encoding)


def _source(top: dict[str, Any], encoding: str) -> Source:
    features: list[Raw] = []
    without_area = damaged = 0
    for feature in _features(top):
        try:
            polygons = list(_polygons(_geometry(feature), 0))
        except _Damaged:
            damaged += 1
            continue
        if not polygons:
            without_area += 1
            continue
        properties = feature.get("properties")
        found = properties if isinstance(properties, dict) else {}
        features.append(Raw(found, polygons, plain(feature.get("id"))))
    if not features:
        raise AreasUnreadable(
            N_(
                "There is no area in this file, only points, lines or damaged outlines. "
                "Nothing was imported. Choose a file with polygons."
            )
        )
    return Source(
        features=features,
        declared=crs_intake.declared(top.get("crs")),
        without_area=without_area,
        damaged=damaged,
        encoding=encoding,
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


def _geometry(feature: Mapping[str, Any]) -> Any:
    return feature.get("geometry")


def _polygons(geometry: Any, depth: int) -> Iterator[Rings]:
    """Yield the polygons of a geometry, those of collections within collections included."""
    if geometry is None:
        return
    if not isinstance(geometry, dict) or depth > _DEEPEST:
        raise _Damaged
    kind, inside = geometry.get("type"), geometry.get("coordinates")
    if kind == "GeometryCollection":
        for part in _list(geometry.get("geometries")):
            yield from _polygons(part, depth + 1)
    elif kind == "Polygon":
        yield from _filled([inside])
    elif kind == "MultiPolygon":
        yield from _filled(_list(inside))
    elif kind not in _GEOMETRIES:
        raise _Damaged


def _filled(polygons: Sequence[Any]) -> Iterator[Rings]:
    """Yield the polygons that are not empty; an empty one is allowed and says nothing."""
    for polygon in polygons:
        rings = [_ring(ring) for ring in _list(polygon)]
        if rings:
            yield rings


def _ring(value: Any) -> Ring:
    ring = [_position(position) for position in _list(value)]
    if len(set(ring)) < 3:
        raise _Damaged
    return ring


def _position(value: Any) -> tuple[float, float]:
    """Return the first two numbers; heights and measures are left out."""
    if not isinstance(value, list) or len(value) < 2:
        raise _Damaged
    x, y = value[0], value[1]
    if isinstance(x, bool) or isinstance(y, bool):
        raise _Damaged
    try:
        x, y = float(x), float(y)
    except (TypeError, ValueError, OverflowError):
        raise _Damaged from None
    if not (abs(x) <= _FARTHEST and abs(y) <= _FARTHEST):  # not-a-number included
        raise _Damaged
    return x, y


def _list(value: Any) -> Sequence[Any]:
    if not isinstance(value, list):
        raise _Damaged
    return value


def _not_geojson() -> AreasUnreadable:
    return AreasUnreadable(
        N_(
            "This is not a GeoJSON file of areas. Nothing was imported. "
            "In a mapping program, export the areas as GeoJSON."
        )
    )
