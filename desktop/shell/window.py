# SPDX-License-Identifier: GPL-3.0-or-later
"""The window: rail, top line, one page at a time, bottom line."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, cast

import shiboken6
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core import changes, clock
from desktop.core.backups import travel
from desktop.core.i18n import _
from desktop.core.store import Workspace
from desktop.desks.danger import alert_dialog
from desktop.desks.frame.desk import Desk, Place
from desktop.participants import known_service
from desktop.shell import help_view, paper_window
from desktop.shell.lookout import Lookout
from desktop.shell.preferences import Preferences
from desktop.shell.rail import Rail
from desktop.shell.top_line import TopLine
from desktop.widgets import look
from desktop.widgets.jobs import JobBar, Jobs
from desktop.widgets.parts import Elided, button, empty, tint
from desktop.widgets.toasts import Toasts
from desktop.widgets.underline import KnownWords

SMALLEST = (1024, 600)
FIRST = "my_day"
WORDS_FROM = 90
"""Characters of text a window must be wide for the rail to show words beside its icons."""
WORDS_OF_ALL_FROM = 165
"""How wide for every button of the top line to have its word."""


class Window(QMainWindow):
    """Shows one workspace. Pages are made when first asked for, and told what changed."""

    lock_wanted = Signal()
    cover_wanted = Signal()
    left = Signal()
    rebuild_wanted = Signal()
    """Language, look or text size changed: the window is to be made anew, in place."""
    _changed = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        preferences: Preferences,
        places: Sequence[Place],
        find: Callable[[str], list[tuple[str, str, str]]],
    ) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle(preferences.title)
        self.workspace, self.preferences = workspace, preferences
        self._places = {place.name: place for place in places if self._there(place)}
        self.jobs = Jobs(self)
        self.toasts = Toasts(self)
        ways = (self.go, self.say, self.show_paper, self.remake)
        self.desk = Desk(workspace, self.jobs, self.toasts, *ways)
        self.known = KnownWords(self, self._known_words, known_service.TABLES)
        self.pages: dict[str, QWidget] = {}
        self._stale: set[str] = set()
        self._closed = False
        self._papers: list[Path] = []
        self._stack = QStackedWidget()
        self._notices = QVBoxLayout()
        self._state = Elided("", "meta", "state")
        self._warning = Elided("", "error", "copies_warning")
        self.rail = Rail(self._places.values())
        self.top = TopLine(workspace, find)
        self._lay_out()
        self._connect()
        self._fit()
        self._leave_changes = changes.subscribe(self._changed.emit)
        self.go(
            preferences.place if preferences.place in self._places else next(iter(self._places))
        )
        self.lookout = Lookout(workspace, self)
        self.lookout.pressing.connect(self._press)
        self.lookout.look()

    @property
    def here(self) -> str:
        """The name of the place on show."""
        page = self._stack.currentWidget()
        return page.objectName() if page else ""

    @property
    def places(self) -> list[str]:
        """The names of the places of the rail."""
        return list(self._places)

    def go(self, name: str, record: str = "") -> None:
        """Show a place, made now if it was not yet; with a record, that record."""
        if name not in self._places:
            return
        if name not in self.pages:
            page = self._places[name].build(self.desk)
            page.setObjectName(name)
            self.pages[name] = page
            self._stack.addWidget(page)
        elif name in self._stale:
            self._reload(name)
        page = self.pages[name]
        self._stack.setCurrentWidget(page)
        self.rail.show_place(name)
        if self._places[name].store == "cases":  # the settings tell nothing of what is kept apart
            self.preferences.place = name
        if record:
            cast(Any, page).open(record)
        else:
            page.setFocus()

    def say(self, words: str) -> None:
        """Write the bottom line."""
        self._state.say(words)

    def warn(self, words: str) -> None:
        """Say at the right of the bottom line what must not be overlooked; nothing clears it."""
        self._warning.say(words)

    def show_paper(self, path: Path) -> None:
        """Show a finished file; under the cover nothing opens until it is lifted."""
        if self._closed:
            return
        if self.isVisible():
            paper_window.show(self, path)
        else:
            self._papers.append(path)

    def remake(self) -> None:
        """Let go of every page but the one on show: each is made anew when it is asked for."""
        for name in [one for one in self.pages if one != self.here]:
            page = self.pages.pop(name)
            self._stale.discard(name)
            cast(Any, page).keep_draft()
            cast(Any, page).close_down()
            self._stack.removeWidget(page)
            page.deleteLater()

    def keep_drafts(self) -> None:
        """Keep what is being typed on every page."""
        with ExitStack() as each:  # one page that cannot does not keep the others from it
            for page in self.pages.values():
                each.callback(cast(Any, page).keep_draft)

    def lock(self) -> None:
        """Ask to lock: drafts are kept, this process ends, the launcher shows the unlock screen."""
        self.lock_wanted.emit()

    def cover(self) -> None:
        """Take from the pages what must not be there when the cover is lifted."""
        for page in self.pages.values():
            if (cover := getattr(page, "cover", None)) is not None:
                cover()

    def alert(self) -> None:
        """Raise an alert, about the person whose file is open where there is one."""
        asks = QApplication.activeModalWidget()
        if asks is not None and asks.objectName() == alert_dialog.NAME:  # F9 pressed once more
            return
        with self.workspace.work() as work:
            if not work.could("create"):
                return
        record = getattr(self.pages.get("participants"), "record", None)
        code = record.code if record is not None and record.isVisible() else ""
        alert_dialog.raise_alert(self.desk, code)

    def show_help(self) -> None:
        """Open the help page of what is on show; a page may name one for what fills it."""
        help_view.show(self, getattr(self.pages.get(self.here), "help_page", self.here))

    def close_down(self) -> None:
        """Let go of pages and worker; the workspace itself is closed by who opened it."""
        self._leave_changes()
        self.lookout.close()
        self._closed = True
        self.known.setParent(None)  # what opens from now on belongs to another window
        self.keep_drafts()
        for page in self.pages.values():
            cast(Any, page).close_down()
        self.jobs.close()
        self.preferences.size = (self.width(), self.height())

    def empty(self) -> None:
        """Take every page out of a window that was closed down."""
        self.pages.clear()
        if whole := self.takeCentralWidget():
            shiboken6.delete(whole)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        waiting, self._papers = self._papers, []
        for path in waiting:
            QTimer.singleShot(0, self, partial(self.show_paper, path))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < look.width(WORDS_FROM)
        self.rail.stand(narrow=narrow)
        self.top.stand(narrow=narrow, roomy=self.width() >= look.width(WORDS_OF_ALL_FROM))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.close_down()
        super().closeEvent(event)
        self.left.emit()

    def _known_words(self) -> list[tuple[str, str]]:
        with self.workspace.work() as work:
            return known_service.known(work) if work.could("read") else []

    def _there(self, place: Place) -> bool:
        with self.workspace.work() as work:
            return place.store in self.workspace.open_stores and work.could(place.action)

    def notice(self, role: str, words: str, put_away: Callable[[], object]) -> None:
        """Say something across the window until it is put away; a window that goes says nothing."""
        if self._closed:
            return

        def leave() -> None:
            empty(self._notices)
            put_away()

        self._notices.addWidget(tint(role, words, button(_("Understood"), "notice_away", leave)))

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        if self.workspace.is_demo:
            words = _("Demonstration data. Nobody here is real; keep nothing real here.")
            right.addWidget(tint("warning", words, text=Elided(words)))
        with self.workspace.work() as work:
            if (taken := travel.marked(work)) is not None:
                right.addWidget(tint("warning", travel.banner(taken)))
        right.addWidget(self.top)
        right.addLayout(self._notices)
        right.addWidget(self._stack, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(look.space(4), look.space(), look.space(4), look.space())
        foot.addWidget(self._state)
        foot.addStretch(1)
        foot.addWidget(self._warning)
        foot.addWidget(JobBar(self.jobs))
        right.addLayout(foot)
        whole = QWidget()
        look.mark(whole, "page")
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.go)
        self.top.lock_pressed.connect(self.lock)
        self.top.alert_pressed.connect(self.alert)
        self.top.cover_pressed.connect(self.cover_wanted)
        self.top.found.connect(self.go)
        self.top.language_chosen.connect(self._speak)
        self._changed.connect(self._note_changes, Qt.ConnectionType.QueuedConnection)
        for keys, act in (
            ("Ctrl+L", self.lock),
            ("F1", self.show_help),
            ("Ctrl+Q", self.close),
            ("Ctrl+K", self.top.search.setFocus),
            ("F9", self.alert),
        ):
            QShortcut(QKeySequence(keys), self, activated=act)  # type: ignore[call-overload]

    def _speak(self, language: str) -> None:
        self.preferences.language = language
        self.preferences.region = ""
        self.rebuild_wanted.emit()

    def _fit(self) -> None:
        """Never larger than the screen; the design holds down to 1024x600."""
        room = self.screen().availableGeometry()
        wide, high = self.preferences.size
        self.setMinimumSize(min(SMALLEST[0], room.width()), min(SMALLEST[1], room.height()))
        self.resize(min(wide, room.width()), min(high, room.height()))

    def _press(self, told: list[str]) -> None:
        """Say across any page what cannot wait; My day says it itself, among the first."""
        if self._closed:
            return
        if self.here == FIRST:
            self._reload(FIRST)
            return
        self._stale.add(FIRST)
        self.notice("danger", "\n".join(told), lambda: None)

    def _note_changes(self, tables: frozenset[str]) -> None:
        if self._closed:
            return
        self.known.heed(tables)
        self.say(
            _("Everything saved {time}").format(time=clock.now().astimezone().strftime("%H:%M"))
        )
        for name in self.pages:
            watched = self._places[name].tables
            if not watched or watched & tables:
                self._stale.add(name)
        if self.here in self._stale:
            self._reload(self.here)

    def _reload(self, name: str) -> None:
        self._stale.discard(name)
        cast(Any, self.pages[name]).reload()
