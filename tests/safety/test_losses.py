# SPDX-License-Identifier: GPL-3.0-or-later
"""Killed, died, disappeared, detained: everything stops, the file is hidden, nobody counts twice."""

from datetime import date, timedelta

import pytest

from desktop import slices
from desktop.contacts import service as contacts
from desktop.core import clock, records
from desktop.core.errors import NotAllowed, NotYours
from desktop.core.work import User
from desktop.incidents import service as incidents
from desktop.incidents import victim_service
from desktop.incidents.model import Incident
from desktop.participants import glass_service, pause_service
from desktop.participants import service as participants
from desktop.placements import service as placements
from desktop.reports import monthly
from desktop.reports.period import month_of
from desktop.safety import loss_service, report, service
from tests.rooms import NOON, complete, register
from tests.safety.test_alerts import promised
from tests.workspaces import add

BEA, SOL = User("bea", "caseworker", "all"), User("sol", "caseworker", "own")
ANA = User("ana", "coordinator")


def take(work, person, kind="killed", **more):
    values = {"kind": kind, "happened_on": clock.today().isoformat(), **more}
    return loss_service.take(work, person, values)


@pytest.mark.parametrize(
    ("kind", "status"),
    [("killed", "closed"), ("died", "closed"), ("disappeared", "open"), ("detained", "open")],
)
def test_everything_due_stops_and_only_a_death_closes_the_file(work, kind, status):
    person = complete(work).id
    promised(work, person)
    alert = service.raise_for(work, person, {}).id
    assert [one.id for one in service.standing(work)] == [alert]
    take(work, person, kind)
    held = participants.get(work, person)
    assert (held.status, held.closure_reason, held.restricted) == (status, kind, True)
    assert slices.due(work, clock.today()) == []
    assert service.standing(work) == []
    assert pause_service.paused(work, [person]) == {person}


def test_the_family_and_the_team_are_tasks_that_outlive_the_file(work):
    person = register(work)
    soon = clock.today() + timedelta(days=3)
    loss = take(work, person.id, support_by=clock.today(), debrief_by=soon)
    told = [task.said() for task in slices.due(work, soon)]
    assert told == [
        f"Support for the family of {person.code}",
        f"Talk in the team about {person.code}",
    ]
    loss_service.done(work, loss.id, "support")
    loss_service.done(work, loss.id, "debrief")
    assert slices.due(work, soon) == []


def test_the_missing_may_be_found_dead_and_nothing_is_written_twice(work):
    person = register(work).id
    take(work, person, "disappeared")
    take(work, person, "killed")
    assert participants.get(work, person).status == "closed"
    assert [one.kind for one in report.lost(work, clock.today())] == ["killed"]
    with pytest.raises(loss_service.AlreadyTaken):
        take(work, person, "detained")


def test_who_is_free_again_is_reminded_of_again(work):
    person = complete(work).id
    promised(work, person)
    loss = take(work, person, "detained")
    loss_service.end(work, loss.id, "released")
    held = participants.get(work, person)
    assert (held.closure_reason, held.restricted) == (None, True)
    assert [task.person for task in slices.due(work, clock.today())] == [person]
    assert report.lost(work, clock.today()) == []
    loss_service.unhide(work, person)
    assert participants.get(work, person).restricted is None


def test_a_mistake_is_taken_back_whole(work):
    person = register(work).id
    loss = take(work, person)
    loss_service.end(work, loss.id, "mistake")
    held = participants.get(work, person)
    assert (held.status, held.closure_reason, held.restricted) == ("open", None, None)
    assert report.lost(work, clock.today() + timedelta(days=1)) == []


