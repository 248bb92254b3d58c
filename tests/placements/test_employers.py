# SPDX-License-Identifier: GPL-3.0-or-later
"""Employers: promises filled by people who began, talks to have, and who may be called."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.consents import service as consents
from desktop.core import records
from desktop.core.errors import InvalidRecord
from desktop.core.tasks import Asked
from desktop.organisation import uses_service
from desktop.placements import checkpoint_service, employer_service, service
from desktop.placements.employer_model import Employer, Outreach
from desktop.placements.employer_service import Promised, filled
from desktop.placements.page import how_to_ask
from tests.rooms import register

TODAY = date(2026, 11, 21)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
PROMISES = st.lists(st.tuples(st.sampled_from("ab"), DAYS, st.integers(1, 4)), max_size=6)
BEGUN = st.lists(st.tuples(st.sampled_from("abc"), DAYS), max_size=20)


def employer(work, **more):
    return records.create(work, Employer, {"title": "Panadería La Espiga", **more})


def place(work, person, host, day="2026-08-01", **more):
    values = {"participant": person.id, "type": "formal_job", "starts_on": day}
    return service.place(work, {**values, "employer": host.id, **more})


def first_check(work, placement):
    return checkpoint_service.checkpoints(work, placement.id)[0]


@given(PROMISES, BEGUN)
def test_nobody_fills_two_places_and_no_place_is_filled_twice(made, begun):
    held = [
        Promised(str(n), host, day, day + timedelta(days=30), places)
        for n, (host, day, places) in enumerate(sorted(made, key=lambda one: one[1]))
    ]
    found = filled(held, begun)
    assert all(0 <= one.filled <= one.places for one in found)
    for host in "ab":
        mine = sum(one.filled for one in found if one.employer == host)
        assert mine <= sum(at == host for at, _day in begun)


def test_more_people_than_a_workplace_can_take_are_told(work):
    host = employer(work, places=1)
    place(work, register(work), host)
    assert not employer_service.is_full(work, host.id)
    second = place(work, register(work), host)
    assert employer_service.is_full(work, host.id)
    service.amend(work, second, {"status": "ended_early", "ended_on": "2026-09-01"})
    assert not employer_service.is_full(work, host.id)
    assert not employer_service.is_full(work, employer(work).id)


def test_a_promise_is_filled_by_who_began_after_it(work):
    host = employer(work)
    promise = {"employer": host.id, "places": 2, "due_on": "2026-12-01"}
    employer_service.promise(work, {**promise, "promised_on": "2026-07-01"})
    place(work, register(work), host, "2026-06-30")
    place(work, register(work), host, "2026-07-02")
    place(work, register(work), host, "2026-07-03", status="agreed")
    [one] = employer_service.promised(work, TODAY)
    assert (one.places, one.filled) == (2, 1)
    [row] = employer_service.rows(work, employer_service.keys(work))
    assert row[-2:] == (2, 1)


def test_somebody_to_call_again_waits_until_called(work):
    host = employer(work)
    talk = {"employer": host.id, "kind": "call", "result": "later"}
    records.create(work, Outreach, {**talk, "happened_on": "2026-11-01", "next_on": "2026-11-20"})
    [task] = employer_service.tasks(work, Asked(TODAY))
    assert (task.leads_to, task.code, task.on) == (host.id, host.code, date(2026, 11, 20))
    assert employer_service.tasks(work, Asked(TODAY, people=("x",))) == []
    records.create(work, Outreach, {**talk, "happened_on": "2026-11-21"})
    assert employer_service.tasks(work, Asked(TODAY)) == []


def test_a_workplace_found_not_suitable_takes_nobody(work):
    host = employer(work, vetting="not_suitable")
    with pytest.raises(InvalidRecord) as raised:
        place(work, register(work), host)
    assert list(raised.value.problems) == ["employer"]
    assert employer_service.offered(work, "") == []
    assert [one for one, _name in employer_service.find(work, "espiga")] == [host.id]


def test_that_a_workplace_is_risky_is_told_and_not_why(work):
    assert not employer_service.is_risky(work, employer(work).id)
    assert employer_service.is_risky(work, employer(work, extortion="yes").id)
    assert employer_service.is_risky(work, employer(work, workplace_risks=["night_work"]).id)
    assert not employer_service.is_risky(work, employer(work, extortion="no").id)


def test_the_host_is_believed_only_where_the_person_agreed(work):
    person, host = register(work), employer(work)
    check = first_check(work, place(work, person, host))
    found = {"result": "retained_same", "done_on": "2026-09-01"}
    with pytest.raises(InvalidRecord) as raised:
        checkpoint_service.answer(work, check.id, {**found, "evidence": "host_confirmed"})
    assert list(raised.value.problems) == ["evidence"]
    consents.answer(work, person.id, "contact_employer", "given")
    made = checkpoint_service.answer(work, check.id, {**found, "evidence": "host_confirmed"})
    assert made.evidence == "host_confirmed"
    consents.answer(work, person.id, "contact_employer", "withdrawn")
    assert not checkpoint_service.may_call(work, checkpoint_service.placement_of(work, check.id))
    checkpoint_service.answer(work, check.id, {"result": "retained_other"})  # what was known stays


def test_the_words_for_the_employer_tell_no_programme():
    assert "not call" in how_to_ask(may_call=False).lower()
    assert "«" in how_to_ask(may_call=True)


def test_a_checkpoint_is_not_answered_before_its_window(work):
    check = first_check(work, place(work, register(work), employer(work), "2026-11-01"))
    with pytest.raises(InvalidRecord) as raised:
        checkpoint_service.answer(
            work, check.id, {"result": "retained_same", "done_on": "2026-11-20"}
        )
    assert list(raised.value.problems) == ["done_on"]


def test_income_is_asked_only_where_the_office_chose_to(work):
    assert not service.asks_income(work)
    uses_service.use(work, frozenset({uses_service.INCOME}))
    assert service.asks_income(work)


def test_a_cost_keeps_the_currency_it_was_written_in(work):
    made = place(work, register(work), employer(work), cost=12_500)
    assert (made.cost, made.currency) == (12_500, "USD")
