# SPDX-License-Identifier: GPL-3.0-or-later
"""What the colours and lines of a map mean, and how long a kilometre is."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.core import codes
from desktop.core.document import Shape
from desktop.core.i18n import _, format_number
from desktop.widgets import look, map_items
from desktop.widgets.map_canvas import MapCanvas
from desktop.widgets.parts import empty, label, named

_EARTH = 6_378_137.0
_ROUND = (5, 2, 1)


class MapLegend(QWidget):
    """One line for each fill and each kind of line on the map."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "legend", _("Legend"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.space())

    def show_legend(self, entries: Sequence[tuple[str, str]]) -> None:
        """Show what (fill or line, words) pairs say; "edge" is a thin line."""
        empty(self._column)
        statuses = codes.read("border_status")
        for name, words in entries:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(look.space(2))
            row.addWidget(_Sample(name, line=name in statuses))
            text = label(words)
            text.setWordWrap(True)
            row.addWidget(text, 1)
            self._column.addWidget(line)


class _Sample(QWidget):
    """A small piece of the map."""

    def __init__(self, name: str, *, line: bool) -> None:
        super().__init__()
        self._name, self._line = name, line
        high = look.height("small_icon")
        self.setFixedSize(QSize(high * 2, high))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        ends = QPointF(2, middle), QPointF(self.width() - 2, middle)
        if self._line:
            shape = Shape((), kind="line", line=self._name)
            for layer in map_items.layers(shape):
                painter.setPen(map_items.pen(shape, layer))
                painter.drawLine(*ends)
        elif self._name in map_items.MARKS:
            painter.setPen(map_items.cosmetic(map_items.colour("surface"), 1.0))
            painter.setBrush(map_items.colour(map_items.MARKS[self._name]))
            painter.translate(QPointF(self.width() / 2, middle))
            painter.drawPath(map_items.mark(self._name))
        elif self._name == "way":
            painter.setPen(map_items.pen(Shape((), kind="line", fill="way"), "plain"))
            painter.drawLine(*ends)
        elif self._name == "edge":
            painter.setPen(map_items.cosmetic(map_items.colour("edge"), 1.0))
            painter.drawLine(*ends)
        else:
            painter.setPen(map_items.cosmetic(map_items.colour("edge"), 1.0))
            painter.setBrush(map_items.colour(self._name))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()


class ScaleBar(QWidget):
    """How long a round number of metres is in the middle of a map."""

    def __init__(self, canvas: MapCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._long, self._words = 0.0, ""
        self.setObjectName("scale_bar")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(look.width(26 if look.scale() < 1.5 else 16), look.height("compact"))
        canvas.zoomed.connect(self.measure)

    def measure(self) -> None:
        """Choose the longest round length that fits."""
        shrink = 1 / math.cosh(self._canvas.latitude_metres / _EARTH)
        metre = 1 / (self._canvas.metres_per_pixel * shrink)  # pixels
        most = self.width() * 0.55 / metre
        power = 10.0 ** math.floor(math.log10(max(most, 1e-9)))
        metres = next(n * power for n in _ROUND if n * power <= most * (1 + 1e-9))
        self._long = metres * metre
        self._words = (
            _("{n} km").format(n=format_number(metres / 1000, 0 if metres >= 1000 else 1))
            if metres >= 500
            else _("{n} m").format(n=format_number(metres))
        )
        self.setAccessibleName(self._words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = look.font("meta")
        painter.setFont(font)
        painter.setPen(QPen(look.colour("soft"), 1))
        down = self.height() * 0.7
        tick = QFontMetricsF(font).height() * 0.4
        bar = [QPointF(1, down - tick), QPointF(1, down)]
        bar += [QPointF(1 + self._long, down), QPointF(1 + self._long, down - tick)]
        painter.drawPolyline(bar)
        words = QRectF(self._long + look.space(2), 0, self.width(), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._words)
        painter.end()
