# SPDX-License-Identifier: GPL-3.0-or-later
"""Areas of a file kept as places: known ones get their new outline, and all can be taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import col

from desktop.core import records, removal
from desktop.core.errors import UserError
from desktop.core.fields import specs
from desktop.core.i18n import N_
from desktop.core.tables import models_of, new_id, table_of
from desktop.core.work import Work
from desktop.places import spot_service
from desktop.places.model import Border, Level, Origin, Place
from desktop.places.spot_service import folded

if TYPE_CHECKING:
    from desktop.places.areas_intake import Area

_LINKS = ("place", "sector")


class InUse(UserError):
    """Records name places of an import, and would point at nothing without them."""

    def __init__(self, n: int) -> None:
        super().__init__(
            N_(
                "Other records name these places ({n}), so the import is not taken back. "
                "Nothing was changed."
            ),
            n=n,
        )


class ChangedSince(UserError):
    """Somebody has worked on places of this import."""

    def __init__(self, n: int) -> None:
        super().__init__(
            N_(
                "Some of these places were changed after the import ({n} in all), so it is not "
                "taken back. Nothing was changed."
            ),
            n=n,
        )


@dataclass(frozen=True, slots=True)
class Census:
    """Whose count of people a file brings, and of which year."""

    year: int | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import of areas did; ``ids`` stand in the order of the areas.

    ``touched`` holds the known places it changed, with the revision it left them at.
    """

    ids: tuple[str, ...]
    created: int
    updated: int
    batch: str = ""
    touched: Mapping[str, int] = field(default_factory=dict)
    adopted: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """An import whose places are still here."""

    id: str
    level: str
    count: int
    at: datetime


def import_areas(
    work: Work,
    areas: Iterable["Area"],
    parents: Mapping[str, str] | None = None,
    *,
    under: str | None = None,
    level: str = Level.SECTOR,
    import_id: str | None = None,
    census: Census | None = None,
    contained: bool = False,
) -> Imported:
    """Keep areas of a file as places; one that is known already gets its new outline.

    ``parents`` maps the parent's word in the file to a place's id (see ``parents_for``);
    ``under`` is the parent of all others, unless ``contained`` finds by their outlines which known
    place they lie in. ``matching_service`` tells how a known area is recognised.
    """
    from desktop.places import containment_service, matching_service  # shapely, on first use

    work.may("import")
    batch = import_id or new_id()
    drawn = list(areas)
    homes = containment_service.homes(work, drawn, level) if contained else {}
    known = matching_service.Known(work, level)
    ids: list[str] = []
    fresh: list[dict[str, Any]] = []
    touched: dict[str, int] = {}
    for number, area in enumerate(drawn):
        parent = (parents or {}).get(area.parent) or homes.get(number) or under
        values = _values(area, level, parent, census)
        held = known.match(area, parent)
        identity = held or new_id()
        if held is None:
            fresh.append(values | {"id": identity})
        elif revision := _renew(work, held, values):
            touched[held] = revision
        ids.append(identity)
    updated = len(ids) - len(fresh)
    records.create_many(work, Place, fresh, import_id=batch)
    adopted = containment_service.adopt(work, dict(zip(ids, drawn, strict=True)), level)
    return Imported(tuple(ids), len(fresh), updated, batch, {**touched, **adopted}, len(adopted))


def parents_for(
    work: Work, words: Iterable[str], *, level: str = Level.DISTRICT, under: str | None = None
) -> dict[str, str]:
    """Return the place of a level for each word, made where there is none yet."""
    known = {folded(spot.name): spot.id for spot in spot_service.places(work, level)}
    found: dict[str, str] = {}
    for word in dict.fromkeys(words):
        if not word:
            continue
        if folded(word) not in known:
            values = {"level": level, "name": word, "parent": under}
            known[folded(word)] = records.create(work, Place, values).id
        found[word] = known[folded(word)]
    return found


