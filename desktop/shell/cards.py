# SPDX-License-Identifier: GPL-3.0-or-later
"""The cards on which the screens before the window are written."""

from pathlib import Path

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.widgets import look
from desktop.widgets.parts import bring_into_view, named, wrapped


def card(name: str, title: str) -> tuple[QFrame, QVBoxLayout]:
    """Return a card with its title and the column to fill."""
    made = QFrame()
    dress(made, name)
    column = QVBoxLayout(made)
    frame(column)
    column.addWidget(wrapped(title, "title"))
    return made, column


class Card(QFrame):
    """A card that asks for something and tells, in one line, what has to be mended."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__()
        dress(self, name)
        self.problem = wrapped(role="error", name=problem)
        self.problem.hide()
        self._column = QVBoxLayout(self)
        frame(self._column)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._tell(str(error))

    def _tell(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        bring_into_view(self.problem)


def dress(made: QFrame, name: str) -> None:
    """Make a frame a card of the entry screens."""
    made.setObjectName(name)
    look.mark(made, "card")
    made.setFixedWidth(look.width(56))


def frame(column: QVBoxLayout) -> None:
    """Give a column the spaces of a card."""
    column.setContentsMargins(*(look.space(6),) * 4)
    column.setSpacing(look.space(2))


def own_place(folder: Path) -> Path:
    """Return a folder, or one of its own inside where there are other files."""
    return folder / "vereda" if any(folder.iterdir()) else folder


def middle(page: QWidget) -> QWidget:
    """Stand a card in the middle of the window, a little above it."""
    holder = QWidget()
    look.mark(holder, "page")
    column = QVBoxLayout(holder)
    column.addStretch(1)
    row = QHBoxLayout()  # an alignment would take from the lines that wrap the height they need
    row.addStretch()
    row.addWidget(page)
    row.addStretch()
    column.addLayout(row)
    column.addStretch(2)
    return holder


def login_name(name: str) -> QLineEdit:
    """Return a line for the word a user signs in with; it offers nobody's."""
    made = named(QLineEdit(), name, _("Your name here"))
    made.setMaxLength(30)
    return made
