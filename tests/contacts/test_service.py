# SPDX-License-Identifier: GPL-3.0-or-later
"""Promised contacts come due; three attempts in a row without an answer are told."""

from datetime import date

import pytest

from desktop.contacts import service
from desktop.core import records
from desktop.core.errors import InvalidRecord
from desktop.participants import service as participants
from tests.workspaces import person

TODAY = date(2026, 11, 21)
ANA, EVA = "a" * 36, "b" * 36


def note(work, person, day, kind="phone", **more):
    return service.note(work, {"participant": person, "happened_on": day, "kind": kind, **more})


def test_a_promise_comes_due_and_the_next_contact_ends_it(work):
    note(work, ANA, "2026-11-01", next_on="2026-11-20")
    note(work, EVA, "2026-11-01", next_on="2026-11-22")
    assert service.due(work, TODAY) == [(ANA, date(2026, 11, 20))]
    assert service.due(work, date(2026, 11, 22)) == [
        (ANA, date(2026, 11, 20)),
        (EVA, date(2026, 11, 22)),
    ]
    note(work, ANA, "2026-11-20")
    assert service.due(work, TODAY) == []


def test_a_deleted_contact_promises_nothing_and_gives_the_earlier_promise_back(work):
    note(work, ANA, "2026-11-01", next_on="2026-11-10")
    later = note(work, ANA, "2026-11-10", next_on="2026-11-15")
    records.remove(work, later)
    assert service.due(work, TODAY) == [(ANA, date(2026, 11, 10))]


def test_three_attempts_without_an_answer_are_told(work):
    note(work, ANA, "2026-11-01", "not_found")
    note(work, ANA, "2026-11-08", "not_found")
    assert service.not_found(work, TODAY) == []
    note(work, ANA, "2026-11-15", "not_found")
    assert service.not_found(work, TODAY) == [(ANA, 3)]
    assert service.not_found(work, date(2026, 11, 14)) == []


def test_attempts_count_since_the_person_was_last_reached(work):
    note(work, ANA, "2026-10-01", "visit_home")
    for day in ("2026-11-01", "2026-11-08", "2026-11-15"):
        note(work, ANA, day, "not_found")
    assert service.not_found(work, TODAY) == [(ANA, 3)]
    note(work, ANA, "2026-11-16", "phone")
    assert service.not_found(work, TODAY) == []


def test_active_means_reached_in_sixty_days(work):
    note(work, ANA, "2026-09-23")
    note(work, EVA, "2026-11-20", "not_found")
    assert service.active(work, TODAY) == {ANA}
    assert service.active(work, date(2026, 11, 22)) == set()


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"happened_on": "2026-11-22", "kind": "phone"}, "happened_on"),
        ({"happened_on": "2026-11-20", "kind": "phone", "next_on": "2026-11-19"}, "next_on"),
        ({"happened_on": "2026-11-20", "kind": "telegram"}, "kind"),
    ],
)
def test_a_contact_has_happened(work, values, wrong):
    with pytest.raises(InvalidRecord) as raised:
        service.note(work, {"participant": ANA, **values})
    assert list(raised.value.problems) == [wrong]


def test_the_list_of_one_person_shows_the_latest_first(work):
    for day in ("2026-11-01", "2026-11-15", "2026-11-08"):
        note(work, ANA, day)
    note(work, EVA, "2026-11-20")
    days = [row[1].day for row in service.rows(work, service.keys(work, ANA))]
    assert days == [15, 8, 1]
    assert len(service.timeline(work, ANA)) == 3


def test_nobody_is_reminded_of_people_who_left(work):
    gone, stopped, here = (participants.register(work, person()).id for _n in range(3))
    participants.close(work, gone, "moved")
    participants.close(work, stopped, "detained")
    for one in (gone, stopped, here):
        note(work, one, "2026-11-01", next_on="2026-11-20")
    assert [who for who, _day in service.due(work, TODAY)] == [here]
    for one in (gone, stopped, here):
        for day in ("2026-11-02", "2026-11-03", "2026-11-04"):
            note(work, one, day, "not_found")
    assert service.not_found(work, TODAY) == [(here, 3)]
