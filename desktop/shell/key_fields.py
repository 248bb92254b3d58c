# SPDX-License-Identifier: GPL-3.0-or-later
"""Who opens a copy: a name and a passphrase, or the recovery key from the paper."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.crypto import paper, phrases
from desktop.core.i18n import _
from desktop.shell import cards
from desktop.widgets.jobs import Jobs, Progress
from desktop.widgets.on_paper import PaperLines
from desktop.widgets.parts import button, label
from desktop.widgets.passphrase import Passphrase

Answer = TypeVar("Answer")
Try = Callable[[str | None, str | None, bytes | None], Answer]
"""Called with user, passphrase and recovery key, of which the last two exclude each other."""


class KeyFields(QWidget):
    """Asks for a passphrase, or for four lines from the paper when the link was pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.user = cards.login_name("copy_user")
        self.passphrase = Passphrase("copy_passphrase")
        self.lines = PaperLines()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._words = [label(_("Your name here"), "field"), self.user]
        self._words += [label(_("Passphrase"), "field"), self.passphrase]
        link = button(_("Use the recovery key"), "copy_use_recovery", self._turn, "link")
        for part in (*self._words, self.lines, link):
            column.addWidget(part)
        self._on_paper = True
        self._turn()

    def ready(self) -> "Callable[[Try[Answer]], Answer]":
        """Return what tries the secret typed now; raises Mistyped for a wrong line of paper."""
        if self._on_paper:
            key = paper.read(self.lines.text())
            return lambda act: act(None, None, key)
        user, tries = self.user.text().strip() or None, self.passphrase.tries()
        return lambda act: phrases.first_right(tries, lambda words: act(user, words, None))

    def forget(self) -> None:
        """Leave nothing on the screen."""
        self.passphrase.forget()
        self.lines.forget()

    def _turn(self) -> None:
        self._on_paper = not self._on_paper
        for part in self._words:
            part.setVisible(not self._on_paper)
        self.lines.setVisible(self._on_paper)


class KeyCard(cards.Card):
    """A card of the entry that opens a copy in the worker, with the secret typed on it."""

    def __init__(self, jobs: Jobs, name: str, go: str) -> None:
        super().__init__(name, f"{name}_problem")
        self._jobs = jobs
        self.keys = KeyFields()
        self._go = button(go, f"{name}_go", self.go, "primary")

    def go(self) -> None:
        """Open the copy with what was typed."""
        raise NotImplementedError

    def _done(self, answer: Any) -> None:
        raise NotImplementedError

    def _attempt(self) -> "Callable[[Try[Any]], Any] | None":
        """Return what tries the secret typed now; nothing after telling of a wrong line."""
        try:
            return self.keys.ready()
        except paper.Mistyped as error:
            self._tell(str(error))
            return None

    def _run(self, work: Callable[[Progress], Any], doing: str) -> None:
        self._go.setEnabled(False)
        self.problem.hide()
        self._jobs.run(work, self._done, self._refused, doing)

    def _refused(self, error: Exception) -> None:
        self._go.setEnabled(True)
        super()._refused(error)
