# SPDX-License-Identifier: GPL-3.0-or-later
"""Composition root of the window: entry screens, then the workspace's window, then exit or lock.

The first paint needs Qt, core and keys only. Everything the window needs is imported in a thread
while the passphrase is typed (``warm``).
"""

import builtins
import importlib
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from desktop.core import i18n, machine, paths
from desktop.core.crypto import keys
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.shell.cover import put_away_others
from desktop.shell.crash import CrashDesk
from desktop.shell.entry import Entry
from desktop.shell.preferences import Preferences, speak
from desktop.shell.sentry import Sentry
from desktop.shell.unlock import Unlock
from desktop.widgets import clipboard, look
from desktop.widgets.jobs import Jobs
from desktop.widgets.tidy import tidy_here

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.shell.keeper import Keeper
    from desktop.shell.window import Window

LOCKED = 75
PATIENCE = 10.0
"""Seconds the drafts have at a lock, on a disk that just woke up."""
DEADLINE = 3.0
"""Seconds everything else has; then the process ends, whatever job still runs in it."""
_LATER = (
    "desktop.core.db",
    "desktop.slices",
    "desktop.desks.places",
    "desktop.shell.keeper",
    "desktop.shell.settings_page",
    "desktop.shell.signs",
    "desktop.shell.welcome",
    "desktop.shell.window",
)


