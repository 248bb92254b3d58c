# SPDX-License-Identifier: GPL-3.0-or-later
"""A file outside one's own opens for a day with the whole code and a reason, and it is told."""

from datetime import UTC, datetime, timedelta

import pytest

from desktop.core import clock, journal, records
from desktop.core.errors import NotAllowed, NotYours, RecordGone
from desktop.core.work import User
from desktop.participants import glass_service
from desktop.participants import service as participants
from desktop.participants.model import Participant
from tests.workspaces import add

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
BEA, SOL = User("bea", "caseworker", "own"), User("sol", "caseworker", "own")


@pytest.fixture
def other(workspace):
    """The id and code of a file that is not Bea's."""
    workspace.user = SOL
    identity = add(workspace, given_names="Abril")
    with workspace.work() as work:
        code = participants.get(work, identity).code
    workspace.user = BEA
    return identity, code


def break_glass(workspace, code, reason="she came to the door in danger"):
    with workspace.work(write=True) as work:
        return glass_service.open_with_reason(work, code, reason)


def seen_by(workspace, identity):
    with workspace.work() as work:
        listed = len(participants.keys(work, "", {}, ""))
        return participants.get(work, identity).given_names, listed


def test_only_a_whole_code_tells_that_a_file_is_there(workspace, other):
    _identity, code = other
    with workspace.work() as work:
        assert glass_service.is_beyond(work, f" {code.lower()} ")
        for text in (code[:-1], "Abril", "", "P-00000", code + "0"):
            assert not glass_service.is_beyond(work, text)


def test_it_opens_for_a_day_for_who_asked_and_nobody_else(workspace, other):
    identity, code = other
    with clock.at(NOON):
        assert break_glass(workspace, code) == identity
    with clock.at(NOON + timedelta(hours=23)):
        assert seen_by(workspace, identity) == ("Abril", 1)
        with workspace.work(write=True) as work:
            records.amend(work, participants.get(work, identity), {"note": "seen"})
        workspace.user = User("eva", "caseworker", "own")
        with pytest.raises(NotYours):
            seen_by(workspace, identity)
        workspace.user = BEA
    with clock.at(NOON + timedelta(hours=24)), pytest.raises(NotYours):
        seen_by(workspace, identity)
    with clock.at(NOON - timedelta(hours=1)), pytest.raises(NotYours):
        seen_by(workspace, identity)  # nor by a clock that was set back


def test_a_reason_is_needed_and_the_file_must_be_there(workspace, other):
    with pytest.raises(glass_service.GlassReason):
        break_glass(workspace, other[1], "  ")
    with pytest.raises(RecordGone):
        break_glass(workspace, "P-00000")
    with pytest.raises(NotYours):
        seen_by(workspace, other[0])


def test_the_coordinator_is_told_until_it_was_looked_at(workspace, other):
    identity, code = other
    break_glass(workspace, code)
    with pytest.raises(NotAllowed), workspace.work() as work:
        glass_service.unseen(work)
    workspace.user = User("ana")
    with workspace.work(write=True) as work:
        (one,) = glass_service.unseen(work)
        assert (one.code, one.user, one.record) == (code, "bea", identity)
        assert one.reason == "she came to the door in danger"
        glass_service.see(work, one.id)
        assert glass_service.unseen(work) == []
        wrote = [(one.user, one.action, one.object) for one in journal.entries(work)]
    assert ("bea", "glass", identity) in wrote
    assert wrote[0] == ("ana", "glass_seen", one.id)


def test_who_sees_everybody_has_no_glass_to_break(workspace, other):
    workspace.user = User("ana")
    with workspace.work() as work:
        assert not glass_service.is_beyond(work, other[1])
        assert records.by_code(work, Participant, other[1]).id == other[0]
