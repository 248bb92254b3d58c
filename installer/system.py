# SPDX-License-Identifier: GPL-3.0-or-later
"""What the machine must have: a new enough Windows, or on Linux the libraries Qt stands on."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from installer.words import say

# Found by their file, not by dpkg: the package of one library has other names in other releases.
OFFSCREEN = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
}
WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
TOOLS = ("strace", "dbus-daemon")
"""Programs with which the tests record what is written, or stand in for the system."""

_WINDOWS_1809 = 17763


class SetUpError(Exception):
    """The set-up cannot go on; the message is a whole sentence for the person at the keyboard."""


def check_machine() -> None:
    """Refuse a machine on which the program cannot run, before anything is downloaded."""
    if sys.platform == "win32" and sys.getwindowsversion().build < _WINDOWS_1809:
        raise SetUpError(say("old_windows"))
    if sys.maxsize < 2**32:
        raise SetUpError(say("narrow"))


def has_display() -> bool:
    """Whether a window can be opened here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def provide_libraries() -> None:
    """Install what is missing with apt where we may; elsewhere say what to install, and stop."""
    if not sys.platform.startswith("linux"):
        return
    packages = [] if can_make_venv() else [_venv_package()]
    packages += missing({**OFFSCREEN, **WINDOW}).values()
    if packages and not (_is_debian() and _apt_install(packages)):
        _refuse_unless_spare(packages)


def provide_tools() -> None:
    """Install with apt, where we may, what only the tests need; nothing stops without it."""
    lacking = [name for name in TOOLS if shutil.which(name) is None]
    if sys.platform.startswith("linux") and lacking and _is_debian():
        _apt_install(lacking)


def missing(libraries: dict[str, str]) -> dict[str, str]:
    """Return those of the libraries (file to package) that this machine cannot load."""
    return {file: package for file, package in libraries.items() if not _loads(file)}


def can_make_venv() -> bool:
    """Whether this Python can make a virtual environment with pip in it; Debian splits that off."""
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def _refuse_unless_spare(packages: list[str]) -> None:
    """Without a screen the window's own libraries may be missing; nothing else may."""
    needed = [name for name in packages if has_display() or name not in WINDOW.values()]
    if not needed:
        return
    if _is_debian():
        line = f"sudo apt install -y {' '.join(packages)}"
        raise SetUpError(f"{say('paste')}\n\n    {line}\n")
    raise SetUpError(say("missing", names=", ".join(packages)))


def _loads(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def _is_debian() -> bool:
    return Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def _venv_package() -> str:
    return f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def _apt_install(packages: list[str]) -> bool:
    """Install with apt, with fresh package lists on the second try; False where we may not."""
    prefix = _as_root()
    if prefix is None:
        return False
    print(say("libraries", names=" ".join(packages)), flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    update = [*prefix, "apt-get", "update", "-qq"]
    for command in (install, update, install):
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, errors="replace", check=False
        )
        if command is install and done.returncode == 0:
            return True
    print(done.stderr.strip(), file=sys.stderr)
    return False


def _as_root() -> list[str] | None:
    """Return what to put before a command that needs root: nothing, sudo, or None for "may not"."""
    if sys.platform == "win32":
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo is None:
        return None
    allowed = subprocess.run([sudo, "-n", "true"], capture_output=True, check=False)
    keep = ["env", "DEBIAN_FRONTEND=noninteractive"]
    return None if allowed.returncode else [sudo, "-n", *keep]
