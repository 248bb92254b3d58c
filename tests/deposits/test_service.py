# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is not a member leaves a note without reading; nothing of it stays where it was typed."""

import pytest

from desktop.core import journal, records
from desktop.core.errors import InvalidRecord
from desktop.deposits import service
from desktop.deposits.model import Deposit
from desktop.desks.processes_page import settle
from desktop.incidents import service as incidents

CANARY = "papagayo verde 7731"
NOTE = {"month": "2026-10-05", "words": CANARY}


def notes(workspace, store):
    with workspace.work(store) as work:
        return service.rows(work, service.keys(work))


@pytest.mark.parametrize("store", service.STORES)
def test_a_note_is_sealed_and_taken_in_when_the_store_opens(workspace, store):
    service.leave(workspace, store, NOTE)
    with workspace.work() as work:  # who looks into the journal learns nothing of it
        assert not [one for one in journal.entries(work) if one.action == "deposit"]
    for file in workspace.folder.rglob("*"):
        assert file.is_dir() or CANARY.encode() not in file.read_bytes()
    workspace.open_store(store)
    settle(workspace, store)
    assert notes(workspace, store) == [("2026-10", None, CANARY)]
    assert list((workspace.folder / "inbox").glob("*")) == []
    settle(workspace, store)
    assert len(notes(workspace, store)) == 1
    with workspace.work(store) as work:
        (line,) = [one for one in journal.entries(work) if one.action == "deposit"]
        made = records.get(work, Deposit, line.object)
    assert made.extra["left_by"] == workspace.user.name
    assert made.extra["left_at"]


def test_a_cut_after_writing_does_not_double_a_note(workspace):
    service.leave(workspace, "sources", NOTE)
    (box,) = (workspace.folder / "inbox").glob("*")
    sealed = box.read_bytes()
    workspace.open_store("sources")
    assert service.take(workspace, "sources") == 1
    box.write_bytes(sealed)
    assert service.take(workspace, "sources") == 0
    assert len(notes(workspace, "sources")) == 1
    assert not box.exists()


@pytest.mark.parametrize(
    "values", [{**NOTE, "month": "2026"}, {**NOTE, "month": "2100-01"}, {**NOTE, "words": ""}]
)
def test_what_is_wrong_is_not_sealed_away(workspace, values):
    with pytest.raises(InvalidRecord):
        service.leave(workspace, "dialogues", values)
    assert not (workspace.folder / "inbox").exists() or not list(
        (workspace.folder / "inbox").glob("*")
    )


def test_a_deposit_of_another_kind_stays_for_its_own(workspace):
    incidents.record_protected(
        workspace, {"type": "threat", "occurred_on": "2026-10", "how_known": "from_person",
                    "rumour": True}
    )  # fmt: skip
    workspace.open_store("protected")
    with pytest.raises(ValueError, match="protected"):
        service.leave(workspace, "protected", NOTE)
    assert incidents.take_deposits(workspace) == 1
