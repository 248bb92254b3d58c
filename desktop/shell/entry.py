# SPDX-License-Identifier: GPL-3.0-or-later
"""The screens before the window: first start, unlock, and the keys a new workspace hands out."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core import i18n, store
from desktop.core.crypto import keys
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.shell import cards
from desktop.shell.key_file_page import KeyFilePage
from desktop.shell.newcomer import Keys, NewWorkspace
from desktop.shell.recovery import Recovery
from desktop.shell.rescue_page import RescuePage
from desktop.shell.restore_page import RestorePage
from desktop.shell.unlock import Unlock
from desktop.widgets import dialogs, icons, look
from desktop.widgets.jobs import Jobs
from desktop.widgets.parts import button, named, tint, wrapped


class Entry(QWidget):
    """Shows what stands between the start and an open workspace; emits the open one.

    ``unlocked`` carries (folder, keys.Unlocked); opening the stores is the next step, in the
    window's own thread.
    """

    unlocked = Signal(object, object)
    demo_wanted = Signal()
    language_chosen = Signal(str)

    def __init__(self, jobs: Jobs, folder: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("entry")
        look.mark(self, "page")
        self._jobs = jobs
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._top())
        column.addWidget(self.stack)
        if folder is None:
            self._show(self._first_page())
        else:
            self.ask_passphrase(folder)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus()  # what was asked for before the window was there is forgotten

    def ask_passphrase(self, folder: Path) -> None:
        """Show the unlock screen of a workspace."""
        try:
            header = store.load_header(folder)
        except UserError as error:
            if error.damaged == "key":
                self._mend(folder)
            else:
                self._show(self._first_page(str(error)))
            return
        users = [slot.user for slot in header.slots if slot.kind == "user"]
        page = Unlock(self._jobs, folder, users, demo=header.demo)
        page.unlocked.connect(self.unlocked)
        page.other_wanted.connect(self.first_page)
        page.recovery_wanted.connect(lambda: self._recover(folder, users))
        page.help_wanted.connect(partial(self._help, folder))
        self._show(page)

    def _recover(self, folder: Path, users: list[str]) -> None:
        page = Recovery(self._jobs, folder, users)
        page.back.connect(self.ask_passphrase)
        self._show(page)

    def show_keyless(self, folder: Path, unlocked: keys.Unlocked) -> None:
        """Show what an auditor or a technician can do, who hold no key to a record."""
        from desktop.shell import keyless  # not for the first paint

        page = keyless.page(self._jobs, folder, unlocked)
        page.left.connect(lambda: self.ask_passphrase(folder))
        self._show(page)

    def first_page(self) -> None:
        """Show the three ways to begin."""
        self._show(self._first_page())

    def _show(self, page: QWidget) -> None:
        while old := self.stack.widget(0):
            self.stack.removeWidget(old)
            old.deleteLater()
        holder = QScrollArea()
        holder.setWidgetResizable(True)
        holder.setFrameShape(QFrame.Shape.NoFrame)
        look.mark(holder, "page")
        holder.setWidget(cards.middle(page))
        self.stack.addWidget(holder)
        self.setFocusProxy(page)
        page.setFocus()

    def _top(self) -> QHBoxLayout:
        languages = named(QComboBox(), "language", _("Language"))
        for code, name in i18n.LANGUAGES.items():
            languages.addItem(name, code)
        languages.setCurrentIndex(languages.findData(i18n.language()))
        languages.activated.connect(
            lambda at: self.language_chosen.emit(str(languages.itemData(at)))
        )
        row = QHBoxLayout()
        row.setContentsMargins(*(look.space(4),) * 4)
        row.addStretch()
        row.addWidget(languages)
        return row

    def _first_page(self, problem: str = "") -> QWidget:
        page, column = cards.card("first_start", _("Vereda"))
        column.addWidget(
            wrapped(
                _("Keep the records of your programme safe on this computer, without internet.")
            )
        )
        if problem:
            column.addWidget(tint("danger", problem))
        demo = button(_("Try the demonstration"), "try_demo", self.demo_wanted.emit, "primary")
        icons.dress(demo, "eye", "on_accent")
        empty = button(_("Start an empty workspace"), "start_empty", self._start_empty)
        icons.dress(empty, "plus")
        existing = button(_("Open a workspace"), "open_existing", self._open)
        icons.dress(existing, "open")
        for choice, about in (
            (demo, _("An invented city with invented people. Nothing real can be kept in it.")),
            (empty, _("For your own team. You get a passphrase and a recovery key on paper.")),
            (existing, _("One that is already on this computer or on a memory stick.")),
        ):
            column.addSpacing(look.space(2))
            column.addWidget(choice)
            column.addWidget(wrapped(about, "soft"))
        page.setFocusProxy(demo)
        column.addSpacing(look.space(2))
        column.addWidget(button(_("Bring back a copy"), "bring_back", self._bring_back, "link"))
        column.addWidget(
            button(_("Rescue a damaged workspace"), "rescue", partial(self._rescue), "link")
        )
        return page

    def _bring_back(self) -> None:
        page = RestorePage(self._jobs)
        page.back.connect(self.first_page)
        page.restored.connect(self.ask_passphrase)
        self._show(page)

    def _help(self, folder: Path, damaged: str) -> None:
        """Lead from what kept a workspace from opening to who can help."""
        if damaged == "key":
            self._mend(folder)
        else:
            self._rescue(folder)

    def _mend(self, folder: Path) -> None:
        page = KeyFilePage(self._jobs, folder)
        page.back.connect(self.first_page)
        page.rescue_wanted.connect(partial(self._rescue, folder))
        page.mended.connect(self.unlocked)
        self._show(page)

    def _rescue(self, folder: Path | None = None) -> None:
        page = RescuePage(self._jobs, folder)
        page.back.connect(self.first_page)
        page.rescued.connect(self.ask_passphrase)
        self._show(page)

    def _start_empty(self) -> None:
        page = NewWorkspace(self._jobs)
        page.back.connect(self.first_page)
        page.made.connect(self._show_keys)
        self._show(page)

    def _show_keys(self, folder: Path, created: store.Created) -> None:
        page = Keys(created, folder)
        page.kept.connect(self.ask_passphrase)
        self._show(page)

    def _open(self) -> None:
        folder = dialogs.choose_folder(self, _("Choose the folder of the workspace"))
        if folder is not None:
            self.ask_passphrase(folder)
