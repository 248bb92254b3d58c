# SPDX-License-Identifier: GPL-3.0-or-later
"""A session with a list: who is sent across an active border is decided before it is kept."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from desktop.activities import series_service, way_service
from desktop.activities.model import Activity
from desktop.activities.series_model import SeriesMember
from desktop.activities.series_service import AcrossBorder
from desktop.core import clock, records
from desktop.core.errors import InvalidRecord
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.participants import pause_service
from desktop.participants import service as participants

_M = table_of(SeriesMember).c


def hold(work: Work, values: Mapping[str, Any]) -> Activity:
    """Write an activity; for a place across an active border somebody says why it is right."""
    work.may("create")
    _decided(work, values, before=None)
    _keep(work, values, before=None)
    return records.create(work, Activity, values)


def amend(work: Work, record: Activity, values: Mapping[str, Any]) -> Activity:
    """Change an activity; another place is decided anew."""
    work.may("amend", record)
    whole = {**records.values_of(record), **values}
    if any(whole[name] != getattr(record, name) for name in ("sector", "series")):
        _decided(work, whole, before=record.accepted)
        _keep(work, whole, before=record.accepted)
    return records.amend(work, record, values)


def resting(work: Work, activity: str) -> int:
    """Return how many of the list of a session nobody expects because they are paused."""
    held = records.get(work, Activity, activity)
    if not held.series:
        return 0
    query = sa.select(sa.func.count(sa.distinct(_M.participant))).where(
        _M.series == held.series,
        _M.deleted_at.is_(None),
        _M.joined_on <= held.held_on,
        sa.func.coalesce(_M.left_on, date.max) >= held.held_on,
        _M.participant.in_(pause_service.standing()),
    )
    return int(work.session.execute(query).scalar_one())


def _keep(work: Work, values: Mapping[str, Any], before: str | None) -> None:
    """Keep the words about the border for each of the list who had no decision for this place."""
    said, sector = str(values.get("accepted") or "").strip(), values.get("sector")
    series = values.get("series")
    if not said or said == (before or "").strip() or not series or not sector:
        return
    day = values.get("held_on") or clock.today()
    known = series_service.decisions(work, series, sector)
    people = [one for one in series_service.on_list(work, series, day) if one not in known]
    way_service.keep_decision(work, sector, people, day, said)


def _decided(work: Work, values: Mapping[str, Any], before: str | None) -> None:
    """Ask for a decision where nobody gave one for this place: the words of another are none."""
    said = str(values.get("accepted") or "").strip()
    if said and said != (before or "").strip():
        return
    series, sector = values.get("series"), values.get("sector")
    day = values.get("held_on") or clock.today()
    if not series or not sector:
        return
    people = series_service.on_list(work, series, day)
    barred = series_service.barred_people(work, sector, people, day)
    left = sorted(barred - set(series_service.decisions(work, series, sector)))
    if left:
        codes = ", ".join(sorted(participants.codes_of(work, left).values()))
        raise InvalidRecord({"accepted": AcrossBorder(codes)})
