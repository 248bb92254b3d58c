# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom the team erased does not come back out of an older copy."""

import shutil

import pytest

from desktop.core import clock, db, erasure, founding, guard, tombstones
from desktop.core.backups import backup
from desktop.core.papers import attachments
from desktop.core.store import Workspace
from tests.core.backups.test_copies import NOON
from tests.workspaces import USER, WORDS, add

CANARY = "Canaritoqueseborra"


def erase(workspace, identity):
    with workspace.work(write=True) as work:
        erasure.erase(
            work, erasure.belonging(work, "participant", identity), "participant", identity
        )


def everything(workspace):
    """Every value of every table and draft of a workspace, read with its keys."""
    found = []
    for path in sorted(workspace.folder.glob("*.db")):
        name = path.stem.removesuffix("-drafts")
        workspace.open_store(name)
        place = workspace.place(name)
        if path.stem.endswith("-drafts"):
            from desktop.core.store import drafts_place

            place = drafts_place(place)
        connection = db.connect(place)
        try:
            for table in db.counts(connection):
                found += [repr(row) for row in connection.execute(f'SELECT * FROM "{table}"')]
        finally:
            connection.close()
    return "\n".join(found)


@pytest.fixture
def erased(workspace, tmp_path):
    """A workspace from which somebody was erased, and a copy from before."""
    add(workspace, given_names="Rocío")
    identity = add(workspace, given_names=CANARY, note=f"{CANARY} dijo")
    attachments.attach(workspace, "cases", identity, f"{CANARY}.txt", b"A letter of hers.\n")
    workspace.drafts().keep(f"participant/{identity}", {"given_names": CANARY})
    folder = tmp_path / "workspace-copies"
    with clock.at(NOON):
        old = backup.backup(workspace, folder)
    erase(workspace, identity)
    return workspace, identity, old


def came_back(unlocked, folder):
    again = Workspace(folder, unlocked)
    try:
        return CANARY in everything(again), len(list((folder / "attachments").glob("*")))
    finally:
        again.close()


def test_the_old_copy_does_hold_her(erased, tmp_path):
    workspace, _identity, old = erased
    alone = shutil.copytree(old, tmp_path / "alone" / old.name)
    done = backup.restore(alone, tmp_path / "back", user=USER, passphrase=WORDS)
    assert done.forgotten == 0
    assert came_back(workspace.key_holder, tmp_path / "back") == (True, 1)


def test_the_living_workspace_tells_an_old_copy_whom_to_forget(erased, tmp_path):
    workspace, identity, old = erased
    done = backup.restore(old, tmp_path / "back", user=USER, passphrase=WORDS)
    assert done.forgotten >= 1
    assert not done.unread
    assert backup.told(done)
    assert came_back(workspace.key_holder, tmp_path / "back") == (False, 0)
    again = Workspace(tmp_path / "back", workspace.key_holder)
    try:
        assert backup.check(again) == []
        with again.work() as work:
            assert tombstones.lies(work, identity)
            found = work.session.connection().exec_driver_sql(
                "SELECT count(*) FROM search_participant WHERE search_participant MATCH ?",
                (f"{CANARY}*",),
            )
            assert found.scalar() == 0
    finally:
        again.close()


def test_a_newer_copy_tells_it_where_the_workspace_is_gone(erased, tmp_path):
    workspace, _identity, old = erased
    backup.backup(workspace, old.parent)
    unlocked = workspace.key_holder
    workspace.close()
    shutil.rmtree(workspace.folder)
    done = backup.restore(old, workspace.folder, user=USER, passphrase=WORDS)
    assert done.forgotten >= 1
    assert came_back(unlocked, workspace.folder) == (False, 0)


def test_a_copy_on_a_stick_asks_the_workspace_it_is_told_of(erased, tmp_path):
    workspace, _identity, old = erased
    stick = shutil.copytree(old, tmp_path / "stick" / old.name)
    backup.restore(stick, tmp_path / "back", user=USER, passphrase=WORDS, living=workspace.folder)
    assert came_back(workspace.key_holder, tmp_path / "back") == (False, 0)


def test_a_living_workspace_that_cannot_be_read_is_told(erased, tmp_path):
    workspace, _identity, old = erased
    workspace.close()
    (workspace.folder / "cases.db").write_bytes(b"\x00" * 10_000)
    (workspace.folder / "cases.db-wal").unlink(missing_ok=True)
    done = backup.restore(old, tmp_path / "back", user=USER, passphrase=WORDS)
    assert done.unread
    assert len(backup.told(done)) == 1


def test_what_lies_in_the_place_is_set_aside_and_asked(erased):
    workspace, _identity, old = erased
    with pytest.raises(founding.FolderTaken):
        backup.restore(old, workspace.folder, user=USER, passphrase=WORDS)
    with pytest.raises(guard.AlreadyOpen):
        backup.restore(old, workspace.folder, user=USER, passphrase=WORDS, aside=True)
    workspace.close()
    done = backup.restore(old, workspace.folder, user=USER, passphrase=WORDS, aside=True)
    assert done.aside is not None
    assert (done.aside / "cases.db").is_file()
    assert done.forgotten >= 1
    assert came_back(workspace.key_holder, workspace.folder) == (False, 0)
    left = [path.name for path in workspace.folder.parent.iterdir() if path.name.startswith(".")]
    assert left == []
