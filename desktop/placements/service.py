# SPDX-License-Identifier: GPL-3.0-or-later
"""Placements: checkpoints come with the placement, and permanence is counted by one rule."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, listing, records, scope
from desktop.core.i18n import N_
from desktop.core.tables import table_of
from desktop.core.tasks import Asked, Task
from desktop.core.work import Work
from desktop.participants import service as participants
from desktop.placements.model import (
    CHECKPOINT_DAYS,
    ENDED,
    NOT_LIVELIHOOD_JOBS,
    WINDOW,
    Checkpoint,
    Employer,
    Placement,
    PlacementStatus,
)

_TABLE = table_of(Placement)
_C = _TABLE.c
_EMPLOYERS = table_of(Employer)
_E = _EMPLOYERS.c
_CHECKS = table_of(Checkpoint)
_K = _CHECKS.c

RETAINED = ("retained_same", "retained_other")


@dataclass(frozen=True, slots=True)
class Permanence:
    """How many still worked or studied at a checkpoint.

    ``due`` counts placements whose window has closed; who was not reached counts as not
    continuing in the first figure and is left out of the second (domain.md I14).
    """

    point: str
    due: int
    retained: int
    reached: int


def place(work: Work, values: Mapping[str, Any]) -> Placement:
    """Write a placement and lay its checkpoints at 30, 60, 90, 180 and 365 days."""
    made = records.create(work, Placement, values)
    for point, days in CHECKPOINT_DAYS.items():
        due = {"placement": made.id, "point": point, "due_on": made.starts_on + timedelta(days)}
        records.create(work, Checkpoint, due)
    return made


def amend(work: Work, record: Placement, values: Mapping[str, Any]) -> Placement:
    """Change a placement; a new first day moves the checkpoints nobody has answered."""
    work.may("amend", record)
    before = record.starts_on
    records.amend(work, record, values)
    if record.starts_on != before:
        for check in checkpoints(work, record.id):
            if check.result is None:
                due = record.starts_on + timedelta(CHECKPOINT_DAYS[check.point])
                records.amend(work, check, {"due_on": due})
    return record


def checkpoints(work: Work, placement: str) -> list[Checkpoint]:
    """Return the checkpoints of a placement in order."""
    work.may("read")
    query = (
        sa.select(Checkpoint)
        .where(_K.placement == placement, _K.deleted_at.is_(None), *work.visible(_CHECKS))
        .order_by(_K.due_on)
    )
    return list(work.session.execute(query).scalars())


def answer(work: Work, checkpoint: str, values: Mapping[str, Any]) -> Checkpoint:
    """Note what a checkpoint found."""
    return records.amend(work, records.get(work, Checkpoint, checkpoint), values)


def keys(work: Work, text: str, filters: Mapping[str, str], order: str) -> "array[int]":
    """Return the list's keys; ``status`` running or ended, ``type``, ``participant``."""
    work.may("read")
    where: list[sa.ColumnElement[bool]] = []
    if filters.get("status") == "running":
        where.append(_C.status.not_in(ENDED))
    elif filters.get("status") == "ended":
        where.append(_C.status.in_(ENDED))
    links = ("type", "participant", "employer")
    where += [_C[name] == filters[name] for name in links if filters.get(name)]
    if text.strip():
        where.append(_matches(work, text))
    return listing.snapshot(work, Placement, where=where, order=_order(order))


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return code, participant, type, employer, starts_on, status, next due checkpoint of each."""
    nearest = (
        sa.select(sa.func.min(_K.due_on))
        .where(_K.placement == _C.id, _K.result.is_(None), _K.deleted_at.is_(None))
        .scalar_subquery()
    )
    due = sa.case((_C.status.in_(ENDED), None), else_=nearest)
    columns = (_C.code, _C.participant, _C.type, _C.employer, _C.starts_on, _C.status, due)
    return listing.page(work, _TABLE, _C.row, columns, wanted)


def employer_keys(work: Work, text: str = "", trade: str = "") -> "array[int]":
    """Return the employers, by name."""
    where = [_E.trade == trade] if trade else []
    return listing.snapshot(work, Employer, where=where, order=[_E.title], text=text)


def employer_rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return code, name, trade, places, vetted_on and running placements of each employer."""
    running = (
        sa.select(sa.func.count())
        .select_from(_TABLE)
        .where(_C.employer == _E.id, _C.deleted_at.is_(None), _C.status.not_in(ENDED))
        .scalar_subquery()
    )
    columns = (_E.code, _E.title, _E.trade, _E.places, _E.vetted_on, running)
    return listing.page(work, _EMPLOYERS, _E.row, columns, wanted)


def employers(work: Work) -> dict[str, str]:
    """Return the name of every employer by id."""
    work.may("read")
    return dict(work.session.execute(sa.select(_E.id, _E.title)).all())


def employers_offered(work: Work, text: str, limit: int = 30) -> list[tuple[str, str]]:
    """Return (id, name) of employers that match, for a link editor."""
    found = listing.snapshot(work, Employer, order=[_E.title], text=text, limit=limit)
    rows = listing.page(work, _EMPLOYERS, _E.row, (_E.id, _E.title), found)
    return [(row[0], row[1]) for row in rows]


