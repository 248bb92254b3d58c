# SPDX-License-Identifier: GPL-3.0-or-later
"""The one place where exceptions end: the foreseen as a sentence, the rest as an apology.

The log holds file names, line numbers and exception types, never their text: a message may carry
what somebody typed.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from desktop.core import clock, paths
from desktop.core.errors import UserError
from desktop.core.faults import Unforeseen, redacted
from desktop.core.store import StoreClosed
from desktop.widgets import dialogs

LARGEST_LOG = 200_000


class CrashDesk(QObject):
    """Shows what ended here in the window's thread, one thing at a time.

    While the screen is covered nothing is shown: it waits, and comes when the cover is lifted.
    """

    _told = Signal(object, str)

    def __init__(self, app: QApplication, log: Path | None = None) -> None:
        super().__init__(app)
        self._log = log or paths.user_data() / "faults.log"
        self._showing = False
        self._covered: Callable[[], bool] = lambda: False
        self._held: list[tuple[UserError, str]] = []
        self._told.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over every exception nobody caught."""
        sys.excepthook = self.take

    def wait_while(self, covered: Callable[[], bool]) -> None:
        """Hold back whatever comes while the screen is covered, until ``tell_held``."""
        self._covered = covered

    def tell_held(self) -> None:
        """Show what was held back, one after the other, as soon as the window is there again."""
        held, self._held = self._held, []
        for error, details in held:
            self._told.emit(error, details)

    def take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Tell a foreseen error as it is; note and apologise for any other."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if isinstance(error, StoreClosed):
            return  # a page that is going asked once more; it shows nothing and lost nothing
        if isinstance(error, UserError):
            self._told.emit(error, "")
            return
        details = redacted(kind, trace)
        self._keep(details)
        self._told.emit(Unforeseen(), details)

    def _show(self, error: UserError, details: str) -> None:
        if self._covered():
            self._hold(error, details)
            return
        if self._showing:
            return
        self._showing = True
        try:
            dialogs.show_error(QApplication.activeWindow(), error, details)
        finally:
            self._showing = False
        if self._covered():  # the cover came over it: perhaps nobody was there to read it
            self._hold(error, details)

    def _hold(self, error: UserError, details: str) -> None:
        """Keep one of each: a job that fails every minute says so once."""
        if all(str(known) != str(error) for known, _details in self._held):
            self._held.append((error, details))

    def _keep(self, details: str) -> None:
        try:
            old = self._log.read_text(encoding="utf-8") if self._log.exists() else ""
            entry = f"{clock.now().isoformat()}\n{details}\n"
            self._log.write_text((old + entry)[-LARGEST_LOG:], encoding="utf-8")
        except OSError:
            return  # a full disk must not hide the first fault behind a second
