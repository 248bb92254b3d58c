# SPDX-License-Identifier: GPL-3.0-or-later
"""The unlock screen."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QVBoxLayout

from desktop.core import keys, store
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.shell import cards
from desktop.widgets import icons
from desktop.widgets.jobs import Jobs, Progress
from desktop.widgets.parts import button, label, named, tint


class Unlock(QFrame):
    """Name and passphrase; tells nothing about the organisation before they are right."""

    unlocked = Signal(object, object)
    other_wanted = Signal()
    recovery_wanted = Signal()

    def __init__(self, jobs: Jobs, folder: Path, users: list[str], *, demo: bool) -> None:
        super().__init__()
        cards.dress(self, "unlock")
        self._jobs, self._folder = jobs, folder
        self.user = named(QComboBox(), "user", _("Who are you"))
        self.user.addItems(users)
        self.passphrase = named(QLineEdit(), "passphrase", _("Passphrase"))
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.returnPressed.connect(self._try)
        self.setFocusProxy(self.passphrase)
        self._problem = label(name="unlock_problem", role="error")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._open = button(_("Unlock"), "unlock_button", self._try, "primary")
        icons.dress(self._open, "unlock", "on_accent")
        self._lay_out(demo=demo)

    def _lay_out(self, *, demo: bool) -> None:
        column = QVBoxLayout(self)
        cards.frame(column)
        column.addWidget(label(_("Unlock"), "title"))
        if demo:
            words = _("This is the demonstration. Its passphrase is: {words}")
            column.addWidget(tint("warning", words.format(words=store.DEMO_PASSPHRASE)))
        if self.user.count() > 1:
            column.addWidget(label(_("Who are you"), "field"))
            column.addWidget(self.user)
        column.addWidget(label(_("Passphrase"), "field"))
        column.addWidget(self.passphrase)
        column.addWidget(self._problem)
        column.addWidget(self._open)
        if not demo:
            lost = button(
                _("Use the recovery key"), "use_recovery", self.recovery_wanted.emit, "link"
            )
            column.addWidget(lost, alignment=Qt.AlignmentFlag.AlignLeft)
        other = button(_("Another workspace"), "other_workspace", self.other_wanted.emit, "link")
        column.addWidget(other, alignment=Qt.AlignmentFlag.AlignLeft)

    def _try(self) -> None:
        """Stretch the passphrase in the worker: it takes half a second on purpose."""
        self._open.setEnabled(False)
        self._problem.hide()
        user, words, folder = self.user.currentText(), self.passphrase.text(), self._folder

        def unlock(_progress: Progress) -> object:
            return keys.unlock(store.load_header(folder), user, words)

        self._jobs.run(unlock, self._done, self._refused, _("Opening"))

    def _done(self, unlocked: object) -> None:
        self.passphrase.clear()
        self.unlocked.emit(self._folder, unlocked)

    def _refused(self, error: Exception) -> None:
        self._open.setEnabled(True)
        if not isinstance(error, UserError):
            raise error
        self.tell(str(error))

    def tell(self, problem: str) -> None:
        """Show why the workspace did not open, and let the person try again."""
        self._open.setEnabled(True)
        self._problem.setText(problem)
        self._problem.show()
        self.passphrase.selectAll()
        self.passphrase.setFocus()