def batches(work: Work) -> list[Batch]:
    """Return the imports whose places are here, the latest first."""
    work.may("import")
    rows = work.session.execute(
        sa.select(
            col(Place.import_id),
            sa.func.min(Place.level),
            sa.func.count(),
            sa.func.min(Place.created_at),
        )
        .where(col(Place.import_id).is_not(None), col(Place.deleted_at).is_(None))
        .group_by(col(Place.import_id))
        .order_by(sa.func.min(Place.row).desc())
    )
    return [Batch(*row) for row in rows if row[0]]


def undo(work: Work, batch: str, touched: Mapping[str, int] | None = None) -> int:
    """Take back an import: its places leave, and those it changed are as they were before.

    Refused while a record names one of the places, or when somebody has worked on them since.
    ``touched`` is known to the page that imported; an older import gives back only what it made.
    """
    work.may("import")
    made = list(
        work.session.execute(
            sa.select(col(Place.id)).where(
                col(Place.import_id) == batch, col(Place.deleted_at).is_(None)
            )
        ).scalars()
    )
    changed = removal.changed_since(work, Place, batch)
    back = [records.get(work, Place, identity) for identity in touched or {}]
    changed += sum(place.rev != (touched or {})[place.id] for place in back)
    if changed:
        raise ChangedSince(changed)
    for place in back:
        records.undo(work, place)
    if named := _naming(work, made):
        raise InUse(named)
    _drop_lines(work, set(made))
    return removal.remove_import(work, Place, batch)


def _renew(work: Work, identity: str, values: Mapping[str, Any]) -> int:
    """Give a known place its new outline and what it lacked; its revision if that changed it."""
    place = records.get(work, Place, identity)
    news = {
        name: values[name]
        for name in ("geometry", "lon", "lat", "population", "population_year", "population_source")
        if name in values
    }
    for name in ("official_code", "parent", "name"):
        if values[name] and not getattr(place, name):
            news[name] = values[name]
    before = place.rev
    records.amend(work, place, news)
    return place.rev if place.rev != before else 0


def _naming(work: Work, ids: list[str]) -> int:
    """Count the records of the store that name one of these places, the places themselves apart."""
    wanted, found = set(ids), 0
    for model in models_of(work.store):
        table = table_of(model)
        for spec in specs(model.draft):
            if spec.about.link not in _LINKS:
                continue
            where: list[sa.ColumnElement[bool]] = [
                table.c.deleted_at.is_(None),
                table.c[spec.name].is_not(None),
            ]
            if model is Border:
                where.append(table.c.origin != Origin.DERIVED.value)
            if model is Place:
                where.append(table.c.id.not_in(ids))
            values = work.session.execute(sa.select(table.c[spec.name]).where(*where)).scalars()
            found += sum(
                not wanted.isdisjoint(value if isinstance(value, list) else (value,))
                for value in values
            )
    return found


def _drop_lines(work: Work, gone: set[str]) -> None:
    """Remove the lines that were found between places that leave."""
    held = work.session.execute(
        sa.select(Border).where(
            col(Border.deleted_at).is_(None), col(Border.origin) == Origin.DERIVED
        )
    ).scalars()
    for border in [one for one in held if one.a in gone or one.b in gone]:
        records.remove(work, border)


def _values(area: "Area", level: str, parent: str | None, census: Census | None) -> dict[str, Any]:
    from desktop.places import areas_intake  # shapely is loaded on first use only

    lon, lat = areas_intake.centre(area.geometry)
    values = {
        "level": str(level),
        "name": area.name or None,
        "parent": parent,
        "official_code": area.official_code or None,
        "geometry": areas_intake.text(area.geometry),
        "lon": lon,
        "lat": lat,
    }
    if area.population is None:
        return values
    counted = census or Census()
    return values | {
        "population": area.population,
        "population_year": counted.year,
        "population_source": counted.source,
    }
