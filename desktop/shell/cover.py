# SPDX-License-Identifier: GPL-3.0-or-later
"""The blank page over everything, and the dialog in which its word is chosen."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QMainWindow,
    QWidget,
)

from desktop.core.cover import CoverWord
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.widgets import look
from desktop.widgets.framed import Framed
from desktop.widgets.parts import bring_into_view, button, label, named, wrapped


class Blank(QMainWindow):
    """A window with nothing on it. What is typed is not shown; Enter tries it as the word.

    It has no word anywhere, not even for a screen reader, that would tell what it hides.
    """

    opened = Signal()
    lock_wanted = Signal()
    left = Signal()

    def __init__(self, word: CoverWord, title: str) -> None:
        super().__init__()
        self.setObjectName("blank")
        self.setWindowTitle(title)
        look.mark(self, "page")
        self._word, self._typed = word, ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def take_place_of(self, window: QWidget) -> None:
        """Stand where a window stands, and put it away."""
        self._typed = ""
        self.restoreGeometry(window.saveGeometry())
        self.show()
        window.hide()
        self.activateWindow()
        self.setFocus()

    def give_place_to(self, window: QWidget) -> None:
        """Bring the window back."""
        window.show()
        self.hide()
        window.activateWindow()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # no shortcut means anything here; every key comes as a key
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._try()
        elif event.key() == Qt.Key.Key_Escape:
            self._typed = ""
        elif event.key() == Qt.Key.Key_Backspace:
            self._typed = self._typed[:-1]
        elif event.text().isprintable():
            self._typed = (self._typed + event.text())[-100:]

    def inputMethodEvent(self, event: object) -> None:
        """Take letters with accents, which come this way on some keyboards."""
        self._typed += getattr(event, "commitString")()  # noqa: B009

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.left.emit()

    def _try(self) -> None:
        typed, self._typed = self._typed, ""
        if not typed:
            return
        if self._word.matches(typed):
            self.opened.emit()
        elif self._word.spent:
            self.lock_wanted.emit()


def put_away_others(stays: QWidget | None) -> None:
    """Close every window, dialog, menu and list of the program but one."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
        popup.hide()
    for one in QApplication.topLevelWidgets():
        if one is stays or not one.isVisible():
            continue
        if isinstance(one, QDialog):
            one.reject()  # the way back: whoever asked gets no as the answer
        one.hide()


class ChooseWord(Framed):
    """The word is typed twice and shown to nobody."""

    def __init__(self, parent: QWidget | None, word: CoverWord) -> None:
        super().__init__(parent, "choose_word", _("Cover the screen"))
        self._word = word
        self.first = self._field("cover_word", _("Word"))
        self.again = self._field("cover_again", _("The same word again"))
        self.problem = wrapped(name="cover_problem", role="error")
        self.problem.hide()
        self._lay_out()

    def done(self, result: int) -> None:
        """Forget what was typed, whatever the answer."""
        self.first.clear()
        self.again.clear()
        super().done(result)

    def _field(self, name: str, title: str) -> QLineEdit:
        made = named(QLineEdit(), name, title)
        made.setEchoMode(QLineEdit.EchoMode.Password)
        made.setMaxLength(60)
        return made

    def _take(self) -> None:
        if self.first.text() != self.again.text():
            self._tell(_("The two words are not the same. Type them again."))
            return
        try:
            self._word.choose(self.first.text())
        except UserError as error:
            self._tell(str(error))
            return
        self.accept()

    def _tell(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.show()
        self.first.clear()
        self.again.clear()
        self.first.setFocus()
        bring_into_view(self.problem)

    def _lay_out(self) -> None:
        column = self.head(_("A word that brings the screen back"))
        about = _(
            "Esc pressed twice turns the whole window into a blank page. Type this word and "
            "Enter to go on. It is not your passphrase; it is kept in memory only, until you "
            "lock or leave. After three wrong tries the program locks."
        )
        column.addWidget(wrapped(about, "soft"))
        for title, field in ((_("Word"), self.first), (_("The same word again"), self.again)):
            said = label(title, "field")
            said.setBuddy(field)
            column.addWidget(said)
            column.addWidget(field)
        column.addWidget(self.problem)
        use = button(_("Use this word"), "cover_use", self._take, "primary")
        use.setDefault(True)
        self.end(use, button(_("Go back"), "cover_cancel", self.reject))
