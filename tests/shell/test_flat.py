# SPDX-License-Identifier: GPL-3.0-or-later
"""A long day at one window: what was opened and left again is gone, and nothing adds up."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication


def things(program):
    """Count every object under every window; what waits to be deleted goes first, as it would."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    tops = [one for one in QApplication.topLevelWidgets() if one.parent() is None]
    return sum(len(one.findChildren(QObject)) for one in tops)


def a_round(program, person):
    """Go to every place, open an empty form where there is one, and leave it for somebody."""
    for name in list(program.window.places):
        program.go(name)
        if program.has("new"):
            program.press("new")
            program.go("my_day")
    program.go("participants", person)


def test_going_round_the_program_leaves_no_widgets_behind(program):
    person = program.person()
    a_round(program, person)
    before = things(program)
    a_round(program, person)
    assert things(program) == before
