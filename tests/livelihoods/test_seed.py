# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed capital: risk first, approval by another, the next part after proof, alive after a year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import slices
from desktop.activities.series_model import Series, SeriesMember
from desktop.core import records
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.tables import table_of
from desktop.core.tasks import Asked
from desktop.core.work import User
from desktop.livelihoods import certificate_service, due_service, service
from desktop.livelihoods.model import Certificate, SeedPlan, SeedTranche, SeedVisit
from desktop.livelihoods.page import SeedSource, TrancheSource
from desktop.livelihoods.service import LOOK_DAYS, Alive
from tests.rooms import register

TODAY = date(2026, 11, 21)


def a_plan(work, person=None, **more):
    person = person or register(work)
    values = {"participant": person.id, "idea": "Venta de arepas", "amount": 100_000}
    return service.plan(work, {**values, "extortion_risk": "some", **more})


def part(work, plan, amount, **more):
    return service.tranche(work, {"seed_plan": plan.id, "amount": amount, **more})


def wrong(act):
    with pytest.raises(InvalidRecord) as raised:
        act()
    [name] = raised.value.problems
    return name


def test_a_plan_is_not_approved_before_its_risk_was_thought_about(work):
    plan = a_plan(work, extortion_risk=None)
    with pytest.raises(UserError, match="extortion"):
        service.approve(work, plan.id)
    assert wrong(lambda: service.amend(work, plan, {"extortion_risk": "high"})) == "safeguards"
    service.amend(work, plan, {"extortion_risk": "high", "safeguards": "Desde la casa"})
    assert service.approve(work, plan.id).state == "approved"
    with pytest.raises(UserError):
        service.approve(work, plan.id)
    assert wrong(lambda: service.amend(work, plan, {"amount": 1})) == "amount"


def test_who_wrote_a_plan_does_not_approve_it_where_there_are_three(work):
    plan = a_plan(work)
    work.holders, before = 3, work.user
    with pytest.raises(UserError):
        service.approve(work, plan.id)
    work.user = User("otra", "coordinator")
    assert service.approve(work, plan.id).approved_by == "otra"
    work.user = before


def test_the_parts_are_no_more_than_the_plan_and_each_waits_for_the_proof_before(work):
    plan = a_plan(work)
    first = part(work, plan, 60_000)
    assert wrong(lambda: part(work, plan, 40_001)) == "amount"
    second = part(work, plan, 40_000)
    given = {"given_on": "2026-11-01"}
    assert wrong(lambda: service.amend_tranche(work, first, given)) == "given_on"
    service.approve(work, plan.id)
    service.amend_tranche(work, first, given)
    assert wrong(lambda: service.amend_tranche(work, second, given)) == "given_on"
    service.amend_tranche(work, first, {"proof": "receipts", "proof_on": "2026-11-03", "spent": 1})
    service.amend_tranche(work, second, given)
    [row] = service.rows(work, service.keys(work))
    assert row[3:6] == (100_000, "USD", 100_000)


def test_what_waits_of_a_plan(work):
    person = register(work)
    plan = a_plan(work, person)
    first = part(work, plan, 60_000, due_on="2026-11-01")
    assert due_service.tasks(work, Asked(TODAY)) == []
    service.approve(work, plan.id)
    [give] = due_service.tasks(work, Asked(TODAY))
    assert (give.person, give.on) == (person.id, date(2026, 11, 1))
    service.amend_tranche(work, first, {"given_on": "2026-11-02"})
    [see] = due_service.tasks(work, Asked(TODAY))
    assert see.on == date(2026, 11, 16)
    service.amend_tranche(work, first, {"proof": "told"})
    service.amend(work, plan, {"opened_on": TODAY - timedelta(days=190)})
    [look] = due_service.tasks(work, Asked(TODAY))
    assert "6" in look.words
    records.create(work, SeedVisit, {"seed_plan": plan.id, "found": "open", "happened_on": TODAY})
    assert due_service.tasks(work, Asked(TODAY)) == []
    assert [k for _d, k, _f in service.timeline(work, person.id)] == [
        "seed_approved",
        "seed_opened",
    ]


