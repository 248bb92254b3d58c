# SPDX-License-Identifier: GPL-3.0-or-later
"""A new workspace: name, folder, then the keys to write on paper."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from desktop.core import i18n, store
from desktop.core.crypto import paper
from desktop.core.i18n import _
from desktop.shell.cards import Card, own_place
from desktop.widgets import dialogs
from desktop.widgets.jobs import Jobs, Progress
from desktop.widgets.on_paper import PaperLines, secret
from desktop.widgets.parts import button, label, named, wrapped


class NewWorkspace(Card):
    """Name and folder of a new workspace."""

    made = Signal(object, object)
    """The folder and what its first user must keep."""
    back = Signal()

    def __init__(self, jobs: Jobs) -> None:
        super().__init__("new_workspace", "new_problem")
        self._jobs = jobs
        self._folder: Path | None = None
        self.user = named(QLineEdit(), "new_user", _("Your name here"))
        self.user.setMaxLength(30)
        self.setFocusProxy(self.user)
        self.where = wrapped(_("No folder chosen yet"), "soft", "new_folder")
        self._make = button(_("Make the workspace"), "make", self._create, "primary")
        self._ask()

    def _ask(self) -> None:
        column = self._column
        column.addWidget(wrapped(_("A new workspace"), "title"))
        column.addWidget(label(_("Your name here"), "field"))
        column.addWidget(self.user)
        column.addWidget(wrapped(_("A word you choose. Do not use your legal name."), "soft"))
        column.addWidget(label(_("Folder"), "field"))
        column.addWidget(self.where)
        column.addWidget(button(_("Choose a folder"), "choose_folder", self._choose))
        column.addWidget(self.problem)
        column.addWidget(self._make)
        column.addWidget(
            button(_("Back"), "back", self.back.emit, "link"),
            alignment=Qt.AlignmentFlag.AlignLeft,
        )

    def choose(self, folder: Path) -> None:
        """Use a folder; the workspace gets one of its own inside when it is not empty."""
        self._folder = own_place(folder)
        self.where.setText(str(self._folder))

    def _choose(self) -> None:
        folder = dialogs.choose_folder(self, _("Choose where the workspace will lie"))
        if folder is not None:
            self.choose(folder)

    def _create(self) -> None:
        user, folder = self.user.text().strip(), self._folder
        if not user or folder is None:
            self._tell(_("Write your name here and choose a folder."))
            return
        self._make.setEnabled(False)
        language = i18n.language()

        def make(_progress: Progress) -> store.Created:
            return store.create(folder, user, language=language)

        self._jobs.run(make, self._show_keys, self._refused, _("Making the workspace"))

    def _refused(self, error: Exception) -> None:
        self._make.setEnabled(True)
        super()._refused(error)

    def _show_keys(self, created: store.Created) -> None:
        self.made.emit(self._folder, created)


class Keys(Card):
    """Shows passphrase and recovery key once; the key counts when it was typed back."""

    kept = Signal(object)

    def __init__(self, created: store.Created, folder: Path) -> None:
        super().__init__("keys", "keys_problem")
        self._created, self._folder = created, folder
        column = self._column
        column.addWidget(wrapped(_("Write these on paper now"), "title"))
        column.addWidget(
            wrapped(
                _("They are shown only once. Without them nobody can open the workspace again.")
            )
        )
        column.addWidget(label(_("Your passphrase"), "field"))
        column.addWidget(secret(created.passphrase, "shown_passphrase"))
        column.addWidget(wrapped(_("Recovery key, to be kept away from this computer"), "field"))
        column.addWidget(secret("\n".join(created.recovery), "shown_recovery"))
        column.addWidget(wrapped(_("Type the recovery key back from the paper"), "field"))
        self.typed = PaperLines()
        column.addWidget(self.typed)
        column.addWidget(self.problem)
        column.addWidget(button(_("I have both on paper"), "keys_done", self._check, "primary"))
        self.setFocusProxy(self.typed)

    def _check(self) -> None:
        try:
            key = paper.read(self.typed.text())
        except paper.Mistyped as error:
            self._tell(str(error))
            self.typed.show_slip(error)
            return
        if paper.write(key) != self._created.recovery:
            self._tell(_("This is another recovery key. Compare every line with the paper."))
            return
        self.kept.emit(self._folder)
