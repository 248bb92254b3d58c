# SPDX-License-Identifier: GPL-3.0-or-later
"""People and keys: who can sign in, what they may do, and the keys everybody depends on."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core import i18n, pins
from desktop.core.crypto import boxes
from desktop.core.crypto.directory import KEYLESS
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.team import grants, members, recovery, role_words, rotation
from desktop.core.team.members import Member
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.sheets import Sheet, Sheets
from desktop.desks.team.dismiss_sheet import DIALOGUES, Dismiss, RenewStore, Two
from desktop.desks.team.header_cards import HeaderCards
from desktop.desks.team.members_sheets import Admit, Change, OwnPassphrase, Reissue, StoreKeys
from desktop.desks.team.paper_key_sheets import Cut, Drill
from desktop.widgets import icons, look
from desktop.widgets.column_widths import shared
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.on_paper import secret
from desktop.widgets.parts import button, empty, label, named, tint, wrapped
from desktop.widgets.plain_table import plain
from desktop.widgets.source import Column


class MembersPage(QWidget):
    """One's own keys; for who may let people in, everybody's."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        look.mark(self, "page")
        self._desk = desk
        with desk.workspace.work() as work:
            self._directs = work.could("members")
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(*(look.space(6),) * 4)
        self._column.setSpacing(look.space(4))
        self.sheets = Sheets(page, "members")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sheets)
        self.table = _Table()
        self._shown: object = None
        self._own_stores: tuple[str, ...] = ()
        self.reload()

    def reload(self) -> None:
        """Read the signed list again; what did not change stays as it is, with its chosen line."""
        if self.sheets.working:  # stores close and open for it; it ends with a look at all
            return
        workspace = self._desk.workspace
        try:
            own = members.find(workspace, workspace.user.name)
            words = members.own_fingerprint(workspace)
            everybody = members.listed(workspace) if self._directs else []
        except UserError as error:
            empty(self._column)
            self._shown = None
            self._column.addWidget(tint("danger", str(error)))
            self._column.addStretch()
            return
        stale = [store for store in rotation.stale(workspace) if store in own.stores]
        known = (
            *(recovery.is_shared(workspace), grants.needs_two(workspace, DIALOGUES)),
            *(pins.told(workspace), pins.unheard(workspace.header)),
            boxes.waiting(workspace.header),
        )
        if (found := (own, words, tuple(everybody), stale, known)) == self._shown:
            return
        self._shown = found
        self._own_stores = own.stores
        chosen = self.table.chosen()
        empty(self._column)
        self._column.addWidget(self._own(own, words))
        for card in HeaderCards(self._desk, self, own, self.reload).made():
            self._column.addWidget(card)
        for store in stale:
            self._column.addWidget(self._stale(store))
        if self._directs:
            self._column.addWidget(self._paper())
            self._column.addWidget(self._people(everybody))
            self.table.choose(chosen.user if chosen else "")
        self._column.addStretch()

    def keep_draft(self) -> None:
        """A passphrase is never kept: what is typed here ends with the window."""

    def close_down(self) -> None:
        """Nothing is held here."""

    def _own(self, own: Member, words: str) -> QFrame:
        card, column = _card("own_keys", _("You"))
        column.addWidget(wrapped(" · ".join(_facts(own)), "", "own_line"))
        column.addWidget(label(_("Your six words"), "field"))
        column.addWidget(secret(words, "own_words"))
        about = _("They stand for your key. Read them aloud when somebody hands you another key.")
        column.addWidget(wrapped(about, "meta"))
        renew = button(_("New passphrase"), "own_passphrase_new", self._renew)
        column.addWidget(renew, alignment=Qt.AlignmentFlag.AlignLeft)
        return card

    def _stale(self, store: str) -> QFrame:
        words = _("Somebody who left still knows the key to a part you can open: {store}.")
        act = button(_("Change the key"), f"renew_{store}", partial(self._renew_store, store))
        return tint("danger", words.format(store=_(role_words.STORES[store])), act)

    def _renew_store(self, store: str) -> None:
        self._show(RenewStore(self._desk, store))

    def _paper(self) -> QFrame:
        workspace = self._desk.workspace
        card, column = _card("paper_key", _("Recovery key"))
        if recovery.is_shared(workspace):
            words = _("It is in three parts. Any two of them open the workspace.")
        else:
            words = _("It is on one paper. Whoever has that paper can open everything.")
        column.addWidget(wrapped(words, "", "paper_state"))
        acts = [
            button(_("Try the recovery key"), "paper_drill", self._drill),
            button(_("Cut it into three parts"), "paper_cut", self._cut),
        ]
        if DIALOGUES in self._own_stores:
            acts.append(button(_("Decide who opens the dialogues"), "two_needed_open", self._two))
        flow = FlowLayout(gap=2)
        for made in acts:
            flow.addWidget(made)
        column.addLayout(flow)
        return card

    def _drill(self) -> None:
        self._show(Drill(self._desk))

    def _cut(self) -> None:
        self._show(Cut(self._desk))

    def _two(self) -> None:
        self._show(Two(self._desk))

    def _people(self, everybody: Sequence[Member]) -> QFrame:
        card, column = _card("everybody", _("Who can sign in"))
        self.table = _Table()
        self.table.show_members(everybody)
        column.addWidget(self.table)
        admit = button(_("Let somebody in"), "admit_new", self._admit, "primary")
        icons.dress(admit, "plus", "on_accent")
        acts = [
            admit,
            button(_("Change what they may do"), "member_change", self._change),
            button(_("Give or take keys"), "member_stores", self._stores),
            button(_("Give a new passphrase"), "member_forgot", self._reissue),
            button(_("Dismiss"), "member_dismiss", self._dismiss, "danger"),
        ]
        flow = FlowLayout(gap=2)
        for made in acts:
            flow.addWidget(made)
        column.addLayout(flow)
        return card

    def _show(self, sheet: Sheet) -> None:
        self.sheets.show_sheet(sheet, self.reload)

    def _renew(self) -> None:
        self._show(OwnPassphrase(self._desk))

    def _admit(self) -> None:
        self._show(Admit(self._desk))

    def _change(self) -> None:
        if (member := self.table.chosen()) is not None:
            self._show(Change(self._desk, member))

    def _stores(self) -> None:
        if (member := self.table.chosen()) is not None:
            self._show(StoreKeys(self._desk, member.user))

    def _reissue(self) -> None:
        if (member := self.table.chosen()) is not None:
            self._show(Reissue(self._desk, member))

    def _dismiss(self) -> None:
        member = self.table.chosen()
        if member is None or member.user == self._desk.workspace.user.name:
            self._desk.say(_("Somebody else has to dismiss you."))
            return
        self._show(Dismiss(self._desk, member))


