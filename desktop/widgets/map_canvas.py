# SPDX-License-Identifier: GPL-3.0-or-later
"""The map on screen: draws the same description as paper, and lets one pan, zoom and point."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QHelpEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QToolTip, QWidget

from desktop.core.document import Map, Shape
from desktop.widgets import look, map_items
from desktop.widgets.map_view import STEP, MapView
from desktop.widgets.map_words import MapWords

__all__ = ["STEP", "MapCanvas"]
_CLEAR, _THIN = 0.1, 0.5  # of fills over a background
_KEY, _TIP = 0, 1  # what an item remembers of its shape


class MapCanvas(MapView):
    """Areas, lines and numbers.

    Arrow keys pan, + and - zoom, 0 fits, Page Down goes from area to area, Enter opens one.
    """

    selected = Signal(str)
    """The key of the area pointed at, '' when none is."""
    activated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map")
        self._map = Map("", ())
        self._words = MapWords()
        self._areas: dict[str, QGraphicsPathItem] = {}
        self._strokes: list[tuple[QGraphicsPathItem, Shape, str]] = []
        self._ring: QGraphicsPathItem | None = None
        self._key = ""
        self.dress()

    def show_map(self, picture: Map, *, keep_view: bool = False) -> None:
        """Show another map; ``keep_view`` stays where the eye is, for a change of layers."""
        before = self._origin
        self._map = picture
        if not (keep_view and (self._areas or self._ground or not self._start.isEmpty())):
            self._origin = map_items.middle(picture.shapes)
            self._fitted = False
        self._build()
        if self._origin != before or not self._fitted:
            self._fit_when_seen()
        if self._key and self._key not in self._areas:
            self.select("")
        else:
            self._mark_selected()
        self.setAccessibleName(picture.title)
        self.setAccessibleDescription(picture.description or map_items.describe(picture))

    def select(self, key: str) -> None:
        """Mark an area, and bring it into view when it is outside."""
        changed, self._key = key != self._key, key
        self._mark_selected()
        if key and not self._seen().intersects(self._areas[key].boundingRect()):
            self.centerOn(self._areas[key].boundingRect().center())
        if changed:
            self.selected.emit(key)

    @property
    def selection(self) -> str:
        """The key of the marked area, or ''."""
        return self._key

    def show_words(self, *, names: bool, counts: bool) -> None:
        """Choose whether names and numbers are written."""
        self._words.names, self._words.counts = names, counts
        self._words.forget()
        self.forget_still()

    def on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._next(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._key:
            self.activated.emit(self._key)
        else:
            return super().on_key(event)
        return True

    def on_click(self, at: QPoint) -> None:
        self.select(self.key_at(at))

    def on_double_click(self, at: QPoint) -> None:
        if key := self.key_at(at):
            self.activated.emit(key)

    def key_at(self, place: QPoint) -> str:
        """Return the key of the area under a place of the view, or ''."""
        return str(item.data(_KEY)) if (item := self._item_at(place)) else ""

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            under = self.itemAt(event.pos())
            item = under if under and under.data(_TIP) else self._item_at(event.pos())
            tip = str(item.data(_TIP) or "") if item else ""
            QToolTip.showText(event.globalPos(), tip, self.viewport())
            return True
        return super().viewportEvent(event)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        if self.settling and self._words.many:
            return
        painter.save()
        painter.resetTransform()
        zero, scale = self.mapFromScene(QPointF()), self.transform().m11()
        self._words.paint(painter, self._exposed, scale, zero, map_items.colour)
        painter.restore()

    def _build(self) -> None:
        scene = self.scene()
        self._ring = None
        scene.clear()
        self._areas, self._strokes = {}, []
        for depth, shape in enumerate(self._map.shapes):
            if shape.rings:
                self._add(shape, depth)
        areas = (part for part in self._strokes if part[1].kind == "area")
        self._words.take(
            ((shape, item.boundingRect()) for item, shape, _layer in areas), self._origin
        )
        self.dress()

    def _add(self, shape: Shape, depth: int) -> None:
        if shape.kind == "point":
            self._add_point(shape, depth)
            return
        path = map_items.path(shape, self._origin)
        for layer in map_items.layers(shape):
            item = QGraphicsPathItem(path)
            item.setZValue(depth)
            self.scene().addItem(item)
            self._strokes.append((item, shape, layer))
        if shape.kind == "area" and shape.key:
            item.setData(_KEY, shape.key)
            item.setData(_TIP, shape.tip)
            self._areas[shape.key] = item

    def _add_point(self, shape: Shape, depth: int) -> None:
        """Add a mark that is as large at every scale."""
        item = QGraphicsPathItem(map_items.mark(shape.fill))
        item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        x, y = shape.rings[0][0]
        item.setPos(x - self._origin.x(), self._origin.y() - y)
        item.setZValue(depth)
        item.setData(_TIP, shape.tip)
        self.scene().addItem(item)
        self._strokes.append((item, shape, "plain"))

    def dress(self) -> None:
        """Give everything the colours and widths of the theme in force."""
        self.setBackgroundBrush(map_items.colour("page"))
        looks: dict[tuple[str, ...], tuple[QPen, QBrush]] = {}
        for item, shape, layer in self._strokes:
            kind = (shape.kind, shape.fill, shape.line, layer)
            if kind not in looks:
                looks[kind] = map_items.pen(shape, layer), self._brush(shape)
            pen, brush = looks[kind]
            item.setPen(pen)
            item.setBrush(brush)
        self._mark_selected()
        self._words.dress(look.font("meta"), look.font("meta", bold=True))
        self.viewport().update()

    def _brush(self, shape: Shape) -> QBrush:
        """Return what an area is filled with; over a background its fill lets that through."""
        if shape.kind == "point":
            return QBrush(map_items.colour(map_items.MARKS[shape.fill]))
        if shape.kind != "area" or shape.line:
            return QBrush(Qt.BrushStyle.NoBrush)
        shade = map_items.colour(shape.fill or "area")
        if self._ground is not None:
            shade.setAlphaF(_CLEAR if shape.fill in ("", "area") else _THIN)
        return QBrush(shade)

    def _mark_selected(self) -> None:
        if self._ring is not None:
            self.scene().removeItem(self._ring)
            self._ring = None
        if item := self._areas.get(self._key):
            self._ring = QGraphicsPathItem(item.path())
            self._ring.setPen(map_items.cosmetic(map_items.colour("focus"), 3.0))
            self._ring.setZValue(len(self._map.shapes))
            self.scene().addItem(self._ring)

    def _next(self, step: int) -> None:
        keys = list(self._areas)
        if keys:
            here = keys.index(self._key) if self._key in keys else (-1 if step > 0 else 0)
            self.select(keys[(here + step) % len(keys)])

    def _item_at(self, place: QPoint) -> QGraphicsPathItem | None:
        point = self.mapToScene(place)
        found: Sequence[QGraphicsItem] = self.scene().items(
            point, Qt.ItemSelectionMode.IntersectsItemBoundingRect
        )
        return next(
            (
                item
                for item in found
                if isinstance(item, QGraphicsPathItem)
                and item.data(_KEY)
                and item.path().contains(point)
            ),
            None,
        )
