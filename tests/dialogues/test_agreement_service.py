# SPDX-License-Identifier: GPL-3.0-or-later
"""Days without a breach: only what is confirmed counts, and only until the clause ended."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core import clock, records
from desktop.core.errors import InvalidRecord, RecordGone
from desktop.dialogues import service

BEGAN, TODAY = date(2026, 1, 1), date(2026, 3, 10)
STATES = ("unverified", "in_check", "confirmed", "discarded")


@pytest.fixture(autouse=True)
def march():
    with clock.at(datetime(2026, 3, 10, 15, tzinfo=UTC)):
        yield


def make(work, *, until=None, **clause):
    process = service.begin(work, {"title": "Camino", "objective": "Paso libre."})
    values = {"title": "Acuerdo", "since": BEGAN, "until": until}
    agreement = service.agree(work, process.id, values)
    return service.promise(work, agreement.id, {"commitment": "free_movement", **clause})


def breach(work, clause, day, verification="confirmed", **more):
    values = {"severity": "minor", "happened_on": day, "verification": verification}
    return service.record_breach(work, clause.id, values | more)


def test_without_a_breach_the_days_count_from_the_agreement(work):
    clause = make(work)
    assert service.days_without_breach(work, clause.id, TODAY) == 68
    assert service.clause_now(work, clause.id, TODAY).broken is False


def test_alleged_and_discarded_breaches_do_not_count_until_confirmed(work):
    clause = make(work)
    told = breach(work, clause, date(2026, 3, 1), "unverified")
    breach(work, clause, date(2026, 3, 5), "discarded")
    now = service.clause_now(work, clause.id, TODAY)
    assert (now.days, now.alleged, now.confirmed) == (68, 1, 0)
    service.verify_breach(work, told.id, "confirmed")
    now = service.clause_now(work, clause.id, TODAY)
    assert (now.days, now.alleged, now.confirmed, now.unanswered) == (9, 0, 1, 1)
    service.verify_breach(work, told.id, "discarded")
    assert service.days_without_breach(work, clause.id, TODAY) == 68


def test_the_count_stops_when_the_clause_or_the_agreement_ended(work):
    assert (
        service.days_without_breach(work, make(work, until=BEGAN + timedelta(30)).id, TODAY) == 30
    )
    clause = service.clause_now(work, _ends(work, date(2026, 1, 11)).id, TODAY)
    assert (clause.days, clause.over, clause.next_check) == (10, True, None)


def _ends(work, day):
    clause = make(work)
    return records.amend(work, clause, {"until": day})


def test_a_deleted_breach_does_not_count(work):
    clause = make(work)
    records.remove(work, breach(work, clause, date(2026, 3, 1)))
    assert service.days_without_breach(work, clause.id, TODAY) == 68


def test_the_next_check_follows_the_last_look(work):
    clause = make(work, check_every=20)
    assert service.next_check(work, clause.id, TODAY) == date(2026, 1, 21)
    service.record_check(work, clause.id, {"result": "kept", "checked_on": date(2026, 3, 1)})
    service.record_check(work, clause.id, {"result": "partly", "checked_on": date(2026, 2, 1)})
    now = service.clause_now(work, clause.id, TODAY)
    assert (now.last_check, now.last_result, now.next_check) == (
        date(2026, 3, 1),
        "kept",
        date(2026, 3, 21),
    )


def test_due_checks_name_the_process_and_the_clause(work):
    early, late = make(work, check_every=10), make(work, check_every=60)
    make(work, check_every=300)
    found = service.due(work, TODAY)
    assert [(code, day) for _process, code, day in found] == [
        (early.code, date(2026, 1, 11)),
        (late.code, date(2026, 3, 2)),
    ]


def test_checks_and_breaches_stand_in_one_order_of_time(work):
    clause = make(work)
    service.record_check(work, clause.id, {"result": "kept", "checked_on": date(2026, 2, 1)})
    breach(work, clause, date(2026, 2, 10), "in_check", incident="an-id")
    found = service.happenings(work, clause.id)
    assert [(one.is_breach, one.word, one.incident) for one in found] == [
        (True, "minor", "an-id"),
        (False, "kept", None),
    ]


def test_what_lies_ahead_is_refused(work):
    clause = make(work)
    tomorrow = TODAY + timedelta(1)
    with pytest.raises(InvalidRecord):
        breach(work, clause, tomorrow)
    with pytest.raises(InvalidRecord):
        service.record_check(work, clause.id, {"result": "kept", "checked_on": tomorrow})
    with pytest.raises(InvalidRecord):
        breach(work, clause, TODAY, response="note", responded_on=TODAY - timedelta(1))


def test_nothing_is_written_about_a_clause_that_is_not_there(work):
    with pytest.raises(RecordGone):
        service.record_breach(work, "no-such-clause", {"severity": "minor"})


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(told=st.lists(st.tuples(st.integers(0, 68), st.sampled_from(STATES)), max_size=6))
def test_the_counter_is_what_a_person_would_count(work, told):
    with clock.at(datetime(2026, 3, 10, 15, tzinfo=UTC)):
        clause = make(work)
        for ago, state in told:
            breach(work, clause, TODAY - timedelta(ago), state)
        sure = [ago for ago, state in told if state == "confirmed"]
        now = service.clause_now(work, clause.id, TODAY)
        assert now.days == min(sure, default=68)
        assert now.confirmed == len(sure)
        assert now.alleged == sum(state in ("unverified", "in_check") for _ago, state in told)
