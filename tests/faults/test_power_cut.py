# SPDX-License-Identifier: GPL-3.0-or-later
"""Power cuts replayed from recorded writes: nothing promised is lost, nothing is damaged.

A real child process does real work under strace; every state a power cut could have left on the
disk is built again and opened by the program.
"""

import random
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from textwrap import dedent

import pytest
import sqlalchemy as sa

from desktop.core import db, migrate
from desktop.core.backups import backup, manifest
from desktop.core.crypto import header, keys
from desktop.core.errors import UserError
from desktop.core.papers import attachments
from desktop.core.store import Workspace
from desktop.core.tables import table_of
from desktop.participants.model import Participant
from tests.faults import figures, recording
from tests.faults.test_killed import FIRST, STEP
from tests.workspaces import USER, WORDS

pytestmark = pytest.mark.skipif(
    not recording.available, reason="strace is not installed, so no writes can be recorded"
)
POINTS = figures.size(6, 160)  # moments for each kind of work, four states each
DEEP = 10
"""The whole check, which takes longer than all the rest, looks at one state in so many."""

Look = Callable[[Path, list[str], bool], None]


class Lost(AssertionError):
    """Something promised is not there."""


def replayed(kind: str, root: Path, act: list[str], look: Look) -> None:
    """Record a child's work, build every state and let ``look`` judge it."""
    disk = recording.Disk(root)
    command = ["-m", "tests.faults.children", act[0], str(root / "workspace"), *act[1:]]
    calls = recording.record(root, root.with_name("trace"), command)
    chance = random.Random(kind)
    again = root.with_name("again")
    tried = lost = damaged = 0
    told = []
    for moment in recording.moments(disk, calls, POINTS, chance):
        for variant, files in moment.states:
            shutil.rmtree(again, ignore_errors=True)
            for name, content in files.items():
                path = again / Path(name).relative_to(root)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            tried += 1
            try:
                look(again, moment.promised, tried % DEEP == 0)
            except Lost as missing:
                lost += 1
                told.append(f"{variant}: {missing}")
            except (AssertionError, UserError, db.DriverError) as found:
                damaged += 1
                told.append(f"{variant}: {found!r}")
    figures.note(f"power cut: {kind}", states=tried, lost=lost, damaged=damaged)
    assert (lost, damaged) == (0, 0), told[:5]
    assert tried > POINTS


def opened(root: Path, made_once, deep: bool) -> Workspace:
    """Open a state; the file is sound by the cipher's checks, and by all of them where deep."""
    workspace = Workspace(root / "workspace", made_once.unlocked)
    with closing(db.connect(workspace.place("cases"))) as connection:
        assert db.damage(connection, quick=not deep) == []
    if deep:
        swept = attachments.sweep(workspace, "cases")  # a cut between a paper's file and its row
        assert swept <= 1
        assert backup.check(workspace) == []
    return workspace


def people(workspace: Workspace) -> dict[str, sa.RowMapping]:
    with workspace.work() as work:
        rows = work.session.execute(sa.select(table_of(Participant))).mappings()
        return {row["id"]: row for row in rows}


def test_while_forms_are_saved(folder, made_once):
    def look(root, promised, deep):
        with closing(opened(root, made_once, deep)) as workspace:
            held = people(workspace)
        if not set(promised) <= set(held):
            raise Lost(len(set(promised) - set(held)))
        assert {(row["rev"], row["note"]) for row in held.values()} <= {(2, "dos")}

    replayed("save", boxed(folder), ["save", str(figures.size(40, 200))], look)


def test_while_rows_are_imported(folder, made_once):
    def look(root, promised, deep):
        with closing(opened(root, made_once, deep)) as workspace:
            held = len(people(workspace))
        assert held % 400 == 0
        if held < 400 * len(promised):
            raise Lost(held)

    replayed("import", boxed(folder), ["import", str(figures.size(4, 12))], look)


def test_while_the_header_is_written(folder, made_once):
    def look(root, promised, deep):
        found = header.load(root / "workspace")
        assert keys.is_ours(found, made_once.unlocked.data_key)
        with closing(opened(root, made_once, deep)) as workspace:
            noted = workspace.head("cases")
        if (noted or (0,))[0] < int(promised[-1] if promised else 0):
            raise Lost(noted)

    replayed("header", boxed(folder), ["head", str(figures.size(20, 100))], look)


def test_while_a_backup_is_written(folder, made_once):
    def look(root, promised, deep):
        with closing(opened(root, made_once, deep)):
            pass
        there = [path for path in (root / "disk").glob("vereda-*") if path.is_dir()]
        if not set(promised) <= {path.name for path in there}:
            raise Lost(promised)
        for made in there:  # what has the name of a backup is one
            found = manifest.verified(made, made_once.unlocked)
            assert found["workspace"] == made_once.unlocked.header.workspace
        if deep and there:
            target = root / "back"
            backup.restore(there[-1], target, user=USER, passphrase=WORDS)

    replayed("backup", boxed(folder), ["copy", str(figures.size(2, 6))], look)


def test_while_all_keys_are_made_anew(folder, made_once):
    def look(root, promised, deep):
        with closing(opened(root, made_once, deep)) as workspace:
            held, epoch = people(workspace), workspace.header.epoch
            for store in header.STORES if deep else ():
                workspace.open_store(store)
        for line in promised:
            identity, reached = line.split()
            if identity not in held or int(reached) > epoch:
                raise Lost(line)

    replayed("rekey", boxed(folder), ["rekey", str(figures.size(1, 3))], look)


def test_while_papers_are_attached(folder, made_once):
    def look(root, promised, deep):
        with closing(opened(root, made_once, deep)) as workspace:
            for one in promised:
                try:
                    assert b"Acta" in attachments.read(workspace, "cases", one)
                except UserError as error:
                    raise Lost(one) from error

    replayed("attachment", boxed(folder), ["paper", str(figures.size(6, 20))], look)


def test_while_a_store_is_migrated(tmp_path):
    root = tmp_path / "box"
    (root / "workspace" / "migrations").mkdir(parents=True)
    where = root / "workspace" / "migrations"
    (where / "0001_first.py").write_text(dedent(FIRST))
    place = db.Place(root / "workspace" / "store.db", bytes(32), "test/cases")
    db.connect(place, create=True).close()
    migrate.bring_up(place, "cases", [where / "0001_first.py"])
    with closing(db.connect(place)) as connection:
        connection.executemany(
            "INSERT INTO parent (code, name) VALUES (?, ?)",
            [(f"P-{n}", f"Persona {n}") for n in range(2_000)],
        )
    for number in range(2, 5):
        (where / f"{number:04}_step.py").write_text(dedent(STEP).format(n=number))

    def look(again, promised, deep):
        with closing(
            db.connect(db.Place(again / "workspace" / "store.db", bytes(32), "test/cases"))
        ) as connection:
            schema = migrate.schema(connection)
            assert schema in (1, 4)
            assert db.damage(connection, quick=not deep) == []
            assert connection.execute("SELECT count(*) FROM parent").fetchone() == (2_000,)
        if promised and schema != 4:
            raise Lost(schema)

    replayed("migration", root, ["upgrade"], look)


def boxed(folder: Path) -> Path:
    """Move a workspace and its keys into a folder in which everything is recorded."""
    root = folder.parent / "box"
    root.mkdir()
    folder.rename(root / "workspace")
    (folder.parent / "unlocked").rename(root / "unlocked")
    return root
