# SPDX-License-Identifier: GPL-3.0-or-later
"""Whoever asks, enters, leaves, comes back and closes in whatever order: no place is given twice."""

from datetime import timedelta
from typing import Any

from hypothesis import settings as examples
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlmodel import col, select

from desktop.core import clock, records
from desktop.core.errors import UserError
from desktop.enrolments import service
from desktop.enrolments.model import Enrolment, State
from desktop.organisation.model import Programme
from desktop.participants import service as participants
from desktop.participants.model import CaseStatus
from tests.rooms import register

_PEOPLE, _LINES = 4, 2
WHO, WHICH = st.integers(0, _PEOPLE - 1), st.integers(0, _LINES - 1)


class States(RuleBasedStateMachine):
    """Four people, a programme with places and one without limit."""

    work: Any = None
    people: list[Any]
    lines: list[Any]

    def begin(self):
        self.trial = self.work.session.begin_nested()
        signs = (("A", 1), ("B", None))
        self.lines = [
            records.create(self.work, Programme, {"sign": one, "title": one, "capacity": places})
            for one, places in signs
        ]
        day = clock.today() - timedelta(days=60)
        self.people = [register(self.work, registered_on=day) for _n in range(_PEOPLE)]

    def teardown(self):
        self.trial.rollback()
        self.work.session.expire_all()

    @rule(who=WHO, which=WHICH, days=st.integers(0, 5))
    def enrol(self, who, which, days):
        asked = clock.today() - timedelta(days=days)
        values = {"participant": self.people[who].id, "line": self.lines[which].id}
        self.gains(which, lambda: service.enrol(self.work, {**values, "asked_on": asked}))

    @rule(who=WHO, which=WHICH, reason=st.sampled_from(("", "Corre peligro")))
    def admit(self, who, which, reason):
        for one in self.held(who, which, State.WAITING):
            ahead = service.ranks(self.work, one.line).get(one.id, 1) > 1
            made = self.gains(which, lambda one=one: service.admit(self.work, one.id, reason))
            assert made is None or bool(one.out_of_turn) == ahead
            assert made is None or reason or not ahead

    @rule(who=WHO, which=WHICH)
    def leave(self, who, which):
        for one in self.held(who, which, State.WAITING, State.ACTIVE):
            gone = {"left_on": clock.today(), "exit_reason": "moved"}
            service.amend(self.work, one, gone)

    @rule(who=WHO, which=WHICH)
    def come_back(self, who, which):
        for one in self.held(who, which, State.ENDED, State.NOT_ENTERED):
            back = {"left_on": None, "exit_reason": None}
            self.gains(which, lambda one=one, back=back: service.amend(self.work, one, back))

    @rule(who=WHO)
    def close_or_open(self, who):
        person = self.people[who]
        if person.status == CaseStatus.CLOSED.value:
            participants.reopen(self.work, person.id)
        else:
            participants.close(self.work, person.id, "moved")

    @rule(who=WHO, which=WHICH)
    def turn(self, who, which):
        person, line = self.people[who], self.lines[which].id
        before = person.programme

        def turned():
            records.amend(self.work, person, {"programme": line})
            service.turn(self.work, person, before)

        self.gains(which, turned)

    @rule(places=st.integers(1, 3))
    def give_places(self, places):
        records.amend(self.work, self.lines[0], {"capacity": places})

    def gains(self, which, act):
        """Do something by which somebody may get a place: only where one is free."""
        line = self.lines[which].id
        before = service._taken(self.work, line)
        try:
            with self.work.session.begin_nested():
                made = act()
        except UserError:
            assert service._taken(self.work, line) == before, "a refusal changed something"
            return None
        now, places = service._taken(self.work, line), self.lines[which].capacity
        assert places is None or now <= before or len(now) <= places
        return made

    def held(self, who, which, *states):
        query = self.all().where(
            Enrolment.participant == self.people[who].id,
            Enrolment.line == self.lines[which].id,
            col(Enrolment.state).in_([one.value for one in states]),
        )
        return self.work.session.execute(query).scalars().all()

    @staticmethod
    def all():
        return select(Enrolment).where(Enrolment.deleted_at.is_(None))

    @invariant()
    def days_and_state_agree(self):
        for one in self.work.session.execute(self.all()).scalars():
            assert (one.left_on is not None) == (one.state not in service.OPEN)
            entered = one.state in (State.ACTIVE.value, State.ENDED.value)
            assert (one.entered_on is not None) == entered, one.state

    @invariant()
    def nobody_is_twice_in_one_programme(self):
        for who in range(_PEOPLE):
            for which in range(_LINES):
                assert len(self.held(who, which, State.WAITING, State.ACTIVE)) <= 1

    @invariant()
    def the_file_shows_a_programme_the_person_is_in(self):
        for who, person in enumerate(self.people):
            inside = [
                self.lines[which].id
                for which in range(_LINES)
                if self.held(who, which, State.ACTIVE)
            ]
            assert person.programme in (inside or [None])

    @invariant()
    def the_list_runs_from_one_in_the_order_they_asked(self):
        for line in self.lines:
            ranks = service.ranks(self.work, line.id)
            assert list(ranks.values()) == list(range(1, len(ranks) + 1))
            waits = [records.get(self.work, Enrolment, one) for one in ranks]
            assert waits == sorted(waits, key=lambda one: (one.asked_on, one.row))
            assert all(one.state == State.WAITING.value for one in waits)

    @invariant()
    def a_place_is_proposed_only_where_one_is_free(self):
        for one in service.proposals(self.work):
            assert service.has_room(self.work, one.line)
            assert service.ranks(self.work, one.line)[one.enrolment] == 1


def test_enrolments_in_any_order(work):
    class Here(States):
        def __init__(self):
            super().__init__()
            self.work = work
            self.begin()

    run = Here.TestCase
    run.settings = examples(max_examples=25, stateful_step_count=15, deadline=None)
    run().runTest()
