# SPDX-License-Identifier: GPL-3.0-or-later
"""A colleague with the key to the main records lays a file of their own in a store's place."""

import shutil
from contextlib import closing

import pytest

from desktop.core import db, founding, inbox, soundness
from desktop.core.crypto import header, keys
from desktop.core.store import Workspace
from tests.workspaces import let_in

OTHER = "cinco seis siete ocho"
STORE = "dialogues"


@pytest.fixture
def both(workspace, made_once):
    """Ana, who holds every store, and beto, who was given the main one only."""
    folder = workspace.folder
    workspace.close()
    let_in(folder, made_once.unlocked, "beto", OTHER)
    found = header.load(folder)
    return folder, keys.again(made_once.unlocked, found), keys.unlock(found, "beto", OTHER)


def own_file(folder, beto, key, inbox_private=None):
    """Make an empty store in the right form, with the right pin, under a key of the thief's."""
    place = db.Place(folder / f"{STORE}.db", key, founding.identity(beto.header.workspace, STORE))
    for path in folder.glob(f"{STORE}.db*"):
        path.unlink()
    founding._make_store(folder, STORE, place.identity, key, bytes(range(32)), beto.header)
    if inbox_private is not None:
        with closing(db.connect(place)) as connection:
            connection.execute(
                "INSERT INTO setting (name, value) VALUES ('inbox_private', ?)",
                (f'"{inbox_private.hex()}"',),
            )


def refused(folder, ana):
    with closing(Workspace(folder, keys.again(ana, header.load(folder)))) as opened:
        with pytest.raises(inbox.StoreForeign):
            opened.open_store(STORE)
        assert STORE not in opened.open_stores
        (line,) = soundness.problems(opened)
        assert "another was put in its place" in line


def test_another_file_alone_is_refused_by_name(both):
    folder, ana, beto = both
    own_file(folder, beto, bytes(range(32)))
    refused(folder, ana)


@pytest.mark.parametrize("private", [None, bytes(range(1, 33))])
def test_another_file_with_its_key_handed_to_every_member_is_refused(both, private):
    """The sealed keys stand under the MAC only; the in-box, which follows from the key, is signed."""
    folder, ana, beto = both
    key = bytes(range(32))
    own_file(folder, beto, key, private)
    now = header.load(folder)
    for slot in [one for one in now.slots if one.id in now.sealed[STORE]]:
        now = keys.give_store(now, STORE, slot, key)
    header.save(folder, keys.signed(now, beto.data_key))
    refused(folder, ana)


def test_the_file_of_another_store_is_refused(both):
    folder, ana, _beto = both
    shutil.copyfile(folder / "sources.db", folder / f"{STORE}.db")
    refused(folder, ana)


def test_the_true_file_put_back_opens_again(both):
    folder, ana, beto = both
    true = (folder / f"{STORE}.db").read_bytes()
    own_file(folder, beto, bytes(range(32)))
    refused(folder, ana)
    for path in folder.glob(f"{STORE}.db*"):
        path.unlink()
    (folder / f"{STORE}.db").write_bytes(true)
    with closing(Workspace(folder, ana)) as opened:
        opened.open_store(STORE)
        assert soundness.problems(opened) == []
