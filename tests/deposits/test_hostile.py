# SPDX-License-Identifier: GPL-3.0-or-later
"""Whoever can write into the folder can seal a deposit: no word of it is trusted."""

import json

import pytest

from desktop.core import clock, inbox, records, tombstones
from desktop.core.crypto import boxes
from desktop.core.errors import RecordGone
from desktop.deposits import service
from desktop.desks.processes_page import settle
from desktop.incidents import service as incidents
from desktop.incidents.model import Incident
from desktop.participants.model import Participant
from desktop.rights import erasing
from tests.rights.canary import approve
from tests.rooms import NOON
from tests.workspaces import add

NOTE = {"month": "2026-10-05", "words": "papagayo verde 7731"}
THREAT = {"type": "threat", "occurred_on": "2026-10", "how_known": "from_person", "rumour": True}
HOSTILE = (
    b"",
    b"\xff\xfe",
    b"[" * 100_000,
    b"[]",
    b"7",
    b'{"deposit_note": 7}',
    b'{"deposit_note": {"month": "2026-10", "words": "x"}}',
    b'{"deposit_note": {"id": ["a"], "month": "2026-10", "words": "x"}}',
    b'{"deposit_note": {"id": "a", "month": {}, "words": ""}}',
    json.dumps({"deposit_note": {"id": "x" * 100_000, "month": "2026-10", "words": "x"}}).encode(),
    b'{"id": {}, "code": 1}',
    b'{"erase": 1}',
    b'{"erase": ["participant"]}',
    b'{"erase": ["participant", {}]}',
)


def seal(workspace, store, content, number=0):
    """Do what a stranger can do with the public key in the header and no key at all."""
    box = workspace.folder / inbox.NAME
    box.mkdir(exist_ok=True)
    sealed = boxes.seal(workspace.header, store, content)
    (box / f"{store}-0{number}.sealed").write_bytes(sealed)


def notes(workspace, store):
    with workspace.work(store) as work:
        return service.rows(work, service.keys(work))


def test_what_is_no_note_keeps_no_note_back_and_no_part_closed(workspace):
    for number, content in enumerate(HOSTILE):
        seal(workspace, "sources", content, number)
    (workspace.folder / inbox.NAME / "sources-0a.sealed").write_bytes(bytes(inbox.LARGEST + 1))
    service.leave(workspace, "sources", NOTE)
    workspace.open_store("sources")
    settle(workspace, "sources")
    assert notes(workspace, "sources") == [("2026-10", None, NOTE["words"])]


def test_what_is_no_incident_keeps_no_incident_back(workspace):
    for number, content in enumerate(HOSTILE):
        seal(workspace, incidents.PROTECTED, content, number)
    incidents.record_protected(workspace, THREAT)
    workspace.open_store(incidents.PROTECTED)
    settle(workspace, incidents.PROTECTED)
    assert incidents.take_deposits(workspace) == 1


def test_nobody_is_erased_because_a_file_in_the_folder_says_so(workspace):
    """Only who was erased with two people's word, as the stone in the main store tells."""
    with clock.at(NOON):
        person = add(workspace)
        seal(workspace, "cases", json.dumps({"erase": ["participant", person]}).encode())
        assert erasing.take_requests(workspace, "cases") == 0
        with workspace.work() as work:
            assert records.get(work, Participant, person).id == person
        seal(workspace, "sources", json.dumps({"erase": ["participant", person]}).encode())
        workspace.open_store("sources")
        assert erasing.take_requests(workspace, "sources") == 0
        workspace.close_store("sources")
        erasing.erase(workspace, person, approve(workspace, person))
        workspace.open_store("sources")
        assert erasing.take_requests(workspace, "sources") == 1


def test_an_erased_incident_does_not_come_back_with_an_old_deposit(workspace):
    with clock.at(NOON):
        incidents.record_protected(workspace, THREAT)
        (box,) = (workspace.folder / inbox.NAME).glob("*")
        sealed = box.read_bytes()
        workspace.open_store(incidents.PROTECTED)
        incidents.take_deposits(workspace)
        with workspace.work(incidents.PROTECTED, write=True) as work:
            (row,) = incidents.keys(work, "", {}, "")
            identity = records.at_row(work, Incident, row).id
            tombstones.carry_over(work, [tombstones.Tombstone("incident", identity, work.moment)])
        box.write_bytes(sealed)
        assert incidents.take_deposits(workspace) == 0
        with workspace.work(incidents.PROTECTED) as work, pytest.raises(RecordGone):
            records.get(work, Incident, identity, deleted=True)


def test_an_incident_that_moved_leaves_a_stone_here(workspace):
    """An older copy, put back, would else hold in the main store what was taken apart."""
    with clock.at(NOON):
        with workspace.work(write=True) as work:
            made = incidents.record(work, {**THREAT, "rumour": False})
        incidents.move_apart(workspace, made.id, {"rumour": True})
        with workspace.work() as work:
            assert tombstones.lies(work, made.id)
        workspace.open_store(incidents.PROTECTED)
        assert incidents.take_deposits(workspace) == 1
