# SPDX-License-Identifier: GPL-3.0-or-later
"""Watches whether somebody is there: Esc twice, no hand on the keyboard, a computer that slept."""

from collections.abc import Callable
from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QWindow

from desktop.core import machine

TWICE_WITHIN: Final = 0.6
"""Seconds between two presses of Esc that mean "cover the screen"."""
WARNED_BEFORE: Final = 10.0
"""Seconds before a lock nobody asked for, in which a hand on the mouse still stops it."""

_LOCK: Final = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L)
_TICK: Final = 1000
_HANDS: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class Watch(QObject):
    """Tells what the hands do. It decides nothing: what an idle minute means, its owner knows.

    It listens at the windows themselves, where every key and movement arrives first and once, so
    that a dialog or a menu on top hides nothing from it.
    """

    lock_pressed = Signal()
    """Ctrl+L where no shortcut of the window reaches: in a dialog, or under the cover."""
    alert_pressed = Signal()
    """F9, wherever it was pressed."""
    escaped = Signal()
    """Esc was pressed twice."""
    idle = Signal(float)
    """Once a second: for how many seconds nobody has touched anything."""
    slept = Signal()
    """The computer slept, and nobody told us before."""
    changed_window = Signal()
    """Another window of the program has the keyboard."""

    def __init__(
        self, app: QGuiApplication, elapsed: Callable[[], float] = machine.elapsed
    ) -> None:
        super().__init__(app)
        self._elapsed = elapsed
        self._last_hand = self._last_tick = elapsed()
        self._last_escape = float("-inf")
        self._where: tuple[float, float] | None = None
        self._windows: list[QWindow] = []
        self._timer = QTimer(self, interval=_TICK)
        self._timer.timeout.connect(self.tick)
        app.focusWindowChanged.connect(self._attend)
        self._attend(app.focusWindow())

    def start(self) -> None:
        """Count from now on."""
        self._last_hand = self._last_tick = self._elapsed()
        self._timer.start()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()

    def touch(self) -> None:
        """Somebody is there."""
        self._last_hand = self._elapsed()

    def tick(self) -> None:
        """Look at the clock; the timer does it once a second."""
        now = self._elapsed()
        gap, self._last_tick = now - self._last_tick, now
        if gap >= machine.SLEPT_AFTER:
            self.slept.emit()
        else:
            self.idle.emit(now - self._last_hand)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _HANDS:
            self._hand(event)
        return False

    def _hand(self, event: QEvent) -> None:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            where = event.globalPosition().toTuple()
            if where == self._where:  # the window moved under the mouse, not the mouse
                return
            self._where = where
        self.touch()
        if isinstance(event, QKeyEvent) and not event.isAutoRepeat():
            self._note_escape(event)
            if event.keyCombination() == _LOCK:
                QTimer.singleShot(0, self, self.lock_pressed.emit)
            elif event.key() == Qt.Key.Key_F9:
                QTimer.singleShot(0, self, self.alert_pressed.emit)

    def _note_escape(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            self._last_escape = float("-inf")
            return
        now = self._elapsed()
        twice = now - self._last_escape <= TWICE_WITHIN
        self._last_escape = float("-inf") if twice else now
        if twice:
            # the key does first what it does in the dialog or the field it is meant for
            QTimer.singleShot(0, self, self.escaped.emit)

    def _attend(self, window: QWindow | None) -> None:
        """Listen at a window the keyboard comes to for the first time."""
        self._windows = [one for one in self._windows if shiboken6.isValid(one)]
        if window is not None and window not in self._windows:
            self._windows.append(window)
            window.installEventFilter(self)
        if window is not None:
            self.changed_window.emit()
