# SPDX-License-Identifier: GPL-3.0-or-later
"""What the hand in the window does, by name. No secret of a test stands here: memory is searched."""

import json
import sys
import threading

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget

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


def work(hand: Hand) -> Script:
    """Register somebody, amend, search, leave a draft, copy, meet a fault, lock, come again."""
    yield hand.seen(Unlock)
    hand.let_others_read()
    if hand.came("done"):
        hand.reached("locked")
        hand.app.exit(0)
        return
    hand.unlock()
    QTest.keyClick(hand.part(Unlock).passphrase.line, Qt.Key.Key_Return)
    yield lambda: any(top.objectName() == "window" for top in hand.app.topLevelWidgets())
    window = hand.program
    answers = json.loads((hand.talk / "answers").read_text(encoding="utf-8"))
    page = window.go("participants") or window.pages["participants"]
    yield lambda: not page.list.busy
    page.open_new()
    form = page.record.forms[0].form
    for name, value in answers.items():
        form.editor(name).set_value(value)
        form.editor(name).changed.emit()
    page.keep_draft()
    page.record.forms[0].finish()
    yield lambda: not page.list.busy and page.list.table.key >= 0
    page.open(page.list.table.key, "details")
    note = page.record.forms[0].form.editor("note").controls()[0]
    note.moveCursor(QTextCursor.MoveOperation.End)
    note.insertPlainText(" corregido")
    page.record.forms[0].finish()
    yield lambda: not page.list.busy
    window.top.search.setFocus()
    QTest.keyClicks(window.top.search, answers["given_names"][:6])
    yield hand.seen(QListWidget, "search_results")
    for name in window.places:  # every page reads and draws what it shows
        window.go(name)
        yield lambda: not window.jobs.busy
    window.go("participants")
    page.list.table.selectAll()
    QTest.keyClick(page.list.table, Qt.Key.Key_C, CTRL)
    page.open_new()
    page.record.forms[0].form.editor("note").controls()[0].insertPlainText(answers["note"])
    sys.excepthook(ValueError, ValueError(answers["note"]), None)
    yield lambda: hand.app.activeModalWidget() is not None
    hand.app.activeModalWidget().grab()
    hand.reached("done")
    QTest.keyClick(hand.app.activeModalWidget().windowHandle(), Qt.Key.Key_L, CTRL)
    yield lambda: False
