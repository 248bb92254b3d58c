# SPDX-License-Identifier: GPL-3.0-or-later
"""Before and after a release: a day of release lays the steps, and every step has its day.

The plan begins 90 days before: papers, the home, the first week, who waits at the gate. A day that
moves takes along what is not done yet.
"""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, erasure, kept, listing, records
from desktop.core.i18n import N_
from desktop.core.scope import Sight
from desktop.core.tables import table_of
from desktop.core.tasks import Asked, Task
from desktop.core.work import Work
from desktop.organisation import uses_service
from desktop.participants.model import CaseStatus, Participant
from desktop.participants.service import ONLY_STOPS
from desktop.reentry.model import RELEASE, ReentryStep

_TABLE = table_of(ReentryStep)
_C = _TABLE.c
_P = table_of(Participant).c

TEMPLATE: tuple[tuple[str, int, Mapping[str, Any]], ...] = (
    ("paper", -90, {"paper": "national_id"}),
    ("home", -60, {}),
    ("paper", -30, {"paper": "release_cert"}),
    ("first_week", -14, {}),
    ("gate", -7, {}),
)
"""What a day of release lays: the kind, the days from it, and what is known already."""
AHEAD_DAYS = 7
"""So many days before its day a step appears in My day."""
_LAID_BY = "laid_by"
NO_MORE = ("died", "killed", "disappeared")


def record(work: Work, values: Mapping[str, Any]) -> ReentryStep:
    """Write a step; a day of release that is still to come lays what of the plan is not there."""
    work.may("create")
    made = records.create(work, ReentryStep, values)
    comes = made.due_on is not None and made.due_on > clock.today() and made.done_on is None
    if made.kind == RELEASE and comes:
        _lay(work, made)
    return made


def take_off(work: Work, step: ReentryStep) -> None:
    """Delete a step; a day of release goes with what it laid and nobody wrote in."""
    work.may("remove", step)
    records.remove(work, step)
    for one in _laid(work, step):
        if not (one.done_on or one.words or one.conditions):
            records.remove(work, one)


def bring_back(work: Work, step: ReentryStep) -> None:
    """Undo a deletion, with what went along with a day of release."""
    work.may("restore", step)
    gone = step.deleted_at
    records.restore(work, step)
    for one in _laid(work, step, gone):
        records.restore(work, one)


def amend(work: Work, step: ReentryStep, values: Mapping[str, Any]) -> ReentryStep:
    """Change a step: a day of release that moves takes the plan along."""
    work.may("amend", step)
    before, was_done = step.due_on, step.done_on
    records.amend(work, step, values)
    if step.kind == RELEASE and before and step.due_on and step.due_on != before:
        _shift(work, step, step.due_on - before)
    if step.done_on and not was_done and step.every_days and step.due_on:
        _again(work, step)
    return step


def done(work: Work, identity: str) -> ReentryStep:
    """Say that a step is done today."""
    return amend(work, records.get(work, ReentryStep, identity), {"done_on": clock.today()})


def is_open(work: Work, identity: str) -> bool:
    """Tell whether a step is not done yet."""
    return records.get(work, ReentryStep, identity).done_on is None


def keys(work: Work, person: str) -> "array[int]":
    """Return the steps of one participant: those open by their day, then what is done."""
    order = [_C.done_on.is_not(None), _C.due_on.is_(None), _C.due_on, _C.row]
    return listing.snapshot(work, ReentryStep, where=[_C.participant == person], order=order)


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return kind, paper, words, due_on, certainty, done_on of each step."""
    columns = (_C.kind, _C.paper, _C.words, _C.due_on, _C.certainty, _C.done_on)
    return listing.page(work, _TABLE, _C.row, columns, wanted)


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return the files with a step whose day is near or past (`core/tasks.py`).

    The sentence is the code alone: what it is stands on a tab that not everybody may see. Nobody
    is reminded to call a person who was arrested, but the way out is prepared all the same; whoever
    died or disappeared is passed over.
    """
    work.may("read")
    if uses_service.RELEASE not in uses_service.used(work):
        return []
    words = N_("A date of {code}: see Programmes")
    return [
        Task(words, on, "" if why in ONLY_STOPS else person, record=person, code=code)
        for person, code, why, on in asked.rows(work, _near, _C.participant)
    ]


