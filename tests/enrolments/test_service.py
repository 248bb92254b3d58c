# SPDX-License-Identifier: GPL-3.0-or-later
"""Enrolments over time, waiting lists in their order, and the line of the file in step."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core import clock, records
from desktop.core.errors import InvalidRecord
from desktop.core.tasks import Asked
from desktop.core.values import validated
from desktop.enrolments import refusal_service, report
from desktop.enrolments import service as enrolments
from desktop.enrolments.model import Enrolment, EnrolmentDraft
from desktop.organisation.model import Programme
from desktop.participants import service as participants
from desktop.safety import service as safety
from tests.workspaces import add

DAY = date(2026, 11, 10)


@pytest.fixture(autouse=True)
def _today():
    with clock.at(datetime(2026, 11, 10, 15, tzinfo=UTC)):
        yield


def programme(workspace, sign, capacity=None):
    with workspace.work(write=True) as work:
        values = {"sign": sign, "title": sign, "capacity": capacity}
        return records.create(work, Programme, values).id


def line_of(work, person):
    return participants.get(work, person).programme


def enrol(workspace, person, line, **more):
    with workspace.work(write=True) as work:
        return enrolments.enrol(work, {"participant": person, "line": line, **more}).id


def test_several_programmes_at_once_and_the_file_shows_one_of_them(workspace):
    a, b = programme(workspace, "A"), programme(workspace, "B")
    who = add(workspace)
    first = enrol(workspace, who, a)
    enrol(workspace, who, b)
    with workspace.work(write=True) as work:
        assert line_of(work, who) == a
        one = records.get(work, Enrolment, first)
        enrolments.amend(work, one, {"left_on": DAY, "exit_reason": "goals_met"})
        assert one.state == "ended"
        assert line_of(work, who) == b
        enrolments.amend(work, one, {"left_on": None, "exit_reason": None})
        assert (one.state, line_of(work, who)) == ("active", b)


def test_a_full_programme_puts_the_next_on_its_list_in_the_order_they_asked(workspace):
    line = programme(workspace, "A", 1)
    inside, late, early = add(workspace), add(workspace), add(workspace)
    enrol(workspace, inside, line)
    second = enrol(workspace, late, line, asked_on=date(2026, 10, 20))
    first = enrol(workspace, early, line, asked_on=date(2026, 10, 3))
    with workspace.work() as work:
        assert enrolments.ranks(work, line) == {first: 1, second: 2}
        assert enrolments.free(work, line) == 0
        assert enrolments.proposals(work) == []
        assert line_of(work, early) is None
        assert records.get(work, Enrolment, first).entered_on is None


def test_a_place_that_comes_free_is_proposed_to_the_first(workspace):
    line = programme(workspace, "A", 1)
    inside, waits, later = add(workspace), add(workspace), add(workspace)
    held = enrol(workspace, inside, line)
    first = enrol(workspace, waits, line, asked_on=date(2026, 10, 3))
    second = enrol(workspace, later, line)
    with pytest.raises(refusal_service.ProgrammeFull), workspace.work(write=True) as work:
        enrolments.admit(work, first)
    with workspace.work(write=True) as work:
        one = records.get(work, Enrolment, held)
        enrolments.amend(work, one, {"left_on": DAY, "exit_reason": "moved"})
        (found,) = enrolments.proposals(work)
        assert (found.enrolment, found.person, found.free) == (first, waits, 1)
        assert [task.person for task in enrolments.tasks(work, Asked(DAY))] == [waits]
    with pytest.raises(refusal_service.OutOfTurn), workspace.work(write=True) as work:
        enrolments.admit(work, second)
    with workspace.work(write=True) as work:
        made = enrolments.admit(work, second, "Corre peligro en su casa")
        assert (made.state, line_of(work, later)) == ("active", line)
        assert report.entered(work, date(2026, 11, 1), DAY, {later}) == (
            0,
            0,
        )  # asked and entered today
        assert [one.days for one in report.waiting(work, DAY)] == [38]


def test_a_closed_file_gives_its_place_back_and_waits_no_more(workspace):
    line = programme(workspace, "A", 1)
    inside, waits = add(workspace), add(workspace)
    enrol(workspace, inside, line)
    enrol(workspace, waits, line)
    with workspace.work(write=True) as work:
        participants.close(work, inside, "moved")
        assert enrolments.free(work, line) == 1
        participants.close(work, waits, "moved")
        assert enrolments.proposals(work) == []


def test_a_line_from_before_there_were_enrolments_takes_a_place(workspace):
    line, other = programme(workspace, "A", 1), programme(workspace, "B")
    old = add(workspace, programme=line)
    with workspace.work(write=True) as work:
        assert enrolments.free(work, line) == 0
        enrolments.enrol(work, {"participant": old, "line": other})
        assert len(enrolments.keys(work, old)) == 2  # what only the file told is written down
        assert line_of(work, old) == line
        assert enrolments.free(work, line) == 0


def test_the_same_programme_is_entered_once_at_a_time(workspace):
    line = programme(workspace, "A")
    who = add(workspace)
    held = enrol(workspace, who, line)
    with pytest.raises(refusal_service.AlreadyEnrolled):
        enrol(workspace, who, line)
    with workspace.work(write=True) as work:
        one = records.get(work, Enrolment, held)
        enrolments.amend(work, one, {"left_on": DAY, "exit_reason": "withdrew"})
        assert line_of(work, who) is None
    enrol(workspace, who, line)
    with workspace.work() as work:
        kinds = [kind for _day, kind, _facts in enrolments.timeline(work, who)]
        assert sorted(kinds) == ["entered", "entered", "left_programme"]


def test_an_enrolment_that_is_opened_again_does_not_stand_beside_a_later_one(workspace):
    line = programme(workspace, "A")
    who = add(workspace)
    held = enrol(workspace, who, line)
    gone = {"left_on": DAY, "exit_reason": "moved"}
    with workspace.work(write=True) as work:
        enrolments.amend(work, records.get(work, Enrolment, held), gone)
    enrol(workspace, who, line)
    back = {"left_on": None, "exit_reason": None}
    with pytest.raises(refusal_service.AlreadyEnrolled), workspace.work(write=True) as work:
        enrolments.amend(work, records.get(work, Enrolment, held), back)
    with workspace.work() as work:
        assert records.get(work, Enrolment, held).state == "ended"


def test_a_file_cannot_be_turned_to_a_programme_that_is_full(workspace):
    a, full = programme(workspace, "A"), programme(workspace, "B", 1)
    enrol(workspace, add(workspace), full)
    who = add(workspace, programme=a)
    with workspace.work(write=True) as work:
        person = participants.get(work, who)
        records.amend(work, person, {"programme": full})
        enrolments.turn(work, person, a)
        assert person.programme == a
        assert list(enrolments.ranks(work, full).values()) == [1]


days = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))


@settings(max_examples=60)
@given(asked=days, entered=days, left=days, why=st.sampled_from([None, "moved", "killed"]))
def test_dates_come_in_their_order_or_a_field_says_why_not(asked, entered, left, why):
    values = {"participant": "p", "line": "l", "exit_reason": why}
    given_days = {"asked_on": asked, "entered_on": entered, "left_on": left}
    values |= {name: day for name, day in given_days.items() if day}
    try:
        made = validated(EnrolmentDraft, values)
    except InvalidRecord as refused:
        told = set(refused.problems) - {*given_days, "exit_reason"}
    else:
        told = set()
        assert made.asked_on <= clock.today()
        assert bool(made.left_on) == bool(made.exit_reason)
        assert made.left_on is None or made.left_on >= (made.entered_on or made.asked_on)
    assert not told


def test_who_is_paused_keeps_the_number_and_is_not_passed_without_a_reason(workspace):
    line = programme(workspace, "A", 1)
    inside, threatened, later = add(workspace), add(workspace), add(workspace)
    held = enrol(workspace, inside, line)
    first = enrol(workspace, threatened, line, asked_on=date(2026, 10, 3))
    second = enrol(workspace, later, line)
    with workspace.work(write=True) as work:
        one = records.get(work, Enrolment, held)
        enrolments.amend(work, one, {"left_on": DAY, "exit_reason": "moved"})
        safety.raise_for(work, threatened, {})
        assert enrolments.ranks(work, line) == {first: 1, second: 2}
        assert enrolments.waits(work, threatened) == [(line, 1)]
        (told,) = enrolments.proposals(work)
        assert told.person == later  # nobody calls the first now
        assert len(report.waiting(work, DAY)) == 2
    with pytest.raises(refusal_service.OutOfTurn), workspace.work(write=True) as work:
        enrolments.admit(work, second)
    with workspace.work(write=True) as work:
        assert enrolments.admit(work, first).state == "active"
