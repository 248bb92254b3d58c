# SPDX-License-Identifier: GPL-3.0-or-later
"""Enrolments: who is in which programme, and who waits, in the order in which they asked.

The ``programme`` of a participant is the line under which lists and reports show the file. It is
kept in step here: it is one of the programmes the person is in. A file that has it from before
there were enrolments, or from an import, counts as one place taken.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, listing, records, scope
from desktop.core.i18n import N_
from desktop.core.tables import CODED, table_of
from desktop.core.tasks import Asked, Task
from desktop.core.work import Work
from desktop.enrolments import refusal_service
from desktop.enrolments.model import Enrolment, State
from desktop.organisation.model import Programme
from desktop.participants import service as participants
from desktop.participants.model import CaseStatus, Participant

_TABLE = table_of(Enrolment)
_C = _TABLE.c
_P = table_of(Participant).c
_G = table_of(Programme).c

OPEN = (State.WAITING.value, State.ACTIVE.value)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A free place and who is first in the order of the list."""

    line: str
    free: int
    enrolment: str
    person: str


def has_room(work: Work, line: str, person: str = "") -> bool:
    """Tell whether a programme takes one more; somebody who is in it needs no second place."""
    places = free(work, line, person)
    return places is None or places > 0


def enrol(work: Work, values: Mapping[str, Any]) -> Enrolment:
    """Enrol somebody; where the programme is full they wait, with the day on which they asked."""
    work.may("create")
    person, line = str(values.get("participant") or ""), str(values.get("line") or "")
    if _open(work, person, line) is not None:
        raise refusal_service.AlreadyEnrolled
    _adopt(work, person, line)
    asked = values.get("asked_on") or clock.today()
    state, entered = State.ACTIVE.value, values.get("entered_on") or asked
    if values.get("left_on"):
        state = State.ENDED.value
    elif not has_room(work, line, person):
        state, entered = State.WAITING.value, None
    made = records.create(
        work, Enrolment, {**values, "asked_on": asked, "state": state, "entered_on": entered}
    )
    _keep_in_step(work, person)
    return made


def begin(work: Work, person: Participant, line: str) -> Enrolment:
    """Enrol somebody just registered: with the line in the file, or on the waiting list."""
    work.may("create")
    asked = person.registered_on or clock.today()
    values = {"participant": person.id, "line": line, "asked_on": asked}
    if person.programme == line:
        values |= {"state": State.ACTIVE.value, "entered_on": asked, "entry_reason": "criteria"}
    else:
        values["state"] = State.WAITING.value
    return records.create(work, Enrolment, values)


def turn(work: Work, person: Participant, before: str | None) -> None:
    """Follow a change of the line in the file: the new one begins, the earlier one goes on.

    A file cannot be turned to a programme that is full: it keeps its line, and the person waits.
    """
    work.may("amend", person)
    line = person.programme
    if not line or line == before:
        return
    if (held := _open(work, person.id, line)) is not None:
        if held.state == State.WAITING.value:
            records.amend(work, person, {"programme": before})
        return
    if before:
        _adopt(work, person.id, line, before)
    if not has_room(work, line, person.id):
        records.amend(work, person, {"programme": before})
    begin_on = {"participant": person.id, "line": line, "asked_on": clock.today()}
    waits = person.programme != line
    state = State.WAITING.value if waits else State.ACTIVE.value
    entered = None if waits else clock.today()
    records.create(work, Enrolment, {**begin_on, "state": state, "entered_on": entered})


def admit(work: Work, identity: str, reason: str = "") -> Enrolment:
    """Give somebody who waits a free place; going before others needs a reason."""
    one = records.get(work, Enrolment, identity)
    work.may("amend", one)
    if one.state != State.WAITING.value:
        raise refusal_service.AlreadyEnrolled
    if not has_room(work, one.line):
        raise refusal_service.ProgrammeFull
    waiting = ranks(work, one.line)
    ahead = waiting.get(one.id, 1) > 1
    if ahead and not reason.strip():
        raise refusal_service.OutOfTurn
    values = {
        "state": State.ACTIVE.value,
        "entered_on": clock.today(),
        "entry_reason": one.entry_reason or "turn",
        "out_of_turn": reason.strip() if ahead else None,
    }
    records.amend(work, one, values)
    _keep_in_step(work, one.participant)
    return one


