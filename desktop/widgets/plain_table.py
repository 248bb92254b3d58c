# SPDX-License-Identifier: GPL-3.0-or-later
"""A short table that is read line by line, where the long lists of `table.py` would be too much."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from desktop.widgets import look


def plain(table: QTableView, row: str = "row") -> None:
    """Choose whole lines, type nothing, let Tab go past, and draw no grid."""
    table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(look.height(row))
    head = table.horizontalHeader()
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    head.setHighlightSections(False)
