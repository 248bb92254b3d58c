# SPDX-License-Identifier: GPL-3.0-or-later
"""Outline icons in the colours of the theme.

Pictures are made when asked for: an icon engine written in Python does not survive being copied
by Qt. What ``dress`` and ``label`` made paints itself anew when the theme or text size changes.
"""

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from desktop.core import paths
from desktop.widgets import look

_DENSITIES = (1, 2)


def icon(name: str, colour: str = "text") -> QIcon:
    """Return a shipped icon in a colour of the theme in force, greyed where it is disabled."""
    made = QIcon()
    side = look.height("icon")
    for mode, wanted in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, "edge")):
        for density in _DENSITIES:
            made.addPixmap(_paint(name, look.tokens()[wanted], side, density), mode)
    return made


def picture(name: str, colour: str = "text", size: str = "icon") -> QPixmap:
    """Return an icon as a picture of the height ``size`` of ``look.height``."""
    return _paint(name, look.tokens()[colour], look.height(size), _DENSITIES[-1])


def names() -> list[str]:
    """Return the names of all shipped icons."""
    return sorted(file.stem for file in paths.resource("icons").glob("*.svg"))


def label(name: str, colour: str = "text", size: str = "icon") -> QLabel:
    """Return a label that shows an icon; screen readers pass it by, the words beside it speak."""
    shown = QLabel()
    shown.setAlignment(Qt.AlignmentFlag.AlignTop)
    _Repainter(shown, lambda: shown.setPixmap(picture(name, colour, size)))
    return shown


def dress(button: QAbstractButton, name: str, colour: str = "text", word: str = "") -> None:
    """Put an icon on a button; ``word`` names a button that shows no word of its own."""
    for earlier in button.findChildren(_Repainter):
        button.removeEventFilter(earlier)
        earlier.deleteLater()

    def paint() -> None:
        side = look.height("icon")
        button.setIcon(icon(name, colour))
        button.setIconSize(QSize(side, side))

    _Repainter(button, paint)
    if word:
        button.setToolTip(word)
        button.setAccessibleName(word)


class _Repainter(QObject):
    """Paints the icon of one widget now and again at every change of theme or text size."""

    def __init__(self, widget: QWidget, paint: Callable[[], None]) -> None:
        super().__init__(widget)
        self._paint, self._painting = paint, False
        paint()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        changes = (QEvent.Type.PaletteChange, QEvent.Type.StyleChange)
        if event.type() in changes and not self._painting:
            self._painting = True
            self._paint()
            self._painting = False
        return False


def _paint(name: str, shade: str, side: int, density: int) -> QPixmap:
    key = f"{name} {shade} {side} {density}"
    shown = QPixmap()
    if QPixmapCache.find(key, shown):
        return shown
    drawing = _drawing(name).replace(b"#000", shade.encode())
    shown = QPixmap(side * density, side * density)
    shown.fill(Qt.GlobalColor.transparent)
    painter = QPainter(shown)
    QSvgRenderer(QByteArray(drawing)).render(painter)
    painter.end()
    shown.setDevicePixelRatio(density)
    QPixmapCache.insert(key, shown)
    return shown


@cache
def _drawing(name: str) -> bytes:
    return paths.resource("icons", f"{name}.svg").read_bytes()
