# SPDX-License-Identifier: GPL-3.0-or-later
"""The door for files of areas: one reader per format, one way on from there."""

from pathlib import Path

from desktop.places import geojson_intake
from desktop.places.areas_intake import (
    Area,
    AreasUnreadable,
    Choice,
    Prepared,
    Reading,
    Source,
    examine,
    notes,
    prepare,
    suggest,
)

__all__ = [
    "SUFFIXES",
    "Area",
    "AreasUnreadable",
    "Choice",
    "Prepared",
    "Reading",
    "Source",
    "examine",
    "notes",
    "prepare",
    "read",
    "suggest",
]

SUFFIXES = (".geojson", ".json")


def read(path: Path) -> Source:
    """Read a file of areas of any format known; AreasUnreadable in a sentence otherwise."""
    return geojson_intake.read(path)
