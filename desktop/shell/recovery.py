# SPDX-License-Identifier: GPL-3.0-or-later
"""A lost passphrase: the paper key gives a new one, and the records stay as they are."""

from pathlib import Path

from PySide6.QtCore import Signal

from desktop.core import founding, i18n
from desktop.core.crypto import paper, shares
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.shell.cards import Card, login_name
from desktop.widgets.jobs import Jobs, Progress
from desktop.widgets.on_paper import PaperKey, secret
from desktop.widgets.parts import button, empty, label, wrapped


class Recovery(Card):
    """The paper key or two of its parts, then the new passphrase, shown once."""

    back = Signal(object)

    def __init__(self, jobs: Jobs, folder: Path, users: list[str]) -> None:
        super().__init__("recovery", "recovery_problem")
        self._jobs, self._folder = jobs, folder
        self._only = users[0] if len(users) == 1 else ""
        self.user = login_name("recovery_user")
        self.typed = PaperKey("recovery")
        self._ask()
        self.setFocusProxy(self.typed if self._only else self.user)

    def _ask(self) -> None:
        column = self._column
        column.addWidget(wrapped(_("A new passphrase"), "title"))
        words = _("Type the recovery key from the paper. You get a new passphrase.")
        column.addWidget(wrapped(words))
        if not self._only:
            column.addWidget(label(_("Your name here"), "field"))
            column.addWidget(self.user)
        column.addWidget(label(_("Recovery key"), "field"))
        column.addWidget(self.typed)
        column.addWidget(self.problem)
        column.addWidget(button(_("Make a new passphrase"), "renew", self._renew, "primary"))
        column.addWidget(button(_("Back"), "recovery_back", self._leave, "link"))

    def _leave(self) -> None:
        self.back.emit(self._folder)

    def _renew(self) -> None:
        try:
            key = shares.key_from(self.typed.typed())
        except paper.Mistyped as error:
            self._tell(str(error))
            self.typed.show_slip(error)
            return
        except UserError as error:
            self._tell(str(error))
            return
        folder, user, language = (
            self._folder,
            self._only or self.user.text().strip(),
            i18n.language(),
        )

        def renew(_progress: Progress) -> str:
            return founding.renew(folder, key, user, language)

        self._jobs.run(renew, self._show, self._refused, _("Making a new passphrase"))

    def _show(self, words: str) -> None:
        empty(self._column)
        column = self._column
        column.addWidget(wrapped(_("Write this on paper now"), "title"))
        column.addWidget(
            wrapped(_("It is shown only once. The old passphrase is no longer valid."))
        )
        column.addWidget(secret(words, "new_passphrase"))
        column.addWidget(button(_("I have it on paper"), "renewed", self._leave, "primary"))
