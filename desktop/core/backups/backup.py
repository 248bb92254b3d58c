# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups of a workspace, each under keys of its own, verified before it gets its name.

A backup is a folder: the key header, each store copied by SQLite's own backup into a file under a
key made for this backup alone (so that its pages cannot be put back into the living file), the
unfinished forms, deposits, and a manifest bound to the data key. A store whose key this user does
not have is copied as the ciphertext it is.
"""

import secrets
import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from desktop.core import (
    clock,
    db,
    files,
    founding,
    guard,
    heads,
    journal,
    migrate,
    soundness,
    store,
)
from desktop.core.backups import brought_back, forgotten, manifest
from desktop.core.backups.manifest import NAME as MANIFEST
from desktop.core.backups.manifest import (
    BackupDamaged,
    BackupFailed,
    KeysMissing,
    NoRoomForBackup,
    NotABackup,
)
from desktop.core.crypto import header, keys
from desktop.core.errors import UserError
from desktop.core.i18n import _, ngettext
from desktop.core.store import Workspace

__all__ = [
    "MANIFEST",
    "BackupDamaged",
    "BackupFailed",
    "KeysMissing",
    "NoRoomForBackup",
    "NotABackup",
]

Progress = Callable[[int, int], None]
"""Told how many bytes of how many are copied; what it raises ends the backup, nothing is kept."""

BESIDE = ("inbox", "attachments")
"""Folders of sealed files, copied as they are."""
_FORGOTTEN = timedelta(days=1)


def backup(workspace: Workspace, folder: Path, progress: Progress | None = None) -> Path:
    """Write a new dated backup inside ``folder`` and return its path; whole and verified or none.

    The workspace may be in use meanwhile: each store is copied as it stood at one moment.
    """
    identity, moment = secrets.token_hex(8), clock.now()
    with suppress(db.Busy, db.NoRoom), workspace.work(write=True) as work:
        work.may("backup")
        journal.write(work, "backup", identity)  # before, so that the copy itself tells of it
    target = founding.free(folder, f"vereda-{moment.astimezone():%Y-%m-%d-%H%M}")
    part = target.with_name(f".{target.name}.part")
    try:
        _sweep(folder)
        part.mkdir(parents=True, mode=0o700)
        made = _Copying(workspace, part, identity, progress)
        made.need_room()
        made.copy()
        about = {
            "id": identity,
            "workspace": workspace.header.workspace,
            "made_at": moment.isoformat(),
            "own_key": made.own,
            "heads": made.heads,
            "forgotten": made.forgotten,
        }
        manifest.write(part, about, workspace.key_holder)
        part.rename(target)
        files.settle(folder)
        migrate.drop_copies(workspace.folder)
    except (OSError, db.NoRoom) as error:
        raise BackupFailed from error
    except db.NotAStore:
        if part.is_dir():
            raise
        raise BackupFailed from None  # the disk was pulled out: the workspace is not to blame
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return target


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did beside bringing the records back."""

    forgotten: int
    """Records erased since the copy was made, erased again."""
    unread: bool
    """The living workspace could not be asked whom the team had erased."""
    aside: Path | None
    """Where the folder went that stood in the place of the restored one."""
    age: brought_back.Age
    """From when it is, and until when it is known whom the team erased."""


