# SPDX-License-Identifier: GPL-3.0-or-later
"""Bringing back a copy from the first screen: which copy, where to, and whose key."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from desktop.core import founding
from desktop.core.crypto import header
from desktop.core.i18n import _
from desktop.shell.cards import own_place
from desktop.shell.key_fields import KeyCard
from desktop.widgets import dialogs
from desktop.widgets.jobs import Jobs, Progress
from desktop.widgets.parts import button, empty, named, wrapped


class RestorePage(KeyCard):
    """One copy becomes a workspace in an empty folder; whom the team erased stays away."""

    back = Signal()
    restored = Signal(object)

    def __init__(self, jobs: Jobs) -> None:
        super().__init__(jobs, "restore", _("Bring it back"))
        self.copy: Path | None = None
        self.folder: Path | None = None
        self.chosen = wrapped("", "soft", "restore_copy")
        self.where = wrapped("", "soft", "restore_folder")
        for line in (self.chosen, self.where):
            line.hide()  # until there is a folder to name
        self._living: Path | None = None
        words = _("Put it in the place of the workspace that lies there")
        self.in_place = named(QCheckBox(words), "restore_in_place", words)
        kept = _("The one that lies there is kept beside it, under a name with the date.")
        self.beside = wrapped(kept, "soft", "restore_beside")
        self.in_place.hide()  # until such a folder is chosen
        self.beside.hide()
        self.in_place.toggled.connect(lambda _on: self._turn())
        self._ask()

    def choose_copy(self, folder: Path) -> None:
        """Use a copy; a folder full of copies gives its newest."""
        inside = sorted(path.parent for path in folder.glob("*/manifest.json"))
        self.copy = folder if (folder / "manifest.json").is_file() or not inside else inside[-1]
        self.chosen.setText(str(self.copy))
        self.chosen.show()

    def choose_folder(self, folder: Path) -> None:
        """Use a folder; the workspace gets one of its own inside when it is not empty."""
        lives = (folder / header.NAME).is_file()
        self._living = folder if lives else None
        self.in_place.setVisible(lives)
        self.beside.setVisible(lives)
        self.in_place.setChecked(False)
        self._settle(folder)

    def _settle(self, folder: Path) -> None:
        """Work out where the copy goes: nothing that lies somewhere is written over."""
        beside = founding.free(folder.parent, f"{folder.name}-restored")
        away = beside if self._living else own_place(folder)
        self.folder = folder if self.aside else away
        self.where.setText(str(self.folder))
        self.where.show()

    @property
    def aside(self) -> bool:
        """Whether the living workspace is to be set aside, under a name with the date."""
        return self._living is not None and self.in_place.isChecked()

    def _turn(self) -> None:
        if self._living is not None:
            self._settle(self._living)

    def _ask(self) -> None:
        column = self._column
        column.addWidget(wrapped(_("Bring back a copy"), "title"))
        column.addWidget(wrapped(_("Choose the folder of copies, or one with a date in its name.")))
        first = button(_("Choose the copy"), "restore_choose_copy", self._choose_copy)
        column.addWidget(first)
        self.setFocusProxy(first)
        column.addWidget(self.chosen)
        column.addWidget(
            button(_("Choose an empty folder for it"), "restore_choose_folder", self._choose_folder)
        )
        for part in (self.in_place, self.beside, self.where):
            column.addWidget(part)
        column.addWidget(self.keys)
        column.addWidget(self.problem)
        column.addWidget(self._go)
        column.addWidget(button(_("Back"), "restore_back", self.back.emit, "link"))

    def _choose_copy(self) -> None:
        if (folder := dialogs.choose_folder(self, _("Choose the copy"))) is not None:
            self.choose_copy(folder)

    def _choose_folder(self) -> None:
        title = _("Choose where the workspace will lie")
        if (folder := dialogs.choose_folder(self, title)) is not None:
            self.choose_folder(folder)

    def go(self) -> None:
        """Bring it back in the worker."""
        copy, folder, living, aside = self.copy, self.folder, self._living, self.aside
        if copy is None or folder is None:
            self._tell(_("Choose the copy and an empty folder."))
            return
        if (attempt := self._attempt()) is None:
            return

        def restore(_progress: Progress) -> list[str]:
            from desktop.core.backups import backup

            done = attempt(
                lambda user, words, key: backup.restore(
                    copy,
                    folder,
                    user=user,
                    passphrase=words,
                    recovery=key,
                    living=living,
                    aside=aside,
                )
            )
            return backup.told(done)

        self._run(restore, _("Bringing back the copy"))

    def _done(self, lines: list[str]) -> None:
        self.keys.forget()
        if not lines:
            self.restored.emit(self.folder)
            return
        empty(self._column)
        self._column.addWidget(wrapped(_("The copy was brought back."), "title"))
        for line in lines:
            self._column.addWidget(wrapped(line))
        on = button(
            _("Open it"), "restore_open", lambda: self.restored.emit(self.folder), "primary"
        )
        self._column.addWidget(on)
