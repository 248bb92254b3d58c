# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole program on the demonstration, driven from the keyboard as its users do."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import App
from desktop.core import clock, i18n
from desktop.core.crypto import keys
from desktop.core.store import Workspace
from desktop.shell.preferences import Preferences
from desktop.shell.window import Window
from desktop.widgets import look
from desktop.widgets.register import RegisterPage
from tests.demo_world import NOW
from tests.workspaces import Made

W = TypeVar("W", bound=QWidget)
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier

PATIENCE = 60_000
"""Milliseconds a busy machine is given: a copy of every store is written and read back in it."""


class Program:
    """The running program, and what a person does with it."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, folder: Path | None, ini: Path) -> None:
        self.qtbot = qtbot
        self.locked: list[bool] = []
        self.preferences = Preferences(ini)
        self.preferences.language, self.preferences.theme = "es", "light"
        self.app = App(qapp, self.preferences, folder, lock=lambda: self.locked.append(True))

    @property
    def window(self) -> Window:
        assert self.app.window is not None
        return self.app.window

    @property
    def workspace(self) -> Workspace:
        assert self.app.workspace is not None
        return self.app.workspace

    @property
    def entry(self) -> QWidget:
        assert self.app.entry is not None
        return self.app.entry

    @property
    def top(self) -> QWidget:
        """The window on show, of whichever kind."""
        return self.app.window or self.entry

    def open(self, folder: Path, unlocked: keys.Unlocked) -> None:
        self.app.open(folder, unlocked)
        self.settle()

    def settle(self) -> None:
        """Wait until the window has the keyboard, lists have arrived and jobs are done."""
        QApplication.processEvents()  # a window that is to be made anew is made now
        self.app.sentry.watch.touch()  # keys of tests pass the window by, where the watch listens
        top = self.top
        top.activateWindow()
        self.qtbot.waitUntil(top.isActiveWindow, timeout=PATIENCE)
        self.qtbot.waitUntil(lambda: not self.busy, timeout=PATIENCE)
        QApplication.processEvents()

    @property
    def busy(self) -> bool:
        pages = self.top.findChildren(RegisterPage)
        jobs = self.app.window is not None and self.app.window.jobs.busy
        return jobs or any(page.list.busy for page in pages)

    def go(self, name: str, record: str = "") -> Any:
        """Show a place of the rail, and return its page."""
        self.window.go(name, record)
        self.settle()
        return self.window.pages[name]

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.top, key, modifiers)
        QApplication.processEvents()

    def write(self, text: str) -> None:
        """Type letters, those no test keyboard has included."""
        line = QApplication.focusWidget()
        assert line is not None
        for letter in text:
            if letter.isascii():
                self.qtbot.keyClicks(line, letter)
            else:
                QApplication.sendEvent(line, QKeyEvent(QEvent.Type.KeyPress, 0, NONE, letter))

    def finish(self) -> None:
        """Press Ctrl+Enter in a form; its button is seen going down before it acts."""
        button = self.part(QPushButton, "finish")
        self.key(Qt.Key.Key_Return, CTRL)
        self.qtbot.waitUntil(lambda: not shiboken6.isValid(button) or not button.isDown())
        self.settle()

    def part(self, kind: type[W], name: str, under: QWidget | None = None) -> W:
        """Return the visible part of that name."""
        found = [one for one in (under or self.top).findChildren(kind, name) if one.isVisible()]
        assert found, f"no visible {kind.__name__} {name}"
        return found[0]

    def has(self, name: str, under: QWidget | None = None) -> bool:
        return any(one.isVisible() for one in (under or self.top).findChildren(QWidget, name))

    def press(self, name: str, under: QWidget | None = None) -> None:
        if self.has("more_verbs") and not self.has(name, under):
            self._press_in_menu(name)
        else:
            self.part(QPushButton, name, under).click()
        self.settle()

    def _press_in_menu(self, name: str) -> None:
        """Press a verb that found no room beside the others, of a record or of a list in it."""
        words = {one.text() for one in self.top.findChildren(QPushButton, name)}
        found = []
        for more in self.top.findChildren(QPushButton, "more_verbs"):
            if more.isVisible():
                more.menu().aboutToShow.emit()
                found += [one for one in more.menu().actions() if one.text() in words]
        assert found, f"no verb {name}"
        found[0].trigger()

    def words(self, name: str) -> str:
        return self.part(QLabel, name).text()

    def texts(self, under: QWidget | None = None) -> str:
        """Everything that can be read on the window, line by line."""
        place = under or self.top
        shown = [one.text() for one in place.findChildren(QLabel) if one.isVisible()]
        shown += [one.text() for one in place.findChildren(QPushButton) if one.isVisible()]
        return "\n".join(shown)

    def choose(self, name: str, code: object) -> None:
        """Choose an entry of a box as a person does: by its number in the list."""
        from PySide6.QtWidgets import QComboBox

        box = self.part(QComboBox, name)
        at = box.findData(code)
        assert at >= 0
        box.setCurrentIndex(at)
        box.activated.emit(at)
        QApplication.processEvents()

    def during(self, act: Callable[[QDialog], None]) -> None:
        """Answer the next dialog that opens."""

        def answer() -> None:
            shown = QApplication.activeModalWidget()
            if not isinstance(shown, QDialog):
                QTimer.singleShot(10, answer)
                return
            try:
                act(shown)
            except BaseException:
                shown.reject()  # an open dialog would keep the test for ever
                raise

        QTimer.singleShot(0, answer)

    def person(self, **where: Any) -> str:
        """Return the id of the first participant with these answers."""
        from sqlmodel import select

        from desktop.participants.model import Participant

        with self.workspace.work() as work:
            query = select(Participant).filter_by(**where).order_by(Participant.code)
            found = work.session.exec(query).first()
        assert found is not None
        return found.id


@pytest.fixture
def closed(
    qtbot: QtBot, qapp: QApplication, demo_folder: Path, tmp_path: Path
) -> Iterator[Program]:
    """The program before its first screen, with the demonstration as the last workspace."""
    yield from _running(qtbot, qapp, demo_folder, tmp_path)


@pytest.fixture
def first_time(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Program]:
    """The program on a computer that never ran it."""
    yield from _running(qtbot, qapp, None, tmp_path)


@pytest.fixture
def program(closed: Program, demo_folder: Path, demo_keys: keys.Unlocked) -> Program:
    """The program with the demonstration open."""
    closed.app._dress()
    closed.open(demo_folder, demo_keys)
    return closed


@pytest.fixture
def own(first_time: Program, fresh_workspace: Path, made_once: Made) -> Program:
    """The program with a workspace of one's own open, which is nobody's demonstration."""
    first_time.app._dress()
    first_time.open(fresh_workspace, made_once.unlocked)
    return first_time


def _running(
    qtbot: QtBot, qapp: QApplication, folder: Path | None, tmp_path: Path
) -> Iterator[Program]:
    with clock.at(NOW):
        made = Program(qtbot, qapp, folder, tmp_path / "vereda.ini")
        try:
            yield made
        finally:
            _ended(qapp, made)


def _ended(qapp: QApplication, made: Program) -> None:
    """Close the program, and leave nothing of it for the next one, whatever went wrong in it."""
    if made.app.entry is not None:
        made.app.entry.close()
    made.app.close()
    for window in qapp.topLevelWidgets():
        if isinstance(window, QMainWindow):  # what is left would be dressed with every next one
            shiboken6.delete(window)
    if made.app._translator is not None:
        qapp.removeTranslator(made.app._translator)
    i18n.set_language("en")
    look.apply(qapp)
