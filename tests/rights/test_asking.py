# SPDX-License-Identifier: GPL-3.0-or-later
"""A colleague without a part's key has nobody erased in it, whatever lies in folder and store."""

import json

import pytest
import sqlalchemy as sa

from desktop.core import inbox, tombstones
from desktop.core.crypto import header, keys, sealing
from desktop.core.store import Workspace
from desktop.core.tables import change
from desktop.incidents import service as incidents
from desktop.rights import asking, erasing
from tests.rights.canary import erase
from tests.workspaces import let_in

OTHER = "cinco seis siete ocho"
THREAT = {"type": "threat", "occurred_on": "2026-10", "how_known": "from_person", "rumour": True}


def log(workspace, store):
    with workspace.work(store) as work:
        return work.session.execute(sa.select(change.c.id, change.c.value)).all()


def seal_of(private, by, workspace, store, person):
    """Make the best seal somebody can make who has this private key."""
    key = sealing.shared(private, workspace.header.inboxes[store], asking._FORM)
    return asking._seal(key, asking._said(workspace.header, store, person, by))


def forged(workspace, asker, person):
    """Return what a colleague can write: unsealed, under the own name, under another's."""
    mine, other = workspace.key_holder.slot.id, asker.slot.id
    plain = {"erase": ["participant", person]}
    for by, private in ((mine, workspace.key_holder.private), (other, sealing.new_private())):
        yield {**plain, "by": by, "seal": seal_of(private, by, workspace, "protected", person)}
    held = workspace.key_holder.private
    yield {**plain, "by": other, "seal": seal_of(held, other, workspace, "protected", person)}
    yield {**plain, "by": other, "seal": ""}
    yield {**plain, "by": 7, "seal": ["é"]}
    yield plain


def leave(workspace, content):
    raw = json.dumps(content).encode()
    inbox.leave(workspace.folder, header.load(workspace.folder), "protected", raw)


@pytest.fixture
def attacked(canary, workspace, made_once):
    """A colleague with the data key laid a stone for somebody and asked in every way there is."""
    workspace.open_store("protected")
    incidents.record_protected(workspace, {**THREAT, "note": f"habla de {canary}"})
    before = log(workspace, "protected")
    workspace.close()
    let_in(workspace.folder, made_once.unlocked, "beto", OTHER)
    beto = Workspace(workspace.folder, keys.unlock(header.load(workspace.folder), "beto", OTHER))
    with beto.work(write=True) as work:
        tombstones.lay(work, "participant", canary)
    for content in forged(beto, made_once.unlocked, canary):
        leave(beto, content)
    beto.close()
    ana = Workspace(workspace.folder, made_once.unlocked)
    ana.open_store("protected")
    yield ana, before
    ana.close()


def test_a_forged_request_takes_nothing_out_of_a_closed_part(attacked):
    ana, before = attacked
    assert erasing.take_requests(ana, "protected") == 0
    assert log(ana, "protected") == before


def test_a_member_is_told_of_requests_nobody_sealed_and_may_say_they_are_true(attacked):
    ana, before = attacked
    assert erasing.unproved(ana, "protected") == (1, 0)
    assert log(ana, "protected") == before
    assert erasing.take_requests(ana, "protected", trusted=True) > 0
    assert erasing.unproved(ana, "protected") == (0, 0)


def test_who_may_erase_seals_a_request_that_is_carried_out(canary, workspace):
    erase(workspace, canary)
    workspace.open_store("protected")
    assert erasing.unproved(workspace, "protected") == (0, 0)
    assert erasing.take_requests(workspace, "protected") == 1


def test_a_seal_is_good_for_one_person_in_one_part(canary, workspace):
    """Nobody carries it over to another person; the other part's in-box makes another key."""
    holder = workspace.key_holder
    seal = seal_of(holder.private, holder.slot.id, workspace, "protected", canary)
    erase(workspace, canary)
    said = {"erase": ["participant", canary], "by": holder.slot.id, "seal": seal}
    raw = json.dumps(said).encode()
    inbox.leave(workspace.folder, workspace.header, "sources", raw)
    other = canary[:-1] + ("0" if canary[-1] != "0" else "1")
    with workspace.work(write=True) as work:
        tombstones.lay(work, "participant", other)
    leave(workspace, {**said, "erase": ["participant", other]})
    for store in ("protected", "sources"):
        workspace.open_store(store)
        assert erasing.take_requests(workspace, store) == 1
        assert erasing.unproved(workspace, store) == (1, 0)
