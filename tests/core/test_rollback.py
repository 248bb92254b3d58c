# SPDX-License-Identifier: GPL-3.0-or-later
"""Genuine but older pages and files put back: every cipher check is clean, ours find them."""

import random
import shutil
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.core import clock, db, heads, journal, records, soundness
from desktop.core.backups import backup
from desktop.core.crypto import header, keys
from desktop.core.errors import UserError
from desktop.core.store import Workspace
from desktop.participants.model import Participant
from tests.workspaces import add, reopened

PAGE = 4096


def settled(workspace):
    """Return the bytes of the closed main store; everything has left the log."""
    workspace.close()
    place = workspace.place("cases")
    with closing(db.connect(place)) as connection:
        db.checkpoint(connection)
    return place.path.read_bytes()


def answers(folder, unlocked):
    """Return what opening and checking say, and nothing when all is well."""
    try:
        with closing(Workspace(folder, unlocked)) as opened:
            return backup.check(opened)
    except UserError as error:
        return [str(error)]


@pytest.fixture
def two_states(workspace):
    """The same store before and after a consent-like change, with the header of the later one."""
    for number in range(60):
        add(workspace, note=f"nota {number}" * 20)
    identity = add(workspace, note="granted")
    before = settled(workspace)
    with closing(Workspace(workspace.folder, workspace.key_holder)) as again:
        with again.work(write=True) as work:
            records.amend(work, records.get(work, Participant, identity), {"note": "revoked"})
        after = settled(again)
    return workspace, before, after


def changed(before, after):
    return [
        at for at in range(0, min(len(before), len(after)), PAGE)
        if before[at : at + PAGE] != after[at : at + PAGE]
    ]  # fmt: skip


def content(workspace):
    """Return every row of every table there is, the search index and its shadows among them.

    Only FTS5's note that something was once deleted is left out: it changes no answer.
    """
    with closing(db.connect(workspace.place("cases"))) as connection:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        return {
            name: connection.execute(f'SELECT * FROM "{name}"').fetchall()
            for (name,) in tables.fetchall()
            if not name.endswith("_config")
        }


def test_every_single_old_page_and_many_sets_of_them_are_found(two_states):
    workspace, before, after = two_states
    path = workspace.place("cases").path
    pages = changed(before, after)
    assert len(pages) >= 5
    chance = random.Random(5)
    sets = [[page] for page in pages]
    sets += [chance.sample(pages, chance.randrange(2, len(pages))) for _ in range(20)]
    missed = []
    for chosen in sets:
        mixed = bytearray(after)
        for at in chosen:
            mixed[at : at + PAGE] = before[at : at + PAGE]
        path.write_bytes(mixed)
        if not answers(workspace.folder, workspace.key_holder):
            missed.append(bytes(mixed))
    path.write_bytes(after)
    true = content(workspace)
    for harmless in missed:  # a page may have been written anew with what it held before
        path.write_bytes(harmless)
        assert content(workspace) == true
    assert len(missed) < len(sets) / 5


def test_a_whole_old_file_is_found_by_the_head_in_the_header(two_states):
    workspace, before, after = two_states
    path = workspace.place("cases").path
    path.write_bytes(before)
    assert any("older file" in line for line in answers(workspace.folder, workspace.key_holder))
    path.write_bytes(after)
    assert answers(workspace.folder, workspace.key_holder) == []


def test_an_old_log_beside_the_file_is_refused_found_or_without_effect(workspace):
    identity = add(workspace, note="granted")
    kept = workspace.folder.with_name("kept")
    shutil.copytree(workspace.folder, kept)  # file and log as a cloud client would copy them
    with workspace.work(write=True) as work:
        records.amend(work, records.get(work, Participant, identity), {"note": "revoked"})
    after = settled(workspace)
    path = workspace.place("cases").path
    log = path.with_name("cases.db-wal")
    shutil.copyfile(kept / "cases.db-wal", log)
    found = answers(workspace.folder, workspace.key_holder)
    assert found or note_of(workspace, identity) == "revoked"
    path.write_bytes(after)
    for part in (path, log):
        shutil.copyfile(kept / part.name, part)
    assert any("older file" in line for line in answers(workspace.folder, workspace.key_holder))


def note_of(workspace, identity):
    with closing(Workspace(workspace.folder, workspace.key_holder)) as again, again.work() as work:
        return records.get(work, Participant, identity).note


