# SPDX-License-Identifier: GPL-3.0-or-later
"""A damaged key file: another one is looked for, and takes its place once it opens everything."""

from pathlib import Path

from PySide6.QtCore import Signal

from desktop.core import i18n
from desktop.core.i18n import _
from desktop.shell.key_fields import KeyCard
from desktop.widgets import dialogs
from desktop.widgets.jobs import Jobs, Progress
from desktop.widgets.parts import button, label, wrapped


class KeyFilePage(KeyCard):
    """Says which key file can be used, asks for the passphrase and opens the workspace with it."""

    back = Signal()
    rescue_wanted = Signal()
    mended = Signal(object, object)
    """The folder, and what its key file unlocked: the next step is to open it."""

    def __init__(self, jobs: Jobs, folder: Path) -> None:
        super().__init__(jobs, "mend", _("Open with this key file"))
        self._folder = folder
        self._copies = folder.with_name(f"{folder.name}-copies")
        self.found = wrapped(name="mend_found")
        column = self._column
        column.addWidget(label(_("The key file is damaged"), "title"))
        words = _(
            "Without it no passphrase opens anything. The records themselves were not touched."
        )
        column.addWidget(wrapped(words))
        column.addWidget(self.found)
        other = button(_("Choose the folder of copies"), "mend_copies", self._choose)
        for part in (other, self.keys, self.problem, self._go):
            column.addWidget(part)
        self._other = other
        rescue = button(
            _("Rescue a damaged workspace"), "mend_rescue", self.rescue_wanted.emit, "link"
        )
        column.addWidget(rescue)
        column.addWidget(button(_("Back"), "mend_back", self.back.emit, "link"))
        self.look()

    def look(self) -> None:
        """Look for a key file that can be read, and say of which day it is."""
        from desktop.core.backups import key_file  # the database: not for the first paint

        self._spare = key_file.spare(self._folder, self._copies)
        self._go.setEnabled(self._spare is not None)
        self.setFocusProxy(self._other if self._spare is None else self.keys.user)
        if self._spare is None:
            words = _(
                "No copy of it lies beside the workspace. Choose the folder of copies, on another "
                "disk or memory stick."
            )
        elif self._spare.made_at is None:
            words = _("The one from before the last change lies beside it and can be used.")
        else:
            words = _(
                "The newest copy, of {day}, holds one that can be used. A passphrase changed since "
                "then is the earlier one again."
            ).format(day=i18n.format_moment(self._spare.made_at))
        self.found.setText(words)

    def choose_copies(self, folder: Path) -> None:
        """Look in copies that lie elsewhere."""
        self._copies = folder
        self.look()

    def go(self) -> None:
        """Try the key file with what was typed; it takes its place if the workspace opens."""
        folder, spare = self._folder, self._spare
        if spare is None:
            return
        if (attempt := self._attempt()) is None:
            return

        def put_back(_progress: Progress) -> object:
            from desktop.core.backups import key_file, rescue

            return attempt(
                lambda user, words, key: key_file.put_back(
                    folder, spare, lambda found: rescue.unlock(found, user, words, key)
                )
            )

        self._run(put_back, _("Opening"))

    def _choose(self) -> None:
        if (folder := dialogs.choose_folder(self, _("Choose the folder of copies"))) is not None:
            self.choose_copies(folder)

    def _done(self, unlocked: object) -> None:
        self.keys.forget()
        self._go.setEnabled(True)
        self.mended.emit(self._folder, unlocked)
