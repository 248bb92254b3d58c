# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests of people about their data: what is asked, until when, what was answered."""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, erasure, listing, records
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.rights import deadlines
from desktop.rights.model import OPEN, RightsRequest

_TABLE = table_of(RightsRequest)
_C = _TABLE.c

SOON_DAYS = 5


def receive(work: Work, values: Mapping[str, Any]) -> RightsRequest:
    """Write a request down; the day of its answer follows from the country and what is asked."""
    work.may("rights")
    return records.create(work, RightsRequest, {**values, "due_on": _due(values)})


def amend(work: Work, request: RightsRequest, values: Mapping[str, Any]) -> RightsRequest:
    """Change a request; what is extended gets its second date."""
    work.may("rights")
    whole = {**records.values_of(request), **values}
    return records.amend(work, request, {**values, "due_on": _due(whole)})


def answered(work: Work, request: RightsRequest) -> RightsRequest:
    """Close a request as answered today."""
    return amend(work, request, {"status": "answered", "closed_on": clock.today()})


def due(work: Work, day: date) -> list[tuple[str, str, str, date]]:
    """Return (id, code, kind, due day) of open requests due within five days, the soonest first."""
    work.may("rights")
    query = (
        sa.select(_C.id, _C.code, _C.kind, _C.due_on)
        .where(_C.deleted_at.is_(None), _C.status.in_(OPEN))
        .where(_C.due_on <= day + timedelta(days=SOON_DAYS), *work.visible(_TABLE))
        .order_by(_C.due_on)
        .limit(100)
    )
    return [tuple(row) for row in work.session.execute(query)]


def keys(work: Work, filters: Mapping[str, str]) -> "array[int]":
    """Return the requests, open ones first, the soonest due first."""
    work.may("rights")
    waiting = _C.status.in_(OPEN)
    where = []
    if filters.get("status") == "open":
        where.append(waiting)
    elif filters.get("status") == "closed":
        where.append(sa.not_(waiting))
    return listing.snapshot(work, RightsRequest, where=where, order=[waiting.desc(), _C.due_on])


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (code, kind, asked_by, received_on, due_on, status) of each request."""
    columns = (_C.code, _C.kind, _C.asked_by, _C.received_on, _C.due_on, _C.status)
    return listing.page(work, _TABLE, _C.row, columns, wanted)


def cut_loose(work: Work, participant: str) -> None:
    """Keep that a request was made and answered, and nothing of whom it was about."""
    query = sa.select(RightsRequest).where(_C.participant == participant)
    for request in work.session.execute(query).scalars().all():
        request.participant = None
        request.answer = None
        request.extension_reason = None
        if request.status == "extended":
            request.status = "in_work"
        erasure.forget_past(work, request)


def _due(values: Mapping[str, Any]) -> date | None:
    received = values.get("received_on")
    if not isinstance(received, date):
        return None
    extended = values.get("status") == "extended"
    country, kind = str(values.get("country") or ""), str(values.get("kind") or "")
    return deadlines.answer_by(country, kind, received, extended=extended)
