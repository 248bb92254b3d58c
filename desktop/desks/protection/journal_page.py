# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal, a tab of the protection: who did what and when, its head, and the audit."""

from array import array
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QInputDialog,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core import audit_log, clock, history, i18n, journal, store_names
from desktop.core.i18n import N_, _
from desktop.core.journal import Entry
from desktop.core.team import members
from desktop.desks.frame.desk import Desk
from desktop.desks.protection import journal_words
from desktop.desks.protection.audit_view import AuditView
from desktop.widgets import dialogs, look
from desktop.widgets.parts import button, label, named
from desktop.widgets.source import Column
from desktop.widgets.table import RegisterTable

HEAD_SIGNS = 12
_BOX = 16  # letters a filter shows at least
_ENDING = ".sealed-log"
_DAYS = ((1, N_("Today")), (7, N_("Last 7 days")), (30, N_("Last 30 days")), (0, N_("Any day")))
_COLUMNS = (
    Column("seq", N_("Entry"), 0, numeric=True, sortable=False),
    Column("moment", N_("When"), 0, sortable=False),
    Column("user", N_("Who"), 0, sortable=False),
    Column("act", N_("What"), 2, sortable=False),
    Column("thing", N_("Record"), 1, sortable=False),
)


class JournalPage(QWidget):
    """The latest entries in words; a record is its code, and a code only where it is in sight."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        look.mark(self, "page")
        self._desk = desk
        self._entries: list[Entry] = []
        self._codes: dict[str, str] = {}
        self.store = named(QComboBox(), "journal_store", _("Part"))
        self.user = named(QComboBox(), "journal_user", _("Who"))
        self.act = named(QComboBox(), "journal_act", _("What"))
        self.day = named(QComboBox(), "journal_day", _("When"))
        for days, words in _DAYS:
            self.day.addItem(_(words), days)
        self.day.setCurrentIndex(1)
        self._head = label("", "soft", "journal_head")
        self.table = RegisterTable(_COLUMNS, self._rows, _("Journal"))
        self.audit = AuditView(desk)
        self._hand = button(_("Give it to the auditor"), "hand_over", self.hand_over)
        self._swap = button(_("Open the audit"), "to_audit", self._turn)
        self._filters = QWidget()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.audit)
        self._lay_out()
        for box in (self.store, self.user, self.act, self.day):
            box.activated.connect(lambda _at: self.reload())
        self.reload()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin in the list; as a proxy it would keep Tab from what narrows it."""
        super().focusInEvent(event)
        if shown := self._stack.currentWidget():
            shown.setFocus(event.reason())

    def reload(self) -> None:
        """Read the journal again as it is narrowed now."""
        workspace = self._desk.workspace
        self._offer_stores()
        store = str(self.store.currentData())
        with workspace.work(store) as work:
            users, acts = journal.named(work)
            self._offer(self.user, _("Everybody"), [(one, one) for one in users])
            self._offer(self.act, _("Everything"), [(one, journal_words.act(one)) for one in acts])
            self._entries = journal.found(
                work,
                user=self.user.currentData(),
                action=self.act.currentData(),
                first=self._first(),
            )
            self._codes = history.codes(work, [one.object for one in self._entries])
            number, tag = journal.head(work)
        self._head.setText(
            _("{n} entries, head {head}").format(
                n=i18n.format_number(number), head=tag[:HEAD_SIGNS]
            )
        )
        self.table.show_keys(array("q", range(len(self._entries))))
        self.audit.reload()

    def hand_over(self) -> None:
        """Seal the journal to an auditor and write it where the user says."""
        workspace = self._desk.workspace
        auditors = [one.user for one in members.listed(workspace) if one.role == "auditor"]
        if not auditors:
            raise audit_log.NoAuditor
        auditor = auditors[0] if len(auditors) == 1 else self._which(auditors)
        if not auditor:
            return
        kinds = [(_("Sealed journals"), f"*{_ENDING}")]
        title = _("Where should the journal be written?")
        target = dialogs.choose_file_to_save(self, title, kinds, _("journal") + _ENDING)
        if target is not None:
            audit_log.write(workspace, auditor, target)
            words = _("The journal was written. Only {auditor} can read it.")
            self._desk.toasts.show(words.format(auditor=auditor))

    def _which(self, auditors: list[str]) -> str:
        """Ask which auditor it is for; nobody when the user turns back."""
        title = _("For which auditor?")
        chosen, agreed = QInputDialog.getItem(self, title, title, auditors, editable=False)
        return chosen if agreed else ""

    def keep_draft(self) -> None:
        """Nothing typed here is kept: what an auditor drew belongs to the auditor."""

    def close_down(self) -> None:
        """Take the audit off the screen."""
        self.audit.clear()

    def _turn(self) -> None:
        there = self._stack.currentWidget() is self.table
        self._stack.setCurrentWidget(self.audit if there else self.table)
        self._swap.setText(_("Back to the journal") if there else _("Open the audit"))
        if not there:
            self.audit.clear()
        self._filters.setVisible(not there)
        self._hand.setVisible(not there)

    def _first(self) -> datetime | None:
        days = int(self.day.currentData())
        if not days:
            return None
        day = clock.today() - timedelta(days=days - 1)
        return datetime.combine(day, time()).astimezone()

    def _offer_stores(self) -> None:
        chosen = self.store.currentData() or "cases"
        self.store.clear()
        for name in self._desk.workspace.open_stores:
            self.store.addItem(_(store_names.NAMES[name]), name)
        self.store.setCurrentIndex(max(0, self.store.findData(chosen)))
        self.store.setVisible(self.store.count() > 1)

    @staticmethod
    def _offer(box: QComboBox, everything: str, choices: Sequence[tuple[str, str]]) -> None:
        chosen = box.currentData() or ""
        box.clear()
        box.addItem(everything, "")
        for code, words in choices:
            box.addItem(words, code)
        box.setCurrentIndex(max(0, box.findData(chosen)))

    def _rows(self, keys: Sequence[int]) -> list[tuple[str, ...]]:
        return [
            (
                str(one.seq),
                i18n.format_moment(one.moment),
                one.user,
                journal_words.act(one.action),
                self._thing(one.object),
            )
            for one in (self._entries[key] for key in keys)
        ]

    def _thing(self, named_so: str) -> str:
        count = named_so.rsplit(":", 1)[-1]
        return self._codes.get(named_so, count if count.isdecimal() else "")

    def _lay_out(self) -> None:
        filters, verbs = QHBoxLayout(), QHBoxLayout()
        filters.setContentsMargins(0, 0, 0, 0)
        for box in (self.store, self.user, self.act, self.day):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(_BOX)
            filters.addWidget(box)
        filters.addStretch()
        self._filters.setLayout(filters)
        self._head.setWordWrap(True)
        verbs.setSpacing(look.space(2))
        verbs.addWidget(self._head, 1)
        verbs.addWidget(self._hand)
        verbs.addWidget(self._swap)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.space(4),) * 4)
        column.setSpacing(look.space(2))
        column.addWidget(self._filters)
        column.addLayout(verbs)
        column.addWidget(self._stack, 1)
