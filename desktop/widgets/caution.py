# SPDX-License-Identifier: GPL-3.0-or-later
"""A warning that cannot be closed: all of its words where there is room, a few lines where not."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.core.i18n import _
from desktop.widgets import icons, look
from desktop.widgets.parts import LOWEST, button, is_low, named, wrapped

LINES, FEWEST = 3, 2
"""Lines a long warning keeps in a low window, and in a very low one; a press shows the others."""


class Caution(QFrame):
    """A tint line over a record. It stands outside of everything that scrolls."""

    def __init__(self, words: str) -> None:
        super().__init__()
        named(self, "warning_bar", words)
        look.mark(self, "warning")
        self._words, self._open = words, False
        self._icon = icons.label("warning", "warning")
        self._text = wrapped(words, name="caution")
        self._more = button(_("Show all"), "caution_all", self._unfold, "link")
        self._more.hide()
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(look.space(3), look.space(), look.space(3), look.space())
        row.setSpacing(look.space(2))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1)
        row.addWidget(self._more, 0, Qt.AlignmentFlag.AlignBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Say as much as there is room for; the window became higher or lower."""
        edge = self._row.contentsMargins()
        gap = look.space(2)
        room = self.width() - edge.left() - edge.right() - self._icon.sizeHint().width() - 2 * gap
        long = is_low(self) and not self._fits(self._words, room)
        cut = long and not self._open
        self._more.setVisible(long)
        if long:
            room -= self._more.sizeHint().width() + gap
        told = self._shortened(room) if cut else self._words
        self._text.setText(told)
        self._text.setToolTip(self._words if cut else "")
        self._text.setMinimumHeight(self._high(told, room))  # no neighbour may press on it

    def _unfold(self) -> None:
        self._open = not self._open
        self._more.setText(_("Show less") if self._open else _("Show all"))
        self.fit()

    def _fits(self, words: str, room: int) -> bool:
        lines = "\n".join("X" * (FEWEST if is_low(self, LOWEST) else LINES))
        return self._high(words, room) <= self._high(lines, room)

    def _high(self, words: str, room: int) -> int:
        box = QRect(0, 0, max(room, 1), 10_000)
        wrap = int(Qt.TextFlag.TextWordWrap)
        return self._text.fontMetrics().boundingRect(box, wrap, words).height()

    def _shortened(self, room: int) -> str:
        """Return the most words that stand in the lines there are."""
        parts = self._words.split()
        few, many = 1, len(parts)
        while few < many:
            half = (few + many + 1) // 2
            if self._fits(f"{' '.join(parts[:half])} …", room):
                few = half
            else:
                many = half - 1
        return f"{' '.join(parts[:few])} …"
