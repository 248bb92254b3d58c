# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening and closing the stores kept apart, and the page of processes and groups."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QWidget,
)

from desktop.core import i18n, journal
from desktop.core.crypto import dealing, keys, phrases
from desktop.core.errors import UserError
from desktop.core.i18n import _, ngettext
from desktop.core.team import approvals
from desktop.deposits import service as deposits
from desktop.deposits.page import DepositSource
from desktop.desks.frame.desk import Desk
from desktop.desks.registers import Registers
from desktop.dialogues.due_page import DueList
from desktop.dialogues.figures_page import QuarterPage
from desktop.dialogues.page import GroupSource, ProcessSource
from desktop.dialogues.people_page import FacilitatorSource
from desktop.rights import erasing
from desktop.sources.model import STORE
from desktop.sources.page import SourceSource, StatementSource
from desktop.widgets import dialogs, look
from desktop.widgets.framed import Framed
from desktop.widgets.jobs import Jobs, Progress
from desktop.widgets.parts import bring_into_view, button, label, named, wrapped
from desktop.widgets.passphrase import Passphrase, Patience
from desktop.widgets.source import Source

if TYPE_CHECKING:
    from desktop.core.store import Workspace


def open_store(parent: QWidget | None, workspace: "Workspace", store: str) -> bool:
    """Ask for the passphrase again and open a store kept apart; True when it is open."""
    if store in workspace.open_stores:
        return True
    asked = AskPassphrase(parent, workspace, store)
    opened = asked.exec() == QDialog.DialogCode.Accepted
    asked.deleteLater()
    if opened:
        ask_about_requests(parent, workspace, store)
    return opened


def ask_about_requests(parent: QWidget | None, workspace: "Workspace", store: str) -> None:
    """Let a member decide on requests to erase that nobody who may ask for it has sealed."""
    requests, records = erasing.unproved(workspace, store)
    if not requests:
        return
    body = ngettext(
        "{n} request to erase somebody in this part does not carry the seal of a coordinator or "
        "data officer of today.",
        "{n} requests to erase somebody in this part do not carry the seal of a coordinator or "
        "data officer of today.",
        requests,
    ).format(n=requests)
    what = ngettext(
        "Carried out, {n} record goes here for good. Ask the coordinator whether this person was "
        "erased; else leave it and tell that somebody tried.",
        "Carried out, {n} records go here for good. Ask the coordinator whether this person was "
        "erased; else leave it and tell that somebody tried.",
        records,
    ).format(n=i18n.format_number(records))
    title = _("Somebody asks to erase here")
    if dialogs.ask(parent, title, f"{body} {what}", _("Erase"), danger=True).agreed:
        erasing.take_requests(workspace, store, trusted=True)


def begin(workspace: "Workspace", store: str, second: keys.Unlocked | None = None) -> None:
    """Open a store and do what waited for it: wholly or, whatever goes wrong, not at all."""
    try:
        workspace.open_store(store, second)
        if second is not None:  # both names in the journal
            approvals.noted(workspace, second, approvals.OPEN, store)
        with workspace.work(store, write=True) as work:
            journal.write(work, "open_store", store)
        settle(workspace, store)
    except BaseException:
        workspace.close_store(store)  # half open, no page would show that it is
        raise


def close_store(workspace: "Workspace", store: str) -> None:
    """Close a store again; its pages must be gone by then."""
    if store in workspace.open_stores:
        with workspace.work(store, write=True) as work:
            journal.write(work, "close_store", store)
        workspace.close_store(store)


