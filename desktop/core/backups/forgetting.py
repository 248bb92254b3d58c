# SPDX-License-Identifier: GPL-3.0-or-later
"""Forgetting a laptop: its key headers are destroyed, and what they opened stays ciphertext.

Only a header can turn a passphrase into a key. Without one the stores, the in-box, the papers and
the automatic copies beside them are noise; nothing else has to be erased, and nothing else is.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from desktop.core import files
from desktop.core.backups import copies
from desktop.core.crypto import header
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.store import Workspace

_HEADERS = (
    *(header.NAME, "vereda.old", f"{header.NAME}.new", f"{header.NAME}.old", "vereda.old.new"),
    f"vereda{header.ASIDE}",
)


class NoCopyElsewhere(UserError):
    """What would be destroyed is nowhere else."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "There is no whole copy of today on another disk or memory stick, so nothing was "
                "destroyed. Make one under Protection, Copies, leave the stick in, and try again."
            )
        )


def copy_elsewhere(workspace: Workspace) -> Path:
    """Return a copy on another medium that holds all of today, read through just now."""
    second = copies.second_of(workspace)
    if second is not None and copies.elsewhere(workspace.folder, second.folder):
        found = copies.kept(workspace, second.folder)
        newest = copies.newest(found)
        current = newest is not None and not copies.changed(workspace, newest)
        if newest is not None and current and copies.whole(workspace, newest):
            return newest.path
    raise NoCopyElsewhere


def doomed(workspace: Workspace) -> list[Path]:
    """Return every key header of this workspace on this computer, the automatic copies' too."""
    own = copies.folder_of(workspace)
    near = dict.fromkeys((*_inside(own), *_inside(workspace.folder.parent)))
    folders = [workspace.folder]
    folders += [one for one in near if one != workspace.folder and _holds(one, workspace)]
    return [path for one in folders for name in _HEADERS if (path := one / name).is_file()]


def _inside(folder: Path) -> list[Path]:
    try:
        return [one for one in folder.iterdir() if one.is_dir()]
    except OSError:
        return []


def _holds(folder: Path, workspace: Workspace) -> bool:
    """Tell whether a folder on this computer holds this workspace too.

    A copy, a copy cut short, one that was set aside by a restore, or as a technician carried it.
    """
    if copies.elsewhere(workspace.folder, folder):
        return False
    with suppress(UserError, OSError):
        return header.load(folder).workspace == workspace.header.workspace
    return folder.name.startswith(".vereda-")


def destroy(headers: list[Path]) -> None:
    """Write over each header once, then remove it; the workspace must be closed by then.

    A solid-state disk may keep what was written over; that cannot be helped from here. A name that
    leads to a file elsewhere, or shares one, is only taken away.
    """
    for path in headers:
        with suppress(FileNotFoundError):
            if not files.is_link(path):
                _write_over(path)
            path.unlink()
            files.settle(path.parent)


def _write_over(path: Path) -> None:
    handle = os.open(path, os.O_RDWR | files.NO_LINK)
    with os.fdopen(handle, "r+b") as file:
        about = os.fstat(handle)
        if about.st_nlink > 1:
            return
        file.write(secrets.token_bytes(about.st_size))
        file.flush()
        os.fsync(handle)
