# SPDX-License-Identifier: GPL-3.0-or-later
"""The business of a plan lives in a placement, on the line of a grant, on this side of a border."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import settings as examples
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from desktop import slices
from desktop.core import records
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.team import approvals
from desktop.core.work import User
from desktop.livelihoods import business_service, service
from desktop.livelihoods.model import SeedPlan, SeedTranche, SeedVisit
from desktop.placements import checkpoint_service
from desktop.placements import service as placements
from desktop.placements.model import Placement
from tests.livelihoods.test_seed import a_plan, part, wrong
from tests.organisation.test_grants import paid_work
from tests.rooms import register, two_sectors
from tests.workspaces import add, join

OPENED = date(2026, 3, 1)


def placement_of(work, plan):
    return records.get(work, Placement, plan.placement)


def test_a_business_that_opens_brings_its_placement_and_its_checkpoints(work):
    plan = a_plan(work)
    assert wrong(lambda: service.amend(work, plan, {"opened_on": OPENED})) == "opened_on"
    service.approve(work, plan.id)
    service.amend(work, plan, {"opened_on": OPENED})
    made = placement_of(work, plan)
    assert (made.type, made.starts_on, made.status) == ("own_business", OPENED, "active")
    assert len(checkpoint_service.checkpoints(work, made.id)) == 6
    service.amend(work, plan, {"opened_on": OPENED + timedelta(days=9)})
    assert made.starts_on == OPENED + timedelta(days=9)
    service.amend(work, plan, {"closed_on": "2026-10-01"})
    assert (made.status, made.ended_on) == ("ended_early", date(2026, 10, 1))
    assert plan.state == "closed"


def test_a_business_there_was_before_is_the_placement_of_the_plan(work):
    person = register(work)
    own = {"participant": person.id, "type": "own_business", "starts_on": "2026-02-01"}
    held = placements.place(work, own)
    plan = a_plan(work, person)
    service.approve(work, plan.id)
    service.amend(work, plan, {"opened_on": OPENED})
    assert plan.placement == held.id
    assert held.starts_on == date(2026, 2, 1)


def test_seed_capital_given_counts_on_the_line_of_its_grant(work):
    grant, line, *_people = paid_work(work)
    plan = a_plan(work, grant_line=line.id, currency="USD")
    service.approve(work, plan.id)
    part(work, plan, 60_000, given_on="2026-10-02")
    part(work, plan, 40_000)
    [held] = slices.money_of(work, grant.id)
    assert held.paid == 600
    [before] = slices.money_of(work, grant.id, date(2026, 10, 1))
    assert before.paid == 0


def test_an_erased_person_leaves_what_the_grant_paid(work):
    grant, line, *_people = paid_work(work)
    person = register(work)
    plan = a_plan(work, person, grant_line=line.id, currency="USD")
    service.approve(work, plan.id)
    part(work, plan, 60_000, given_on="2026-10-02")
    slices.erase(work, person.id)
    [held] = slices.money_of(work, grant.id)
    assert held.paid == 600


def test_a_visit_that_heard_of_pressure_is_told_until_the_next(work):
    plan = a_plan(work)
    for day, pressure in (("2026-10-01", "yes"), ("2026-11-01", "no")):
        values = {"seed_plan": plan.id, "found": "open", "happened_on": day}
        records.create(work, SeedVisit, {**values, "pressure": pressure})
        assert business_service.under_pressure(work, plan.id) == (pressure == "yes")


def test_a_business_over_an_active_border_asks_for_a_decision(work):
    home, there = two_sectors(work, "active")
    person = register(work, sector=home)
    assert wrong(lambda: a_plan(work, person, sector=there)) == "crossing"
    plan = a_plan(work, person, sector=home)
    assert wrong(lambda: service.amend(work, plan, {"sector": there})) == "crossing"
    service.amend(work, plan, {"sector": there, "crossing": "remote"})
    assert plan.sector == there


def test_who_wrote_a_plan_has_it_approved_by_a_second_passphrase(workspace):
    person = add(workspace)
    words = join(workspace, "bea", "coordinator")
    join(workspace, "sol", "caseworker")
    with workspace.work(write=True) as work:
        values = {"participant": person, "idea": "Arepas", "amount": 100_000}
        plan = service.plan(work, {**values, "extortion_risk": "some"})
        assert service.needs_another(work, plan)
    given = approvals.second(workspace, "bea", words, approvals.SEED, plan.id)
    with workspace.work(write=True) as work:
        service.approve_together(work, plan.id, given.id)
        made = records.get(work, SeedPlan, plan.id)
        assert (made.state, made.approved_by) == ("approved", "bea")
        with pytest.raises(UserError):
            service.approve_together(work, plan.id, given.id)


class Parts(RuleBasedStateMachine):
    """Whatever is planned and given: never more than the plan, nothing before its approval."""

    work: Any = None
    plan: Any = None

    @rule(amount=st.integers(1, 120_000))
    def new(self, amount):
        room = self.plan.amount - sum(one.amount for one in self.parts)
        try:
            part(self.work, self.plan, amount)
        except InvalidRecord:
            assert amount > room
        else:
            assert amount <= room

    @rule(n=st.integers(0, 5))
    def give(self, n):
        if n < len(self.parts):
            one = self.parts[n]
            others = [o for o in self.parts if o.id != one.id]
            may = self.plan.state != "draft"
            may = may and all(o.proof for o in others if o.given_on)
            try:
                service.amend_tranche(self.work, one, {"given_on": "2026-11-01"})
            except InvalidRecord:
                assert not may
            else:
                assert may or one.given_on

    @rule(n=st.integers(0, 5), proof=st.sampled_from(["receipts", "told"]))
    def prove(self, n, proof):
        if n < len(self.parts):
            one = self.parts[n]
            try:
                service.amend_tranche(self.work, one, {"proof": proof, "proof_on": "2026-11-02"})
            except InvalidRecord:
                assert one.given_on is None

    @rule()
    def approve(self):
        if self.plan.state == "draft":
            service.approve(self.work, self.plan.id)

    @rule(amount=st.integers(1, 200_000))
    def other_amount(self, amount):
        planned = sum(one.amount for one in self.parts)
        before = self.plan.amount
        try:
            service.amend(self.work, self.plan, {"amount": amount})
        except InvalidRecord:
            assert self.plan.amount == before
            assert self.plan.state != "draft" or amount < planned
        else:
            assert amount in (before, self.plan.amount)

    @property
    def parts(self):
        found = service.tranche_keys(self.work, self.plan.id)
        return [records.at_row(self.work, SeedTranche, key) for key in found]

    @invariant()
    def the_money_agrees(self):
        if self.plan is not None:
            parts = self.parts
            assert sum(one.amount for one in parts) <= self.plan.amount
            given = [one for one in parts if one.given_on]
            assert not given or self.plan.state != "draft"
            assert sum(one.proof is None for one in given) <= 1
            assert all(one.given_on for one in parts if one.proof)


def test_the_parts_in_any_order(work):
    person = register(work)

    class Here(Parts):
        def __init__(self):
            super().__init__()
            self.work, self.plan = work, a_plan(work, person)

        def teardown(self):
            records.remove(work, self.plan)

    run = Here.TestCase
    run.settings = examples(max_examples=15, stateful_step_count=12, deadline=None)
    run().runTest()


def test_an_approval_is_for_one_plan(work):
    plan, other = a_plan(work), a_plan(work)
    work.holders, work.user, before = 3, User("bea", "coordinator"), work.user
    service.approve(work, plan.id)
    assert other.state == "draft"
    work.user = before
