# SPDX-License-Identifier: GPL-3.0-or-later
"""What nobody holds any more goes in the window's thread, however busy the worker is."""

import threading
import weakref

from PySide6.QtCore import QObject

from desktop.widgets.jobs import Jobs


class Knot(QObject):
    """An object that only a collection can destroy."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self


def busy(_progress):
    """Make enough rubbish for many collections."""
    for _n in range(200_000):
        knot: list[object] = []
        knot.append(knot)


def test_a_busy_worker_does_not_destroy_what_belongs_to_the_window(qtbot):
    jobs = Jobs()
    threads: list[int] = []
    for _n in range(20):
        weakref.finalize(Knot(), lambda: threads.append(threading.get_ident()))
    done: list[object] = []
    for _job in range(3):
        jobs.run(busy, done.append)
    qtbot.waitUntil(lambda: len(done) == 3)
    qtbot.waitUntil(lambda: len(threads) == 20)
    jobs.close()

    assert set(threads) == {threading.get_ident()}
