# SPDX-License-Identifier: GPL-3.0-or-later
"""Every foreseen fault is told in a sentence of the reader's language, without anybody's data."""

import os
import pickle
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core import db, drafts, guard, i18n, migrate, store
from desktop.core.backups import backup
from desktop.core.crypto import header, keys
from desktop.core.errors import UserError
from desktop.core.store import Workspace
from tests.faults.test_killed import start
from tests.workspaces import USER, add

CANARY = "Canarito"


def told(error):
    """Return the sentence in the three languages: it is a foreseen error and repeats no record."""
    assert isinstance(error, UserError)
    sentences = []
    for language in ("en", "es", "pt_BR"):
        with i18n.speaking(language):
            sentences.append(str(error))
    for sentence in sentences:
        assert sentence.endswith(".")
        assert "{" not in sentence
        assert CANARY not in sentence
    assert CANARY not in repr(error)
    return sentences


@pytest.fixture
def filled(workspace):
    """A closed workspace with one invented person in it, and the keys to it."""
    add(workspace, given_names=CANARY)
    workspace.close()
    return workspace.folder, workspace.key_holder


def refusal(filled):
    with pytest.raises(UserError) as refused:
        Workspace(*filled).close()
    told(refused.value)
    return type(refused.value)


def test_a_wrong_passphrase(filled):
    with pytest.raises(keys.WrongPassphrase) as refused:
        Workspace.open(filled[0], USER, "otra frase")
    told(refused.value)


@pytest.mark.parametrize("part", [0.0, 0.3, 0.7, 0.999])
def test_a_truncated_database(filled, part):
    path = filled[0] / "cases.db"
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * part)])
    try:
        opened = Workspace(*filled)
    except UserError as error:
        told(error)
        return
    with closing(opened):
        problems = backup.check(opened)
    assert problems
    assert all(CANARY not in line for line in problems)


def test_an_empty_or_missing_database(filled):
    (filled[0] / "cases.db").write_bytes(b"")
    assert refusal(filled) is db.NotAStore
    (filled[0] / "cases.db").unlink()
    assert refusal(filled) is db.NotAStore
    assert not (filled[0] / "cases.db").exists()


def test_another_stores_file_in_its_place(filled):
    shutil.copyfile(filled[0] / "sources.db", filled[0] / "cases.db")
    assert refusal(filled) is db.WrongKey


def test_a_newer_schema(filled):
    place = store.place(filled[0], filled[1], "cases")
    with closing(db.connect(place)) as connection:
        connection.execute("UPDATE setting SET value = '9999' WHERE name = 'schema'")
    before = place.path.read_bytes()
    assert refusal(filled) is header.NewerWorkspace
    assert place.path.read_bytes() == before


def test_a_newer_header(filled):
    path = filled[0] / header.NAME
    path.write_bytes(path.read_bytes().replace(b"vereda/2", b"vereda/9"))
    with pytest.raises(header.NewerWorkspace) as refused:
        store.load_header(filled[0])
    told(refused.value)


def test_no_workspace_and_a_taken_folder(tmp_path):
    with pytest.raises(header.NoWorkspaceHere) as missing:
        store.load_header(tmp_path)
    told(missing.value)
    (tmp_path / "letter.txt").write_text("hola")
    with pytest.raises(store.FolderTaken) as taken:
        store.create(tmp_path, "ana")
    told(taken.value)
    with pytest.raises(store.FolderTaken):
        store.create(tmp_path / "letter.txt", "ana")
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_second_process_is_told_who_and_since_when(filled):
    folder, unlocked = filled
    (folder.parent / "unlocked").write_bytes(pickle.dumps(unlocked))
    child = start("hold", folder)
    assert child.stdout.readline() == "ready\n"
    with pytest.raises(guard.AlreadyOpen) as refused:
        Workspace(folder, unlocked)
    assert refused.value.values["user"] == "ana"
    assert "ana" in told(refused.value)[0]
    child.communicate("", timeout=30)
    assert child.returncode == 0
    Workspace(folder, unlocked).close()


def test_a_second_window_in_one_process_is_refused_too(filled):
    with closing(Workspace(*filled)):
        assert refusal(filled) is guard.AlreadyOpen


def test_a_full_disk_keeps_what_was_saved(filled):
    """Stands in for a full disk where nobody may mount one: no file may grow beyond a limit."""
    if sys.platform == "win32":
        pytest.skip("Windows has no limit on the size of files")
    folder, unlocked = filled
    (folder.parent / "unlocked").write_bytes(pickle.dumps(unlocked))
    _fills(folder, unlocked, [sys.executable, "-m", "tests.faults.children"], str(1_500_000))


