# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk that is full at any write, read only, or gone: told in words, nothing lost."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing

import pytest

from desktop.core import guard
from desktop.core.backups import backup
from desktop.core.store import Workspace
from tests.faults import figures
from tests.faults.test_told import told
from tests.workspaces import add

ALONE = ["unshare", "-m"] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["unshare", "-rm"]


def may_mount(point):
    """Tell whether this machine lets us mount a disk of our own."""
    if shutil.which("unshare") is None:
        return False
    tried = [*ALONE, "mount", "-t", "tmpfs", "none", str(point)]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("act", ["save", "import", "header", "backup", "attachment", "migration"])
def test_a_disk_full_at_any_write(act, folder, tmp_path):
    point = tmp_path / "point"
    point.mkdir()
    if not may_mount(point):
        pytest.skip("this machine lets nobody mount")
    ran = subprocess.run(
        [*ALONE, sys.executable, "-m", "tests.faults.full_disk", act, str(folder.parent),
         str(point), str(figures.size(3, 400))],
        capture_output=True, text=True, timeout=1_800, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-3_000:]
    found = json.loads(ran.stdout)
    figures.note(f"full disk: {act}", **found, lost=0, damaged=0)
    assert found["points"]


def test_a_folder_pulled_out_takes_no_more_promises(workspace):
    """On some systems files can be written for a while after their disk is gone."""
    add(workspace)
    workspace.folder.rename(workspace.folder.with_name("elsewhere"))
    with pytest.raises(guard.FolderGone) as refused:
        add(workspace)
    told(refused.value)
    workspace.folder.with_name("elsewhere").rename(workspace.folder)
    identity = add(workspace)
    workspace.close()
    with closing(Workspace(workspace.folder, workspace.key_holder)) as again:
        assert backup.check(again) == []
        with again.work() as work:
            rows = work.session.connection().exec_driver_sql("SELECT id FROM participant")
            found = {row[0] for row in rows}
    assert identity in found
    assert len(found) == 2


def test_a_store_replaced_while_it_is_open_takes_no_more_promises(workspace):
    add(workspace)
    path = workspace.place("cases").path
    shutil.copyfile(path, path.with_name("copy"))
    path.with_name("copy").replace(path)
    with pytest.raises(guard.FolderGone):
        add(workspace)


def test_a_disk_gone_for_good_lets_the_window_close(workspace):
    add(workspace)
    shutil.rmtree(workspace.folder)
    with pytest.raises(guard.FolderGone):
        add(workspace)
    workspace.close()