def test_the_file_of_an_old_backup_in_its_place_is_refused(workspace, tmp_path):
    add(workspace)
    made = backup.backup(workspace, tmp_path / "disk")
    workspace.close()
    shutil.copyfile(made / "cases.db", workspace.place("cases").path)
    with pytest.raises(db.WrongKey):
        Workspace(workspace.folder, workspace.key_holder)


def test_file_and_header_put_back_together_are_told_by_a_backup(workspace, tmp_path):
    add(workspace)
    workspace.close()
    old = tmp_path / "old"
    shutil.copytree(workspace.folder, old)
    with closing(Workspace(workspace.folder, workspace.key_holder)) as again:
        add(again)
        made = backup.backup(again, tmp_path / "disk")
        add(again)
        assert backup.behind(again, made) == []
    with closing(Workspace(old, workspace.key_holder)) as rolled_back:
        assert backup.check(rolled_back) == []
        assert backup.behind(rolled_back, made) == ["cases"]


class TestHeads:
    def test_a_minute_of_writing_notes_the_head_once(self, workspace):
        start = clock.now()
        seen = []
        for second in (1, 30, 61, 62, 120, 121, 182):
            with clock.at(start + timedelta(seconds=second)):
                add(workspace)
            seen.append(workspace.head("cases"))
        with workspace.work() as work:
            last = journal.head(work)
        assert [head and head[0] for head in seen] == [None, None, 3, 3, 3, 6, 7]
        assert seen[-1] == last

    def test_no_head_grows_old_while_nobody_writes(self, workspace):
        add(workspace)
        assert workspace.head("cases") is None
        workspace.beat()
        with workspace.work() as work:
            assert workspace.head("cases") == journal.head(work)

    def test_a_clock_set_back_does_not_stop_the_noting(self, workspace):
        with clock.at(clock.now() - timedelta(days=40)):
            add(workspace)
        assert workspace.head("cases") is not None

    def test_closing_notes_the_rest(self, workspace):
        add(workspace)
        again = reopened(workspace)
        with again.work() as work:
            assert again.head("cases") == journal.head(work)
        again.close()

    def test_every_head_has_one_length_and_none_is_readable(self):
        key = bytes(32)
        few, many = heads.sealed(key, 3, "a" * 64), heads.sealed(key, 30_000, "b" * 64)
        assert len(few) == len(many)
        assert heads.read(key, many) == (30_000, "b" * 64)
        with pytest.raises(header.HeaderDamaged):
            heads.read(bytes(31) + b"x", many)

    def test_a_header_changed_behind_our_back_is_told_and_never_signed(self, workspace):
        path = workspace.folder / header.NAME
        now = header.load(workspace.folder)
        slots = tuple(replace(slot, role="coordinator", user="otro") for slot in now.slots)
        header.save(workspace.folder, replace(now, slots=slots))
        altered = path.read_bytes()
        add(workspace)
        assert backup.check(workspace) == [str(header.HeaderDamaged())]
        workspace.close()
        assert path.read_bytes() == altered
        assert not keys.is_ours(header.load(workspace.folder), workspace.key_holder.data_key)


class TestClock:
    def test_an_entry_made_after_the_clock_went_back_is_marked(self, workspace):
        start = clock.now()
        for moment in (start, start - timedelta(days=1), start - timedelta(hours=23)):
            with clock.at(moment):
                add(workspace)
        with workspace.work() as work:
            assert [one.back for one in journal.entries(work)] == [False, True, False]
            assert [one.back for one in journal.entries(work, 2)] == [False, True]
            assert [one.seq for one in journal.entries(work)] == [3, 2, 1]
        assert soundness.problems(workspace) == []
        (note,) = soundness.notes(workspace)
        assert "went back 1 time" in note

    def test_small_corrections_and_time_zones_are_no_news(self, workspace):
        start = clock.now()
        for seconds in (0, -30, 10):
            with clock.at(start + timedelta(seconds=seconds)):
                add(workspace)
        assert soundness.notes(workspace) == []


def test_work_on_an_older_file_does_not_wipe_out_the_trace(two_states):
    workspace, before, _after = two_states
    workspace.place("cases").path.write_bytes(before)
    for _ in range(2):
        with closing(Workspace(workspace.folder, workspace.key_holder)) as opened:
            add(opened)
            assert any("older file" in line for line in backup.check(opened))
