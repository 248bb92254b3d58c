# SPDX-License-Identifier: GPL-3.0-or-later
"""The twelve measured traps of an encrypted SQLite file, one test each."""

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlcipher3 import dbapi2 as driver

from desktop.core import db, listing, migrate, records, search
from desktop.core.backups import backup
from desktop.core.crypto import keys
from desktop.core.store import Workspace
from desktop.participants.model import Participant
from tests.core import steps
from tests.workspaces import add, reopened

KEY = bytes(range(32))


@pytest.fixture
def place(tmp_path):
    made = db.Place(tmp_path / "trap.db", KEY, "test/cases")
    db.connect(made, create=True).close()
    return made


@pytest.mark.parametrize("length", [0, 1, 31, 33, 64])
def test_trap_01_a_raw_key_of_the_wrong_length_is_never_used(place, length):
    """SQLCipher would take it as a passphrase without a word, and make a file nobody can open."""
    with pytest.raises(ValueError, match="32 bytes"):
        db.connect(replace(place, key=bytes(length)))


def test_trap_02_a_library_that_does_not_encrypt_is_refused(monkeypatch, place):
    """Plain SQLite ignores the key pragma and would write everything readable."""
    monkeypatch.setattr(db, "driver", sqlite3)
    db.gate.cache_clear()
    with pytest.raises(db.UnsafeBuild):
        db.connect(place)
    monkeypatch.undo()
    db.gate.cache_clear()
    db.connect(place).close()
    assert not place.path.read_bytes().startswith(b"SQLite format 3")
    with closing(sqlite3.connect(place.path)) as plain, pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT * FROM vault")


def test_trap_02_an_old_library_is_refused_too(monkeypatch):
    monkeypatch.setattr(db, "LOWEST_SQLITE", (99, 0, 0))
    db.gate.cache_clear()
    with pytest.raises(db.UnsafeBuild):
        db.gate()
    monkeypatch.undo()
    db.gate.cache_clear()
    db.gate()


def test_trap_03_an_empty_file_opens_with_no_key(place):
    """With any key it would look like an empty store."""
    place.path.write_bytes(b"")
    with pytest.raises(db.NotAStore):
        db.connect(place)
    place.path.unlink()
    with pytest.raises(db.NotAStore):
        db.connect(place)
    assert not place.path.exists()


def test_trap_03_a_store_with_another_identity_is_refused(place):
    with pytest.raises(db.NotAStore):
        db.connect(replace(place, identity="test/dialogues"))
    with pytest.raises(db.NotAStore):
        db.connect(replace(place, identity="test/dialogues"), create=True)
    db.connect(place).close()


@pytest.fixture
def family(place, tmp_path):
    """A store migrated to its first schema, with three parents, a child each, and their steps."""
    files = steps.written(tmp_path, {"0001_first": steps.FIRST})
    migrate.bring_up(place, "cases", files)
    with closing(db.connect(place)) as connection:
        for row, name in ((10, "Rocío"), (20, "Inés"), (30, "Tomás")):
            connection.execute(
                "INSERT INTO parent VALUES (?, ?, ?, ?)", (row, f"id{row}", f"P-{row}", name)
            )
            connection.execute("INSERT INTO child (parent) VALUES (?)", (f"id{row}",))
        connection.execute(
            "DELETE FROM parent WHERE row = 10"
        )  # so that row and rowid order differ
    return place


def test_trap_04_a_rebuilt_table_keeps_the_children_of_its_rows(family, tmp_path):
    """With foreign keys on, the rebuild's DROP TABLE cascades: every child row is gone, unseen."""
    assert migrate.bring_up(
        family, "cases", steps.written(tmp_path, {"0002_rebuild": steps.REBUILD})
    )
    with closing(db.connect(family)) as connection:
        assert connection.execute("SELECT parent FROM child").fetchall() == [("id20",), ("id30",)]
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert migrate.schema(connection) == 2


@pytest.mark.parametrize(
    "step", [steps.EMPTIES, steps.UNLINKS, steps.FORGETS], ids=["rows", "links", "index"]
)
def test_trap_04_a_step_that_loses_something_is_put_back(family, tmp_path, step):
    with pytest.raises(migrate.MigrationRefused):
        migrate.bring_up(family, "cases", steps.written(tmp_path, {"0002_bad": step}))
    with closing(db.connect(family)) as connection:
        assert connection.execute("SELECT parent FROM child").fetchall() == [("id20",), ("id30",)]
        assert migrate.schema(connection) == 1
        assert connection.execute("SELECT rowid FROM search_parent('ines')").fetchall() == [(20,)]
        assert connection.execute("PRAGMA index_list(child)").fetchall()
    copy = replace(family, path=family.path.with_suffix(".before-0002"))
    with closing(db.connect(copy, read_only=True)) as connection:
        assert db.damage(connection) == []
        assert connection.execute("SELECT count(*) FROM child").fetchone() == (2,)


