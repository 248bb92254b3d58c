# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests of people: the day of the answer by country, the second term, who is late."""

from datetime import date

import pytest

from desktop.consents import service as consents
from desktop.core import records
from desktop.core.errors import InvalidRecord, NotAllowed
from desktop.core.work import User
from desktop.participants import service as participants
from desktop.rights import deadlines, holds, requests, withdrawal
from desktop.rights.model import RightsRequest
from tests.rooms import register

MONDAY = date(2026, 3, 16)
"""The 23rd is a holiday in Colombia, Holy Week begins on the 29th."""


@pytest.mark.parametrize(
    ("country", "kind", "first", "second"),
    [
        ("co", "access", date(2026, 3, 31), date(2026, 4, 9)),
        ("co", "erasure", date(2026, 4, 9), date(2026, 4, 21)),
        ("br", "confirmation", MONDAY, MONDAY),
        ("br", "access", date(2026, 3, 31), date(2026, 3, 31)),
        ("ec", "correction", date(2026, 3, 31), date(2026, 3, 31)),
        ("mx", "access", date(2026, 4, 13), date(2026, 5, 12)),
        ("sv", "erasure", date(2026, 4, 15), date(2026, 5, 14)),
    ],
)
def test_the_law_of_each_country_sets_the_day(country, kind, first, second):
    assert deadlines.answer_by(country, kind, MONDAY) == first
    assert deadlines.answer_by(country, kind, MONDAY, extended=True) == second


def test_a_country_without_a_law_gets_the_floor():
    for country in ("gt", "hn", "other", ""):
        assert deadlines.answer_by(country, "access", date(2026, 11, 2)) == date(2026, 11, 16)


def ask(work, **more):
    values = {"kind": "access", "country": "co", "received_on": date(2026, 11, 3), **more}
    return requests.receive(work, values)


def test_a_request_knows_when_it_is_due(work):
    assert ask(work).due_on == date(2026, 11, 18)


def test_an_extension_needs_its_reason_and_moves_the_day(work):
    made = ask(work)
    with pytest.raises(InvalidRecord):
        requests.amend(work, made, {"status": "extended"})
    requests.amend(work, made, {"status": "extended", "extension_reason": "two stores"})
    assert made.due_on == date(2026, 11, 25)


def test_what_is_late_comes_first_and_what_is_answered_not_at_all(work):
    late, soon = ask(work), ask(work, received_on=date(2026, 11, 10))
    ask(work, received_on=date(2026, 11, 20))
    closed = ask(work)
    requests.answered(work, closed)
    due = requests.due(work, date(2026, 11, 21))
    assert [identity for identity, *_ in due] == [late.id, soon.id]


def test_the_list_shows_open_requests_first(work):
    closed = ask(work, received_on=date(2026, 10, 1))
    requests.answered(work, closed)
    waiting = ask(work)
    rows = requests.rows(work, requests.keys(work, {}))
    assert [row[0] for row in rows] == [waiting.code, closed.code]
    assert len(requests.keys(work, {"status": "open"})) == 1
    assert len(requests.keys(work, {"status": "closed"})) == 1


def test_who_may_not_answer_does_not(work):
    work.user = User("tec", "technician")
    with pytest.raises(NotAllowed):
        ask(work)


def test_a_withdrawal_turns_the_purpose_off_and_stops_reminders(work):
    person = register(work)
    for purpose in ("participation", "anonymous_stats"):
        consents.answer(work, person.id, purpose, "given")
    done = withdrawal.withdraw(work, person.id, ["participation", "image"], country="co")
    assert done.purposes == ("participation",)
    assert done.closed
    assert not consents.given(work, person.id, "participation")
    assert consents.given(work, person.id, "anonymous_stats")
    assert participants.open_codes(work, [person.id]) == {}
    noted = records.get(work, RightsRequest, done.request)
    assert (noted.kind, noted.status, noted.participant) == ("withdrawal", "answered", person.id)


def test_one_purpose_alone_leaves_the_file_open(work):
    person = register(work)
    consents.answer(work, person.id, "image", "given")
    assert not withdrawal.withdraw(work, person.id, ["image"]).closed
    assert participants.open_codes(work, [person.id])


def test_a_hold_stands_until_it_is_lifted(work):
    person = register(work)
    hold = holds.place(work, person.id, "court")
    assert holds.on(work, person.id)
    holds.lift(work, hold.id)
    assert not holds.on(work, person.id)
    assert len(holds.rows(work, holds.keys(work))) == 1
