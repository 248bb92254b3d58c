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

from desktop.core import db, store, tombstones
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
_ASKED = "SELECT register, id, moment FROM tombstone"


@dataclass(slots=True)
class Known:
    """The stones by store, and whether the living workspace could not be asked."""

    stones: dict[str, dict[str, Tombstone]] = field(default_factory=dict)
    unread: bool = False

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


def known(backup: Path, unlocked: keys.Unlocked, living: Iterable[Path]) -> Known:
    """Gather the stones that the copies beside a backup and the living workspace know of."""
    found = Known()
    for path in backup.parent.iterdir():
        with suppress(manifest.BackupDamaged, header.HeaderDamaged, OSError):
            about = manifest.read(path, unlocked)
            if about["workspace"] == unlocked.header.workspace:
                _read_sealed(found, about.get("forgotten", {}), unlocked)
    for folder in living:
        _read_living(found, folder, unlocked)
    return found


def lay(restored: "Workspace", known: Known) -> int:
    """Erase in a restored workspace whom the stones name; returns how many records went."""
    gone = 0
    for name, stones in known.stones.items():
        if not stones:
            continue
        with suppress(keys.NotAMember):
            restored.open_store(name)
        if name not in restored.open_stores:
            continue
        with restored.work(name, write=True) as work:
            gone += tombstones.carry_over(work, stones.values())
            gone += _papers(work, list(stones))
        if store.drafts_place(restored.place(name)).path.exists():
            restored.drafts(name).forget(stones)
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
    """Read the living stores without writing; after a change of keys they tell nothing."""
    try:
        if header.load(folder).workspace != unlocked.header.workspace:
            return
    except (UserError, OSError):
        return
    for name in header.STORES:
        with suppress(keys.NotAMember):
            try:
                with closing(
                    db.connect(store.place(folder, unlocked, name), read_only=True)
                ) as file:
                    found.add(name, told(file))
            except (db.NotAStore, db.WrongKey, db.Busy, db.DriverError):
                found.unread = True
