# SPDX-License-Identifier: GPL-3.0-or-later
"""A row that breaks like words keeps its own, whatever becomes of other layouts."""

import shiboken6
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.widgets.editors_flow import FlowLayout


def test_a_layout_that_goes_takes_nothing_of_a_later_one_along(qapp):
    """Items Qt made lie where others lay, and Python then holds one for the other."""
    old = QWidget()
    column = QVBoxLayout(old)
    gone = [QPushButton(str(n)) for n in range(300)]
    for one in gone:
        column.addWidget(one)
    seen = [column.itemAt(n) for n in range(300)]
    for one in gone:
        shiboken6.delete(one)
    new = QWidget()
    flow = FlowLayout(new)
    for n in range(500):
        flow.addWidget(QPushButton(str(n)))
    assert len(seen) == 300
    shiboken6.delete(old)
    assert flow.heightForWidth(400) > 0
    assert flow.count() == 500


def test_what_is_taken_out_or_deleted_is_gone_from_the_row(qapp):
    whole = QWidget()
    flow = FlowLayout(whole)
    parts = [QPushButton(str(n)) for n in range(6)]
    for one in parts:
        flow.addWidget(one)
    flow.removeWidget(parts[0])
    shiboken6.delete(parts[1])
    assert flow.count() == 4
    assert all(one.parent() is whole for one in parts[2:])
