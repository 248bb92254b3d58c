# SPDX-License-Identifier: GPL-3.0-or-later
"""Who wrote in my files while I was away: colleagues only, the last days only, mine only."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.contacts import service as contacts
from desktop.core import clock, records
from desktop.core.work import User
from desktop.desks.person import case_lines
from desktop.participants import service as participants
from desktop.supervision import changed_service
from tests.rooms import NOON, register

COLLEAGUE = User("eva", "coordinator")


def by_eva(work, write):
    """Let a colleague write something."""
    mine, work.user = work.user, COLLEAGUE
    write()
    work.user = mine


def note(work, person):
    contacts.note(work, {"participant": person.id, "kind": "phone"})


def test_a_note_of_a_colleague_is_told_with_where_it_stands(work):
    person, quiet = register(work), register(work)
    note(work, person)
    note(work, quiet)
    by_eva(work, lambda: note(work, person))
    (one,) = changed_service.by_others(work, NOON - timedelta(days=1))
    assert (one.person, one.code, one.who) == (person.id, person.code, "eva")
    assert one.registers == ("contact",)
    (line,) = case_lines.changed_by_others(work)
    assert "eva" in line.words
    assert person.code in line.words
    assert line.record == person.id


def test_files_of_others_and_closed_ones_are_not_told(work):
    closed = register(work)
    participants.close(work, closed.id, "goals_met")
    by_eva(work, lambda: (note(work, closed), note(work, register(work))))
    assert changed_service.by_others(work, NOON - timedelta(days=1)) == []


def test_what_was_written_long_ago_is_not_told(work):
    person = register(work)
    by_eva(work, lambda: records.amend(work, person, {"sex": "male"}))
    assert len(changed_service.by_others(work, NOON - timedelta(days=1))) == 1
    with clock.at(NOON + timedelta(days=8)):
        assert case_lines.changed_by_others(work) == []


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_log_is_cut_at_the_moment_wherever_it_lies(work, data):
    days = data.draw(st.lists(st.integers(0, 40), min_size=1, max_size=12).map(sorted))
    since = data.draw(st.integers(0, 41))
    base = NOON + timedelta(days=100 * work.session.info.setdefault("rounds", 1))
    work.session.info["rounds"] += 1
    person = register(work)
    late = 0
    for day in days:
        work.moment = base + timedelta(days=day)
        by_eva(work, lambda: note(work, person))
        late += day >= since
    found = changed_service.by_others(work, base + timedelta(days=since))
    assert len(found) == (1 if late else 0)
