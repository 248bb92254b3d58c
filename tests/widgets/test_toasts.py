# SPDX-License-Identifier: GPL-3.0-or-later
"""News shows at the lower left, goes away by itself, and can be undone by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.widgets import look, toasts
from desktop.widgets.toasts import Toasts


@pytest.fixture
def window(qapp, qtbot):
    look.apply(qapp)
    made = QWidget()
    QVBoxLayout(made).addWidget(QLineEdit())
    made.resize(800, 500)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_a_toast_stands_at_the_lower_left_also_after_a_resize(window):
    toast = Toasts(window).show("Saved")
    for size in ((800, 500), (1024, 600), (320, 240)):
        window.resize(*size)
        QApplication.processEvents()
        box = toast.geometry()
        assert box.left() < 40
        assert window.height() - 40 < box.bottom() < window.height()
        assert window.rect().contains(box)


def test_it_goes_away_by_itself(window, qtbot):
    shown = Toasts(window, seconds=0.05)
    shown.show("Saved")
    assert len(shown.shown()) == 1
    qtbot.waitUntil(lambda: shown.shown() == [])


def test_eight_seconds_are_eight_seconds():
    assert toasts.SECONDS == 8


def test_undo_by_keyboard_happens_once(window, qtbot):
    undone: list[str] = []
    shown = Toasts(window)
    shown.show("Removed I-7KQ4M", lambda: undone.append("first"))
    shown.show("Removed I-8LR5N", lambda: undone.append("second"))
    field = window.findChild(QLineEdit)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.AltModifier)
    assert undone == ["second"]
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.AltModifier)
    assert undone == ["second", "first"]
    assert shown.shown() == []


def test_tab_reaches_undo_and_the_toast_waits_meanwhile(window, qtbot):
    undone: list[bool] = []
    toast = Toasts(window).show("Removed", lambda: undone.append(True))
    button = toast.findChild(QPushButton, "undo")
    assert toast.is_leaving()
    window.findChild(QLineEdit).setFocus()
    qtbot.keyClick(window.findChild(QLineEdit), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is button
    assert not toast.is_leaving()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert undone == [True]


def test_escape_sends_it_away(window, qtbot):
    shown = Toasts(window)
    toast = shown.show("Removed", lambda: None)
    qtbot.keyClick(toast.findChild(QPushButton, "undo"), Qt.Key.Key_Escape)
    assert shown.shown() == []


def test_no_more_than_three_at_once_and_none_overlap(window):
    shown = Toasts(window)
    for number in range(5):
        shown.show(f"News {number}. " * (number + 1))
    boxes = [toast.geometry() for toast in shown.shown()]
    assert len(boxes) == 3
    assert not any(a.intersects(b) for a in boxes for b in boxes if a != b)


def test_screen_readers_hear_it(window):
    toast = Toasts(window).show("Saved")
    assert QAccessible.queryAccessibleInterface(toast).text(QAccessible.Text.Name) == "Saved"
