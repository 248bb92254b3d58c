# SPDX-License-Identifier: GPL-3.0-or-later
"""A copy from before: what it brings back is told, and as little of it as can be comes."""

import shutil
from contextlib import closing
from datetime import timedelta

import pytest

from desktop.core import clock, journal
from desktop.core.backups import backup, brought_back, copies, manifest
from desktop.core.crypto import header, keys, paper
from desktop.core.errors import NotAllowed
from desktop.core.store import Workspace
from desktop.core.team import members, rotation
from desktop.desks.protection import copies_alerts
from tests.core.backups.test_copies import NOON
from tests.core.backups.test_forgotten import CANARY, came_back, erase
from tests.workspaces import USER, WORDS, add, let_in

OTHER = "cinco seis siete ocho"


@pytest.fixture
def rotated(workspace, made_once, tmp_path):
    """Somebody was erased and beto dismissed, with new keys, after the copy that is returned."""
    workspace.close()
    let_in(workspace.folder, made_once.unlocked, "beto", OTHER)
    unlocked = keys.again(made_once.unlocked, header.load(workspace.folder))
    opened = Workspace(workspace.folder, unlocked)
    identity = add(opened, given_names=CANARY)
    folder = tmp_path / "workspace-copies"
    with clock.at(NOON):
        old = backup.backup(opened, folder)
    with clock.at(NOON + timedelta(days=1)):
        erase(opened, identity)
        members.dismiss(opened, "beto")
    yield opened, old
    opened.close()


def restored(copy, folder, **how):
    how = how or {"user": USER, "passphrase": WORDS}
    return backup.restore(copy, folder, **how)


def test_it_opens_with_the_earlier_words_and_the_living_one_is_asked(rotated, tmp_path):
    """The keys of the living workspace are others; they are sealed to the same person."""
    _workspace, old = rotated
    done = restored(old, tmp_path / "back")
    assert done.forgotten == 1
    assert (done.age.sure, done.age.other_keys, done.unread) == (True, True, False)
    (line,) = [one for one in backup.told(done) if "keys were changed" in one]
    assert "Dismiss" in line
    again = keys.unlock(header.load(tmp_path / "back"), USER, WORDS)
    assert came_back(again, tmp_path / "back") == (False, 0)
    with closing(Workspace(tmp_path / "back", again)) as back:
        assert [one.user for one in members.listed(back)] == ["ana", "beto"]
        assert brought_back.waiting(back) == done.age


def test_a_newer_copy_under_new_keys_tells_it(rotated, tmp_path):
    workspace, old = rotated
    with clock.at(NOON + timedelta(days=2)):
        backup.backup(workspace, old.parent)
    workspace.close()
    shutil.rmtree(workspace.folder)
    with clock.at(NOON + timedelta(days=3)):
        done = restored(old, tmp_path / "back")
    assert done.forgotten == 1
    assert (done.age.sure, done.age.other_keys) == (False, True)
    assert done.age.until.startswith((NOON + timedelta(days=2)).date().isoformat())
    again = keys.unlock(header.load(tmp_path / "back"), USER, WORDS)
    assert came_back(again, tmp_path / "back") == (False, 0)


def test_alone_it_is_told_and_stays_a_task_until_a_coordinator_did_it(rotated, tmp_path):
    """No living workspace, no other copy: nothing can know, so that is what is said."""
    _workspace, old = rotated
    alone = shutil.copytree(old, tmp_path / "stick" / old.name)
    done = restored(alone, tmp_path / "far" / "back")
    assert not done.age.sure
    assert not done.age.other_keys
    (line,) = backup.told(done)
    assert "erased after" in line
    found = header.load(tmp_path / "far" / "back")
    beto = keys.unlock(found, "beto", OTHER)
    with closing(Workspace(tmp_path / "far" / "back", beto)) as back:
        assert not any("erased after" in one.words for one in copies_alerts.alerts(back))
        with pytest.raises(NotAllowed):
            brought_back.settled(back)
    ana = keys.unlock(found, USER, WORDS)
    with closing(Workspace(tmp_path / "far" / "back", ana)) as back:
        told = copies_alerts.alerts(back)
        assert (told[0].words, told[0].late) == (line, True)
        brought_back.settled(back)
        assert not any(one.words == line for one in copies_alerts.alerts(back))
        with back.work() as work:
            assert journal.entries(work)[0].action == "brought_back_settled"


def test_with_the_earlier_paper_the_living_one_cannot_be_asked(rotated, made_once, tmp_path):
    """The paper key was replaced with the others: no new key is sealed to it."""
    _workspace, old = rotated
    key = paper.read("".join(made_once.recovery))
    done = restored(old, tmp_path / "back", recovery=key)
    assert done.unread
    assert (done.age.sure, done.age.other_keys) == (False, True)
    assert len(backup.told(done)) == 2


def test_the_newest_copy_beside_the_living_workspace_leaves_no_task(workspace, tmp_path):
    with clock.at(NOON):
        made = backup.backup(workspace, tmp_path / "workspace-copies")
    done = restored(made, tmp_path / "back")
    assert backup.told(done) == []
    with closing(Workspace(tmp_path / "back", workspace.key_holder)) as back:
        assert brought_back.waiting(back) is None


class TestThinning:
    """Copies from before a change of keys give way by the same rule; a good one of today stays."""

    @pytest.fixture
    def many(self, workspace, tmp_path):
        folder = tmp_path / "copies"
        with clock.at(NOON):
            first = backup.backup(workspace, folder)
        for day in range(1, 30):
            aged(workspace, first, folder, day)
        with clock.at(NOON + timedelta(days=30)):
            rotation.rotate(workspace)
        return folder

    def test_they_are_known_and_wait_for_a_good_one(self, workspace, many):
        with clock.at(NOON + timedelta(days=30)):
            found = copies.kept(workspace, many)
            assert len(found) == 30
            assert all(one.before and not one.ours for one in found)
            assert copies.whole(workspace, found[-1])
            assert copies.newest(found) is None
            assert copies.thin(workspace, many) == []

    def test_they_are_thinned_by_the_same_rule(self, workspace, many):
        rotation.rotate(workspace)  # and once more: those keys are remembered too
        with clock.at(NOON + timedelta(days=31)):
            copies.make(workspace, many)
            left = copies.kept(workspace, many)
        older = [one.made_at for one in left if one.before]
        assert sum(one.ours for one in left) == 1
        moments = [NOON + timedelta(days=day) for day in range(30)]
        now = NOON + timedelta(days=31)
        assert set(older) == copies.wanted([*moments, now], now) - {now}
        assert 10 < len(older) < 20

    def test_what_somebody_who_left_signed_counts_for_nothing(self, workspace, many, tmp_path):
        with clock.at(NOON + timedelta(days=31)):
            good = copies.make(workspace, many)
            left = {one.path for one in copies.kept(workspace, many)}
        (good / "cases.db").write_bytes(b"harmed")
        with clock.at(NOON + timedelta(days=60)):
            assert copies.thin(workspace, many) == []
            assert {one.path for one in copies.kept(workspace, many)} == left


def aged(workspace, copy, folder, days):
    """Lay a copy of another day beside one, signed with the key of that time."""
    moment = NOON + timedelta(days=days)
    there = shutil.copytree(copy, folder / f"vereda-{moment:%Y-%m-%d-%H%M}")
    about = manifest.read(there, workspace.key_holder)
    (there / manifest.NAME).unlink()
    kept = {name: value for name, value in about.items() if name not in ("files", "format")}
    manifest.write(there, {**kept, "made_at": moment.isoformat()}, workspace.key_holder)
