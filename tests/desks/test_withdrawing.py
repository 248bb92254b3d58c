# SPDX-License-Identifier: GPL-3.0-or-later
"""A yes taken back, wherever it is written down, leads through the steps after it."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.consents import service as consents
from desktop.core import records
from desktop.core.papers import attachments
from desktop.desks.consent.consent_dialog import ConsentTalk
from desktop.desks.rights.erase_view import EraseDialog
from desktop.desks.rights.withdraw_dialog import AfterWithdrawal
from desktop.participants import service as participants
from desktop.rights import requests
from desktop.widgets.register import RegisterPage
from tests.core.papers import files as made
from tests.desks.people import page_of, stored, tab


@pytest.fixture
def agreed(program, person):
    with program.workspace.work(write=True) as work:
        for purpose in ("participation", "data_storage", "image", "contact_employer"):
            consents.answer(work, person.id, purpose, "given")
    page = page_of(program)
    page.open(person.id)
    program.settle()
    return tab(program, page, "consents")


def states(program, person):
    with program.workspace.work() as work:
        return {one: was.state for one, was in consents.latest(work, person.id).items()}


def kinds(program):
    with program.workspace.work() as work:
        return sorted(row[1] for row in requests.rows(work, requests.keys(work, {})))


def press(dialog, name):
    dialog.findChild(QPushButton, name).click()


def test_a_no_over_a_yes_on_the_screen_takes_it_back_and_leads_on(program, person, agreed):
    said = []

    def steps(dialog):
        assert isinstance(dialog, AfterWithdrawal)
        said.append(program.texts(dialog))
        press(dialog, "note_erasure")

    def talk(dialog):
        assert isinstance(dialog, ConsentTalk)
        dialog.rows["contact_employer"].choices.choose("refused")
        program.during(steps)
        dialog.go.click()

    program.during(talk)
    agreed.findChild(QPushButton, "ask_consent").click()
    program.settle()
    assert states(program, person)["contact_employer"] == "withdrawn"
    assert "nadie llama al empleador" in said[0]
    assert kinds(program) == ["erasure", "withdrawal"]  # written down, with its day of answer
    assert stored(program, person.id).status == "open"


def test_an_answer_of_the_register_leads_on_as_well_and_ends_in_the_erasure(
    program, person, agreed
):
    attachments.attach(program.workspace, "cases", person.id, "foto.png", made.png())
    seen = []

    def erase(dialog):
        assert isinstance(dialog, EraseDialog)
        seen.append("erase")
        dialog.reject()

    def steps(dialog):
        seen.append(program.texts(dialog))
        program.during(erase)
        press(dialog, "step_erase")

    register = agreed.findChild(RegisterPage)
    register.open_new({"purpose": "data_storage", "state": "refused"})
    program.settle()
    register.record.forms[0].form.editor("state").controls()[0].setFocus()
    program.during(steps)
    program.finish()
    program.qtbot.waitUntil(lambda: len(seen) == 2)
    assert "1 imagen o nota de voz" in seen[0]
    assert "se cerró" in seen[0]
    assert states(program, person)["data_storage"] == "withdrawn"
    assert stored(program, person.id).closure_reason == "withdrew"


def test_a_no_where_no_yes_stood_is_a_refusal_and_leads_nowhere(program, person, agreed):
    def talk(dialog):
        dialog.rows["follow_up"].choices.choose("refused")
        dialog.go.click()

    program.during(talk)
    agreed.findChild(QPushButton, "ask_consent").click()
    program.settle()
    assert QApplication.activeModalWidget() is None
    assert states(program, person)["follow_up"] == "refused"
    assert kinds(program) == []


def test_where_a_person_said_never_the_telephone_asks_first(program, person):
    with program.workspace.work(write=True) as work:
        records.amend(work, participants.get(work, person.id), {"never_call": True})
    page = page_of(program)
    page.open(person.id)
    program.settle()
    assert "Contacto seguro: No llamar nunca. · Nunca de noche" in program.texts(page.record.head)
    register = tab(program, page, "contacts").findChild(RegisterPage)
    register.open_new({"kind": "phone"})
    program.settle()
    form = register.record.forms[0].form
    assert "No se debe llamar" in program.texts(form)
    form.editor("kind").controls()[0].setFocus()
    program.during(lambda asked: asked.findChild(QPushButton, "back").click())
    program.finish()
    assert "cómo se vieron" in form.problems()["kind"]
    program.during(lambda asked: asked.findChild(QPushButton, "go").click())
    program.finish()
    assert register.list.table.model().rowCount() == 1
    register.open_new({"kind": "visit_office"})
    program.settle()
    register.record.forms[0].form.editor("kind").controls()[0].setFocus()
    program.finish()  # nothing is asked of who came by themselves
    assert register.list.table.model().rowCount() == 2