def due(work: Work, day: date, most: int | None = None) -> list[tuple[str, str, str, date]]:
    """Return (checkpoint, participant, point, due day) of unanswered checkpoints, oldest first.

    A checkpoint may be asked from seven days before its day on; of those no reminder is about
    (file closed or stopped) none is.
    """
    work.may("read")
    return [tuple(row) for row in work.session.execute(_unanswered(work, day).limit(most))]


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return the checkpoints that may be asked now (`core/tasks.py`)."""
    work.may("read")
    query = asked.narrow(_unanswered(work, asked.day), _C.participant)
    words = N_("Ask {code}: {point}")
    return [
        Task(words, on, person, labels={"point": ("retention_checkpoint", point)})
        for _check, person, point, on in work.session.execute(query)
    ]


def _unanswered(work: Work, day: date) -> sa.Select[tuple[str, str, str, date]]:
    return (
        sa.select(_K.id, _C.participant, _K.point, _K.due_on)
        .join(_TABLE, _C.id == _K.placement)
        .where(_K.deleted_at.is_(None), _C.deleted_at.is_(None), _K.result.is_(None))
        .where(*work.visible(_TABLE))
        .where(_K.due_on <= day - timedelta(days=WINDOW[0]), _C.status.not_in(ENDED))
        .where(_C.participant.not_in(participants.silent()))
        .order_by(_K.due_on)
    )


def permanence(work: Work, on: date, people: set[str] | None = None) -> list[Permanence]:
    """Return the figures of every checkpoint whose window closed by a day.

    People who died, were killed or disappeared are left out by ``people``, the set that counts.
    """
    work.may("report")
    query = (
        sa.select(_K.point, _K.result, _C.participant)
        .join(_TABLE, _C.id == _K.placement)
        .where(_K.deleted_at.is_(None), _C.deleted_at.is_(None))
        .where(_C.status != PlacementStatus.NEVER_STARTED.value)
        .where(_K.due_on <= on - timedelta(days=WINDOW[1]))
    )
    counts = {point: [0, 0, 0] for point in CHECKPOINT_DAYS}
    for point, result, person in work.session.execute(query):
        if point in counts and (people is None or person in people):
            one = counts[point]
            one[0] += 1
            one[1] += result in RETAINED
            one[2] += result not in (None, "not_reached")
    return [Permanence(point, *counts[point]) for point in CHECKPOINT_DAYS]


def ever_placed(work: Work, on: date) -> set[str]:
    """Return participants placed in work by a day; stipends and courses do not count (I13)."""
    work.may("report")
    query = sa.select(_C.participant).where(
        _C.deleted_at.is_(None),
        _C.starts_on <= on,
        _C.type.not_in(NOT_LIVELIHOOD_JOBS),
        _C.status.not_in(("proposed", "agreed", "never_started")),
    )
    return set(work.session.execute(query).scalars())


def bars_closing(work: Work, person: str) -> int:
    """Return how many checkpoints of a person are open and due: such a file cannot end as done."""
    scope.require_id(work, "read", "participant", person)
    today = clock.today()
    query = (
        sa.select(sa.func.count())
        .select_from(_CHECKS)
        .join(_TABLE, _C.id == _K.placement)
        .where(_C.participant == person, _C.deleted_at.is_(None), _C.status.not_in(ENDED))
        .where(_K.result.is_(None), _K.due_on <= today, _K.deleted_at.is_(None))
    )
    return int(work.session.execute(query).scalar_one())


def timeline(work: Work, person: str) -> list[tuple[date, str, Mapping[str, Any]]]:
    """Return (day, kind, facts) of one participant's placements and answered checkpoints."""
    work.may("read")
    query = sa.select(_C.id, _C.type, _C.starts_on, _C.ended_on, _C.exit_reason).where(
        _C.participant == person, _C.deleted_at.is_(None), *work.visible(_TABLE)
    )
    found: list[tuple[date, str, Mapping[str, Any]]] = []
    for identity, kind, start, end, reason in work.session.execute(query):
        found.append((start, "placement", {"type": kind}))
        if end:
            found.append((end, "placement_end", {"type": kind, "reason": reason}))
        found += [
            (check.done_on, "checkpoint", {"point": check.point, "result": check.result})
            for check in checkpoints(work, identity)
            if check.done_on
        ]
    return found


def find(work: Work, text: str, limit: int = 8) -> list[tuple[str, str]]:
    """Return (id, name) of employers that match what was typed in the search box."""
    return employers_offered(work, text, limit)


def _order(order: str) -> list[sa.ColumnElement[Any]]:
    name = order.lstrip("-")
    if name not in ("code", "type", "starts_on", "status"):
        return [_C.starts_on.desc(), _C.row.desc()]
    return [_C[name].desc() if order.startswith("-") else _C[name], _C.row]


def _matches(work: Work, text: str) -> sa.ColumnElement[bool]:
    """Match the placement's code, the employer, or the participant by code or name."""
    people = [identity for identity, _code in participants.offered(work, text, limit=500)]
    hosts = [identity for identity, _title in employers_offered(work, text, limit=100)]
    code = _C.code.contains(text.strip().upper(), autoescape=True)
    return sa.or_(code, _C.participant.in_(people), _C.employer.in_(hosts))
