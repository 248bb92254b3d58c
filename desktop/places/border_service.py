# SPDX-License-Identifier: GPL-3.0-or-later
"""Borders between sectors: found from outlines, kept once per pair, with a dated status."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlmodel import col, select

from desktop.core import dates, records
from desktop.core.tables import new_id
from desktop.core.work import Work
from desktop.places.model import Border, BorderStatus, Level, Origin, Place

if TYPE_CHECKING:
    from sqlmodel.sql.expression import SelectOfScalar

    from desktop.places.boundary_service import Shared

OFFERED_TOLERANCE = 25.0  # metres, for files whose areas were drawn one by one


@dataclass(frozen=True, slots=True)
class BorderNow:
    """A border with the status in force on a day; no status was recorded where it is empty."""

    id: str
    code: str
    a: str
    b: str
    line: str
    metres: float
    origin: str
    status: str = ""
    since: str = ""
    certainty: str = ""
    last_confirmed: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping found borders did."""

    created: int
    updated: int


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A border that got another status; ``before`` is empty where none was recorded."""

    border: str
    a: str
    b: str
    before: str
    status: str
    on: str


def find(outlines: Mapping[str, str], tolerance: float = 0.0) -> list["Shared"]:
    """Return where stored outlines meet; may run in a job, away from the store."""
    import shapely  # loaded on first use only: half a second on an old laptop

    from desktop.places import boundary_service

    areas = {identity: shapely.from_geojson(text) for identity, text in outlines.items()}
    return boundary_service.derive(areas, tolerance)


def keep(work: Work, found: Sequence["Shared"], tolerance: float) -> Kept:
    """Keep found borders: new pairs are made, derived lines redrawn, drawn lines left alone."""
    import shapely

    work.may("create")
    held = {(border.a, border.b): border for border in work.session.exec(_living())}
    fresh = []
    updated = 0
    for shared in found:
        values = {
            "a": shared.a,
            "b": shared.b,
            "line": shapely.to_geojson(
                shapely.transform(shared.line, lambda points: points.round(7))
            ),
            "metres": round(shared.metres, 1),
            "origin": Origin.DERIVED.value,
            "tolerance": float(tolerance),
        }
        border = held.get((shared.a, shared.b))
        if border is None:
            fresh.append(values | {"id": new_id()})
        elif border.origin == Origin.DERIVED and border.line != values["line"]:
            records.amend(work, border, values)
            updated += 1
    if fresh:
        records.create_many(work, Border, fresh)
    return Kept(len(fresh), updated)


def borders(work: Work, on: date) -> list[BorderNow]:
    """Return every border between living sectors, with the status in force on a day."""
    work.may("read")
    held = _in_force(_periods(work), on)
    return [_now(border, held.get(border.id)) for border in work.session.exec(_living())]


def borders_of(work: Work, sector: str, on: date) -> list[BorderNow]:
    """Return the borders of one sector."""
    return [border for border in borders(work, on) if sector in (border.a, border.b)]


def status_on(work: Work, border: str, on: date) -> str:
    """Return the status a border had on a day, or ''."""
    held = _in_force(_periods(work, border), on).get(border)
    return held.status if held else ""


def statuses(work: Work, border: str) -> list[BorderStatus]:
    """Return the recorded statuses of a border, latest first."""
    return sorted(_periods(work, border), key=_start, reverse=True)


def set_status(
    work: Work,
    border: str,
    status: str,
    valid_from: str,
    *,
    certainty: str = "not_confirmed",
    last_confirmed: str | None = None,
    note: str | None = None,
) -> BorderStatus:
    """Record that a border has a status from a day on; what was recorded before stays as it is."""
    records.get(work, Border, border)
    return records.create(
        work,
        BorderStatus,
        {
            "border": border,
            "status": status,
            "valid_from": valid_from,
            "certainty": certainty,
            "last_confirmed": last_confirmed,
            "note": note,
        },
    )


def confirm(work: Work, status: str, on: date) -> BorderStatus:
    """Note that a recorded status still holds, seen or heard on a day."""
    held = records.get(work, BorderStatus, status)
    return records.amend(work, held, {"certainty": "confirmed", "last_confirmed": on.isoformat()})


def changed_between(work: Work, first: date, last: date) -> list[StatusChange]:
    """Return the borders whose status changed in a span of days, in the order it happened."""
    sides = {border.id: border for border in work.session.exec(_living())}
    found: list[StatusChange] = []
    latest: dict[str, str] = {}
    for period in sorted(_periods(work), key=_start):
        before = latest.get(period.border, "")
        latest[period.border] = period.status
        border = sides.get(period.border)
        if border and period.status != before and first <= _start(period)[0] <= last:
            found.append(
                StatusChange(
                    border.id, border.a, border.b, before, period.status, period.valid_from
                )
            )
    return found


def _living() -> "SelectOfScalar[Border]":
    alive = select(Place.id).where(
        col(Place.deleted_at).is_(None), col(Place.level) == Level.SECTOR
    )
    return (
        select(Border)
        .where(col(Border.deleted_at).is_(None), col(Border.a).in_(alive), col(Border.b).in_(alive))
        .order_by(col(Border.row))
    )


def _periods(work: Work, border: str = "") -> list[BorderStatus]:
    work.may("read")
    query = select(BorderStatus).where(col(BorderStatus.deleted_at).is_(None))
    if border:
        query = query.where(col(BorderStatus.border) == border)
    return list(work.session.exec(query))


def _in_force(periods: Sequence[BorderStatus], on: date) -> dict[str, BorderStatus]:
    found: dict[str, BorderStatus] = {}
    for period in sorted(periods, key=_start):
        if _start(period)[0] <= on:
            found[period.border] = period
    return found


def _start(period: BorderStatus) -> tuple[date, datetime]:
    """Return when a status began; of two on one day the one written later counts."""
    return dates.parse(period.valid_from).first, period.created_at


def _now(border: Border, held: BorderStatus | None) -> BorderNow:
    status = (
        {}
        if held is None
        else {
            "status": held.status,
            "since": held.valid_from,
            "certainty": held.certainty,
            "last_confirmed": held.last_confirmed or "",
            "note": held.note or "",
        }
    )
    return BorderNow(
        id=border.id,
        code=border.code,
        a=border.a,
        b=border.b,
        line=border.line or "",
        metres=border.metres or 0.0,
        origin=border.origin,
        **status,
    )