def test_trap_05_a_crash_is_not_taken_for_damage(place, tmp_path):
    """The cipher's check reads the main file only: checkpoint first, or it cries wolf."""
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    with closing(db.connect(place)) as connection:
        connection.execute("CREATE TABLE t (x)")
        connection.executemany("INSERT INTO t VALUES (?)", [("y" * 500,)] * 3000)
        db.checkpoint(connection)
        connection.execute("UPDATE t SET x = x || 'z' WHERE rowid % 3 = 0")
        for path in tmp_path.glob("trap.db*"):  # as a power cut leaves them
            if not path.name.endswith("-shm"):
                shutil.copyfile(path, crashed / path.name)
    left = replace(place, path=crashed / "trap.db")
    assert (crashed / "trap.db-wal").stat().st_size > 0
    with closing(db.connect(left)) as connection:
        assert db.damage(connection) == []
        assert connection.execute("SELECT count(*) FROM t WHERE x LIKE '%z'").fetchone() == (1000,)


def test_trap_06_a_writer_waits_for_its_turn_instead_of_failing(place):
    """A deferred transaction that later writes fails at once when another committed meanwhile."""
    made = db.engine(place)
    with db.writer(made).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")
    with made.begin() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM t").scalar()
        with db.writer(made).begin() as connection:
            connection.exec_driver_sql("INSERT INTO t VALUES (1)")
        with pytest.raises(sa.exc.OperationalError, match="locked"):
            reader.exec_driver_sql("INSERT INTO t VALUES (2)")
    with db.writer(made).begin() as writer, made.connect() as other:
        writer.exec_driver_sql("SELECT count(*) FROM t").scalar()
        raw = other.connection.driver_connection
        raw.execute("PRAGMA busy_timeout = 50")
        with pytest.raises(driver.OperationalError, match="locked"):
            raw.execute("BEGIN IMMEDIATE")  # the writer holds its turn from the first word on
        raw.execute("PRAGMA busy_timeout = 5000")
        writer.exec_driver_sql("INSERT INTO t VALUES (3)")
    made.dispose()


def test_trap_07_a_backup_beside_a_leftover_log_is_refused(workspace, tmp_path):
    """Under one key the mix opens with a wrong index while the cipher's check says fine."""
    for number in range(30):
        add(workspace, given_names=f"Persona {number}")
    copied = backup.backup(workspace, tmp_path / "disk")
    with closing(db.connect(workspace.place("cases"))) as pin:
        pin.execute("BEGIN")
        pin.execute("SELECT count(*) FROM participant").fetchone()
        for number in range(30):
            add(workspace, given_names=f"Otra {number}")
        log = (workspace.folder / "cases.db-wal").read_bytes()
    about = json.loads((copied / backup.MANIFEST).read_text())
    place = workspace.place("cases")
    mixed = db.Place(
        tmp_path / "mixed.db", keys.derive(place.key, f"backup/{about['id']}"), place.identity
    )
    shutil.copyfile(copied / "cases.db", mixed.path)
    (tmp_path / "mixed.db-wal").write_bytes(log)
    with pytest.raises((db.WrongKey, db.NotAStore)):
        db.connect(mixed)
    with pytest.raises(Exception, match="empty") as refused:
        backup.restore(copied, workspace.folder, user="ana", passphrase="uno dos tres cuatro")
    assert type(refused.value).__name__ == "FolderTaken"


