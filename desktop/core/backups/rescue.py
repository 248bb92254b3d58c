# SPDX-License-Identifier: GPL-3.0-or-later
"""The rescue assistant: a damaged workspace is copied before it is touched, then saved elsewhere.

Nothing is ever deleted and nothing is written into the damaged folder. What can be read goes into
a new folder: a store that is whole as it is, another row by row, the rest from the last good copy.
"""

import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.core import clock, db, files, founding, guard, journal, opening, settings, store
from desktop.core.backups import backup, ciphertext, forgotten, manifest, salvage
from desktop.core.backups.salvage import Saved
from desktop.core.crypto import header, keys
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.store import Workspace

DOUBT = "rescue_doubt"
"""The setting that keeps the day of a rescue which may have brought erased people back."""


class NothingSaved(UserError):
    """Neither the file nor any copy gave a row of the main store."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Nothing of the main records could be read, and no copy of them was found. The "
                "damaged folder was copied and is untouched. Keep both; look for a copy on another "
                "disk or memory stick and try again with it."
            )
        )


@dataclass(frozen=True, slots=True)
class Rescued:
    """Where the damaged folder was copied to, and what of each store was saved."""

    copy: Path
    stores: tuple[Saved, ...]

    @property
    def certain(self) -> bool:
        """Whether nobody the team erased can have come back out of a copy."""
        return all(one.certain for one in self.stores)


def key_file(folder: Path, copies: Path | None) -> header.Header:
    """Return a readable key header: the workspace's own, else that of the newest copy."""
    with suppress(UserError):
        return header.load(folder)
    for _made, path in key_files(folder, copies):
        with suppress(UserError, OSError):
            return header.from_bytes(path.read_bytes())
    raise header.HeaderDamaged


def key_files(folder: Path, copies: Path | None) -> Iterator[tuple[datetime | None, Path]]:
    """Yield the key files other than the workspace's own: the one beside it, then the copies'."""
    yield None, (folder / header.NAME).with_suffix(".old")
    for path in _newest_first(copies):
        with suppress(OSError, ValueError, KeyError, manifest.BackupDamaged):
            made = datetime.fromisoformat(str(manifest.loose(path)["made_at"]))
            yield made, path / header.NAME


def unlock(
    found: header.Header, user: str | None, words: str | None, recovery: bytes | None
) -> keys.Unlocked:
    """Return what a passphrase, or the paper key, opens of a key file found somewhere."""
    if recovery is not None:
        return keys.unlock_with_recovery(found, recovery)
    return keys.unlock(found, user or opening.only_user(found), words or "")


def rescue(
    folder: Path, target: Path, unlocked: keys.Unlocked, copies: Path | None = None
) -> Rescued:
    """Save a damaged workspace into a new folder ``target``; the damaged one is only read.

    First the folder is copied as it is and every file compared; from there on only a second copy
    of that copy is opened, because even opening a store may write to it.
    """
    safe = ciphertext.copy_as_is(folder, target.parent)
    part = founding.new_part(target)
    scratch = part.with_name(f"{part.name}.read")
    shutil.rmtree(scratch, ignore_errors=True)
    try:
        ciphertext.put_back(safe, scratch)
        part.mkdir(parents=True, mode=0o700)
        header.save(part, unlocked.header)
        good = _last_good(copies, unlocked)
        stores = tuple(_store(name, scratch, part, unlocked, good) for name in header.STORES)
        if stores[0].how == "lost":
            raise NothingSaved
        for name in backup.BESIDE:
            _beside(name, (scratch, *((good,) if good else ())), part)
        _begin(part, unlocked, good, certain=all(one.certain for one in stores))
        founding.settle(part, target)
    except OSError as error:
        raise backup.BackupFailed from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
        shutil.rmtree(scratch, ignore_errors=True)
    return Rescued(safe, stores)


def _store(
    name: str, scratch: Path, part: Path, unlocked: keys.Unlocked, good: Path | None
) -> Saved:
    """Save one store by the best way there is."""
    try:
        source, fresh = store.place(scratch, unlocked, name), store.place(part, unlocked, name)
    except keys.NotAMember:
        for file in (f"{name}.db", f"{name}.db-wal", f"{name}-drafts.db"):
            if (scratch / file).is_file():
                shutil.copyfile(scratch / file, part / file)
        return Saved(name, "sealed")
    with suppress(UserError):
        _drafts(source, fresh)
    with suppress(UserError, db.DriverError):
        return _as_it_is(name, source, fresh)
    fresh.path.unlink(missing_ok=True)
    return salvage.into(fresh, name, source, _in_copy(good, fresh, unlocked))


def _as_it_is(name: str, source: db.Place, fresh: db.Place) -> Saved:
    with closing(db.connect(source)) as connection:
        if db.damage(connection):
            raise db.NotAStore
        db.backup(connection, fresh)
        return Saved(name, "whole", sum(db.counts(connection).values()))


def _drafts(source: db.Place, fresh: db.Place) -> None:
    beside = store.drafts_place(source)
    with closing(db.connect(beside)) as connection:
        db.backup(connection, store.drafts_place(fresh))


def _in_copy(good: Path | None, place: db.Place, unlocked: keys.Unlocked) -> db.Place | None:
    """Return where a copy keeps a store, brought out of its own key, or None."""
    if good is None:
        return None
    about = manifest.read(good, unlocked)
    if place.path.name not in about["own_key"]:
        return None
    return backup.own_place(place, good, about["id"])


def _last_good(copies: Path | None, unlocked: keys.Unlocked) -> Path | None:
    for path in _newest_first(copies):
        with suppress(manifest.BackupDamaged):
            about = manifest.verified(path, unlocked)
            if about["workspace"] == unlocked.header.workspace:
                return path
    return None


def _newest_first(copies: Path | None) -> Iterable[Path]:
    if copies is None or not copies.is_dir():
        return []
    found = []
    for path in copies.iterdir():
        with suppress(OSError, ValueError, KeyError, manifest.BackupDamaged):
            found.append((str(manifest.loose(path)["made_at"]), path))
    return [path for _made, path in sorted(found, reverse=True)]


def _beside(name: str, sources: Iterable[Path], part: Path) -> None:
    for source in sources:
        for path in files.plain((source / name).glob("*.sealed")):
            target = part / name / path.name
            target.parent.mkdir(mode=0o700, exist_ok=True)
            if not target.exists():
                shutil.copyfile(path, target)
                files.settle(target)


def _begin(part: Path, unlocked: keys.Unlocked, good: Path | None, *, certain: bool) -> None:
    """Open what was saved for the first time and write so into its journal.

    Whom the team had erased does not come back with the rows a copy filled in; where nothing that
    could be read says whom, the workspace keeps the question until somebody answers it.
    """
    saved = Workspace(part, unlocked)
    try:
        with saved.work(write=True) as work:
            if not journal.begun(work):
                journal.begin(work.session, secrets.token_bytes(32))
            journal.write(work, "rescue", "")
            if not certain:
                settings.write(work, DOUBT, clock.today().isoformat())
        forgotten.lay(saved, forgotten.known(good, unlocked, [part]) if good else forgotten.Known())
    finally:
        saved.close()
    (part / guard.NAME).unlink(missing_ok=True)
