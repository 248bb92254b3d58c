# SPDX-License-Identifier: GPL-3.0-or-later
"""Processes killed in the middle: what was acknowledged is there, and nothing is half there."""

import itertools
import multiprocessing
import random
import subprocess
import sys
import threading
from contextlib import closing
from textwrap import dedent
from typing import Any

import sqlalchemy as sa

from desktop.core import db, history, migrate
from desktop.core.backups import backup
from desktop.core.crypto import header as headers
from desktop.core.crypto import keys
from desktop.core.papers import attachments
from desktop.core.store import Workspace
from desktop.core.tables import table_of
from desktop.participants.model import Participant
from tests.faults import children, figures

TIMES = figures.size(4, 100)
NURSERY: Any = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
if sys.platform != "win32":
    NURSERY.set_forkserver_preload(["pytest", "tests.faults.children"])


def start(act, folder, *more):
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.children", act, str(folder), *more],
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
        text=True,
    )


def killed(act, folder, lines, after):
    """Start a child, kill it some moments after its n-th line, return what it had acknowledged.

    It is forked from a process that has read the program already: reading it anew takes longer
    than most of what is to be cut.
    """
    hears, says = NURSERY.Pipe(duplex=False)
    child = NURSERY.Process(target=children.run, args=(act, str(folder), says))
    child.start()
    says.close()
    with open(hears.fileno(), encoding="utf-8", closefd=False) as heard:
        said = list(itertools.islice(heard, lines))
        threading.Event().wait(after)
        child.kill()
        said += heard
    hears.close()
    child.join(30)
    child.close()
    assert said[0] == "ready\n"
    return [line.strip() for line in said[1:] if line.endswith("\n")]


def test_a_save_killed_at_any_moment(folder, made_once):
    chance = random.Random(7)
    acknowledged = set()
    for _ in range(TIMES):
        acknowledged |= set(killed("save", folder, 1 + chance.randrange(4), chance.random() / 50))
    with closing(Workspace(folder, made_once.unlocked)) as workspace:
        assert backup.check(workspace) == []
        with workspace.work() as work:
            rows = work.session.execute(sa.select(table_of(Participant))).mappings().all()
            here = {row["id"] for row in rows}
            assert acknowledged <= here
            assert acknowledged
            assert {(row["rev"], row["note"]) for row in rows} == {(2, "dos")}
            for identity in here:
                assert [one.field for one in history.entries(work, identity)] == ["note", ""]
    told("save", commits=len(acknowledged))


def test_an_import_killed_at_any_moment(folder, made_once):
    chance = random.Random(8)
    acknowledged = 0
    for _ in range(TIMES):
        acknowledged += len(killed("import", folder, 1 + chance.randrange(2), chance.random() / 10))
    with closing(Workspace(folder, made_once.unlocked)) as workspace:
        assert backup.check(workspace) == []
        with workspace.work() as work:
            held = work.session.execute(
                sa.select(sa.func.count()).select_from(table_of(Participant))
            ).scalar_one()
            assert held % 400 == 0
            assert held >= 400 * acknowledged
            raw = work.session.connection()
            count = raw.exec_driver_sql(
                "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'search_participant%'"
            )
            assert count.scalar() == 3
    told("import", batches=acknowledged)


def told(kind, **more):
    """Note a harness that came to its end: every assertion in it held."""
    figures.note(f"kill -9: {kind}", kills=TIMES, **more, lost=0, damaged=0)


def test_a_header_save_killed_at_any_moment(folder, made_once):
    chance = random.Random(10)
    reached = 0
    for _ in range(TIMES):
        said = killed("head", folder, 1 + chance.randrange(5), chance.random() / 50)
        assert keys.is_ours(headers.load(folder), made_once.unlocked.data_key)
        with closing(Workspace(folder, made_once.unlocked)) as workspace:
            noted = workspace.head("cases")
        assert (noted or (0,))[0] >= int(said[-1] if said else 0) >= 0
        reached = int(said[-1]) if said else reached
    assert reached
    told("header", saves=reached)


