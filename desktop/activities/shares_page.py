# SPDX-License-Identifier: GPL-3.0-or-later
"""What share of the sessions of a group or course each person came to."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from desktop.activities import share_service
from desktop.activities.share_service import FAIR, GOOD, Share
from desktop.core import i18n
from desktop.core.i18n import _
from desktop.widgets import look, shapes
from desktop.widgets.parts import named, wrapped
from desktop.widgets.plain_table import plain

if TYPE_CHECKING:
    from desktop.core.store import Workspace


class SharesPage(QWidget):
    """One line a person: sessions, came, share; who gave notice was not expected."""

    def __init__(self, workspace: "Workspace", series: str) -> None:
        super().__init__()
        named(self, "shares", _("Attendance"))
        look.mark(self, "page")
        self._workspace, self._series = workspace, series
        self.table = named(QTableWidget(0, 4), "shares_table", _("Attendance"))
        self.table.setHorizontalHeaderLabels(
            [_("Participant"), _("Sessions"), _("Came"), _("Share")]
        )
        plain(self.table)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for at in range(1, 4):
            if (title := self.table.horizontalHeaderItem(at)) is not None:
                title.setTextAlignment(right)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        side = look.height("small_icon")
        self.table.setIconSize(QSize(side, side))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.space(4),) * 4)
        note = _("Sessions somebody missed with notice are not counted against that person.")
        column.addWidget(wrapped(note, "meta"))
        self._none = wrapped(_("No session of this group has been marked yet."), "soft")
        column.addWidget(self._none)
        column.addWidget(self.table, 1)
        column.addStretch()
        self.reload()

    def reload(self) -> None:
        """Read the shares again."""
        with self._workspace.work() as work:
            found = share_service.shares(work, self._series)
        self.table.setVisible(bool(found))
        self._none.setVisible(not found)
        if found:  # Tab would stop at a hidden one
            self.setFocusProxy(self.table)
        self.table.setRowCount(len(found))
        for row, one in enumerate(found):
            for at, cell in enumerate(_cells(one)):
                self.table.setItem(row, at, cell)


def _cells(one: Share) -> list[QTableWidgetItem]:
    percent = one.percent or 0
    share = QTableWidgetItem(i18n.format_percent(percent / 100))
    tone = "good" if percent >= GOOD else "warning" if percent >= FAIR else "danger"
    share.setIcon(shapes.icon(tone))
    words = (one.code, i18n.format_number(one.held), i18n.format_number(one.came))
    cells = [*(QTableWidgetItem(text) for text in words), share]
    for figure in cells[1:]:
        figure.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return cells
