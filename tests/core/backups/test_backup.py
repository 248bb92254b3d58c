# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups: whole and verified or none, restored only into an empty folder, checked in words."""

import json
import shutil
import threading
from contextlib import closing
from dataclasses import replace

import pytest

from desktop.core import db, founding, history, records, store
from desktop.core.backups import backup, manifest
from desktop.core.crypto import header, keys, paper
from desktop.core.store import Workspace
from desktop.participants.model import Participant
from tests.workspaces import USER, WORDS, add, let_in, person


def names(workspace):
    with workspace.work() as work:
        rows = work.session.connection().exec_driver_sql("SELECT given_names FROM participant")
        return sorted(row[0] for row in rows)


def restored(unlocked, made, folder, **how):
    backup.restore(made, folder, **(how or {"user": USER, "passphrase": WORDS}))
    return Workspace(folder, unlocked)


def test_what_was_saved_comes_back_with_history_drafts_and_every_store(workspace, tmp_path):
    identity = add(workspace, given_names="Rocío")
    workspace.drafts().keep("participant/new", {"given_names": "Inés"})
    made = backup.backup(workspace, tmp_path / "disk")
    again = restored(workspace.key_holder, made, tmp_path / "back")
    assert names(again) == ["Rocío"]
    with again.work() as work:
        assert history.entries(work, identity)[0].value["given_names"] == "Rocío"
    assert again.drafts().find("participant/new").values == {"given_names": "Inés"}
    for name in header.SEALED_STORES:
        again.open_store(name)
    assert backup.check(again) == []
    again.close()


def test_the_recovery_key_restores_too(workspace, made_once, tmp_path):
    add(workspace, given_names="Rocío")
    made = backup.backup(workspace, tmp_path / "disk")
    key = paper.read(" ".join(made_once.recovery))
    again = restored(workspace.key_holder, made, tmp_path / "back", recovery=key)
    assert names(again) == ["Rocío"]
    again.close()


def test_nothing_in_a_backup_can_be_read_without_a_key(workspace, tmp_path):
    add(workspace, given_names="Canarito")
    workspace.drafts().keep("participant/new", {"given_names": "Canarito"})
    made = backup.backup(workspace, tmp_path / "disk")
    for path in made.rglob("*"):
        assert not path.is_file() or b"Canarito" not in path.read_bytes()
        assert not path.is_file() or not path.read_bytes().startswith(b"SQLite format 3")


def test_a_backup_has_a_key_of_its_own(workspace, tmp_path):
    """So that its pages, put beside the living log, are refused instead of mixed in (trap 7)."""
    one = backup.backup(workspace, tmp_path / "disk")
    two = backup.backup(workspace, tmp_path / "disk")
    assert one != two
    living = workspace.place("cases")
    for made in (one, two):
        with pytest.raises(db.WrongKey):
            db.connect(replace(living, path=made / "cases.db"), read_only=True)
    shutil.copyfile(one / "cases.db", two / "cases.db")
    with pytest.raises(backup.BackupDamaged):
        backup.restore(two, tmp_path / "back", user=USER, passphrase=WORDS)
    assert not (tmp_path / "back").exists()


def test_a_backup_is_one_moment_while_others_write(workspace, tmp_path):
    stop = threading.Event()

    def write():
        number = 0
        while not stop.is_set():
            number += 1
            add(workspace, given_names=f"Persona {number}")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [backup.backup(workspace, tmp_path / "disk") for _ in range(3)]
    finally:
        stop.set()
        writer.join()
    for number, one in enumerate(made):
        again = restored(workspace.key_holder, one, tmp_path / f"back{number}")
        assert backup.check(again) == []
        again.close()


@pytest.mark.parametrize("harm", ["flip", "cut", "gone", "swap", "manifest", "unsigned"])
def test_a_harmed_backup_restores_nothing(workspace, tmp_path, harm):
    made = backup.backup(workspace, tmp_path / "disk")
    file = made / "cases.db"
    if harm == "flip":
        content = bytearray(file.read_bytes())
        content[5000] ^= 1
        file.write_bytes(content)
    elif harm == "cut":
        file.write_bytes(file.read_bytes()[:-4096])
    elif harm == "gone":
        file.unlink()
    elif harm == "swap":
        shutil.copyfile(made / "sources.db", file)
    else:
        about = json.loads((made / backup.MANIFEST).read_text())
        if harm == "unsigned":
            del about["mac"]
        else:
            about["files"].pop("dialogues.db")
        (made / backup.MANIFEST).write_text(json.dumps(about))
    with pytest.raises(backup.BackupDamaged):
        backup.restore(made, tmp_path / "back", user=USER, passphrase=WORDS)
    assert not (tmp_path / "back").exists()
    assert not (tmp_path / ".back.part").exists()


