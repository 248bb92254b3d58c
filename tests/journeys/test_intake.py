# SPDX-License-Identifier: GPL-3.0-or-later
"""A first meeting, by keyboard alone: from Ctrl+N to saved, with every key counted."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from sqlmodel import col, select

from desktop.consents.model import Consent
from desktop.core import listing
from desktop.participants.model import Participant
from tests.desks.people import page_of
from tests.journeys.keyboard import Keyboard
from tests.windows import CTRL, Program

MOST_SECONDS = 90


def people(program: Program) -> int:
    with program.workspace.work() as work:
        return listing.count(work, Participant)


def test_a_person_is_registered_by_keyboard_in_a_minute_and_a_half(program, capsys):
    before = people(program)
    page = page_of(program)
    page.list.focus_list()
    hand = Keyboard(program)
    hand.key(Qt.Key.Key_N, CTRL)
    program.settle()
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    assert line.objectName() == "search_first", "who is there already is asked first"
    hand.type("Ulpiano Quirarte")
    hand.answers += 1
    hand.key(Qt.Key.Key_Return)
    program.settle()
    hand.to("programme")
    hand.type("B")
    hand.key(Qt.Key.Key_Return)
    hand.to("born")
    hand.type("2004")
    hand.to("sex")
    hand.key(Qt.Key.Key_Right)
    hand.key(Qt.Key.Key_Space)
    hand.to("sector")
    hand.type("Mir")
    hand.key(Qt.Key.Key_Return)
    hand.to("safe_contact")
    hand.key(Qt.Key.Key_Space)
    for purpose in ("consent_participation", "consent_anonymous_stats"):
        hand.to(purpose)
        hand.key(Qt.Key.Key_Space)
    program.finish()
    hand.keys += 2
    assert people(program) == before + 1
    with program.workspace.work() as work:
        newest = select(Participant).order_by(col(Participant.row).desc())
        person = work.session.exec(newest).first()
        answers = listing.count(work, Consent, col(Consent.participant) == person.id)
    assert (person.born, person.given_names) == ("2004", "Ulpiano")
    assert person.programme
    assert person.sector
    assert answers == 2
    with capsys.disabled():
        print(f"\nintake: {hand.keys} keys, {hand.answers} answers, {hand.seconds:.0f} s")
    assert hand.seconds <= MOST_SECONDS
