# SPDX-License-Identifier: GPL-3.0-or-later
"""A participant among the victims of an incident: the link stands on the incident alone.

An incident that is kept apart knows the participant, and the participant's file does not know it.
So the person counts once, in the incident, whichever store that lies in.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from desktop.core import dates, records
from desktop.core.errors import RecordGone
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.incidents import hurt_service, service
from desktop.incidents.model import Incident, IncidentDraft
from desktop.incidents.victim_model import Victim, VictimDraft
from desktop.participants import service as participants

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_C = table_of(Incident).c
_ADULT = 18


def of_person(work: Work, person: str) -> list[str]:
    """Return the incidents of this store that count a participant among their victims."""
    work.may("read")
    named = sa.func.instr(sa.cast(_C.participants, sa.Text), person) > 0
    query = sa.select(_C.id).where(named, _C.deleted_at.is_(None)).order_by(_C.row)
    return list(work.session.execute(query).scalars())


def linked(work: Work) -> set[str]:
    """Return every participant whom an incident of this store counts among its victims."""
    work.may("report")
    some = sa.cast(_C.participants, sa.Text) != "[]"
    rows = work.session.execute(sa.select(_C.participants).where(some, _C.deleted_at.is_(None)))
    return {person for people in rows.scalars() for person in people or []}


def link(workspace: "Workspace", incident: str, person: str, *, killed: bool, minor: bool) -> bool:
    """Say that a participant is one of the victims an incident of the main store already counts.

    The counts grow only where they were smaller than what is known now. A victim under 18 brings
    the incident where it is protected; True when it was sealed away.
    """
    with workspace.work() as work:
        held = records.get(work, Incident, incident)
        values = _with(held, person, killed=killed, minor=minor)
        whole = records.validated(IncidentDraft, {**records.values_of(held), **values})
    if whole.needs_protection():
        return service.move_apart(workspace, incident, values)
    with workspace.work(write=True) as work:
        service.amend(work, records.get(work, Incident, incident), values)
    return False


def record(
    workspace: "Workspace", person: str, values: Mapping[str, Any], *, killed: bool, minor: bool
) -> bool:
    """Write the incident in which a participant was hurt; True when it was sealed away."""
    with workspace.work() as work:
        work.may("create")
    counted = {
        "victims": 1,
        "killed": 1 if killed else None,
        "under_18": 1 if minor else None,
        "participants": [person],
        "how_known": "unknown",
        **{name: value for name, value in values.items() if value is not None},
    }
    if records.validated(IncidentDraft, counted).needs_protection():
        return service.record_protected(workspace, counted)
    with workspace.work(write=True) as work:
        service.record(work, counted)
    return False


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a line: its id, empty where the incident left this store with it."""

    id: str
    moved: bool = False
    sealed: bool = False


def write_line(
    workspace: "Workspace",
    store: str,
    incident: str,
    values: Mapping[str, Any] | None,
    line: str | None = None,
) -> Written:
    """Write, change or take away (``values`` None) one line of the people hurt.

    The numbers of the incident follow. A line about somebody under 18 brings an incident of the
    main store where it is protected.
    """
    with workspace.work(store) as work:
        held = records.get(work, Incident, incident)
        work.may("amend", held)
        lines = {one.id: records.values_of(one) for one in hurt_service.of_incident(work, incident)}
        was = records.values_of(held)
    before: list[Mapping[str, Any]] = list(lines.values())
    if values is None:
        lines.pop(str(line), None)
    else:
        made = records.validated(VictimDraft, {**values, "incident": incident}).model_dump()
        lines[line or ""] = _of_age(workspace, made, held.occurred_on)
    after = list(lines.values())
    changed = hurt_service.followed(was, before, after)
    whole = records.validated(IncidentDraft, {**was, **changed})
    if store != service.PROTECTED and whole.needs_protection():
        return Written(
            "", moved=True, sealed=service.move_apart(workspace, incident, changed, after)
        )
    with workspace.work(store, write=True) as work:
        written = _keep_line(work, lines.get(line or ""), line)
        service.amend(work, records.get(work, Incident, incident), changed)
    return Written(written)


def _keep_line(work: Work, values: Mapping[str, Any] | None, line: str | None) -> str:
    if line is None:
        return records.create(work, Victim, values or {}).id
    held = records.get(work, Victim, line)
    if values is None:
        records.remove(work, held)
    else:
        records.amend(work, held, values)
    return line


def _of_age(workspace: "Workspace", values: dict[str, Any], happened_on: str) -> dict[str, Any]:
    """Take the age from the file where a participant is named and none was chosen.

    Who may have been under 18 counts as one (the year alone is known of many).
    """
    person = values.get("participant")
    if not person or hurt_service.is_young(values):
        return values
    born = None
    with workspace.work() as work, suppress(RecordGone):
        born = participants.get(work, str(person)).born
    if not born:
        return values
    day, birth = dates.parse(happened_on).first, dates.parse(born).last
    if (day.year - birth.year, day.month, day.day) < (_ADULT, birth.month, birth.day):
        return {**values, "age_band": "14-17"}
    return values


def _with(held: Incident, person: str, *, killed: bool, minor: bool) -> dict[str, Any]:
    people = list(dict.fromkeys([*(held.participants or []), person]))
    values: dict[str, Any] = {
        "participants": people,
        "victims": max(held.victims or 0, len(people)),
    }
    if killed:
        values["killed"] = max(held.killed or 0, 1)
    if minor:
        values["under_18"] = max(held.under_18 or 0, 1)
    return values
