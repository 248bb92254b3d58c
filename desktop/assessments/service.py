# SPDX-License-Identifier: GPL-3.0-or-later
"""Assessments: begin, go on, complete; the score and its version are stored once and stay."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from desktop.assessments import instrument_service
from desktop.assessments.model import (
    FIRST_DAYS,
    LATER_DAYS,
    MUCH,
    Assessment,
    AssessmentState,
    again,
)
from desktop.core import clock, dates, erasure, i18n, instruments, kept, records
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.fields import specs
from desktop.core.i18n import N_
from desktop.core.instruments import Instrument, Score
from desktop.core.scope import Sight
from desktop.core.tables import table_of
from desktop.core.tasks import Asked, Task
from desktop.core.work import Work
from desktop.participants import service as participants
from desktop.participants.model import CaseStatus, Participant
from desktop.supervision import service as supervision
from desktop.supervision.model import ASSESSMENT, REVIEWED

_TABLE = table_of(Assessment)
_C = _TABLE.c
_P = table_of(Participant).c
_COMPLETED = AssessmentState.COMPLETED.value
_IMMEDIATE = "immediate"
_WELLBEING, _DIFFICULTIES = "who5", "wgss"
NEW_DAYS = 60
"""Somebody registered longer ago than this is no longer reminded of a first assessment."""
_DECIDED = tuple(
    spec.name
    for spec in specs(Assessment.draft)
    if not spec.about.hidden and spec.name not in ("participant",)
)


@dataclass(frozen=True, slots=True)
class Done:
    """A completed assessment as it was scored then."""

    id: str
    instrument: str
    version: str
    done_on: date
    scores: Mapping[str, float]
    total: float | None
    band: str
    level: str


def begin(work: Work, participant: str, code: str) -> Assessment:
    """Begin an assessment, or go on with the draft that is there."""
    work.may("create")
    made = instrument_service.one(work, code)
    if not instrument_service.askable(made):
        raise instrument_service.NoWording
    if not instrument_service.fits(work, made, participant):
        raise instrument_service.TooYoung(made.from_age)
    query = sa.select(Assessment).where(
        _C.participant == participant,
        _C.instrument == code,
        _C.state == AssessmentState.DRAFT.value,
        _C.deleted_at.is_(None),
        *work.visible(_TABLE),
    )
    known: Assessment | None = work.session.execute(query).scalars().first()
    if known is not None:
        return known
    earlier = bool(done(work, participant, code))
    values = {
        "participant": participant,
        "instrument": code,
        "language": i18n.language(),
        "version": made.version,
        "kind": "follow_up" if earlier else "entry",
    }
    return records.create(work, Assessment, values)


def keep(work: Work, identity: str, values: Mapping[str, Any]) -> Assessment:
    """Keep what was answered so far."""
    held = _draft(work, identity)
    return records.amend(work, held, _split(values))


def count(work: Work, identity: str, values: Mapping[str, Any]) -> Score:
    """Return what the answers count now, without keeping anything."""
    held = records.get(work, Assessment, identity)
    made = instrument_service.one(work, held.instrument)
    return instruments.score(made, _answers(made, values))


def complete(work: Work, identity: str, values: Mapping[str, Any]) -> Assessment:
    """Store the score with its version and what was decided, and put it in the queue."""
    held = _draft(work, identity)
    made = instrument_service.one(work, held.instrument)
    scored = instruments.score(made, _answers(made, values))
    split = _split(values)
    if made.decides and not split.get("level"):
        raise InvalidRecord({"level": UserError(N_("This answer is needed."))})
    done_on = split.get("done_on") or held.done_on
    if made.decides and not split.get("again_on"):
        split["again_on"] = again(done_on)
    split |= {
        "version": made.version,
        "language": i18n.language(),
        "scores": json.dumps(dict(scored.domains), sort_keys=True),
        "total": scored.total,
        "missing": scored.missing,
        "band": scored.band or None,
        "proposed": scored.level or None,
        "state": _COMPLETED,
        "completed_on": clock.today(),
    }
    finished = records.amend(work, held, split)
    if made.decides:
        _tell_danger(work, finished)
        supervision.ask(work, ASSESSMENT, finished.participant, finished.id)
    return finished


def take_back(work: Work, identity: str) -> Assessment:
    """Open a completed assessment again, right after a slip, while nobody has reviewed it."""
    held = records.get(work, Assessment, identity)
    reviewed = supervision.states(work, [identity]).get(identity)
    if reviewed is not None and reviewed.state == REVIEWED:
        raise supervision.NotWaiting
    supervision.withdraw(work, identity)
    values = {"state": AssessmentState.DRAFT.value, "completed_on": None}
    return records.amend(work, held, values)


def remove(work: Work, identity: str) -> None:
    """Delete an assessment softly, and take it out of the queue."""
    supervision.withdraw(work, identity)
    records.remove(work, records.get(work, Assessment, identity))


def values_of(record: Assessment) -> dict[str, Any]:
    """Return the answers and what was decided, as the form shows them."""
    return {**json.loads(record.answers), **{n: getattr(record, n) for n in _DECIDED}}


def of_person(work: Work, participant: str) -> list[Assessment]:
    """Return all assessments of one person, the latest first."""
    work.may("read")
    query = (
        sa.select(Assessment)
        .where(_C.participant == participant, _C.deleted_at.is_(None), *work.visible(_TABLE))
        .order_by(_C.done_on.desc(), _C.row.desc())
    )
    return list(work.session.execute(query).scalars())


def done(work: Work, participant: str, code: str = "") -> list[Done]:
    """Return the completed assessments of one person, the earliest first."""
    found = [one for one in of_person(work, participant) if one.state == _COMPLETED]
    return [_done(one) for one in reversed(found) if code in ("", one.instrument)]


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return people to assess, for the first time or again (`core/tasks.py`)."""
    work.may("read")
    found = asked.rows(work, _again, _C.participant)
    return [
        Task(N_("Assess {code}"), on, person, record=f"{person}/assessments")
        for person, on in (*found, *_first_due(work, asked))
    ]


