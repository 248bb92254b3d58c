# SPDX-License-Identifier: GPL-3.0-or-later
"""The ring around the control that has the keyboard."""

from collections.abc import Callable
from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QTabBar, QWidget


def watch(app: QApplication, colour: Callable[[], QColor], thick: int, corner: int) -> None:
    """Let the ring follow the keyboard from now on; calling it again changes nothing.

    A widget that shows its focus itself says so with ``setProperty("ring", False)``.
    """
    if app.findChild(_Focus, "focus_watch") is None:
        _Focus(app, lambda: Ring(colour, thick, corner))


class Ring(QWidget):
    """A line of the focus colour just outside the control that has the keyboard.

    It lies in the scrolled page or window that holds the control, not in the control's own
    parent, whose edge would cut it off.
    """

    def __init__(self, colour: Callable[[], QColor], thick: int, corner: int) -> None:
        super().__init__()
        self._colour, self._thick, self._corner = colour, thick, corner
        self.setObjectName("focus_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._chain: list[QWidget] = []

    def target(self) -> QWidget | None:
        """Return the control the ring is around."""
        return self._chain[0] if self._chain else None

    def follow(self, target: QWidget | None) -> None:
        """Go around another control, or away."""
        for widget in self._chain:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
                if widget is self.target() and isinstance(widget, QTabBar):
                    widget.currentChanged.disconnect(self._place)
        self._chain = _up_to_ground(target) if target else []
        if target is None:
            self.hide()
            return
        if isinstance(target, QTabBar):
            target.currentChanged.connect(self._place)
        self.setParent(self._chain.pop())
        for widget in self._chain:
            widget.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colour(), self._thick))
        half = self._thick / 2
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(box, self._corner + 1, self._corner + 1)

    def _place(self) -> None:
        target, ground = self.target(), self.parentWidget()
        if target is None or ground is None or not shiboken6.isValid(target):
            return
        corner = target.mapTo(ground, QPoint(0, 0))
        out = self._thick
        around = QRect(corner, target.size())
        if isinstance(target, QTabBar):  # the tab in front, not the whole line to the window's edge
            tab = target.tabRect(target.currentIndex()) & target.rect()
            around = tab.translated(corner).adjusted(out, out, -out, -out)
        self.setGeometry(around.adjusted(-out, -out, out, out))
        self.setVisible(target.isVisibleTo(ground))
        self.raise_()
        for over in ground.findChildren(QWidget, options=_NEAR):
            if over.property("role") == "toast":  # what lies over the page lies over the ring too
                over.raise_()


_NEAR: Final = Qt.FindChildOption.FindDirectChildrenOnly
_MOVES: Final = (
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ParentChange,
)


class _Focus(QObject):
    """Moves the ring with the keyboard focus; ``setProperty("ring", False)`` keeps it away."""

    def __init__(self, app: QApplication, make: Callable[[], Ring]) -> None:
        super().__init__(app)
        self.setObjectName("focus_watch")
        self._make = make
        self._ring: Ring | None = None
        app.focusChanged.connect(self._move)

    def _move(self, old: QWidget | None, new: QWidget | None) -> None:
        wanted = None if new is None or new.isWindow() or new.property("ring") is False else new
        if wanted is not None and wanted.focusPolicy() == Qt.FocusPolicy.NoFocus:
            wanted = None  # a page Qt handed it to as another was turned away: no key acts there
        if self._ring is None or not shiboken6.isValid(self._ring):
            if wanted is None:
                return
            self._ring = self._make()
        self._ring.follow(wanted)


def _up_to_ground(target: QWidget) -> list[QWidget]:
    """Return a control and what holds it, up to the page that scrolls or the window."""
    chain = [target]
    while (above := chain[-1].parentWidget()) is not None:
        chain.append(above)
        scrolled = above.parentWidget()
        if above.isWindow() or (
            scrolled is not None and scrolled.objectName() == "qt_scrollarea_viewport"
        ):
            break
    return chain
