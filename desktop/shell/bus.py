# SPDX-License-Identifier: GPL-3.0-or-later
"""Linux: the computer goes to sleep, its lid closes, its screen locks, another user takes over.

Told by systemd-logind, UPower and the screen savers over D-Bus. Anybody on the bus can send such
a signal; all it does is lock. Without a bus nothing is heard, and nothing is said about it.
"""

import os
from typing import Final, cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusUnixFileDescriptor, QDBusVariant

PROPERTIES: Final = "org.freedesktop.DBus.Properties"
LOGIND: Final = "org.freedesktop.login1"
MANAGER: Final = "org.freedesktop.login1.Manager"
SESSION: Final = "org.freedesktop.login1.Session"
UPOWER: Final = "org.freedesktop.UPower"
SAVERS: Final = tuple(
    f"org.{name}.ScreenSaver" for name in ("freedesktop", "gnome", "cinnamon", "mate", "xfce")
)
_LOCKING: Final = {(UPOWER, "LidIsClosed"): True, (SESSION, "Active"): False}
"""The value of a property that means: nobody we know is at this screen."""
_HEAR: Final = cast(bytes, SLOT("hear(QDBusMessage)"))
_PATIENCE: Final = 300  # milliseconds for an answer of the bus
_MANAGER_PATH: Final = "/org/freedesktop/login1"


class BusSigns(QObject):
    """Listens on the two buses; ``locked`` is the sign to lock at once."""

    locked = Signal()

    def __init__(
        self,
        system: QDBusConnection | None = None,
        session: QDBusConnection | None = None,
        parent: QObject | None = None,
        *,
        title: str = "",
    ) -> None:
        super().__init__(parent)
        self._title = title
        self._system = QDBusConnection.systemBus() if system is None else system
        self._session = QDBusConnection.sessionBus() if session is None else session
        self._delay: QDBusUnixFileDescriptor | None = None
        own = _own_session(self._system)
        for bus, path, interface, name in (
            (self._system, _MANAGER_PATH, MANAGER, "PrepareForSleep"),
            (self._system, own, SESSION, "Lock"),
            (self._system, own, PROPERTIES, "PropertiesChanged"),
            (self._system, "/org/freedesktop/UPower", PROPERTIES, "PropertiesChanged"),
            *((self._session, "", saver, "ActiveChanged") for saver in SAVERS),
        ):
            if bus.isConnected():
                bus.connect("", path, interface, name, self, _HEAR)
        self._ask_for_time()

    @Slot(QDBusMessage)
    def hear(self, message: QDBusMessage) -> None:
        """Take one signal; sleep announced, a saver that starts and a lock mean the same."""
        name, words = message.member(), message.arguments()
        if name == "Lock" or (name in ("PrepareForSleep", "ActiveChanged") and words[:1] == [True]):
            self.locked.emit()
        elif name == "PrepareForSleep":
            self._ask_for_time()  # awake again
        elif name == "PropertiesChanged" and words:
            self._look(message, str(words[0]))

    def let_sleep(self) -> None:
        """Hold up the computer's sleep no longer."""
        self._delay = None

    def _look(self, message: QDBusMessage, interface: str) -> None:
        """Ask what a property says now: only some values of some properties matter."""
        for (about, name), locking in _LOCKING.items():
            if about == interface:
                asked = _call(message.service(), message.path(), PROPERTIES, "Get", about, name)
                found = _first(self._system.call(asked, timeout=_PATIENCE))
                if found is locking:
                    self.locked.emit()

    def _ask_for_time(self) -> None:
        """Ask for the moment the drafts need before the computer sleeps.

        While the answer is held the computer waits, five seconds at most by its own rules. Anybody
        can list who asked: they read the title the user chose for the window, and nothing else.
        """
        if not self._system.isConnected():
            return
        who = self._title
        asked = _call(LOGIND, _MANAGER_PATH, MANAGER, "Inhibit", "sleep", who, who, "delay")
        found = _first(self._system.call(asked, timeout=_PATIENCE))
        self._delay = found if isinstance(found, QDBusUnixFileDescriptor) else None


def _own_session(system: QDBusConnection) -> str:
    """Return the path of the session this window is in; every session's where it is not told."""
    if not system.isConnected():
        return ""
    asked = _call(
        LOGIND, _MANAGER_PATH, MANAGER, "GetSession", os.environ.get("XDG_SESSION_ID", "")
    )
    found = _first(system.call(asked, timeout=_PATIENCE))
    path = getattr(found, "path", None)
    return str(path()) if path else ""


def _call(service: str, path: str, interface: str, name: str, *words: str) -> QDBusMessage:
    made = QDBusMessage.createMethodCall(service, path, interface, name)
    made.setArguments(list(words))
    return made


def _first(answer: QDBusMessage) -> object:
    """Return the first value of an answer; None for an error."""
    words = answer.arguments()
    if answer.type() != QDBusMessage.MessageType.ReplyMessage or not words:
        return None
    return words[0].variant() if isinstance(words[0], QDBusVariant) else words[0]
