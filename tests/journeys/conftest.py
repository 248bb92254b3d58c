# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole program on a copy of the demonstration, driven by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import App
from desktop.core import clock, i18n, store
from desktop.desks import processes_page
from desktop.shell.preferences import COVER_AFTER, LOCK_AFTER, Preferences
from desktop.shell.unlock import Unlock
from desktop.widgets.record_form import RecordForm
from desktop.widgets.register import RegisterPage
from tests.demo_world import NOW

PATIENCE = 60_000


class Hand:
    """Starts the program, types and clicks; knows controls by their names only."""

    def __init__(self, bot: QtBot, folder: Path, settings: Path) -> None:
        self.bot = bot
        self.locked: list[bool] = []
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        preferences = Preferences(settings)
        preferences.language = "es"
        preferences.cover_after, preferences.lock_after = COVER_AFTER[-1], LOCK_AFTER[-1]
        self.app = App(app, preferences, folder, lock=lambda: self.locked.append(True))

    def start(self) -> None:
        self.app.start()

    def unlock(self, words: str) -> None:
        page = self.app.entry.findChild(Unlock)
        self.bot.keyClicks(page.passphrase.line, words)
        self.bot.keyClick(page.passphrase.line, Qt.Key.Key_Return)
        self.bot.waitUntil(lambda: self.app.window is not None, timeout=PATIENCE)
        self.bot.waitExposed(self.app.window)

    @property
    def window(self):
        return self.app.window

    def go(self, name: str):
        """Click a place of the rail and wait until its page has settled."""
        self.press(f"go_{name}")
        page = self.window.pages[name]
        self.settle()
        return page

    def find(self, name: str, kind=QWidget, within: QWidget | None = None):
        found = [
            one
            for one in (within or self.window).findChildren(kind, name)
            if one.isVisible() and one.isEnabled()
        ]
        assert found, f"no {name} to be seen"
        return found[0]

    def press(self, name: str, within: QWidget | None = None) -> None:
        self.bot.mouseClick(self.find(name, within=within), Qt.MouseButton.LeftButton)

    def settle(self) -> None:
        """Wait for lists and jobs."""
        lists = [page.list for page in self.window.findChildren(RegisterPage)]
        self.bot.waitUntil(
            lambda: not self.window.jobs.busy and not any(one.busy for one in lists),
            timeout=PATIENCE,
        )
        QApplication.processEvents()

    def fill(self, values: dict[str, object], within: QWidget | None = None) -> None:
        """Fill the form on show and finish it."""
        form = self.find("", RecordForm, within) if within else self._form()
        form.form.set_values({**form.form.values(), **values})
        self.press("finish", within=form)
        self.settle()
        if shiboken6.isValid(form) and form.isVisible():
            assert form.form.problems() == {}

    def _form(self) -> RecordForm:
        shown = [one for one in self.window.findChildren(RecordForm) if one.isVisible()]
        assert shown, "no form to be seen"
        return shown[-1]


@pytest.fixture
def hand(
    qtbot: QtBot, demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Hand]:
    def open_with_words(_parent, workspace: store.Workspace, name: str) -> bool:
        asked = processes_page.AskPassphrase(None, workspace, name)
        qtbot.addWidget(asked)
        asked.show()
        qtbot.keyClicks(asked.passphrase.line, store.DEMO_PASSPHRASE)
        qtbot.keyClick(asked.passphrase.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: name in workspace.open_stores, timeout=PATIENCE)
        return True

    # A dialog that waits for an answer would stop the test's own hand: it is shown, not executed.
    monkeypatch.setattr(processes_page, "open_store", open_with_words)
    with clock.at(NOW):
        made = Hand(qtbot, demo_folder, tmp_path / "settings.ini")
        yield made
        made.app.close()
    i18n.set_language("en")