_WIDE = (2, 3)
"""The columns that may be cut where there is little room: their tips say all of it."""


class _Table(QTableWidget):
    """One line a person; as high as it has lines."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "members_table", _("Who can sign in"))
        self._members: Sequence[Member] = ()
        plain(self)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)

    def show_members(self, everybody: Sequence[Member]) -> None:
        """Fill the table."""
        self._members = everybody
        header = [
            _("Name here"),
            _("Role"),
            _("Files in sight"),
            _("Keys of what is kept apart"),
            _("Since"),
        ]
        self.setRowCount(len(everybody))
        self.setColumnCount(len(header))
        self.setHorizontalHeaderLabels(header)
        for row, member in enumerate(everybody):
            for column, text in enumerate(_cells(member)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.setItem(row, column, item)
        self._share()
        rows = min(8, max(2, len(everybody)))
        self.setFixedHeight(
            rows * look.height("row") + self.horizontalHeader().sizeHint().height() + look.space(4)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Give the columns the room there is, to the pixel."""
        head = self.horizontalHeader()
        wanted = [
            max(self.sizeHintForColumn(n), head.sectionSizeHint(n))
            for n in range(self.columnCount())
        ]
        weights = [Column(str(n), "", int(n in _WIDE)) for n in range(len(wanted))]
        for n, width in enumerate(shared(self.viewport().width(), wanted, weights)):
            self.setColumnWidth(n, width)

    def choose(self, user: str) -> None:
        """Choose somebody's line, the first one where that is not there."""
        names = [member.user for member in self._members]
        if names:
            self.selectRow(names.index(user) if user in names else 0)

    def chosen(self) -> Member | None:
        """Return the member of the line that is seen to be chosen."""
        rows = [index.row() for index in self.selectionModel().selectedRows()]
        return self._members[rows[0]] if rows else None


def _cells(member: Member) -> list[str]:
    stores = ", ".join(_(role_words.STORES[store]) for store in member.stores)
    return [
        member.user,
        role_words.role(member.role),
        _sees(member),
        stores or _("none"),
        i18n.format_day(date.fromisoformat(member.at[:10])) if member.at else "",
    ]


def _facts(member: Member) -> list[str]:
    """Return one member's line in words."""
    stores = [_(role_words.STORES[store]) for store in member.stores]
    return [member.user, role_words.role(member.role), _sees(member), *stores]


def _sees(member: Member) -> str:
    """Return whose files a member has in sight, with the team where it matters."""
    if member.role in KEYLESS:
        return _("no files")
    words = _(role_words.SCOPES[member.scope])
    return f"{words} ({member.team})" if member.team else words


def _card(name: str, title: str) -> tuple[QFrame, QVBoxLayout]:
    made = named(QFrame(), name)
    look.mark(made, "card")
    column = QVBoxLayout(made)
    column.setContentsMargins(*(look.space(4),) * 4)
    column.setSpacing(look.space(2))
    column.addWidget(label(title, "section"))
    return made, column
