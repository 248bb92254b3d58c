# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing files so that a power cut leaves the old or the new one, never half of one."""

import os
from contextlib import suppress
from pathlib import Path


def replace(path: Path, content: bytes) -> None:
    """Put new content in the place of a file; whoever reads finds the old one or the new one."""
    fresh = path.with_name(f"{path.name}.new")
    try:
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)  # half a file would only take room on a full disk
        raise
    settle(path.parent)


def settle(path: Path) -> None:
    """Make a file's content, or the renames in a folder, survive a power cut.

    Windows has no such call for folders and needs none.
    """
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
