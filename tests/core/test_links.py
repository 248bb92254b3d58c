# SPDX-License-Identifier: GPL-3.0-or-later
"""Links laid into the folder of a workspace: no file elsewhere is written over through one."""

import os

import pytest

from desktop.core import files, founding, guard, room
from desktop.core.backups import ciphertext, forgetting
from desktop.core.crypto import header
from desktop.core.store import Workspace
from tests.faults.test_told import told

PRECIOUS = b"precious"
posix = pytest.mark.skipif(os.name != "posix", reason="a user of Windows may lay no links")


@pytest.fixture
def victim(tmp_path):
    path = tmp_path / "victim.txt"
    path.write_bytes(PRECIOUS)
    return path


@pytest.fixture(params=["soft", "hard"])
def lay(request, victim):
    """Lay a link to the file of somebody else."""
    soft = request.param == "soft"
    return lambda path: path.symlink_to(victim) if soft else path.hardlink_to(victim)


@posix
def test_a_file_is_put_in_the_place_of_a_link_not_through_it(tmp_path, victim, lay):
    lay(tmp_path / "a.new")
    lay(tmp_path / "a")
    files.replace(tmp_path / "a", b"ours")
    assert (tmp_path / "a").read_bytes() == b"ours"
    assert not (tmp_path / "a").is_symlink()
    assert victim.read_bytes() == PRECIOUS


@posix
def test_room_is_never_set_aside_in_the_file_of_somebody_else(tmp_path, victim, lay, monkeypatch):
    monkeypatch.setattr(room, "SIZE", 1 << 20)
    lay(tmp_path / room.NAME)
    assert room.reserve(tmp_path)
    assert victim.read_bytes() == PRECIOUS
    assert not (tmp_path / room.NAME).is_symlink()


@posix
def test_the_lock_is_not_written_through_a_link(tmp_path, victim, lay):
    lay(tmp_path / guard.NAME)
    with pytest.raises(guard.LinkInside) as refused:
        guard.FolderLock(tmp_path, "ana")
    told(refused.value)
    assert victim.read_bytes() == PRECIOUS


@posix
def test_forgetting_takes_the_link_away_and_leaves_what_it_leads_to(tmp_path, victim, lay):
    lay(tmp_path / header.NAME)
    forgetting.destroy([tmp_path / header.NAME])
    assert not os.path.lexists(tmp_path / header.NAME)
    assert victim.read_bytes() == PRECIOUS


@posix
@pytest.mark.parametrize(
    "name",
    [
        "cases.db",
        "cases.db-wal",
        "vereda.key",
        "vereda.old",
        "protected-drafts.db",
        "inbox",
        "attachments",
        "attachments/aa.paper",
        "vereda.room",
        "cases.before-0007",
    ],
)
def test_a_workspace_with_a_link_among_its_files_is_not_opened(
    fresh_workspace, made_once, tmp_path, name
):
    path = fresh_workspace / name
    path.parent.mkdir(exist_ok=True)
    elsewhere = tmp_path / "elsewhere"
    if path.exists():
        path.rename(elsewhere)
    else:
        elsewhere.write_bytes(PRECIOUS)
    before = elsewhere.read_bytes()
    path.symlink_to(elsewhere)
    with pytest.raises(guard.LinkInside):
        Workspace(fresh_workspace, made_once.unlocked)
    assert elsewhere.read_bytes() == before
    assert not (fresh_workspace / guard.NAME).is_file()


@posix
def test_the_folder_itself_may_be_reached_by_a_link(fresh_workspace, made_once, tmp_path):
    (fresh_workspace / "notas").symlink_to(tmp_path)  # a name that is none of ours
    (tmp_path / "short").symlink_to(fresh_workspace)
    Workspace(tmp_path / "short", made_once.unlocked).close()


@posix
def test_a_damaged_folder_is_carried_without_its_links_and_left_as_it_was(
    fresh_workspace, tmp_path, victim
):
    (fresh_workspace / guard.NAME).unlink(missing_ok=True)
    (fresh_workspace / "sources.db-wal").unlink(missing_ok=True)
    (fresh_workspace / "sources.db-wal").symlink_to(victim)
    before = sorted(path.name for path in fresh_workspace.iterdir())
    made = ciphertext.copy_as_is(fresh_workspace, tmp_path / "stick")
    assert not (made / "sources.db-wal").exists()
    assert sorted(path.name for path in fresh_workspace.iterdir()) == before
    (fresh_workspace / guard.NAME).symlink_to(victim)
    ciphertext.copy_as_is(fresh_workspace, tmp_path / "stick")
    assert victim.read_bytes() == PRECIOUS


def test_keeping_others_out_quietly_writes_nothing(tmp_path):
    (tmp_path / guard.NAME).write_bytes(b"as it was")
    quiet = guard.FolderLock(tmp_path, "technician", quiet=True)
    with pytest.raises(guard.AlreadyOpen):
        guard.FolderLock(tmp_path, "ana")
    quiet.beat()
    quiet.release()
    assert (tmp_path / guard.NAME).read_bytes() == b"as it was"


def test_a_restore_sets_nothing_aside_through_a_link(fresh_workspace, victim):
    if os.name == "posix":
        (fresh_workspace / guard.NAME).unlink(missing_ok=True)
        (fresh_workspace / guard.NAME).symlink_to(victim)
        with pytest.raises(guard.LinkInside):
            founding.set_aside(fresh_workspace)
        assert victim.read_bytes() == PRECIOUS
