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

from desktop.core import founding, history, listing, records
from desktop.core.backups import backup
from desktop.core.crypto import header, keys
from desktop.core.store import Workspace
from desktop.core.team import members
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


@pytest.fixture
def first(tmp_path):
    """A workspace of the first format: the data key under each passphrase, no directory."""
    shutil.copytree(OLD / "0001", tmp_path / "first")
    return tmp_path / "first"


def test_the_first_format_gets_a_directory_when_a_coordinator_opens_it(first):
    old = header.load(first)
    assert old.format == header.FIRST_FORMAT
    assert old.directory is None
    Workspace.open(first, USER, WORDS).close()
    now = header.load(first)
    assert now.format == header.FORMAT
    assert now.directory is not None
    assert {slot.wrap for slot in now.slots} == {""}  # the data key lies under no passphrase now
    with closing(Workspace.open(first, USER, WORDS)) as workspace:
        mine = next(slot for slot in workspace.header.slots if slot.user == USER)
        assert mine.wrap != ""  # the present form, since its owner opened it
        words = members.admit(workspace, "beto", "caseworker").words
        members.dismiss(workspace, "beto")
        assert backup.check(workspace) == []
    with pytest.raises(keys.WrongPassphrase):
        keys.unlock(header.load(first), "beto", words)
    Workspace.open(first, USER, WORDS).close()


def test_the_first_format_put_back_over_the_present_one_is_found(first):
    old = header.load(first)
    Workspace.open(first, USER, WORDS).close()
    header.save(first, old)
    with pytest.raises(header.HeaderAltered):
        Workspace.open(first, USER, WORDS)


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
