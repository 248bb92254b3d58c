# SPDX-License-Identifier: GPL-3.0-or-later
"""Placements: each brings its checkpoints with it, and whose are due is asked here."""

from array import array
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, kept, listing, money, records, scope
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.i18n import N_
from desktop.core.scope import Sight
from desktop.core.tables import table_of
from desktop.core.tasks import Asked, Task
from desktop.core.work import Work
from desktop.organisation import uses_service
from desktop.participants import service as participants
from desktop.placements import checkpoint_service, employer_service, way_service
from desktop.placements.model import (
    ENDED,
    NOT_BEGUN,
    NOT_LIVELIHOOD_JOBS,
    WAITING,
    WINDOW,
    Checkpoint,
    Placement,
)

_TABLE = table_of(Placement)
_C = _TABLE.c
_CHECKS = table_of(Checkpoint)
_K = _CHECKS.c
_WRITTEN_OUT: sa.BindParameter[list[str]] = sa.bindparam(
    "waiting", WAITING, expanding=True, literal_execute=True
)
"""In the words of the index, which holds these placements alone."""


def place(work: Work, values: Mapping[str, Any]) -> Placement:
    """Write a placement and lay its checkpoints from 30 days to two years."""
    work.may("create")
    employer_service.require_fit(work, values.get("employer"))
    _require_safe_way(work, values)
    made = records.create(work, Placement, _with_currency(values))
    checkpoint_service.lay(work, made)
    return made


def amend(work: Work, record: Placement, values: Mapping[str, Any]) -> Placement:
    """Change a placement; a new first day moves the checkpoints nobody has answered."""
    work.may("amend", record)
    before = record.starts_on
    _may_become(work, record, values.get("status") or record.status)
    if values.get("employer") not in (None, record.employer):
        employer_service.require_fit(work, values["employer"])
        _require_safe_way(work, {"participant": record.participant, **values})
    records.amend(work, record, _with_currency(values))
    if record.starts_on != before:
        checkpoint_service.move(work, record)
    return record


def _may_become(work: Work, record: Placement, status: str) -> None:
    """Refuse to unmake a beginning somebody was asked about: those answers are in the figures."""
    if status not in NOT_BEGUN or record.status in NOT_BEGUN:
        return
    if any(one.result for one in checkpoint_service.checkpoints(work, record.id)):
        words = N_("A checkpoint was answered, so it did begin. Say how it ended instead.")
        raise InvalidRecord({"status": UserError(words)})


def asks_income(work: Work) -> bool:
    """Tell whether the office asks what people earn, in bands; it does not unless it chose to."""
    work.may("read")
    return uses_service.INCOME in uses_service.used(work)


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


