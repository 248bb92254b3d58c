# SPDX-License-Identifier: GPL-3.0-or-later
"""A lost passphrase: the paper key gives a new one, and nothing else changes."""

import shutil
from pathlib import Path

import pytest

from desktop.core import founding, records
from desktop.core.crypto import keys, paper
from desktop.core.store import Workspace
from desktop.participants.model import Participant
from tests.workspaces import add

OLD = "uno dos tres cuatro"


@pytest.fixture(scope="module")
def lost(tmp_path_factory) -> tuple[Path, bytes, str, str]:
    folder = tmp_path_factory.mktemp("lost") / "workspace"
    created = founding.create(folder, "ana", passphrase=OLD)
    workspace = Workspace.open(folder, "ana", OLD)
    identity = add(workspace)
    workspace.close()
    recovery = paper.read("".join(created.recovery))
    return folder, recovery, founding.renew(folder, recovery, "ana"), identity


def test_the_new_words_open_everything_the_old_ones_did(lost):
    folder, _recovery, words, identity = lost
    workspace = Workspace.open(folder, "ana", words)
    with workspace.work() as work:
        assert records.get(work, Participant, identity).id == identity
    workspace.open_store("dialogues")
    workspace.open_store("protected")
    workspace.close()


def test_the_old_words_open_nothing_more(lost):
    folder, _recovery, _words, _identity = lost
    with pytest.raises(keys.WrongPassphrase):
        Workspace.open(folder, "ana", OLD)


def test_another_paper_key_is_refused_and_nothing_changes(lost):
    folder, _recovery, words, _identity = lost
    before = (folder / "vereda.key").read_bytes()
    with pytest.raises(keys.WrongPassphrase):
        founding.renew(folder, bytes(32), "ana")
    assert (folder / "vereda.key").read_bytes() == before
    Workspace.open(folder, "ana", words).close()


def test_the_paper_key_still_works_afterwards(lost, tmp_path):
    made, recovery, _words, _identity = lost
    folder = tmp_path / "copy"
    shutil.copytree(made, folder)
    again = founding.renew(folder, recovery, "ana")
    Workspace.open(folder, "ana", again).close()
