# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a list of 100,000 takes to show, to scroll and to answer a key press.

Run with ``python tests/benchmarks/list_painting.py``; no screen needed.
"""

import os
import statistics
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication

from desktop.widgets import look
from desktop.widgets.list_pane import ListPane
from tests.widgets.people import People

PEOPLE = 100_000


def painted(app: QApplication, pane: ListPane, act) -> float:
    """Return the milliseconds from an act to its painted result."""
    begun = time.perf_counter()
    act()
    while pane.busy:
        app.processEvents()
    pane.table.viewport().repaint()
    return (time.perf_counter() - begun) * 1000


def frames(pane: ListPane, step: int, count: int = 60) -> float:
    """Return the median milliseconds of a frame while scrolling by so many rows."""
    bar, took = pane.table.verticalScrollBar(), []
    for _ in range(count):
        begun = time.perf_counter()
        bar.setValue((bar.value() + step) % bar.maximum())
        pane.table.viewport().repaint()
        took.append((time.perf_counter() - begun) * 1000)
    return statistics.median(took)


def main() -> None:
    app = QApplication([])
    look.apply(app)
    people = People(PEOPLE)
    pane = ListPane(people)
    pane.resize(1366, 768)
    pane.show()
    app.processEvents()
    print(f"{PEOPLE} rows, snapshot to first paint {painted(app, pane, pane.reload):6.0f} ms")
    print(f"frame, one row further          {frames(pane, 1):6.1f} ms")
    print(f"frame, a jump of 4,321 rows     {frames(pane, 4321):6.1f} ms")
    for text in ("e", "el", "ele", "elena v", "peña", "zz", ""):
        took = [painted(app, pane, lambda text=text: again(pane, text)) for _ in range(5)]
        found = pane.table.model().rowCount()
        print(f"key to result {text!r:10} {statistics.median(took):6.0f} ms  {found} rows")
    pane.close_down()


def again(pane: ListPane, text: str) -> None:
    """Type a text that was already there."""
    if pane.search.text() == text:
        pane.reload()
    else:
        pane.search.setText(text)


if __name__ == "__main__":
    main()
