# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast 5,000 areas of 33 points appear and move: `python tests/benchmarks/map_painting.py`.

Beside ours the bare library: a plain QGraphicsView over the same paths with the same pens, in the
same run. It writes no names and no numbers, which ours does.
"""

import gc
import math
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QBrush, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QGraphicsPathItem, QGraphicsScene, QGraphicsView

from desktop.core.document import Map, Shape
from desktop.widgets import look, map_items
from desktop.widgets.map_canvas import MapCanvas

SIDE, CORNERS = 400.0, 33
RUNS, FRAMES = 5, 60


def rest(app: QCoreApplication, seconds: float) -> None:
    """Let timers of the canvas run out."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        app.processEvents()


def field(areas: int) -> Map:
    """Return a map of round areas side by side, every third with a number."""
    columns = math.ceil(math.sqrt(areas))
    turns = [2 * math.pi * n / CORNERS for n in range(CORNERS)]
    shapes = [
        Shape(
            rings=[
                [
                    (
                        (n % columns + 0.48 * math.cos(turn)) * SIDE,
                        (n // columns + 0.48 * math.sin(turn)) * SIDE,
                    )
                    for turn in turns
                ]
            ],
            fill=f"tint{n % 5 + 1}",
            label=f"Sector {n}",
            count=n % 3 or None,
            key=str(n),
        )
        for n in range(areas)
    ]
    return Map("Field", shapes)


class Bare(QGraphicsView):
    """The library alone: the same paths, the same pens, pulled by its scroll bars."""

    def __init__(self) -> None:
        super().__init__()
        self.setScene(QGraphicsScene(self))
        self.setRenderHint(QPainter.RenderHint.Antialiasing)

    def show_map(self, picture: Map) -> None:
        origin = map_items.middle(picture.shapes)
        for shape in picture.shapes:
            item = QGraphicsPathItem(map_items.path(shape, origin))
            item.setPen(map_items.pen(shape, "plain"))
            item.setBrush(QBrush(map_items.colour(shape.fill)))
            self.scene().addItem(item)
        box = self.scene().itemsBoundingRect()
        self.setSceneRect(box.adjusted(-box.width(), -box.height(), box.width(), box.height()))
        self.fitInView(box, Qt.AspectRatioMode.KeepAspectRatio)

    def pull(self, x: int, y: int) -> None:
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - x)
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() - y)


def drag(canvas: MapCanvas, frames: int) -> list[float]:
    """Pull the map a little, frame by frame, and return milliseconds a frame."""
    place = QPointF(500, 350)
    took = []

    def send(kind: QMouseEvent.Type, at: QPointF) -> None:
        button = Qt.MouseButton.LeftButton
        event = QMouseEvent(kind, at, at, button, button, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(canvas.viewport(), event)

    send(QMouseEvent.Type.MouseButtonPress, place)
    for n in range(frames):
        place += QPointF(9 if n < frames / 2 else -9, 5)
        start = time.perf_counter()
        send(QMouseEvent.Type.MouseMove, place)
        QApplication.processEvents()
        took.append((time.perf_counter() - start) * 1000)
    send(QMouseEvent.Type.MouseButtonRelease, place)
    return took


def pull(view: Bare, frames: int) -> list[float]:
    """Do the same with the bare view."""
    took = []
    for n in range(frames):
        start = time.perf_counter()
        view.pull(9 if n < frames / 2 else -9, 5)
        QApplication.processEvents()
        took.append((time.perf_counter() - start) * 1000)
    return took


def appear(app: QCoreApplication, make: Callable[[], MapCanvas | Bare], picture: Map) -> float:
    """Return milliseconds from nothing to the first picture."""
    gc.collect()
    view = make()
    view.resize(1000, 700)
    start = time.perf_counter()
    view.show_map(picture)
    view.show()
    app.processEvents()
    took = (time.perf_counter() - start) * 1000
    view.close()
    view.deleteLater()
    app.processEvents()
    return took


def told(what: str, ours: list[float], bare: list[float]) -> None:
    """Print the medians and their ratio."""
    one, other = statistics.median(ours), statistics.median(bare)
    print(f"{what}: ours {one:.1f} ms, bare {other:.1f} ms, ratio {one / other:.2f}")


def main() -> None:
    """Print the times."""
    app = QApplication.instance() or QApplication([])
    look.apply(app, "light")  # type: ignore[arg-type]
    areas = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    picture = field(areas)
    ours, bare = [], []
    for _n in range(RUNS):  # turn about, so that both meet the same machine
        ours.append(appear(app, MapCanvas, picture))
        bare.append(appear(app, Bare, picture))
    told(f"{areas} areas from nothing to the first picture", ours, bare)
    canvas, view = MapCanvas(), Bare()
    for one in (canvas, view):
        one.resize(1000, 700)
        one.show_map(picture)
        one.show()
        app.processEvents()
    for name, factor in (("all", 1.0), ("a fifth", 2.2), ("few", 4.0)):
        canvas.zoom(factor)
        view.scale(factor, factor)
        rest(app, 0.25)  # words come back when the zooming rests
        told(f"pan, {name} in view", drag(canvas, FRAMES), pull(view, FRAMES))
    start = time.perf_counter()
    for _n in range(200):
        canvas.key_at(QPoint(400, 300))
    print(f"point at an area {1000 * (time.perf_counter() - start) / 200:.2f} ms")
    canvas.close()
    view.close()


if __name__ == "__main__":
    main()
