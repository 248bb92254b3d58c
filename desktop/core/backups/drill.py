# SPDX-License-Identifier: GPL-3.0-or-later
"""The restore drill: a copy is brought back into a scratch folder and compared, row by row.

A copy that was never brought back is a hope. Everything stays encrypted, and the scratch folder
goes whatever happens.
"""

import secrets
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core import clock, db, journal, settings, store
from desktop.core.backups import backup, manifest
from desktop.core.crypto import header, keys
from desktop.core.errors import UserError
from desktop.core.i18n import N_

if TYPE_CHECKING:
    from desktop.core.backups.copies import Kept
    from desktop.core.store import Workspace

EVERY = timedelta(days=31)
_LAST = "last_drill"
_SCRATCH = ".vereda-drill-"


class DrillFailed(UserError):
    """What came back is not what was copied."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The copy could not be brought back as it was made. The workspace itself was not "
                "touched. Make a new copy now, on another disk if there is one, and try that."
            )
        )


@dataclass(frozen=True, slots=True)
class Drill:
    """What was compared: how many tables and rows, the same on both sides to the last bit."""

    copy: str
    tables: int
    rows: int


def drill(
    workspace: "Workspace", copy: "Kept", progress: Callable[[int, int], None] | None = None
) -> Drill:
    """Bring a copy back into a scratch folder, compare every table, delete it, and note it."""
    scratch = copy.path.parent / f"{_SCRATCH}{secrets.token_hex(4)}"
    step = progress or (lambda _done, _total: None)
    try:
        about = manifest.verified(copy.path, workspace.key_holder)
        step(1, 3)
        backup.bring_back(copy.path, scratch, about, workspace.key_holder)
        step(2, 3)
        tables, rows = compared(copy.path, scratch, about, workspace.key_holder)
    except (OSError, manifest.BackupDamaged, db.NotAStore, db.WrongKey) as error:
        _note(workspace, "drill_failed", str(copy.path.name))
        raise DrillFailed from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    _note(workspace, "drill", about["id"])
    return Drill(copy.path.name, tables, rows)


def compared(
    copy: Path, folder: Path, about: dict[str, object], unlocked: keys.Unlocked
) -> tuple[int, int]:
    """Return how many tables and rows are the same in a copy and in what came back from it."""
    tables = rows = 0
    for name in header.STORES:
        place = store.place(folder, unlocked, name)
        for one in (place, store.drafts_place(place)):
            if one.path.name not in about["own_key"]:  # type: ignore[operator]
                continue
            with closing(
                db.connect(backup.own_place(one, copy, str(about["id"])), read_only=True)
            ) as a:
                there = digests(a)
            with closing(db.connect(one)) as b:
                here = digests(b)
            if there != here:
                raise DrillFailed
            tables += len(here)
            rows += sum(count for count, _digest in here.values())
    return tables, rows


def digests(connection: sqlite3.Connection) -> dict[str, tuple[int, str]]:
    """Return of every table how many rows it holds and a digest of all their values, in order."""
    found = {}
    for name in db.counts(connection):
        whole, number = sha256(), 0
        for row in connection.execute(f'SELECT * FROM "{name}"'):  # noqa: S608
            whole.update(repr(row).encode())
            number += 1
        found[name] = (number, whole.hexdigest())
    return found


def last(workspace: "Workspace") -> datetime | None:
    """Return when a copy was last brought back on trial."""
    with workspace.work() as work:
        text = settings.read(work, _LAST, "")
    return datetime.fromisoformat(text) if text else None


def due(workspace: "Workspace") -> bool:
    """Tell whether a month has passed since the last trial."""
    moment = last(workspace)
    return moment is None or clock.now() - moment > EVERY


def _note(workspace: "Workspace", action: str, thing: str) -> None:
    with workspace.work(write=True) as work:
        journal.write(work, action, thing)
        if action == "drill":
            settings.write(work, _LAST, clock.now().isoformat())
