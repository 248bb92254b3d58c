# SPDX-License-Identifier: GPL-3.0-or-later
"""Close the month: the pages are drawn, what is open is named, the file is written."""

import pypdfium2
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from desktop.desks import month_service


def pages(program):
    return [
        one for one in program.window.findChildren(QLabel) if one.objectName().startswith("page_")
    ]


def read(path):
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def test_the_month_is_drawn_and_written_in_portuguese(program, tmp_path):
    page = program.go("close_month")
    program.qtbot.waitUntil(lambda: page.is_drawn, timeout=30_000)
    program.settle()
    assert len(pages(program)) >= 3
    room = page._paper.viewport().width()
    assert all(200 < one.pixmap().width() <= room for one in pages(program))
    program.choose("report_language", "pt_BR")
    program.settle()
    shown = []
    program.window.desk.show_paper = shown.append
    target = tmp_path / "relatorio.pdf"
    page.save(target)
    program.qtbot.waitUntil(lambda: bool(shown), timeout=30_000)
    program.settle()
    text = read(target)
    assert "outubro" in text
    assert "octubre" not in text
    assert "Participantes" in text
    with pypdfium2.PdfDocument(target) as pdf:
        assert len(pages(program)) == len(pdf)


def test_what_is_open_is_named_and_leads_there(program):
    page = program.go("close_month")
    program.qtbot.waitUntil(lambda: page.is_drawn, timeout=30_000)
    with program.workspace.work() as work:
        lines = month_service.missing(work, page._period().last)
    assert lines
    buttons = [one for one in page.findChildren(QPushButton, "missing") if one.isVisible()]
    assert [one.text() for one in buttons] == [words for words, _place in lines]
    buttons[0].click()
    program.settle()
    assert program.window.here == lines[0][1]


def test_the_team_edition_asks_why(program, tmp_path):
    page = program.go("close_month")
    program.choose("edition", "team")
    program.settle()
    target = tmp_path / "equipo.pdf"
    shown = []
    program.window.desk.show_paper = shown.append

    def answer(dialog):
        program.during(lambda chooser: (chooser.selectFile(str(target)), chooser.accept()))
        dialog.findChild(QLineEdit, "reason").setText("Reunión de planificación")
        dialog.findChild(QPushButton, "go").click()

    program.during(answer)
    page.print_button.click()
    program.qtbot.waitUntil(lambda: bool(shown), timeout=30_000)
    program.settle()
    assert target.stat().st_size > 10_000


def test_the_month_of_one_grant_is_drawn_and_written(program, tmp_path):
    page = program.go("close_month")
    names = [page.grant.itemText(at) for at in range(page.grant.count())]
    assert names[1:] == ["FP-01 · Fondo de prueba"]
    program.choose("report_grant", page.grant.itemData(1))
    program.settle()
    shown = []
    program.window.desk.show_paper = shown.append
    page.save(tmp_path / "informe.pdf")
    program.qtbot.waitUntil(lambda: bool(shown), timeout=30_000)
    program.settle()
    text = read(tmp_path / "informe.pdf")
    assert "FP-01" in text
    assert "Incidentes" not in text


def test_turning_back_writes_nothing(program):
    page = program.go("close_month")
    program.during(lambda dialog: dialog.reject())
    page.print_button.click()
    program.settle()
    from desktop.core import listing
    from desktop.releases.model import Release

    with program.workspace.work() as work:
        assert listing.count(work, Release) == 0
