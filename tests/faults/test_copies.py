# SPDX-License-Identifier: GPL-3.0-or-later
"""A backup that cannot be finished leaves nothing half, and the copies before it whole."""

import os
import pickle
import shutil
import signal
import subprocess
import sys
from contextlib import closing

import pytest

from desktop.core import guard
from desktop.core.backups import backup, copies, manifest
from desktop.core.store import Workspace
from tests.faults.test_told import told
from tests.workspaces import add

COPYING = (sys.executable, "-m", "tests.faults.copying")


@pytest.fixture
def kept(workspace, tmp_path):
    """A workspace with one good copy, and the digests of that copy's files."""
    add(workspace, given_names="Rocío")
    folder = tmp_path / "stick"
    made = backup.backup(workspace, folder)
    return workspace, folder, {name: manifest.digest(made / name) for name in manifest.names(made)}


def unharmed(kept):
    """Only the first copy lies there, as it was, and the workspace goes on."""
    workspace, folder, digests = kept
    found = copies.kept(workspace, folder)
    assert len(found) == 1
    assert {n: manifest.digest(found[0].path / n) for n in digests} == digests
    assert copies.whole(workspace, found[0])
    assert [path.name for path in folder.iterdir()] == [found[0].path.name]
    add(workspace)


def test_a_stick_pulled_out_at_any_moment(kept):
    workspace, folder, _digests = kept
    add(workspace)
    moments = []
    backup.backup(workspace, folder.parent / "count", lambda *step: moments.append(step))
    for moment in range(len(moments)):
        left = iter(range(moment + 1))

        def pull(*_step, left=left, last=moment):
            if next(left, None) == last:
                shutil.rmtree(next(folder.glob(".*.part")))

        with pytest.raises(backup.BackupFailed) as refused:
            backup.backup(workspace, folder, pull)
        told(refused.value)
    unharmed(kept)


def test_whoever_stops_it_at_any_moment_keeps_nothing_half(kept):
    from desktop.widgets.jobs import Cancelled

    workspace, folder, _digests = kept
    moments = []
    backup.backup(workspace, folder.parent / "count", lambda *step: moments.append(step))
    for moment in range(len(moments)):
        left = iter(range(moment + 1))

        def stop(*_step, left=left, last=moment):
            if next(left, None) == last:
                raise Cancelled

        with pytest.raises(Cancelled):
            backup.backup(workspace, folder, stop)
    unharmed(kept)


def test_a_target_that_is_no_folder_or_cannot_be_written(kept, tmp_path):
    workspace, _folder, _digests = kept
    (tmp_path / "file").write_text("x")
    for target in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(backup.BackupFailed):
            backup.backup(workspace, target)
    unharmed(kept)


def test_too_little_room_is_told_before_anything_is_written(kept, monkeypatch):
    workspace, folder, _digests = kept
    usage = shutil.disk_usage(folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=100_000))
    with pytest.raises(backup.NoRoomForBackup) as refused:
        backup.backup(workspace, folder)
    assert "MB" in told(refused.value)[1]
    unharmed(kept)


