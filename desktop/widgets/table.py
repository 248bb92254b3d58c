# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of any length: the model holds integer keys and fetches a page of rows when it is seen."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.core.i18n import _
from desktop.widgets import clipboard, look, shapes
from desktop.widgets.column_widths import bold, head_height, least, shared, title_width
from desktop.widgets.headed import Headed
from desktop.widgets.source import Column, tone_and_word

Rows = Callable[[Sequence[int]], list[tuple[str, ...]]]
PAGE = 200
PAGES_KEPT = 40

# Comparing enumerations in `data` made frames twice as slow: roles are compared as integers.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_DECORATION = int(Qt.ItemDataRole.DecorationRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_SAMPLE = 60  # rows measured for the widths of columns


class KeysModel(Headed):
    """A snapshot of row keys; cells come through ``rows``, 200 rows at a time, 40 pages kept."""

    def __init__(
        self, columns: Sequence[Column], rows: Rows, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.titles = [column.title for column in columns]
        self.keys: array[int] = array("q")
        self._rows = rows
        self._pages: OrderedDict[int, list[tuple[str, ...]]] = OrderedDict()
        self._number = -1
        self._page: list[tuple[str, ...]] = []
        self._status = frozenset(n for n, column in enumerate(columns) if column.status)
        self.sides = [_RIGHT if column.numeric else _LEFT for column in columns]
        self._icons: dict[str, QIcon] = {}

    def show_keys(self, keys: "array[int]") -> None:
        """Show another snapshot."""
        self.beginResetModel()
        self.keys = keys
        self._forget()
        self.endResetModel()

    def repaint_shapes(self) -> None:
        """Draw the shapes anew, after a change of colours."""
        self._icons.clear()

    def cells(self, row: int) -> tuple[str, ...]:
        """Return the texts of one row, as the source gave them."""
        if row // PAGE != self._number:
            self._turn_to(row // PAGE)
        return self._page[row % PAGE]

    def copied(self, rows: Iterable[int]) -> str:
        """Return rows as a spreadsheet takes them: tabs between cells, titles first."""
        lines = [tuple(_(column.title) for column in self.columns), *map(self.cells, rows)]
        return "\n".join("\t".join(map(_harmless, line)) for line in lines)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.keys)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY:
            row, column = index.row(), index.column()
            if row // PAGE != self._number:
                self._turn_to(row // PAGE)
            cell = self._page[row % PAGE][column]
            return tone_and_word(cell)[1] if column in self._status else cell
        if role == _ALIGNMENT:
            return self.sides[index.column()]
        if role == _DECORATION and index.column() in self._status:
            return self._shape(tone_and_word(self.cells(index.row())[index.column()])[0])
        return None

    def _turn_to(self, number: int) -> None:
        """Make a page the current one: every cell of it is then a list look-up away."""
        if number in self._pages:
            self._pages.move_to_end(number)
        else:
            self._pages[number] = self._fetched(self.keys[number * PAGE : (number + 1) * PAGE])
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._number, self._page = number, self._pages[number]

    def _fetched(self, keys: "array[int]") -> list[tuple[str, ...]]:
        rows = self._rows(keys)
        if len(rows) == len(keys):
            return rows
        # Somebody deleted a record since the snapshot: its line stays, empty, until the reload.
        blank = [("",) * len(self.columns)]
        return [(self._rows([key]) or blank)[0] for key in keys]

    def _forget(self) -> None:
        self._pages.clear()
        self._number, self._page = -1, []

    def _shape(self, tone: str) -> QIcon | None:
        if tone and tone not in self._icons:
            self._icons[tone] = shapes.icon(tone)
        return self._icons.get(tone)


class RegisterTable(QTableView):
    """The list of a register: Enter opens, Space previews, a header sorts, Ctrl+C copies."""

    opened = Signal(int)
    previewed = Signal(int)
    chosen = Signal(int)
    """How many rows are chosen now."""
    pointed = Signal(int)
    """The key of the current row, or -1."""
    sorted = Signal(str)
    typed = Signal(str)
    """Letters typed on the list; they belong to the search box."""

    def __init__(
        self, columns: Sequence[Column], rows: Rows, title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("table")
        self.setAccessibleName(title)
        self.keys_model = KeysModel(columns, rows, self)
        self.setModel(self.keys_model)
        self._order = ""
        self.whole = False  # as high as its rows: a few figures on a page that scrolls by itself
        self._measured: list[list[int]] = []
        self._behave()
        header = self.horizontalHeader()
        header.sectionClicked.connect(self._sort_by)
        self.doubleClicked.connect(
            lambda index: self.opened.emit(self.keys_model.keys[index.row()])
        )
        self.selectionModel().currentRowChanged.connect(lambda *_rows: self._point())
        self.selectionModel().selectionChanged.connect(lambda *_spans: self._count_chosen())

    @property
    def key(self) -> int:
        """The key of the current row; -1 when the list is empty."""
        row = self.currentIndex().row()
        return self.keys_model.keys[row] if row >= 0 else -1

    @property
    def chosen_keys(self) -> list[int]:
        """The keys of the chosen rows, in the order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.keys_model.keys[row] for row in rows]

    def show_keys(self, keys: "array[int]", order: str = "") -> None:
        """Show a snapshot; the row that was current stays so when it is still there."""
        key, row = self.key, max(self.currentIndex().row(), 0)
        self._order = order
        self.keys_model.show_keys(keys)
        self._show_order()
        self._fit()
        if len(keys):
            self.go_to(key if key in keys else keys[min(row, len(keys) - 1)])
        else:
            self._point()

    def go_to(self, key: int) -> None:
        """Make the row of a key current and visible; a key not in the list changes nothing."""
        try:
            row = self.keys_model.keys.index(key)
        except ValueError:
            return
        index = self.keys_model.index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.key >= 0:
            self.opened.emit(self.key)
        elif key == Qt.Key.Key_Space and self.key >= 0:
            self.previewed.emit(self.key)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.key >= 0:
            keys = self.keys_model.keys
            self.go_to(keys[0] if key == Qt.Key.Key_Home else keys[-1])
        elif (
            text.isprintable()
            and text
            and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        ):
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.keys_model.repaint_shapes()
            self._measured = []
            if self.isVisible():  # a hidden one may have lost its store: it is measured when shown
                self._grow()
                self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._grow()
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(look.colour("line"))
        width = self.viewport().width()
        row = self.rowAt(0)
        while 0 <= row < len(self.keys_model.keys):
            bottom = self.rowViewportPosition(row) + self.rowHeight(row) - 1
            painter.drawLine(0, bottom, width, bottom)
            row = row + 1 if bottom < self.viewport().height() else -1
        painter.end()

    def _behave(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._grow()
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setStretchLastSection(False)
        header.setTextElideMode(Qt.TextElideMode.ElideNone)  # a long title breaks into two lines

    def _grow(self) -> None:
        """Take the sizes that follow the text."""
        self.verticalHeader().setDefaultSectionSize(look.height("row"))
        side = look.height("small_icon")
        self.setIconSize(QSize(side, side))

    def _point(self) -> None:
        self.pointed.emit(self.key)

    def _count_chosen(self) -> None:
        """Count by spans: with all rows of a long list chosen, single rows would take seconds."""
        chosen = self.selectionModel().selection()
        spans = (chosen.at(n) for n in range(chosen.count()))
        self.chosen.emit(sum(span.bottom() - span.top() + 1 for span in spans))

    def _copy(self) -> None:
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        clipboard.copy(self.keys_model.copied(rows))

    def _sort_by(self, section: int) -> None:
        column = self.keys_model.columns[section]
        if column.sortable:
            self.sorted.emit(f"-{column.name}" if self._order == column.name else column.name)

    def _show_order(self) -> None:
        names = [column.name for column in self.keys_model.columns]
        name = self._order.removeprefix("-")
        header = self.horizontalHeader()
        header.setSortIndicatorShown(name in names)
        if name in names:
            down = self._order.startswith("-")
            way = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(names.index(name), way)

    def _measure(self, *, folded: bool) -> list[int]:
        """Return the width each column would like: its title, in two lines, and some cells."""
        model, letters = self.keys_model, QFontMetrics(self.font())
        heads = bold(self.font())
        sample = [model.cells(row) for row in range(min(_SAMPLE, len(model.keys)))]
        mark = letters.height()
        return [
            max(
                title_width(heads, _(column.title), folded=folded) + mark,
                *(letters.horizontalAdvance(tone_and_word(cells[n])[1]) for cells in sample),
            )
            + mark * (2 if column.status else 1)
            for n, column in enumerate(model.columns)
        ]

    def _fit(self) -> None:
        """Share the width; where it is short, the titles break before the cells are cut."""
        if not self._measured and self.keys_model.keys:
            self._measured = [self._measure(folded=folded) for folded in (False, True)]
        if not self._measured:
            return
        room, columns = self.viewport().width(), self.keys_model.columns
        whole, folded = self._measured
        if sum(whole) > room:
            room = max(room, least(columns, folded, QFontMetrics(self.font()).averageCharWidth()))
        widths = shared(room, whole if sum(whole) <= room else folded, columns)
        for n, width in enumerate(widths):
            self.setColumnWidth(n, width)
        titles = [_(column.title) for column in columns]
        self.horizontalHeader().setFixedHeight(head_height(bold(self.font()), titles, widths))
        if self.whole:
            rows = look.height("row") * len(self.keys_model.keys)
            self.setFixedHeight(self.horizontalHeader().height() + rows + look.space(1))


def _harmless(cell: str) -> str:
    """Keep a cell one cell, and no formula, wherever it is pasted."""
    flat = " ".join(tone_and_word(cell)[1].split())
    return f"'{flat}" if flat[:1] in ("=", "@") else flat
