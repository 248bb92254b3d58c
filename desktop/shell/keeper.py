# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies made by themselves: every half hour while something changes, and before closing."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.core import room
from desktop.core.backups import copies
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.store import Workspace
from desktop.core.team import approvals
from desktop.widgets.framed import Framed
from desktop.widgets.jobs import Cancelled, Jobs, Progress
from desktop.widgets.parts import button, named, wrapped

MINUTE = 60_000
PATIENCE = 30_000
"""Milliseconds the closing waits for its copy; then it is left for the next time."""


class Keeper(QObject):
    """Makes the copies that are due in a thread of its own, so that no report waits for them."""

    warned = Signal(str)
    """What the bottom line says of the copies; nothing while they are young."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = Jobs(self)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE)
        self._minute.timeout.connect(self.look)
        self._minute.start()

    @property
    def busy(self) -> bool:
        """Whether a copy is being made."""
        return self._jobs.busy

    def look(self) -> None:
        """Say that this computer is at work, and make the copy that is due."""
        self._workspace.beat()
        approvals.settle(self._workspace)
        if not self._jobs.busy and wanted(self._workspace):
            self._jobs.run(self._keep, self.warned.emit, self._refused)

    def close(self) -> None:
        """Stop, and wait for a copy that is being made."""
        self._minute.stop()
        self._jobs.close()

    def _keep(self, progress: Progress) -> str:
        room.reserve(self._workspace.folder)
        copies.keep(self._workspace, progress.step)
        return copies.warning(self._workspace)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.warned.emit(_("The automatic copy was not made. Look under Protection, Copies."))


class Leaving(Framed):
    """Before the program ends: a copy, for half a minute at most, which can be left for later."""

    def __init__(self, workspace: Workspace, title: str, then: Callable[[], object]) -> None:
        super().__init__(None, "leaving", title, wide=48)
        self._workspace, self._then = workspace, then
        self._jobs = Jobs(self)
        self._words = wrapped(_("Making a copy before closing"), "section", "leaving_words")
        self._bar = named(QProgressBar(), "leaving_progress", self._words.text())
        self._bar.setRange(0, 0)
        self._later = button(_("Leave it for later"), "leaving_later", self.leave)
        self._lay_out()
        self._bound = QTimer(self)
        self._bound.setSingleShot(True)
        self._bound.timeout.connect(self.leave)

    def begin(self) -> None:
        """Make the copy; the program ends when it is whole."""
        self.show()
        self._bound.start(PATIENCE)
        self._jobs.changed.connect(self._step)
        self._jobs.run(
            lambda progress: copies.keep(self._workspace, progress.step, apart=timedelta(0)),
            lambda _made: self.leave(),
            self._refused,
            self._words.text(),
        )

    def leave(self) -> None:
        """End now; what is not whole is not kept, and the next session makes it."""
        self._bound.stop()
        self._jobs.close()
        self.hide()
        self._then()

    def reject(self) -> None:
        self.leave()

    def _lay_out(self) -> None:
        about = _("Everything is saved. The copy is for the day this disk breaks.")
        for part in (self._words, wrapped(about, "soft"), self._bar):
            self.column.addWidget(part)
        self.end(self._later)

    def _step(self, _title: str, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, UserError):
            raise error
        self._bound.stop()
        self._words.setText(str(error))
        self._bar.hide()
        self._later.setText(_("Close without a copy"))


def wanted(workspace: Workspace) -> bool:
    """Tell whether copies are made by themselves: not of invented people."""
    if workspace.is_demo:
        return False
    with workspace.work() as work:
        return work.could("backup")


def before_leaving(workspace: Workspace, title: str, then: Callable[[], object]) -> QWidget | None:
    """End the program, after a copy where something changed; returns the window that says so.

    It bears the neutral title the user chose, like every other window.
    """
    if not wanted(workspace) or not copies.due(workspace, apart=timedelta(0)):
        then()
        return None
    made = Leaving(workspace, title, then)
    made.begin()
    return made
