# SPDX-License-Identifier: GPL-3.0-or-later
"""PySide6 6.12.0 gives away references to None before Python 3.12, until the process aborts."""

import sys

from PySide6.QtCore import QAbstractListModel


def test_binding_keeps_none_alive(qtbot):
    class Empty(QAbstractListModel):
        def rowCount(self, parent=None):
            return 1

        def data(self, index, role=0):
            return None

    model = Empty()
    index = model.index(0)
    before = sys.getrefcount(None)
    for _ in range(500):
        index.data(1)
    assert abs(sys.getrefcount(None) - before) < 50
