# SPDX-License-Identifier: GPL-3.0-or-later
"""Whoever writes, reviews, gives back and opens again in whatever order: two people stay two."""

from datetime import timedelta
from typing import Any

from hypothesis import settings as examples
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlmodel import col, select

from desktop.assessments import service as assessments
from desktop.assessments.model import Assessment, AssessmentState
from desktop.closures import service as closures
from desktop.core import clock, records
from desktop.core.errors import UserError
from desktop.core.team import approvals
from desktop.core.work import User
from desktop.participants.model import CaseStatus, Participant
from desktop.plans import case_service as plans
from desktop.supervision import service
from desktop.supervision.model import CLOSURE, RETURNED, REVIEWED, WAITING, Review
from tests.rooms import register

_TEAM = (User("ana", "coordinator"), User("bea", "coordinator"), User("eva", "caseworker"))
WHO = st.sampled_from(_TEAM)
"""Two who may review, and one who may not."""
ABOUT = st.sampled_from(("assessment", "plan", "closure"))


class States(RuleBasedStateMachine):
    """One file whose assessment, plan and closing are written and reviewed by three people."""

    work: Any = None

    def begin(self):
        self.trial = self.work.session.begin_nested()
        self.start, self.gone = self.work.moment, timedelta()
        self.work.user = _TEAM[0]
        self.person = register(self.work).id
        self.made: dict[str, str] = {}
        self.decided: dict[str, tuple[object, ...]] = {}

    def teardown(self):
        self.trial.rollback()
        self.work.session.expire_all()
        self.work.moment = self.start

    @rule(user=WHO)
    def assess(self, user):
        self.work.user = user
        held = assessments.begin(self.work, self.person, "tally")
        assessments.complete(self.work, held.id, {"level": "low"})
        self.made["assessment"] = held.id

    @rule(user=WHO)
    def open_again(self, user):
        self.work.user = user
        thing = self.made.get("assessment")
        if thing is None:
            return
        reviewed = [one for one in self.reviews(thing) if one.state == REVIEWED]
        try:
            with self.work.session.begin_nested():
                assessments.take_back(self.work, thing)
        except service.NotWaiting:
            assert reviewed
        else:
            assert not reviewed or self.reviews(thing)[-1].state != REVIEWED

    @rule(user=WHO)
    def plan(self, user):
        self.work.user = user
        if "plan" in self.made:
            plans.new_version(self.work, self.person)
        plans.put_goal(self.work, self.person, {"area": "safety", "statement": "Prueba"})
        written = plans.at_work(self.work, self.person)
        assert written is not None
        plans.agree(self.work, written.id, {"agreed_on": clock.today()})
        self.made["plan"] = written.id

    @rule(user=WHO)
    def close_or_open(self, user):
        self.work.user = user
        person = records.get(self.work, Participant, self.person)
        if person.status == CaseStatus.CLOSED.value:
            closures.reopen(self.work, self.person)
        else:
            closures.close(self.work, self.person, {"reason": "moved", "outcome": "partly"})
            service.ask(self.work, CLOSURE, self.person, self.person)
        self.made["closure"] = self.person

    @rule(user=WHO, about=ABOUT, agrees=st.booleans(), comment=st.sampled_from(("", "Falta")))
    def decide(self, user, about, agrees, comment):
        self.work.user = user
        waiting = service.one_waiting(self.work, self.made.get(about, ""))
        if waiting is None:
            return
        act = service.approve if agrees else service.give_back
        mine = waiting.by == user.name or user.role == "caseworker"
        assert service.may_decide(self.work, waiting.by) == (not mine)
        try:
            with self.work.session.begin_nested():
                act(self.work, waiting.id, comment)
        except UserError:
            assert mine or not (agrees or comment)
            assert records.get(self.work, Review, waiting.id).state == WAITING
        else:
            assert not mine
            assert agrees or comment

    @rule(user=WHO, about=ABOUT, hours=st.sampled_from((0, 23, 25)))
    def confirm_alone(self, user, about, hours):
        self.work.user = user
        waiting = service.one_waiting(self.work, self.made.get(about, ""))
        if waiting is None or user.role == "caseworker":
            return
        request = approvals.ask(self.work, approvals.REVIEW, waiting.id, "Nadie más")
        self.gone += timedelta(hours=hours)  # never back: the latest entry counts
        with clock.later(self.gone):
            self.work.moment = clock.now()
            try:
                with self.work.session.begin_nested():
                    given = approvals.confirm_alone(self.work, request)
                    made = service.approve(self.work, waiting.id, approval=given.id)
            except approvals.TooEarly:
                assert hours < 24
            else:
                assert hours >= 24
                assert (made.alone, made.decided_by) == (True, user.name)

    def reviews(self, *things):
        query = select(Review).where(Review.participant == self.person)
        found = query.where(Review.deleted_at.is_(None)).order_by(col(Review.row))
        every = self.work.session.execute(found).scalars().all()
        return [one for one in every if not things or one.thing in things]

    @invariant()
    def each_thing_waits_once_and_what_was_decided_stays(self):
        for thing in set(self.made.values()):
            assert sum(one.state == WAITING for one in self.reviews(thing)) <= 1
        for one in self.reviews():
            said = (one.state, one.decided_on, one.decided_by, one.alone, one.comment)
            assert (one.state == WAITING) == (one.decided_on is None) == (one.decided_by is None)
            assert self.decided.setdefault(one.id, said) == said or one.state == WAITING
            if one.state == WAITING:
                del self.decided[one.id]

    @invariant()
    def nobody_decides_about_their_own_work_unseen(self):
        for one in self.reviews():
            assert one.state == WAITING or one.alone or one.decided_by != one.created_by
            assert one.state != RETURNED or one.comment

    @invariant()
    def what_is_finished_waits_or_was_reviewed(self):
        if thing := self.made.get("assessment"):
            found = records.get(self.work, Assessment, thing)
            open_ = [one for one in self.reviews(thing) if one.state == WAITING]
            if found.state == AssessmentState.DRAFT.value:
                assert not open_
            else:
                assert self.reviews(thing)

    @invariant()
    def the_queue_counts_what_waits(self):
        self.work.user = _TEAM[0]
        mine = [one for one in service.waiting(self.work) if one.participant == self.person]
        assert len(mine) == sum(one.state == WAITING for one in self.reviews())
        figures = service.figures(
            self.work, clock.today(), clock.today() + timedelta(days=30), {self.person}
        )
        assert figures.waiting == len(mine)


def test_reviews_in_any_order(work):
    class Here(States):
        def __init__(self):
            super().__init__()
            self.work = work
            self.begin()

    before, run = work.user, Here.TestCase
    run.settings = examples(max_examples=25, stateful_step_count=10, deadline=None)
    try:
        run().runTest()
    finally:
        work.user = before
