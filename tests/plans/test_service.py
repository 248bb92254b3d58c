# SPDX-License-Identifier: GPL-3.0-or-later
"""A need is noted once; its state makes the monthly figure."""

from datetime import date

from desktop.core import clock
from desktop.plans import service
from tests.rooms import NOON

TODAY = date(2026, 11, 21)
ANA, EVA = "a" * 36, "b" * 36


def test_the_same_need_is_noted_once(work):
    first = service.note(work, ANA, "training")
    again = service.note(work, ANA, "training", "met")
    assert again.id == first.id
    assert (again.state, again.met_on) == ("met", TODAY)
    service.note(work, ANA, "training", "unmet")
    assert again.met_on is None
    assert len(service.keys(work, ANA)) == 1


def test_a_need_said_to_be_met_has_a_day(work):
    made = service.record(work, {"participant": ANA, "need": "job", "state": "met"})
    assert made.met_on == TODAY
    given = service.record(
        work, {"participant": ANA, "need": "food", "state": "met", "since": "2026-10-01",
               "met_on": "2026-10-05"}
    )  # fmt: skip
    assert given.met_on == date(2026, 10, 5)
    service.amend(work, given, {"state": "unmet"})
    assert given.met_on is None
    service.amend(work, given, {"state": "met"})
    assert given.met_on == TODAY


def test_the_month_counts_what_was_open_in_it_and_what_was_met(work):
    with clock.at(NOON.replace(month=9)):
        service.note(work, ANA, "job")
        service.note(work, EVA, "job")
        service.note(work, EVA, "food", "not_needed")
    with clock.at(NOON.replace(month=10, day=5)):
        service.note(work, ANA, "job", "met")
    october = service.met_between(work, date(2026, 10, 1), date(2026, 10, 31))
    assert october == {"job": (1, 2)}
    assert service.met_between(work, date(2026, 11, 1), date(2026, 11, 30)) == {"job": (0, 1)}


def test_unmet_needs_come_first(work):
    service.note(work, ANA, "food", "met")
    service.note(work, ANA, "job")
    assert [row[1] for row in service.rows(work, service.keys(work, ANA))] == ["job", "food"]
    assert {kind for _day, kind, _facts in service.timeline(work, ANA)} == {"need", "need_met"}
