# SPDX-License-Identifier: GPL-3.0-or-later
"""One rule says what is late, and every room's tasks pass through one question."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import slices
from desktop.consents import service as consents
from desktop.contacts import service as contacts
from desktop.core import clock
from desktop.core.tasks import MOST, is_overdue, when
from desktop.participants import service as participants
from desktop.placements import service as placements
from tests.rooms import complete, register

DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@given(DAYS, DAYS, st.none() | DAYS)
def test_late_is_past_and_not_done(due, day, done):
    assert is_overdue(due, day, done) is (due < day and done is None)
    assert not is_overdue(None, day, done)
    assert ("late" in when(due, day)) is is_overdue(due, day)


@pytest.mark.parametrize(
    ("days", "words"),
    [(-2, "2 days late"), (-1, "1 day late"), (0, "today"), (1, "in 1 day"), (9, "in 9 days")],
)
def test_a_due_day_is_said_in_words(days, words):
    day = date(2026, 11, 21)
    assert when(day + timedelta(days), day) == words


def _with_everything(work):
    """Return somebody for whom every room of the main store has something to say."""
    day = clock.today()
    person = register(work, registered_on=day - timedelta(20))
    contacts.note(
        work,
        {"participant": person.id, "kind": "phone", "happened_on": day - timedelta(9),
         "next_on": day - timedelta(3)},
    )  # fmt: skip
    placements.place(
        work,
        {"participant": person.id, "type": "formal_job", "starts_on": day - timedelta(35)},
    )
    consents.answer(
        work, person.id, "data_storage", "given", on=day - timedelta(30), until=day + timedelta(9)
    )
    return person


def test_every_room_is_asked_and_the_oldest_comes_first(work):
    person, day = _with_everything(work), clock.today()
    found = slices.due(work, day)
    assert [task.on for task in found] == sorted(task.on for task in found)
    assert {task.code for task in found} == {person.code}
    late = {task.words: is_overdue(task.on, day) for task in found}
    said = "Contact {code}", "Ask {code}: {point}", "Complete the file of {code}"
    assert all(late[words] for words in said)
    assert not late["Ask {code} again: {purpose}"]
    assert all(person.code in task.said() for task in found)


def test_only_the_people_asked_for_and_as_many_as_wanted(work):
    one, other = _with_everything(work), _with_everything(work)
    assert {task.person for task in slices.due(work, clock.today(), [one.id])} == {one.id}
    assert {task.person for task in slices.due(work, clock.today())} == {one.id, other.id}
    words = [task.words for task in slices.due(work, clock.today(), most=1)]
    assert len(words) == len(set(words)) < len(slices.due(work, clock.today(), most=MOST))


def test_closing_a_file_ends_its_tasks(work):
    person = _with_everything(work)
    participants.close(work, person.id, "moved")
    assert slices.due(work, clock.today()) == []


def test_nothing_waits_for_whom_nothing_is_due(work):
    complete(work)
    assert slices.due(work, clock.today()) == []