def _near(sight: Sight) -> sa.Select[tuple[str, str, str, date]]:
    """Select (participant, code, why stopped, the earliest day) of files with a step ahead."""
    reason = sa.func.coalesce(_P.closure_reason, "")
    return (
        sa.select(_C.participant, _P.code, reason, sa.func.min(_C.due_on))
        .join(Participant, _P.id == _C.participant)
        .where(_C.deleted_at.is_(None), _C.done_on.is_(None), *sight.clauses(_TABLE))
        .where(_C.due_on <= kept.day(AHEAD_DAYS))
        .where(_P.deleted_at.is_(None), _P.status != CaseStatus.CLOSED.value)
        .where(reason.not_in(NO_MORE))
        .group_by(_C.participant)
        .order_by(sa.func.min(_C.due_on))
    )


def _lay(work: Work, release: ReentryStep) -> None:
    """Lay the steps of the plan that are not open already; none lies before today."""
    assert release.due_on is not None  # noqa: S101 - asked for just before
    there = _C.done_on.is_(None), _C.deleted_at.is_(None)
    query = sa.select(_C.kind, _C.paper).where(_C.participant == release.participant, *there)
    known = {tuple(row) for row in work.session.execute(query)}
    for kind, days, more in TEMPLATE:
        if (kind, more.get("paper")) in known:
            continue
        on = max(clock.today(), release.due_on + timedelta(days=days))
        step = {"participant": release.participant, "kind": kind, "due_on": on, **more}
        laid = {_LAID_BY: release.id}
        records.create(work, ReentryStep, {**step, "told_on": None}, extra=laid)


def _laid(
    work: Work, release: ReentryStep, deleted_at: datetime | None = None
) -> Sequence[ReentryStep]:
    """Return what a day of release laid: what is there, or what went at one moment."""
    if release.kind != RELEASE:
        return []
    gone = _C.deleted_at.is_(None) if deleted_at is None else _C.deleted_at == deleted_at
    query = sa.select(ReentryStep).where(_C.participant == release.participant, gone)
    found = work.session.execute(query).scalars().all()
    return [one for one in found if one.extra.get(_LAID_BY) == release.id]


def _shift(work: Work, release: ReentryStep, by: timedelta) -> None:
    """Move what is not done yet along with the day of release."""
    kinds = {kind for kind, _days, _more in TEMPLATE}
    query = sa.select(ReentryStep).where(
        _C.participant == release.participant,
        _C.kind.in_(kinds),
        _C.done_on.is_(None),
        _C.due_on.is_not(None),
        _C.deleted_at.is_(None),
    )
    for step in work.session.execute(query).scalars().all():
        assert step.due_on is not None  # noqa: S101 - asked for in the query
        records.amend(work, step, {"due_on": max(clock.today(), step.due_on + by)})


def _again(work: Work, step: ReentryStep) -> None:
    """Note the next of a date that recurs, unless its measure has ended by then."""
    assert step.due_on is not None  # noqa: S101 - asked for just before
    assert step.every_days is not None  # noqa: S101 - asked for just before
    on = step.due_on + timedelta(days=step.every_days)
    if step.ends_on is None or on <= step.ends_on:
        values = records.values_of(step) | {"due_on": on, "done_on": None}
        records.create(work, ReentryStep, values)


def released(work: Work, first: date, last: date) -> dict[str, bool | None]:
    """Return whether it was the first time inside of each person who left prison in a period.

    None where nobody said so.
    """
    work.may("report")
    query = (
        sa.select(_C.participant, _C.first_time)
        .where(_C.deleted_at.is_(None), _C.kind == RELEASE)
        .where(_C.due_on >= first, _C.due_on <= last)
        .order_by(_C.due_on, _C.row)
    )
    return dict(work.session.execute(query).all())


def coded(work: Work, person: str, stays: str) -> None:
    """Keep of an erased person's releases the month and whether it was the first time inside."""
    work.may("erase")
    query = sa.select(_C.due_on, _C.first_time).where(
        _C.participant == person, _C.deleted_at.is_(None), _C.kind == RELEASE
    )
    rows = [
        {
            "participant": stays,
            "kind": RELEASE,
            "due_on": erasure.month_of(day),
            "first_time": first,
        }
        for day, first in work.session.execute(query).all()
        if day and day <= clock.today()
    ]
    erasure.keep_coded(work, ReentryStep, rows)
