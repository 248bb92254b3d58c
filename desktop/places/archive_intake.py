# SPDX-License-Identifier: GPL-3.0-or-later
"""A zip with one map in it, read in memory: nothing of it is ever unpacked to the disk.

A zip tells how large its files are, and may lie: reading stops at the limit whatever it says.
"""

import io
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from desktop.core.i18n import N_
from desktop.places import geojson_intake, shapefile_intake, source_intake
from desktop.places.source_intake import LARGEST, AreasUnreadable, Source

_MOST_FILES = 2_000
_JSON = (".geojson", ".json", ".topojson")
_FAULTS = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError,
    RuntimeError, ValueError, OSError,
)  # fmt: skip


def read(path: Path) -> Source:
    """Read the one map a zip holds."""
    return parse(source_intake.content_of(path))


def parse(content: bytes) -> Source:
    """Read the bytes of a zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            name, parts = _chosen(archive)
            contents = _contents(archive, parts)
    except _FAULTS:
        raise AreasUnreadable(
            N_(
                "This zip is damaged or locked with a password. Unpack it yourself and choose the "
                "file of areas in it. Nothing was imported."
            )
        ) from None
    if name in _JSON:
        return geojson_intake.parse(contents[name])
    return shapefile_intake.parse(shapefile_intake.of(contents))


def _chosen(archive: zipfile.ZipFile) -> tuple[str, dict[str, zipfile.ZipInfo]]:
    """Return the kind of the only map in a zip, and its parts by their endings."""
    files = [one for one in archive.infolist() if not one.is_dir() and _ours(one.filename)]
    if len(files) > _MOST_FILES:
        raise source_intake.too_large()
    maps = [one for one in files if _ending(one.filename) in (".shp", *_JSON)]
    if not maps:
        raise AreasUnreadable(
            N_(
                "There is no map in this zip that can be read: no .shp, no .geojson, no .topojson. "
                "Nothing was imported."
            )
        )
    if len(maps) > 1:
        raise AreasUnreadable(
            N_(
                "This zip holds {n} maps. Unpack it and choose the one you need. "
                "Nothing was imported."
            ),
            n=len(maps),
        )
    (chosen,) = maps
    stem = _stem(chosen.filename)
    parts = {_ending(one.filename): one for one in files if _stem(one.filename) == stem}
    kind = _ending(chosen.filename)
    wanted = (kind,) if kind in _JSON else shapefile_intake.PARTS
    return kind, {ending: one for ending, one in parts.items() if ending in wanted}


def _contents(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> dict[str, bytes]:
    room = LARGEST
    contents = {}
    for ending, one in parts.items():
        with archive.open(one) as file:
            contents[ending] = file.read(room + 1)
        room -= len(contents[ending])
        if room < 0:
            raise source_intake.too_large()
    return contents


def _ours(name: str) -> bool:
    path = PurePosixPath(name)
    return "__MACOSX" not in path.parts and not path.name.startswith(".")


def _stem(name: str) -> str:
    return str(PurePosixPath(name).with_suffix("")).casefold()


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.casefold()