class App:
    """Holds what lives as long as the process; a test may pass a ``lock`` of its own."""

    def __init__(
        self,
        app: QApplication,
        preferences: Preferences,
        folder: Path | None = None,
        lock: Callable[[], None] | None = None,
        crash: CrashDesk | None = None,
    ) -> None:
        self.app, self.preferences = app, preferences
        self.jobs = Jobs()
        self._folder = folder or preferences.workspace
        self._leave = lock or self._leave_locked
        self._translator: QTranslator | None = None
        self._warming: threading.Thread | None = None
        self.entry: QMainWindow | None = None
        self.window: Window | None = None
        self.workspace: Workspace | None = None
        self.sentry = Sentry(app, preferences)
        self.sentry.lock_wanted.connect(self.lock)
        self.sentry.forget_wanted.connect(self.forget)
        if crash is not None:
            crash.wait_while(lambda: self.sentry.covered)
            self.sentry.lifted.connect(crash.tell_held)
        self._doomed: list[Path] = []
        self._welcomed = False
        self.keeper: Keeper | None = None
        self._leaving: QWidget | None = None

    def start(self) -> None:
        """Show the entry screen and begin to import the rest."""
        tidy_here()
        clipboard.guard()
        self._dress()
        self._show_entry()
        self._warming = threading.Thread(target=warm, name="warm", daemon=True)
        self._warming.start()

    def open(self, folder: Path, unlocked: keys.Unlocked) -> None:
        """Open the stores with the keys just unlocked, and show the window."""
        self._wait_for_imports()
        if not unlocked.data_key:
            self._show_keyless(folder, unlocked)
            return
        from desktop.core.store import Workspace

        try:
            self.workspace = Workspace(folder, unlocked)
        except UserError as error:
            self._tell_entry(error)
            return
        self.preferences.workspace = folder
        self._use_country()
        self._show_window()
        if self.entry is not None:
            self.entry.close()
            self.entry = None

    def _show_keyless(self, folder: Path, unlocked: keys.Unlocked) -> None:
        entry = self.entry.centralWidget() if self.entry else None
        if isinstance(entry, Entry):
            entry.show_keyless(folder, unlocked)

    def _use_country(self) -> None:
        """Speak the words of the organisation's country, and find people as this program does."""
        from desktop.organisation import service as organisation
        from desktop.participants import likeness_service
        from desktop.placements import checkpoint_service

        assert self.workspace is not None  # noqa: S101 - opened just before
        with self.workspace.work() as work:
            organisation.use_words(work)
        likeness_service.catch_up(self.workspace)
        checkpoint_service.catch_up(self.workspace)

    def rebuild(self, between: Callable[[], None] | None = None) -> None:
        """Make the window anew in place, after a change of language or look; drafts are kept."""
        old = self.window
        if old is None:
            return
        old.left.disconnect()
        old.close_down()
        old.empty()  # to dress what goes anyway takes seconds
        if between:
            between()
        self._dress()
        self._show_window()
        old.hide()
        old.deleteLater()

    def close(self) -> None:
        """Close window and workspace."""
        self.sentry.rest()
        if self.window is not None:
            window, self.window = self.window, None
            window.left.disconnect()
            window.close()
            window.empty()  # a list must not ask a store that is closed
            window.deleteLater()
        if self.keeper is not None:
            self.keeper.close()
            self.keeper = None
        if self.workspace is not None:
            self.workspace.close()
            self.workspace = None
        self.jobs.close()

    def lock(self) -> None:
        """Keep what is being typed, then leave; the launcher asks for the passphrase again."""
        if self.window is None:
            return
        call_off = machine.end_within(PATIENCE, LOCKED)
        try:
            self.window.keep_drafts()
        finally:
            self._leave()
            call_off()

    def forget(self, headers: list[Path]) -> None:
        """Destroy these key headers once the workspace is closed, and leave as at a lock."""
        self._doomed = headers
        self._leave()

    def _wait_for_imports(self) -> None:
        """Two threads that import the same would each see half a module."""
        if self._warming is not None:
            self._warming.join()

    def _show_entry(self) -> None:
        frame = QMainWindow()
        frame.setWindowTitle(self.preferences.title)
        frame.resize(*self.preferences.size)
        entry = Entry(self.jobs, self._folder)
        entry.unlocked.connect(self.open)
        entry.demo_wanted.connect(self._make_demo)
        entry.language_chosen.connect(self._speak_entry)
        frame.setCentralWidget(entry)
        old, self.entry = self.entry, frame
        frame.show()
        if old is not None:
            old.close()

    def _speak_entry(self, language: str) -> None:
        self.preferences.language = language
        self.preferences.region = ""
        self._dress()
        self._show_entry()

    def _tell_entry(self, problem: UserError) -> None:
        page = self.entry.findChild(Unlock) if self.entry else None
        if page is not None:
            page.tell(problem)

    def _make_demo(self) -> None:
        """Make the demonstration in the worker, then ask for its passphrase like any other."""
        self._wait_for_imports()
        from desktop.demo import make

        folder = paths.user_data() / "demo" / "workspace"
        language = i18n.language()
        if folder.exists():
            self._show_unlock(folder)
            return

        self.jobs.run(
            lambda progress: make.make(folder, language=language, progress=progress.step),
            lambda _made: self._show_unlock(folder),
            title=_("Making the demonstration"),
        )

    def _show_unlock(self, folder: Path) -> None:
        entry = self.entry.centralWidget() if self.entry else None
        if isinstance(entry, Entry):
            entry.ask_passphrase(folder)

    def _show_window(self) -> None:
        from desktop import slices
        from desktop.desks.frame.desk import Place
        from desktop.desks.places import PLACES
        from desktop.shell import welcome
        from desktop.shell.keeper import Keeper
        from desktop.shell.settings_page import SettingsPage
        from desktop.shell.window import Window

        assert self.workspace is not None  # noqa: S101 - opened just before
        workspace = self.workspace
        settings = Place(
            "settings",
            N_("Settings"),
            "gear",
            lambda desk: SettingsPage(desk, self.preferences, self.rebuild, self.sentry),
            frozenset({"programme"}),
            apart=True,
        )
        self.window = Window(
            workspace,
            self.preferences,
            (*PLACES, settings),
            lambda text: slices.find(workspace, text),
        )
        self.window.lock_wanted.connect(self.lock)
        self.window.rebuild_wanted.connect(self.rebuild)
        self.window.left.connect(self._end)
        if self.keeper is None:
            self.keeper = Keeper(workspace)
            self.keeper.warned.connect(self._warn)
        self.window.show()
        self.sentry.guard(self.window)
        if not self._welcomed and not workspace.is_demo:
            self._welcomed = True
            welcome.greet(self.window, self.jobs, self.preferences, self.sentry.offer_word)

    def _warn(self, words: str) -> None:
        if self.window is not None:
            self.window.warn(words)

    def _end(self) -> None:
        """End the program, after a copy where something changed since the last."""
        from desktop.shell import keeper

        if self.keeper is not None and self.workspace is not None:
            self.keeper.close()
            self._leaving = keeper.before_leaving(
                self.workspace, self.preferences.title, self.app.quit
            )

    def _leave_locked(self) -> None:
        """End the process that holds the keys; the launcher starts the next.

        The drafts are kept by now. A job is told to stop; one that does not listen, or a disk that
        hangs, holds nothing up: what it wrote in a transaction was not begun or is whole.
        """
        if not self._doomed:
            machine.end_within(DEADLINE, LOCKED)
        try:
            put_away_others(None)
            self.sentry.rest()
            if self.window is not None:
                self.window.close_down()
            if self.keeper is not None:
                self.keeper.close()
            if self.workspace is not None:
                self.workspace.close()
            if self._doomed:
                from desktop.core.backups import forgetting

                forgetting.destroy(self._doomed)
                self.preferences.forget_workspace()
            self.preferences.sync()
        finally:
            # not by way of the event loop: a dialog may be waiting in it, on a page that is gone
            os._exit(LOCKED)

    def _dress(self) -> None:
        speak(self.preferences)
        look.apply(self.app, self.preferences.theme, self.preferences.scale)
        if self._translator is not None:
            self.app.removeTranslator(self._translator)
        self._translator = QTranslator(self.app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{i18n.language()}", folder):
            self.app.installTranslator(self._translator)


def warm() -> None:
    """Import what the window needs, while the person types.

    Qt for Python puts a hook of its own before every import, for a way of naming we do not use. It
    reads the source of each module and so wakes lazy ones too early: pydantic could not be
    imported beside it now and then. Python's own import takes its place.
    """
    builtins.__import__ = importlib.__import__
    for name in _LATER:
        importlib.import_module(name)


def run(folder: Path | None = None) -> int:
    """Open the program's window; returns 0, or 75 when it was locked."""
    paths.keep_private()
    machine.keep_memory_private()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # noqa: S101 - nobody made another kind
    app.setApplicationName("Vereda")
    crash = CrashDesk(app)
    crash.install()
    whole = App(app, Preferences(), folder, crash=crash)
    whole.start()
    code = app.exec()
    whole.close()
    return code
