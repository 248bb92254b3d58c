# SPDX-License-Identifier: GPL-3.0-or-later
"""What the hand in the window does, by name. No secret of a test stands here: memory is searched."""

import threading

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from desktop.shell.unlock import Unlock
from desktop.widgets import dialogs
from tests.driven.window import CTRL, Hand, Script


def lock(hand: Hand) -> Script:
    """Unlock, open the person with the canary, lock; the next process only shows its screen."""
    yield hand.seen(Unlock)
    hand.let_others_read()
    if hand.came("unlocked"):
        hand.reached("locked")
        yield hand.told("end")
        hand.app.exit(0)
        return
    hand.unlock()
    hand.reached("typed")
    yield hand.told("open")
    QTest.keyClick(hand.part(Unlock).passphrase.line, Qt.Key.Key_Return)
    yield lambda: any(top.objectName() == "window" for top in hand.app.topLevelWidgets())
    hand.program.go("participants")
    page = hand.program.pages["participants"]
    yield lambda: not page.list.busy and page.list.table.key >= 0
    page.open(page.list.table.key, "details")
    note = page.record.forms[0].form.editor("note").controls()[0]
    note.moveCursor(QTextCursor.MoveOperation.End)
    note.insertPlainText(" y algo más")
    hand.reached("unlocked")
    yield hand.told("lock")
    hand.reached("pressed")
    QTest.keyClick(hand.program.windowHandle(), Qt.Key.Key_L, CTRL)
    yield lambda: False


def lock_busy(hand: Hand) -> Script:
    """Lock from a question that is asked while a job runs that hears nothing."""
    yield hand.seen(Unlock)
    if hand.came("unlocked"):
        hand.reached("locked")
        hand.app.exit(0)
        return
    hand.unlock()
    QTest.keyClick(hand.part(Unlock).passphrase.line, Qt.Key.Key_Return)
    yield lambda: any(top.objectName() == "window" for top in hand.app.topLevelWidgets())
    window = hand.program
    window.go("participants")
    page = window.pages["participants"]
    yield lambda: not page.list.busy
    page.open_new()
    page.record.forms[0].form.editor("note").controls()[0].insertPlainText("algo a medias")
    window.jobs.run(lambda _progress: threading.Event().wait(), print, title="…")
    QTimer.singleShot(0, lambda: dialogs.ask(window, "…", "…", "…"))
    yield lambda: (asked := hand.app.activeModalWidget()) and asked.isActiveWindow()
    hand.reached("unlocked")
    QTest.keyClick(hand.app.focusWindow(), Qt.Key.Key_L, CTRL)
    yield lambda: False
