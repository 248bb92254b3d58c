# SPDX-License-Identifier: GPL-3.0-or-later
"""The ladder: a few yes/no questions that lead to what happened, by two keys."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.core import codes, ladders
from desktop.core.i18n import _
from desktop.widgets import look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.framed import Framed
from desktop.widgets.parts import button, wrapped

LADDER = CODES = "incident_type"


class Ladder(Framed):
    """One question at a time; ``chosen`` is the type it led to, empty until it is taken."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, "ladder", _("What happened?"))
        self.chosen = ""
        self._rungs = ladders.read(LADDER)
        self._way = [ladders.FIRST]
        column = self.head(_("What happened?"))
        self.question = wrapped("", "strong", "ladder_question")
        self.question.setMinimumHeight(self.question.fontMetrics().height() * 3)
        column.addWidget(self.question)
        row = FlowLayout(gap=2)
        yes, no = _("Yes"), _("No")
        self.yes = button(
            f"{yes} · {yes[0]}", "ladder_yes", lambda: self._answer(yes=True), "primary"
        )
        self.no = button(f"{no} · {no[0]}", "ladder_no", lambda: self._answer(yes=False))
        self.take = button(_("Take this"), "ladder_take", self._take, "primary")
        for part in (self.yes, self.no, self.take):
            row.addWidget(part)
        column.addLayout(row)
        column.addWidget(
            wrapped(_("{yes} or {no} · Backspace one back").format(yes=yes[0], no=no[0]), "meta")
        )
        self.back = button(_("One back"), "ladder_back", self._one_back)
        self.end(self.back, button(_("Go back"), "back", self.reject))
        self._keys = {Qt.Key.Key_Y: True, Qt.Key.Key_S: True, Qt.Key.Key_N: False}
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Backspace:
            self._one_back()
        elif self._code():
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
            else:
                super().keyPressEvent(event)
        elif key in self._keys:
            self._answer(yes=self._keys[key])
        else:
            super().keyPressEvent(event)

    def _code(self) -> str:
        return ladders.code_at(self._way[-1])

    def _answer(self, *, yes: bool) -> None:
        if not self._code():
            rung = self._rungs[self._way[-1]]
            self._way.append(rung.yes if yes else rung.no)
            self._show()

    def _one_back(self) -> None:
        if len(self._way) > 1:
            self._way.pop()
            self._show()

    def _show(self) -> None:
        code = self._code()
        if code:
            self.question.setText(codes.label(CODES, code))
        else:
            self.question.setText(self._rungs[self._way[-1]].question)
        look.mark(self.question, "section" if code else "strong")
        for part in (self.yes, self.no):
            part.setVisible(not code)
        self.take.setVisible(bool(code))
        self.back.setEnabled(len(self._way) > 1)
        (self.take if code else self.yes).setFocus()
        self.fit()

    def _take(self) -> None:
        self.chosen = self._code()
        self.accept()


def ask(parent: QWidget | None) -> str:
    """Lead somebody down the ladder; returns the type, empty where they turned back."""
    ladder = Ladder(parent)
    ladder.exec()
    chosen = ladder.chosen
    ladder.deleteLater()
    return chosen
