# SPDX-License-Identifier: GPL-3.0-or-later
"""Shapefiles: outlines in one file, their names in another, the coordinate system in a third.

The four parts travel together, zipped or side by side; without the table of names nothing is read.
It does not say which rings are holes of which: that is told by where they lie and which way round
they run. Names are decoded here, because many files claim UTF-8 and are not.
"""

import io
import struct
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapefile
import shapely
from shapely.geometry import Polygon

from desktop.core.i18n import N_
from desktop.places import crs_intake, source_intake
from desktop.places.source_intake import (
    DAMAGED,
    NO_AREA,
    AreasUnreadable,
    Damaged,
    Left,
    Points,
    Raw,
    Ring,
    Rings,
    Source,
)

PARTS = (".shp", ".dbf", ".prj", ".cpg")
_MAGIC = struct.pack(">i", 9994)
_AREAS = (5, 15, 25)  # polygons: flat, with heights, with measures
_NULL = 0
_FAULTS = (
    shapefile.ShapefileException, shapefile.dbfFileException, struct.error, ValueError, LookupError,
    TypeError, OSError, OverflowError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parts:
    """The contents of the files of one map; all but the outlines and the table may be missing."""

    shp: bytes
    dbf: bytes | None
    prj: bytes = b""
    cpg: bytes = b""


def read(path: Path) -> Source:
    """Read the map any of whose parts was chosen; the others lie beside it."""
    beside = {}
    for part in PARTS:
        found = _sibling(path, part)
        if found is not None:
            beside[part] = source_intake.content_of(found)
    if ".shp" not in beside:
        raise AreasUnreadable(
            N_(
                "The file with the outlines (.shp) is not beside this one. "
                "Copy all parts of the map into one folder. Nothing was imported."
            )
        )
    return parse(of(beside))


def of(contents: Mapping[str, bytes]) -> Parts:
    """Return the parts by their endings."""
    return Parts(
        contents[".shp"], contents.get(".dbf"), contents.get(".prj", b""), contents.get(".cpg", b"")
    )


def parse(parts: Parts) -> Source:
    """Read the parts of one map."""
    if parts.dbf is None:
        raise AreasUnreadable(
            N_(
                "The part with the names (.dbf) is missing. A shapefile is several files with one "
                "name: .shp, .dbf, .shx and .prj. Copy all of them, or ask for them as one zip. "
                "Nothing was imported."
            )
        )
    if parts.shp[:4] != _MAGIC or int.from_bytes(parts.shp[24:28]) * 2 != len(parts.shp):
        raise _broken()
    try:
        names, shapes, records = _tables(parts.shp, parts.dbf)
    except _FAULTS:
        raise _broken() from None
    if len(shapes) != len(records):
        raise AreasUnreadable(
            N_(
                "The outlines and the table of this shapefile do not belong together: one has more "
                "lines than the other. Nothing was imported. Ask for all its parts again."
            )
        )
    return _source(shapes, [_row(names, record) for record in records], parts)


def _tables(shp: bytes, dbf: bytes) -> tuple[list[str], list[Any], list[Any]]:
    """Return the names of the columns, the outlines and the lines of the table."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # they name what stands in the file, on the error output
        outlines = shapefile.Reader(shp=io.BytesIO(shp))
        table = shapefile.Reader(shp=None, dbf=io.BytesIO(dbf), encoding="latin-1")
        shapes = list(outlines.iterShapes())
        records = [table.record(number) for number in range(len(table))]
    return [field.name for field in table.data_fields], shapes, records


def _source(
    shapes: Sequence[Any], rows: Sequence[Mapping[str, Any] | None], parts: Parts
) -> Source:
    encoding = _encoding(rows, parts.cpg)
    points = Points()
    features: list[Raw] = []
    left: list[Left] = []
    for number, (shape, row) in enumerate(zip(shapes, rows, strict=True), start=1):
        if row is None:
            continue  # deleted in the table: nobody sees it in a mapping program either
        properties = {_text(name, encoding): _value(value, encoding) for name, value in row.items()}
        if shape.shapeType not in _AREAS:
            left.append(Left(number, properties, NO_AREA))
            continue
        try:
            polygons = list(_polygons(shape, points))
        except Damaged:
            left.append(Left(number, properties, DAMAGED))
            continue
        if polygons:
            features.append(Raw(properties, polygons, number=number))
        else:
            left.append(Left(number, properties, NO_AREA))
    return source_intake.finished(
        features,
        left,
        declared=crs_intake.of_wkt(parts.prj.decode("utf-8", errors="replace")),
        encoding=encoding,
    )


def _polygons(shape: Any, points: Points) -> Iterator[Rings]:
    """Yield the polygons of one shape: each outer ring with the holes that lie in it."""
    corners = shape.points
    starts = [*shape.parts, len(corners)]
    if starts != sorted(starts):
        raise Damaged
    rings = [
        source_intake.ring((corner[:2] for corner in corners[start:end]), points)
        for start, end in pairwise(starts)
        if end > start
    ]
    yield from ([one] for one in rings) if len(rings) == 1 else _nested(rings)


def _nested(rings: Sequence[Ring]) -> list[Rings]:
    """Tell holes from outer rings: a hole lies inside another ring and runs the other way round."""
    if not rings:
        return []
    flat = [Polygon(ring) for ring in rings]
    inner = shapely.point_on_surface(flat)
    turns = [shapely.is_ccw(one.exterior) for one in flat]
    around: dict[int, list[int]] = {}
    for inside, outside in shapely.STRtree(flat).query(inner, predicate="within").T.tolist():
        if inside != outside and flat[outside].area > flat[inside].area:
            around.setdefault(inside, []).append(outside)
    hole_of = {
        number: home
        for number, outer in around.items()
        if len(outer) % 2 and turns[home := min(outer, key=lambda n: flat[n].area)] != turns[number]
    }
    made: dict[int, list[Ring]] = {
        number: [ring] for number, ring in enumerate(rings) if number not in hole_of
    }
    for number, home in hole_of.items():
        made.setdefault(home, [rings[home]]).append(rings[number])
    return list(made.values())


def _row(names: Sequence[str], record: Any) -> dict[str, Any] | None:
    return None if record is None else dict(zip(names, record, strict=True))


def _encoding(rows: Sequence[Mapping[str, Any] | None], cpg: bytes) -> str:
    """Return how the words are written; what the file claims is tried first, never believed."""
    words = [
        value.encode("latin-1")
        for row in rows
        if row is not None
        for value in (*row.keys(), *row.values())
        if isinstance(value, str)
    ]
    claimed = cpg.decode("ascii", errors="ignore").strip().lower().replace("ansi ", "cp")
    for encoding in (f"cp{claimed}" if claimed.isdigit() else claimed, "utf-8"):
        try:
            if encoding and all(_decodes(word, encoding) for word in words):
                return encoding
        except LookupError:
            continue
    return "cp1252"


def _decodes(word: bytes, encoding: str) -> bool:
    """Whether bytes are words; a letter cut in two at the end of a full column is forgiven."""
    try:
        word.decode(encoding)
    except UnicodeDecodeError as fault:
        return fault.start >= len(word) - 3 and len(word) >= 10
    return True


def _text(value: str, encoding: str) -> str:
    return value.encode("latin-1").decode(encoding, errors="ignore").strip()


def _value(value: Any, encoding: str) -> Any:
    return _text(value, encoding) if isinstance(value, str) else value


def _sibling(path: Path, part: str) -> Path | None:
    """Return the file of the same name with another ending, however its letters are written."""
    try:
        return next(
            (
                one
                for one in sorted(path.parent.iterdir())
                if one.stem.casefold() == path.stem.casefold()
                and one.suffix.casefold() == part
                and one.is_file()
            ),
            None,
        )
    except OSError:
        return None


def _broken() -> AreasUnreadable:
    return AreasUnreadable(
        N_("This shapefile is damaged or cut off. Nothing was imported. Ask for it again.")
    )
