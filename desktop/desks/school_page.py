# SPDX-License-Identifier: GPL-3.0-or-later
"""The school days of a month: one grid for all pupils, one key for each who missed nothing."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.core import clock, i18n, shown
from desktop.core.errors import InvalidRecord
from desktop.core.i18n import N_, _
from desktop.desks.frame.desk import Desk
from desktop.schooling import month_service
from desktop.schooling.model import CAUSES, LONGEST_MONTH
from desktop.schooling.month_service import Line
from desktop.widgets import look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.headed import Headed
from desktop.widgets.parts import LOWEST, Elided, is_low, label, named, number, wrapped

MONTHS = 12
TITLES = (
    N_("Code"),
    N_("School"),
    N_("Border"),
    N_("Threat"),
    N_("Money"),
    N_("Illness"),
    N_("Other"),
    N_("Missed"),
    N_("Ask?"),
)
FIRST = 2
"""The column of the first cause."""
_DISPLAY, _ALIGN = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.TextAlignmentRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_NUMERIC = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_WORDS = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_NONE = (0,) * len(CAUSES)

Index = QModelIndex | QPersistentModelIndex


class Grid(Headed):
    """The lines of a month; ``typed`` holds the row under way, not written yet."""

    titles = TITLES
    sides = (_WORDS,) * len(TITLES)

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self.typed: dict[int, tuple[int, ...]] = {}

    def show_lines(self, lines: list[Line]) -> None:
        """Show a month; where it stands there already nothing moves under the hand."""
        if lines == self.lines and not self.typed:
            return
        self.beginResetModel()
        self.lines, self.typed = lines, {}
        self.endResetModel()

    def counts(self, row: int) -> tuple[int, ...] | None:
        """Return the days of a row: what is being typed, else what was written."""
        return self.typed.get(row, self.lines[row].missed)

    def type_in(self, row: int, counts: tuple[int, ...]) -> None:
        """Show other days in a row, not written yet."""
        self.typed[row] = counts
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(TITLES) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if role == _DISPLAY:
            return self._cell(index.row(), index.column())
        if role == _TIP and index.column() == len(TITLES) - 1:
            if self.lines[index.row()].paused:
                return _("Nobody asks about this person until the pause is lifted.")
            return _("Whether the person agreed that we speak with the school.")
        if role == _ALIGN:
            return _NUMERIC if FIRST <= index.column() < FIRST + len(CAUSES) else _WORDS
        return None

    def _cell(self, row: int, column: int) -> str:
        line, counts = self.lines[row], self.counts(row)
        if FIRST <= column < FIRST + len(CAUSES):
            days = counts[column - FIRST] if counts else 0
            return i18n.format_number(days) if days else ""
        if column == FIRST + len(CAUSES):
            if counts is None:
                return _("To note")
            return _("{n} of {all}").format(n=sum(counts), all=line.days)
        if column > FIRST + len(CAUSES):
            return _("Paused") if line.paused else shown.yes_no(line.may_ask)
        return (line.code, line.school)[column]


class GridView(QTableView):
    """A figure says the days of a column, Space says none was missed and goes on."""

    def __init__(self, model: Grid, leave: Callable[[int], bool], undo: Callable[[], None]) -> None:
        super().__init__()
        named(self, "school_grid", _("School days missed"))
        self._grid, self._leave, self._undo = model, leave, undo
        self._fresh = True
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        model.modelReset.connect(self.resizeColumnsToContents)  # not at every key: it asks each row
        head.setHighlightSections(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, column = self.currentIndex().row(), self.currentIndex().column()
        text, key = event.text(), event.key()
        if row < 0:
            super().keyPressEvent(event)
        elif text.isdecimal() and text.isascii() and FIRST <= column < FIRST + len(CAUSES):
            self._digit(row, column - FIRST, int(text))
        elif key == Qt.Key.Key_Space:
            self._grid.type_in(row, _NONE)
            self._go_on(row)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on(row)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and column >= FIRST:
            self._set(row, column - FIRST, 0)
        elif event.matches(QKeySequence.StandardKey.Undo):
            self._undo()
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._fresh = True
        if previous.isValid() and previous.row() != current.row():
            self._leave(previous.row())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.currentIndex().isValid():
            self._leave(self.currentIndex().row())

    def _digit(self, row: int, cause: int, digit: int) -> None:
        held = (self._grid.counts(row) or _NONE)[cause]
        whole = digit if self._fresh else held * 10 + digit
        self._set(row, cause, digit if whole > LONGEST_MONTH else whole)
        self._fresh = False

    def _set(self, row: int, cause: int, days: int) -> None:
        counts = list(self._grid.counts(row) or _NONE)
        if 0 <= cause < len(CAUSES):
            counts[cause] = days
            self._grid.type_in(row, tuple(counts))

    def _go_on(self, row: int) -> None:
        if self._grid.counts(row) is not None and self._leave(row):
            below = min(row + 1, self._grid.rowCount() - 1)
            self.setCurrentIndex(self._grid.index(below, FIRST))


class SchoolPage(QWidget):
    """A month, its school days, and the grid of all pupils in sight."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        look.mark(self, "page")
        self._desk = desk
        self._written: list[tuple[str, date, tuple[int, ...] | None]] = []
        self.month = named(QComboBox(), "school_month", _("Month"))
        self.days = number("school_days", _("School days of the month"))
        self.days.setRange(0, LONGEST_MONTH)
        self._told = label("", "soft", "school_told")
        self._error = wrapped("", "error", "school_error")
        self._error.hide()
        self._nobody = wrapped(
            _(
                "Nobody goes to school yet. Write the school of each pupil on the participant's "
                "page, under Household."
            ),
            "soft",
            "school_nobody",
        )
        self.model = Grid()
        self.grid = GridView(self.model, self._leave, self._undo)
        self._fill_months()
        self._lay_out()
        self.month.activated.connect(lambda _at: self._turn_month())
        self.days.editingFinished.connect(self._say_days)
        self.reload()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin in the grid; as a proxy it would keep Tab from the month before it."""
        super().focusInEvent(event)
        self.grid.setFocus(event.reason())

    def reload(self) -> None:
        """Show the month again; the row under way stays as it is typed."""
        at, typed = self.grid.currentIndex(), dict(self.model.typed)
        with self._desk.workspace.work() as work:
            lines = month_service.grid(work, self._month())
            days = month_service.days(work, self._month())
        known = [line.person for line in self.model.lines]
        self.model.show_lines(lines)
        self.days.setValue(days)
        if known == [line.person for line in lines]:
            for row, counts in typed.items():
                self.model.type_in(row, counts)
        if lines:
            row, column = max(0, at.row()), max(FIRST, at.column())
            self.grid.setCurrentIndex(self.model.index(min(row, len(lines) - 1), column))
        self.grid.setVisible(bool(lines))
        self._nobody.setVisible(not lines)
        self._tell()

    def keep_draft(self) -> None:
        """Write the row under way: it is complete as it stands."""
        for row in list(self.model.typed):
            self._leave(row)

    def close_down(self) -> None:
        """Write the row under way before the page goes."""
        self.keep_draft()

    def _fill_months(self) -> None:
        day = clock.today().replace(day=1)
        for _n in range(MONTHS):
            self.month.addItem(i18n.format_month(day), day)
            day = (day - timedelta(days=1)).replace(day=1)
        with self._desk.workspace.work() as work:  # what My day asks for comes first
            before: date = self.month.itemData(1)
            late = month_service.is_used(work) and month_service.left(work, before)
        self.month.setCurrentIndex(1 if late else 0)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.space(4),) * 4)
        column.setSpacing(look.space(2))
        top = FlowLayout(gap=3)
        for words, part in ((_("Month"), self.month), (_("School days"), self.days)):
            top.addWidget(label(words, "field"))
            top.addWidget(part)
        top.addWidget(self._told)
        column.addLayout(top)
        keys = _(
            "Space: missed nothing, go on to the next. A figure: the days missed for that reason. "
            "Enter: the next pupil. Ctrl+Z: take the last one back."
        )
        self._keys, self._short = wrapped(keys, "soft"), Elided(keys, "soft")
        column.addWidget(self._keys)
        column.addWidget(self._short)
        column.addWidget(self._error)
        column.addWidget(self._nobody)
        column.addWidget(self.grid, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the keys in one line where every line counts: the pupils are what is read."""
        super().resizeEvent(event)
        short = is_low(self, LOWEST)
        self._keys.setVisible(not short)
        self._short.setVisible(short)

    def _month(self) -> date:
        found: date = self.month.currentData()
        return found

    def _turn_month(self) -> None:
        self.model.typed.clear()
        self._written.clear()
        self.grid.setCurrentIndex(QModelIndex())
        self.reload()

    def _say_days(self) -> None:
        with self._desk.workspace.work() as work:
            known = month_service.days(work, self._month())
        if self.days.value() != known:
            with self._desk.workspace.work(write=True) as work:
                month_service.say_days(work, self._month(), self.days.value())

    def _leave(self, row: int) -> bool:
        """Write a row that was typed; False where it cannot stand as it is."""
        counts = self.model.typed.get(row)
        if counts is None:
            return True
        line, missed = self.model.lines[row], dict(zip(CAUSES, counts, strict=True))
        self._error.hide()
        if counts != line.missed:
            try:
                with self._desk.workspace.work(write=True) as work:
                    month_service.write(work, line.person, self._month(), missed)
            except InvalidRecord as problem:
                words = " ".join(str(one) for one in problem.problems.values())
                self._error.setText(f"{line.code}: {words}")
                self._error.show()
                return False
            self._written.append((line.person, self._month(), line.missed))
        self.model.typed.pop(row, None)
        self.model.lines[row] = line.with_days(counts)
        self._tell()
        return True

    def _undo(self) -> None:
        self.model.typed.clear()
        if self._written:
            person, month, before = self._written.pop()
            with self._desk.workspace.work(write=True) as work:
                month_service.put_back(work, person, month, before)
        self.reload()

    def _tell(self) -> None:
        lines = self.model.lines
        done = sum(line.missed is not None for line in lines)
        words = _("{n} of {all} pupils noted").format(n=done, all=len(lines)) if lines else ""
        self._told.setText(words)
