# SPDX-License-Identifier: GPL-3.0-or-later
"""Administration by keyboard: a question of one's own reaches the form, a grant its report."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from desktop.core import codes, custom
from desktop.core.work import User
from desktop.desks.office.administration_page import TABS, ConfigurationPage
from desktop.desks.office.grant_pages import Affected
from desktop.desks.office.own_pages import CodeLists
from desktop.organisation import grant_service
from tests.desks.people import page_of
from tests.windows import CTRL


@pytest.fixture(autouse=True)
def _nothing_laid():
    yield
    custom.lay(())
    codes.lay_own({})


def turn(program, name):
    page = program.go("administration")
    page.open(name)
    program.settle()
    return page.page(name)


def write_new(program, register, **answers):
    register.setFocus()
    program.settle()
    program.key(Qt.Key.Key_N, CTRL)
    program.settle()
    form = register.record.forms[0].form
    form.answer(answers)
    form.editor(next(iter(answers))).controls()[0].setFocus()
    program.finish()


def test_every_tab_opens_and_is_reached(program):
    for tab in TABS:
        assert turn(program, tab.name).isVisible()


def test_a_question_of_ones_own_stands_on_the_form_and_in_the_history(program, person):
    register = turn(program, "questions")
    before = register.list.table.model().rowCount()
    write_new(
        program,
        register,
        asked_of="participant",
        title_es="¿Cuenta en un banco?",
        kind="yes_no",
        privacy="sensitive",
    )
    program.qtbot.waitUntil(lambda: register.list.table.model().rowCount() == before + 1)
    page = page_of(program)
    page.open(person.id, "details")
    program.settle()
    form = page.record.forms[0].form
    assert "¿Cuenta en un banco?" in program.texts(page)
    name = next(spec.name for spec in custom.asked("participant") if spec.kind.value == "yes_no")
    form.answer({name: True})
    form.editor(name).controls()[0].setFocus()
    program.finish()
    page.open(person.id, "details")
    program.settle()
    assert page.record.forms[0].form.values()[name] is True
    assert "¿Cuenta en un banco?" in [line.field for line in page._source.history(person.id)]


def test_a_grant_its_line_what_was_paid_and_whom_it_touches(program):
    register = turn(program, "grants")
    with program.workspace.work() as work:
        found = grant_service.covered(work, "FP-01")
    assert found is not None
    register.open(found.id)
    program.settle()
    assert "FP-01" in program.texts(register)
    register.record.go_to("lines")
    program.settle()
    assert register.record.tabs.currentWidget().findChild(QLineEdit) is not None
    register.record.go_to("affected")
    program.settle()
    told = register.findChild(Affected)
    lines = [one.text() for one in told.findChildren(QLabel)]
    assert sum(any(mark.isdigit() for mark in line) for line in lines) >= 3


def test_a_word_is_added_and_offered_no_more_and_taken_back(program):
    lists = turn(program, "lists")
    assert isinstance(lists, CodeLists)
    lists.box.setCurrentIndex(lists.box.findData("living_status"))

    def answer(dialog):
        dialog.findChild(QPushButton, "word_save").click()
        assert dialog.findChild(QLabel, "word_problem").text()
        dialog.findChild(QLineEdit, "word_es").setText("Finca")
        dialog.findChild(QPushButton, "word_save").click()

    program.during(answer)
    program.press("code_add", lists)
    words = [lists.table.item(row, 0).text() for row in range(lists.table.rowCount())]
    assert "Finca" in words
    lists.table.selectRow(words.index("Finca"))
    program.press("code_retire", lists)
    assert "own:finca" not in dict(codes.choices("living_status"))
    lists.table.selectRow(words.index("Finca"))
    program.press("code_back", lists)
    assert dict(codes.choices("living_status"))["own:finca"] == "Finca"
    lists.box.setCurrentIndex(lists.box.findData("consent_purpose"))
    if lists.list_name == "consent_purpose":
        assert not lists.findChild(QPushButton, "code_add").isEnabled()


def test_the_configuration_goes_to_a_file_and_back(program, tmp_path):
    page = turn(program, "configuration")
    assert isinstance(page, ConfigurationPage)
    file = tmp_path / "oficina.json"
    page.save_to(file)
    page.load_from(file)
    assert file.stat().st_size > 100


def test_who_decides_nothing_has_no_such_place(program):
    program.workspace.user = User("sol", "caseworker", "own")
    program.app.rebuild()
    program.settle()
    assert "administration" not in program.window.places