def _again(sight: Sight) -> sa.Select[tuple[str, date]]:
    """Select (participant, day) of those to be assessed again."""
    later = _TABLE.alias("later")
    newer = sa.exists().where(
        later.c.participant == _C.participant,
        later.c.instrument == _C.instrument,
        later.c.state == _COMPLETED,
        later.c.deleted_at.is_(None),
        later.c.done_on > _C.done_on,
    )
    return (
        sa.select(_C.participant, sa.func.min(_C.again_on))
        .where(_C.state == _COMPLETED, _C.deleted_at.is_(None), _C.again_on <= kept.day())
        .where(~newer, *sight.clauses(_TABLE))
        .group_by(_C.participant)
        .order_by(sa.func.min(_C.again_on))
    )


def timeline(work: Work, person: str) -> list[tuple[date, str, Mapping[str, Any]]]:
    """Return (day, kind, facts) of one person's completed assessments; never what came out."""
    work.may("read")
    query = sa.select(_C.done_on, _C.instrument).where(
        _C.participant == person,
        _C.state == _COMPLETED,
        _C.deleted_at.is_(None),
        *work.visible(_TABLE),
    )
    return [(on, "assessment", {"instrument": code}) for on, code in work.session.execute(query)]


def coded(work: Work, person: str, kept: str) -> None:
    """Keep of an erased person's assessments what past figures count, never an answer.

    With what and in which month, the level that was decided, what WHO-5 came to, and of the
    Washington Group set on which side of its cut-off the person was.
    """
    work.may("erase")
    held = [one for one in reversed(of_person(work, person)) if one.state == _COMPLETED]
    decided = next((one.done_on for one in held if one.level), None)
    rows = [
        {
            "participant": kept,
            "instrument": one.instrument,
            "version": one.version,
            "kind": one.kind,
            "done_on": _rounded(one.done_on, decided),
            "level": one.level,
            "band": one.band if one.instrument == _WELLBEING else None,
            "total": _side(one),
            "state": _COMPLETED,
            "completed_on": erasure.month_of(one.completed_on),
        }
        for one in held
    ]
    erasure.keep_coded(work, Assessment, rows)


def _rounded(day: date, first: date | None) -> date:
    """Return a day of the month, such that half a year from the first level stays half a year."""
    month = day.replace(day=1)
    if first is None or day <= first:
        return month
    later, begun = (day - first).days >= LATER_DAYS, first.replace(day=1)
    for one in (month, month.replace(day=15), dates.month_end(day)):
        if ((one - begun).days >= LATER_DAYS) == later:
            return one
    return month


def _side(one: Assessment) -> float | None:
    """Return the cut-off or the least of the Washington Group set, whatever was scored there."""
    if one.instrument != _DIFFICULTIES or one.total is None:
        return None
    return float(MUCH) if one.total >= MUCH else 1.0


def _first_due(work: Work, asked: Asked) -> list[tuple[str, date]]:
    """Return people registered of late who have no assessment that decides about danger."""
    if not any(one.decides for one in instrument_service.used(work)):
        return []
    rows = asked.rows(work, _never, _P.id)
    return [(person, on + timedelta(days=FIRST_DAYS)) for person, on in rows]


def _never(sight: Sight) -> sa.Select[tuple[str, date]]:
    assessed = sa.select(_C.participant).where(_C.state == _COMPLETED, _C.deleted_at.is_(None))
    return sa.select(_P.id, _P.registered_on).where(
        _P.deleted_at.is_(None),
        _P.status != CaseStatus.CLOSED.value,
        _P.registered_on <= kept.day(-FIRST_DAYS),
        _P.registered_on > kept.day(-NEW_DAYS),
        _P.id.not_in(assessed),
        *sight.clauses(table_of(Participant)),
    )


def _draft(work: Work, identity: str) -> Assessment:
    work.may("amend")
    held = records.get(work, Assessment, identity)
    if held.state != AssessmentState.DRAFT.value:
        raise UserError(N_("This assessment is completed; its score stays as it was."))
    return held


def _answers(made: Instrument, values: Mapping[str, Any]) -> dict[str, Any]:
    names = {one.code for one in made.questions}
    return {name: value for name, value in values.items() if name in names and value is not None}


def _split(values: Mapping[str, Any]) -> dict[str, Any]:
    """Part the answers from what was decided; they are kept as one text."""
    names: Sequence[str] = _DECIDED
    decided = {name: values[name] for name in names if name in values}
    answers = {
        name: value
        for name, value in values.items()
        if name not in names and value not in (None, "", [])
    }
    return {**decided, "answers": json.dumps(answers, sort_keys=True)}


def _tell_danger(work: Work, done_: Assessment) -> None:
    """Write the decided level on the protected facts; an alert is lifted by people only."""
    person = participants.get(work, done_.participant)
    newest = all(
        one.done_on <= done_.done_on
        for one in of_person(work, done_.participant)
        if one.level and one.state == _COMPLETED
    )
    if newest and person.danger not in (_IMMEDIATE, done_.level):
        records.amend(work, person, {"danger": done_.level})


def _done(one: Assessment) -> Done:
    return Done(
        one.id,
        one.instrument,
        one.version,
        one.done_on,
        json.loads(one.scores),
        one.total,
        one.band or "",
        one.level or "",
    )
