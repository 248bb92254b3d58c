# SPDX-License-Identifier: GPL-3.0-or-later
"""The stages of a process drawn as a path of steps."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from desktop.core import codes, i18n
from desktop.core.i18n import _
from desktop.dialogues.model import PATH
from desktop.dialogues.service import Passed
from desktop.widgets import look
from desktop.widgets.parts import empty, label, named

DONE, HERE, AHEAD = "done", "here", "ahead"


class StagePath(QFrame):
    """Step under step: what was passed with its day, where the process stands, what is ahead."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "stage_path", _("Stages"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.space(2))
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)

    def show_path(self, standing: str, passed: Mapping[str, Passed]) -> None:
        """Show where a process stands and when it came to each stage."""
        empty(self._grid)
        at = PATH.index(standing)
        for number, stage in enumerate(PATH):
            state = HERE if number == at else DONE if number < at else AHEAD
            name = codes.label("dialogue_stage", stage)
            came = passed.get(stage) if number <= at else None
            words = label(name, "strong" if state == HERE else "" if state == DONE else "soft")
            words.setWordWrap(True)
            words.setAccessibleName(f"{name}, {_STATES[state]()}")
            words.setMinimumHeight(look.height("row") + look.space(1))
            self._grid.addWidget(_Mark(state, number == 0, number == len(PATH) - 1), number, 0)
            self._grid.addWidget(words, number, 1, Qt.AlignmentFlag.AlignVCenter)
            since = label(i18n.format_day(came.since) if came else "", "meta")
            self._grid.addWidget(since, number, 2, Qt.AlignmentFlag.AlignVCenter)


class _Mark(QWidget):
    """One step: a disc with a tick, a ring around a dot, or an empty ring, on a line."""

    def __init__(self, state: str, first: bool, last: bool) -> None:
        super().__init__()
        self._state, self._first, self._last = state, first, last
        self.setFixedWidth(look.height("icon"))
        self.setMinimumHeight(look.height("row"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = look.height("small_icon")
        middle = QPointF(self.width() / 2, self.height() / 2)
        disc = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
        accent, line = look.colour("accent"), look.colour("edge")
        done = self._state == DONE
        if not self._first:
            painter.setPen(QPen(line if self._state == AHEAD else accent, look.RING))
            painter.drawLine(QPointF(middle.x(), 0), QPointF(middle.x(), disc.top()))
        if not self._last:
            painter.setPen(QPen(accent if done else line, look.RING))
            painter.drawLine(QPointF(middle.x(), disc.bottom()), QPointF(middle.x(), self.height()))
        painter.setPen(QPen(line if self._state == AHEAD else accent, look.RING))
        painter.setBrush(accent if done else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(disc)
        if self._state == HERE:
            painter.setBrush(accent)
            painter.drawEllipse(middle, side / 5, side / 5)
        elif done:
            painter.setPen(QPen(look.colour("on_accent"), look.RING))
            points = ((0.26, 0.52), (0.43, 0.70), (0.74, 0.34))
            tick = [QPointF(disc.left() + x * side, disc.top() + y * side) for x, y in points]
            painter.drawPolyline(tick)
        painter.end()


_STATES = {
    DONE: lambda: _("passed"),
    HERE: lambda: _("the process stands here"),
    AHEAD: lambda: _("still ahead"),
}
