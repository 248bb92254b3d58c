# SPDX-License-Identifier: GPL-3.0-or-later
"""The map on screen: draws the same description as paper, and lets one pan, zoom and point."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QBrush,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsScene,
    QGraphicsView,
    QToolTip,
    QWidget,
)

from desktop.core.document import Map, Shape
from desktop.widgets import look, map_items
from desktop.widgets.map_words import MapWords

STEP = 1.25  # zoom of one turn of the wheel or one key
_PAN = 0.15  # of the view, one arrow key
_REST = 160  # milliseconds after which the map is drawn finely again
_MARGIN = 1.06
_CLOSEST = 0.05  # metres per pixel
_KEY, _TIP = 0, 1  # what an item remembers of its shape
_FINE = QPainter.RenderHint.Antialiasing


class MapCanvas(QGraphicsView):
    """Areas, lines and numbers.

    Arrow keys pan, + and - zoom, 0 fits, Page Down goes from area to area, Enter opens one.
    """

    selected = Signal(str)
    """The key of the area pointed at, '' when none is."""
    activated = Signal(str)
    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
        self.setObjectName("map")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setInteractive(False)
        self.setRenderHint(_FINE)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(off)
        self.setVerticalScrollBarPolicy(off)
        self._map = Map("", ())
        self._words = MapWords()
        self._origin = QPointF()
        self._areas: dict[str, QGraphicsPathItem] = {}
        self._strokes: list[tuple[QGraphicsPathItem, Shape, str]] = []
        self._ring: QGraphicsPathItem | None = None
        self._key = ""
        self._fitted = False
        self._exposed = QRegion()
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._pressed: QPoint | None = None
        self._dragging = False
        self._dress()
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._draw_finely)

    def show_map(self, picture: Map, *, keep_view: bool = False) -> None:
        """Show another map; ``keep_view`` stays where the eye is, for a change of layers."""
        before = self._origin
        self._map = picture
        if not (keep_view and self._areas):
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

    @property
    def metres_per_pixel(self) -> float:
        """Web-Mercator metres one pixel covers; at the equator those are metres."""
        return 1 / self.transform().m11()

    @property
    def latitude_metres(self) -> float:
        """Web-Mercator northing of the middle of the view, for a scale bar."""
        return -(self._seen().center().y()) + self._origin.y()

    def show_words(self, *, names: bool, counts: bool) -> None:
        """Choose whether names and numbers are written."""
        self._words.names, self._words.counts = names, counts
        self._words.forget()
        self.viewport().update()

    def fit(self) -> None:
        """Show the whole map."""
        box = self.scene().itemsBoundingRect()
        if box.isEmpty():
            return
        grown = QRectF(0, 0, box.width() * _MARGIN, box.height() * _MARGIN)
        grown.moveCenter(box.center())
        around = QRectF(0, 0, box.width() * 3, box.height() * 3)
        around.moveCenter(box.center())
        self.setSceneRect(around)  # room to pull the edge into the middle
        self.fitInView(grown, Qt.AspectRatioMode.KeepAspectRatio)
        self._fitted = True
        self.zoomed.emit()

    def zoom(self, factor: float, at: QPoint | None = None) -> None:
        """Make everything larger or smaller, the point under the mouse (or the middle) staying."""
        wanted = self.transform().m11() * factor
        whole = self.scene().sceneRect().width() or 1.0
        if wanted > 1 / _CLOSEST or (factor < 1 and wanted * whole < self.viewport().width()):
            return
        still = at or self.viewport().rect().center()
        before = self.mapToScene(still)
        self.scale(factor, factor)
        moved = self.mapFromScene(before) - still
        self._scroll(moved.x(), moved.y())
        self._draw_roughly()
        self.zoomed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() / 120
        if turned:
            self.zoom(STEP**turned, event.position().toPoint())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        across = round(self.viewport().width() * _PAN)
        up = round(self.viewport().height() * _PAN)
        pans = {
            Qt.Key.Key_Left: (-across, 0),
            Qt.Key.Key_Right: (across, 0),
            Qt.Key.Key_Up: (0, -up),
            Qt.Key.Key_Down: (0, up),
        }
        if key in pans:
            self._scroll(*pans[Qt.Key(key)])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / STEP)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.fit()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._next(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._key:
            self.activated.emit(self._key)
        else:
            QWidget.keyPressEvent(self, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        here = event.position().toPoint()
        if not self._dragging and (here - self._pressed).manhattanLength() > 4:
            self._dragging = True
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.setRenderHint(_FINE, False)
        if self._dragging:
            self._scroll(self._pressed.x() - here.x(), self._pressed.y() - here.y())
            self._pressed = here

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        self._pressed = None
        if self._dragging:
            self._dragging = False
            self.viewport().unsetCursor()
            self._draw_finely()
        else:
            self.select(self.key_at(event.position().toPoint()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if key := self.key_at(event.position().toPoint()):
            self.activated.emit(key)

    def key_at(self, place: QPoint) -> str:
        """Return the key of the area under a place of the view, or ''."""
        return str(item.data(_KEY)) if (item := self._item_at(place)) else ""

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            item = self._item_at(event.pos())
            tip = str(item.data(_TIP) or "") if item else ""
            QToolTip.showText(event.globalPos(), tip, self.viewport())
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._exposed = event.region()  # of a scrolled view only the new strips
        super().paintEvent(event)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        if self._rest.isActive() and self._words.many:
            return
        painter.save()
        painter.resetTransform()
        zero, scale = self.mapFromScene(QPointF()), self.transform().m11()
        self._words.paint(painter, self._exposed, scale, zero, map_items.colour)
        painter.restore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_when_seen()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_when_seen()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._dress()

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
        self._dress()

    def _add(self, shape: Shape, depth: int) -> None:
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

    def _dress(self) -> None:
        """Give everything the colours and widths of the theme in force."""
        self.setBackgroundBrush(map_items.colour("page"))
        for item, shape, layer in self._strokes:
            item.setPen(map_items.pen(shape, layer))
            filled = shape.kind == "area" and not shape.line
            item.setBrush(
                QBrush(map_items.colour(shape.fill or "area"))
                if filled
                else QBrush(Qt.BrushStyle.NoBrush)
            )
        self._mark_selected()
        self._words.dress(look.font("meta"), look.font("meta", bold=True))
        self.viewport().update()

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

    def _seen(self) -> QRectF:
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def _scroll(self, x: int, y: int) -> None:
        for bar, by in ((self.horizontalScrollBar(), x), (self.verticalScrollBar(), y)):
            bar.setValue(bar.value() + by)

    def _fit_when_seen(self) -> None:
        if not self._fitted and self.isVisible() and self.viewport().width() > 1:
            self.fit()

    def _draw_roughly(self) -> None:
        self.setRenderHint(_FINE, False)
        self._rest.start()

    def _draw_finely(self) -> None:
        if not self._dragging:
            self.setRenderHint(_FINE)
            self.viewport().update()