def restore(
    backup: Path,
    folder: Path,
    *,
    user: str | None = None,
    passphrase: str | None = None,
    recovery: bytes | None = None,
    living: Path | None = None,
    aside: bool = False,
) -> Restored:
    """Make a workspace in an empty folder from a backup; it appears whole or not at all.

    With ``aside`` a workspace that lies there is first set aside under a name with the date. Whom
    that one, ``living`` or a newer copy knows to be erased does not come back.
    """
    unlocked = _unlocked(backup, user, passphrase, recovery)
    about = manifest.verified(backup, unlocked)
    beside = [forgotten.copies_beside(one) for one in (folder, living) if one is not None]
    known = forgotten.known(backup, unlocked, _neighbours(backup, folder, living), beside)
    newer = known.epoch > unlocked.header.epoch
    age = brought_back.Age(about["made_at"], known.until, newer, known.asked)
    part = founding.part_of(folder) if aside else founding.new_part(folder)
    moved = None
    try:
        bring_back(backup, part, about, unlocked)
        gone = _prove(Workspace(part, unlocked), about["id"], known, age)
        (part / guard.NAME).unlink(missing_ok=True)
        moved = founding.set_aside(folder) if aside else None
        founding.settle(part, folder)
    except OSError:
        if moved is not None and not folder.exists():
            moved.rename(folder)
        raise guard.ReadOnlyFolder from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return Restored(gone, known.unread, moved, age)


def told(done: Restored) -> list[str]:
    """Return what a restore has to say beside that it is done, a sentence each."""
    lines = []
    if done.forgotten:
        words = ngettext(
            "{n} record that had been erased since was erased again.",
            "{n} records that had been erased since were erased again.",
            done.forgotten,
        )
        lines.append(words.format(n=done.forgotten))
    lines += brought_back.told(done.age)
    if done.aside is not None:
        lines.append(_("What lay there before was kept as {name}.").format(name=done.aside.name))
    return lines


def bring_back(backup: Path, part: Path, about: dict[str, Any], unlocked: keys.Unlocked) -> None:
    """Lay the files of a verified backup into a new folder, under the keys they live by."""
    part.mkdir(parents=True, mode=0o700)
    _put_back(backup, part, about, unlocked)


def check(workspace: Workspace) -> list[str]:
    """Return what is wrong with a workspace, a sentence each, and nothing for a sound one."""
    return soundness.problems(workspace)


def behind(workspace: Workspace, folder: Path) -> list[str]:
    """Return the open stores that are older than a backup says they once were.

    Whoever puts back file and key header together is found by nothing that lies beside them; a
    backup on another disk remembers.
    """
    about = manifest.verified(folder, workspace.key_holder)
    return soundness.behind(workspace, about.get("heads", {}))


