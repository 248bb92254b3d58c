# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies, closed stores and papers: an erased person is in none that is made after."""

import json
from pathlib import Path

from desktop.core import db, journal, soundness, store, tombstones
from desktop.core.backups import backup
from desktop.core.crypto import keys
from desktop.core.papers import attachments
from desktop.core.store import Workspace
from desktop.rights import erasing
from tests import raw
from tests.rights.canary import WORDS, erase, everything, hits


def test_the_next_backup_does_not_hold_the_person(canary, workspace, tmp_path):
    before = backup.backup(workspace, tmp_path / "before")
    erase(workspace, canary)
    after = backup.backup(workspace, tmp_path / "after")
    assert set(hits(copied(workspace, before))) >= set(WORDS[:12])
    assert hits(copied(workspace, after)) == []


def copied(workspace: Workspace, folder: Path) -> bytes:
    """The pages of the main store and its drafts in a backup."""
    identity = json.loads((folder / backup.MANIFEST).read_text("utf-8"))["id"]
    place = workspace.place("cases")
    found = b""
    for one in (place, store.drafts_place(place)):
        key = keys.derive(one.key, f"backup/{identity}")
        found += raw.plain(db.Place(folder / one.path.name, key, one.identity))
    return found


def test_an_older_copy_loses_the_person_again(canary, workspace, tmp_path):
    folder = backup.backup(workspace, tmp_path / "before")
    erase(workspace, canary)
    with workspace.work() as work:
        stones = tombstones.laid(work)
    target = tmp_path / "restored"
    holder = workspace.key_holder
    unlocked, backup._unlocked = backup._unlocked, lambda *_: holder  # no key is derived twice
    try:
        backup.restore(folder, target, user="ana", passphrase="")
    finally:
        backup._unlocked = unlocked
    older = Workspace(target, holder)
    try:
        assert hits(everything(older)) == WORDS[:12]
        with older.work(write=True) as work:
            assert tombstones.carry_over(work, stones) >= 5
        with older.work() as work:
            assert tombstones.lies(work, canary)
        left = hits(everything(older))
        assert left == [WORDS[11]]  # the request is not the person's own record
        assert soundness.problems(older) == []
    finally:
        older.close()


def test_a_closed_store_is_asked_by_a_sealed_request(canary, workspace):
    erase(workspace, canary)
    for name in ("protected", "dialogues", "sources"):
        workspace.open_store(name)
        assert erasing.take_requests(workspace, name) == 1
        assert erasing.take_requests(workspace, name) == 0
        with workspace.work(name) as work:
            assert "erase" in [one.action for one in journal.entries(work)]


def test_open_stores_are_erased_at_once(canary, workspace):
    workspace.open_store("protected")
    done = erase(workspace, canary)
    assert set(done.sealed) == {"dialogues", "sources"}


def test_the_copies_of_a_migration_go_too(canary, workspace):
    copy = workspace.folder / "cases.before-0002"
    copy.write_bytes(b"older")
    erase(workspace, canary)
    assert not copy.exists()


def test_papers_go_with_their_keys(canary, workspace):
    attachments.attach(workspace, "cases", canary, "nota.txt", WORDS[0].encode())
    folder = workspace.folder / "attachments"
    assert len(list(folder.iterdir())) == 1
    done = erase(workspace, canary)
    assert done.papers == 1
    assert list(folder.iterdir()) == []
    assert hits(everything(workspace)) == []
