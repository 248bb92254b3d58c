# SPDX-License-Identifier: GPL-3.0-or-later
"""A timeline of one's own, written in Administration, laid over one file and over several."""

from datetime import date

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from desktop.core import records
from desktop.desks.person.step_tabs import StepsPage
from desktop.participants.model import Participant
from desktop.steps import service
from desktop.widgets.register import RegisterPage
from tests.desks.people import fill, page_of, tab

STEPS = "3 Llamar a la familia\n30 Revisar cómo va"


def written(program, text=STEPS):
    """Write a timeline as somebody who keeps the settings does; return the form."""
    page = program.go("administration", "timelines").tabs.currentWidget()
    register = page if isinstance(page, RegisterPage) else page.findChild(RegisterPage)
    register.open_new()
    form = register.record.forms[0].form
    fill(program, form, "title", "Semanas del taller")
    form.editor("steps").set_value(text)
    form.editor("steps").changed.emit()
    form.editor("title").controls()[0].setFocus()
    program.finish()
    return register, form


def test_a_line_that_cannot_be_read_is_said_under_the_field_and_kept(program):
    register, form = written(program, "3 Llamar\nsin días")
    assert register.in_record
    assert form.values()["steps"] == "3 Llamar\nsin días"
    assert "línea 2" in program.texts(register)


def test_it_is_laid_over_a_file_from_its_tab(program, person):
    written(program)
    page = page_of(program)
    page.open(person.id)
    steps = tab(program, page, "steps").findChild(StepsPage)
    box = program.part(QComboBox, "timelines", steps)
    box.setCurrentIndex(box.findText("Semanas del taller"))
    program.press("lay_timeline", steps)
    with program.workspace.work() as work:
        rows = service.rows(work, service.keys(work, person.id))
    assert [row[2] for row in rows] == ["Llamar a la familia", "Revisar cómo va"]
    assert "Llamar a la familia" in program.texts(steps) or steps.list.table.model().rowCount() == 2


def test_it_is_laid_over_several_files_at_once_from_a_day(program):
    written(program)
    page = program.go("participants")
    page.list.filters.choose({"status": "open"})
    program.settle()
    table = page.list.table
    model = table.keys_model
    span = QItemSelection(model.index(0, 0), model.index(1, len(model.columns) - 1))
    table.selectionModel().select(span, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    program.settle()

    def lay(dialog):
        box = dialog.findChild(QComboBox, "together_timeline")
        box.setCurrentIndex(box.findText("Semanas del taller"))
        start = dialog.findChild(QLineEdit, "together_start")
        start.setText("ayer")
        dialog.findChild(QPushButton, "together_go").click()
        assert dialog.findChild(QLabel, "together_problem").isVisible()
        start.setText("01/11/2026")
        dialog.findChild(QPushButton, "together_go").click()

    with program.workspace.work() as work:
        ids = [records.at_row(work, Participant, key).id for key in table.chosen_keys]
        before = {one: len(service.keys(work, one)) for one in ids}
    program.during(lay)
    program.press("lay_all")
    with program.workspace.work() as work:
        assert {one: len(service.keys(work, one)) - before[one] for one in ids} == dict.fromkeys(
            ids, 2
        )
        due = [row[3] for row in service.rows(work, service.keys(work, ids[0]))]
    assert date(2026, 11, 4) in due