def test_a_manifest_cannot_name_a_file_outside_the_folder(workspace, tmp_path):
    """Only who has the data key can sign a manifest; anybody else's is refused unread."""
    made = backup.backup(workspace, tmp_path / "disk")
    about = json.loads((made / backup.MANIFEST).read_text())
    about["files"]["../../outside"] = "0" * 64
    (made / backup.MANIFEST).write_text(json.dumps(about))
    with pytest.raises(backup.BackupDamaged):
        backup.restore(made, tmp_path / "back", user=USER, passphrase=WORDS)


@pytest.mark.parametrize(
    "name",
    ["../../outside", "{there}/outside", "inbox/../../outside", "inbox\\..\\x.sealed", "x.py"],
)
def test_a_colleague_who_can_sign_a_manifest_writes_no_file_outside_either(
    workspace, tmp_path, name
):
    """Who left with a key and hands over a backup must not choose where it writes."""
    made = backup.backup(workspace, tmp_path / "disk" / "deep")
    planted = name.format(there=tmp_path)
    target = made / planted
    (made / "inbox").mkdir(exist_ok=True)
    target.write_bytes(b"planted")
    about = manifest.read(made, workspace.key_holder)
    about["files"][planted] = manifest.digest(target)
    about["mac"] = manifest._mac(workspace.key_holder.key("backup"), about)
    (made / backup.MANIFEST).write_bytes(header.canonical(about))
    with pytest.raises(backup.BackupDamaged):
        backup.restore(made, tmp_path / "back" / "back", user=USER, passphrase=WORDS)
    assert not (tmp_path / "back").exists()


def test_restoring_needs_an_empty_folder(workspace, tmp_path):
    made = backup.backup(workspace, tmp_path / "disk")
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "letter.txt").write_text("hola")
    with pytest.raises(founding.FolderTaken):
        backup.restore(made, taken, user=USER, passphrase=WORDS)
    assert [path.name for path in taken.iterdir()] == ["letter.txt"]


def test_a_folder_without_backup_and_a_wrong_passphrase_are_told_apart(workspace, tmp_path):
    with pytest.raises(backup.NotABackup):
        backup.restore(tmp_path, tmp_path / "back", user=USER, passphrase=WORDS)
    made = backup.backup(workspace, tmp_path / "disk")
    with pytest.raises(keys.WrongPassphrase):
        backup.restore(made, tmp_path / "back", user=USER, passphrase="otra cosa")


def test_a_damaged_store_is_not_backed_up_as_if_it_were_whole(workspace, tmp_path):
    for number in range(300):
        workspace.drafts().keep(f"incident/{number}", {"note": "x" * 500})
    workspace.drafts().close()
    path = workspace.folder / "cases-drafts.db"
    content = bytearray(path.read_bytes())
    content[30_000] ^= 1
    path.write_bytes(content)
    with pytest.raises(db.NotAStore):
        backup.backup(workspace, tmp_path / "disk")
    assert list((tmp_path / "disk").iterdir()) == []


def test_who_lacks_a_key_copies_the_ciphertext_which_its_member_can_restore(workspace, tmp_path):
    workspace.open_store("sources")
    with workspace.work("sources", write=True) as work:
        from desktop.core import settings

        settings.write(work, "mark", "seen")
    workspace.close()
    let_in(workspace.folder, workspace.key_holder, "beto", "cinco seis siete")
    second = Workspace.open(workspace.folder, "beto", "cinco seis siete")
    made = backup.backup(second, tmp_path / "disk")
    assert backup.check(second) == []
    with pytest.raises(keys.NotAMember):
        second.open_store("sources")
    second.close()
    assert (made / "sources.db").read_bytes() == (workspace.folder / "sources.db").read_bytes()
    again = restored(workspace.key_holder, made, tmp_path / "back")
    again.open_store("sources")
    with again.work("sources") as work:
        assert settings.read(work, "mark") == "seen"
    again.close()


