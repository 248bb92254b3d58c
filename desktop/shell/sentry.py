# SPDX-License-Identifier: GPL-3.0-or-later
"""Decides when the screen is covered and when the program locks."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from desktop.core import machine
from desktop.core.cover import CoverWord
from desktop.core.i18n import ngettext
from desktop.shell import native
from desktop.shell.cover import Blank, ChooseWord, put_away_others
from desktop.shell.preferences import Preferences
from desktop.shell.watch import WARNED_BEFORE, Watch
from desktop.widgets import clipboard

if TYPE_CHECKING:
    from desktop.shell.signs import Signs
    from desktop.shell.window import Window

LONGEST_COVER: Final = 30 * 60.0
"""Seconds a cover lasts at most, whatever happens under it."""


class Sentry(QObject):
    """Guards one window at a time.

    The screen can be covered while there is a word that brings it back and nothing kept apart is
    open. Otherwise what would cover it locks; only the demonstration, in which nobody is real,
    waits with that as long as the lock itself.
    """

    lock_wanted = Signal()
    forget_wanted = Signal(object)
    """The key headers to destroy, after all was said and agreed."""
    lifted = Signal()
    """The cover was taken away by its word: what waited under it may be shown."""

    def __init__(
        self,
        app: QApplication,
        preferences: Preferences,
        elapsed: Callable[[], float] = machine.elapsed,
    ) -> None:
        super().__init__(app)
        self._preferences, self._elapsed = preferences, elapsed
        self.word = CoverWord()
        self.watch = Watch(app, elapsed)
        self.watch.escaped.connect(self.cover)
        self.watch.idle.connect(self._idle)
        self.watch.slept.connect(self._lock)
        self.watch.lock_pressed.connect(self._lock)
        self.watch.alert_pressed.connect(self._alert)
        self.watch.changed_window.connect(self._keep_covered)
        self._window: Window | None = None
        self._blank: Blank | None = None
        self._covered_at = 0.0
        self._signs: Signs | None = None

    def _alert(self) -> None:
        """Raise an alert out of a dialog too, where no shortcut of the window reaches."""
        asks = QApplication.activeModalWidget()
        if self._window is not None and asks is not None and not self.covered:
            self._window.alert()

    @property
    def covered(self) -> bool:
        """Whether the blank page is on show."""
        return self._blank is not None

    @property
    def can_cover(self) -> bool:
        """Whether there is a word, and nothing kept apart is open."""
        return self.word.chosen and not self._apart

    def guard(self, window: "Window") -> None:
        """Watch over a window from now on, instead of the one before."""
        self._window = window
        window.cover_wanted.connect(self.cover_or_choose)
        self.refuse_capture()
        if self._signs is None:
            from desktop.shell import signs  # D-Bus is not needed for the first paint

            self._signs = signs.listen(window, self)
            self._signs.locked.connect(self._lock)
        self.watch.start()

    def rest(self) -> None:
        """Watch over nothing: the workspace is closed."""
        self.watch.stop()
        self._uncover()
        self._window = None
        clipboard.clear()
        self.word.forget()
        if self._signs is not None:
            self._signs.let_sleep()

    def refuse_capture(self) -> None:
        """Keep every window out of screen pictures while something kept apart is open."""
        if self._window is None:
            return
        refused = self._apart and self._preferences.refuse_capture
        shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        for one in (self._window, *shown):
            native.refuse_capture(one, refused=refused)

    def cover(self) -> None:
        """Turn the window into a blank page, or lock where that would not be safe."""
        if self.covered or self._window is None:
            return
        if not self.can_cover:
            self._lock()
            return
        self._window.keep_drafts()
        clipboard.clear()
        self._blank = blank = Blank(self.word, self._window.windowTitle())
        blank.opened.connect(self._lift)
        blank.lock_wanted.connect(self._lock)
        blank.left.connect(self._window.close)
        self._covered_at = self._elapsed()
        self._window.cover()
        blank.take_place_of(self._window)
        put_away_others(blank)

    def cover_or_choose(self) -> None:
        """Cover by the button: with time for it, a word is chosen first."""
        if self._apart or self.word.chosen or self.choose_word():
            self.cover()

    def choose_word(self) -> bool:
        """Let a word be chosen for this session; True when there is one."""
        asked = ChooseWord(self._window, self.word)
        chosen = asked.exec() == ChooseWord.DialogCode.Accepted
        asked.deleteLater()
        return chosen

    def offer_word(self) -> None:
        """Let a word be chosen, as the welcome and the settings offer it."""
        self.choose_word()

    @property
    def _apart(self) -> bool:
        return self._window is not None and len(self._window.workspace.open_stores) > 1

    def _lift(self) -> None:
        self._uncover()
        self.lifted.emit()

    def _uncover(self) -> None:
        blank, self._blank = self._blank, None
        if blank is None:
            return
        self.watch.touch()
        blank.left.disconnect()
        if self._window is not None:
            blank.give_place_to(self._window)
        blank.close()
        blank.deleteLater()

    def _keep_covered(self) -> None:
        """Put away whatever opened over the blank page, such as a question a job ended with."""
        if self._blank is not None:
            put_away_others(self._blank)
        self.refuse_capture()  # a dialog is a window of its own

    def _lock(self) -> None:
        if self._window is not None:
            self.lock_wanted.emit()

    def _idle(self, seconds: float) -> None:
        lock_after = float(self._preferences.lock_after)
        if self.covered:
            if seconds >= lock_after or self._elapsed() - self._covered_at >= LONGEST_COVER:
                self._lock()
            return
        first = min(lock_after, self._cover_after())
        if seconds >= lock_after:
            self._lock()
        elif seconds >= first:
            self.cover()
        elif first - seconds <= WARNED_BEFORE and (first == lock_after or not self.can_cover):
            self._warn(round(first - seconds))

    def _cover_after(self) -> float:
        """Return how long nobody may be there before the screen is covered."""
        window = self._window
        invented = window is not None and window.workspace.is_demo and not self._apart
        if invented and not self.word.chosen:
            return float("inf")
        return float(self._preferences.cover_after)

    def _warn(self, seconds: int) -> None:
        if self._window is not None:
            words = ngettext(
                "Locking in {n} second. Move the mouse to stay.",
                "Locking in {n} seconds. Move the mouse to stay.",
                seconds,
            )
            self._window.say(words.format(n=seconds))
