# SPDX-License-Identifier: GPL-3.0-or-later
"""A record that moved to a closed part has left one store, and must come back in the other."""

from contextlib import closing

from desktop.core import records
from desktop.core.backups import backup
from desktop.core.store import Workspace
from desktop.incidents import service
from desktop.incidents.model import Incident
from tests.incidents.test_apart_papers import VALUES
from tests.workspaces import USER, WORDS


def test_what_was_moved_apart_comes_back_with_a_copy(workspace, tmp_path):
    with workspace.work(write=True) as work:
        made = service.record(work, VALUES)
    workspace.open_store("protected")
    service.move_apart(workspace, made.id, {"rumour": True})
    copy = backup.backup(workspace, tmp_path / "copies")
    workspace.close()
    backup.restore(copy, tmp_path / "new", user=USER, passphrase=WORDS, living=workspace.folder)
    with closing(Workspace.open(tmp_path / "new", USER, WORDS)) as restored:
        restored.open_store("protected")
        with restored.work("protected") as work:
            assert records.get(work, Incident, made.id).rumour is True