def amend(work: Work, record: Enrolment, values: Mapping[str, Any]) -> Enrolment:
    """Change an enrolment; a day of leaving ends it, and taking it away opens it again."""
    work.may("amend", record)
    whole = {"left_on": record.left_on, **values}
    state = record.state
    if whole["left_on"] and state in OPEN:
        entered = state == State.ACTIVE.value
        state = State.ENDED.value if entered else State.NOT_ENTERED.value
    elif not whole["left_on"] and state not in OPEN:
        if _open(work, record.participant, record.line) is not None:
            raise refusal_service.AlreadyEnrolled
        state = State.WAITING.value if record.entered_on is None else State.ACTIVE.value
        if state == State.ACTIVE.value and not has_room(work, record.line):
            raise refusal_service.PlaceTaken
    records.amend(work, record, {**values, "state": state})
    _keep_in_step(work, record.participant)
    return record


def keys(work: Work, person: str) -> "array[int]":
    """Return the enrolments of one participant, those that run first, then the latest."""
    order = [_C.state.not_in(OPEN), _C.asked_on.desc(), _C.row.desc()]
    return listing.snapshot(work, Enrolment, where=[_C.participant == person], order=order)


def waiting_keys(work: Work, line: str) -> "array[int]":
    """Return the waiting list of a programme in its order, as far as one's own files go."""
    where = [_C.line == line, *_waits()]
    return listing.snapshot(work, Enrolment, where=where, order=[_C.asked_on, _C.row])


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return id, participant, line, state, asked_on, entered_on, left_on, exit_reason of each."""
    columns = (
        _C.id,
        _C.participant,
        _C.line,
        _C.state,
        _C.asked_on,
        _C.entered_on,
        _C.left_on,
        _C.exit_reason,
    )
    return listing.page(work, _TABLE, _C.row, columns, wanted)


def ranks(work: Work, line: str) -> dict[str, int]:
    """Return the number of every enrolment that waits for a programme: everybody counts.

    The number is true whichever files one sees; it tells nobody who else waits.
    """
    work.may("read")
    query = sa.select(_C.id).where(_C.line == line, *_waits()).order_by(_C.asked_on, _C.row)
    return {one: n for n, one in enumerate(work.session.execute(query).scalars(), start=1)}


def is_waiting(work: Work, identity: str) -> bool:
    """Tell whether an enrolment stands on a waiting list."""
    return records.get(work, Enrolment, identity).state == State.WAITING.value


def waits(work: Work, person: str) -> list[tuple[str, int]]:
    """Return (programme, number on its list) for each list on which a participant waits."""
    work.may("read")
    query = sa.select(_C.id, _C.line).where(_C.participant == person, *_waits())
    found = work.session.execute(query.where(*work.visible(_TABLE)).order_by(_C.row)).all()
    return [(line, ranks(work, line)[identity]) for identity, line in found]


def free(work: Work, line: str, but: str = "") -> int | None:
    """Return how many places of a programme are free, ``but`` one person's; None: no limit."""
    work.may("read")
    query = sa.select(_G.capacity).where(_G.id == line, _G.deleted_at.is_(None))
    capacity = work.session.execute(query).scalar()
    return None if capacity is None else max(0, capacity - len(_taken(work, line) - {but}))


