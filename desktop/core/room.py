# SPDX-License-Identifier: GPL-3.0-or-later
"""Room set aside on the disk, given back when it is full: even a deletion needs some."""

import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from desktop.core import files

NAME = "vereda.room"
SIZE = 32 << 20
_AMPLE = 20 * SIZE


def reserve(folder: Path) -> bool:
    """Set the room aside where the disk has ample; tells whether it stands there now."""
    path = folder / NAME
    try:
        if not files.is_link(path) and path.is_file() and path.stat().st_size == SIZE:
            return True
        if shutil.disk_usage(folder).free < _AMPLE:
            return False
        with files.create(path) as file:
            for _ in range(SIZE >> 20):
                file.write(secrets.token_bytes(1 << 20))  # what a filesystem cannot shrink
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        return False
    return True


def release(folder: Path) -> bool:
    """Give the room back; tells whether there was any."""
    try:
        (folder / NAME).unlink()
    except OSError:
        return False
    return True
