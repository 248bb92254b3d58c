# SPDX-License-Identifier: GPL-3.0-or-later
"""Works on a small disk in memory that is full at another point each time.

Run as ``python -m tests.faults.full_disk ACT FOLDER POINT COUNT`` where disks may be mounted: under
``unshare``. The workspace in FOLDER is copied to POINT again and again, with one page more room
each time, until the act succeeds; what was saved before must be there, and readable meanwhile.
"""

import json
import os
import pickle
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa

from desktop.core import db, i18n, journal, migrate, records
from desktop.core.backups import backup
from desktop.core.errors import UserError
from desktop.core.papers import attachments
from desktop.core.store import Workspace
from desktop.core.tables import table_of
from desktop.participants.model import Participant
from tests.faults.test_killed import FIRST, STEP
from tests.workspaces import person

PAGE = 4096
SIZE = 48  # megabytes

Act = Callable[[Workspace, str], None]


def save(workspace: Workspace, _record: str) -> None:
    """Register somebody with a long note."""
    with workspace.work(write=True) as work:
        records.create(work, Participant, person(note="x" * 1_900))


def bring_in(workspace: Workspace, _record: str) -> None:
    """Import 300 rows."""
    with workspace.work(write=True) as work:
        rows = (person(given_names=f"Fila {n}") for n in range(300))
        records.create_many(work, Participant, rows, import_id="batch")


def head(workspace: Workspace, _record: str) -> None:
    """Write a larger key header."""
    fill = {"fill": "x" * 60_000}
    workspace.change_header(lambda now: replace(now, more={**now.more, **fill}))


def copy(workspace: Workspace, _record: str) -> None:
    """Write a backup on the same disk."""
    backup.backup(workspace, workspace.folder.parent / "disk")


def paper(workspace: Workspace, record: str) -> None:
    """Attach a paper."""
    attachments.attach(workspace, "cases", record, "acta.txt", b"Acta\n" * 40_000)


def upgrade(workspace: Workspace, _record: str) -> None:
    """Migrate a store that lies beside the others."""
    folder = workspace.folder.parent
    place = db.Place(folder / "store.db", bytes(32), "test/cases")
    migrate.bring_up(place, "cases", sorted((folder / "migrations").glob("*.py")))


ACTS: dict[str, Act] = {
    "save": save,
    "import": bring_in,
    "header": head,
    "backup": copy,
    "attachment": paper,
    "migration": upgrade,
}


def small_store(folder: Path) -> None:
    """Lay a store with a thousand rows and migrations for it, to be copied for every try."""
    where = folder / "migrations"
    where.mkdir(parents=True)
    (where / "0001_first.py").write_text(_dedent(FIRST))
    place = db.Place(folder / "store.db", bytes(32), "test/cases")
    db.connect(place, create=True).close()
    migrate.bring_up(place, "cases", [where / "0001_first.py"])
    with closing(db.connect(place)) as connection:
        rows = [(f"P-{n}", f"Persona {n}") for n in range(1_000)]
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO parent (code, name) VALUES (?, ?)", rows)
        connection.execute("COMMIT")
    (where / "0002_step.py").write_text(_dedent(STEP).format(n=2))


def _dedent(text: str) -> str:
    from textwrap import dedent

    return dedent(text)


def people(workspace: Workspace) -> set[str]:
    """Read everybody there is."""
    with workspace.work() as work:
        return set(work.session.execute(sa.select(table_of(Participant).c.id)).scalars())


def fill(point: Path, room: int) -> Path:
    """Leave so much room on the disk."""
    ballast = point / "ballast"
    left = os.statvfs(point)
    size = max(0, left.f_bavail * left.f_frsize - room)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, size))
    return ballast


def told(error: UserError) -> None:
    """The sentence is whole in three languages."""
    found = set()
    for language in ("en", "es", "pt_BR"):
        with i18n.speaking(language):
            found.add(str(error))
    assert len(found) == 3, found
    assert all(one.endswith(".") and "{" not in one for one in found), found


def once(act: str, source: Path, point: Path, room: int) -> bool:
    """Try with so much room; True when the act succeeded."""
    for path in point.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(source / "workspace", point / "workspace")
    shutil.copytree(source / "small", point, dirs_exist_ok=True)
    unlocked = pickle.loads((source / "unlocked").read_bytes())
    done = True
    with closing(Workspace(point / "workspace", unlocked)) as workspace:
        with workspace.work(write=True) as work:
            record = records.create(work, Participant, person()).id
        ballast = fill(point, room)
        try:
            ACTS[act](workspace, record)
        except UserError as error:
            told(error)
            done = False
        assert record in people(workspace), "not readable while the disk is full"
    ballast.unlink()
    with closing(Workspace(point / "workspace", unlocked)) as again:
        assert record in people(again), "lost"
        attachments.sweep(again, "cases")
        assert backup.check(again) == []
        with again.work(write=True) as work:
            journal.write(work, "look")
    with closing(db.connect(db.Place(point / "store.db", bytes(32), "test/cases"))) as store:
        assert db.damage(store) == []
        assert store.execute("SELECT count(*) FROM parent").fetchone() == (1_000,)
    return done


def main() -> int:
    act, source, point, count = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}m", "none", str(point)], check=True)
    small_store(source / "small")
    enough = 1
    while not once(act, source, point, enough * PAGE):
        enough *= 2
    rooms = list(range(enough))
    chosen = rooms if count >= enough else sorted(random.Random(act).sample(rooms, count))
    refused = sum(not once(act, source, point, room * PAGE) for room in chosen)
    print(json.dumps({"points": len(chosen), "refused": refused}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
