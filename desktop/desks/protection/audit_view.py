# SPDX-License-Identifier: GPL-3.0-or-later
"""The audit: codes are drawn or typed, and what was received under them stands on the screen.

There is no way out of it: no print, no export, nothing that can be selected or copied.
"""

import re
import secrets

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core import codes, i18n, shown
from desktop.core.i18n import _, ngettext
from desktop.desks.frame.desk import Desk
from desktop.desks.protection import audit_service
from desktop.desks.protection.audit_service import MOST, Seen
from desktop.widgets import look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.parts import button, empty, label, named, number, tint, wrapped

_BETWEEN = re.compile(r"[\s,;]+")


class AuditView(QScrollArea):
    """Left out on purpose: names, notes, places, and any list longer than thirty codes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        named(self, "audit", _("Audit"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.seed = named(QLineEdit(), "audit_seed", _("The auditor's word"))
        self.seed.setText(secrets.token_hex(4))
        self.seed.setMaximumWidth(look.width(20))
        self.count = number("audit_count", _("How many codes"))
        self.count.setRange(1, MOST)
        self.count.setValue(10)
        self.codes = named(QPlainTextEdit(), "audit_codes", _("Codes that were drawn"))
        self.codes.setMaximumHeight(look.height("row") * 2)
        self.codes.setTabChangesFocus(True)
        self._left = wrapped("", "soft", "audit_left")
        self._table = QGridLayout()
        self._lay_out()
        self.reload()

    def reload(self) -> None:
        """Say how many codes can still be shown."""
        with self._desk.workspace.work() as work:
            left = audit_service.left_today(work)
        words = ngettext(
            "{n} more code can be shown today.", "{n} more codes can be shown today.", left
        )
        self._left.setText(words.format(n=left))

    def draw(self) -> None:
        """Draw codes by the auditor's word."""
        with self._desk.workspace.work() as work:
            drawn = audit_service.draw(work, self.seed.text(), self.count.value())
        self.codes.setPlainText(" ".join(drawn))

    def show_codes(self) -> None:
        """Show what was received under the codes that are typed."""
        typed = _BETWEEN.split(self.codes.toPlainText())
        with self._desk.workspace.work(write=True) as work:
            seen = audit_service.look(work, typed)
        self._fill(seen)
        self.reload()

    def clear(self) -> None:
        """Take everything off the screen."""
        self.codes.clear()
        self._fill([])

    def _fill(self, seen: list[Seen]) -> None:
        empty(self._table)
        if not seen:
            return
        heads = (
            _("Code"),
            _("Enrolled in"),
            _("Consent to take part"),
            _("Contacts"),
            _("Received, and when"),
        )
        for at, words in enumerate(heads):
            self._table.addWidget(label(words, "field"), 0, at)
        for row, one in enumerate(seen, start=1):
            for at, words in enumerate(_cells(one)):
                cell = label(words, "", f"audit_{row}_{at}")
                cell.setWordWrap(at == len(heads) - 1)
                self._table.addWidget(cell, row, at, Qt.AlignmentFlag.AlignTop)

    def _lay_out(self) -> None:
        inner = QWidget()
        look.mark(inner, "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(*(look.space(6),) * 4)
        column.setSpacing(look.space(2))
        words = _(
            "The auditor draws, you show. Codes only: no names, no list, no paper. Stay with the "
            "auditor, and close this when you are done."
        )
        column.addWidget(tint("note", words))
        column.addLayout(self._drawing())
        about = _("The same word draws the same codes again: let the auditor choose it.")
        column.addWidget(wrapped(about, "soft"))
        column.addWidget(label(self.codes.accessibleName(), "field"))
        column.addWidget(self.codes)
        column.addLayout(self._showing())
        column.addWidget(self._left)
        self._table.setHorizontalSpacing(look.space(4))
        self._table.setVerticalSpacing(look.space(2))
        self._table.setColumnStretch(4, 1)
        column.addLayout(self._table)
        column.addStretch()
        self.setWidget(inner)
        self.setFocusProxy(self.codes)

    def _drawing(self) -> FlowLayout:
        row = FlowLayout(gap=3)
        for part in (self.seed, self.count):
            pair = QWidget()  # a field goes to the next line with its title
            beside = QHBoxLayout(pair)
            beside.setContentsMargins(0, 0, 0, 0)
            beside.addWidget(label(part.accessibleName(), "field"))
            beside.addWidget(part)
            row.addWidget(pair)
        row.addWidget(button(_("Draw codes"), "audit_draw", self.draw))
        return row

    def _showing(self) -> FlowLayout:
        row = FlowLayout(gap=2)
        row.addWidget(button(_("Show these codes"), "audit_show", self.show_codes, "primary"))
        row.addWidget(button(_("Take off the screen"), "audit_clear", self.clear))
        return row


def _cells(one: Seen) -> tuple[str, ...]:
    if not one.known:
        return (one.code, _("No file has this code."), "", "", "")
    received = [
        f"{i18n.format_day(day)} {codes.label('placement_type', kind)}"
        for day, kind in one.received
    ]
    return (
        one.code,
        i18n.format_month(one.enrolled) if one.enrolled else "",
        shown.yes_no(one.consent),
        str(one.contacts),
        "; ".join(received) or _("Nothing yet"),
    )
