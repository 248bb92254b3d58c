# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast 5,000 areas of 33 points appear and move: `python tests/benchmarks/map_painting.py`."""

import math
import os
import statistics
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from desktop.core.document import Map, Shape
from desktop.widgets import look
from desktop.widgets.map_canvas import MapCanvas

SIDE, CORNERS = 400.0, 33


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


def drag(canvas: MapCanvas, frames: int) -> list[float]:
    """Pull the map a little, frame by frame, and return milliseconds a frame."""
    place = QPointF(500, 350)
    took = []

    def send(kind: QMouseEvent.Type, at: QPointF) -> None:
        event = QMouseEvent(
            kind,
            at,
            at,
            Qt.MouseButton.LeftButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
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


def main() -> None:
    """Print the times."""
    app = QApplication.instance() or QApplication([])
    look.apply(app, "light")  # type: ignore[arg-type]
    picture = field(5_000)
    canvas = MapCanvas()
    canvas.resize(1000, 700)
    start = time.perf_counter()
    canvas.show_map(picture)
    built = time.perf_counter()
    canvas.show()
    app.processEvents()
    print(
        f"build {1000 * (built - start):.0f} ms, first paint {1000 * (time.perf_counter() - built):.0f} ms"
    )
    for name, factor in (("all", 1.0), ("a fifth", 2.2), ("few", 4.0)):
        canvas.zoom(factor)
        rest(app, 0.25)  # words come back when the zooming rests
        frames = drag(canvas, 60)
        frames.sort()
        print(
            f"pan, {name} in view: median {statistics.median(frames):.1f} ms, p95 {frames[-3]:.1f} ms"
        )
    start = time.perf_counter()
    for _n in range(200):
        canvas.key_at(QPoint(400, 300))
    print(f"point at an area {1000 * (time.perf_counter() - start) / 200:.2f} ms")
    canvas.close()


if __name__ == "__main__":
    main()
