# SPDX-License-Identifier: GPL-3.0-or-later
"""Folders and pipes laid into a workspace by somebody without a key shut nothing and stop nothing."""

import os
import sys

import pytest

from desktop.core import guard, inbox, migrate
from desktop.core.backups import backup
from desktop.core.store import Workspace


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_folder_or_a_pipe_in_the_inbox_is_passed_over(workspace, tmp_path):
    place = workspace.folder / inbox.NAME
    place.mkdir(exist_ok=True)
    (place / "a.sealed").mkdir()
    os.mkfifo(place / "b.sealed")
    for store in ("dialogues", "protected", "sources"):
        workspace.open_store(store)
        key = workspace.key_holder.store_key(store)
        assert inbox.opened(workspace.folder, workspace.header, store, [key]) == []
    assert backup.backup(workspace, tmp_path / "copies").is_dir()


def test_a_folder_named_like_a_copy_of_a_migration_is_left_alone(workspace, tmp_path):
    (workspace.folder / "cases.before-0099").mkdir()
    migrate.drop_copies(workspace.folder)
    assert backup.backup(workspace, tmp_path / "copies").is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_pipe_in_the_place_of_the_lock_is_refused_in_a_sentence(fresh_workspace, made_once):
    os.mkfifo(fresh_workspace / "vereda.lock")
    with pytest.raises(guard.LinkInside):
        Workspace(fresh_workspace, made_once.unlocked)
