# SPDX-License-Identifier: GPL-3.0-or-later
"""Points of incidents: by reason only, coarse before they are written, never of a protected one."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import col, select

from desktop.core import dates, erasure, records
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.incidents.model import Incident
from desktop.incidents.point_model import IncidentPoint

_TABLE = table_of(IncidentPoint)
STEPS = {"exact": 0.00001, "block": 0.001, "neighbourhood": 0.005}
"""Degrees a point is rounded to: about a metre, a hundred, five hundred; coarser is the sector."""


class TooCoarse(UserError):
    """A precision at which the sector says as much as a point."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "At this precision the sector says as much as a point. No point was kept. Choose "
                "the sector of the incident instead."
            )
        )


class PointElsewhere(UserError):
    """A protected incident has no point in any file."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "An incident that is kept apart has no point: it would lead to the person hurt. "
                "Nothing was kept."
            )
        )


@dataclass(frozen=True, slots=True)
class Spot:
    """A point as the map shows it."""

    incident: str
    code: str
    type: str
    occurred_on: str
    precision: str
    lon: float
    lat: float


def mark(
    work: Work, incident: str, point: tuple[float, float], precision: str, reason: str
) -> IncidentPoint:
    """Keep where an incident happened, as coarse as was chosen; a point it had is replaced."""
    if work.store != "cases":
        raise PointElsewhere
    records.get(work, Incident, incident)
    lon, lat = coarse(point, precision)
    values = {
        "incident": incident, "precision": precision, "reason": reason.strip(),
        "lon": lon, "lat": lat,
    }  # fmt: skip
    if not values["reason"]:
        raise UserError(N_("Say why a point is needed. Nothing was kept yet."))
    clear(work, incident)
    return records.create(work, IncidentPoint, values)


def clear(work: Work, incident: str) -> bool:
    """Take the point of an incident away for good, its history included."""
    work.may("amend")
    ids = list(
        work.session.execute(sa.select(_TABLE.c.id).where(_TABLE.c.incident == incident)).scalars()
    )
    if ids:
        erasure.purge(work, _TABLE.name, ids)
        erasure.lay_many(work, _TABLE.name, ids)
        work.touched.add(_TABLE.name)
    return bool(ids)


def coarse(point: tuple[float, float], precision: str) -> tuple[float, float]:
    """Return a point in the middle of its cell of a grid as coarse as the precision."""
    if precision not in STEPS:
        raise TooCoarse
    step = STEPS[precision]
    lon, lat = (round((math.floor(part / step) + 0.5) * step, 6) for part in point)
    return lon, lat


def points(work: Work, first: date, last: date) -> list[Spot]:
    """Return the points of incidents that may have happened between two days, the latest first."""
    work.may("read")
    query = (
        select(IncidentPoint, Incident)
        .join(Incident, col(Incident.id) == col(IncidentPoint.incident))
        .where(col(IncidentPoint.deleted_at).is_(None), col(Incident.deleted_at).is_(None))
        .order_by(col(Incident.occurred_on).desc(), col(Incident.row).desc())
    )
    return [
        Spot(one.incident, held.code, held.type, held.occurred_on, one.precision, one.lon, one.lat)
        for one, held in work.session.exec(query)
        if (day := dates.parse(held.occurred_on)).first <= last and first <= day.last
    ]


def markable(work: Work, sectors: Sequence[str], most: int = 60) -> list[tuple[str, str, str, str]]:
    """Return (id, code, type, day) of the latest incidents of some sectors, or of all."""
    work.may("read")
    query = select(Incident.id, Incident.code, Incident.type, Incident.occurred_on).where(
        col(Incident.deleted_at).is_(None)
    )
    if sectors:
        query = query.where(col(Incident.sector).in_(list(sectors)))
    query = query.order_by(col(Incident.occurred_on).desc(), col(Incident.row).desc()).limit(most)
    return [tuple(row) for row in work.session.exec(query)]  # type: ignore[misc]
