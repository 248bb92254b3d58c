# SPDX-License-Identifier: GPL-3.0-or-later
"""Picture tiles of an MBTiles file: read once, cut to where the work is, packed into one content.

The file is somebody else's: it is opened to read only, its schema is not trusted, no question to
it may run for ever, and what its tiles are is told from their bytes.
"""

import math
import sqlite3
import struct
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from desktop.core import db
from desktop.core.errors import UserError
from desktop.core.i18n import N_

MOST_BYTES = 32 * 1024 * 1024
MOST_TILES = 20_000
LARGEST_TILE = 1024 * 1024
DEEPEST = 22
_HIGHEST = 85.0511287798066
_MAGIC = b"VEREDA tiles 1\n"
_ENTRY = struct.Struct("<BIIQI")
_PATIENCE, _TURNS = 100_000, 4_000  # steps of the database machine, and how often they are granted
Box = tuple[float, float, float, float]
"""West, south, east and north in degrees."""


class NotTiles(UserError):
    """No MBTiles file, or one that is damaged."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This is no tile file (MBTiles), or it is damaged. Nothing was kept. Get it again, "
                "or save it anew from the program that made it."
            )
        )


class VectorTiles(UserError):
    """Tiles that are no pictures."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This file holds tiles that are not PNG or JPEG pictures (vector tiles, for "
                "example), and they cannot be shown. Nothing was kept. Ask for the same map as "
                "raster tiles in PNG or JPEG."
            )
        )


