# SPDX-License-Identifier: GPL-3.0-or-later
"""What is shown once to be written on paper, and what is typed back from there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from desktop.core.crypto import paper, shares
from desktop.core.i18n import _
from desktop.widgets import look
from desktop.widgets.parts import empty, label, named


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


class PaperKey(QWidget):
    """The recovery key, whole or as two of its three parts."""

    entered = Signal()

    def __init__(self, prefix: str, *, parts: bool = False) -> None:
        super().__init__()
        self._prefix = prefix
        self._fields: list[PaperLines] = []
        self._choice = named(QCheckBox(_("I have two of its three parts")), f"{prefix}_parts")
        self._choice.setChecked(parts)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.space(2))
        self._column.addWidget(self._choice)
        self._holder = QVBoxLayout()
        self._holder.setSpacing(look.space(2))
        self._column.addLayout(self._holder)
        self._choice.toggled.connect(self._show)
        self._show(parts=parts)

    def typed(self) -> list[str]:
        """Return the key, or both parts."""
        return [field.text() for field in self._fields]

    def show_slip(self, error: paper.Mistyped) -> None:
        """Put the keyboard on the line with the error: in the part that cannot be read."""
        for field in self._fields:
            try:
                (paper.read if len(self._fields) == 1 else shares.read)(field.text())
            except paper.Mistyped as found:
                field.show_slip(found)
                return
        self._fields[0].show_slip(error)

    def _show(self, parts: bool) -> None:
        empty(self._holder)
        titles = [_("First part"), _("Second part")] if parts else [""]
        self._fields = [
            PaperLines(self._prefix if at == 0 else f"{self._prefix}_second")
            for at in range(len(titles))
        ]
        for title, field in zip(titles, self._fields, strict=True):
            if title:
                self._holder.addWidget(label(title, "field"))
            self._holder.addWidget(field)
        self._fields[-1].entered.connect(self.entered)
        if parts:
            self._fields[0].entered.connect(self._fields[1].setFocus)
        self.setFocusProxy(self._fields[0])
