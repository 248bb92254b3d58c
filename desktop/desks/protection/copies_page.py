# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies: how old the newest is, which are kept, and what can be done with them."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core import clock, i18n
from desktop.core.backups import backup, brought_back, copies, drill, travel
from desktop.core.founding import Created
from desktop.core.i18n import _
from desktop.desks.frame.desk import Desk
from desktop.desks.protection.travel_dialog import TravelDialog
from desktop.widgets import dialogs, icons, look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.jobs import Cancelled, Progress
from desktop.widgets.parts import button, empty, label, tint, wrapped

Found = tuple[list[copies.Kept], Path, copies.Second | None]


class CopiesPage(QScrollArea):
    """One big line, the buttons, and the list of what is kept."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("ring", False)
        look.mark(self, "page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget()
        look.mark(inner, "page")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(*(look.space(6),) * 4)
        self._column.setSpacing(look.space(4))
        self.age = wrapped("", "title", "copies_age")
        self.place = wrapped("", "soft", "copies_place")
        self._hints = QVBoxLayout()
        self._list = QGridLayout()
        self._list.setHorizontalSpacing(look.space(6))
        self._list.setVerticalSpacing(look.space(2))
        self._column.addWidget(self.age)
        self._column.addWidget(self.place)
        self._column.addLayout(self._hints)
        self._column.addLayout(self._buttons())
        self._column.addWidget(label(_("Copies that are kept"), "section"))
        self._column.addLayout(self._list)
        self._column.addStretch()
        self.setWidget(inner)
        self.reload()

    def reload(self) -> None:
        """Look again at what lies in the folder of copies."""
        workspace = self._desk.workspace
        self._desk.jobs.run(
            lambda _progress: (
                copies.everywhere(workspace),
                copies.folder_of(workspace),
                copies.second_of(workspace),
            ),
            self._show,
        )

    def keep_draft(self) -> None:
        """Nothing is typed here."""

    def close_down(self) -> None:
        """Nothing is held here."""

    def _buttons(self) -> FlowLayout:
        row = FlowLayout(gap=2)
        now = button(_("Copy now"), "copy_now", self._copy_now, "primary")
        icons.dress(now, "save", "on_accent")
        row.addWidget(now)
        for words, name, act in self._others():
            row.addWidget(button(words, name, act))
        return row

    def _others(self) -> tuple[tuple[str, str, Callable[[], None]], ...]:
        return (
            (_("Copy to another medium"), "copy_elsewhere", self._copy_elsewhere),
            (_("Try a copy"), "try_copy", self._try),
            (_("Check this workspace"), "check_workspace", self._check),
            (_("Travel copy"), "travel_copy", self._travel),
            (_("Change the folder"), "choose_copies", self._choose),
        )

    def _show(self, found: Found) -> None:
        kept, folder, second = found
        newest = copies.newest(kept)
        if newest is None:
            self.age.setText(_("There is no copy of this workspace yet."))
        else:
            self.age.setText(copies.age_in_words(clock.now() - newest.made_at))
        words = _("Copies go to {folder}, by themselves every half hour while something changes.")
        self.place.setText(words.format(folder=folder))
        self._hint(second)
        self._fill(kept)

    def _hint(self, second: copies.Second | None) -> None:
        empty(self._hints)
        self._tell_age()
        if second is None or second.made_at is None:
            words = _("No copy lies on another medium. If this disk breaks, everything is lost.")
            self._hints.addWidget(tint("warning", words))
            return
        words = _("On another medium since {moment}: {folder}").format(
            moment=i18n.format_moment(second.made_at), folder=second.folder
        )
        late = clock.now() - second.made_at > copies.OTHER_MEDIUM
        self._hints.addWidget(tint("warning" if late else "good", words))

    def _tell_age(self) -> None:
        """Say from when a workspace is that was brought back, until somebody set it right."""
        workspace = self._desk.workspace
        age = brought_back.waiting(workspace)
        for words in brought_back.told(age) if age is not None else ():
            self._hints.addWidget(tint("danger", words))
        with workspace.work() as work:
            directs = work.could("members")
        if age is not None and directs:
            done = button(_("All of that is done again"), "brought_back_done", self._settled)
            self._hints.addWidget(done, 0, Qt.AlignmentFlag.AlignLeft)

    def _settled(self) -> None:
        brought_back.settled(self._desk.workspace)
        self.reload()

    def _fill(self, kept: list[copies.Kept]) -> None:
        empty(self._list)
        if not kept:
            self._list.addWidget(label(_("Nothing is kept yet."), "soft"), 0, 0)
            return
        for at, title in enumerate((_("Made"), _("Size"), _("Where"), _("Verified"))):
            self._list.addWidget(label(title, "field"), 0, at)
        self._list.setColumnStretch(5, 1)
        for row, one in enumerate(kept, start=1):
            self._row(row, one)

    def _row(self, row: int, one: copies.Kept) -> None:
        workspace = self._desk.workspace
        size = _("{n} MB").format(n=i18n.format_number(one.size / 1_000_000, 1))
        away = copies.elsewhere(workspace.folder, one.path)
        cells = (
            (i18n.format_moment(one.made_at), ""),
            (size, ""),
            (_("another medium") if away else _("this disk"), "" if away else "soft"),
            (_("whole when it was made"), "")
            if one.ours
            else (_("from before the keys were changed"), "soft")
            if one.before
            else (_("sealed with another key"), "soft"),
        )
        for at, (words, role) in enumerate(cells):
            self._list.addWidget(label(words, role), row, at)
        read = button(_("Read it again"), f"verify_{row}", partial(self._verify, one), "link")
        self._list.addWidget(read, row, len(cells))

    def _copy_now(self) -> None:
        self._copy_to(copies.folder_of(self._desk.workspace))

    def _copy_elsewhere(self) -> None:
        second = copies.second_of(self._desk.workspace)
        if second is not None and second.folder.is_dir():
            self._copy_to(second.folder)
            return
        title = _("Choose a folder on the memory stick or another disk")
        if (folder := dialogs.choose_folder(self, title)) is not None:
            self.copy_elsewhere(folder)

    def copy_elsewhere(self, folder: Path) -> None:
        """Copy to a folder just chosen, after saying so where it lies on the same disk."""
        if not copies.elsewhere(self._desk.workspace.folder, folder):
            body = _(
                "This folder lies on the same disk as the workspace. If the disk breaks, both are "
                "lost. Copy there all the same?"
            )
            if not dialogs.ask(self, _("The same disk"), body, _("Copy")).agreed:
                return
        self._copy_to(folder)

    def _copy_to(self, folder: Path) -> None:
        workspace = self._desk.workspace
        self._run(
            lambda progress: copies.make(workspace, folder, progress.step),
            lambda made: self._tell(_("The copy is whole: {name}").format(name=made.name)),
            _("Making a copy"),
        )

    def _verify(self, one: copies.Kept) -> None:
        workspace = self._desk.workspace

        def told(good: bool) -> None:
            day = i18n.format_moment(one.made_at)
            words = _("The copy of {day} is whole.") if good else _("The copy of {day} is damaged.")
            self._tell(words.format(day=day))

        self._run(lambda _p: copies.whole(workspace, one), told, _("Reading the copy"))

    def _try(self) -> None:
        """Bring the newest copy back into a scratch folder, compare, and delete it again."""
        workspace = self._desk.workspace

        def attempt(progress: Progress) -> drill.Drill | None:
            newest = copies.newest(copies.kept(workspace, copies.folder_of(workspace)))
            return drill.drill(workspace, newest, progress.step) if newest else None

        self._run(attempt, self._tried, _("Bringing back a copy on trial"))

    def _tried(self, done: drill.Drill | None) -> None:
        if done is None:
            self._tell(_("There is no copy of this workspace yet."))
            return
        words = _("The copy {name} came back whole: {tables} tables and {rows} rows are the same.")
        self._tell(
            words.format(
                name=done.copy,
                tables=i18n.format_number(done.tables),
                rows=i18n.format_number(done.rows),
            )
        )

    def _travel(self) -> None:
        chosen = TravelDialog(self._desk.workspace, self)
        if chosen.exec() and chosen.folder is not None:
            self.make_travel(chosen.people, chosen.folder)
        chosen.deleteLater()

    def make_travel(self, people: Sequence[str], folder: Path) -> None:
        """Make a travel copy and show its passphrase once."""
        workspace, language = self._desk.workspace, i18n.language()
        self._run(
            lambda _progress: travel.make(workspace, folder, people, language=language),
            self._travels,
            _("Making the travel copy"),
        )

    def _travels(self, created: Created) -> None:
        words = _("Write this passphrase on paper. It opens the travel copy and nothing else.")
        body = f"{words}\n\n{created.passphrase}"
        dialogs.ask(self, _("The travel copy is made"), body, _("I have it on paper"))

    def _check(self) -> None:
        workspace = self._desk.workspace
        self._run(
            lambda _progress: backup.check(workspace), self._checked, _("Checking the workspace")
        )

    def _checked(self, problems: list[str]) -> None:
        if not problems:
            self._tell(_("No damage was found."))
            return
        body = "\n".join(problems)
        dialogs.ask(self, _("Something is wrong"), body, _("I have read this"), danger=True)

    def _choose(self) -> None:
        folder = dialogs.choose_folder(self, _("Choose where the copies go"))
        if folder is not None:
            copies.choose(self._desk.workspace, folder)
            self.reload()

    def _run(
        self, work: Callable[[Progress], object], then: Callable[..., None], title: str
    ) -> None:
        self._desk.jobs.run(work, then, self._refused, title)

    def _tell(self, words: str) -> None:
        self._desk.toasts.show(words)
        self.reload()

    def _refused(self, error: Exception) -> None:
        self.reload()
        if not isinstance(error, Cancelled):
            raise error  # told as any other, not before a cover is lifted
