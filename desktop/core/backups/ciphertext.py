# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole workspace carried as the ciphertext it is: for the technician, who holds no key.

Nothing is opened and nothing can be read; every file is compared by its SHA-256 after writing.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from desktop.core import clock, files, founding, guard, room, store
from desktop.core.backups import manifest
from desktop.core.backups.backup import BackupFailed, NoRoomForBackup
from desktop.core.crypto import header
from desktop.core.errors import UserError
from desktop.core.i18n import N_

NAME = "as-it-was.json"
FORMAT = "vereda-as-is/1"
_LEFT_OUT = frozenset({guard.NAME, room.NAME, NAME})


class CopyAltered(UserError):
    """The files are not those that were copied."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This copy is incomplete or was changed since it was made, so nothing was put "
                "back. Try another copy, or the same one from another disk."
            )
        )


class NothingToCopy(UserError):
    """The folder holds neither a key file nor a store."""

    def __init__(self) -> None:
        super().__init__(
            N_("There is no workspace in this folder, not even a damaged one. Nothing was copied.")
        )


def copy_as_is(folder: Path, target: Path) -> Path:
    """Copy a closed workspace into a new folder inside ``target``; returns that folder.

    Damage does not matter: what is there is copied, byte by byte.
    """
    if not _is_workspace(folder):
        raise NothingToCopy
    moment = clock.now()
    whole = founding.free(target, f"vereda-as-is-{moment.astimezone():%Y-%m-%d-%H%M}")
    part = whole.with_name(f".{whole.name}.part")
    with _held(folder):
        try:
            part.mkdir(parents=True, mode=0o700)
            digests = _carry(folder, part)
            about = {"format": FORMAT, "made_at": moment.isoformat(), "files": digests}
            files.replace(part / NAME, header.canonical(about))
            part.rename(whole)
            files.settle(target)
        except OSError as error:
            raise BackupFailed from error
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return whole


def put_back(source: Path, folder: Path) -> None:
    """Put a copy back into an empty folder, after every file has proved to be the one copied."""
    if verified(source) is None:
        raise CopyAltered
    part = founding.new_part(folder)
    try:
        part.mkdir(parents=True, mode=0o700)
        _carry(source, part)
        founding.settle(part, folder)
    except OSError as error:
        raise BackupFailed from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def verified(source: Path) -> dict[str, Any] | None:
    """Return what a copy says of itself if every file is there, unchanged and none is beside."""
    try:
        path = source / NAME
        if path.stat().st_size > manifest.LARGEST:
            return None
        about: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        known = dict(about["files"])
        if about["format"] != FORMAT or known != {
            n: manifest.digest(source / n) for n in _names(source)
        }:
            return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return about


def _carry(source: Path, target: Path) -> dict[str, str]:
    names = _names(source)
    total = sum((source / name).stat().st_size for name in names)
    if (free := shutil.disk_usage(target).free) < total + (total >> 4):
        raise NoRoomForBackup(total + (total >> 4), free)
    digests = {}
    for name in names:
        there = target / name
        there.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(source / name, there)
        files.settle(there)
        digests[name] = manifest.digest(source / name)
        if manifest.digest(there) != digests[name]:
            raise BackupFailed
    return digests


def _names(folder: Path) -> list[str]:
    return [
        name
        for name in manifest.names(folder)
        if name not in _LEFT_OUT and not (folder / name).is_symlink()
    ]


def _is_workspace(folder: Path) -> bool:
    known = (header.NAME, *(f"{name}.db" for name in header.STORES))
    return any((folder / name).is_file() for name in known)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Keep everybody else out meanwhile; what cannot be written to needs no lock."""
    lock = None
    with suppress(guard.ReadOnlyFolder, guard.LinkInside):
        lock = guard.FolderLock(folder, "technician", store.device(), quiet=True)
    try:
        yield
    finally:
        if lock is not None:
            lock.release()
