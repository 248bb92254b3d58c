# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeping something from somebody, from the tab to the head of the file and the printed paper."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.consents.withhold_model import KeptFrom
from desktop.core import records
from desktop.widgets.register import RegisterPage
from tests.desks.people import acts, page_of, tab
from tests.windows import CTRL


def test_it_is_written_down_by_keyboard_and_stands_on_the_file(program, person):
    page = page_of(program)
    page.open(person.id)
    program.settle()
    register = tab(program, page, "kept_from").findChild(RegisterPage)
    register.setFocus()
    program.settle()
    program.key(Qt.Key.Key_N, CTRL)
    program.settle()
    form = register.record.forms[0].form
    form.answer({"whom": "family", "what": "whereabouts", "reason": "fear_of_harm"})
    program.finish()
    program.qtbot.waitUntil(lambda: register.list.table.model().rowCount() == 1)
    page.open(person.id)
    program.settle()
    assert "No contar a Familia" in program.texts(page.record)


def test_a_paper_for_another_organisation_is_asked_about(program, person):
    with program.workspace.work(write=True) as work:
        values = {"participant": person.id, "whom": "authorities", "reason": "own_wish"}
        records.create(work, KeptFrom, values)

    def choose(asked):
        program.during(lambda kept: kept.findChild(QPushButton, "back").click())
        asked.findChild(QPushButton, "which_others").click()

    page = page_of(program)
    page.open(person.id)
    program.settle()
    program.during(choose)
    page.record.print()
    assert acts(program, "print", person.id) == 0