def test_who_lacks_a_key_cannot_restore_what_was_copied_under_it(workspace, tmp_path):
    """Else the store would silently be left out of the restored workspace."""
    let_in(workspace.folder, workspace.key_holder, "beto", "cinco seis")
    made = backup.backup(workspace, tmp_path / "disk")
    with pytest.raises(backup.KeysMissing):
        backup.restore(made, tmp_path / "back", user="beto", passphrase="cinco seis")
    assert not (tmp_path / "back").exists()
    restored(workspace.key_holder, made, tmp_path / "back").close()


class TestCheck:
    """Check says in words what is wrong, and nothing when nothing is."""

    def test_a_sound_workspace(self, workspace):
        identity = add(workspace, given_names="Rocío")
        with workspace.work(write=True) as work:
            person_ = records.get(work, Participant, identity)
            records.amend(work, person_, {"groups": ["youth_at_risk"], "dependants": 2})
            records.remove(work, person_)
        assert backup.check(workspace) == []

    def test_a_flipped_bit(self, workspace):
        with workspace.work(write=True) as work:
            records.create_many(work, Participant, [person() for _ in range(500)])
        place = workspace.place("cases")
        workspace.close()
        content = bytearray(place.path.read_bytes())
        content[40 * 4096 + 100] ^= 1
        place.path.write_bytes(content)
        again = Workspace(workspace.folder, workspace.key_holder)
        found = backup.check(again)
        again.close()
        assert len(found) == 1
        assert found[0].startswith("Main store: the file is damaged")

    def test_a_missing_file(self, workspace):
        (workspace.folder / "sources.db").unlink()
        assert backup.check(workspace) == ["Sources: the file is missing."]

    def test_a_lost_search_trigger(self, workspace):
        with workspace.work(write=True) as work:
            work.session.connection().exec_driver_sql("DROP TRIGGER search_participant_kept")
        assert "search index is incomplete" in backup.check(workspace)[0]

    def test_a_row_that_history_does_not_know(self, workspace):
        identity = add(workspace, given_names="Rocío")
        with workspace.work(write=True) as work:
            code = records.get(work, Participant, identity).code
            work.session.connection().exec_driver_sql("UPDATE participant SET dependants = 7")
        assert backup.check(workspace) == []  # never written before, so history cannot know
        with workspace.work(write=True) as work:
            work.session.connection().exec_driver_sql("UPDATE participant SET born = '1999'")
        (found,) = backup.check(workspace)
        assert code in found

    def test_an_older_file_put_back_is_missing_what_the_header_remembers(self, workspace):
        place = workspace.place("cases")
        add(workspace)
        workspace.close()
        old = place.path.read_bytes()
        again = Workspace(workspace.folder, workspace.key_holder)
        add(again)
        again.close()
        place.path.write_bytes(old)
        again = Workspace(workspace.folder, workspace.key_holder)
        (found,) = backup.check(again)
        again.close()
        assert "entries of the journal are missing" in found

    def test_the_paper_key_verifies_the_whole_journal(self, workspace, made_once):
        for _ in range(3):
            add(workspace)
        with workspace.work(write=True) as work:
            work.session.connection().exec_driver_sql(
                "UPDATE journal SET user = 'otro' WHERE seq = 2"
            )
        assert backup.check(workspace) == []  # without the first key nobody can tell
        workspace.close()
        key = paper.read("".join(made_once.recovery))
        whole = keys.unlock_with_recovery(store.load_header(workspace.folder), key)
        with closing(Workspace(workspace.folder, whole)) as again:
            assert backup.check(again) == ["Main store: the journal was changed from entry 2 on."]


def test_a_whole_backup_takes_the_place_of_the_copy_a_migration_left(workspace, tmp_path):
    left = workspace.folder / "cases.before-0099"
    left.write_bytes(b"as it stood before")
    with pytest.raises(backup.BackupFailed):
        backup.backup(workspace, workspace.folder / "vereda.key")  # a file, no folder
    assert left.exists()
    backup.backup(workspace, tmp_path / "disk")
    assert not left.exists()
