# SPDX-License-Identifier: GPL-3.0-or-later
"""The pen of the map: corners by click or by key, landing on what they come near."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPolygonF

from desktop.core.figures.drawing import Point
from desktop.core.figures.sketching import Landed, Neighbours, Sketch
from desktop.widgets import map_items
from desktop.widgets.map_view import MapTool, MapView

NEAR = 10.0  # pixels within which a corner lands on what is there
_STEP, _FAR, _FINE = 8, 40, 1  # pixels of one arrow key: plain, with Ctrl, with Shift
_DOT = 4.0
_ARROWS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


class MapPen(QObject, MapTool):
    """Sets corners one after another; once the outline is closed its corners can be moved.

    Mouse: click sets, a double click closes, pulling moves a corner of a closed outline. Keys:
    arrows move the cross (Ctrl far, Shift finely), Space sets or moves a corner, Enter closes or
    is done, Backspace takes back, Delete removes the corner at the cross, Escape leaves.
    """

    changed = Signal()
    done = Signal()
    """The outline is whole and is to be kept."""
    left = Signal()

    def __init__(
        self,
        view: MapView,
        rings: Sequence[Sequence[Point]],
        *,
        area: bool = True,
        one: bool = False,
    ) -> None:
        super().__init__(view)
        self._view, self._one = view, one
        self.sketch = Sketch(Neighbours(rings), area=area)
        self._cross = QPointF(view.viewport().rect().center())
        self._by_key = False
        self._landed = self._land(self._cross)
        self._taken = -1
        view.take_tool(self)

    def give_up(self) -> None:
        """Let go of mouse and keys."""
        self._view.take_tool(None)

    def go_on(self, corners: Sequence[Point], *, closed: bool) -> None:
        """Take up an outline that is there, or one that was begun."""
        self.sketch.take_up(corners, closed=closed)
        self._tell()

    def close(self) -> None:
        """Close the outline; of one that is closed, say that it is done."""
        if self.sketch.closed:
            self.done.emit()
        elif self.sketch.close(self._slack):
            self._tell()
            self.done.emit()

    def take_back(self) -> None:
        """Undo the last step."""
        if self.sketch.undo():
            self._tell()

    def remove_corner(self) -> None:
        """Remove the corner at the cross."""
        n = self.sketch.corner_at(self._landed.point, self._slack)
        if n >= 0 and self.sketch.remove(n):
            self._tell()

    def pressed(self, at: QPointF) -> bool:
        if not self.sketch.closed:
            return False
        here = self._view.world(at)
        self._taken = self.sketch.corner_at(here, self._slack)
        if self._taken < 0 and (side := self.sketch.side_at(here, self._slack)):
            self.sketch.insert(*side)
            self._taken = side[0] + 1
        elif self._taken >= 0:
            self.sketch.move(self._taken, self.sketch.corners[self._taken])  # one step to undo
        return self._taken >= 0

    def moved(self, at: QPointF, *, held: bool) -> bool:
        self._by_key = False
        self._point(at)
        if held and self._taken >= 0:
            self.sketch.corners[self._taken] = self._landed.point
        self._view.redraw_tool()
        return True

    def released(self, at: QPointF) -> None:
        self.moved(at, held=True)
        self._taken = -1
        self._tell()

    def clicked(self, at: QPointF) -> None:
        self._point(at)
        self._set()

    def twice(self) -> None:
        if not self._one:
            self.close()

    def key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Undo) or key == Qt.Key.Key_Backspace:
            self.take_back()
        elif key in _ARROWS:
            self._go(_ARROWS[Qt.Key(key)] * _stride(event.modifiers()))
        elif key == Qt.Key.Key_Space:
            self._set_by_key()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._set() if self._one else self.close()
        elif key == Qt.Key.Key_Delete:
            self.remove_corner()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and self.sketch.corners:
            self._next(1 if key == Qt.Key.Key_PageDown else -1)
        else:
            return False
        return True

    @property
    def reading(self) -> tuple[Point, str]:
        """Where the cross stands in Web-Mercator metres, and what it has landed on."""
        return self._landed.point, self._landed.kind

    def paint(self, painter: QPainter) -> None:
        shade = map_items.colour("focus")
        ground = map_items.colour("surface")
        line = QPolygonF([self._view.place(*corner) for corner in self.sketch.corners])
        if self.sketch.area and self.sketch.closed and not line.isEmpty():
            line.append(line.at(0))
        elif not self.sketch.closed and not self._one and not line.isEmpty():
            line.append(self._view.place(*self._landed.point))
        for width, colour in ((5.0, ground), (2.5, shade)):
            painter.setPen(map_items.cosmetic(colour, width))
            painter.drawPolyline(line)
        painter.setPen(map_items.cosmetic(shade, 2.0))
        painter.setBrush(ground)
        for corner in self.sketch.corners:
            painter.drawEllipse(self._view.place(*corner), _DOT, _DOT)
        self._paint_cross(painter)

    def _paint_cross(self, painter: QPainter) -> None:
        """Draw where the next corner falls: a ring on a corner, a square on an edge."""
        at = self._view.place(*self._landed.point)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(map_items.cosmetic(map_items.colour("focus"), 2.0))
        if self._landed.kind == "corner":
            painter.drawEllipse(at, NEAR, NEAR)
        elif self._landed.kind == "edge":
            half = QPointF(NEAR * 0.7, NEAR * 0.7)
            painter.drawPolygon(
                QPolygonF([at - half, at + QPointF(half.x(), -half.y()), at + half,
                           at + QPointF(-half.x(), half.y())])
            )  # fmt: skip
        if self._by_key or self._one:
            for one in (QPointF(NEAR * 1.6, 0), QPointF(0, NEAR * 1.6)):
                painter.drawLine(at - one, at + one)

    @property
    def _slack(self) -> float:
        return NEAR * self._view.metres_per_pixel

    def _land(self, at: QPointF) -> Landed:
        here = self._view.world(at)
        own = -1 if self.sketch.closed else self.sketch.corner_at(here, self._slack)
        if own == 0 and self.sketch.area and self.sketch.whole:
            return Landed(self.sketch.corners[0], "corner")
        return self.sketch.neighbours.land(here, self._slack)

    def _point(self, at: QPointF) -> None:
        self._cross, self._landed = at, self._land(at)

    def _set(self) -> None:
        """Set a corner at the cross; on the first corner again the outline closes."""
        corners = self.sketch.corners
        if self.sketch.closed:
            return
        if self._one:
            self.sketch.corners = [self._landed.point]
            self._tell()
            self.done.emit()
        elif self.sketch.area and self.sketch.whole and self._landed.point == corners[0]:
            self.close()
        else:
            self.sketch.add(self._landed, self._slack)
            self._tell()

    def _set_by_key(self) -> None:
        """Set a corner; of a closed outline take the corner at the cross up, or put it down."""
        if not self.sketch.closed:
            self._set()
        elif self._taken >= 0:
            self._taken = -1
        else:
            self.pressed(self._view.place(*self._landed.point))
        self._tell()

    def _go(self, by: QPointF) -> None:
        self._by_key = True
        area = self._view.viewport().rect()
        to = self._view.place(*self._view.world(self._cross)) + by
        over = QPointF(
            min(to.x() - NEAR, 0) + max(to.x() + NEAR - area.width(), 0),
            min(to.y() - NEAR, 0) + max(to.y() + NEAR - area.height(), 0),
        )
        if not over.isNull():
            self._view.scroll_by(round(over.x()), round(over.y()))
            to -= over
        self._point(to)
        if self.sketch.closed and self._taken >= 0:
            self.sketch.corners[self._taken] = self._landed.point
        self._tell()

    def _next(self, step: int) -> None:
        """Bring the cross to the next corner."""
        corners = self.sketch.corners
        here = self.sketch.corner_at(self._landed.point, self._slack)
        n = (here + step) % len(corners) if here >= 0 else 0
        self._by_key, self._taken = True, -1
        self._cross = self._view.place(*corners[n])
        self._landed = Landed(corners[n], "corner")
        self._go(QPointF())
        self._landed = Landed(corners[n], "corner")
        self._tell()

    def _tell(self) -> None:
        self._view.redraw_tool()
        self.changed.emit()


def _stride(modifiers: Qt.KeyboardModifier) -> float:
    if modifiers & Qt.KeyboardModifier.ShiftModifier:
        return _FINE
    return _FAR if modifiers & Qt.KeyboardModifier.ControlModifier else _STEP
