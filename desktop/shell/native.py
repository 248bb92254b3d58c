# SPDX-License-Identifier: GPL-3.0-or-later
"""Windows: the session locks or changes hands, the computer sleeps, its lid closes.

What a message means is told by plain functions that run, and are tested, everywhere.
"""

import ctypes
import sys
import uuid
from typing import Final

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

WM_POWERBROADCAST: Final = 0x0218
WM_WTSSESSION_CHANGE: Final = 0x02B1
SUSPEND: Final = 0x0004
POWER_SETTING_CHANGE: Final = 0x8013
LEAVES: Final = frozenset({0x2, 0x4, 0x6, 0x7})
"""The console or a remote session was disconnected, logged off, or locked."""
LID: Final = uuid.UUID("ba3e0f4d-b817-4094-a2d1-d56379e6a0f3").bytes_le
_HIDDEN: Final = 0x11
_SHOWN: Final = 0x00
_SETTING_SIZE: Final = 24  # a GUID, the length of what follows, and four bytes of it


def means_lock(message: int, what: int, setting: bytes = b"") -> bool:
    """Tell whether a message of Windows says that nobody we know is at this screen."""
    if message == WM_WTSSESSION_CHANGE:
        return what in LEAVES
    if message != WM_POWERBROADCAST:
        return False
    closed = setting[:16] == LID and setting[20:24] == bytes(4)
    return what == SUSPEND or (what == POWER_SETTING_CHANGE and closed)


class NativeSigns(QObject):
    """Hears the messages sent to one window; ``locked`` is the sign to lock at once."""

    locked = Signal()

    def __init__(self, window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter = _Filter(self)
        if app := QCoreApplication.instance():
            app.installNativeEventFilter(self._filter)
        if sys.platform == "win32":
            handle = int(window.winId())
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(handle, 0)
            guid = ctypes.create_string_buffer(LID, 16)
            ctypes.windll.user32.RegisterPowerSettingNotification(handle, guid, 0)

    def let_sleep(self) -> None:
        """Windows gives two seconds and waits for nobody."""


class _Filter(QAbstractNativeEventFilter):
    """Reads the message and lets it pass."""

    def __init__(self, signs: NativeSigns) -> None:
        super().__init__()
        self._signs = signs

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        if sys.platform == "win32" and bytes(kind).startswith(b"windows"):
            from ctypes import wintypes

            found = wintypes.MSG.from_address(int(message))
            setting = b""
            if (found.message, found.wParam) == (WM_POWERBROADCAST, POWER_SETTING_CHANGE):
                setting = ctypes.string_at(found.lParam, _SETTING_SIZE)
            if means_lock(found.message, found.wParam, setting):
                self._signs.locked.emit()
        return False, 0


def refuse_capture(window: QWidget, *, refused: bool) -> bool:
    """Keep a window out of screen pictures where the system can; True where it does.

    Windows shows such a window empty to whoever records the screen. Linux has no such thing.
    """
    if sys.platform == "win32":
        affinity = _HIDDEN if refused else _SHOWN
        done = ctypes.windll.user32.SetWindowDisplayAffinity(int(window.winId()), affinity)
        return bool(done) and refused
    return False
