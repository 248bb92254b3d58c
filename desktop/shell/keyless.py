# SPDX-License-Identifier: GPL-3.0-or-later
"""What auditor and technician find behind their passphrase: no record, for they hold no key to one.

The auditor reads a journal that was sealed to the auditor as a file; the technician carries the
workspace as it lies on the disk. Neither page opens a store.
"""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.core import keys, paper, role_words, sealing
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.shell import cards
from desktop.widgets.jobs import Jobs
from desktop.widgets.on_paper import secret
from desktop.widgets.parts import button, label


class Keyless(QFrame):
    """The card both share: who signed in, the six words, and the way out."""

    left = Signal()

    def __init__(self, jobs: Jobs, folder: Path, unlocked: keys.Unlocked) -> None:
        super().__init__()
        self._jobs, self._folder, self._unlocked = jobs, folder, unlocked
        cards.dress(self, f"keyless_{unlocked.role}")
        self._column = QVBoxLayout(self)
        cards.frame(self._column)
        self._column.addWidget(label(role_words.role(unlocked.role), "title"))
        self._column.addWidget(cards.words(_("Here is no key to any record, and none is shown.")))
        self._lay_out()
        self._column.addWidget(label(_("Your six words"), "field"))
        words = paper.fingerprint(sealing.public_of(unlocked.private))
        self._column.addWidget(secret(words, "keyless_words"))
        self._problem = cards.words("", "error")
        self._problem.setObjectName("keyless_problem")
        self._problem.hide()
        self._column.addWidget(self._problem)
        self._column.addWidget(button(_("Leave"), "keyless_leave", self.left.emit))

    def _lay_out(self) -> None:
        """Add what this role can do."""

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._tell(str(error))

    def _tell(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))


class Auditor(Keyless):
    """Reads a journal handed over as a file, and draws codes to ask for."""


class Technician(Keyless):
    """Copies the workspace as it is, and brings a copy back."""


def page(jobs: Jobs, folder: Path, unlocked: keys.Unlocked) -> Keyless:
    """Return the page of a role without a key to the records."""
    kind = Auditor if unlocked.role == "auditor" else Technician
    return kind(jobs, folder, unlocked)
