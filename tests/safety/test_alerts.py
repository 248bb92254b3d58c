# SPDX-License-Identifier: GPL-3.0-or-later
"""An alert pauses everything about a person until somebody lifts it, and is asked after."""

from datetime import UTC, date, datetime, timedelta

import pytest

from desktop import slices
from desktop.contacts import service as contacts
from desktop.core import clock, journal, records
from desktop.core.errors import NotAllowed, NotYours
from desktop.core.work import User
from desktop.households import service as households
from desktop.organisation import service as organisation
from desktop.participants import glass_service, merge_service, pause_service
from desktop.participants import service as participants
from desktop.participants.model import Participant
from desktop.safety import outing_service, plan_service, relief_service, service
from desktop.safety.model import Alert, StaffAlert
from tests.rooms import NOON, complete, register
from tests.workspaces import add

BEA, SOL = User("bea", "caseworker", "own"), User("sol", "caseworker", "own")
ANA = User("ana", "coordinator")


def promised(work, person):
    contacts.note(
        work,
        {
            "participant": person,
            "kind": "phone",
            "happened_on": clock.today() - timedelta(days=9),
            "next_on": clock.today() - timedelta(days=1),
        },
    )


def test_everything_due_is_paused_until_somebody_lifts_it(work):
    person = complete(work, danger="low").id
    promised(work, person)
    day = clock.today()
    assert [task.person for task in slices.due(work, day)] == [person]
    raised = service.raise_for(work, person, {})
    assert raised.paused == 1
    assert slices.due(work, day) == []
    assert contacts.due(work, day) == []
    assert pause_service.paused(work, [person, "x"]) == {person}
    assert participants.get(work, person).danger == "immediate"
    service.lift(work, raised.id, "sleeps at an aunt's")
    assert [task.person for task in slices.due(work, day)] == [person]
    assert pause_service.paused(work, [person]) == set()
    assert participants.get(work, person).danger == "high"
    with pytest.raises(service.AlreadyLifted):
        service.lift(work, raised.id)
    wrote = [(one.action, one.object) for one in journal.entries(work)]
    assert ("alert", raised.id) in wrote
    assert ("pause_lifted", raised.id) in wrote


def test_it_is_asked_after_24_hours_72_hours_and_7_days_whoever_lifted_it(work):
    person = register(work).id
    raised = service.raise_for(work, person, {}).id
    start = records.get(work, Alert, raised).created_at
    for found, hours in (("not_reached", 24), ("still_danger", 72), ("safe", 168)):
        (one,) = service.standing(work)
        assert one.due_at - start == timedelta(hours=hours)
        service.check(work, raised, found)
    (one,) = service.standing(work)  # answered, and paused all the same: asked again in a week
    assert one.paused
    assert one.due_at > start + timedelta(days=6)
    service.lift(work, raised)
    assert service.standing(work) == []
    alert = records.get(work, Alert, raised)
    assert (alert.check_24h, alert.check_72h, alert.check_7d) == (
        "not_reached",
        "still_danger",
        "safe",
    )


def test_a_second_alert_takes_the_place_of_the_first(work):
    person = register(work).id
    first = service.raise_for(work, person, {"line": "men at the door"}).id
    second = service.raise_for(work, person, {"threat": "followed"}).id
    assert [one.id for one in service.standing(work)] == [second]
    service.lift(work, second)
    assert pause_service.paused(work, [person]) == set()
    assert records.get(work, Alert, first).ended_at is not None


def test_an_old_answer_that_is_wrong_today_holds_up_no_alert(work):
    person = register(work)
    person.born = "1870"
    work.session.add(person)
    work.session.flush()
    assert service.raise_for(work, person.id, {}).paused == 1


def test_what_was_agreed_by_telephone_waits_for_another_signature(work):
    person = register(work).id
    raised = service.raise_for(work, person, {"by_phone": True, "agreed_with": "dora"}).id
    assert service.standing(work)[0].sign_by == date(2026, 11, 23)  # raised on a Saturday
    service.countersign(work, raised)  # one person alone holds the key here
    assert service.standing(work)[0].sign_by is None
    work.user = BEA
    with pytest.raises(NotAllowed):
        service.countersign(work, raised)


def test_a_signature_is_due_the_next_working_day_of_the_country_and_outlives_the_alert(work):
    christmas = datetime(2026, 12, 24, 20, 0, tzinfo=UTC)  # a Thursday
    work.moment = christmas
    with clock.at(christmas):
        organisation.describe(work, organisation.Organisation(country="CO"))
        raised = service.raise_for(work, register(work).id, {"by_phone": True}).id
        (one,) = service.unsigned(work)
        assert one.sign_by == date(2026, 12, 28)  # Friday is Christmas
        service.lift(work, raised)
        for _n in range(3):
            service.check(work, raised, "safe")
        assert service.standing(work) == []
        assert [one.id for one in service.unsigned(work)] == [raised]
        service.countersign(work, raised)
        assert service.unsigned(work) == []


