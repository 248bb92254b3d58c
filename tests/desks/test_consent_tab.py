# SPDX-License-Identifier: GPL-3.0-or-later
"""The one screen of consent, by keyboard; a guardian who is the danger; a paper that asks first."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from desktop.consents import acts_service
from desktop.consents import service as consents
from desktop.desks.consent import consent_gate, consent_tab
from desktop.desks.consent.consent_dialog import ConsentTalk
from desktop.desks.consent.consent_gate import Cleared
from desktop.participants import service as participants
from desktop.widgets import dialogs
from tests.desks.people import SIX, acts, page_of, tab

PURPOSES = 9


@pytest.fixture
def child(program):
    with program.workspace.work(write=True) as work:
        return participants.register(work, {**SIX, "born": "2012-05-06"})


def ask(program, person, act):
    """Open the screen from the tab and do something on it."""
    page = page_of(program)
    page.open(person.id)
    program.settle()
    part = tab(program, page, "consents")
    program.during(act)
    part.findChild(QPushButton, "ask_consent").click()
    program.settle()
    return page


def keys(program, dialog, text):
    assert isinstance(dialog, ConsentTalk)
    QApplication.processEvents()
    for letter in text:
        program.qtbot.keyClicks(QApplication.focusWidget() or dialog, letter)
        QApplication.processEvents()


def test_one_key_a_purpose_then_enter(program, person):
    def act(dialog):
        keys(program, dialog, "1" * PURPOSES)
        assert dialog.go.hasFocus()
        program.qtbot.keyClick(dialog.go, Qt.Key.Key_Return)

    ask(program, person, act)
    with program.workspace.work() as work:
        known = consents.latest(work, person.id)
        assert len(known) == PURPOSES
        assert all(consents.given(work, person.id, purpose) for purpose in known)
    # ten strokes after the screen is open: nobody needs a minute for that


def test_what_is_not_answered_stays_as_it_was(program, person):
    with program.workspace.work(write=True) as work:
        consents.answer(work, person.id, "image", "given")

    def act(dialog):
        dialog.go.click()
        assert dialog.problem.isVisible()
        keys(program, dialog, "2")
        dialog.go.click()

    ask(program, person, act)
    with program.workspace.work() as work:
        known = {purpose: one.state for purpose, one in consents.latest(work, person.id).items()}
    assert known == {"participation": "refused", "image": "given"}


def test_where_the_guardian_is_the_danger_a_supervisor_stands_in(program, child):
    def act(dialog):
        keys(program, dialog, "1" * PURPOSES + "4")
        why = dialog.findChild(QLineEdit, "guardian_danger")
        assert why.isVisible()
        dialog.go.click()
        assert dialog.problem.isVisible()  # not without the reason
        why.setText("Amenaza en la casa.")
        dialog.go.click()

    page = ask(program, child, act)
    (line,) = [one for one in consent_tab.alerts(program.workspace) if one.record == child.id]
    assert child.code in line.words
    assert "Amenaza" not in line.words + line.when
    program.during(lambda asked: asked.findChild(QPushButton, "which_yes").click())
    tab(program, page, "consents").findChild(QPushButton, "stand_in").click()
    with program.workspace.work() as work:
        assert acts_service.waiting(work, child.id) == []
        assert consents.given(work, child.id, "data_storage")


@pytest.mark.parametrize(("whom", "purpose"), sorted(consent_gate.PURPOSES.items()))
def test_a_paper_asks_for_whom_it_is_and_stays_where_there_is_no_consent(
    program, person, whom, purpose
):
    def choose(asked):
        program.during(lambda no: no.findChild(QPushButton, "back").click())
        asked.findChild(QPushButton, f"which_{whom}").click()

    page = page_of(program)
    page.open(person.id)
    program.settle()
    program.during(choose)
    page.record.print()
    assert acts(program, "print", person.id) == 0
    with program.workspace.work(write=True) as work:
        consents.answer(work, person.id, purpose, "given")
        assert consents.given(work, person.id, purpose)


def test_danger_to_life_lets_a_paper_pass_and_tells_the_coordinator(program, person):
    desk = page_of(program)._source._desk
    with pytest.raises(acts_service.NoConsent):
        consent_gate.note(desk, person.id, Cleared("referral_sharing"))
    consent_gate.note(desk, person.id, Cleared("referral_sharing", "Sale esta noche."))
    assert acts(program, "consent_override", person.id) == 1
    (line,) = [one for one in consent_tab.alerts(program.workspace) if one.record == person.id]
    assert "Sale esta noche" not in line.words + line.when


def test_a_question_with_several_verbs_returns_the_chosen_one(program):
    program.during(lambda asked: asked.findChild(QPushButton, "which_b").click())
    assert dialogs.which(None, "¿Qué?", "Esto.", {"a": "Uno", "b": "Dos"}) == "b"
    program.during(lambda asked: asked.findChild(QPushButton, "back").click())
    assert dialogs.which(None, "¿Qué?", "Esto.", {"a": "Uno"}) == ""
