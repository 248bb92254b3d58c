# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups of a workspace, each under keys of its own, verified before it gets its name.

A backup is a folder: the key header, each store copied by SQLite's own backup into a file under a
key made for this backup alone (so that its pages cannot be put back into the living file), the
unfinished forms, deposits, and a manifest bound to the data key. A store whose key this user does
not have is copied as the ciphertext it is.
"""

import hmac
import json
import secrets
import shutil
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from desktop.core import (
    clock,
    db,
    files,
    founding,
    guard,
    header,
    heads,
    journal,
    keys,
    settings,
    soundness,
    store,
)
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.store import Workspace

FORMAT = "vereda-backup/1"
MANIFEST = "manifest.json"
INBOX = "inbox"


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
                "The backup could not be written completely, so it was not kept. Your records are "
                "safe. Check that the disk is not full and can be written to, then try again."
            )
        )


def backup(workspace: Workspace, folder: Path) -> Path:
    """Write a new dated backup inside ``folder`` and return its path; whole and verified or none.

    The workspace may be in use meanwhile: each store is copied as it stood at one moment.
    """
    identity = secrets.token_hex(8)
    moment = clock.now()
    target = _free(folder, f"vereda-{moment.astimezone():%Y-%m-%d-%H%M}")
    part = target.with_name(f".{target.name}.part")
    try:
        part.mkdir(parents=True, mode=0o700)
        shutil.copyfile(workspace.folder / header.NAME, part / header.NAME)
        own, reached = _copy_stores(workspace, part, identity)
        about = {
            "format": FORMAT,
            "id": identity,
            "workspace": workspace.header.workspace,
            "made_at": moment.isoformat(),
            "own_key": own,
            "heads": reached,
            "files": {name: _digest(part / name) for name in _names(part)},
        }
        about["mac"] = _mac(workspace.key_holder, about)
        files.replace(part / MANIFEST, header.canonical(about))
        part.rename(target)
        files.settle(folder)
    except (OSError, db.NoRoom) as error:
        raise BackupFailed from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    with suppress(db.Busy), workspace.work(write=True) as work:  # the backup stands without it
        settings.write(work, "last_backup", moment.isoformat())
    return target


def restore(
    backup: Path,
    folder: Path,
    *,
    user: str | None = None,
    passphrase: str | None = None,
    recovery: bytes | None = None,
) -> None:
    """Make a workspace in an empty folder from a backup; it appears whole or not at all."""
    unlocked = _unlocked(backup, user, passphrase, recovery)
    about = _manifest(backup, unlocked)
    part = founding.new_part(folder)
    try:
        part.mkdir(parents=True, mode=0o700)
        _put_back(backup, part, about, unlocked)
        _prove(Workspace(part, unlocked), about["id"])
        (part / guard.NAME).unlink(missing_ok=True)
        founding.settle(part, folder)
    except OSError:
        raise guard.ReadOnlyFolder from None
    finally:
        shutil.rmtree(part, ignore_errors=True)


def check(workspace: Workspace) -> list[str]:
    """Return what is wrong with a workspace, a sentence each, and nothing for a sound one."""
    return soundness.problems(workspace)


def behind(workspace: Workspace, folder: Path) -> list[str]:
    """Return the open stores that are older than a backup says they once were.

    Whoever puts back file and key header together is found by nothing that lies beside them; a
    backup on another disk remembers.
    """
    return soundness.behind(workspace, _manifest(folder, workspace.key_holder).get("heads", {}))


def _copy_stores(
    workspace: Workspace, part: Path, identity: str
) -> tuple[list[str], dict[str, str]]:
    """Copy every store, sealed as it is where the user lacks its key.

    Returns the names of the others, and the heads of the journals in them.
    """
    own, reached = [], {}
    for name in header.STORES:
        try:
            place = workspace.place(name)
        except keys.NotAMember:
            for file in (f"{name}.db", f"{name}.db-wal", f"{name}-drafts.db"):
                _copy_file(workspace.folder / file, part / file)
            continue
        drafts = store.drafts_place(place)
        for one in (place, drafts) if drafts.path.exists() else (place,):
            with closing(db.connect(one)) as source:
                db.backup(source, _own(one, part, identity))
            own.append(one.path.name)
        with closing(db.connect(_own(place, part, identity), read_only=True)) as copy:
            if (head := heads.of_copy(copy, place.key)) is not None:
                reached[name] = head
    if (workspace.folder / INBOX).is_dir():
        shutil.copytree(workspace.folder / INBOX, part / INBOX)
    return own, reached


def _put_back(backup: Path, part: Path, about: dict[str, Any], unlocked: keys.Unlocked) -> None:
    for name in set(about["files"]) - set(about["own_key"]):
        target = part / name
        target.parent.mkdir(mode=0o700, exist_ok=True)
        shutil.copyfile(backup / name, target)
    for one in header.STORES:
        if f"{one}.db" not in about["own_key"]:
            continue
        try:
            place = store.place(part, unlocked, one)
        except keys.NotAMember:
            raise KeysMissing from None
        for known in (place, store.drafts_place(place)):
            if known.path.name in about["own_key"]:
                own = _own(known, backup, about["id"])
                with closing(db.connect(own, read_only=True)) as source:
                    db.backup(source, known)


def _prove(restored: Workspace, identity: str) -> None:
    """Write the first entry into what was restored: key, identity and schema are right."""
    try:
        with restored.work(write=True) as work:
            journal.write(work, "restore", identity)
    finally:
        restored.close()


def _unlocked(
    backup: Path, user: str | None, passphrase: str | None, recovery: bytes | None
) -> keys.Unlocked:
    if not (backup / MANIFEST).is_file() or not (backup / header.NAME).is_file():
        raise NotABackup
    found = header.from_bytes((backup / header.NAME).read_bytes())
    if recovery is not None:
        return keys.unlock_with_recovery(found, recovery)
    return keys.unlock(found, user or store.only_user(found), passphrase or "")


def _manifest(backup: Path, unlocked: keys.Unlocked) -> dict[str, Any]:
    """Return the manifest if it is ours and every file is as it was written."""
    try:
        about: dict[str, Any] = json.loads((backup / MANIFEST).read_text(encoding="utf-8"))
        mac = str(about.pop("mac")).encode()
        if not hmac.compare_digest(mac, _mac(unlocked, about).encode()):
            raise BackupDamaged
        for name, digest in about["files"].items():
            if _digest(backup / name) != digest:
                raise BackupDamaged
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BackupDamaged from None
    return about


def _own(place: db.Place, folder: Path, identity: str) -> db.Place:
    """Return where a database lies inside a backup, under the key of that backup alone."""
    key = keys.derive(place.key, f"backup/{identity}")
    return db.Place(folder / place.path.name, key, place.identity)


def _mac(unlocked: keys.Unlocked, about: dict[str, Any]) -> str:
    return hmac.new(unlocked.key("backup"), header.canonical(about), sha256).hexdigest()


def _names(part: Path) -> list[str]:
    return sorted(path.relative_to(part).as_posix() for path in part.rglob("*") if path.is_file())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        whole = sha256()
        while block := file.read(1 << 20):
            whole.update(block)
    return whole.hexdigest()


def _copy_file(source: Path, target: Path) -> None:
    if source.exists():
        shutil.copyfile(source, target)
        files.settle(target)


def _free(folder: Path, name: str) -> Path:
    """Return a name nobody took: two backups may be made in one minute."""
    number, found = 1, folder / name
    while found.exists():
        number += 1
        found = folder / f"{name}-{number}"
    return found
