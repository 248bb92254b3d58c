# SPDX-License-Identifier: GPL-3.0-or-later
"""What is shown once to be written on paper, and what is typed back from there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from desktop.core import paper
from desktop.core.i18n import _
from desktop.widgets import look
from desktop.widgets.parts import label, named


def secret(text: str, name: str) -> QFrame:
    """Return what is to be written on paper, in a frame of its own."""
    made = QFrame()
    look.mark(made, "accent")
    column = QVBoxLayout(made)
    shown = label(text, "strong", name)
    shown.setWordWrap(True)
    column.addWidget(shown)
    return made


class PaperLines(QWidget):
    """The lines a recovery key, or a share of one, is typed into."""

    entered = Signal()

    def __init__(self, prefix: str = "recovery", count: int = 4) -> None:
        super().__init__()
        self.lines = [
            named(QLineEdit(), f"{prefix}_{n}", _("Line {n}").format(n=n))
            for n in range(1, count + 1)
        ]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space())
        for at, line in enumerate(self.lines):
            line.setMaxLength(24)
            column.addWidget(line)
            line.returnPressed.connect(
                self.lines[at + 1].setFocus if at + 1 < count else self.entered.emit
            )
        self.setFocusProxy(self.lines[0])

    def text(self) -> str:
        """Return everything typed."""
        return "\n".join(line.text() for line in self.lines)

    def show_slip(self, error: paper.Mistyped) -> None:
        """Put the keyboard on the line with the typing error."""
        line = self.lines[max(0, min(error.line, len(self.lines)) - 1)]
        line.setFocus()
        line.selectAll()

    def forget(self) -> None:
        """Empty every line."""
        for line in self.lines:
            line.clear()
        self.lines[0].setFocus()
