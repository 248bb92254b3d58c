# SPDX-License-Identifier: GPL-3.0-or-later
"""The analysis of incidents in the window: each question answered, in charts and in figures."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from desktop.core.document import Chart, Table, Text
from desktop.desks.territory.analysis_page import AROUND, VIEWS
from desktop.incidents import event_service
from desktop.widgets.charts import ChartView
from tests.windows import CTRL, PATIENCE

OCTOBER = date(2026, 10, 1), date(2026, 10, 31)


def asked(program, page, view):
    page.open(view)
    program.qtbot.waitUntil(lambda: page.is_drawn, timeout=PATIENCE)
    return page.document().sections[0].blocks


def test_every_question_is_answered_and_printed_for_the_team_alone(program):
    page = program.go("incidents").page("analysis")
    program.settle()
    for view, _words in VIEWS:
        blocks = asked(program, page, view)
        assert any(isinstance(one, Table | Text) for one in blocks), view
    asked(program, page, AROUND)
    program.part(type(page.day.line), "analysis_day").setFocus()
    program.write("01/10/2026")
    program.qtbot.waitUntil(
        lambda: any(isinstance(one, Chart) for one in page.document().sections[0].blocks),
        timeout=PATIENCE,
    )
    blocks = page.document().sections[0].blocks
    table = next(one for one in blocks if isinstance(one, Table))
    assert [row[0] for row in table.rows] == ["Todos los sectores"]
    blocks = asked(program, page, "month")
    assert not program.has("analysis_day")
    chart = next(one for one in blocks if isinstance(one, Chart))
    assert len(chart.categories) == 12
    shown = page.findChildren(ChartView)[-1]
    assert "Incidentes" in shown.accessibleDescription()
    assert any("equipo" in mark for mark in page.document().marks)
    asked_for = []

    def refuse(dialog: QDialog) -> None:
        asked_for.append(dialog.windowTitle())
        dialog.reject()

    program.during(refuse)
    program.press("print_analysis", page)
    assert asked_for


def test_what_happened_around_is_typed_and_marked(program):
    tabs = program.go("incidents")
    page = tabs.page("happenings")
    page.list.setFocus()
    program.settle()
    program.key(Qt.Key.Key_N, CTRL)
    program.settle()
    form = page.record.forms[0].form
    values = {"kind": "election", "title": "Consulta", "starts_on": "2026-10-05"}
    for name, value in values.items():
        form.editor(name).set_value(value)
        form.editor(name).changed.emit()
    form.editor("title").controls()[0].setFocus()
    program.finish()
    with program.workspace.work() as work:
        found = event_service.between(work, *OCTOBER)
    assert "Consulta" in [one.title for one in found]
    blocks = asked(program, tabs.page("analysis"), "month")
    table = next(one for one in blocks if isinstance(one, Table))
    assert any("Consulta" in row for row in table.rows)
