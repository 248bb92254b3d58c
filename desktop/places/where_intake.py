# SPDX-License-Identifier: GPL-3.0-or-later
"""Where on earth the areas of a file would lie, in words: nobody sees a wrong place from a shape.

A file read in the wrong system still looks like a city. What tells is where: outside our country
or far from everything that is here already is asked about before anything is written.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from desktop.core import i18n, packs
from desktop.core.i18n import _
from desktop.places.crs_intake import Box, Point

_DEGREE = 111.2  # kilometres
_FAR = 150.0  # kilometres between a file and all that is here, above which one asks


@dataclass(frozen=True, slots=True)
class Where:
    """The middle of the areas, how far they stretch, and what speaks against them."""

    centre: Point
    across: float
    up: float
    away: float | None = None
    outside: str = ""

    @property
    def doubtful(self) -> bool:
        """Whether somebody must say that they do lie there."""
        return bool(self.outside) or (self.away is not None and self.away > _FAR)


def where(shapes: Sequence[BaseGeometry], known: Iterable[Point]) -> Where:
    """Say where areas in longitude and latitude lie, beside the middles of the places known."""
    west, south, east, north = (float(edge) for edge in shapely.total_bounds(list(shapes)))
    middle = ((west + east) / 2, (south + north) / 2)
    wide = _DEGREE * math.cos(math.radians(middle[1]))
    gaps = [
        math.hypot(max(west - x, 0, x - east) * wide, max(south - y, 0, y - north) * _DEGREE)
        for x, y in known
    ]
    return Where(
        middle,
        (east - west) * wide,
        (north - south) * _DEGREE,
        min(gaps, default=None),
        _outside((west, south, east, north)),
    )


def home(known: Iterable[Point]) -> Point | None:
    """Return where this work is: the middle of its places, else of its country, else nothing."""
    points = list(known)
    if points:
        across, up = zip(*points, strict=True)
        return sum(across) / len(across), sum(up) / len(up)
    box = country_box()
    return ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) if box else None


def country_box() -> Box | None:
    """Return the box around the country in use; None when none is chosen."""
    code = packs.in_use()
    box = packs.read(code).facts.get("box") if code else None
    return (box[0], box[1], box[2], box[3]) if box else None


def point_words(point: Point) -> str:
    """Return a place on earth as people read it: 6.25° N, 75.57° W."""
    lon, lat = point
    north = _("{n}° N") if lat >= 0 else _("{n}° S")
    east = _("{n}° E") if lon >= 0 else _("{n}° W")
    return ", ".join(
        words.format(n=i18n.format_number(abs(value), 2))
        for words, value in ((north, lat), (east, lon))
    )


def words(found: Where) -> list[str]:
    """Tell where areas lie; what speaks against it comes last."""
    said = [
        _(
            "They would lie around {place}: {across} km from west to east, {up} km from south to "
            "north."
        ).format(place=point_words(found.centre), across=_km(found.across), up=_km(found.up))
    ]
    if found.outside:
        said.append(_("That is outside {country}.").format(country=found.outside))
    if found.away is not None and found.away > _FAR:
        said.append(
            _("That is {n} km from the nearest place that is here.").format(n=_km(found.away))
        )
    return said


def _km(value: float) -> str:
    return i18n.format_number(value, 0 if value >= 10 else 1)


def _outside(box: Box) -> str:
    """Return the country the areas reach out of, or ''."""
    country = country_box()
    if country is None:
        return ""
    inside = (
        country[0] <= box[0]
        and country[1] <= box[1]
        and box[2] <= country[2]
        and box[3] <= country[3]
    )
    return "" if inside else packs.read(packs.in_use()).name
