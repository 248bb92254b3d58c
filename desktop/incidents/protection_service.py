# SPDX-License-Identifier: GPL-3.0-or-later
"""What is done to protect somebody: a clock starts with every incident that is kept apart."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, listing, records, settings
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.incidents.model import Incident
from desktop.incidents.protection_model import Protection

STORE = "protected"
HOURS = 24
"""A person under 18, a survivor, somebody called an informer: the first step within a day."""
LONGEST_HOURS = 72
_HOURS = "protection_hours"
_INCIDENTS = table_of(Incident)
_T, _I = table_of(Protection).c, _INCIDENTS.c


@dataclass(frozen=True, slots=True)
class Clock:
    """One step that was not begun: of which incident, who begins it, by when."""

    id: str
    incident: str
    code: str
    act: str
    staff: str
    due: datetime


def hours(work: Work) -> int:
    """Return within how many hours the first step is to begin."""
    work.may("read")
    return int(settings.read(work, _HOURS, HOURS))


def set_hours(work: Work, wanted: int) -> None:
    """Say within how many hours the first step is to begin."""
    work.may("settings")
    settings.write(work, _HOURS, min(max(wanted, 1), LONGEST_HOURS))


def begin(work: Work, incident: str, since: datetime | None = None) -> None:
    """Start the clock of an incident: from when it was told, however late it was taken in."""
    work.may("create")
    moment = min(since or work.moment, work.moment)
    due = moment + timedelta(hours=hours(work))
    records.create(work, Protection, {"incident": incident, "due": due, "staff": None})


def told_at(text: object) -> datetime | None:
    """Return the moment a deposit says it was left at; nothing where it says none."""
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def record(work: Work, values: Mapping[str, Any]) -> Protection:
    """Write a further step."""
    work.may("create")
    return records.create(work, Protection, values)


def start(work: Work, identity: str) -> None:
    """Note that a step has begun now, by whom nobody else was named for."""
    held = records.get(work, Protection, identity)
    work.may("amend", held)
    staff = held.staff or work.user.name
    records.amend(work, held, {"begun": clock.now(), "result": "started", "staff": staff})


def of_incident(work: Work, incident: str) -> list[Protection]:
    """Return the steps of an incident, what is due first before."""
    work.may("read")
    query = sa.select(Protection).where(_T.incident == incident, _T.deleted_at.is_(None))
    return list(work.session.execute(query.order_by(_T.due, _T.row)).scalars())


def running(work: Work) -> list[Clock]:
    """Return every step that has not begun, the most urgent first."""
    work.may("read")
    query = (
        sa.select(_T.id, _T.incident, _I.code, _T.act, sa.func.coalesce(_T.staff, ""), _T.due)
        .join(_INCIDENTS, _I.id == _T.incident)
        .where(_T.begun.is_(None), _T.result.is_(None))
        .where(_T.deleted_at.is_(None), _I.deleted_at.is_(None))
        .order_by(_T.due)
    )
    return [Clock(*row) for row in work.session.execute(query)]


def keys(work: Work, incident: str) -> "array[int]":
    """Return the rows of the steps of an incident."""
    return array("q", (one.row or 0 for one in of_incident(work, incident)))


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return act, staff, due, begun and result of steps."""
    work.may("read")
    columns = (_T.act, _T.staff, _T.due, _T.begun, _T.result)
    return listing.page(work, table_of(Protection), _T.row, columns, wanted)
