# SPDX-License-Identifier: GPL-3.0-or-later
"""The rescue assistant: a damaged workspace is copied first, then saved into a new folder."""

from pathlib import Path

from PySide6.QtCore import Signal

from desktop.core import founding, i18n, store_names
from desktop.core.i18n import N_, _
from desktop.shell.key_fields import KeyCard
from desktop.widgets import dialogs
from desktop.widgets.jobs import Jobs, Progress
from desktop.widgets.parts import button, empty, tint, wrapped

HOW = {
    "whole": N_("{store}: whole, {n} rows."),
    "salvaged": N_("{store}: {n} rows read from the damaged file, {m} from the last copy."),
    "copy": N_("{store}: nothing could be read; {m} rows came from the last copy."),
    "sealed": N_("{store}: kept as it is; you were not given its key."),
    "lost": N_("{store}: nothing could be read, and there was no copy. It is empty now."),
}


class RescuePage(KeyCard):
    """Tells what was saved, in counts; deletes nothing."""

    back = Signal()
    rescued = Signal(object)

    def __init__(self, jobs: Jobs, folder: Path | None = None) -> None:
        super().__init__(jobs, "rescue", _("Copy it, then save what can be read"))
        self.folder: Path | None = None
        self.copies: Path | None = None
        self.target: Path | None = None
        self.chosen = wrapped("", "soft")
        self.from_copies = wrapped("", "soft")
        for line in (self.chosen, self.from_copies):
            line.hide()  # until there is a folder to name
        self._ask()
        if folder is not None:
            self.choose(folder)

    def choose(self, folder: Path) -> None:
        """Use a damaged workspace; its copies are looked for beside it."""
        self.folder, self.target = folder, founding.free(folder.parent, f"{folder.name}-rescued")
        self.chosen.setText(str(folder))
        self.chosen.show()
        beside = folder.with_name(f"{folder.name}-copies")
        if beside.is_dir():
            self.choose_copies(beside)

    def choose_copies(self, folder: Path) -> None:
        """Use copies that lie elsewhere."""
        self.copies = folder
        self.from_copies.setText(str(folder))
        self.from_copies.show()

    def _ask(self) -> None:
        column = self._column
        column.addWidget(wrapped(_("Rescue a damaged workspace"), "title"))
        words = _(
            "First the whole folder is copied and the copy compared; nothing in it is changed or "
            "deleted. What can be read is then saved into a new folder beside it."
        )
        column.addWidget(wrapped(words))
        first = button(_("Choose the damaged folder"), "rescue_choose", self._choose_folder)
        column.addWidget(first)
        self.setFocusProxy(first)
        column.addWidget(self.chosen)
        column.addWidget(
            button(_("Choose the folder of copies"), "rescue_copies", self._choose_copies)
        )
        column.addWidget(self.from_copies)
        column.addWidget(self.keys)
        column.addWidget(self.problem)
        column.addWidget(self._go)
        column.addWidget(button(_("Back"), "rescue_back", self.back.emit, "link"))

    def _choose_folder(self) -> None:
        if (folder := dialogs.choose_folder(self, _("Choose the damaged folder"))) is not None:
            self.choose(folder)

    def _choose_copies(self) -> None:
        if (folder := dialogs.choose_folder(self, _("Choose the folder of copies"))) is not None:
            self.choose_copies(folder)

    def go(self) -> None:
        """Copy, then save, in the worker."""
        folder, copies, target = self.folder, self.copies, self.target
        if folder is None or target is None:
            self._tell(_("Choose the damaged folder."))
            return
        if (attempt := self._attempt()) is None:
            return

        def save(_progress: Progress) -> list[str]:
            from desktop.core.backups import rescue

            header = rescue.key_file(folder, copies)
            unlocked = attempt(lambda user, words, key: rescue.unlock(header, user, words, key))
            return told(rescue.rescue(folder, target, unlocked, copies))

        self._run(save, _("Saving what can be read"))

    def _done(self, lines: list[str]) -> None:
        self.keys.forget()
        empty(self._column)
        self._column.addWidget(wrapped(_("What was saved"), "title"))
        for line in lines:
            self._column.addWidget(wrapped(line))
        words = _("Compare with paper what matters most, then make a copy at once.")
        self._column.addWidget(tint("note", words))
        on = button(_("Open it"), "rescue_open", lambda: self.rescued.emit(self.target), "primary")
        self._column.addWidget(on)


def told(done: object) -> list[str]:
    """Return what was saved, a sentence for each store, and where the untouched copy lies."""
    from desktop.core.backups.rescue import Rescued

    assert isinstance(done, Rescued)  # noqa: S101 - imported late: the first screen does without
    lines = [
        _(HOW[one.how]).format(
            store=_(store_names.NAMES[one.store]),
            n=i18n.format_number(one.read),
            m=i18n.format_number(one.from_copy),
        )
        for one in done.stores
    ]
    if not done.certain:
        lines.append(
            _(
                "What says whom the team erased could not be read. People erased after the last "
                "copy may be here again: compare with the certificates on paper. My day keeps "
                "this until a coordinator confirms it."
            )
        )
    words = _("The damaged folder as it was is kept as {name}.")
    return [*lines, words.format(name=done.copy.name)]
