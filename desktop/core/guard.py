# SPDX-License-Identifier: GPL-3.0-or-later
"""One process at a time: a lock on the workspace folder that tells who holds it and since when."""

import json
import os
import sys
from pathlib import Path

from desktop.core import clock, i18n
from desktop.core.errors import UserError
from desktop.core.i18n import N_

NAME = "vereda.lock"
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


class ReadOnlyFolder(UserError):
    """The workspace lies where nothing can be written."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The folder of this workspace is read only, so nothing could be saved. "
                "Nothing was changed. Copy the folder to this computer and open the copy."
            )
        )


class FolderLock:
    """Holds the lock of one folder until ``release``; the system frees it if the process dies."""

    def __init__(self, folder: Path, user: str) -> None:
        path = folder / NAME
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            raise ReadOnlyFolder from None
        try:
            _take(self._file)
        except OSError:
            raise AlreadyOpen(*_holder(self._file)) from None
        about = {"user": user, "since": clock.now().isoformat()}
        os.ftruncate(self._file, 0)
        os.lseek(self._file, 0, os.SEEK_SET)
        os.write(self._file, json.dumps(about).encode())

    def release(self) -> None:
        """Let the next process in."""
        if self._file >= 0:
            os.ftruncate(self._file, 0)
            os.close(self._file)
            self._file = -1


def _holder(file: int) -> tuple[str, str]:
    from datetime import datetime

    try:
        os.lseek(file, 0, os.SEEK_SET)
        about = json.loads(os.read(file, 1000))
        found = str(about["user"]), i18n.format_moment(datetime.fromisoformat(about["since"]))
    except (ValueError, KeyError, TypeError, OSError):
        found = "?", "?"
    finally:
        os.close(file)
    return found


if sys.platform == "win32":
    import msvcrt

    def _take(file: int) -> None:
        os.lseek(file, _FAR, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
