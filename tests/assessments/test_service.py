# SPDX-License-Identifier: GPL-3.0-or-later
"""Assessments from draft to reviewed: the score is stored once, a person decides."""

from datetime import timedelta

import pytest

from desktop.assessments import instrument_service
from desktop.assessments import service as assessments
from desktop.core import clock, i18n, instruments, records
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.tasks import Asked
from desktop.core.work import User
from desktop.participants.model import Participant
from desktop.supervision import service as supervision
from tests.workspaces import add

THREAT = {"individual": ["threat_current"], "family": ["parent_detained"]}


@pytest.fixture
def spanish():
    i18n.set_language("es")
    yield
    i18n.set_language("en")


def completed(workspace, person, answers, **more):
    with workspace.work(write=True) as work:
        held = assessments.begin(work, person, "tally")
        return assessments.complete(work, held.id, {**answers, **more}).id


def test_a_draft_is_gone_on_with_and_completed_once(workspace):
    person = add(workspace)
    with workspace.work(write=True) as work:
        first = assessments.begin(work, person, "tally").id
        assessments.keep(work, first, THREAT)
    with workspace.work(write=True) as work:
        again = assessments.begin(work, person, "tally")
        assert again.id == first
        assert assessments.values_of(again)["individual"] == ["threat_current"]
        assert assessments.count(work, first, THREAT).level == "high"
        done = assessments.complete(work, first, {**THREAT, "level": "high"})
        assert (done.total, done.band, done.proposed, done.kind) == (5, "medium", "high", "entry")
        with pytest.raises(UserError, match="completed"):
            assessments.keep(work, first, {})


def test_another_level_than_the_score_proposes_says_why(workspace):
    person = add(workspace)
    with pytest.raises(InvalidRecord) as refused:
        completed(workspace, person, THREAT, level="low")
    assert set(refused.value.problems) == {"reason"}
    completed(workspace, person, THREAT, level="low", reason="Ya se mudó.")


def test_a_level_must_be_decided_by_a_person(workspace):
    with pytest.raises(InvalidRecord) as refused:
        completed(workspace, add(workspace), THREAT)
    assert set(refused.value.problems) == {"level"}


def test_the_decided_level_stands_on_the_protected_facts_and_never_ends_an_alert(workspace):
    person = add(workspace)
    completed(workspace, person, THREAT, level="high")
    with workspace.work(write=True) as work:
        held = records.get(work, Participant, person)
        assert held.danger == "high"
        records.amend(work, held, {"danger": "immediate"})
    completed(workspace, person, {}, level="low")
    with workspace.work() as work:
        assert records.get(work, Participant, person).danger == "immediate"


def test_a_changed_weight_never_recounts_what_was_done(workspace):
    person = add(workspace)
    completed(workspace, person, THREAT, level="high")
    with workspace.work(write=True) as work:
        instrument_service.weigh(work, "tally", {"threat_current": 1})
    completed(workspace, person, THREAT, level="high")
    with workspace.work() as work:
        first, second = assessments.done(work, person)
    assert (first.total, first.version) == (5, "1")
    assert (second.total, second.version) == (2, "1.1")


def test_what_is_missing_gives_no_score(workspace):
    person = add(workspace)
    with workspace.work(write=True) as work:
        instrument_service.turn(work, "phq2", on_=True)
        held = assessments.begin(work, person, "phq2")
        done = assessments.complete(work, held.id, {"interest": "3"})
    assert (done.total, done.missing, done.band) == (None, 1, None)


def test_official_words_that_are_not_here_are_asked_for_and_then_used(workspace, spanish):
    person = add(workspace)
    set_ = instruments.shipped_one("wgss")
    words = {one.code: f"¿{one.code}?" for one in set_.questions}
    words |= {f"difficulty:{n}": f"respuesta {n}" for n in range(1, 5)} | {"intro": "Primero"}
    with workspace.work(write=True) as work:
        with pytest.raises(instrument_service.NoWording):
            assessments.begin(work, person, "wgss")
        instrument_service.word(work, "wgss", "es", words)
        held = assessments.begin(work, person, "wgss")
        answers = {one.code: "1" for one in set_.questions}
        done = assessments.complete(work, held.id, {**answers, "SEE": "3"})
    assert (done.band, done.total, done.proposed) == ("above", 3, None)


def test_only_the_tally_and_the_washington_group_are_on_from_the_start(workspace):
    with workspace.work() as work:
        assert instrument_service.on(work) == {"tally", "wgss"}


def asked(workspace, day):
    with workspace.work() as work:
        return {task.person for task in assessments.tasks(work, Asked(day))}


def test_it_is_asked_again_after_ninety_days_and_first_within_fourteen(workspace):
    day = clock.today()
    person = add(workspace, registered_on=day)
    assert person not in asked(workspace, day + timedelta(days=13))
    assert person in asked(workspace, day + timedelta(days=14))
    assert person not in asked(workspace, day + timedelta(days=365))  # nobody is nagged for ever
    completed(workspace, person, THREAT, level="high")
    assert person not in asked(workspace, day + timedelta(days=89))
    assert person in asked(workspace, day + timedelta(days=365))


def test_completing_puts_it_in_the_queue_and_another_person_reviews(workspace):
    person = add(workspace)
    done = completed(workspace, person, THREAT, level="high")
    with workspace.work(write=True) as work:
        (one,) = supervision.waiting(work)
        assert (one.thing, one.participant, one.about) == (done, person, "assessment")
        with pytest.raises(UserError):
            supervision.approve(work, one.id)
    workspace.user = User("luz", "coordinator")
    with workspace.work(write=True) as work:
        with pytest.raises(InvalidRecord):
            supervision.give_back(work, one.id, "")
        supervision.approve(work, one.id)
        assert supervision.waiting(work) == []
        assert supervision.states(work, [done])[done].decided_by == "luz"
        with pytest.raises(supervision.NotWaiting):
            supervision.approve(work, one.id)
        with pytest.raises(supervision.NotWaiting):
            assessments.take_back(work, done)
        figures = supervision.figures(work, clock.today(), clock.today())
    assert (figures.waiting, figures.reviewed, figures.alone) == (0, 1, 0)


def test_nobody_is_asked_what_is_not_made_for_the_age(workspace):
    child = add(workspace, born="2022-03-01")
    grown = add(workspace, born="2021-01~")
    with workspace.work(write=True) as work:
        made = instrument_service.one(work, "wgss")
        assert made.from_age == 5
        with pytest.raises(instrument_service.TooYoung):
            assessments.begin(work, child, "wgss")
        assert assessments.begin(work, child, "tally").id  # the tally asks of no age
        assert instrument_service.fits(work, made, grown)
