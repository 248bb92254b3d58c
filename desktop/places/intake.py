# SPDX-License-Identifier: GPL-3.0-or-later
"""The door for files of areas: one reader per format, one way on from there."""

from pathlib import Path

from desktop.places import archive_intake, geojson_intake, shapefile_intake
from desktop.places.areas_intake import (
    Area,
    Choice,
    Prepared,
    Reading,
    examine,
    prepare,
    suggest,
)
from desktop.places.notes_intake import Remark, notes, remarks
from desktop.places.source_intake import AreasUnreadable, Source

__all__ = [
    "SUFFIXES",
    "Area",
    "AreasUnreadable",
    "Choice",
    "Prepared",
    "Reading",
    "Remark",
    "Source",
    "examine",
    "notes",
    "prepare",
    "read",
    "remarks",
    "suggest",
]

SUFFIXES = (".geojson", ".json", ".topojson", ".zip", ".shp")
_SHAPEFILE = (".shp", ".dbf", ".shx", ".prj", ".cpg", ".sbn", ".sbx")


def read(path: Path) -> Source:
    """Read a file of areas of any format known; AreasUnreadable in a sentence otherwise."""
    ending = path.suffix.casefold()
    if ending in _SHAPEFILE:
        return shapefile_intake.read(path)
    if ending == ".zip":
        return archive_intake.read(path)
    return geojson_intake.read(path)