def due(work: Work, day: date, most: int | None = None) -> list[tuple[str, str, str, date]]:
    """Return (checkpoint, participant, point, due day) of unanswered checkpoints, oldest first.

    A checkpoint may be asked from seven days before its day on; of those no reminder is about
    (file closed or stopped) none is.
    """
    work.may("read")
    return [tuple(row[:4]) for row in Asked(day, most=most).rows(work, _unanswered, None)]


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return the checkpoints that may be asked now (`core/tasks.py`)."""
    work.may("read")
    words = N_("Ask {code}: {point}")
    return [
        Task(
            words,
            on,
            person,
            labels={"point": ("retention_checkpoint", point)},
            code=code,
            is_open=True,
        )
        for _check, person, point, on, code in asked.rows(work, _unanswered, _C.participant)
    ] + [
        Task(N_("Did the placement of {code} begin?"), on, person, code=code, is_open=True)
        for person, on, code in asked.rows(work, _to_begin, _C.participant)
    ]


def _to_begin(sight: Sight) -> sa.Select[tuple[str, date, str]]:
    """Select the placements that were to begin by now and still wait."""
    return (
        sa.select(_C.participant, _C.starts_on, participants.code_by(_C.participant))
        .where(_C.deleted_at.is_(None), _C.status.in_(_WRITTEN_OUT), _C.starts_on <= kept.day())
        .where(participants.reminded(_C.participant), *sight.clauses(_TABLE))
        .order_by(_C.starts_on)
    )


def _unanswered(sight: Sight) -> sa.Select[tuple[str, str, str, date, str]]:
    return (
        sa.select(
            *(_K.id, _C.participant, _K.point, _K.due_on), participants.code_by(_C.participant)
        )
        .join(_TABLE, _C.id == _K.placement)
        .where(_K.deleted_at.is_(None), _C.deleted_at.is_(None), _K.result.is_(None))
        .where(*sight.clauses(_TABLE))
        .where(_K.due_on <= kept.day(-WINDOW[0]))
        .where(_C.status.not_in(ENDED | NOT_BEGUN))
        .where(participants.reminded(_C.participant))
        .order_by(_K.due_on)
    )


def running(work: Work, type: str, first: date, last: date) -> set[str]:
    """Return the participants with a placement of a type that ran at some time of a period."""
    work.may("read")
    query = sa.select(_C.participant).where(
        _C.deleted_at.is_(None),
        _C.type == type,
        _C.starts_on <= last,
        sa.or_(_C.ended_on.is_(None), _C.ended_on >= first),
        _C.status.not_in(NOT_BEGUN),
        *work.visible(_TABLE),
    )
    return set(work.session.execute(query).scalars())


def ever_placed(work: Work, on: date) -> set[str]:
    """Return participants placed in work by a day; stipends and courses do not count (I13)."""
    work.may("report")
    query = sa.select(_C.participant).where(
        _C.deleted_at.is_(None),
        _C.starts_on <= on,
        _C.type.not_in(NOT_LIVELIHOOD_JOBS),
        _C.status.not_in(NOT_BEGUN),
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
        .where(_C.participant == person, _C.deleted_at.is_(None))
        .where(_C.status.not_in(ENDED | NOT_BEGUN))
        .where(_K.result.is_(None), _K.due_on <= today, _K.deleted_at.is_(None))
    )
    return int(work.session.execute(query).scalar_one())


def timeline(work: Work, person: str) -> list[tuple[date, str, Mapping[str, Any]]]:
    """Return (day, kind, facts) of one participant's placements and answered checkpoints."""
    work.may("read")
    found: list[tuple[date, str, Mapping[str, Any]]] = []
    for kind, start, end, reason in kept.ask(work, _begun_by, person=person):
        found.append((start, "placement", {"type": kind}))
        if end:
            found.append((end, "placement_end", {"type": kind, "reason": reason}))
    return found + [
        (on, "checkpoint", {"point": point, "result": result})
        for on, point, result in kept.ask(work, _answered_by, person=person)
    ]


def _begun_by(sight: Sight) -> sa.Select[tuple[str, date, date, str]]:
    return sa.select(_C.type, _C.starts_on, _C.ended_on, _C.exit_reason).where(
        _C.participant == sa.bindparam("person"), _C.deleted_at.is_(None), *sight.clauses(_TABLE)
    )


def _answered_by(sight: Sight) -> sa.Select[tuple[date, str, str]]:
    return (
        sa.select(_K.done_on, _K.point, _K.result)
        .join(_TABLE, _C.id == _K.placement)
        .where(_C.participant == sa.bindparam("person"), _C.deleted_at.is_(None))
        .where(_K.deleted_at.is_(None), _K.done_on.is_not(None), *sight.clauses(_TABLE))
        .order_by(_K.due_on)
    )


def _order(order: str) -> list[sa.ColumnElement[Any]]:
    name = order.lstrip("-")
    if name not in ("code", "type", "starts_on", "status"):
        return [_C.starts_on.desc(), _C.row.desc()]
    return [_C[name].desc() if order.startswith("-") else _C[name], _C.row]


def _matches(work: Work, text: str) -> sa.ColumnElement[bool]:
    """Match the placement's code, the employer, or the participant by code or name."""
    people = [identity for identity, _code in participants.offered(work, text, limit=500)]
    hosts = [identity for identity, _title in employer_service.matching(work, text)]
    code = _C.code.contains(text.strip().upper(), autoescape=True)
    return sa.or_(code, _C.participant.in_(people), _C.employer.in_(hosts))


def _with_currency(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Keep with an amount the currency it was written in."""
    given = values.get("cost") is not None
    return {**values, "currency": money.current().code} if given else values


def _require_safe_way(work: Work, values: Mapping[str, Any]) -> None:
    """Ask how the way is safe where it crosses an active border; the answer is the person's."""
    employer = values.get("employer")
    there = employer_service.sector_of(work, str(employer)) if employer else ""
    words = N_("The way to this workplace crosses an active border. Say how it is safe.")
    way_service.require_answer(work, values, there or "", words)


def paid_by(work: Work, grant: str, people: Collection[str], *, running: bool = False) -> set[str]:
    """Return the ids of the placements a grant pays: by its name, or as these people's programmes.

    With ``running`` those only that have not ended.
    """
    work.may("read")
    query = sa.select(_C.id, _C.grant, _C.participant).where(_C.deleted_at.is_(None))
    if running:
        query = query.where(_C.status.not_in(ENDED))
    return {
        one
        for one, own, person in work.session.execute(query)
        if (own == grant if own else person in people)
    }
