# SPDX-License-Identifier: GPL-3.0-or-later
"""The shapes beside status words: each tone has its own, so that colour is never alone."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from desktop.widgets import look

_COLOURS = {"good": "good", "note": "note", "warning": "warning", "danger": "danger", "off": "soft"}
_CORNERS = {
    "note": ((8, 1), (15, 8), (8, 15), (1, 8)),
    "warning": ((8, 1.5), (15, 14), (1, 14)),
    "danger": ((2, 2), (14, 2), (14, 14), (2, 14)),
}


def icon(tone: str) -> QIcon:
    """Return the shape of a tone in its colour: disc, diamond, triangle, square or empty ring."""
    plain = look.colour(_COLOURS[tone])
    # High contrast turns a selected row white: the shape turns with it.
    chosen = look.colour("on_selected") if look.theme_name() == "contrast" else plain
    shape = QIcon(_picture(tone, plain))
    shape.addPixmap(_picture(tone, chosen), QIcon.Mode.Selected)
    return shape


def _picture(tone: str, colour: QColor) -> QPixmap:
    size, fine = look.height("small_icon"), 2  # drawn twice as fine, for sharp screens
    picture = QPixmap(size * fine, size * fine)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size * fine / 16, size * fine / 16)
    painter.setPen(QPen(colour, 2) if tone == "off" else Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush if tone == "off" else colour)
    if tone in _CORNERS:
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in _CORNERS[tone]]))
    else:
        painter.drawEllipse(QRectF(2.5, 2.5, 11, 11))
    painter.end()
    picture.setDevicePixelRatio(fine)
    return picture
