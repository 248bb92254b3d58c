# SPDX-License-Identifier: GPL-3.0-or-later
"""A workspace carried as ciphertext, by somebody who holds no key."""

import json
import os

import pytest

from desktop.core import founding, guard, room
from desktop.core.backups import backup, ciphertext
from desktop.core.store import Workspace
from tests.faults.test_told import told
from tests.workspaces import add


@pytest.fixture
def closed(workspace):
    add(workspace, given_names="Rocío")
    (workspace.folder / "inbox").mkdir()
    (workspace.folder / "inbox" / "sources-1.sealed").write_bytes(os.urandom(50))
    workspace.close()
    return workspace


def test_there_and_back_and_it_opens(closed, tmp_path):
    made = ciphertext.copy_as_is(closed.folder, tmp_path / "stick")
    assert ciphertext.verified(made)
    assert not (made / guard.NAME).exists()
    ciphertext.put_back(made, tmp_path / "back")
    names = {path.name for path in (tmp_path / "back").iterdir()}
    assert names >= {"vereda.key", "cases.db", "inbox"}
    assert ciphertext.NAME not in names
    again = Workspace(tmp_path / "back", closed.key_holder)
    try:
        assert backup.check(again) == []
    finally:
        again.close()


def test_an_open_workspace_is_not_carried(workspace, tmp_path):
    with pytest.raises(guard.AlreadyOpen):
        ciphertext.copy_as_is(workspace.folder, tmp_path / "stick")
    assert not (tmp_path / "stick").exists()


def test_the_room_set_aside_stays_where_it_is(closed, tmp_path):
    (closed.folder / room.NAME).write_bytes(b"x" * 100)
    made = ciphertext.copy_as_is(closed.folder, tmp_path / "stick")
    assert not (made / room.NAME).exists()


@pytest.mark.parametrize("harm", ["flip", "gone", "more", "list", "names"])
def test_a_copy_that_was_changed_is_not_put_back(closed, tmp_path, harm):
    made = ciphertext.copy_as_is(closed.folder, tmp_path / "stick")
    if harm == "flip":
        content = bytearray((made / "cases.db").read_bytes())
        content[9000] ^= 1
        (made / "cases.db").write_bytes(content)
    elif harm == "gone":
        (made / "sources.db").unlink()
    elif harm == "more":
        (made / "more.db").write_bytes(b"x")
    elif harm == "list":
        (made / ciphertext.NAME).unlink()
    else:
        about = json.loads((made / ciphertext.NAME).read_text())
        about["files"]["../../outside"] = "0" * 64
        (made / ciphertext.NAME).write_text(json.dumps(about))
    with pytest.raises(ciphertext.CopyAltered) as refused:
        ciphertext.put_back(made, tmp_path / "back")
    told(refused.value)
    assert not (tmp_path / "back").exists()


def test_nothing_is_put_over_anything(closed, tmp_path):
    made = ciphertext.copy_as_is(closed.folder, tmp_path / "stick")
    with pytest.raises(founding.FolderTaken):
        ciphertext.put_back(made, closed.folder)


def test_a_folder_without_workspace(tmp_path):
    with pytest.raises(ciphertext.NothingToCopy) as refused:
        ciphertext.copy_as_is(tmp_path, tmp_path / "stick")
    told(refused.value)
