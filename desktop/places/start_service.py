# SPDX-License-Identifier: GPL-3.0-or-later
"""Where an empty map begins: at what is known of the city, or where somebody said it lies."""

import re
from typing import TYPE_CHECKING

from desktop.core import journal, settings
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.work import Work
from desktop.places import projection_service, service
from desktop.places.model import Level

if TYPE_CHECKING:
    from desktop.core.tiles import Box

_NAME = "map_start"
_AROUND = 0.03  # degrees to each side: some three kilometres
_PLAIN = re.compile(r"^\s*([+-]?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*$")
_COMMAS = re.compile(r"^\s*([+-]?\d{1,3}(?:,\d+)?)\s*[;\s]\s*([+-]?\d{1,3}(?:,\d+)?)\s*$")


class NoPlace(UserError):
    """Words that are no latitude and longitude."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "These are not a latitude and a longitude. Write both in degrees, the latitude "
                "first, such as 4.60 -74.08. Any telephone shows them for where you stand."
            )
        )


def box(work: Work) -> "Box | None":
    """Return the box an empty map begins with, in degrees; None where nothing is known."""
    for level in (Level.DISTRICT, Level.MUNICIPALITY, Level.REGION):
        rings = [
            ring
            for text in service.outlines(work, level).values()
            for ring in projection_service.rings(text)
        ]
        if rings:
            points = [projection_service.degrees(*point) for ring in rings for point in ring]
            across, up = zip(*points, strict=True)
            return min(across), min(up), max(across), max(up)
    held = settings.read(work, _NAME)
    if held is None:
        return None
    lon, lat = held
    return lon - _AROUND, lat - _AROUND, lon + _AROUND, lat + _AROUND


def begin(work: Work, text: str) -> None:
    """Keep where the map begins, as it was written: latitude and longitude."""
    work.may("amend")
    settings.write(work, _NAME, read(text))
    journal.write(work, "settings", "")


def read(text: str) -> tuple[float, float]:
    """Return longitude and latitude of two numbers, written with points or with commas."""
    found = _PLAIN.match(text) or _COMMAS.match(text)
    if found is None:
        raise NoPlace
    lat, lon = (float(part.replace(",", ".")) for part in found.groups())
    if abs(lat) > 84 or abs(lon) > 180:
        raise NoPlace
    return lon, lat
