# SPDX-License-Identifier: GPL-3.0-or-later
"""The facts of the map as tables that can be read with the keyboard and copied."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from desktop.core.document import Table
from desktop.widgets import clipboard, look
from desktop.widgets.parts import empty, label, named
from desktop.widgets.plain_table import plain

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class FactTables(QWidget):
    """Tables one under the other, each with its title."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fact_tables")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.space(2))

    def show_tables(self, tables: Sequence[Table]) -> None:
        """Show these instead."""
        empty(self._column)
        for number, table in enumerate(tables):
            self._column.addWidget(label(table.title, "section"))
            view = _view(table, f"facts_{number}")
            self._column.addWidget(view, 1)
            if number == 0:
                self.setFocusProxy(view)


class _Grid(QTableWidget):
    """A table whose selected lines are copied as a spreadsheet takes them."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            rows = sorted({index.row() for index in self.selectedIndexes()})
            lines = [
                "\t".join(self._text(row, column) for column in range(self.columnCount()))
                for row in rows
            ]
            clipboard.copy("\n".join(lines))
        else:
            super().keyPressEvent(event)

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text() if item else ""


def _view(table: Table, name: str) -> QTableWidget:
    view = named(_Grid(len(table.rows), len(table.header)), name, table.title)
    view.setHorizontalHeaderLabels(list(table.header))
    plain(view, "compact")
    for row, cells in enumerate(table.rows):
        for column, text in enumerate(cells):
            item = QTableWidgetItem(text)
            if table.numeric and table.numeric[column]:
                item.setTextAlignment(_RIGHT)
            view.setItem(row, column, item)
    view.resizeColumnsToContents()
    view.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    if table.rows:
        view.setCurrentCell(0, 0)
    return view