def test_a_hidden_file_is_in_no_list_and_no_search_of_others_and_in_every_total(workspace):
    with clock.at(NOON):
        workspace.user = SOL
        person = add(workspace, given_names="Abril")
        with workspace.work(write=True) as work:
            promised(work, person)
            take(work, person)
            code = participants.get(work, person).code
        workspace.user = BEA  # sees everybody's files, but for those that are hidden
        with workspace.work() as work:
            assert len(participants.keys(work, "", {}, "")) == 0
            assert len(participants.keys(work, "Abril", {}, "")) == 0
            assert slices.timeline(work, person) == []
            assert glass_service.is_beyond(work, code)
            with pytest.raises(NotYours):
                participants.get(work, person)
            with pytest.raises(NotYours):
                contacts.note(work, {"participant": person, "kind": "phone"})
        workspace.user = ANA
        with workspace.work() as work:
            assert len(participants.keys(work, "Abril", {}, "")) == 1
            assert [one.participant for one in report.lost(work, clock.today())] == [person]


def test_the_incident_knows_the_victim_and_a_minor_goes_where_it_is_protected(workspace):
    with clock.at(NOON):
        person = add(workspace)
        with workspace.work(write=True) as work:
            made = records.create(work, Incident, _homicide())
        assert not victim_service.link(workspace, made.id, person, killed=True, minor=False)
        with workspace.work() as work:
            held = records.get(work, Incident, made.id)
            assert (held.victims, held.killed, held.participants) == (1, 1, [person])
            assert victim_service.of_person(work, person) == [made.id]
            assert victim_service.linked(work) == {person}
        assert victim_service.link(workspace, made.id, person, killed=True, minor=True)
        with workspace.work() as work:
            assert victim_service.of_person(work, person) == []  # sealed away, with its link
        workspace.open_store("protected")
        assert incidents.take_deposits(workspace) == 1
        with workspace.work("protected") as work:
            (apart,) = victim_service.of_person(work, person)
            assert records.get(work, Incident, apart).under_18 == 1


def _homicide():
    return {"type": "homicide", "occurred_on": "2026-11-20", "how_known": "from_others"}


def test_under_18_is_decided_for_the_safe_side():
    assert loss_service.is_minor("2008", "2026-11-20")
    assert not loss_service.is_minor("2007", "2026-11-20")
    assert loss_service.is_minor("2008-11-21", "2026-11-20")
    assert not loss_service.is_minor("2008-11-20", "2026-11-20")
    assert not loss_service.is_minor("2000-02-29", "2018-03-01")


def test_only_who_counts_everybody_shows_a_hidden_file_again(work):
    person = register(work).id
    take(work, person)
    work.user = SOL
    with pytest.raises(NotAllowed):
        loss_service.unhide(work, person)


def test_a_closed_file_keeps_why_it_was_closed_for_the_day_somebody_is_free_again(work):
    person = register(work).id
    participants.close(work, person, "goals_met")
    loss = take(work, person, "detained")
    held = participants.get(work, person)
    assert (held.status, held.closure_reason) == ("closed", "detained")
    assert person not in participants.in_denominators(work)
    loss_service.end(work, loss.id, "released")
    assert (held.status, held.closure_reason) == ("closed", "goals_met")
    assert person in participants.in_denominators(work)


def test_the_report_gives_the_lost_a_line_of_their_own_and_no_share(work):
    placed = {"type": "formal_job", "starts_on": date(2026, 6, 1), "status": "active"}
    people = [complete(work).id for _n in range(12)]
    for person in people:
        placements.place(work, {**placed, "participant": person})
    month = month_of(date(2026, 11, 30))
    assert _permanence(build_report(work, month)) == [12] * 3
    for person in people[:6]:
        take(work, person, "killed" if person == people[0] else "detained")
    found = build_report(work, month)
    assert _permanence(found) == [6] * 3
    (line,) = [
        block.body
        for section in found.sections
        for block in section.blocks
        if getattr(block, "body", "").startswith("Too few to split")
        and "killed, dead, missing or detained" in block.body
    ]
    assert "Participants killed, dead, missing or detained (6)" in line


def build_report(work, month):
    return monthly.build(work, month, edition="team", language="en", is_demo=False)


def _table(document, title):
    blocks = [block for section in document.sections for block in section.blocks]
    return next(list(map(list, b.rows)) for b in blocks if getattr(b, "title", "") == title)


def _permanence(document):
    return [int(row[1]) for row in _table(document, "Permanence")[:3]]
