# SPDX-License-Identifier: GPL-3.0-or-later
"""Forgetting destroys the keys here, and only after the copy elsewhere proved whole."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core import store
from desktop.core.backups import backup, copies, forgetting
from desktop.core.crypto import header, keys
from desktop.core.store import Workspace
from tests.workspaces import WORDS, add


@pytest.fixture
def elsewhere(monkeypatch, tmp_path):
    """A folder that stands for another medium; the rest of the disk is this computer's."""
    stick = tmp_path / "stick"
    stick.mkdir()
    real = copies._device
    monkeypatch.setattr(copies, "_device", lambda p: -7 if p.is_relative_to(stick) else real(p))
    return stick


def test_without_a_copy_elsewhere_nothing_is_destroyed(workspace):
    copies.make(workspace, copies.folder_of(workspace))
    with pytest.raises(forgetting.NoCopyElsewhere):
        forgetting.copy_elsewhere(workspace)


def test_a_copy_of_yesterday_or_a_damaged_one_is_none(workspace, elsewhere):
    add(workspace)
    made = copies.make(workspace, elsewhere)
    assert forgetting.copy_elsewhere(workspace) == made
    add(workspace)
    with pytest.raises(forgetting.NoCopyElsewhere):
        forgetting.copy_elsewhere(workspace)
    made = copies.make(workspace, elsewhere)
    raw = bytearray((made / "cases.db").read_bytes())
    raw[5000] ^= 1
    (made / "cases.db").write_bytes(raw)
    with pytest.raises(forgetting.NoCopyElsewhere):
        forgetting.copy_elsewhere(workspace)


def test_every_header_here_goes_and_the_copy_elsewhere_opens(workspace, elsewhere, tmp_path):
    person = add(workspace, note="seguía aquí")
    own = copies.make(workspace, copies.folder_of(workspace))
    copy = copies.make(workspace, elsewhere)
    headers = forgetting.doomed(workspace)
    assert {workspace.folder / header.NAME, own / header.NAME} <= set(headers)
    assert not any(path.is_relative_to(elsewhere) for path in headers)
    before = {path: path.read_bytes() for path in workspace.folder.glob("*.db")}
    workspace.close()
    kept = [path.open("rb") for path in headers]
    contents = [path.read_bytes() for path in headers]
    forgetting.destroy(headers)
    for file, content in zip(kept, contents, strict=True):
        assert (
            os.pread(file.fileno(), len(content), 0) != content
        )  # written over, not only unlinked
        file.close()
    left = [path for path in tmp_path.rglob("vereda.*") if not path.is_relative_to(elsewhere)]
    assert {path.name for path in left} <= {"vereda.lock"}
    with pytest.raises(store.NoWorkspaceHere):
        store.load_header(workspace.folder)
    assert set(workspace.folder.glob("*.db")) == set(before)
    again = tmp_path / "again"
    backup.restore(copy, again, user="ana", passphrase=WORDS)
    opened = Workspace(again, keys.unlock(store.load_header(again), "ana", WORDS))
    with opened.work() as work:
        found = work.session.connection().exec_driver_sql(
            "SELECT note FROM participant WHERE id = ?", (person,)
        )
        assert found.scalar() == "seguía aquí"
    opened.close()


def test_what_was_set_aside_or_carried_as_it_is_goes_too(workspace, elsewhere, tmp_path):
    aside = tmp_path / "workspace-before-2026-11-21-1000"
    carried = tmp_path / "vereda-as-is-2026-11-21-1000"
    other = tmp_path / "other"
    stick = elsewhere / "workspace"
    for folder in (aside, carried, stick, other):
        folder.mkdir()
        (folder / header.NAME).write_bytes((workspace.folder / header.NAME).read_bytes())
    about = header.load(other)
    header.save(other, replace(about, workspace="another"), forget=True)
    found = {path.parent for path in forgetting.doomed(workspace)}
    assert found == {workspace.folder, aside, carried}


def test_fifty_wrong_passphrases_change_no_byte(fresh_workspace):
    """Nothing is wiped: a colleague could trigger it, and a thief copies the folder first."""

    def all_of(folder: Path) -> dict[str, bytes]:
        return {
            str(path.relative_to(folder)): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file() and path.name != "vereda.lock"
        }

    before = all_of(fresh_workspace)
    read = store.load_header(fresh_workspace)
    for number in range(50):
        with pytest.raises(keys.WrongPassphrase):
            Workspace.open(fresh_workspace, "ana", f"uno dos tres {number}")
    assert all_of(fresh_workspace) == before
    assert read == store.load_header(fresh_workspace)
    Workspace.open(fresh_workspace, "ana", WORDS).close()
