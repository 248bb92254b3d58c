# SPDX-License-Identifier: GPL-3.0-or-later
"""Borders between sectors: found from outlines, kept once per pair, with a dated status."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col, select

from desktop.core import dates, records
from desktop.core.tables import new_id, table_of
from desktop.core.work import Work
from desktop.places.model import Border, BorderStatus, Level, Origin, Place

if TYPE_CHECKING:
    from sqlmodel.sql.expression import SelectOfScalar

    from desktop.places.boundary_service import Shared

_B, _S = table_of(Border).c, table_of(BorderStatus).c
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
    status_id: str = ""


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
    held = _statuses_on(work, on)
    query = _living().with_only_columns(_B.id, _B.code, _B.a, _B.b, _B.line, _B.metres, _B.origin)
    return [
        BorderNow(one, code, a, b, line or "", metres or 0.0, origin, *held.get(one, ()))
        for one, code, a, b, line, metres, origin in work.session.execute(query)
    ]


def now(work: Work, border: str, on: date) -> BorderNow | None:
    """Return one border with the status in force on a day; None when it is gone."""
    return next((one for one in borders(work, on) if one.id == border), None)


def borders_of(work: Work, sector: str, on: date) -> list[BorderNow]:
    """Return the borders of one sector."""
    return [border for border in borders(work, on) if sector in (border.a, border.b)]


def any_active(work: Work, on: date) -> bool:
    """Tell whether any border at all is active on a day."""
    work.may("read")
    return any(status == "active" for status, *_rest in _statuses_on(work, on).values())


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


def _statuses_on(work: Work, on: date) -> dict[str, tuple[str, ...]]:
    """Return of each border what `BorderNow` says of the status in force, read by columns."""
    told = (_S.status, _S.valid_from, _S.certainty, _S.last_confirmed, _S.note, _S.id)
    query = sa.select(_S.border, _S.created_at, *told).where(_S.deleted_at.is_(None))
    found: dict[str, tuple[tuple[date, datetime], tuple[str, ...]]] = {}
    for border, written, *said in work.session.execute(query):
        began = dates.parse(said[1]).first, written
        if began[0] <= on and (border not in found or found[border][0] <= began):
            found[border] = began, tuple(one or "" for one in said)
    return {border: said for border, (_began, said) in found.items()}


def _start(period: BorderStatus) -> tuple[date, datetime]:
    """Return when a status began; of two on one day the one written later counts."""
    return dates.parse(period.valid_from).first, period.created_at
