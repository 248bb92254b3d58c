# SPDX-License-Identifier: GPL-3.0-or-later
"""One process at a time: a lock on the workspace folder that tells who holds it and since when."""

import json
import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from desktop.core import clock, files, i18n
from desktop.core.errors import UserError
from desktop.core.i18n import N_

NAME = "vereda.lock"
FRESH = timedelta(minutes=10)
_FOLDERS = ("inbox", "attachments")
_STORES = "cases|dialogues|protected|sources"
_OWN = re.compile(rf"vereda[.-]|({_STORES})[.-]|({'|'.join(_FOLDERS)})(/|$)")
"""Names of ours in the folder of a workspace, and everything in the folders inside it."""
_FAR = 1 << 20  # Windows locks bytes against reading too, so the lock lies beyond the text


class AlreadyOpen(UserError):
    """Another process has the workspace open."""

    def __init__(self, user: str, since: str) -> None:
        super().__init__(
            N_(
                "This workspace is already open: {user}, since {since}. Close it there first. "
                "Nothing was changed."
            ),
            user=user,
            since=since,
        )


class OpenOnAnotherComputer(UserError):
    """The lock tells of another laptop that was at work here minutes ago."""

    def __init__(self, user: str, since: str) -> None:
        super().__init__(
            N_(
                "This workspace is open on another computer: {user}, since {since}. Close it there "
                "first. If that computer lost its power, wait ten minutes and open it again. "
                "Nothing was changed."
            ),
            user=user,
            since=since,
        )


class ReadOnlyFolder(UserError):
    """The workspace lies where nothing can be written."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The folder of this workspace is read only, so nothing could be saved. "
                "Nothing was changed. Copy the folder to this computer and open the copy."
            )
        )


class LinkInside(UserError):
    """One of the workspace's own files is a link to another place."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "In the folder of this workspace a link to another place stands where one of its "
                "own files belongs. Somebody may have laid it there, so that other files of this "
                "computer are written over. Nothing was opened or changed. Keep the folder as it "
                "is and tell your coordinator: the rescue assistant copies what is really there."
            )
        )


class FolderGone(UserError):
    """The file that was opened is no longer where it was."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The folder of this workspace is no longer there: the disk may have been pulled "
                "out. This was not saved; what was saved before is on that disk. Plug it in again, "
                "or close the program and open the workspace where it lies now."
            )
        )


def mark(path: Path) -> tuple[int, int]:
    """Return what tells one file from another of the same name."""
    try:
        found = path.stat()
    except OSError:
        raise FolderGone from None
    return found.st_dev, found.st_ino


def still(path: Path, marked: tuple[int, int] | None) -> None:
    """Raise FolderGone unless the file is the one that was opened.

    A system may take writes into a file for a while that nobody can ever read again.
    """
    if marked is not None and mark(path) != marked:
        raise FolderGone


def refuse_links(folder: Path) -> None:
    """Raise LinkInside where a file of the workspace, or a folder of it, leads elsewhere.

    The folder itself may be reached by a link: it is the user who chose it.
    """
    try:
        inside = list(folder.iterdir())
        for one in (*inside, *(deep for each in inside for deep in _in_own_folder(each))):
            if _OWN.match(one.relative_to(folder).as_posix()) and files.is_link(one):
                raise LinkInside
    except OSError:
        return  # what cannot be looked at cannot be opened either, and says so then


def _in_own_folder(path: Path) -> Iterator[Path]:
    if path.name in _FOLDERS and not files.is_link(path) and path.is_dir():
        yield from path.iterdir()


class FolderLock:
    """Holds the lock of one folder until ``release``; the system frees it if the process dies.

    Over a share, or on a stick carried from a laptop that lost its power, the system knows of no
    lock. So the file also says which device was last seen there, and when. ``quiet`` only keeps
    the others out: it writes nothing, and what it had to make is gone afterwards.
    """

    def __init__(self, folder: Path, user: str, device: str = "", *, quiet: bool = False) -> None:
        path = folder / NAME
        if files.is_link(path):
            raise LinkInside
        if not quiet:
            refuse_links(folder)
        self._quiet, self._made = quiet, None if path.exists() else path
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | files.NO_LINK, 0o600)
        except OSError:
            raise ReadOnlyFolder from None
        about = os.fstat(self._file)
        if about.st_nlink > 1 or not stat.S_ISREG(about.st_mode):  # it stands elsewhere too
            os.close(self._file)
            raise LinkInside
        try:
            _take(self._file)
        except OSError:
            raise AlreadyOpen(*_holder(self._file)) from None
        known = _known(self._file)
        if _at_work_elsewhere(known, device):
            raise OpenOnAnotherComputer(*_holder(self._file))
        self._about = {"user": user, "since": clock.now().isoformat(), "device": device}
        self.beat()

    def beat(self) -> None:
        """Say that this device is still at work; told every few minutes, at most ten apart."""
        if self._file < 0 or self._quiet:
            return
        text = json.dumps({**self._about, "seen": clock.now().isoformat()}).encode()
        os.lseek(self._file, 0, os.SEEK_SET)
        os.write(self._file, text)
        os.ftruncate(self._file, len(text))

    def release(self) -> None:
        """Let the next process in."""
        if self._file < 0:
            return
        if not self._quiet:
            os.ftruncate(self._file, 0)
        os.close(self._file)
        self._file = -1
        if self._quiet and self._made is not None:
            with suppress(OSError):
                self._made.unlink()


def _at_work_elsewhere(known: dict[str, str], device: str) -> bool:
    """Tell whether another device left its mark minutes ago; a clock far ahead proves nothing."""
    if not device or known.get("device", "") in ("", device):
        return False
    try:
        return abs(clock.now() - datetime.fromisoformat(known["seen"])) < FRESH
    except (KeyError, ValueError, TypeError):
        return False


def _known(file: int) -> dict[str, str]:
    try:
        os.lseek(file, 0, os.SEEK_SET)
        about = json.loads(os.read(file, 1000))
    except (ValueError, OSError, RecursionError):
        return {}
    return {str(key): str(value) for key, value in about.items()} if isinstance(about, dict) else {}


def _holder(file: int) -> tuple[str, str]:
    known = _known(file)
    os.close(file)
    try:
        return known["user"], i18n.format_moment(datetime.fromisoformat(known["since"]))
    except (KeyError, ValueError, OverflowError):
        return "?", "?"


if sys.platform == "win32":
    import msvcrt

    def _take(file: int) -> None:
        os.lseek(file, _FAR, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
