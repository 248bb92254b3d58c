# SPDX-License-Identifier: GPL-3.0-or-later
"""A damaged workspace is copied before it is touched, and what can be read is saved elsewhere."""

import shutil

import pytest

from desktop.core import erasure, journal, records
from desktop.core.backups import backup, ciphertext, manifest, rescue
from desktop.core.crypto import header, keys
from desktop.core.store import Workspace
from desktop.participants.model import Participant
from tests.faults.test_told import told
from tests.workspaces import USER, WORDS, add, person

MANY = 600


def people(workspace):
    with workspace.work() as work:
        rows = work.session.connection().exec_driver_sql("SELECT id, note FROM participant")
        return {row[0]: row[1] for row in rows}


@pytest.fixture
def many(workspace):
    with workspace.work(write=True) as work:
        rows = [person(note=f"{number} " + "x" * 500) for number in range(MANY)]
        records.create_many(work, Participant, rows)
    return workspace


@pytest.fixture
def data(made_once):
    """The first page that holds rows and not what says where the tables are."""
    return (made_once.folder / "cases.db").stat().st_size // 4096


def harm(folder, first, every, name="cases.db"):
    """Flip a byte in every n-th page from one on."""
    content = bytearray((folder / name).read_bytes())
    for page in range(first, len(content) // 4096, every):
        content[page * 4096 + 50] ^= 1
    (folder / name).write_bytes(content)


def digests(folder):
    return {name: manifest.digest(folder / name) for name in manifest.names(folder)}


def saved(workspace, target, copies=None):
    """Rescue, and return the outcome with what the new workspace holds."""
    before = digests(workspace.folder)
    done = rescue.rescue(workspace.folder, target, workspace.key_holder, copies)
    after = digests(workspace.folder)
    assert before == {name: after[name] for name in before}, "the damaged folder is only read"
    assert ciphertext.verified(done.copy)
    opened = Workspace(target, workspace.key_holder)
    try:
        return done, people(opened), backup.check(opened)
    finally:
        opened.close()


def test_a_sound_workspace_comes_out_whole(many, tmp_path):
    here = people(many)
    many.close()
    done, there, problems = saved(many, tmp_path / "saved")
    assert there == here
    assert [one.how for one in done.stores] == ["whole"] * 4
    assert problems == []


def test_the_rows_of_sound_pages_are_saved_without_any_copy(many, data, tmp_path):
    here = people(many)
    many.close()
    harm(many.folder, first=data, every=9)
    done, there, _problems = saved(many, tmp_path / "saved")
    assert done.stores[0].how == "salvaged"
    assert [one.how for one in done.stores[1:]] == ["whole"] * 3
    assert MANY // 2 < len(there) < MANY
    assert there.items() <= here.items()


def test_a_copy_gives_back_what_the_file_lost_and_the_file_what_is_newer(many, data, tmp_path):
    copies = tmp_path / "copies"
    backup.backup(many, copies)
    changed = sorted(people(many))[:200]
    with many.work(write=True) as work:
        for identity in changed:
            records.amend(work, records.get(work, Participant, identity), {"note": "later"})
    new = add(many, note="newest")
    here = people(many)
    many.close()
    harm(many.folder, first=data, every=9)
    done, there, _problems = saved(many, tmp_path / "saved", copies)
    assert there.keys() >= here.keys() - {new}
    assert done.stores[0].from_copy > 0
    same = sum(there[one] == here[one] for one in here if one in there)
    assert same > MANY * 0.95, "what the change log still says is put on top of the older rows"


def test_whom_the_team_erased_does_not_come_back_with_the_rows_of_a_copy(many, data, tmp_path):
    copies = tmp_path / "copies"
    erased = sorted(people(many))[::7]
    backup.backup(many, copies)
    with many.work(write=True) as work:
        for identity in erased:
            found = erasure.belonging(work, "participant", identity)
            erasure.erase(work, found, "participant", identity)
    many.close()
    harm(many.folder, first=data, every=30)
    done, there, _problems = saved(many, tmp_path / "saved", copies)
    assert done.stores[0].from_copy > 0
    back = set(erased) & set(there)
    assert not back or not done.stores[0].certain, "somebody came back, and nobody is told"


def test_a_file_nothing_can_be_read_of_comes_from_the_copy(many, tmp_path):
    copies = tmp_path / "copies"
    backup.backup(many, copies)
    here = people(many)
    many.close()
    (many.folder / "cases.db").write_bytes(b"\x00" * 50_000)
    done, there, _problems = saved(many, tmp_path / "saved", copies)
    assert done.stores[0].how == "copy"
    assert there == here


@pytest.mark.parametrize("gone", ["missing", "empty", "noise"])
def test_without_file_and_copy_nothing_is_promised(many, tmp_path, gone):
    many.close()
    path = many.folder / "cases.db"
    if gone == "missing":
        path.unlink()
    else:
        path.write_bytes(b"" if gone == "empty" else b"x" * 9_000)
    (many.folder / "cases.db-wal").unlink(missing_ok=True)
    with pytest.raises(rescue.NothingSaved) as refused:
        rescue.rescue(many.folder, tmp_path / "saved", many.key_holder)
    told(refused.value)
    assert not (tmp_path / "saved").exists()
    assert len(list(tmp_path.glob("vereda-as-is-*"))) == 1
    assert list(tmp_path.glob(".*")) == []


def test_the_key_file_comes_from_the_newest_copy(many, tmp_path):
    copies = tmp_path / "copies"
    backup.backup(many, copies)
    here = people(many)
    many.close()
    for name in (header.NAME, "vereda.old"):
        (many.folder / name).write_bytes(b"{damaged")
    found = rescue.key_file(many.folder, copies)
    unlocked = keys.unlock(found, USER, WORDS)
    assert unlocked.data_key == many.key_holder.data_key
    rescue.rescue(many.folder, tmp_path / "saved", unlocked, copies)
    opened = Workspace.open(tmp_path / "saved", USER, WORDS)
    assert people(opened) == here
    opened.close()
    with pytest.raises(header.HeaderDamaged):
        rescue.key_file(many.folder, None)


def test_a_damaged_journal_does_not_keep_the_rest_from_working(many, tmp_path):
    many.close()
    harm(many.folder, first=8, every=4)
    shutil.rmtree(tmp_path / "workspace-copies", ignore_errors=True)
    try:
        rescue.rescue(many.folder, tmp_path / "saved", many.key_holder)
    except rescue.NothingSaved:
        return
    opened = Workspace(tmp_path / "saved", many.key_holder)
    with opened.work(write=True) as work:
        journal.write(work, "check", "")
        assert journal.entries(work)[0].action == "check"
    add(opened)
    opened.close()