def proposals(work: Work) -> list[Proposal]:
    """Return, for each programme with a free place and a list, who is first of those to be told.

    Whoever is paused keeps the number and is not called; to enter before them takes a reason.
    """
    work.may("read")
    lines = work.session.execute(sa.select(_C.line).where(*_waits()).distinct()).scalars().all()
    found = []
    for line in lines:
        places = free(work, line)
        if places is None or places > 0:
            told = participants.reminded(_C.participant)
            order = sa.select(_C.id).where(_C.line == line, *_waits(), told)
            first = work.session.execute(order.order_by(_C.asked_on, _C.row)).scalars().first()
            seen = sa.select(_C.participant).where(_C.id == first, *work.visible(_TABLE))
            person = work.session.execute(seen).scalar()
            if first and person:
                found.append(Proposal(line, places or 0, first, person))
    return found


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return the free places and who is first on the list for each (`core/tasks.py`)."""
    work.may("read")
    words = N_("A place is free: {code} is first on the waiting list")
    return [
        Task(words, asked.day, one.person)
        for one in proposals(work)
        if asked.people is None or one.person in asked.people
    ]


def timeline(work: Work, person: str) -> list[tuple[date, str, Mapping[str, Any]]]:
    """Return (day, kind, facts) of one participant's programmes: asked, entered, left."""
    work.may("read")
    query = sa.select(_C.line, _C.state, _C.asked_on, _C.entered_on, _C.left_on).where(
        _C.participant == person, _C.deleted_at.is_(None), *work.visible(_TABLE)
    )
    found: list[tuple[date, str, Mapping[str, Any]]] = []
    titles = dict(work.session.execute(sa.select(_G.id, _G.sign)).all())
    for line, _state, asked, entered, left in work.session.execute(query):
        facts = {"line": titles.get(line, "")}
        found.append((entered, "entered", facts) if entered else (asked, "asked_to_enter", facts))
        if left:
            found.append((left, "left_programme", facts))
    return found


def come_in_step(work: Work, person: str) -> None:
    """Bring the line of a file in step again after an enrolment was taken back or restored."""
    scope.require_id(work, "amend", participants.REGISTER, person)
    _keep_in_step(work, person)


def keeps_place() -> sa.ColumnElement[bool]:
    """Match who has a place on a list: whoever is paused or in prison keeps it."""
    there = _P.deleted_at.is_(None), _P.status != CaseStatus.CLOSED.value
    return sa.select(_P.id).where(_P.id == _C.participant, *there).correlate(_TABLE).exists()


def _waits() -> tuple[sa.ColumnElement[bool], ...]:
    """Match who waits and whose file is open."""
    return (_C.deleted_at.is_(None), _C.state == State.WAITING.value, keeps_place())


def _open(work: Work, person: str, line: str) -> Enrolment | None:
    query = sa.select(Enrolment).where(
        _C.participant == person, _C.line == line, _C.state.in_(OPEN), _C.deleted_at.is_(None)
    )
    found: Enrolment | None = work.session.execute(query).scalars().first()
    return found


def _taken(work: Work, line: str) -> set[str]:
    """Return who has a place: enrolled, or with this line in an open file and no enrolment."""
    there = (
        _P.deleted_at.is_(None),
        _P.created_by != CODED,
        _P.status != CaseStatus.CLOSED.value,
    )
    enrolled = (
        sa.select(_C.participant)
        .join(Participant, _P.id == _C.participant)
        .where(_C.line == line, _C.state == State.ACTIVE.value, _C.deleted_at.is_(None), *there)
    )
    known = sa.select(_C.participant).where(_C.line == line, _C.deleted_at.is_(None))
    before = sa.select(_P.id).where(_P.programme == line, _P.id.not_in(known), *there)
    return set(work.session.execute(sa.union(enrolled, before)).scalars())


def _adopt(work: Work, person: str, other: str, line: str = "") -> None:
    """Write down the enrolment that only the line of the file told, before another begins."""
    file = records.get(work, Participant, person)
    shown = line or file.programme
    known = sa.select(_C.id).where(
        _C.participant == person, _C.line == shown, _C.deleted_at.is_(None)
    )
    if not shown or shown == other or work.session.execute(known).first() is not None:
        return
    since = file.registered_on or clock.today()
    values = {"participant": person, "line": shown, "asked_on": since, "entered_on": since}
    records.create(work, Enrolment, {**values, "state": State.ACTIVE.value})


def _keep_in_step(work: Work, person: str) -> None:
    """Show the file under a programme the person is in, the latest where the one shown ended."""
    record = records.get(work, Participant, person)
    query = (
        sa.select(_C.line, _C.state)
        .where(_C.participant == person, _C.deleted_at.is_(None))
        .order_by(_C.entered_on.desc(), _C.row.desc())
    )
    held = work.session.execute(query).all()
    active = [line for line, state in held if state == State.ACTIVE.value]
    shown = record.programme
    if shown in active or (shown and shown not in {line for line, _state in held}):
        return
    records.amend(work, record, {"programme": active[0] if active else None})
