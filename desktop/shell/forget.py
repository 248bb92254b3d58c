# SPDX-License-Identifier: GPL-3.0-or-later
"""Forgetting this laptop: what it does, what it cannot do, and the word that has to be typed."""

import secrets
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from desktop.core.backups import forgetting
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.core.store import Workspace
from desktop.desks.frame.desk import Desk
from desktop.widgets import dialogs
from desktop.widgets.framed import Framed
from desktop.widgets.jobs import Progress
from desktop.widgets.parts import button, named, tint, wrapped

_LETTERS = "abcdefghjkmnpqrstuvwxyz"
_TOLD = (
    N_(
        "The keys of this workspace on this computer are destroyed, those of the automatic copies "
        "too. From then on nobody opens it here again: no passphrase, no recovery key."
    ),
    N_(
        "It comes back only from the copy on the other disk or memory stick, with a passphrase or "
        "the recovery key. The program has just read that copy through: it is whole."
    ),
    N_(
        "What this cannot undo: older copies elsewhere, papers and files that left, and what a "
        "solid-state disk may still keep of the keys."
    ),
    N_(
        "Destroying what an authority has asked for can be a crime. When they are at the door, "
        "lock the program and call your lawyer; do not do this."
    ),
)


class Forget(Framed):
    """Says all of it, and asks for a word that nobody types by accident."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, "forget", _("Forget this computer"))
        self.word = "".join(secrets.choice(_LETTERS) for _ in range(5))
        self.typed = named(QLineEdit(), "forget_word", _("Word"))
        self.typed.textChanged.connect(self._compare)
        self._go = button(_("Destroy the keys here"), "forget_go", self.accept, "danger")
        self._go.setEnabled(False)
        self._lay_out()

    def _compare(self, text: str) -> None:
        self._go.setEnabled(text.strip().lower() == self.word)

    def _lay_out(self) -> None:
        column = self.head(_("Forget this computer"))
        for words in _TOLD[:3]:
            column.addWidget(wrapped(_(words)))
        column.addWidget(tint("danger", _(_TOLD[3])))
        words = _("To go on, type: {word}").format(word=self.word)
        asked = wrapped(words, "field", "forget_asked")
        asked.setBuddy(self.typed)
        column.addWidget(asked)
        column.addWidget(self.typed)
        back = button(_("Go back"), "forget_cancel", self.reject)
        back.setDefault(True)
        self.end(self._go, back)


def begin(desk: Desk, then: Callable[[list[Path]], None]) -> None:
    """Look for the copy elsewhere first; ``then`` gets the headers to destroy once all agreed."""
    workspace = desk.workspace

    def look_for_copy(_progress: Progress) -> list[Path]:
        forgetting.copy_elsewhere(workspace)
        return forgetting.doomed(workspace)

    desk.jobs.run(look_for_copy, lambda found: _ask(found, then), _refused, _("Reading the copy"))


def may_forget(workspace: Workspace) -> bool:
    """Tell whether whoever is signed in may do it: who makes copies may."""
    with workspace.work() as work:
        return work.could("backup")


def _ask(headers: list[Path], then: Callable[[list[Path]], None]) -> None:
    asked = Forget(None)
    agreed = asked.exec() == QDialog.DialogCode.Accepted
    asked.deleteLater()
    if agreed:
        then(headers)


def _refused(error: Exception) -> None:
    if not isinstance(error, UserError):
        raise error
    dialogs.show_error(None, error)
