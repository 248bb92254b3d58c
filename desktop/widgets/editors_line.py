# SPDX-License-Identifier: GPL-3.0-or-later
"""What the editors of one line share: words, numbers and money are typed into the same line."""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.core.fields import FieldSpec
from desktop.widgets import look
from desktop.widgets.editors import Editor, Line


class LineEditor(Editor):
    """A line at the left, and room for a unit beside it."""

    def __init__(self, spec: FieldSpec, letters: int, beside: QWidget | None = None) -> None:
        super().__init__(spec)
        self._line = Line(letters)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.space(2))
        row.addWidget(self._line)
        if beside is not None:
            row.addWidget(look.mark(beside, "soft"))
        row.addStretch(1)
        self._line.textChanged.connect(self.changed)

    def show_text(self, text: str) -> None:
        """Show letters without telling anybody that the answer changed."""
        with QSignalBlocker(self._line):
            self._line.setText(text)

    def state(self) -> object:
        return self._line.text()

    def restore(self, state: object) -> None:
        self.show_text(str(state))

    def controls(self) -> list[QWidget]:
        return [self._line]
