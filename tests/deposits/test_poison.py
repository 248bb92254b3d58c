# SPDX-License-Identifier: GPL-3.0-or-later
"""A deposit of a stranger, sealed with the public key alone, harms nothing that is there."""

import json
from contextlib import suppress
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import clock, deposited, erasure, inbox, journal, tombstones
from desktop.core.crypto import header
from desktop.core.tables import change, is_id, new_id, table_of
from desktop.deposits import service as deposits
from desktop.desks.processes_page import settle
from desktop.incidents import service as incidents
from desktop.incidents.model import Incident
from desktop.rights import retention
from tests.rights.canary import approve
from tests.rooms import NOON

THREAT = {"type": "threat", "occurred_on": "2026-07-15", "how_known": "rumour", "rumour": True}
KNOWN = {**THREAT, "how_known": "from_person", "note": "importante"}
SHAPE = "0b6f1d52-9c1e-4b7a-8f3d-2a9e4c5d6f70"
NO_IDS = ('"', "e", "", "a" * 36, "0" * 32, "-" * 36, SHAPE.upper(), SHAPE[:-1], 7, None)
LONE = "\ud800"
NOTES = {
    "id": {"id": LONE, "month": "2026-10", "words": "x"},
    "words": {"id": new_id(), "month": "2026-10", "words": f"x{LONE}"},
    "odd month": {"id": new_id(), "month": {"a": 1}, "words": ["x"]},
    "long month": {"id": new_id(), "month": "9" * 400, "words": "x"},
    "no number": {"id": new_id(), "month": "2026-10", "words": float("nan")},
}
INCIDENTS: dict[str, dict[str, object]] = {
    "id": {"id": LONE},
    "many victims": {"id": new_id(), "victims": 10**30},
    "endless victims": {"id": new_id(), "victims": float("inf")},
    "other digits": {"id": new_id(), "occurred_on": "٢٠٢٦-10-15"},
    "odd code": {"id": new_id(), "code": ["x"]},
    "note": {"id": new_id(), "note": "\udfff"},
}


def leave(workspace, store, content):
    """Do what anybody can who reads the header: no key is needed to seal something."""
    inbox.leave(
        workspace.folder, header.load(workspace.folder), store, json.dumps(content).encode()
    )


def log(workspace, store=incidents.PROTECTED):
    with workspace.work(store) as work:
        return work.session.execute(sa.select(change.c.id, change.c.value)).all()


def held(workspace):
    with workspace.work(incidents.PROTECTED) as work:
        return work.session.execute(sa.select(table_of(Incident).c.id)).scalars().all()


@pytest.mark.parametrize("identity", NO_IDS)
def test_an_id_that_is_part_of_other_words_brings_nothing_in(workspace, identity):
    leave(workspace, incidents.PROTECTED, {**THREAT, "id": identity})
    leave(
        workspace, "sources", {"deposit_note": {"id": identity, "month": "2026-10", "words": "x"}}
    )
    workspace.open_store(incidents.PROTECTED)
    workspace.open_store("sources")
    assert incidents.take_deposits(workspace) == 0
    assert deposits.take(workspace, "sources") == 0


def test_an_honest_retention_leaves_the_log_whole_whatever_was_left(workspace):
    """The sender chose the id, a member took it in, and the rumour ran out."""
    with clock.at(NOON - timedelta(days=120)):
        workspace.open_store(incidents.PROTECTED)
        incidents.record_protected(workspace, KNOWN)
        before = log(workspace)
        leave(workspace, incidents.PROTECTED, {**THREAT, "id": '"'})
        leave(workspace, incidents.PROTECTED, {**THREAT, "id": new_id()})
        assert incidents.take_deposits(workspace) == 1
    lately = clock.at(NOON - timedelta(days=8))
    with lately, workspace.work(incidents.PROTECTED, write=True) as work:
        journal.write(work, "open_store")
    with clock.at(NOON):
        given = approve(workspace, retention.approved_as(incidents.PROTECTED))
        with workspace.work(incidents.PROTECTED) as work:
            (past,) = retention.review(work)
        assert retention.erase_rumours(workspace, incidents.PROTECTED, past, given) == 1
    assert [row for row in log(workspace) if row.value != ""][: len(before)] == before


