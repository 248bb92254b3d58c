# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of papers in the folder of a workspace: written whole, deleted quietly."""

from contextlib import suppress
from pathlib import Path

from desktop.core import db, files


def write(path: Path, sealed: bytes) -> None:
    """Write a sealed file whole, or not at all."""
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        files.replace(path, sealed)
    except OSError:
        unlink(path.with_name(f"{path.name}.new"))
        raise db.NoRoom from None


def unlink(path: Path) -> None:
    """Delete a file; one that cannot be deleted now is found as a leftover by the next sweep."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def inside(folder: Path, name: str) -> Path:
    """Return the place of a paper: a name written into the store by hand leads nowhere else."""
    return folder / Path(name).name
