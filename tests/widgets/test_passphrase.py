# SPDX-License-Identifier: GPL-3.0-or-later
"""The line a passphrase is typed into, driven key by key; and the wait after wrong tries."""

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from desktop.core import i18n
from desktop.widgets.passphrase import Passphrase, Patience, wait_after

WORDS = "abanico abasto abdomen"


@pytest.fixture
def field(qtbot):
    i18n.set_language("es")
    made = Passphrase("passphrase")
    qtbot.addWidget(made)
    made.show()
    yield made
    i18n.set_language("en")


def test_four_letters_complete_a_word_and_a_space_follows(qtbot, field):
    qtbot.keyClicks(field.line, "aban")
    assert field.line.text() == "abanico "
    qtbot.keyClicks(field.line, "abas abdo")
    assert field.tries()[0] == WORDS


def test_whoever_types_in_full_gets_the_same(qtbot, field):
    qtbot.keyClicks(field.line, WORDS)
    assert field.tries() == [WORDS]


def test_capital_letters_are_the_same_letters(qtbot, field):
    qtbot.keyClicks(field.line, "ABAN")
    assert field.line.text() == "abanico "


def test_backspace_takes_back_first_the_word_then_letters(qtbot, field):
    qtbot.keyClicks(field.line, "aban")
    qtbot.keyClick(field.line, Qt.Key.Key_Backspace)
    assert field.line.text() == "aban"
    qtbot.keyClick(field.line, Qt.Key.Key_Backspace)
    assert field.line.text() == "aba"


def test_what_is_pasted_stays_as_it_is(qtbot, field):
    field.line.insert("aban otra")
    qtbot.keyClicks(field.line, "s")
    assert field.tries() == ["aban otras"]


def test_a_slip_in_the_middle_is_mended_in_place(qtbot, field):
    qtbot.keyClicks(field.line, "xyba qua")
    field.line.setCursorPosition(2)
    qtbot.keyClicks(field.line, "a")
    assert field.tries() == ["xyaba qua"]


def test_a_new_try_over_what_is_selected_begins_anew(qtbot, field):
    qtbot.keyClicks(field.line, "sendero oscuro")
    field.line.selectAll()
    qtbot.keyClicks(field.line, "aban")
    assert field.line.text() == "abanico "


def test_words_are_dots_until_asked_for_and_again_when_emptied(qtbot, field):
    eye = field.findChild(QPushButton, "passphrase_eye")
    assert field.line.echoMode() == QLineEdit.EchoMode.Password
    QTest.mouseClick(eye, Qt.MouseButton.LeftButton)
    assert field.line.echoMode() == QLineEdit.EchoMode.Normal
    assert field.line.hasFocus() or field.line is field.focusProxy()
    qtbot.keyClicks(field.line, "aban")
    field.forget()
    assert field.line.text() == ""
    assert field.tries() == [""]
    assert field.line.echoMode() == QLineEdit.EchoMode.Password


def test_the_wait_doubles_up_to_a_minute():
    assert [wait_after(n) for n in range(10)] == [0, 1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert wait_after(5_000) == 60


def test_leaving_a_dialog_saves_no_wait(qtbot):
    owner = QObject()
    first = Patience.of(owner)
    first.wrong()
    first.wrong()
    again = Patience.of(owner)
    assert again is first
    assert again.left == 2
    assert "2" in again.words()
    with qtbot.waitSignal(again.ticked, check_params_cb=lambda left: left == 0, timeout=5_000):
        pass
    assert again.words() == ""
    again.right()
    again.wrong()
    assert again.left == 1