def test_what_a_sender_calls_it_is_no_id_in_here(workspace):
    """Neither the id of somebody's file, written into a deposit, nor one to be found again."""
    named = new_id()
    leave(workspace, incidents.PROTECTED, {**THREAT, "id": named})
    workspace.open_store(incidents.PROTECTED)
    assert incidents.take_deposits(workspace) == 1
    (identity,) = held(workspace)
    assert is_id(identity)
    assert identity != named


def test_the_same_deposit_twice_is_one_record(workspace):
    named = new_id()
    for _time in range(2):
        leave(workspace, incidents.PROTECTED, {**THREAT, "id": named})
    workspace.open_store(incidents.PROTECTED)
    assert incidents.take_deposits(workspace) == 1
    leave(workspace, incidents.PROTECTED, {**THREAT, "id": named})
    assert incidents.take_deposits(workspace) == 0
    assert len(held(workspace)) == 1


def test_a_record_that_came_in_earlier_under_its_senders_id_is_not_doubled(workspace):
    workspace.open_store(incidents.PROTECTED)
    incidents.record_protected(workspace, KNOWN)
    leave(workspace, incidents.PROTECTED, {**THREAT, "id": held(workspace)[0]})
    assert incidents.take_deposits(workspace) == 0


@pytest.mark.parametrize("name", NOTES)
def test_a_poisoned_note_keeps_no_part_closed(workspace, name):
    leave(workspace, "sources", {"deposit_note": NOTES[name]})
    leave(workspace, "sources", {"erase": ["participant", LONE]})
    deposits.leave(workspace, "sources", {"month": "2026-10", "words": "honest"})
    workspace.open_store("sources")
    settle(workspace, "sources")
    with workspace.work("sources") as work:
        words = [row[2] for row in deposits.rows(work, deposits.keys(work))]
    assert "honest" in words


@pytest.mark.parametrize("name", INCIDENTS)
def test_a_poisoned_incident_keeps_no_incident_back(workspace, name):
    leave(workspace, incidents.PROTECTED, {**THREAT, **INCIDENTS[name]})
    incidents.record_protected(workspace, KNOWN)
    workspace.open_store(incidents.PROTECTED)
    settle(workspace, incidents.PROTECTED)
    with suppress(deposited.NotTaken):  # told once everything else is in
        incidents.take_deposits(workspace)
    with workspace.work(incidents.PROTECTED) as work:
        notes = work.session.execute(sa.select(table_of(Incident).c.note)).scalars().all()
    assert KNOWN["note"] in notes


@pytest.mark.parametrize("identity", ['"', "e", "", "7"])
def test_no_part_of_a_word_is_scrubbed_out_of_the_log(workspace, identity):
    workspace.open_store(incidents.PROTECTED)
    incidents.record_protected(workspace, KNOWN)
    before = log(workspace)
    stone = tombstones.Tombstone("incident", identity, clock.now())
    with workspace.work(incidents.PROTECTED, write=True) as work:
        erasure.scrub(work, [identity])
        erasure.lay_many(work, "incident", [identity])
        tombstones.carry_over(work, [stone])
        assert not tombstones.lies(work, identity)
    assert log(workspace) == before


def test_no_part_of_a_word_takes_a_draft_along(workspace):
    drafts = workspace.drafts()
    drafts.keep("incident/new", {"note": "something else"})
    assert drafts.naming(['"', "e", ""]) == drafts.forget(['"', "e", ""]) == 0
    assert len(drafts.all()) == 1


@given(st.text(max_size=40) | st.from_regex(r"[0-9a-f-]{30,40}", fullmatch=True))
def test_only_a_whole_id_is_an_id(text):
    parts = [len(part) for part in text.split("-")]
    assert not is_id(text) or (parts == [8, 4, 4, 4, 12] and set(text) <= set("0123456789abcdef-"))
    assert is_id(new_id())


@given(st.binary(max_size=60) | st.recursive(
    st.text(st.characters(codec=None, categories=None), max_size=3) | st.floats() | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
).map(lambda made: json.dumps(made).encode()))  # fmt: skip
def test_whatever_lies_there_is_told_as_something_that_can_be_kept(content):
    told = deposited.told(content)
    assert isinstance(told, dict)
    json.dumps(told, ensure_ascii=False, allow_nan=False).encode()
