# SPDX-License-Identifier: GPL-3.0-or-later
"""Short news at the lower left that goes away by itself, with Undo while it is there."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QEnterEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from desktop.core.i18n import _
from desktop.widgets import icons, look

SECONDS = 8
_MOST = 3


class Toasts(QObject):
    """Shows toasts over the lower left of a window, the newest below.

    Alt+Z does what the newest Undo does. A toast waits while the mouse is on it or the keyboard
    in it, so that nobody loses the button while reaching for it.
    """

    def __init__(self, window: QWidget, seconds: float = SECONDS) -> None:
        super().__init__(window)
        self._window, self._seconds = window, seconds
        self._toasts: list[Toast] = []
        window.installEventFilter(self)
        shortcut = QShortcut(QKeySequence("Alt+Z"), window)
        shortcut.activated.connect(self._undo_newest)

    def show(self, message: str, undo: Callable[[], None] | None = None, verb: str = "") -> "Toast":
        """Say something for eight seconds; ``undo`` gives it an Undo button, or a ``verb``."""
        toast = Toast(self._window, message, undo, self._seconds, verb)
        toast.gone.connect(lambda: self._drop(toast))
        self._toasts.append(toast)
        for old in self._toasts[:-_MOST]:
            old.leave()
        toast.ensurePolished()
        self._place()  # first to its place, or it would pass under the mouse and wait for it
        toast.show()
        self._place()
        QAccessible.updateAccessibility(QAccessibleEvent(toast, QAccessible.Event.Alert))
        return toast

    def shown(self) -> "list[Toast]":
        """Return the toasts now shown, the newest last."""
        return list(self._toasts)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _drop(self, toast: "Toast") -> None:
        if toast in self._toasts:
            self._toasts.remove(toast)
        self._place()

    def _undo_newest(self) -> None:
        undoable = [toast for toast in self._toasts if toast.can_undo()]
        if undoable:
            undoable[-1].undo()

    def _place(self) -> None:
        edge = look.space(4)
        bottom = self._window.height() - edge
        for toast in reversed(self._toasts):
            if shiboken6.isValid(toast):
                wide = max(self._window.width() - 2 * edge, 1)
                wide = min(toast.sizeHint().width(), look.width(60), wide)
                high = toast.heightForWidth(wide) if toast.hasHeightForWidth() else -1
                toast.resize(wide, max(high, toast.sizeHint().height()))
                bottom -= toast.height()
                toast.move(edge, bottom)
                toast.raise_()
                bottom -= look.space(2)


class Toast(QFrame):
    """One piece of news."""

    gone = Signal()

    def __init__(
        self,
        window: QWidget,
        message: str,
        undo: Callable[[], None] | None = None,
        seconds: float = SECONDS,
        verb: str = "",
    ) -> None:
        super().__init__(window)
        self._undo, self._verb = undo, verb
        look.mark(self, "toast")
        self.setAccessibleName(message)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.space(3), look.space(2), look.space(2), look.space(2))
        label = QLabel(message)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(label.sizeHint().width() > look.width(44))
        row.addWidget(label, 1)
        if undo is not None:
            button = QPushButton((verb or _("Undo")).replace("&", "&&"))
            button.setObjectName("act" if verb else "undo")
            button.setAutoDefault(False)
            if not verb:
                button.setToolTip("Alt+Z")
                icons.dress(button, "undo")
            button.clicked.connect(self.undo)
            row.addWidget(button)
        close = QToolButton()
        close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        icons.dress(close, "close", "soft", _("Close this message"))
        close.clicked.connect(self.leave)
        row.addWidget(close)
        for part in self.findChildren(QWidget):
            part.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(seconds * 1000))
        self._timer.timeout.connect(self.leave)
        self._timer.start()

    def can_undo(self) -> bool:
        """Tell whether Undo is offered."""
        return self._undo is not None and not self._verb

    def is_leaving(self) -> bool:
        """Tell whether its time is running; it stands still under the mouse and the keyboard."""
        return self._timer.isActive()

    def undo(self) -> None:
        """Take back what the toast told, once, and go away."""
        undo, self._undo = self._undo, None
        self.leave()
        if undo is not None:
            undo()

    def leave(self) -> None:
        """Go away."""
        self._timer.stop()
        self.hide()
        self.gone.emit()
        self.deleteLater()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        elif event.type() == QEvent.Type.FocusOut and self.isVisible():
            self._timer.start()
        return False