class TilesElsewhere(UserError):
    """Tiles of another part of the world."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This file has no pictures of the area of your sectors, so nothing was kept. "
                "Choose the file of your city."
            )
        )


@dataclass(frozen=True, slots=True)
class Cut:
    """What was cut out of a file: the packed content and what is said of it."""

    content: bytes
    title: str
    credit: str
    box: Box
    tiles: int
    deepest: int
    left_out: bool
    """Whether finer pictures were left in the file because they would take too much room."""


def cut(path: Path, box: Box | None = None) -> Cut:
    """Take the tiles of an area out of a file; without an area those of all of it."""
    try:
        with closing(db.foreign(path)) as source:
            return _cut(source, box)
    except (sqlite3.Error, OSError, ValueError, OverflowError):
        raise NotTiles from None


class Pack:
    """Tiles by zoom, column and row (from the north), read from a packed content."""

    def __init__(self, content: bytes) -> None:
        if not content.startswith(_MAGIC) or len(content) < len(_MAGIC) + 4:
            raise NotTiles
        (count,) = struct.unpack_from("<I", content, len(_MAGIC))
        start = len(_MAGIC) + 4
        self._content = content
        self._index = {
            (z, x, y): (offset, size)
            for z, x, y, offset, size in _ENTRY.iter_unpack(
                content[start : start + count * _ENTRY.size]
            )
        }
        self.zooms = sorted({z for z, _x, _y in self._index})

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """Return the picture of a tile, or None where there is none."""
        found = self._index.get((z, x, y))
        return None if found is None else self._content[found[0] : sum(found)]


def _cut(source: sqlite3.Connection, box: Box | None) -> Cut:
    granted = iter(range(_TURNS))
    source.set_progress_handler(lambda: next(granted, None) is None, _PATIENCE)
    source.execute("PRAGMA trusted_schema = OFF")
    told = {str(name): str(value) for name, value in source.execute(
        "SELECT name, value FROM metadata LIMIT 200")}  # fmt: skip
    if told.get("format", "").casefold() in ("pbf", "mvt", "webp"):
        raise VectorTiles
    lowest, deepest = source.execute(
        "SELECT min(zoom_level), max(zoom_level) FROM tiles"
    ).fetchone()
    if not isinstance(lowest, int) or not isinstance(deepest, int):
        raise NotTiles
    area = _grown(box) if box else _bounds(told.get("bounds", ""))
    found: dict[tuple[int, int, int], bytes] = {}
    size, last, left_out = 0, -1, False
    for z in range(max(lowest, 0), min(deepest, DEEPEST) + 1):
        level = _level(source, z, area, MOST_BYTES - size, MOST_TILES - len(found))
        if level is None:
            left_out = True
            break
        size += sum(map(len, level.values()))
        found |= level
        last = z if level else last
    if not found:
        raise VectorTiles if _odd(source) else TilesElsewhere
    title = told.get("name", "")[:80] or "MBTiles"
    credit = _plain(told.get("attribution", ""))[:200]
    return Cut(_packed(found), title, credit, area, len(found), last, left_out)


def _level(
    source: sqlite3.Connection, z: int, area: Box, room: int, most: int
) -> dict[tuple[int, int, int], bytes] | None:
    """Return the pictures of one zoom; None when they would take more than the room left."""
    west, north = tile_of(area[0], area[3], z)
    east, south = tile_of(area[2], area[1], z)
    rows = source.execute(
        "SELECT tile_column, tile_row, tile_data FROM tiles WHERE zoom_level = ? "
        "AND tile_column BETWEEN ? AND ? AND tile_row BETWEEN ? AND ? LIMIT ?",
        (z, west, east, 2**z - 1 - south, 2**z - 1 - north, most + 1),
    )
    found: dict[tuple[int, int, int], bytes] = {}
    for column, row, data in rows:
        if isinstance(data, bytes) and len(data) <= LARGEST_TILE and is_picture(data):
            found[z, int(column), 2**z - 1 - int(row)] = data
            room -= len(data)
        if room < 0 or len(found) > most:
            return None
    return found


def _odd(source: sqlite3.Connection) -> bool:
    """Tell whether the file has tiles that are no pictures at all."""
    held = source.execute("SELECT tile_data FROM tiles LIMIT 1").fetchone()
    return held is not None and not (isinstance(held[0], bytes) and is_picture(held[0]))


def is_picture(data: bytes) -> bool:
    """Tell a PNG or JPEG by its first bytes."""
    return data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"))


def tile_of(lon: float, lat: float, z: int) -> tuple[int, int]:
    """Return column and row (from the north) of the tile a point lies in."""
    side = 2**z
    north = math.radians(max(-_HIGHEST, min(_HIGHEST, lat)))
    x = math.floor((lon + 180) / 360 * side)
    y = math.floor((1 - math.asinh(math.tan(north)) / math.pi) / 2 * side)
    return max(0, min(side - 1, x)), max(0, min(side - 1, y))


def _packed(found: dict[tuple[int, int, int], bytes]) -> bytes:
    at = len(_MAGIC) + 4 + len(found) * _ENTRY.size
    head = [_MAGIC, struct.pack("<I", len(found))]
    for (z, x, y), data in found.items():
        head.append(_ENTRY.pack(z, x, y, at, len(data)))
        at += len(data)
    return b"".join([*head, *found.values()])


def _grown(box: Box) -> Box:
    """Return a box with a margin, so that what lies around the sectors is seen too."""
    west, south, east, north = box
    wide, high = max(east - west, 0.01) * 0.15, max(north - south, 0.01) * 0.15
    return (
        max(west - wide, -180.0),
        max(south - high, -_HIGHEST),
        min(east + wide, 180.0),
        min(north + high, _HIGHEST),
    )


def _bounds(text: str) -> Box:
    parts = [float(part) for part in text.split(",")] if text else []
    if len(parts) != 4 or not all(map(math.isfinite, parts)):
        return -180.0, -_HIGHEST, 180.0, _HIGHEST
    west, south, east, north = parts
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        return -180.0, -_HIGHEST, 180.0, _HIGHEST
    return west, south, east, north


def _plain(text: str) -> str:
    """Return a line of words without the mark-up of web pages."""
    kept, inside = [], False
    for sign in text:
        inside = sign == "<" or (inside and sign != ">")
        if not inside and sign != ">":
            kept.append(sign if sign.isprintable() else " ")
    return " ".join("".join(kept).split())
