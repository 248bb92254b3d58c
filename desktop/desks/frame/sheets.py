# SPDX-License-Identifier: GPL-3.0-or-later
"""Sheets: one task on one card that takes the place of the page until it is done or left."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import UserError
from desktop.desks.frame.desk import Desk
from desktop.widgets import look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.jobs import Progress
from desktop.widgets.parts import bring_into_view, button, empty, label, wrapped

WIDTH = 62
Answer = TypeVar("Answer")


class Sheet(QFrame):
    """A card with a title, what is asked, what went wrong, and one row of buttons.

    A sheet is filled anew for each of its steps. What it shows is gone when it is left.
    """

    left = Signal()
    busy = Signal(bool)

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        look.mark(self, "card")
        self.setMaximumWidth(look.width(WIDTH))
        self._desk = desk
        self._working = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*(look.space(6),) * 4)
        self._column.setSpacing(look.space(2))
        self.problem = QLabel()

    def begin(self, title: str) -> QVBoxLayout:
        """Empty the sheet for its next step and return the column to fill."""
        empty(self._column)
        self._column.addWidget(wrapped(title, "title"))
        self.problem = wrapped(role="error", name="sheet_problem")
        self.problem.hide()
        return self._column

    def say(self, text: str, role: str = "") -> QLabel:
        """Add a paragraph."""
        made = wrapped(text, role)
        self._column.addWidget(made)
        return made

    def ask(self, title: str, field: QWidget, help_: str = "") -> None:
        """Add a field with its label above and its help below."""
        self._column.addWidget(label(title, "field"))
        self._column.addWidget(field)
        if help_:
            self.say(help_, "meta")

    def end(self, *buttons: QWidget) -> None:
        """Add the problem line and the buttons; the first one does the work of the step."""
        self._column.addWidget(self.problem)
        row = FlowLayout(gap=2)
        for made in buttons:
            row.addWidget(made)
        self._column.addSpacing(look.space(2))
        self._column.addLayout(row)

    def way_back(self, words: str) -> QWidget:
        """Return the button that leaves the sheet with nothing done."""
        return button(words, "sheet_back", self.left.emit)

    def tell(self, problem: str) -> None:
        """Show what has to be mended."""
        self.problem.setText(problem)
        self.problem.show()
        bring_into_view(self.problem)

    def run(
        self, work: Callable[[Progress], Answer], then: Callable[[Answer], None], title: str
    ) -> None:
        """Do the work beside the window; a foreseen error is told here and all can be tried again.

        A second press while it runs does nothing.
        """
        if self._working:
            return
        self._working = True
        self.problem.hide()

        def done(answer: Answer) -> None:
            self._working = False
            then(answer)

        self._desk.jobs.run(work, done, self._refused, title)

    @property
    def working(self) -> bool:
        """Whether work of this sheet runs beside the window."""
        return self._working

    def _refused(self, error: Exception) -> None:
        self._working = False
        if not isinstance(error, UserError):
            raise error
        self.tell(str(error))


class Sheets(QStackedWidget):
    """A page, and the sheet that stands in its place while there is one."""

    def __init__(self, page: QWidget, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.addWidget(_scrolled(page))
        self._then: Callable[[], None] | None = None
        self._sheet: Sheet | None = None

    @property
    def working(self) -> bool:
        """Whether the sheet on show is at work: what it works on may be closed meanwhile."""
        return self._sheet is not None and self._sheet.working

    def show_sheet(self, sheet: Sheet, then: Callable[[], None] | None = None) -> None:
        """Show a sheet instead of the page until it is left, and call ``then``."""
        self.leave()
        self._then = then
        holder = QWidget()
        look.mark(holder, "page")
        row = QHBoxLayout(holder)
        row.setContentsMargins(*(look.space(6),) * 4)
        column = QVBoxLayout()
        column.addWidget(sheet)
        column.addStretch()
        row.addLayout(column, WIDTH)
        row.addStretch(1)
        self.addWidget(_scrolled(holder))
        self.setCurrentIndex(1)
        self._sheet = sheet
        sheet.left.connect(self.leave)
        sheet.setFocus()

    def leave(self) -> None:
        """Take the sheet away, with all that was typed on it."""
        self.setCurrentIndex(0)
        if (old := self.widget(1)) is None:
            return
        self._sheet = None
        self.removeWidget(old)
        old.deleteLater()
        if self._then is not None:
            then, self._then = self._then, None
            then()


def _scrolled(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setProperty("ring", False)
    look.mark(area, "page")
    look.mark(page, "page")
    area.setWidget(page)
    return area
