# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole paper sheet typed into a grid: a line an incident, one save, problems at the line."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCompleter,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.core import codes, i18n
from desktop.core.errors import UserError
from desktop.core.fields import spec_of
from desktop.core.i18n import _, ngettext
from desktop.incidents import paper_service
from desktop.incidents.model import IncidentDraft
from desktop.incidents.page import IncidentSource
from desktop.widgets import look
from desktop.widgets.editors_date import read_partial
from desktop.widgets.framed import Framed
from desktop.widgets.parts import bring_into_view, button, named, wrapped

if TYPE_CHECKING:
    from desktop.core.store import Workspace

ROWS = 20
_DRAFT = "paper"
_LISTS = {"type": "incident_type", "how_known": "how_we_know", "certainty": "incident_certainty"}


class PaperEntry(Framed):
    """Nothing is saved while one line is wrong; what belongs apart goes there as it is saved."""

    def __init__(
        self,
        parent: QWidget | None,
        workspace: "Workspace",
        changed: Callable[[], None] | None = None,
        blank: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(parent, "paper_entry_dialog", _("From a paper sheet"), wide=120)
        self._workspace = workspace
        self._changed = changed or (lambda: None)
        self._source = IncidentSource(workspace)
        self._saved: tuple[str, ...] = ()
        self._sectors = self._source.choices()["sector"]()
        self._filling = False
        column = self.head(_("From a paper sheet"))
        words = _(
            "A line an incident: the numbers of the sheet or words, the day without its year, "
            "yes or no. Tab goes on, Ctrl+Enter saves all."
        )
        column.addWidget(wrapped(words, "meta"))
        self.grid = named(QTableWidget(ROWS, len(paper_service.COLUMNS)), "paper_grid", words)
        self._lay_out()
        column.addWidget(self.grid, 1)
        self.problem = wrapped("", "error", "paper_problem")
        column.addWidget(self.problem)
        self.told = wrapped("", "strong", "paper_told")
        column.addWidget(self.told)
        self.undo = button(_("Take all of them back"), "paper_undo", self.take_back)
        self.undo.setEnabled(False)
        self.end(
            button(_("Save all"), "paper_save", self.save, "primary"),
            button(_("Print an empty sheet"), "paper_blank", blank or (lambda: None)),
            self.undo,
            button(_("Close"), "paper_close", self.reject),
        )
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save)
        self._take_up()

    def lines(self) -> dict[int, dict[str, str]]:
        """Return what is written, by line; empty lines are none."""
        found = {}
        for row in range(self.grid.rowCount()):
            cells = {
                name: item.text()
                for at, name in enumerate(paper_service.COLUMNS)
                if (item := self.grid.item(row, at)) is not None and item.text().strip()
            }
            if cells:
                found[row] = cells
        return found

    def write(self, lines: Mapping[int, Mapping[str, str]]) -> None:
        """Put these words into the lines."""
        self._filling = True
        self.grid.setRowCount(max(ROWS, *(row + 2 for row in lines), self.grid.rowCount()))
        for row, cells in lines.items():
            for at, name in enumerate(paper_service.COLUMNS):
                self.grid.setItem(row, at, QTableWidgetItem(cells.get(name, "")))
        self._filling = False

    def save(self) -> None:
        """Save every line, or none and say what is wrong with which."""
        self._end_typing()
        lines = self.lines()
        read = {row: self._read(cells) for row, cells in lines.items()}
        wrong = {row: one.problems for row, one in read.items() if one.problems}
        self._show_problems(wrong)
        if wrong or not lines:
            return
        try:
            done = paper_service.save(self._workspace, [one.values for one in read.values()])
        except UserError as error:
            self.problem.setText(str(error))
            return
        self.grid.clearContents()
        self._source.drop_draft(_DRAFT)
        self._saved = done.ids
        self.undo.setEnabled(bool(done.ids))
        self._tell(len(done.ids), done.apart)
        self._changed()

    def take_back(self) -> None:
        """Delete softly what the last save wrote; what is kept apart stays where it is."""
        paper_service.take_back(self._workspace, self._saved)
        self._saved = ()
        self.undo.setEnabled(False)
        self.told.setText(_("Taken back."))
        self._changed()

    def keep_draft(self) -> None:
        """Keep what is being typed now, as before a lock."""
        self._end_typing()
        if lines := self.lines():
            kept = {str(row): cells for row, cells in lines.items()}
            self._source.keep_draft(_DRAFT, kept)

    def _lay_out(self) -> None:
        titles = [_(spec_of(IncidentDraft, name).title) for name in paper_service.COLUMNS]
        self.grid.setHorizontalHeaderLabels(titles)
        head = self.grid.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        wide = {"type": 26, "sector": 18, "how_known": 20, "certainty": 14, "occurred_on": 12}
        for at, (name, title) in enumerate(zip(paper_service.COLUMNS, titles, strict=True)):
            head.setSectionResizeMode(at, QHeaderView.ResizeMode.Interactive)
            self.grid.setColumnWidth(at, look.width(wide.get(name, min(len(title) + 3, 22))))
            item = self.grid.horizontalHeaderItem(at)
            if item is not None:
                item.setToolTip(title)
        self.grid.setMinimumHeight(self.grid.fontMetrics().height() * 12)
        offered = {
            name: [one.label for one in codes.offered(listed)] for name, listed in _LISTS.items()
        }
        offered["sector"] = [words for _key, words in self._sectors]
        self.grid.setItemDelegate(_Cells(self.grid, offered))
        self.grid.setTabKeyNavigation(True)
        self.grid.itemChanged.connect(self._touched)

    def _read(self, cells: Mapping[str, str]) -> paper_service.Read:
        return paper_service.read(cells, self._sectors, read_partial)

    def _touched(self, item: QTableWidgetItem) -> None:
        if self._filling:
            return
        if item.row() >= self.grid.rowCount() - 2:
            self.grid.setRowCount(self.grid.rowCount() + 5)
        kept = {str(row): cells for row, cells in self.lines().items()}
        self._source.keep_draft(_DRAFT, kept)

    def _take_up(self) -> None:
        kept = self._source.draft(_DRAFT)
        if kept is not None and kept.values:
            self.write({int(row): cells for row, cells in kept.values.items()})
            self.told.setText(_("What you had begun is here again."))
        self.grid.setCurrentCell(0, 0)
        self.grid.setFocus()

    def _show_problems(self, wrong: Mapping[int, Mapping[str, UserError]]) -> None:
        self._filling = True
        colour = look.colour("danger_tint")
        for row in range(self.grid.rowCount()):
            for at, name in enumerate(paper_service.COLUMNS):
                problem = wrong.get(row, {}).get(name)
                item = self.grid.item(row, at)
                if item is None and problem is not None:
                    item = QTableWidgetItem("")
                    self.grid.setItem(row, at, item)
                if item is not None:
                    item.setData(Qt.ItemDataRole.BackgroundRole, colour if problem else None)
                    item.setToolTip(str(problem) if problem else "")
        self._filling = False
        words = [
            _("Line {n}: {what}").format(n=row + 1, what=f"{_title(name)}: {error}")
            for row, problems in wrong.items()
            for name, error in problems.items()
        ]
        if words:
            words.append(_("Nothing was saved."))
            row = next(iter(wrong))
            name = next(iter(wrong[row]))
            at = paper_service.COLUMNS.index(name) if name in paper_service.COLUMNS else 0
            self.grid.setCurrentCell(row, at)
            self.told.setText("")
        self.problem.setText("\n".join(words))
        if words:
            bring_into_view(self.problem)

    def _tell(self, here: int, apart: int) -> None:
        words = ngettext("{n} incident saved.", "{n} incidents saved.", here)
        told = words.format(n=i18n.format_number(here))
        if apart:
            told += " " + _("Others were kept apart, to protect the people hurt.")
        self.told.setText(told)

    def _end_typing(self) -> None:
        self.grid.setFocus()  # what is typed in a cell goes into it


class _Cells(QStyledItemDelegate):
    """A line of text in each cell, with the words of its list to choose from."""

    def __init__(self, parent: QWidget, offered: Mapping[str, list[str]]) -> None:
        super().__init__(parent)
        self._offered = offered

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        line = QLineEdit(parent)
        line.setFrame(False)
        name = paper_service.COLUMNS[index.column()]
        line.setAccessibleName(_title(name))
        if words := self._offered.get(name):
            completer = QCompleter(words, line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            line.setCompleter(completer)
        return line


def _title(name: str) -> str:
    known = name in IncidentDraft.model_fields
    return _(spec_of(IncidentDraft, name).title) if known else ""
