# SPDX-License-Identifier: GPL-3.0-or-later
"""A window with the page of processes, and what the tests do with it by keyboard."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from desktop.desks.frame.desk import Desk
from desktop.desks.processes_page import ProcessesPage
from desktop.dialogues.card_page import ClauseCard
from desktop.widgets.jobs import Jobs
from desktop.widgets.record_form import RecordForm
from desktop.widgets.toasts import Toasts

CTRL = Qt.KeyboardModifier.ControlModifier


class Watcher(QObject):
    """Notes every window that opens, were it only for a moment."""

    def __init__(self):
        super().__init__()
        self.opened = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and watched.isWidgetType() and watched.isWindow():
            self.opened.append(watched)
        return False


class Window(QWidget):
    """A window with the page of processes, and what the tests do with it."""

    def __init__(self, qtbot, workspace):
        super().__init__()
        self.qtbot, self.workspace = qtbot, workspace
        self.toasts = Toasts(self)
        desk = Desk(
            workspace, Jobs(self), self.toasts, lambda _name, _record: None, lambda _words: None
        )
        self.page = ProcessesPage(desk)
        room = QVBoxLayout(self)
        room.addWidget(self.page)

    def settle(self):
        lists = (self.page.processes.list, self.page.groups.list)
        self.qtbot.waitUntil(lambda: not any(one.busy for one in lists))
        QApplication.processEvents()

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(self.focusWidget(), key, modifiers)
        self.settle()

    def press(self):
        """Press the button that has the keyboard."""
        self.key(Qt.Key.Key_Space)

    def tab_to(self, name, within=""):
        """Press Tab until the button of a name has the keyboard, within a part of a name."""
        for _step in range(60):
            held = self.focusWidget()
            part = held.parentWidget().objectName() if held.parentWidget() else ""
            if held.objectName() == name and within in ("", part):
                return held
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(name)

    @property
    def form(self):
        return [one for one in self.findChildren(RecordForm) if one.isVisible()][-1].form

    def field(self, name, number=0):
        control = self.form.editor(name).controls()[number]
        control.setFocus()
        return control

    def write(self, name, text):
        line = self.field(name)
        line.selectAll()
        self.qtbot.keyClicks(line, text)

    def pick(self, name, text):
        self.write(name, text)
        self.key(Qt.Key.Key_Return)

    def choose(self, name, code):
        for button in self.form.editor(name).controls():
            if button.objectName() == code:
                button.setFocus()
                if not button.isChecked():  # pressed again, it would be given back
                    self.press()
                return
        raise AssertionError(code)

    def finish(self):
        before = [one for one in self.findChildren(RecordForm) if one.isVisible()][-1]
        self.key(Qt.Key.Key_Return, CTRL)
        self.qtbot.waitUntil(lambda: not shown(before))
        self.settle()

    def show_tab(self, kind, rights=1):
        self.page.processes.record.tabs.tabBar().setFocus()
        for _step in range(rights):
            self.key(Qt.Key.Key_Right)
        return self.findChild(kind)

    def cards(self):
        return {
            card.accessibleName(): card
            for card in self.findChildren(ClauseCard)
            if card.isVisible()
        }

    def words(self, part, name):
        return [one.text() for one in part.findChildren(QLabel, name) if one.isVisible()]


def shown(widget):
    try:
        return widget.isVisible()
    except RuntimeError:  # it has gone
        return False