def test_a_backup_killed_at_any_moment(folder, made_once):
    chance = random.Random(11)
    disk, promised = folder.parent / "disk", set()
    for _ in range(TIMES):
        promised |= set(killed("copy", folder, 1 + chance.randrange(2), chance.random() / 4))
    made = {path.name for path in disk.glob("vereda-*")}
    assert promised <= made
    with closing(Workspace(folder, made_once.unlocked)) as workspace:
        assert backup.check(workspace) == []
        for name in made:  # whatever has the name of a backup is one
            assert backup.behind(workspace, disk / name) == []
    told("backup", backups=len(made))


def test_a_paper_killed_while_it_is_attached(folder, made_once):
    chance = random.Random(12)
    promised = []
    for _ in range(TIMES):
        promised += killed("paper", folder, 1 + chance.randrange(4), chance.random() / 50)
    with closing(Workspace(folder, made_once.unlocked)) as workspace:
        for one in promised:
            assert b"Acta" in attachments.read(workspace, "cases", one)
        assert attachments.sweep(workspace, "cases") <= TIMES
        assert backup.check(workspace) == []
    told("attachment", papers=len(promised))


def test_new_keys_killed_while_they_are_made(folder, made_once):
    chance = random.Random(13)
    saved, epoch = set(), 0
    for _ in range(TIMES):
        for line in killed("rekey", folder, 1 + chance.randrange(3), chance.random() / 2):
            identity, number = line.split()
            saved.add(identity)
            epoch = int(number)
        with closing(Workspace(folder, made_once.unlocked)) as workspace:  # finishes what was cut
            assert workspace.header.epoch >= epoch
            for store in headers.STORES:
                workspace.open_store(store)
            assert backup.check(workspace) == []
            with workspace.work() as work:
                rows = work.session.execute(sa.select(table_of(Participant).c.id))
                assert saved <= set(rows.scalars())
    told("rekey", epochs=epoch)


FIRST = """
    import sqlalchemy as sa
    from alembic import op

    SEARCH = {"parent": ["code", "name"]}

    def upgrade():
        op.create_table("setting", sa.Column("name", sa.Text, primary_key=True), sa.Column("value", sa.Text))
        op.create_table("parent", sa.Column("row", sa.Integer, primary_key=True), sa.Column("code", sa.Text), sa.Column("name", sa.Text))
"""
STEP = """
    import sqlalchemy as sa
    from alembic import op

    SEARCH = {{"parent": ["code", "name"]}}

    def upgrade():
        with op.batch_alter_table("parent", recreate="always") as batch:
            batch.add_column(sa.Column("more_{n}", sa.Text))
"""


def test_a_migration_killed_at_any_moment(tmp_path):
    where = tmp_path / "migrations"
    where.mkdir()
    (where / "0001_first.py").write_text(dedent(FIRST))
    place = db.Place(tmp_path / "store.db", bytes(32), "test/cases")
    db.connect(place, create=True).close()
    migrate.bring_up(place, "cases", [where / "0001_first.py"])
    with closing(db.connect(place)) as connection:
        connection.executemany(
            "INSERT INTO parent (code, name) VALUES (?, ?)",
            [(f"P-{n}", f"Persona {n}") for n in range(3_000)],
        )
    for number in range(2, 8):
        (where / f"{number:04}_step.py").write_text(dedent(STEP).format(n=number))
    chance = random.Random(9)
    seen = set()
    for _ in range(TIMES):
        killed("upgrade", tmp_path, 1, 0.05 + chance.random() * 0.6)
        with closing(db.connect(place)) as connection:
            seen.add(migrate.schema(connection))
            assert db.damage(connection) == []
            assert connection.execute("SELECT count(*) FROM parent").fetchone() == (3_000,)
            columns = len(connection.execute("PRAGMA table_info(parent)").fetchall())
            assert columns == 3 + (6 if migrate.schema(connection) == 7 else 0)
            found = connection.execute(
                "SELECT name FROM parent WHERE row IN (SELECT rowid FROM search_parent('2999'))"
            )
            assert found.fetchall() == [("Persona 2999",)]
    assert seen <= {1, 7}
    migrate.bring_up(place, "cases", sorted(where.glob("*.py")))
    with closing(db.connect(place)) as connection:
        assert migrate.schema(connection) == 7
    told("migration")


def test_after_a_kill_the_next_process_may_come_in(folder, made_once):
    killed("hold", folder, 1, 0)
    Workspace(folder, made_once.unlocked).close()