class _Copying:
    """One backup being written, and how far it is."""

    def __init__(
        self, workspace: Workspace, part: Path, identity: str, progress: Progress | None
    ) -> None:
        self._workspace, self._part, self._identity = workspace, part, identity
        self._progress, self._done = progress, 0
        self.own: list[str] = []
        self.heads: dict[str, str] = {}
        self.forgotten: dict[str, str] = {}
        self._total = sum(path.stat().st_size for path in _files(workspace.folder))

    def need_room(self) -> None:
        """Refuse at once where the disk could not hold it; a filled disk helps nobody."""
        free = shutil.disk_usage(self._part).free
        if free < self._total + (self._total >> 4):
            raise NoRoomForBackup(self._total + (self._total >> 4), free)

    def copy(self) -> None:
        """Copy every store, sealed as it is where the user lacks its key, then what is sealed."""
        with suppress(UserError):  # where the file was harmed since, the good one is in memory
            self._workspace.refresh()
        first = self._workspace.header
        for name in header.STORES:
            try:
                place = self._workspace.place(name)
            except keys.NotAMember:
                for file in (f"{name}.db", f"{name}.db-wal", f"{name}-drafts.db"):
                    _copy_file(self._workspace.folder / file, self._part / file)
                continue
            self._store(name, place)
        for name in BESIDE:
            for path in files.plain((self._workspace.folder / name).glob("*.sealed")):
                target = self._part / name / path.name
                target.parent.mkdir(mode=0o700, exist_ok=True)
                _copy_file(path, target)
                self._step(0)
        _copy_header(self._workspace, self._part, first)

    def _store(self, name: str, place: db.Place) -> None:
        drafts = store.drafts_place(place)
        for one in (place, drafts) if drafts.path.exists() else (place,):
            before, size = self._done, one.path.stat().st_size
            with closing(db.connect(one)) as source:
                own = own_place(one, self._part, self._identity)
                db.backup(source, own, progress=partial(self._pages, size))
            self._done = before + size
            self.own.append(one.path.name)
        own = own_place(place, self._part, self._identity)
        with closing(db.connect(own, read_only=True)) as copied:
            if (head := heads.of_copy(copied, place.key)) is not None:
                self.heads[name] = head
            self.forgotten[name] = keys.seal(place.key, forgotten.told(copied), "forgotten")

    def _pages(self, size: int, left: int, whole: int) -> None:
        self._step(size - size * left // max(1, whole))

    def _step(self, bytes_of_this: int) -> None:
        if self._progress is not None:
            done = min(self._done + bytes_of_this, self._total)
            self._progress(done >> 10, max(1, self._total >> 10))


def _copy_header(workspace: Workspace, part: Path, first: header.Header) -> None:
    """Put the key header into a backup: people as the stores know them, heads as they were before.

    Somebody let in meanwhile is pinned in the stores already; a head noted meanwhile may be ahead
    of the copies.
    """
    with suppress(UserError):
        workspace.refresh()
    now = workspace.header
    if now.epoch != first.epoch or now.pending:
        raise BackupFailed  # keys were made anew while the stores were being copied
    noted = replace(now, more={**now.more, "heads": first.more.get("heads", {})})
    data_key = workspace.key_holder.data_key
    files.replace(part / header.NAME, header.to_bytes(keys.signed(noted, data_key)))


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
                own = own_place(known, backup, about["id"])
                with closing(db.connect(own, read_only=True)) as source:
                    db.backup(source, known)


def _prove(
    restored: Workspace, identity: str, known: forgotten.Known, age: brought_back.Age
) -> int:
    """Forget whom the team erased, then write the first entry: key, identity and schema are right.

    Returns how many records were erased again.
    """
    try:
        gone = forgotten.lay(restored, known)
        with restored.work(write=True) as work:
            journal.write(work, "restore", identity)
            brought_back.note(work, age)
    finally:
        restored.close()
    return gone


def _neighbours(backup: Path, folder: Path, living: Path | None) -> list[Path]:
    """Return where the living workspace may lie: named, in the way, or beside its copies."""
    beside = backup.parent.with_name(backup.parent.name.removesuffix("-copies"))
    found = [living, folder, beside]
    return [path for path in found if path is not None and (path / header.NAME).is_file()]


def _unlocked(
    backup: Path, user: str | None, passphrase: str | None, recovery: bytes | None
) -> keys.Unlocked:
    if not (backup / MANIFEST).is_file() or not (backup / header.NAME).is_file():
        raise NotABackup
    found = header.read(backup / header.NAME)
    if recovery is not None:
        return keys.unlock_with_recovery(found, recovery)
    return keys.unlock(found, user or store.only_user(found), passphrase or "")


def own_place(place: db.Place, folder: Path, identity: str) -> db.Place:
    """Return where a database lies inside a backup, under the key of that backup alone."""
    key = keys.derive(place.key, f"backup/{identity}")
    return db.Place(folder / place.path.name, key, place.identity)


def _files(folder: Path) -> list[Path]:
    """Return what a backup copies; a file that is being erased meanwhile is left out."""
    found = [folder / header.NAME, *folder.glob("*.db"), *folder.glob("*.db-wal")]
    found += [path for name in BESIDE for path in (folder / name).glob("*.sealed")]
    return [path for path in found if path.is_file()]


def _copy_file(source: Path, target: Path) -> None:
    with suppress(FileNotFoundError):
        shutil.copyfile(source, target)
        files.settle(target)


def _sweep(folder: Path) -> None:
    """Remove what a backup cut short by a power failure left behind, days ago."""
    for left in (*folder.glob(".vereda-*.part"), *folder.glob(".vereda-drill-*")):
        age = clock.now().timestamp() - left.stat().st_mtime
        if age > _FORGOTTEN.total_seconds():
            shutil.rmtree(left, ignore_errors=True)
