# SPDX-License-Identifier: GPL-3.0-or-later
"""Who was erased, as copies tell each other: an older copy must not bring anybody back.

The stones of a store go sealed into the manifest of every backup. A restore reads those of the
living workspace and of every copy beside the one chosen, and erases again whom they name.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from desktop.core import clock, db, erasure, store, tombstones
from desktop.core.backups import manifest
from desktop.core.crypto import header, keys
from desktop.core.errors import UserError
from desktop.core.papers import attachments
from desktop.core.tables import attachment, change
from desktop.core.tombstones import Tombstone

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.core.work import Work

_CHUNK = 500
ERASING = (erasure.PERSON_ERASED, erasure.RECORD_ERASED)
LEFT = "move_apart"
"""Acts of the journal that take a record out of its store and name it."""
_ASKED = "SELECT register, id, moment FROM tombstone"


@dataclass(slots=True)
class Known:
    """The stones by store, and how far they can be trusted to be all.

    ``unread``: the living workspace could not be asked; ``asked``: it could, for every store.
    ``until`` is when the newest copy beside was made, ``epoch`` how often keys were made anew.
    """

    stones: dict[str, dict[str, Tombstone]] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    """Records whose erasure a journal names, in whatever store: a stone may be lost with a page."""
    left: dict[str, set[str]] = field(default_factory=dict)
    unread: bool = False
    asked: bool = False
    until: str = ""
    epoch: int = 0

    def add_named(self, store: str, connection: sqlite3.Connection) -> None:
        """Add the records whose erasure the journal of a file names."""
        marks = ", ".join("?" for _ in ERASING)
        query = f'SELECT object FROM journal WHERE "action" IN ({marks})'  # noqa: S608
        self.named |= {str(row[0]) for row in connection.execute(query, ERASING)}
        went = 'SELECT object FROM journal WHERE "action" = ?'
        mine = self.left.setdefault(store, set())
        mine |= {str(row[0]) for row in connection.execute(went, (LEFT,))}

    def add(self, store: str, told: bytes) -> None:
        """Add what one store was told by a copy or a file."""
        mine = self.stones.setdefault(store, {})
        for register, identity, moment in json.loads(told):
            when = datetime.fromisoformat(moment).replace(tzinfo=UTC)
            mine[identity] = Tombstone(register, identity, when)


def told(connection: sqlite3.Connection) -> bytes:
    """Return the stones of a store as they go into a manifest: registers, ids and moments."""
    there = connection.execute(
        "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'tombstone'"
    ).fetchone()
    rows = connection.execute(_ASKED) if there else ()
    return json.dumps([list(row) for row in rows]).encode()


def copies_beside(folder: Path) -> Path:
    """Return the folder of copies that stands beside a workspace where none was chosen."""
    return folder.with_name(f"{folder.name}-copies")


def known(
    backup: Path, unlocked: keys.Unlocked, living: Iterable[Path], more: Iterable[Path] = ()
) -> Known:
    """Gather the stones that other copies and the living workspace know of.

    The copies beside the one chosen are read, and those in the folders ``more``.
    """
    found = Known(until=manifest.read(backup, unlocked)["made_at"], epoch=unlocked.header.epoch)
    for folder in dict.fromkeys((backup.parent, *more)):
        for path in folder.iterdir() if folder.is_dir() else ():
            with suppress(UserError, OSError):
                holder = _holder(path, unlocked)
                about = manifest.read(path, holder)
                _read_sealed(found, about.get("forgotten", {}), holder)
                made_at = min(str(about["made_at"]), clock.now().isoformat(), key=_moment)
                found.until = max(found.until, made_at, key=_moment)
                found.epoch = max(found.epoch, holder.header.epoch)
    for folder in living:
        _read_living(found, folder, unlocked)
    return found


_moment = datetime.fromisoformat


def _holder(folder: Path, unlocked: keys.Unlocked) -> keys.Unlocked:
    """Return the same user over the key file of another copy or of the living workspace.

    Where keys were made anew since, the new ones are sealed to the user's own; WrongPassphrase
    for somebody who is not listed there any more.
    """
    there = header.read(folder / header.NAME)
    if there.workspace != unlocked.header.workspace:
        raise manifest.BackupDamaged
    return unlocked if there.epoch == unlocked.header.epoch else keys.again(unlocked, there)


def lay(restored: "Workspace", known: Known) -> int:
    """Erase in a restored workspace whom the stones name; returns how many records went."""
    gone = 0
    for name in header.STORES:
        stones = known.stones.get(name, {})
        gone_by_name = known.named | known.left.get(name, set())
        if not stones and not gone_by_name:
            continue
        with suppress(keys.NotAMember):
            restored.open_store(name)
        if name not in restored.open_stores:
            continue
        with restored.work(name, write=True) as work:
            found = {**tombstones.named(work, gone_by_name - stones.keys()), **stones}
            gone += tombstones.carry_over(work, found.values())
            gone += _papers(work, list(found))
        if store.drafts_place(restored.place(name)).path.exists():
            restored.drafts(name).forget(found)
        attachments.sweep(restored, name)
    return gone


def _papers(work: "Work", records: Sequence[str]) -> int:
    """Delete the rows, and with them the keys, of papers whose record was erased."""
    gone = 0
    for start in range(0, len(records), _CHUNK):
        some = attachment.c.record.in_(records[start : start + _CHUNK])
        mine = work.session.execute(sa.select(attachment.c.id).where(some)).scalars().all()
        work.session.execute(change.delete().where(change.c.record.in_(mine)))
        work.session.execute(attachment.delete().where(some))
        gone += len(mine)
    return gone


def _read_sealed(found: Known, sealed: dict[str, str], unlocked: keys.Unlocked) -> None:
    for name, text in sealed.items():
        with suppress(keys.NotAMember):
            found.add(name, keys.unseal(unlocked.store_key(name), text, "forgotten"))


def _read_living(found: Known, folder: Path, unlocked: keys.Unlocked) -> None:
    """Read the living stores without writing, with the keys they have now."""
    try:
        there = header.load(folder)
        if there.workspace != unlocked.header.workspace:
            return
        found.epoch = max(found.epoch, there.epoch)
        holder = _holder(folder, unlocked)
    except OSError:
        return
    except UserError:
        found.unread = True
        return
    whole = True
    for name in header.STORES:
        try:
            with closing(db.connect(store.place(folder, holder, name), read_only=True)) as file:
                found.add(name, told(file))
                found.add_named(name, file)
        except keys.NotAMember:
            whole = False
        except (db.NotAStore, db.WrongKey, db.Busy, db.DriverError):
            whole, found.unread = False, True
    found.asked |= whole
