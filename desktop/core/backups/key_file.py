# SPDX-License-Identifier: GPL-3.0-or-later
"""A damaged key file: which other one there is, and how it takes its place once it has opened all.

The damaged one is put aside, never thrown away: it goes when the keys are changed the next time.
What the stores have pinned decides: a list of people from before the last change is refused.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.core import files
from desktop.core.backups import rescue
from desktop.core.crypto import header, keys
from desktop.core.errors import UserError
from desktop.core.store import Workspace

ASIDE = header.ASIDE


@dataclass(frozen=True, slots=True)
class Spare:
    """A readable key file, and when the copy it lies in was made; None: it lay beside."""

    header: header.Header
    made_at: datetime | None


def spare(folder: Path, copies: Path | None) -> Spare | None:
    """Return the newest readable key file other than the damaged one, of the same workspace."""
    known = _workspace_of(folder)
    for made_at, path in rescue.key_files(folder, copies):
        with suppress(UserError, OSError):
            found = header.from_bytes(path.read_bytes())
            if known in ("", found.workspace):
                return Spare(found, made_at)
    return None


def put_back(
    folder: Path, found: Spare, unlock: Callable[[header.Header], keys.Unlocked]
) -> keys.Unlocked:
    """Put a spare key file in the place of the damaged one, if it opens the workspace.

    Whatever fails, the damaged file is where it was.
    """
    unlocked = unlock(found.header)
    path = folder / header.NAME
    aside = path.with_suffix(ASIDE)
    damaged = path.read_bytes() if path.is_file() else None
    if damaged is not None:  # first, so that a cut in between loses nothing
        files.replace(aside, damaged)
    files.replace(path, header.to_bytes(found.header))
    try:
        Workspace(folder, unlocked).close()
    except BaseException:
        if damaged is not None:
            files.replace(path, damaged)
            aside.unlink(missing_ok=True)
        raise
    if damaged is not None:  # opening may have written a key file anew, which tidies it away
        files.replace(aside, damaged)
    return keys.again(unlocked, header.load(folder))


def _workspace_of(folder: Path) -> str:
    """Return which workspace a damaged key file says it is of, where it can still say so."""
    with suppress(UserError, OSError):
        return header.read(folder / header.NAME).workspace
    return ""
