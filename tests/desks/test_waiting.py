# SPDX-License-Identifier: GPL-3.0-or-later
"""While files get their new keys, the dialog over the window names each and ticks off the done."""

from PySide6.QtWidgets import QWidget

from desktop.desks.frame.waiting import Waiting


def test_each_file_is_ticked_off_by_its_name(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    waiting = Waiting(window, ["llave", "principal", "aparte"])
    waiting.show()
    waiting.show_step("", 2, 3)
    assert [tick.isVisibleTo(waiting) for tick in waiting.ticks] == [True, True, False]
    assert waiting.bar.accessibleName() == "aparte"
    waiting.show_step("", 0, 0)  # what another job tells is not for here
    assert waiting.bar.value() == 2
    waiting.release()