@pytest.mark.parametrize(
    ("closed", "visits", "counted"),
    [
        (None, [("open", 200)], (1, 1, 1)),
        (None, [("closed", 200)], (1, 1, 0)),
        (None, [("not_reached", 200)], (1, 0, 0)),
        (None, [("open", 100)], (1, 0, 0)),
        (100, [], (1, 1, 0)),
        (300, [("open_less", 190)], (1, 1, 1)),
    ],
)
def test_alive_after_half_a_year(work, closed, visits, counted):
    person, opened = register(work), TODAY - timedelta(days=340)
    plan = a_plan(work, person)
    service.approve(work, plan.id)
    service.amend(work, plan, {"opened_on": opened})
    for found, days in visits:
        on = opened + timedelta(days=days)
        records.create(work, SeedVisit, {"seed_plan": plan.id, "found": found, "happened_on": on})
    if closed:
        service.amend(work, plan, {"closed_on": opened + timedelta(days=closed)})
    half, year = service.survival(work, TODAY, {person.id})
    assert (half.due, half.seen, half.alive) == counted
    assert year == Alive("12", 0, 0, 0)
    assert service.survival(work, TODAY, set())[0].due == 0


@given(
    st.integers(0, 800),
    st.lists(st.tuples(st.integers(0, 800), st.sampled_from(["open", "closed", "not_reached"]))),
)
def test_nobody_is_alive_who_was_not_seen(age, visits):
    class One:
        id, opened_on, closed_on = "x", TODAY - timedelta(days=age), None

    held = {"x": [(One.opened_on + timedelta(days=days), found) for days, found in visits]}
    for months, days in service.ALIVE.items():
        found = service._alive(months, days, [One], held, TODAY)
        assert 0 <= found.alive <= found.seen <= found.due <= 1
        assert found.due == (age >= days + LOOK_DAYS)


def test_an_erased_person_leaves_sums_and_nothing_of_the_business(work):
    person = register(work)
    plan = a_plan(work, person)
    part(work, plan, 50_000)
    slices.erase(work, person.id)
    assert len(service.keys(work)) == 0
    left = work.session.execute(table_of(SeedPlan).select()).all()
    assert [(one.idea, one.amount) for one in left] == [("*", 100_000)]
    parts = work.session.execute(table_of(SeedTranche).select()).all()
    assert [(one.seed_plan, one.amount) for one in parts] == [(left[0].id, 50_000)]


def test_certificates_of_the_courses_that_ended(work):
    course = records.create(
        work,
        Series,
        {
            "title": "Panadería",
            "kind": "course",
            "starts_on": "2026-08-01",
            "ends_on": "2026-10-30",
        },
    )
    people = [register(work) for _n in range(3)]
    for person in people:
        records.create(
            work,
            SeriesMember,
            {"series": course.id, "participant": person.id, "joined_on": "2026-08-01"},
        )
    issued = {"series": course.id, "kind": "passed", "issued_on": "2026-11-01"}
    certificate_service.issue(work, {**issued, "participant": people[0].id})
    october = (date(2026, 10, 1), date(2026, 10, 31))
    everybody = {person.id for person in people}
    assert certificate_service.completion(work, *october, everybody) == (1, 3)
    assert certificate_service.completion(work, *october, {people[1].id}) == (0, 1)
    assert certificate_service.completion(work, date(2026, 11, 1), TODAY, everybody) == (0, 0)
    with pytest.raises(InvalidRecord):
        records.create(
            work,
            Certificate,
            {"participant": people[0].id, "kind": "passed", "issued_on": "2027-01-01"},
        )


def test_money_that_was_given_is_not_deleted_with_its_part_or_plan(workspace):
    plans = SeedSource(workspace, None)  # type: ignore[arg-type] # no page is built here
    with workspace.work(write=True) as work:
        plan = a_plan(work)
        service.approve(work, plan.id)
        first = part(work, plan, 40_000)
    parts = TrancheSource(workspace, plan.id)
    assert plans.load(plan.id).may_remove
    assert parts.load(first.id).may_remove
    parts.save(first.id, {"given_on": TODAY})
    assert not plans.load(plan.id).may_remove
    assert not parts.load(first.id).may_remove
