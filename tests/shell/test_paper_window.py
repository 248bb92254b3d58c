# SPDX-License-Identifier: GPL-3.0-or-later
"""A finished file is shown by ourselves, never over the cover, and leaves only when asked to."""

import io
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.core import pdf_pages
from desktop.shell.paper_window import PaperWindow

WORD = "limón"


@pytest.fixture
def handed(monkeypatch):
    """What was handed to another program."""
    found = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: found.append(url.toLocalFile()))
    return found


@pytest.fixture
def report(tmp_path) -> Path:
    """A report of two pages, the second one wide."""
    made = pikepdf.new()
    for size in ((595, 842), (842, 595)):
        page = made.add_blank_page(page_size=size)
        page.obj.Contents = made.make_stream(b"1 0 0 rg 100 100 200 200 re f")
    target = io.BytesIO()
    made.save(target)
    path = tmp_path / "informe.pdf"
    path.write_bytes(target.getvalue())
    return path


def reds(page):
    """How many dots of a page are red."""
    dots = zip(page.rgb[::3], page.rgb[1::3], page.rgb[2::3], strict=False)
    return sum(red > 200 and green < 60 and blue < 60 for red, green, blue in dots)


def papers(program):
    QApplication.processEvents()
    QApplication.processEvents()
    return [one for one in program.window.findChildren(PaperWindow) if one.isVisible()]


def test_a_report_is_shown_here_and_no_other_program_hears_of_it(program, report, handed):
    program.window.desk.show_paper(report)
    (shown,) = papers(program)
    assert program.has("paper_print", shown)
    assert not shown.preview._picture.pixmap().isNull()
    assert program.window.windowTitle() == shown.windowTitle()
    assert report.name not in program.texts(shown)
    program.press("page_after", shown)
    assert "2" in program.texts(shown)
    program.press("paper_close", shown)
    assert papers(program) == []
    assert handed == []


def test_nothing_opens_over_the_cover_and_it_is_there_once_it_is_lifted(program, report, handed):
    sentry = program.app.sentry
    sentry.word.choose(WORD)
    sentry.cover()
    assert sentry.covered
    program.window.show_paper(report)
    QApplication.processEvents()
    visible = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert visible == [sentry._blank]
    sentry._uncover()
    assert len(papers(program)) == 1
    sentry.cover()
    assert papers(program) == []
    sentry._uncover()
    assert papers(program) == []  # what was put away stays away
    assert handed == []


def test_another_program_gets_it_only_after_it_was_said_what_that_means(program, report, handed):
    program.window.show_paper(report)
    (shown,) = papers(program)

    def answer(button):
        def act(dialog):
            assert program.part(QPushButton, "go", dialog).text()
            program.press(button, dialog)

        return act

    program.during(answer("back"))
    program.press("paper_elsewhere", shown)
    assert handed == []
    program.during(answer("go"))
    program.press("paper_elsewhere", shown)
    assert handed == [str(report)]


def test_every_page_is_printed_turned_as_it_is(program, report, tmp_path):
    program.window.show_paper(report)
    (shown,) = papers(program)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    shown.print_on(printer)
    printed = (tmp_path / "printed.pdf").read_bytes()
    assert pdf_pages.count(printed) == 2
    upright, wide = (pdf_pages.image(printed, number, 400) for number in (0, 1))
    assert upright.width < upright.height
    assert wide.width > wide.height
    for page in (upright, wide):
        assert reds(page) > 100  # what was drawn is on the paper


def test_a_folder_or_a_file_that_is_gone_is_told_in_words(program, tmp_path, handed):
    program.window.show_paper(tmp_path)
    (shown,) = papers(program)
    assert tmp_path.name in program.texts(shown)
    assert not program.has("paper_print", shown)
    shown.close()
    program.window.show_paper(tmp_path / "gone.pdf")
    (shown,) = papers(program)
    assert not program.has("paper_print", shown)
    assert handed == []


def test_it_can_be_read_larger(program, report):
    program.window.show_paper(report)
    (shown,) = papers(program)
    before = shown.preview._picture.pixmap().height()
    program.press("paper_larger", shown)
    program.settle()
    assert shown.preview._picture.pixmap().height() > before


def test_a_window_that_closes_shows_nothing_more(program, report):
    program.window.close_down()
    program.window.show_paper(report)
    assert papers(program) == []
