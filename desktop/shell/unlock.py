# SPDX-License-Identifier: GPL-3.0-or-later
"""The unlock screen."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.core import store
from desktop.core.crypto import keys, phrases
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.shell import cards
from desktop.widgets import icons
from desktop.widgets.jobs import Jobs, Progress
from desktop.widgets.parts import bring_into_view, button, label, tint, wrapped
from desktop.widgets.passphrase import Passphrase, Patience


class Unlock(QFrame):
    """Name and passphrase; tells nothing about organisation or people before they are right.

    The name is typed, never chosen from a list, and asked for only where several have a key.
    """

    unlocked = Signal(object, object)
    other_wanted = Signal()
    recovery_wanted = Signal()
    help_wanted = Signal(str)
    """Which file is damaged, where that kept the workspace from opening."""

    def __init__(self, jobs: Jobs, folder: Path, users: list[str], *, demo: bool) -> None:
        super().__init__()
        cards.dress(self, "unlock")
        self._jobs, self._folder = jobs, folder
        self._only = users[0] if len(users) == 1 else ""
        self._wrong = ""
        self._busy = False
        self.user = cards.login_name("user")
        self.passphrase = Passphrase("passphrase")
        self.passphrase.entered.connect(self._try)
        self.user.returnPressed.connect(self.passphrase.ask)
        self.setFocusProxy(self.passphrase if self._only else self.user)
        self._problem = label(name="unlock_problem", role="error")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._damaged = ""
        self._help = button("", "unlock_help", lambda: self.help_wanted.emit(self._damaged), "link")
        self._help.hide()
        self._open = button(_("Unlock"), "unlock_button", self._try, "primary")
        icons.dress(self._open, "unlock", "on_accent")
        self._patience = Patience.of(jobs)
        self._patience.ticked.connect(self._wait)
        self._lay_out(demo=demo)
        self._wait()

    def _lay_out(self, *, demo: bool) -> None:
        column = QVBoxLayout(self)
        cards.frame(column)
        column.addWidget(label(_("Unlock"), "title"))
        if demo:
            words = _("This is the demonstration. Its passphrase is: {words}")
            column.addWidget(tint("warning", words.format(words=store.DEMO_PASSPHRASE)))
        if not self._only:
            column.addWidget(label(_("Your name here"), "field"))
            column.addWidget(self.user)
        column.addWidget(label(_("Passphrase"), "field"))
        column.addWidget(self.passphrase)
        if not demo:
            column.addWidget(wrapped(_("Four letters complete a word."), "soft"))
        column.addWidget(self._problem)
        column.addWidget(self._help, alignment=Qt.AlignmentFlag.AlignLeft)
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
        if self._patience.left or self._busy:
            return
        self._busy = True
        self._open.setEnabled(False)
        self._problem.hide()
        user, tries, folder = self._name(), self.passphrase.tries(), self._folder

        def unlock(_progress: Progress) -> object:
            header = store.load_header(folder)
            return phrases.first_right(tries, lambda words: keys.unlock(header, user, words))

        self._jobs.run(unlock, self._done, self._refused, _("Opening"))

    def _name(self) -> str:
        return self._only or self.user.text().strip()

    def _done(self, unlocked: object) -> None:
        self._patience.right()
        self.passphrase.forget()
        self.unlocked.emit(self._folder, unlocked)

    def _refused(self, error: Exception) -> None:
        self._busy = False
        if not isinstance(error, UserError):
            raise error
        if isinstance(error, keys.WrongPassphrase):
            self._patience.wrong()
        self.tell(error)

    def tell(self, problem: UserError) -> None:
        """Show why the workspace did not open, and let the person try again.

        Where a file is damaged a button leads to who can help.
        """
        self._busy = False
        self._wrong = str(problem)
        self._damaged = problem.damaged
        of_key = problem.damaged == "key"
        self._help.setText(_("Mend the key file") if of_key else _("Rescue this workspace"))
        self._help.setVisible(bool(problem.damaged))
        self._wait()
        self.passphrase.ask()
        bring_into_view(self._problem)

    def _wait(self) -> None:
        """Show what went wrong and how long the next try has to wait."""
        told = " ".join(part for part in (self._wrong, self._patience.words()) if part)
        self._open.setEnabled(not self._patience.left and not self._busy)
        self._problem.setText(told)
        self._problem.setVisible(bool(told))
