# SPDX-License-Identifier: GPL-3.0-or-later
"""Wherever something is written about people, what names somebody is underlined, a code offered."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from desktop.desks.person.assessment_page import AssessmentTab
from desktop.desks.person.plan_page import PlanTab
from desktop.participants import known_service
from desktop.participants import service as participants
from desktop.widgets.form import Form
from desktop.widgets.register import RegisterPage
from tests.desks.living import part
from tests.desks.people import SIX, page_of, tab
from tests.widgets.test_underline import underlined
from tests.windows import CTRL

TABS = ("contacts", "schooling", "reentry", "referrals", "consents")
PLACES = ("participants", "activities", "incidents", "placements")


def notes(form):
    """Return every note of a form, in its order."""
    return form.findChildren(QPlainTextEdit)


def offers_a_code(program, note, person):
    """Write a name into a note and put the code there with one key."""
    note.setFocus()
    note.clear()
    program.write("Vino Zurbaran")
    assert underlined(note) == ["Zurbaran"]
    program.key(Qt.Key.Key_Period, CTRL)
    assert note.toPlainText() == f"Vino {person.code}"
    note.clear()


def new_form(program, register):
    register.open_new()
    program.settle()
    return register.record.forms[0].form


def test_every_tab_of_a_person_underlines(program, person):
    for name in TABS:
        register = part(program, person.id, name)
        assert isinstance(register, RegisterPage), name
        found = notes(new_form(program, register))
        assert found, name
        for note in found:
            offers_a_code(program, note, person)
        register.close_record()
    home = part(program, person.id, "home")
    for note in notes(home.form):
        offers_a_code(program, note, person)


def test_every_register_about_people_underlines(program, person):
    for name in PLACES:
        page = program.go(name)
        register = page if isinstance(page, RegisterPage) else page.findChild(RegisterPage)
        (note, *_more) = notes(new_form(program, register))
        offers_a_code(program, note, person)
        register.close_record()


def test_plan_and_assessment_underline(program, person):
    page = page_of(program)
    page.open(person.id)
    program.settle()
    plan = tab(program, page, "plan").findChild(PlanTab)
    program.press("new_goal", plan)
    for note in notes(plan._inner.form):
        offers_a_code(program, note, person)
    plan.back()
    made = tab(program, page, "assessments").findChild(AssessmentTab)
    program.press("ask_tally", made)
    offers_a_code(program, notes(made._inner.form)[-1], person)


def test_a_dialog_underlines_as_well(program, person):
    page = page_of(program)
    page.open(person.id)
    program.settle()
    seen = []

    def close(dialog):
        for note in notes(dialog.findChild(Form)):
            note.setPlainText("Quiere vivir con Zurbarán")
            seen.append(underlined(note))
        dialog.reject()

    program.during(close)
    program.press("action_close_file")
    assert seen
    assert all(one == ["Zurbarán"] for one in seen)


def test_a_new_local_word_and_a_new_person_are_known_at_once(program, person):
    register = part(program, person.id, "contacts")
    (note,) = notes(new_form(program, register))
    note.setPlainText("Los de la cuarenta con Etelvina")
    assert underlined(note) == []
    with program.workspace.work(write=True) as work:
        known_service.keep_local_words(work, ["la cuarenta"])
        participants.register(work, {**SIX, "given_names": "Etelvina"})
    program.settle()
    note.setPlainText("Los de la cuarenta con Etelvina")
    assert underlined(note) == ["cuarenta", "Etelvina"]
