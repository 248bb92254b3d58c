# SPDX-License-Identifier: GPL-3.0-or-later
"""Dated steps: laid over a file by a timeline or typed alone; done, or waiting on My day."""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, kept, listing, records
from desktop.core.i18n import N_
from desktop.core.scope import Sight
from desktop.core.tables import table_of
from desktop.core.tasks import Asked, Task
from desktop.core.work import Work
from desktop.participants import service as participants
from desktop.steps import timeline_service as timelines
from desktop.steps.model import Step

_TABLE = table_of(Step)
_C = _TABLE.c
AHEAD_DAYS = 7
"""A step shows on My day from a week before its day on."""


def lay(work: Work, participant: str, name: str, start: date | None = None) -> list[Step]:
    """Lay a timeline over a file; steps of it that are there already stay as they are."""
    work.may("create")
    anchor, planned = _planned(work, name)
    person = participants.get(work, participant)
    registered = anchor == timelines.REGISTERED
    begun = start or (person.registered_on if registered else None) or clock.today()
    query = sa.select(_C.step, _C.words).where(
        _C.participant == participant, _C.timeline == name, _C.deleted_at.is_(None)
    )
    there = {(step, words) for step, words in work.session.execute(query)}
    fixed = {"participant": participant, "timeline": name}
    return [
        records.create(
            work,
            Step,
            {**fixed, "step": step, "words": words, "due_on": begun + timedelta(days=days)},
        )
        for days, step, words in planned
        if (step, words) not in there
    ]


def lay_together(
    work: Work, people: Sequence[str], name: str, start: date | None = None
) -> tuple[int, int]:
    """Lay a timeline over several files; returns how many files got steps, and how many steps."""
    laid = [len(lay(work, person, name, start)) for person in people]
    return sum(n > 0 for n in laid), sum(laid)


def done(work: Work, identity: str, on: date | None = None) -> Step:
    """Note that a step was done."""
    return records.amend(work, records.get(work, Step, identity), {"done_on": on or clock.today()})


def keys(work: Work, participant: str) -> "array[int]":
    """Return the steps of one participant, what waits first."""
    order: list[sa.ColumnElement[Any]] = [_C.done_on.is_not(None), _C.due_on, _C.row]
    return listing.snapshot(work, Step, where=[_C.participant == participant], order=order)


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (timeline, step, words, due_on, done_on) of each step."""
    columns = (_C.timeline, _C.step, _C.words, _C.due_on, _C.done_on)
    return listing.page(work, _TABLE, _C.row, columns, wanted)


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return the steps that wait (`core/tasks.py`)."""
    work.may("read")
    words = N_("{code}: {what}")
    return [
        Task(words, on, person, texts={"what": timelines.words(name, step, own)})
        for person, name, step, own, on in asked.rows(work, _waiting, _C.participant)
    ]


def _waiting(sight: Sight) -> sa.Select[tuple[str, str, str, str, date]]:
    return (
        sa.select(_C.participant, _C.timeline, _C.step, _C.words, _C.due_on)
        .where(_C.deleted_at.is_(None), _C.done_on.is_(None), *sight.clauses(_TABLE))
        .where(_C.due_on <= kept.day(AHEAD_DAYS))
        .where(participants.reminded(_C.participant))
        .order_by(_C.due_on)
    )


def _planned(work: Work, name: str) -> tuple[str, list[tuple[int, str, str]]]:
    """Return the anchor of a timeline and (days, key, own words) of each of its steps."""
    if name in timelines.names():
        shipped = timelines.read(name)
        return shipped.anchor, [(one.days, one.key, "") for one in shipped.steps]
    made = timelines.own(work, name)
    return made.anchor, [(days, "", words) for days, words in timelines.own_steps(made)]


def timeline(work: Work, person: str) -> list[tuple[date, str, Mapping[str, Any]]]:
    """Return (day, kind, facts) of the steps a participant has done."""
    work.may("read")
    query = sa.select(_C.done_on, _C.timeline, _C.step, _C.words).where(
        _C.participant == person,
        _C.done_on.is_not(None),
        _C.deleted_at.is_(None),
        *work.visible(_TABLE),
    )
    return [
        (day, "step", {"words": timelines.words(name, step, own)})
        for day, name, step, own in work.session.execute(query)
    ]
