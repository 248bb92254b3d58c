# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong is told and noted without a word of what somebody typed."""

import sys

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.faults import Unforeseen
from desktop.core.store import StoreClosed
from desktop.shell.crash import CrashDesk
from desktop.widgets.dialogs import ErrorDialog
from tests.demo_world import NOW

NAME = "Encarnación Zurbarán"


@pytest.fixture
def desk(qapp, tmp_path):
    made = CrashDesk(qapp, tmp_path / "faults.log")
    yield made
    made.deleteLater()


def raised(error):
    try:
        raise error
    except type(error):
        return sys.exc_info()


def told(qtbot, desk, error):
    """Hand an exception to the desk; return everything the dialog shows."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QLabel

    texts = []

    def read():
        shown = QApplication.activeModalWidget()
        if not isinstance(shown, ErrorDialog):
            QTimer.singleShot(10, read)
            return
        texts.extend(one.text() for one in shown.findChildren(QLabel))
        texts.extend(one.toPlainText() for one in shown.findChildren(QPlainTextEdit))
        shown.reject()

    QTimer.singleShot(0, read)
    desk.take(*raised(error))
    qtbot.waitUntil(lambda: bool(texts))
    return "\n".join(texts)


def test_a_fault_is_noted_and_told_without_what_was_in_it(qtbot, desk, tmp_path):
    with clock.at(NOW):
        words = told(qtbot, desk, KeyError(NAME))
    log = (tmp_path / "faults.log").read_text(encoding="utf-8")
    assert NAME not in words + log
    assert "Zurb" not in words + log
    assert str(Unforeseen()) in words
    assert "KeyError" in log
    assert "test_crash.py" in log
    assert str(tmp_path) not in log


def test_a_foreseen_error_is_told_as_it_is_and_not_noted(qtbot, desk, tmp_path):
    words = told(qtbot, desk, UserError("Nothing was changed. Ask your coordinator."))
    assert "Ask your coordinator" in words
    assert not (tmp_path / "faults.log").exists()


def test_the_log_stays_small(qtbot, desk, tmp_path):
    log = tmp_path / "faults.log"
    log.write_text("x" * 300_000, encoding="utf-8")
    told(qtbot, desk, ValueError(NAME))
    assert log.stat().st_size <= 200_000
    assert "ValueError" in log.read_text(encoding="utf-8")


def test_a_full_disk_hides_no_fault(qtbot, qapp, tmp_path):
    desk = CrashDesk(qapp, tmp_path / "nowhere" / "faults.log")
    assert str(Unforeseen()) in told(qtbot, desk, ValueError(NAME))
    desk.deleteLater()


def test_an_exception_of_a_button_ends_here(qtbot, qapp, tmp_path):
    from PySide6.QtWidgets import QPushButton

    button = QPushButton()
    qtbot.addWidget(button)

    def fail():
        raise RuntimeError(NAME)

    button.clicked.connect(fail)
    with qtbot.captureExceptions() as caught:
        button.click()
    assert [kind for kind, *_rest in caught] == [RuntimeError]


def test_a_page_that_is_going_and_asks_once_more_tells_nothing(desk):
    desk.take(StoreClosed, StoreClosed(), None)
    QApplication.processEvents()
    assert QApplication.activeModalWidget() is None
    assert not desk._log.exists()