def test_a_really_full_disk_keeps_what_was_saved(filled):
    """A small disk in memory, mounted where only the child can see it."""
    alone = shutil.which("unshare")
    if alone is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    folder, unlocked = filled
    (folder.parent / "unlocked").write_bytes(pickle.dumps(unlocked))
    script = (
        'set -e; mount --make-rprivate / ; cp -r "$1" "$1.kept"; mount -t tmpfs -o size=5m none "$1"; '
        'cp -r "$1.kept/." "$1"; rm -r "$1.kept"; shift 0; "$2" -m tests.faults.children fill "$1" 1000000000; '
        'cp -r "$1" "$1.after"'
    )
    ran = subprocess.run(
        [alone, "-m", "sh", "-c", script, "sh", str(folder), sys.executable],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    if "mount" in ran.stderr and ran.returncode:
        pytest.skip("this machine lets nobody mount")
    _kept(ran, folder.with_name(f"{folder.name}.after"), unlocked)


def _fills(folder, unlocked, command, limit):
    ran = subprocess.run(
        [*command, "fill", str(folder), limit],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    _kept(ran, folder, unlocked)


def _kept(ran, folder, unlocked):
    lines = ran.stdout.split("\n")
    assert "refused NoRoom" in lines, ran.stderr
    acknowledged = [line for line in lines[1:] if line and not line.startswith("refused")]
    assert len(acknowledged) > 10
    told(db.NoRoom())
    with closing(Workspace(folder, unlocked)) as again:
        assert backup.check(again) == []
        with again.work() as work:
            rows = work.session.connection().exec_driver_sql("SELECT id FROM participant")
            here = {row[0] for row in rows}
    assert set(acknowledged) <= here
    assert len(here) == len(acknowledged) + 1


def test_a_read_only_folder(filled):
    alone = shutil.which("unshare")
    if alone is None or not hasattr(os, "geteuid"):
        pytest.skip("no way to take the right to write away")
    folder, unlocked = filled
    (folder.parent / "unlocked").write_bytes(pickle.dumps(unlocked))
    if os.geteuid() != 0:
        folder.chmod(0o500)
        assert refusal(filled) is guard.ReadOnlyFolder
        folder.chmod(0o700)
        return
    script = 'set -e; mount --make-rprivate /; mount --bind "$1" "$1"; mount -o remount,ro,bind "$1"; "$2" -m tests.faults.children hold "$1"'
    ran = subprocess.run(
        [alone, "-m", "sh", "-c", script, "sh", str(folder), sys.executable],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    if "mount" in ran.stderr.split("Traceback")[0]:
        pytest.skip("this machine lets nobody mount")
    assert "ReadOnlyFolder" in ran.stderr
    told(guard.ReadOnlyFolder())


def test_damaged_drafts_are_told_and_do_not_keep_the_store_from_opening(filled):
    folder, unlocked = filled
    with closing(Workspace(folder, unlocked)) as opened:
        opened.drafts().keep("participant/new", {"given_names": CANARY})
    path = folder / "cases-drafts.db"
    path.write_bytes(b"\x00" * 5_000)
    with closing(Workspace(folder, unlocked)) as opened:
        with pytest.raises(UserError) as refused:
            opened.drafts().all()
        told(refused.value)


def test_drafts_cut_short_while_they_were_made_are_begun_again(filled):
    folder, unlocked = filled
    (folder / "cases-drafts.db").write_bytes(b"")
    with closing(Workspace(folder, unlocked)) as opened:
        opened.drafts().keep("participant/new", {"given_names": CANARY})
        assert opened.drafts().find("participant/new").values == {"given_names": CANARY}


def test_every_error_of_the_core_speaks_three_languages():
    made = [
        db.UnsafeBuild(), db.NotAStore(), db.WrongKey(), db.Busy(), db.NoRoom(),
        header.HeaderDamaged(), header.NewerWorkspace(), header.NoWorkspaceHere(),
        keys.WrongPassphrase(), keys.NotAMember(), migrate.MigrationRefused(),
        guard.ReadOnlyFolder(), guard.AlreadyOpen("ana", "01/02/2026 10:00"), store.FolderTaken(),
        backup.BackupDamaged(), backup.NotABackup(), backup.BackupFailed(), backup.KeysMissing(),
    ]  # fmt: skip
    for error in made:
        told(error)


def test_a_store_harmed_behind_our_back_is_told(workspace):
    from desktop.core import records
    from desktop.participants.model import Participant
    from tests.workspaces import person

    with workspace.work(write=True) as work:
        records.create_many(work, Participant, [person(note="x" * 500) for _ in range(2_000)])
    folder, unlocked = workspace.folder, workspace.key_holder
    workspace.close()
    content = bytearray((folder / "cases.db").read_bytes())
    for page in range(len(content) // 8192, len(content) // 4096):
        content[page * 4096 + 50] ^= 1
    (folder / "cases.db").write_bytes(content)
    with closing(Workspace(folder, unlocked)) as opened:
        with pytest.raises(UserError) as refused, opened.work() as work:
            work.session.connection().exec_driver_sql(
                "SELECT sum(length(note)) FROM participant"
            ).scalar()
        told(refused.value)


def test_a_key_is_never_printed():
    place = db.Place(Path("store.db"), bytes(range(32)), "w/cases")
    assert "0001" not in repr(place)
    assert repr(drafts.Drafts(place, "ana")).count("0001") == 0
    with pytest.raises(ValueError, match="32 bytes"):
        db.connect(replace(place, key=b"x"))