def test_trap_08_a_file_without_its_log_is_told_not_shown_as_empty(workspace, tmp_path):
    """What a cloud client uploads: the database without its -wal."""
    place = db.Place(tmp_path / "cloud.db", KEY, "test/cases")
    with closing(db.connect(place, create=True)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        assert (tmp_path / "cloud.db-wal").stat().st_size > 0
        shutil.copyfile(place.path, tmp_path / "copy.db")
    with pytest.raises(db.NotAStore):
        db.connect(replace(place, path=tmp_path / "copy.db"))
    add(workspace)
    pin = db.connect(workspace.place("cases"))
    pin.execute("BEGIN")
    pin.execute("SELECT count(*) FROM participant").fetchone()
    whole = (workspace.folder / "cases.db").read_bytes()
    workspace.close()  # the header now remembers the journal's head
    pin.close()
    for path in workspace.folder.glob("cases.db*"):
        path.unlink()
    (workspace.folder / "cases.db").write_bytes(whole)
    again = Workspace(workspace.folder, workspace.key_holder)
    with again.work() as work:
        here = len(listing.snapshot(work, Participant))
    assert here == 0
    assert any("entries of the journal are missing" in line for line in backup.check(again))
    again.close()


def test_trap_09_an_old_page_put_back_is_found_by_the_history(workspace):
    """A page's code proves who wrote it, not when: both integrity checks stay clean."""
    from desktop.core import journal

    identity = add(workspace, given_names="Rocío", note="permission given")
    place = workspace.place("cases")
    with closing(db.connect(place)) as connection:
        db.checkpoint(connection)
    workspace = reopened(workspace)
    before = place.path.read_bytes()
    with workspace.work(write=True) as work:
        person = records.get(work, Participant, identity)
        records.amend(work, person, {"note": "permission revoked"})
    workspace.close()
    after = bytearray(place.path.read_bytes())
    page = _page_of(place, "participant")
    after[page * 4096 : (page + 1) * 4096] = before[page * 4096 : (page + 1) * 4096]
    place.path.write_bytes(after)
    again = Workspace(workspace.folder, workspace.key_holder)
    with again.work() as work:
        assert records.get(work, Participant, identity).note == "permission given"
        assert journal.gap(work) is None
    with closing(db.connect(place)) as connection:
        assert connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
    found = backup.check(again)
    again.close()
    assert any("differ from their own history" in line for line in found)


def test_trap_10_a_deleted_persons_words_leave_the_search_index(workspace):
    """Overwriting deleted rows is not enough: FTS5 keeps the text until told otherwise."""
    canary = "zyxcanarito"
    identity = add(workspace, given_names=canary)
    with workspace.work(write=True) as work:
        raw = work.session.connection()
        raw.exec_driver_sql("DELETE FROM change WHERE record = ?", (identity,))
        raw.exec_driver_sql("DELETE FROM participant WHERE id = ?", (identity,))
    place = workspace.place("cases")
    with closing(db.connect(place)) as connection:
        db.checkpoint(connection)
        for table in ("data", "idx", "docsize"):
            rows = connection.execute(f"SELECT * FROM search_participant_{table}").fetchall()
            assert canary[:6].encode() not in repr(rows).encode()
        assert connection.execute(
            "SELECT v FROM search_participant_config WHERE k = 'secure-delete'"
        ).fetchone() == (1,)
        assert connection.execute("PRAGMA secure_delete").fetchone() == (1,)


def test_trap_11_memory_security_stays_off(place):
    """It is process-wide, makes search three to six times slower, and Python holds copies anyway."""
    with closing(db.connect(place)) as connection:
        assert connection.execute("PRAGMA cipher_memory_security").fetchone() == ("0",)


def test_trap_12_a_rebuilt_table_is_searched_by_its_own_rows(family, tmp_path):
    """Without care a search for one person returns another, and the triggers are gone, unseen."""
    with closing(db.connect(family)) as connection:
        triggers = _triggers(connection)
    migrate.bring_up(family, "cases", steps.written(tmp_path, {"0002_rebuild": steps.REBUILD}))
    with closing(db.connect(family)) as connection:
        assert _triggers(connection) == triggers
        assert len(triggers) == 3
        assert _found(connection, "ines") == ["Inés"]
        assert _found(connection, "rocio") == []
        connection.execute("UPDATE parent SET name = 'Rosa' WHERE row = 20")
        connection.execute("INSERT INTO parent (id, code, name) VALUES ('new', 'P-40', 'Inés')")
        assert _found(connection, "rosa") == ["Rosa"]
        assert _found(connection, "ines") == ["Inés"]
    made = db.engine(family)
    with db.writer(made).begin() as connection:
        assert search.sound(connection)
        connection.exec_driver_sql("DROP TRIGGER search_parent_kept")
        connection.exec_driver_sql("UPDATE parent SET name = 'Ana' WHERE row = 20")
        assert not search.sound(connection)
    made.dispose()


def _triggers(connection):
    return connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"
    ).fetchall()


def _found(connection, word):
    return [
        name
        for (name,) in connection.execute(
            "SELECT name FROM parent WHERE row IN (SELECT rowid FROM search_parent(?))", (word,)
        )
    ]


def _page_of(place, table):
    with closing(db.connect(place)) as connection:
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)
        ).fetchone()
    return root - 1
