# SPDX-License-Identifier: GPL-3.0-or-later
"""Places: sectors and what they lie in, their names, their population.

Borders and patterns have files of their own; their verbs can be called from here.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import col

from desktop.core import listing, records
from desktop.core.tables import new_id
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
from desktop.places.model import Level, Place
from desktop.places.pattern_service import pattern_history, patterns, set_pattern

if TYPE_CHECKING:
    from desktop.places.areas_intake import Area

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


@dataclass(frozen=True, slots=True)
class Spot:
    """What lists, maps and other rooms need of a place."""

    row: int
    id: str
    code: str
    level: str
    name: str
    parent: str | None
    official_code: str
    population: int | None
    population_year: int | None
    lon: float | None
    lat: float | None

    @property
    def label(self) -> str:
        """The name people use; the code where there is none."""
        return self.name or self.code


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import of areas did; ``ids`` stand in the order of the areas."""

    ids: tuple[str, ...]
    created: int
    updated: int


def places(work: Work, level: str = "") -> list[Spot]:
    """Return the places of a level, or all, by name; outlines are left where they are."""
    work.may("read")
    names = [name for name in Spot.__dataclass_fields__ if name != "label"]
    query = sa.select(*(getattr(Place, name) for name in names)).where(
        col(Place.deleted_at).is_(None)
    )
    if level:
        query = query.where(col(Place.level) == level)
    spots = [_spot(dict(zip(names, row, strict=True))) for row in work.session.execute(query)]
    return sorted(spots, key=lambda spot: (not spot.name, folded(spot.label)))


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


def outlines(work: Work, level: str = Level.SECTOR) -> dict[str, str]:
    """Return the outline of every place of a level as GeoJSON text, by id."""
    work.may("read")
    rows = work.session.execute(
        sa.select(col(Place.id), col(Place.geometry)).where(
            col(Place.deleted_at).is_(None),
            col(Place.level) == level,
            col(Place.geometry).is_not(None),
        )
    )
    return {identity: text for identity, text in rows if text}


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


def import_areas(
    work: Work,
    areas: Iterable["Area"],
    parents: Mapping[str, str] | None = None,
    *,
    under: str | None = None,
    level: str = Level.SECTOR,
    import_id: str | None = None,
) -> Imported:
    """Keep areas of a file as places; one that is known already gets its new outline.

    ``parents`` maps the parent's word in the file to a place's id (see ``parents_for``);
    ``under`` is the parent of all others. An area is known by its official code, or, without one,
    by its name within the same parent.
    """
    work.may("import")
    batch = import_id or new_id()
    known = {_identity(_told_by(spot)): spot.id for spot in places(work, level)}
    ids: list[str] = []
    fresh: list[dict[str, Any]] = []
    for area in areas:
        parent = (parents or {}).get(area.parent, under)
        values = _values(area, level, parent)
        held = known.get(_identity(values)) if _identity(values) else None
        if held is None:
            identity = new_id()
            fresh.append(values | {"id": identity})
        else:
            identity = held
            news = ("geometry", "lon", "lat", "population")
            outline = {name: values[name] for name in news if name in values}
            records.amend(work, records.get(work, Place, identity), outline)
        ids.append(identity)
    records.create_many(work, Place, fresh, import_id=batch)
    return Imported(tuple(ids), len(fresh), len(ids) - len(fresh))


def parents_for(
    work: Work, words: Iterable[str], *, level: str = Level.DISTRICT, under: str | None = None
) -> dict[str, str]:
    """Return the place of a level for each word, made where there is none yet."""
    known = {folded(spot.name): spot.id for spot in places(work, level)}
    found: dict[str, str] = {}
    for word in dict.fromkeys(words):
        if not word:
            continue
        if folded(word) not in known:
            values = {"level": level, "name": word, "parent": under}
            known[folded(word)] = records.create(work, Place, values).id
        found[word] = known[folded(word)]
    return found


def folded(text: str) -> str:
    """Return a word without accents, case and doubled spaces, to compare names by."""
    plain = unicodedata.normalize("NFKD", text)
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(bare.casefold().split())


def find(work: Work, text: str, most: int = 8) -> list[tuple[str, str]]:
    """Return (id, words) of sectors a search means."""
    table = Place.__table__  # type: ignore[attr-defined]
    sectors_only = table.c.level == Level.SECTOR.value
    keys = listing.snapshot(work, Place, where=(sectors_only,), text=text)[:most]
    columns = (table.c.id, table.c.code, table.c.name)
    rows = listing.page(work, table, table.c.row, columns, keys)
    return [(identity, f"{code} {name or ''}".strip()) for identity, code, name in rows]


def _told_by(spot: Spot) -> dict[str, Any]:
    """Return the values of a place that tell whether an area is the same."""
    return {"official_code": spot.official_code, "name": spot.name, "parent": spot.parent}


def _spot(values: dict[str, Any]) -> Spot:
    return Spot(
        **values | {"name": values["name"] or "", "official_code": values["official_code"] or ""}
    )


def _identity(values: Mapping[str, Any]) -> tuple[str, ...] | None:
    """Return what an area is known by, or None when nothing tells it from others."""
    if values["official_code"]:
        return "code", str(values["official_code"])
    if values["name"]:
        return "name", folded(str(values["name"])), str(values["parent"] or "")
    return None


def _values(area: "Area", level: str, parent: str | None) -> dict[str, Any]:
    from desktop.places import areas_intake  # shapely is loaded on first use only

    lon, lat = areas_intake.centre(area.geometry)
    return {
        "level": str(level),
        "name": area.name or None,
        "parent": parent,
        "official_code": area.official_code or None,
        "geometry": areas_intake.text(area.geometry),
        "lon": lon,
        "lat": lat,
    } | ({} if area.population is None else {"population": area.population})