class AskPassphrase(Framed):
    """The passphrase again: what is kept apart does not open by a forgotten laptop."""

    def __init__(self, parent: QWidget | None, workspace: "Workspace", store: str) -> None:
        super().__init__(parent, "open_store", _("Open what is kept apart"))
        self._workspace, self._store = workspace, store
        self._jobs = Jobs(self)
        self._wrong = ""
        self.passphrase = Passphrase("store_passphrase")
        self.passphrase.setMinimumWidth(look.width(40))
        self.passphrase.entered.connect(self._try)
        self._two = dealing.needs_two(workspace.header, store)
        self.second = named(QLineEdit(), "second_name", _("Name of the second person"))
        self.second_words = Passphrase("second_passphrase", _("Passphrase of the second person"))
        self.second_words.entered.connect(self._try)
        self.problem = wrapped(name="store_problem", role="error")
        self.problem.hide()
        self._open = button(_("Open"), "store_open", self._try, "primary")
        self._patience = Patience.of(parent.window() if parent else self)
        self._patience.ticked.connect(self._wait)
        self._lay_out()
        self._wait()

    def done(self, result: int) -> None:
        """Forget what was typed, whatever the answer."""
        self._jobs.close()
        self.passphrase.forget()
        self.second_words.forget()
        super().done(result)

    def _try(self) -> None:
        """Stretch the passphrase in a worker: it takes half a second on purpose."""
        if not self._open.isEnabled():
            return
        self._open.setEnabled(False)
        self.problem.hide()
        workspace, user = self._workspace, self._workspace.user.name
        tries = self.passphrase.tries()
        other, other_tries = self.second.text().strip(), self.second_words.tries()
        two = self._two

        def unlock(_progress: Progress) -> keys.Unlocked | None:
            workspace.refresh()  # who opens with us must be known to the directory we know
            header = workspace.header
            phrases.first_right(tries, lambda words: keys.unlock(header, user, words))
            if not two:
                return None
            return phrases.first_right(other_tries, lambda words: keys.unlock(header, other, words))

        self._jobs.run(unlock, self._unlocked, self._refused)

    def _unlocked(self, second: keys.Unlocked | None) -> None:
        self._patience.right()
        try:
            begin(self._workspace, self._store, second)
        except UserError as error:
            self._tell(error)
            return
        self.accept()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        if isinstance(error, keys.WrongPassphrase):
            self._patience.wrong()
        self._tell(error)

    def _tell(self, error: UserError) -> None:
        self._wrong = str(error)
        self._wait()
        self.passphrase.ask()

    def _wait(self) -> None:
        """Show what went wrong and how long the next try has to wait."""
        told = " ".join(part for part in (self._wrong, self._patience.words()) if part)
        self._open.setEnabled(not self._patience.left)
        self.problem.setText(told)
        self.problem.setVisible(bool(told))
        bring_into_view(self.problem)

    def _lay_out(self) -> None:
        column = self.head(_("Open what is kept apart"))
        about = _("Write your passphrase again. Opening is noted in the journal.")
        column.addWidget(wrapped(about, "soft"))
        title = label(_("Passphrase"), "field")
        title.setBuddy(self.passphrase.line)
        column.addWidget(title)
        column.addWidget(self.passphrase)
        if self._two:
            words = _("Two people open this part. The second one types here, unseen by the first.")
            column.addWidget(wrapped(words, "soft"))
            column.addWidget(label(_("Name of the second person"), "field"))
            column.addWidget(self.second)
            column.addWidget(label(_("Passphrase of the second person"), "field"))
            column.addWidget(self.second_words)
        column.addWidget(self.problem)
        self.end(self._open, button(_("Go back"), "store_cancel", self.reject))


class ProcessesPage(Registers):
    """Processes, groups by code, and what others left; there only while the store is open."""

    def __init__(self, desk: Desk) -> None:
        sources: list[Source] = [
            ProcessSource(desk.workspace, desk.toasts),
            GroupSource(desk.workspace, desk.toasts),
            FacilitatorSource(desk.workspace),
            DepositSource(desk.workspace, "dialogues"),
        ]
        super().__init__(desk, "process_tabs", _("Processes"), sources)
        self.processes, self.groups, self.people, self.left = self.pages
        self.due = DueList(desk.workspace, self.open)
        self.figures = QuarterPage(desk.workspace, desk.toasts)
        self.tabs.addTab(self.due, _("Due"))
        self.tabs.addTab(self.figures, _("Figures"))

    def reload(self) -> None:
        """Show what changed in the store."""
        super().reload()
        self.due.reload()
        self.figures.reload()


class VoicesPage(Registers):
    """What was heard, who tells us, and what others left; there only while the store is open."""

    def __init__(self, desk: Desk) -> None:
        sources: list[Source] = [
            StatementSource(desk.workspace),
            SourceSource(desk.workspace),
            DepositSource(desk.workspace, STORE),
        ]
        super().__init__(desk, "voices_tabs", _("Voices"), sources)
        self.heard, self.told_by, self.left = self.pages


def settle(workspace: "Workspace", store: str) -> None:
    """Do what waited for a store to open: erase what was asked, take notes in."""
    erasing.take_requests(workspace, store)
    if store in deposits.STORES:
        deposits.take(workspace, store)
