# SPDX-License-Identifier: GPL-3.0-or-later
"""Places written by hand: of any level, each lying in something larger than itself."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from desktop.core import records
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.i18n import N_
from desktop.core.work import Work
from desktop.places import spot_service
from desktop.places.model import Level, Place


def create(work: Work, values: Mapping[str, Any]) -> Place:
    """Write a place; without a level it is a sector."""
    work.may("create")
    made = {**values, "level": values.get("level") or Level.SECTOR.value}
    _require_order(work, made, None)
    return records.create(work, Place, made)


def amend(work: Work, place: Place, values: Mapping[str, Any]) -> Place:
    """Change a place; what it lies in stays larger than it, and it larger than what lies in it."""
    work.may("amend", place)
    work.may("amend", place)
    whole = {"level": place.level, "parent": place.parent, **values}
    _require_order(work, whole, place)
    return records.amend(work, place, values)


def inside(work: Work, place: str) -> list[spot_service.Spot]:
    """Return the places that lie directly in one, the larger levels first, then by name."""
    found = [spot for spot in spot_service.places(work) if spot.parent == place]
    return sorted(found, key=lambda spot: spot_service.rank(spot.level))


def path(work: Work, place: str) -> list[spot_service.Spot]:
    """Return what a place lies in, the largest first, itself left out."""
    known = {spot.id: spot for spot in spot_service.places(work)}
    found: list[spot_service.Spot] = []
    here = known.get(known[place].parent or "") if place in known else None
    while here is not None and here not in found:
        found.insert(0, here)
        here = known.get(here.parent or "")
    return found


def _require_order(work: Work, values: Mapping[str, Any], place: Place | None) -> None:
    """Refuse a parent that is no larger, and a level no larger than what lies in the place."""
    depth = spot_service.rank(str(values["level"]))
    if parent := values.get("parent"):
        above = records.get(work, Place, str(parent))
        if spot_service.rank(above.level) >= depth:
            raise InvalidRecord(
                {"parent": UserError(N_("Choose a place of a larger level than this one."))}
            )
    if place is None or place.level == values["level"]:
        return
    below = work.session.execute(
        sa.select(col(Place.level)).where(
            col(Place.parent) == place.id, col(Place.deleted_at).is_(None)
        )
    ).scalars()
    if any(spot_service.rank(level) <= depth for level in below):
        raise InvalidRecord(
            {"level": UserError(N_("Places lie in this one that are of this level, or larger."))}
        )
