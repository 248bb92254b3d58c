# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a passphrase is typed: four letters complete a word, then a wait after errors."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.core import i18n
from desktop.core.crypto import phrases
from desktop.core.i18n import _, ngettext
from desktop.widgets import icons, look
from desktop.widgets.parts import button, named

LONGEST_WAIT = 60
_SECOND = 1000


class PassphraseLine(QLineEdit):
    """A line of dots in which four letters write out a word of the lists, and a space follows.

    It reads the keys struck at its end; a text pasted in or mended in the middle stays as it is.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._raw = ""
        self._writing = False
        self.textChanged.connect(self._take_as_typed)

    def tries(self) -> list[str]:
        """Return what may have been meant: words written out, and the keys as they were struck."""
        return phrases.meanings(self._raw, i18n.language())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        whole = self.hasSelectedText() and self.selectedText() == self.text()
        at_end = not self.hasSelectedText() and self.cursorPosition() == len(self.text())
        letter = event.text()
        plain = not event.modifiers() & ~_HARMLESS
        if plain and (whole or at_end) and len(letter) == 1 and letter.isprintable():
            self._write(("" if whole else self._raw) + letter.lower())
        elif plain and at_end and event.key() == Qt.Key.Key_Backspace:
            self._write(phrases.one_back(self._raw, i18n.language()))
        else:
            super().keyPressEvent(event)

    def _write(self, raw: str) -> None:
        raw = raw.lstrip(" ")
        self._writing = True
        self.setText(phrases.written_out(raw, i18n.language()))
        self._writing = False
        self._raw = raw

    def _take_as_typed(self, text: str) -> None:
        if not self._writing:
            self._raw = phrases.keep_as_typed(text)


class Passphrase(QWidget):
    """The line with its button to show what is typed; hidden again when the line is emptied."""

    entered = Signal()

    def __init__(self, name: str, accessible: str = "") -> None:
        super().__init__()
        self.setObjectName(f"{name}_field")
        self.line = named(PassphraseLine(), name, accessible or _("Passphrase"))
        self._eye = button(_("Show while I type"), f"{name}_eye", self._turn, "link")
        icons.dress(self._eye, "eye", "accent")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space())
        column.addWidget(self.line)
        column.addWidget(self._eye, alignment=Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.line)
        self.line.returnPressed.connect(self.entered)

    def tries(self) -> list[str]:
        """Return what may have been meant, the likeliest first."""
        return self.line.tries()

    def ask(self) -> None:
        """Take the keyboard; what is typed next replaces what stands there."""
        self.line.setFocus()
        self.line.selectAll()

    def forget(self) -> None:
        """Empty the line and hide what will be typed next."""
        self.line.clear()
        if self.line.echoMode() == QLineEdit.EchoMode.Normal:
            self._turn()

    def _turn(self) -> None:
        """Show or hide the words; the button says what it would do next."""
        shown = self.line.echoMode() == QLineEdit.EchoMode.Normal
        mode = QLineEdit.EchoMode.Password if shown else QLineEdit.EchoMode.Normal
        self.line.setEchoMode(mode)
        self._eye.setText(_("Show while I type") if shown else _("Hide what I type"))
        icons.dress(self._eye, "eye" if shown else "eye-off", "accent")
        self.line.setFocus()


class Patience(QObject):
    """A wait after each wrong try, twice as long each time; one for all places of a window.

    It slows the person at this keyboard and nobody who copied the files: the words say so.
    """

    ticked = Signal(int)
    """Seconds still to wait; nought when the next try is free."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tries = 0
        self.left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_SECOND)
        self._timer.timeout.connect(self._tick)

    @staticmethod
    def of(owner: QObject) -> "Patience":
        """Return the one of a window or worker, so that to leave a page or dialog saves no wait."""
        found = owner.findChild(Patience, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return found if isinstance(found, Patience) else Patience(owner)

    def wrong(self) -> None:
        """Count a wrong try and begin the wait it costs."""
        self.tries += 1
        self.left = wait_after(self.tries)
        self._timer.start()
        self.ticked.emit(self.left)

    def right(self) -> None:
        """Begin anew after a right one."""
        self.tries = self.left = 0
        self._timer.stop()

    def words(self) -> str:
        """Return what to tell while the wait lasts, nothing where there is none."""
        if not self.left:
            return ""
        wait = ngettext(
            "The next try is possible in {n} second.",
            "The next try is possible in {n} seconds.",
            self.left,
        ).format(n=self.left)
        honest = _("The wait slows whoever sits here, not somebody who copied the files.")
        return f"{wait} {honest}"

    def _tick(self) -> None:
        self.left = max(0, self.left - 1)
        if not self.left:
            self._timer.stop()
        self.ticked.emit(self.left)


def wait_after(tries: int) -> int:
    """Return the seconds to wait after so many wrong tries in a row: 1, 2, 4 up to a minute."""
    return min(LONGEST_WAIT, 2 ** min(tries - 1, 6)) if tries else 0


_HARMLESS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
