# SPDX-License-Identifier: GPL-3.0-or-later
"""Places as lists and maps need them: one line each, outlines left where they are."""

import unicodedata
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from desktop.core.work import Work
from desktop.places.model import ORDER, Level, Place


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


def rank(level: str) -> int:
    """Return how deep a level stands: a country 0, a sector last."""
    return ORDER.index(level) if level in ORDER else len(ORDER)


def folded(text: str) -> str:
    """Return a word without accents, case and doubled spaces, to compare names by."""
    plain = unicodedata.normalize("NFKD", text)
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(bare.casefold().split())


def _spot(values: dict[str, Any]) -> Spot:
    return Spot(
        **values | {"name": values["name"] or "", "official_code": values["official_code"] or ""}
    )
