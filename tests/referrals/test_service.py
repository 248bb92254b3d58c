# SPDX-License-Identifier: GPL-3.0-or-later
"""A referral leaves with consent, over a border with a decision, and ends with word."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import slices
from desktop.consents import acts_service
from desktop.consents import service as consents
from desktop.consents.acts_service import NoConsent
from desktop.core import codes, records
from desktop.core.errors import InvalidRecord
from desktop.core.tasks import Asked
from desktop.participants import service as participants
from desktop.places import border_service
from desktop.places.model import Border, Place
from desktop.referrals import given_service, provider_service, report, service
from desktop.referrals.model import NEXT, OUTSIDE, Provider, ReferralStatus
from desktop.referrals.service import CrossingUndecided, StepNotHere
from tests.workspaces import person

TODAY = date(2026, 11, 21)


@pytest.fixture
def city(work):
    """Two sectors with an active border between them."""
    a, b = sorted(
        records.create(work, Place, {"level": "sector", "name": name}).id for name in "AB"
    )
    between = records.create(work, Border, {"a": a, "b": b, "origin": "drawn"})
    border_service.set_status(work, between.id, "active", "2026-01-01")
    return a, b


@pytest.fixture
def who(work, city):
    made = participants.register(work, {**person(), "born": "1995", "sector": city[0]})
    return made.id


@pytest.fixture
def clinic(work, city):
    values = {"title": "Centro de salud", "offers": ["mental_health"], "sector": city[1]}
    return records.create(work, Provider, values)


def draft(work, who, provider=None, **more):
    values = {"participant": who, "service": "mental_health", "provider": provider}
    return service.draft(work, {**values, **more})


def agree(work, who):
    consents.answer(work, who, "referral_sharing", "given")


def test_without_consent_a_referral_does_not_leave(work, who):
    one = draft(work, who)
    for state in ("sent", "consented"):
        with pytest.raises(NoConsent):
            service.move(work, one.id, state)
    assert service.rows(work, service.keys(work, "", {}))[0][-1] == "draft"
    agree(work, who)
    assert service.move(work, one.id, "consented").status == "consented"
    sent = service.send(work, one.id)
    assert (sent.status, sent.sent_on, sent.follow_on) == ("sent", TODAY, date(2026, 12, 5))


def test_danger_to_life_lets_it_leave_and_tells_the_coordinator(work, who):
    one = draft(work, who)
    service.send(work, one.id, danger="La buscan esta noche.")
    (told,) = acts_service.unseen(work)
    assert (told.person, told.act) == (who, "referral")


def test_over_an_active_border_somebody_decides_first(work, who, clinic):
    agree(work, who)
    one = draft(work, who, clinic.id)
    with pytest.raises(CrossingUndecided):
        service.send(work, one.id)
    assert records.get(work, type(one), one.id).status == "draft"
    sent = service.send(work, one.id, decision="accompanied")
    assert (sent.status, sent.crossing) == ("sent", "accompanied")


def test_where_people_are_known_to_get_there_safely_nobody_is_asked(work, who, clinic, city):
    agree(work, who)
    records.amend(work, clinic, {"reached_from": [city[0]]})
    assert service.crossing(work, who, clinic.id) is None
    assert service.send(work, draft(work, who, clinic.id).id).status == "sent"
    found = provider_service.keys(work, "", {"reached": city[0]})
    assert [row[1] for row in provider_service.rows(work, found)] == ["Centro de salud"]
    assert len(provider_service.keys(work, "", {"reached": city[1]})) == 0
    assert len(provider_service.keys(work, "", {"offers": "mental_health"})) == 1
    assert len(provider_service.keys(work, "", {"offers": "mental"})) == 0


def test_a_completed_referral_leaves_a_service_given(work, who, clinic):
    agree(work, who)
    one = draft(work, who, clinic.id)
    service.send(work, one.id, decision="remote")
    service.move(work, one.id, "accepted")
    done = service.move(work, one.id, "completed")
    assert done.done_on == TODAY
    (row,) = given_service.rows(work, given_service.keys(work, {"participant": who}))
    assert row == (who, "mental_health", TODAY, 1, clinic.id)
    kinds = [kind for _day, kind, _facts in slices.timeline(work, who)]
    assert sorted(kinds) == ["consent", "referral", "referral", "service"]


def test_who_did_not_attend_may_be_sent_again(work, who):
    agree(work, who)
    one = draft(work, who)
    service.send(work, one.id)
    assert service.move(work, one.id, "no_show").done_on == TODAY
    again = service.move(work, one.id, "sent")
    assert (again.status, again.done_on) == ("sent", None)


def test_word_is_asked_for_after_two_weeks(work, who):
    agree(work, who)
    one = draft(work, who)
    service.send(work, one.id)
    assert service.tasks(work, Asked(date(2026, 12, 4))) == []
    (task,) = service.tasks(work, Asked(date(2026, 12, 5)))
    assert task.person == who
    assert task in [replace(one, code="") for one in slices.due(work, date(2026, 12, 5))]
    service.move(work, one.id, "declined")
    assert service.tasks(work, Asked(date(2026, 12, 5))) == []


def test_every_state_of_the_list_has_its_steps_and_the_other_way_round():
    assert set(NEXT) == {one.value for one in ReferralStatus} == set(codes.read("referral_status"))
    assert all(set(after) <= set(NEXT) for after in NEXT.values())
    assert {one for one, after in NEXT.items() if not after}.isdisjoint(OUTSIDE)


@given(steps=st.lists(st.sampled_from(sorted(NEXT)), max_size=8))
def test_no_road_leads_past_the_states(steps):
    """Walk any list of steps: what may not follow never follows."""
    now = "draft"
    for wanted in steps:
        if wanted in NEXT[now]:
            now = wanted
    assert now in NEXT


def test_a_step_that_does_not_follow_is_told_in_words(work, who):
    one = draft(work, who)
    with pytest.raises(StepNotHere) as raised:
        service.move(work, one.id, "completed")
    assert "{" not in str(raised.value)


def test_absurd_answers_are_refused(work, who):
    for values in (
        {"made_on": date(2027, 1, 1)},
        {"follow_on": date(2020, 1, 1)},
        {"service": "nada"},
        {"share": "x" * 10_000},
    ):
        with pytest.raises(InvalidRecord):
            draft(work, who, **values)


def services(work, first, last):
    return report.given(report.services(work, first, last), 1)


def test_the_report_counts_services_and_what_came_of_referrals(work, who, clinic):
    agree(work, who)
    records.amend(work, clinic, {"sector": None})
    first = draft(work, who, clinic.id, made_on=date(2026, 9, 1))
    service.send(work, first.id)
    service.move(work, first.id, "completed")
    records.amend(work, first, {"sent_on": date(2026, 9, 3), "done_on": date(2026, 9, 21)})
    table = report.referred(work, TODAY, {who}, 1)
    assert table.rows[0][1:3] == ["1", "1"]
    assert table.rows[0][4] == "20"
    assert services(work, date(2026, 11, 1), TODAY).rows[0][1:] == ["1", "1"]
    assert services(work, date(2026, 1, 1), date(2026, 1, 31)) is None


def test_an_erased_person_leaves_the_counts_and_nothing_else(work, who):
    agree(work, who)
    one = draft(work, who, share="Necesita cita.")
    service.send(work, one.id)
    service.move(work, one.id, "completed")
    slices.erase(work, who)
    assert services(work, date(2026, 11, 1), TODAY).rows[0][1:] == ["1", "1"]
    assert len(service.keys(work, "", {})) == 0
