# SPDX-License-Identifier: GPL-3.0-or-later
"""Every schema a release ever had still opens: tests/old holds one workspace for each.

When a release changes a schema, keep a workspace of the release before it:
``python -m tests.core.test_old tests/old/NAME`` writes one, with a person in it.
"""

import shutil
import sys
from contextlib import closing
from pathlib import Path

import pytest

from desktop.core import backup, founding, header, history, listing, records
from desktop.core.store import Workspace
from desktop.participants.model import Participant
from tests.workspaces import USER, WORDS, add

OLD = Path(__file__).parents[1] / "old"


def kept() -> list[Path]:
    """Return the workspaces of earlier releases."""
    return sorted(path.parent for path in OLD.glob(f"*/{header.NAME}"))


@pytest.mark.parametrize("folder", kept(), ids=lambda path: path.name)
def test_an_old_workspace_opens_and_keeps_its_records(folder, tmp_path):
    mine = tmp_path / "workspace"
    shutil.copytree(folder, mine)
    with closing(Workspace.open(mine, USER, WORDS)) as workspace:
        for name in header.SEALED_STORES:
            workspace.open_store(name)
        with workspace.work() as work:
            (row,) = listing.snapshot(work, Participant, text="rocio")
            record = records.at_row(work, Participant, row)
            assert history.entries(work, record.id)
        assert backup.check(workspace) == []


def test_a_kept_workspace_can_be_made_and_read(tmp_path):
    keep(tmp_path / "now")
    test_an_old_workspace_opens_and_keeps_its_records(tmp_path / "now", tmp_path)


def keep(folder: Path) -> None:
    """Write a workspace of the schema there is now."""
    founding.create(folder, USER, passphrase=WORDS)
    with closing(Workspace.open(folder, USER, WORDS)) as workspace:
        add(workspace, given_names="Rocío")
    for name in ("vereda.lock", "vereda.old"):
        (folder / name).unlink(missing_ok=True)


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
