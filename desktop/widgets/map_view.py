# SPDX-License-Identifier: GPL-3.0-or-later
"""Moving about on a map: pull, wheel and keys; a tool may take mouse and keys for itself."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QRegion,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from desktop.widgets.map_ground import Ground

STEP = 1.25  # zoom of one turn of the wheel or one key
_PAN = 0.15  # of the view, one arrow key
_REST = 160  # milliseconds after which the map is drawn finely again
_MARGIN = 1.06
_CLOSEST = 0.05  # metres per pixel
_PALE = 0.8  # of the background, so that words and lines stay readable
_FINE = QPainter.RenderHint.Antialiasing


class MapTool:
    """What a tool answers; a method that returns True took the event for itself."""

    def pressed(self, at: QPointF) -> bool:
        """The left button went down."""
        return False

    def moved(self, at: QPointF, *, held: bool) -> bool:
        """The mouse moved; ``held`` while the tool took the press."""
        return False

    def released(self, at: QPointF) -> None:
        """The button that the tool took came up."""

    def clicked(self, at: QPointF) -> None:
        """The button came up where it went down."""

    def twice(self) -> None:
        """A double click."""

    def key(self, event: QKeyEvent) -> bool:
        """A key went down."""
        return False

    def paint(self, painter: QPainter) -> None:
        """Draw over the map, in pixels of the view."""


class MapView(QGraphicsView):
    """Arrow keys pan, + and - zoom, 0 fits the whole map."""

    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
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
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._origin = QPointF()
        self._fitted = False
        self._exposed = QRegion()
        self._pressed: QPoint | None = None
        self._dragging = False
        self._tool: MapTool | None = None
        self._held = False
        self._still: QPixmap | None = None
        self._ground: Ground | None = None
        self._start = QRectF()
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._draw_finely)

    def take_tool(self, tool: MapTool | None) -> None:
        """Give mouse and keys to a tool first, or to nobody."""
        self._tool, self._held, self._still = tool, False, None
        self.viewport().setMouseTracking(tool is not None)
        if tool is None:
            self.viewport().unsetCursor()
        else:
            self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self.viewport().update()

    def lay(self, ground: Ground | None) -> None:
        """Draw something under everything, or nothing; on an empty map it is what is seen."""
        self._ground = ground
        if ground is not None and self.scene().itemsBoundingRect().isEmpty():
            middle = ground.box().center()
            self._origin, self._fitted = middle, False
            self._fit_when_seen()
        self.dress()
        self.forget_still()

    def start_at(self, box: QRectF) -> None:
        """Show a part of the world, given in Web-Mercator metres, while the map is empty."""
        if box != self._start:
            self._start, self._origin, self._fitted = box, box.center(), False
            self._fit_when_seen()

    @property
    def metres_per_pixel(self) -> float:
        """Web-Mercator metres one pixel covers; at the equator those are metres."""
        return 1 / self.transform().m11()

    @property
    def latitude_metres(self) -> float:
        """Web-Mercator northing of the middle of the view, for a scale bar."""
        return -(self._seen().center().y()) + self._origin.y()

    def world(self, at: QPointF) -> tuple[float, float]:
        """Return the Web-Mercator metres under a place of the view."""
        back, _sound = self.viewportTransform().inverted()
        point = back.map(at)
        return point.x() + self._origin.x(), self._origin.y() - point.y()

    def place(self, x: float, y: float) -> QPointF:
        """Return the place in the view of a point in Web-Mercator metres."""
        point = QPointF(x - self._origin.x(), self._origin.y() - y)
        return self.viewportTransform().map(point)

    def redraw_tool(self) -> None:
        """Draw the tool anew over the map, which stays as it is."""
        self.viewport().update()

    def forget_still(self) -> None:
        """The map under the tool changed."""
        self._still = None
        self.viewport().update()

    def fit(self) -> None:
        """Show the whole map."""
        box = self._whole()
        if box.isEmpty():
            return
        grown = QRectF(0, 0, box.width() * _MARGIN, box.height() * _MARGIN)
        grown.moveCenter(box.center())
        around = QRectF(0, 0, box.width() * 3, box.height() * 3)
        around.moveCenter(box.center())
        self.setSceneRect(around)  # room to pull the edge into the middle
        self.fitInView(grown, Qt.AspectRatioMode.KeepAspectRatio)
        self._fitted, self._still = True, None
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
        self._still = None
        self.scroll_by(moved.x(), moved.y())
        self._draw_roughly()
        self.zoomed.emit()

    def scroll_by(self, x: int, y: int) -> None:
        """Move the view by pixels."""
        for bar, by in ((self.horizontalScrollBar(), x), (self.verticalScrollBar(), y)):
            bar.setValue(bar.value() + by)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() / 120
        if turned:
            self.zoom(STEP**turned, event.position().toPoint())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not ((self._tool and self._tool.key(event)) or self.on_key(event)):
            QWidget.keyPressEvent(self, event)

    def on_key(self, event: QKeyEvent) -> bool:
        """Move about by a key; True when it was one of those."""
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
            self.scroll_by(*pans[Qt.Key(key)])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / STEP)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.fit()
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
            self._held = bool(self._tool and self._tool.pressed(event.position()))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._tool and (self._held or self._pressed is None):
            self._tool.moved(event.position(), held=self._held)
            return
        if self._pressed is None:
            return
        here = event.position().toPoint()
        if not self._dragging and (here - self._pressed).manhattanLength() > 4:
            self._dragging = True
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.setRenderHint(_FINE, False)
        if self._dragging:
            self.scroll_by(self._pressed.x() - here.x(), self._pressed.y() - here.y())
            self._pressed = here

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        self._pressed = None
        if self._held and self._tool:
            self._held = False
            self._tool.released(event.position())
        elif self._dragging:
            self._dragging = False
            self.take_tool(self._tool)
            self._draw_finely()
        elif self._tool:
            self._tool.clicked(event.position())
        else:
            self.on_click(event.position().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._tool:
            self._tool.twice()
        else:
            self.on_double_click(event.position().toPoint())

    def on_click(self, at: QPoint) -> None:
        """A place was clicked and no tool wanted it."""

    def on_double_click(self, at: QPoint) -> None:
        """A place was clicked twice and no tool wanted it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the map; under a tool it is drawn once and kept until the view moves."""
        self._exposed = event.region()  # of a scrolled view only the new strips
        if self._tool is None or self._dragging:
            super().paintEvent(event)
            return
        if self._still is None:
            self._still = self._pictured()
        painter = QPainter(self.viewport())
        painter.drawPixmap(0, 0, self._still)
        painter.setRenderHint(_FINE)
        self._tool.paint(painter)
        painter.end()

    def _pictured(self) -> QPixmap:
        """Return the map as it stands, without the tool."""
        view = self.viewport()
        made = QPixmap(view.size() * view.devicePixelRatio())
        made.setDevicePixelRatio(view.devicePixelRatio())
        self._exposed = QRegion(view.rect())
        painter = QPainter(made)
        painter.setRenderHints(self.renderHints())
        self.render(painter, QRectF(view.rect()), view.rect())
        painter.end()
        return made

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._still = None
        super().scrollContentsBy(dx, dy)
        if self._tool is not None and not self._dragging:
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._still = None
        super().resizeEvent(event)
        self._fit_when_seen()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_when_seen()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._still = None
            self.dress()

    def dress(self) -> None:
        """Take the colours of the theme in force."""

    @property
    def settling(self) -> bool:
        """Whether the view was just zoomed and what takes long may wait."""
        return self._rest.isActive()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        super().drawBackground(painter, rect)
        if self._ground is not None:
            painter.save()
            painter.setOpacity(_PALE)
            scale = self.transform().m11()
            self._ground.paint(painter, QRectF(rect), self._origin, scale)
            painter.restore()

    def _whole(self) -> QRectF:
        """Return what there is to see, in scene metres: areas, or else what lies under them."""
        box = self.scene().itemsBoundingRect()
        under = self._ground.box() if self._ground else self._start
        if not box.isEmpty() or under.isEmpty():
            return box
        left, top = under.left() - self._origin.x(), self._origin.y() - under.bottom()
        return QRectF(left, top, under.width(), under.height())

    def _seen(self) -> QRectF:
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def _fit_when_seen(self) -> None:
        if not self._fitted and self.isVisible() and self.viewport().width() > 1:
            self.fit()

    def _draw_roughly(self) -> None:
        self.setRenderHint(_FINE, False)
        self._rest.start()

    def _draw_finely(self) -> None:
        if not self._dragging:
            self.setRenderHint(_FINE)
            self._still = None
            self.viewport().update()
