# SPDX-License-Identifier: GPL-3.0-or-later
"""A window with one register page, and what the tests do with it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.widgets.register import RegisterPage
from desktop.widgets.toasts import Toasts
from tests.widgets.people import People

CTRL = Qt.KeyboardModifier.ControlModifier


class Desk(QWidget):
    """A window with one register page, and what the tests do with it."""

    def __init__(self, qtbot, people):
        super().__init__()
        self.qtbot, self.people = qtbot, people
        self.toasts = Toasts(self)
        self.page = RegisterPage(people, self.toasts)
        self.told: list[str] = []
        self.page.status.connect(self.told.append)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.page)

    def settle(self):
        self.qtbot.waitUntil(lambda: not self.page.list.busy)
        QApplication.processEvents()

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(self.focusWidget() or self.page, key, modifiers)
        self.settle()

    def type(self, text):
        self.qtbot.keyClicks(self.focusWidget(), text)
        self.settle()

    def press(self, name):
        button = next(one for one in self.findChildren(QPushButton, name) if one.isVisible())
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def words(self, name):
        return next(one.text() for one in self.findChildren(QLabel, name) if one.isVisible())

    def texts(self):
        return [one.text() for one in self.findChildren(QLabel) if one.isVisible()]

    def field(self, name):
        return self.form.editor(name).controls()[0]

    def write(self, name, text):
        line = self.field(name)
        line.setFocus()
        line.selectAll()
        self.qtbot.keyClicks(line, text)

    def problems(self):
        return self.form.problems()

    @property
    def form(self):
        return self.page.record.forms[0].form

    @property
    def table(self):
        return self.page.list.table

    @property
    def rows(self):
        return self.table.model().rowCount()


def desks(qtbot):
    """Yield what makes desks, and close them afterwards; a fixture hands it on."""
    made = []

    def desk(people=20, width=1024, height=600):
        source = people if isinstance(people, People) else People(people)
        one = Desk(qtbot, source)
        qtbot.addWidget(one)
        made.append(one)
        one.resize(width, height)
        one.show()
        one.activateWindow()
        qtbot.waitActive(one)
        qtbot.waitUntil(lambda: source.asked != [])
        one.settle()
        one.page.list.focus_list()
        return one

    yield desk
    for one in made:
        one.page.close_down()
