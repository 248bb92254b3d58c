# SPDX-License-Identifier: GPL-3.0-or-later
"""Consent acts: a child's yes is a pair, a supervisor stands in, danger to life passes and tells."""

from datetime import date, timedelta

import pytest

from desktop.consents import acts_service, service
from desktop.consents.acts_service import NoConsent, NoReason
from desktop.consents.export import countable
from desktop.core import clock, journal, records
from desktop.core.errors import NotAllowed
from desktop.participants import age_service
from desktop.participants import service as participants
from tests.workspaces import person

TODAY = date(2026, 11, 21)
PAIR = ("anonymous_stats", "participation")


@pytest.fixture
def child(work):
    return participants.register(work, {**person(), "born": "2010-03-04"}).id


@pytest.fixture
def adult(work):
    return participants.register(work, {**person(), "born": "1990"}).id


def sit(work, who, **more):
    return acts_service.sit(work, who, dict.fromkeys(PAIR, "given"), **more)


def holds(work, who):
    return {
        service.given(work, who, "anonymous_stats"),
        who in service.covered(work, "anonymous_stats", TODAY),
        who in countable(work, TODAY),
    }


def test_one_talk_answers_every_purpose_by_word_of_mouth(work, adult):
    made = sit(work, adult, witness="T-12")
    assert [(one.form, one.witness, one.guardian) for one in made] == [
        ("verbal_witnessed", "T-12", None)
    ] * 2
    assert holds(work, adult) == {True}


@pytest.mark.parametrize(
    ("guardian", "counts"), [("", False), ("pending", False), ("refused", False), ("given", True)]
)
def test_the_yes_of_a_child_needs_the_guardian_beside_it(work, child, guardian, counts):
    made = sit(work, child, guardian=guardian)
    assert {one.form for one in made} == {"assent_minor"}
    assert holds(work, child) == {counts}


def test_the_no_of_a_child_is_no_whatever_the_guardian_says(work, child):
    acts_service.sit(work, child, dict.fromkeys(PAIR, "refused"), guardian="given")
    assert holds(work, child) == {False}


def test_consent_of_a_child_ends_on_the_eighteenth_birthday(work):
    who = participants.register(work, {**person(), "born": "2009-02-10"}).id
    sit(work, who, guardian="given")
    assert service.latest(work, who)["participation"].until == date(2027, 2, 10)
    due = service.due(work, date(2027, 1, 20))
    assert {purpose for person_, purpose, _day in due if person_ == who} == set(PAIR)


def test_a_later_day_typed_by_hand_changes_nothing_of_that(work):
    who = participants.register(work, {**person(), "born": "2009-03-04"}).id
    far = date(2030, 1, 1)
    one = service.answer(work, who, "image", "given", until=far, guardian="given")
    assert one.until == date(2027, 3, 4)
    service.amend(work, one, {"until": far})
    assert one.until == date(2027, 3, 4)
    grown = participants.register(work, {**person(), "born": "1990-03-04"}).id
    two = service.answer(work, grown, "image", "given", until=date(2027, 5, 1))
    assert service.amend(work, two, {"until": far}).until == far


@pytest.mark.parametrize(
    ("born", "grown"),
    [
        ("2008-11-21", date(2026, 11, 21)),
        ("2008-02-29", date(2026, 3, 1)),
        ("2009", date(2027, 7, 2)),
        ("2009-05~", date(2027, 5, 16)),
    ],
)
def test_the_day_somebody_turns_eighteen_is_the_day_the_age_says_so(work, born, grown):
    who = participants.register(work, {**person(), "born": born}).id
    assert age_service.adult_on(work, who) == grown
    assert age_service.is_minor(work, who, grown - timedelta(days=1))
    assert not age_service.is_minor(work, who, grown)
    assert who in age_service.minors(work, grown - timedelta(days=1))
    assert who not in age_service.minors(work, grown)


def test_a_supervisor_stands_in_within_72_hours(work, child):
    with pytest.raises(NoReason):
        sit(work, child, guardian="stand_in", danger=" ")
    sit(work, child, guardian="stand_in", danger="Amenaza en la casa.")
    assert holds(work, child) == {True}
    (wait,) = acts_service.waiting(work)
    assert (wait.person, wait.until - work.moment) == (child, timedelta(hours=72))
    acts_service.ask_supervisor(work, child, "Otra vez.")
    assert len(acts_service.waiting(work, child)) == 1
    acts_service.answer_supervisor(work, wait.id, agrees=True)
    assert acts_service.waiting(work) == []
    assert holds(work, child) == {True}


def test_after_72_hours_without_a_supervisor_nothing_holds(work, child):
    sit(work, child, guardian="stand_in", danger="Amenaza en la casa.")
    with clock.at(clock.now() + timedelta(hours=72, minutes=1)):
        assert not service.given(work, child, "participation")


def test_a_supervisor_may_say_no(work, child):
    sit(work, child, guardian="stand_in", danger="Amenaza en la casa.")
    (wait,) = acts_service.waiting(work)
    acts_service.answer_supervisor(work, wait.id, agrees=False)
    assert holds(work, child) == {False}


def test_who_asked_for_a_supervisor_is_not_the_supervisor_in_a_team(work, child):
    sit(work, child, guardian="stand_in", danger="Amenaza en la casa.")
    (wait,) = acts_service.waiting(work)
    work.holders = 3
    with pytest.raises(NotAllowed):
        acts_service.answer_supervisor(work, wait.id, agrees=True)


def test_without_consent_nothing_leaves(work, adult):
    for state in ("refused", "withdrawn", "pending", "expired"):
        service.answer(work, adult, "referral_sharing", state)
        with pytest.raises(NoConsent) as raised:
            acts_service.require(work, adult, "referral_sharing", "referral")
        assert "{" not in str(raised.value)
    service.answer(work, adult, "referral_sharing", "given")
    acts_service.require(work, adult, "referral_sharing", "referral")
    assert acts_service.unseen(work) == []


def test_danger_to_life_passes_with_a_reason_and_the_coordinator_is_told(work, adult):
    acts_service.require(work, adult, "referral_sharing", "referral", "La buscan esta noche.")
    (one,) = acts_service.unseen(work, adult)
    assert (one.reason, one.act, one.user) == ("La buscan esta noche.", "referral", work.user.name)
    assert [(e.action, e.object) for e in journal.entries(work, 1)] == [("consent_override", adult)]
    acts_service.see(work, one.id)
    assert acts_service.unseen(work) == []


def test_refusing_everything_costs_nothing(work, adult):
    for purpose in ("participation", "data_storage", "referral_sharing", "image"):
        service.answer(work, adult, purpose, "refused")
    kept = participants.get(work, adult)
    assert kept.status == "open"
    records.amend(work, kept, {"note": "Sigue viniendo al taller."})
    assert participants.open_codes(work, [adult])


def test_supervisors_and_overrides_go_with_the_person(work, child):
    from desktop import slices

    sit(work, child, guardian="stand_in", danger="Amenaza en la casa.")
    acts_service.require(work, child, "image", "print", "Por una orden.")
    gone = slices.erase(work, child)
    assert {"stand_in", "consent_override", "consent"} <= set(gone)