def test_somebody_of_the_team_in_danger_has_the_same_help(work):
    held = plan_service.write_own(work, {"people": "the neighbour", "signals": "no bread"})
    assert plan_service.write_own(work, {"people": "an aunt"}).id == held.id
    made = records.create(work, StaffAlert, {"staff": work.user.name, "by_phone": True}).id
    relief_service.give(work, made, {"kind": "cash", "amount": 50})
    given = relief_service.give(work, made, {"kind": "relocation", "people": 4})
    waiting = relief_service.waiting(work)
    assert [(one.who, one.person) for one in waiting] == [(work.user.name, "")] * 2
    relief_service.answer(work, given.id, "approved")
    assert [one.answer for one in relief_service.given(work, made)] == [None, "approved"]
    with pytest.raises(outing_service.InDanger):
        outing_service.leave(work, clock.now() + timedelta(hours=1))
    threatened, work.user = work.user.name, BEA
    assert plan_service.of_staff(work, threatened).people == "an aunt"  # while it goes on
    work.user = ANA
    service.lift(work, made)
    for _n in range(3):
        service.check(work, made, "safe")
    outing_service.leave(work, clock.now() + timedelta(hours=1), staff=threatened)
    work.user = BEA
    assert plan_service.of_staff(work, threatened) is None


def test_help_is_given_at_once_and_answered_afterwards(work):
    person = register(work)
    alert = service.raise_for(work, person.id, {}).id
    given = relief_service.give(work, alert, {"kind": "cash", "amount": 80})
    relief_service.give(work, alert, {"kind": "relocation", "people": 3})
    first, second = relief_service.waiting(work)
    assert (first.who, first.kind, first.amount) == (person.code, "cash", 80)
    relief_service.answer(work, first.id, "approved")
    assert [one.id for one in relief_service.waiting(work)] == [second.id]
    assert given.answered_by == work.user.name
    work.user = BEA
    with pytest.raises(NotAllowed):
        relief_service.answer(work, second.id, "approved")


def test_a_file_of_others_opens_by_its_code_for_a_day_and_the_coordinator_is_told(workspace):
    with clock.at(NOON):
        workspace.user = SOL
        person = add(workspace)
        with workspace.work() as work:
            code = participants.get(work, person).code
        workspace.user = BEA
        raised = service.raise_alert(workspace, f" {code.lower()} ", {"line": "two men wait"})
        assert raised.person == person
        with workspace.work() as work:
            assert participants.get(work, person).danger == "immediate"
        workspace.user = ANA
        with workspace.work() as work:
            assert [one.user for one in glass_service.unseen(work)] == ["bea"]
    with clock.at(NOON + timedelta(hours=25)):
        workspace.user = BEA
        with workspace.work() as work, pytest.raises(NotYours):
            records.get(work, Participant, person)
        workspace.user = SOL
        with workspace.work() as work:
            assert [one.id for one in service.standing(work)] == [raised.id]


def test_a_threat_to_the_team_is_known_to_everybody(workspace):
    raised = service.raise_alert(workspace, "ANA", {"line": "a note under the door"})
    assert raised.person == ""
    workspace.user = BEA
    with workspace.work(write=True) as work:
        (one,) = service.standing(work)
        assert (one.who, one.person, one.paused) == ("ana", "", True)
        service.check(work, one.id, "safe")


def test_nothing_is_raised_where_nobody_is_known(workspace):
    for typed in ("P-0000", "nobody", "", "P-7KQ4M"):
        with pytest.raises(service.NobodyKnown):
            service.raise_alert(workspace, typed, {})
    with workspace.work() as work:
        assert service.standing(work) == []


def test_the_whole_household_is_paused_whoever_works_with_them(workspace):
    with clock.at(NOON):
        workspace.user = SOL
        other = add(workspace, given_names="Abril")
        with workspace.work(write=True) as work:
            promised(work, other)
            assert {task.person for task in slices.due(work, clock.today())} == {other}
        workspace.user = ANA
        person = add(workspace)
        with workspace.work(write=True) as work:
            households.add(work, person, {"relation": "sibling", "person": other})
            raised = service.raise_for(work, person, {})
            assert raised.paused == 2
        workspace.user = SOL
        with workspace.work() as work:
            assert slices.due(work, clock.today()) == []
            assert pause_service.since(work, other) == (NOON, False)
            assert participants.get(work, other).danger is None
        workspace.user = ANA
        with workspace.work(write=True) as work:
            service.lift(work, raised.id)
            assert pause_service.paused(work, [person, other]) == set()


def test_a_code_typed_in_haste_finds_its_file_and_a_login_word_goes_first(workspace):
    with workspace.work(write=True) as work:
        person = register(work)
        code, identity = person.code, person.id
    rest = code.partition("-")[2]
    hasty = rest.replace("0", "o").replace("1", "l").lower()
    for typed in (f" {code.lower()} ", code.replace("-", ""), f"p {hasty}", rest):
        assert service.raise_alert(workspace, typed, {}).person == identity
    assert service.raise_alert(workspace, "ANA", {}).person == ""
    for typed in ("", "P-", "Encarnación", "x" * 40, "p-0000z9"):
        with pytest.raises(service.NobodyKnown):
            service.raise_alert(workspace, typed, {})


def test_the_code_of_a_file_that_was_merged_still_raises_the_alert(workspace):
    kept, gone = add(workspace), add(workspace)
    with workspace.work(write=True) as work:
        code = participants.code_of(work, gone)
        merge_service.merge(work, kept, gone)
    assert service.raise_alert(workspace, code, {}).person == kept