@pytest.mark.parametrize("limit", [1_000, 20_000, 60_000, 150_000, 250_000, 400_000])
def test_a_disk_that_fills_while_the_copy_is_written(kept, limit):
    """No file may grow beyond a limit: the same errors as a full disk, at another write each."""
    if sys.platform == "win32":
        pytest.skip("Windows has no limit on the size of files")
    workspace, folder, _digests = kept
    (workspace.folder.parent / "unlocked").write_bytes(pickle.dumps(workspace.key_holder))
    workspace.close()
    ran = subprocess.run(
        [*COPYING, "limited", str(workspace.folder), str(folder), str(limit)],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert "refused BackupFailed" in ran.stdout, ran.stderr
    with closing(Workspace(workspace.folder, workspace.key_holder)) as again:
        unharmed((again, folder, _digests))
        assert backup.check(again) == []


def test_a_small_stick_that_fills_up(kept):
    """A disk in memory smaller than the workspace's files, where the room asked first is lied about."""
    alone = shutil.which("unshare")
    if alone is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    workspace, folder, _digests = kept
    (workspace.folder.parent / "unlocked").write_bytes(pickle.dumps(workspace.key_holder))
    workspace.close()
    script = (
        'set -e; mount --make-rprivate /; mkdir -p "$1-small"; mount -t tmpfs -o size=300k none "$1-small"; '
        'exec "$2" -m tests.faults.copying blind "$1" "$1-small"'
    )
    ran = subprocess.run(
        [alone, "-m", "sh", "-c", script, "sh", str(workspace.folder), sys.executable],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    if "mount" in ran.stderr.split("Traceback")[0] and ran.returncode:
        pytest.skip("this machine lets nobody mount")
    assert "refused BackupFailed" in ran.stdout, ran.stderr
    assert "left 0" in ran.stdout
    with closing(Workspace(workspace.folder, workspace.key_holder)) as again:
        unharmed((again, folder, _digests))


def test_a_stick_that_is_read_only(kept, tmp_path):
    workspace, folder, _digests = kept
    if hasattr(os, "geteuid") and os.geteuid() != 0:
        folder.chmod(0o500)
        with pytest.raises(backup.BackupFailed):
            backup.backup(workspace, folder)
        folder.chmod(0o700)
        unharmed(kept)
        return
    alone = shutil.which("unshare")
    if alone is None:
        pytest.skip("no way to take the right to write away")
    (workspace.folder.parent / "unlocked").write_bytes(pickle.dumps(workspace.key_holder))
    workspace.close()
    script = (
        'set -e; mount --make-rprivate /; mount --bind "$3" "$3"; mount -o remount,ro,bind "$3"; '
        'exec "$2" -m tests.faults.copying blind "$1" "$3"'
    )
    ran = subprocess.run(
        [alone, "-m", "sh", "-c", script, "sh", str(workspace.folder), sys.executable, str(folder)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    if "mount" in ran.stderr.split("Traceback")[0] and ran.returncode:
        pytest.skip("this machine lets nobody mount")
    assert "refused BackupFailed" in ran.stdout, ran.stderr
    with closing(Workspace(workspace.folder, workspace.key_holder)) as again:
        unharmed((again, folder, _digests))


def test_a_process_killed_while_it_copies_leaves_the_earlier_copy(kept):
    workspace, folder, _digests = kept
    (workspace.folder.parent / "unlocked").write_bytes(pickle.dumps(workspace.key_holder))
    workspace.close()
    ran = subprocess.run(
        [*COPYING, "killed", str(workspace.folder), str(folder)],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert ran.returncode == -signal.SIGKILL, ran.stderr
    half = [path for path in folder.iterdir() if path.name.startswith(".")]
    assert len(half) == 1
    with closing(Workspace(workspace.folder, workspace.key_holder)) as again:
        assert len(copies.kept(again, folder)) == 1, "what is half is no copy"
        os.utime(half[0], (1, 1))
        backup.backup(again, folder)
        assert not half[0].exists(), "what an old cut left behind is swept"
        assert len(copies.kept(again, folder)) == 2


def test_the_technician_is_refused_while_another_process_works(kept):
    from desktop.core.backups import ciphertext
    from tests.faults.test_killed import start

    workspace, folder, _digests = kept
    (workspace.folder.parent / "unlocked").write_bytes(pickle.dumps(workspace.key_holder))
    workspace.close()
    child = start("hold", workspace.folder)
    assert child.stdout.readline() == "ready\n"
    with pytest.raises(guard.AlreadyOpen) as refused:
        ciphertext.copy_as_is(workspace.folder, folder)
    assert refused.value.values["user"] == "ana"
    child.communicate("", timeout=30)
    assert ciphertext.verified(ciphertext.copy_as_is(workspace.folder, folder))
