# SPDX-License-Identifier: GPL-3.0-or-later
"""The computer says that nobody is there: over a real bus where there is one, and as Windows does."""

import os
import shutil
import subprocess
import sys
from typing import Any, cast

import pytest
from PySide6.QtCore import ClassInfo, Property, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QWidget

from desktop.shell import native
from desktop.shell import signs as signals
from desktop.shell.bus import (
    LOGIND,
    MANAGER,
    PROPERTIES,
    SAVERS,
    SESSION,
    UPOWER,
    BusSigns,
)

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="D-Bus is Linux's")
called = cast(Any, lambda name: cast(Any, ClassInfo)({"D-Bus Interface": name}))
NOWHERE = "vereda-test-nowhere"


@called(SESSION)
class Session(QObject):
    """A session of logind, as far as it is asked."""

    active = True

    def _active(self) -> bool:
        return self.active

    Active = Property(bool, _active)


@called(UPOWER)
class Power(QObject):
    """UPower, as far as it is asked."""

    closed = False

    def _closed(self) -> bool:
        return self.closed

    LidIsClosed = Property(bool, _closed)


@pytest.fixture
def bus(tmp_path):
    """A bus of our own, with nobody on it."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        yield None
        return
    started = subprocess.Popen(
        [daemon, "--session", "--nofork", "--print-address=1", f"--address=unix:dir={tmp_path}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=dict(os.environ),
    )
    address = started.stdout.readline().strip()
    yield QDBusConnection.connectToBus(address, f"vereda-{tmp_path.name}")
    QDBusConnection.disconnectFromBus(f"vereda-{tmp_path.name}")
    started.kill()
    started.communicate()


def signal(path, interface, name, *words):
    made = QDBusMessage.createSignal(path, interface, name)
    made.setArguments(list(words))
    return made


SLEEP = signal("/org/freedesktop/login1", MANAGER, "PrepareForSleep", True)
LOCKING = [
    SLEEP,
    signal("/org/freedesktop/login1/session/_31", SESSION, "Lock"),
    *(signal("/screensaver", saver, "ActiveChanged", True) for saver in SAVERS),
]
HARMLESS = [
    signal("/org/freedesktop/login1", MANAGER, "PrepareForSleep", False),
    signal("/org/freedesktop/login1/session/_31", SESSION, "Unlock"),
    signal("/screensaver", SAVERS[0], "ActiveChanged", False),
    signal("/screensaver", SAVERS[0], "ActiveChanged", "true"),
]


@linux
@pytest.mark.parametrize("message", LOCKING, ids=lambda m: f"{m.interface()}.{m.member()}")
def test_each_sign_locks(qapp, qtbot, bus, message):
    signs = BusSigns(bus or QDBusConnection(NOWHERE), bus or QDBusConnection(NOWHERE))
    with qtbot.waitSignal(signs.locked, timeout=5000):
        assert bus.send(message) if bus else signs.hear(message) is None


@linux
@pytest.mark.parametrize("message", HARMLESS, ids=lambda m: f"{m.interface()}.{m.member()}")
def test_other_signs_do_not(qapp, qtbot, bus, message):
    signs = BusSigns(bus or QDBusConnection(NOWHERE), bus or QDBusConnection(NOWHERE))
    heard = []
    signs.locked.connect(lambda: heard.append(message))
    with qtbot.waitSignal(signs.locked, timeout=5000):
        for one in (message, SLEEP):  # in the order they were sent
            assert bus.send(one) if bus else signs.hear(one) is None
    assert len(heard) == 1


@linux
@pytest.mark.parametrize(
    ("kind", "path", "name", "value", "locks"),
    [
        (Session, "/org/freedesktop/login1/session/_31", "active", False, True),
        (Session, "/org/freedesktop/login1/session/_31", "active", True, False),
        (Power, "/org/freedesktop/UPower", "closed", True, True),
        (Power, "/org/freedesktop/UPower", "closed", False, False),
    ],
)
def test_another_user_or_a_closed_lid_locks(qapp, qtbot, bus, kind, path, name, value, locks):
    if bus is None:  # nobody answers, so nothing is known, and nothing locks
        signs = BusSigns(QDBusConnection(NOWHERE), QDBusConnection(NOWHERE))
        signs.locked.connect(lambda: pytest.fail("locked"))
        signs.hear(signal(path, PROPERTIES, "PropertiesChanged", SESSION, {}, []))
        return
    thing = kind()
    setattr(thing, name, value)
    assert bus.registerObject(path, thing, QDBusConnection.RegisterOption.ExportAllProperties)
    signs = BusSigns(bus, bus)
    heard = []
    signs.locked.connect(lambda: heard.append(True))
    interface = SESSION if kind is Session else UPOWER
    with qtbot.waitSignal(signs.locked, timeout=5000):
        assert bus.send(signal(path, PROPERTIES, "PropertiesChanged", interface, {}, []))
        assert bus.send(SLEEP)
    if locks:
        qtbot.waitUntil(lambda: len(heard) > 1)
    assert (len(heard) > 1) is locks


@called(MANAGER)
class Manager(QObject):
    """The manager of logind, as far as it is asked."""

    def __init__(self):
        super().__init__()
        self.asked = []

    @Slot(str, result=str)
    def GetSession(self, _name):
        return ""

    @Slot(str, str, str, str, result=str)
    def Inhibit(self, what, who, why, mode):
        self.asked.append((what, who, why, mode))
        return ""


@linux
def test_the_computer_is_told_the_title_the_user_chose_and_no_name_of_ours(qapp, bus):
    """Anybody at the computer can list who holds up its sleep."""
    if bus is None:
        pytest.skip("no bus here")
    manager = Manager()
    options = QDBusConnection.RegisterOption.ExportAllSlots
    assert bus.registerObject("/org/freedesktop/login1", manager, options)
    assert bus.registerService(LOGIND)
    window = QWidget()
    window.setWindowTitle("Cuentas 2026")
    BusSigns(bus, QDBusConnection(NOWHERE), title=window.windowTitle())
    assert manager.asked == [("sleep", "Cuentas 2026", "Cuentas 2026", "delay")]
    heard = signals.listen(window, window)
    assert getattr(heard, "_title") == "Cuentas 2026"  # noqa: B009


@linux
def test_without_a_bus_nothing_is_said(qapp):
    signs = BusSigns(QDBusConnection(NOWHERE), QDBusConnection(NOWHERE))
    signs.let_sleep()


@pytest.mark.parametrize(
    ("message", "what", "setting", "locks"),
    [
        (native.WM_WTSSESSION_CHANGE, 0x7, b"", True),
        (native.WM_WTSSESSION_CHANGE, 0x2, b"", True),
        (native.WM_WTSSESSION_CHANGE, 0x8, b"", False),
        (native.WM_POWERBROADCAST, native.SUSPEND, b"", True),
        (native.WM_POWERBROADCAST, 0x12, b"", False),
        (
            native.WM_POWERBROADCAST,
            native.POWER_SETTING_CHANGE,
            native.LID + b"\4\0\0\0" + bytes(4),
            True,
        ),
        (
            native.WM_POWERBROADCAST,
            native.POWER_SETTING_CHANGE,
            native.LID + b"\4\0\0\0\1\0\0\0",
            False,
        ),
        (native.WM_POWERBROADCAST, native.POWER_SETTING_CHANGE, bytes(24), False),
        (0x000F, 0x7, b"", False),
    ],
)
def test_what_windows_says(message, what, setting, locks):
    assert native.means_lock(message, what, setting) is locks
