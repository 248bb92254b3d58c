# SPDX-License-Identifier: GPL-3.0-or-later
"""Python's garbage is collected in the window's thread only.

A collection may destroy widgets that nobody holds any more, and Qt allows that in its own thread
alone. Left to itself, Python collects in whichever thread happens to make the next object: a job
that read a file of areas crashed while it destroyed a page closed long before.
"""

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer

_EVERY = 500  # milliseconds


def tidy_here() -> None:
    """From now on collect in this thread, by a timer of the program; may be called again."""
    app = QCoreApplication.instance()
    if app is not None and app.findChild(_Tidy) is None:
        _Tidy(app)


class _Tidy(QObject):
    """Does by the clock what Python did at any moment, with Python's own thresholds."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        gc.disable()
        timer = QTimer(self, interval=_EVERY)
        timer.timeout.connect(self._collect)
        timer.start()

    def _collect(self) -> None:
        due = [
            generation
            for generation, (count, limit) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > limit
        ]
        if due:
            gc.collect(max(due))
