# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether what lies on this computer's disk is encrypted, as far as the computer tells it.

Our own files are always encrypted. The rest of the disk is not ours: memory written to it when
the computer sleeps, files printed or exported, traces of other programs.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ENCRYPTING: Final = frozenset(
    {"ecryptfs", "fuse.gocryptfs", "fuse.cryfs", "fuse.encfs", "fuse.securefs", "fuse.veracrypt"}
)
_DEEPEST: Final = 12
"""Layers of devices one looks through: a loop of loops ends here."""
_BITLOCKER: Final = {1: True, 6: True, 2: False, 3: False, 4: False, 5: False, 8: False}
"""System.Volume.BitLockerProtection: on or locked; half done or suspended protects nothing yet."""
_POWERSHELL: Final = "System32/WindowsPowerShell/v1.0/powershell.exe"
_PATIENCE: Final = 20


@dataclass(frozen=True, slots=True)
class Disk:
    """What is known about where a folder lies; None is "the computer does not tell"."""

    encrypted: bool | None
    swap: bool | None
    """Whether memory written to disk is encrypted; True where none is ever written."""

    @property
    def safe(self) -> bool:
        """Whether a stolen disk tells nothing."""
        return self.encrypted is True and self.swap is True


def look(folder: Path) -> Disk:
    """Return what is known about the disk of a folder; it may take seconds, so ask in a job."""
    if sys.platform == "win32":
        found = _bitlocker(folder)
        return Disk(found, found)  # memory is written to the system's own drive
    if sys.platform == "darwin":
        said = _said(["/usr/bin/fdesetup", "status"])
        return Disk({"FileVault is On.": True, "FileVault is Off.": False}.get(said), True)
    return look_on_linux(folder)


def look_on_linux(folder: Path, root: Path = Path("/")) -> Disk:
    """Read what the kernel tells under /proc and /sys."""
    return Disk(_of_folder(folder, root, 0), _swap(root))


def _of_folder(folder: Path, root: Path, depth: int) -> bool | None:
    mount = _mount(folder, root)
    if mount is None or depth > _DEEPEST:
        return None
    number, kind, source = mount
    if kind in ENCRYPTING:
        return True
    if number.startswith("0:") and source.startswith("/dev/"):  # btrfs numbers its own way
        number = _number_of(source, root)
    return _of_device(number, root, depth)


def _of_device(number: str, root: Path, depth: int) -> bool | None:
    """Tell whether a block device is encrypted: itself, or everything it stands on."""
    place = root / "sys/dev/block" / number
    if not number or number.startswith("0:") or not place.is_dir() or depth > _DEEPEST:
        return None
    if _read(place / "dm/uuid").startswith("CRYPT-"):
        return True
    backing = _read(place / "loop/backing_file")
    if backing:
        return _of_folder(Path(backing).parent, root, depth + 1)
    under = sorted((place / "slaves").iterdir()) if (place / "slaves").is_dir() else []
    found = {_of_device(_read(one / "dev"), root, depth + 1) for one in under}
    if not found or False in found:
        return False
    return None if None in found else True


def _swap(root: Path) -> bool | None:
    found: set[bool | None] = set()
    for line in _read(root / "proc/swaps").splitlines()[1:]:
        words = line.split()
        name, kind = words[0], words[1]
        if name.startswith("/dev/zram"):  # compressed memory, never on a disk
            continue
        if kind == "file":
            found.add(_of_folder(Path(name).parent, root, 0))
        else:
            found.add(_of_device(_number_of(name, root), root, 0))
    if False in found:
        return False
    return None if None in found else True


def _mount(folder: Path, root: Path) -> tuple[str, str, str] | None:
    """Return device number, kind and source of the file system a folder lies in."""
    best: tuple[str, str, str] | None = None
    longest = -1
    for line in _read(root / "proc/self/mountinfo").splitlines():
        first, _, second = line.partition(" - ")
        words, rest = first.split(), second.split()
        if len(words) < 5 or len(rest) < 2:
            continue
        point = Path(re.sub(r"\\(\d{3})", lambda found: chr(int(found[1], 8)), words[4]))
        if folder.is_relative_to(point) and len(point.parts) >= longest:
            longest = len(point.parts)
            best = words[2], rest[0], rest[1]
    return best


def _number_of(device: str, root: Path) -> str:
    """Return the number of a device by its name, through the links udev makes."""
    name = os.path.realpath(root / device.lstrip("/"))
    return _read(root / "sys/class/block" / Path(name).name / "dev")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _bitlocker(folder: Path) -> bool | None:
    """Ask the shell of Windows, which tells everybody what manage-bde tells administrators."""
    drive = json.dumps(folder.resolve().drive)
    asked = (
        f"(New-Object -ComObject Shell.Application).NameSpace({drive}).Self"
        ".ExtendedProperty('System.Volume.BitLockerProtection')"
    )
    shell = Path(os.environ.get("SYSTEMROOT", "C:\\Windows")) / _POWERSHELL
    said = _said([str(shell), "-NoProfile", "-NonInteractive", "-Command", asked])
    return _BITLOCKER.get(int(said)) if said.isdigit() else None


def _said(command: Sequence[str]) -> str:
    try:
        ran = subprocess.run(  # noqa: S603 - a program of the system, by its full path
            command,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return ran.stdout.strip()
