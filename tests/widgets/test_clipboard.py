# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is copied is marked as secret, and goes after ten seconds if it is still ours."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QTextBrowser

from desktop.widgets import clipboard
from tests.windows import CTRL

TEXT = "P-7KQ4M"


@pytest.fixture
def board(qapp):
    clipboard.guard()
    yield QGuiApplication.clipboard()
    QGuiApplication.clipboard().clear()


def is_marked(data):
    return data.data("x-kde-passwordManagerHint").data() == b"secret" and all(
        data.hasFormat(kind) for kind in clipboard._MARKS
    )


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QTextBrowser])
@pytest.mark.parametrize("key", [Qt.Key.Key_C, Qt.Key.Key_X])
def test_a_field_copies_marked(qtbot, board, kind, key):
    field = kind(TEXT) if kind is not QTextBrowser else QTextBrowser()
    if kind is QTextBrowser:
        field.setText(TEXT)
    qtbot.addWidget(field)
    field.show()
    field.selectAll()
    QTest.keyClick(field, key, CTRL)
    if kind is QTextBrowser and key == Qt.Key.Key_X:
        return  # nothing can be cut out of it
    assert board.text() == TEXT
    assert is_marked(board.mimeData())


def test_a_label_copies_marked(qtbot, board):
    label = QLabel(TEXT)
    qtbot.addWidget(label)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
    label.show()
    label.setSelection(0, len(TEXT))
    QTest.keyClick(label, Qt.Key.Key_C, CTRL)
    assert is_marked(board.mimeData())


def test_it_goes_after_ten_seconds(qapp, board):
    clipboard.copy(TEXT)
    timer = clipboard._keeper()._timer
    assert timer.isActive()
    assert timer.interval() == 10_000
    timer.timeout.emit()
    assert board.text() == ""


def test_what_came_from_elsewhere_stays(qapp, board, monkeypatch):
    clipboard.copy(TEXT)
    monkeypatch.setattr(clipboard, "_alone", lambda: False)  # and this platform owns nothing
    data = QMimeData()
    data.setText("de otro programa")
    board.setMimeData(data)
    clipboard.clear()
    assert board.text() == "de otro programa"
    assert not board.mimeData().hasFormat("x-kde-passwordManagerHint")


def test_what_we_paste_is_what_was_copied(qtbot, board):
    first, second = QLineEdit("línea\tcon ñ"), QLineEdit()
    for one in (first, second):
        qtbot.addWidget(one)
    first.selectAll()
    first.copy()
    second.paste()
    assert second.text() == first.text()
