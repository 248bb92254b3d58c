# SPDX-License-Identifier: GPL-3.0-or-later
"""What a backup says of itself: its files with their digests, bound to the data key by a MAC.

Beside the digests stand, sealed under the keys of their stores, how far each journal had come and
whom the team had erased by then: a newer backup tells an older one who must not come back.
"""

import hmac
import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

from desktop.core import files
from desktop.core.crypto import earlier, header, keys
from desktop.core.errors import UserError
from desktop.core.i18n import N_

FORMAT = "vereda-backup/1"
NAME = "manifest.json"
LARGEST = 50_000_000
_FILE = re.compile(
    rf"{re.escape(header.NAME)}|(?:{'|'.join(header.STORES)})(?:-drafts)?\.db(?:-wal)?"
    r"|(?:inbox|attachments)/[A-Za-z0-9_-]+\.sealed"
)
"""What a backup may hold. Who signed one may have left the team since, with a key in the pocket."""
_FORESEEN = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)


class BackupDamaged(UserError):
    """A file of the backup is missing, altered, or of another backup."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This backup is incomplete or damaged, so nothing was restored. "
                "Try an older backup, or the same one from another disk."
            )
        )


class NotABackup(UserError):
    """The folder holds no backup."""

    def __init__(self) -> None:
        super().__init__(
            N_("There is no backup in this folder. Choose the folder with a date in its name.")
        )


class KeysMissing(UserError):
    """The backup holds stores this user was not given the key of."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This backup holds parts you were not given the key to, so nothing was restored. "
                "Use the recovery key, or ask somebody who has every key."
            )
        )


class BackupFailed(UserError):
    """The copy could not be written, or was not the same as what was copied."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The backup could not be written completely, so it was not kept. Your records and "
                "the earlier backups are safe. Check that the disk is plugged in, has room and can "
                "be written to, then try again."
            )
        )


class NoRoomForBackup(UserError):
    """The disk of the copies has less room than the workspace is large."""

    def __init__(self, needed: int, free: int) -> None:
        super().__init__(
            N_(
                "There is no room for a backup: it needs {needed} MB and {free} MB are free. "
                "Nothing was written, and the earlier backups are safe. Free some space, or choose "
                "another disk."
            ),
            needed=-(-needed // 1_000_000),
            free=free // 1_000_000,
        )


def write(part: Path, about: dict[str, Any], unlocked: keys.Unlocked) -> None:
    """Sign and write the manifest of everything that lies in ``part`` now."""
    about = {**about, "format": FORMAT, "files": {n: digest(part / n) for n in names(part)}}
    about["mac"] = _mac(unlocked.key(earlier.SIGNS_COPIES), about)
    files.replace(part / NAME, header.canonical(about))


def read(backup: Path, unlocked: keys.Unlocked, *, before: bool = False) -> dict[str, Any]:
    """Return the manifest if this data key signed it; its files are not looked at.

    With ``before`` one counts too that was signed before the keys were made anew.
    """
    try:
        about = loose(backup)
        mac = str(about.pop("mac")).encode()
        known = [unlocked.key(earlier.SIGNS_COPIES), *(earlier.signing(unlocked) if before else ())]
        if not any(hmac.compare_digest(mac, _mac(key, about).encode()) for key in known):
            raise BackupDamaged
        if not all(_FILE.fullmatch(name) for name in (*about["files"], *about["own_key"])):
            raise BackupDamaged
    except _FORESEEN:
        raise BackupDamaged from None
    return about


def verified(backup: Path, unlocked: keys.Unlocked, *, before: bool = False) -> dict[str, Any]:
    """Return the manifest if it is ours and every file is as it was written."""
    about = read(backup, unlocked, before=before)
    try:
        for name, known in about["files"].items():
            if digest(backup / name) != known:
                raise BackupDamaged
    except _FORESEEN:
        raise BackupDamaged from None
    return about


def loose(backup: Path) -> dict[str, Any]:
    """Return what a manifest says before anybody checked who wrote it."""
    path = backup / NAME
    if path.stat().st_size > LARGEST:
        raise BackupDamaged
    found = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(found, dict):
        raise BackupDamaged
    return found


def names(part: Path) -> list[str]:
    """Return every file below a folder, written with slashes on every system."""
    return sorted(path.relative_to(part).as_posix() for path in part.rglob("*") if path.is_file())


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        whole = sha256()
        while block := file.read(1 << 20):
            whole.update(block)
    return whole.hexdigest()


def _mac(key: bytes, about: dict[str, Any]) -> str:
    return hmac.new(key, header.canonical(about), sha256).hexdigest()
