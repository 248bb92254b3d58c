# SPDX-License-Identifier: GPL-3.0-or-later
"""Places: sectors and what they lie in, their names, their population.

Borders and patterns have files of their own; their verbs can be called from here.
"""

from desktop.core import listing
from desktop.core.work import Work
from desktop.places.border_service import (
    BorderNow,
    borders,
    changed_between,
    confirm,
    set_status,
    status_on,
    statuses,
)
from desktop.places.import_service import Imported, import_areas, parents_for
from desktop.places.model import Level, Place
from desktop.places.pattern_service import pattern_history, patterns, set_pattern
from desktop.places.spot_service import Spot, folded, outlines, places

__all__ = [
    "BorderNow",
    "Imported",
    "Spot",
    "above",
    "borders",
    "changed_between",
    "confirm",
    "district_of",
    "find",
    "folded",
    "import_areas",
    "municipality_of",
    "names",
    "outlines",
    "parents_for",
    "pattern_history",
    "patterns",
    "places",
    "population",
    "region_of",
    "sector_by_name",
    "sectors",
    "set_pattern",
    "set_status",
    "status_on",
    "statuses",
]

_UP = 8  # levels a chain of parents may have


def sectors(work: Work) -> list[Spot]:
    """Return every sector, by name; those without a name last."""
    return places(work, Level.SECTOR)


def names(work: Work) -> dict[str, str]:
    """Return the name, or code, of every place by its id."""
    return {spot.id: spot.label for spot in places(work)}


def sector_by_name(work: Work, text: str) -> str | None:
    """Return the one sector a word means: its name, official code or code; None when unsure."""
    wanted = folded(text)
    known = sectors(work)
    for kind in ("code", "official_code", "name"):
        found = [spot.id for spot in known if wanted and folded(getattr(spot, kind)) == wanted]
        if len(found) == 1:
            return found[0]
    return None


def above(work: Work, level: str) -> dict[str, str]:
    """Return for every place the id of the place of a level it lies in, itself included."""
    known = {spot.id: spot for spot in places(work)}
    found = {}
    for identity, spot in known.items():
        here: Spot | None = spot
        for _step in range(_UP):
            if here is None or here.level == level:
                break
            here = known.get(here.parent or "")
        if here is not None and here.level == level:
            found[identity] = here.id
    return found


def district_of(work: Work) -> dict[str, str]:
    """Return the district each place lies in."""
    return above(work, Level.DISTRICT)


def municipality_of(work: Work) -> dict[str, str]:
    """Return the municipality each place lies in."""
    return above(work, Level.MUNICIPALITY)


def region_of(work: Work) -> dict[str, str]:
    """Return the state or department each place lies in."""
    return above(work, Level.REGION)


def population(work: Work) -> dict[str, int]:
    """Return the known population of places by id."""
    return {spot.id: spot.population for spot in places(work) if spot.population is not None}


def find(work: Work, text: str, most: int = 8) -> list[tuple[str, str]]:
    """Return (id, words) of sectors a search means."""
    table = Place.__table__  # type: ignore[attr-defined]
    sectors_only = table.c.level == Level.SECTOR.value
    keys = listing.snapshot(work, Place, where=(sectors_only,), text=text)[:most]
    columns = (table.c.id, table.c.code, table.c.name)
    rows = listing.page(work, table, table.c.row, columns, keys)
    return [(identity, f"{code} {name or ''}".strip()) for identity, code, name in rows]
