# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing files so that a power cut leaves the old or the new one, never half of one.

A link laid where one of our files belongs would have a file elsewhere written over: no file of
ours is written through one.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
"""What ``os.open`` is told besides; Windows has no such sign and is asked with ``is_link``."""


def is_link(path: Path) -> bool:
    """Tell whether a name leads elsewhere: a link, or a junction of Windows."""
    return path.is_symlink() or getattr(os.path, "isjunction", lambda _path: False)(path)


def create(path: Path) -> BinaryIO:
    """Open a file to write that nobody had before; whatever stood there under its name goes."""
    path.unlink(missing_ok=True)  # of a link the link itself, never what it leads to
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_LINK, 0o666)
    return os.fdopen(handle, "wb")


def replace(path: Path, content: bytes) -> None:
    """Put new content in the place of a file; whoever reads finds the old one or the new one."""
    fresh = path.with_name(f"{path.name}.new")
    try:
        with create(fresh) as file:
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


def plain(found: Iterable[Path]) -> list[Path]:
    """Return the files among what was found, by name: a folder or pipe laid there is not ours."""
    return sorted(path for path in found if path.is_file())
