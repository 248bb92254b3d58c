# SPDX-License-Identifier: GPL-3.0-or-later
"""Stages and their gates: a gate asks why and never stops the work."""

from datetime import UTC, date, datetime

import pytest

from desktop.core import clock, codes, records
from desktop.core.errors import InvalidRecord, UserError
from desktop.dialogues import service
from desktop.dialogues.model import OVER, PATH

DAY = date(2026, 3, 10)
FEASIBLE = {"cohesion": "firm", "spoilers": 1, "dominance_risk": "low"}


@pytest.fixture(autouse=True)
def march():
    with clock.at(datetime(2026, 3, 10, 15, tzinfo=UTC)):
        yield


def begin(work, **more):
    values = {"title": "Camino", "objective": "Que la escuela quede libre.", "started_on": DAY}
    return service.begin(work, values | more)


def open_gates(work, process, stage):
    return [gate.name for gate in service.gates(work, process, stage) if not gate.met]


def test_the_path_and_what_stands_beside_it_are_the_code_list():
    assert {*PATH, "exit", "closed", "paused"} == set(codes.read("dialogue_stage"))
    assert set(codes.read("dialogue_stage")) > OVER


def test_a_gate_asks_for_a_reason_and_keeps_it(work):
    process = begin(work)
    assert open_gates(work, process, "exploratory") == ["groundwork", "red_lines", "feasibility"]
    with pytest.raises(InvalidRecord) as raised:
        service.advance(work, process.id, "exploratory", "  ")
    assert "stage_reason" in raised.value.problems
    assert process.stage == "preparation"
    service.advance(work, process.id, "exploratory", "La comunidad ya habla.")
    assert (process.stage, process.stage_reason) == ("exploratory", "La comunidad ya habla.")
    service.advance(work, process.id, "paused")
    assert [(one.stage, one.reason) for one in service.passed(work, process)] == [
        ("preparation", ""),
        ("exploratory", "La comunidad ya habla."),
        ("paused", ""),
    ]


def test_a_gate_that_is_met_asks_nothing(work):
    ready = begin(
        work,
        groundwork=list(codes.read("contact_check")),
        red_lines="Ningún pago.",
        **FEASIBLE,
    )
    assert open_gates(work, ready, "exploratory") == []
    service.advance(work, ready.id, "exploratory", on=date(2026, 3, 9))
    assert (ready.stage, ready.stage_since) == ("exploratory", date(2026, 3, 9))


def test_the_way_out_is_asked_for_before_the_pilot_and_by_whoever_jumps_there(work):
    process = begin(work, stage="good_faith", gestures=["release"])
    assert open_gates(work, process, "pilot") == ["exit_strategy"]
    early = begin(work)
    assert open_gates(work, early, "pilot") == [
        "groundwork",
        "red_lines",
        "feasibility",
        "exploration",
        "gestures",
        "exit_strategy",
    ]
    records.amend(work, process, {"exit_strategy": "Por pasos."})
    service.advance(work, process.id, "pilot")
    assert process.stage == "pilot"


def test_a_pause_goes_on_where_it_was_and_going_back_asks_nothing(work):
    process = begin(work, stage="pilot")
    service.advance(work, process.id, "paused")
    assert service.standing(work, process) == "pilot"
    assert service.next_stage(work, process) == "pilot"
    assert service.gates(work, process, "pilot") == []
    service.advance(work, process.id, "exploratory")
    assert service.next_stage(work, process) == "good_faith"


def test_extension_asks_for_answers_and_for_checks_that_are_not_late(work):
    process = begin(work, stage="agreement")
    agreement = service.agree(work, process.id, {"title": "A", "since": date(2026, 1, 1)})
    clause = service.promise(work, agreement.id, {"commitment": "no_killing", "check_every": 30})
    assert open_gates(work, process, "extension") == ["checked", "rehearsed"]
    records.amend(work, process, {"exit_rehearsed_on": DAY})
    breach = service.record_breach(
        work,
        clause.id,
        {"severity": "minor", "happened_on": date(2026, 2, 1), "verification": "confirmed"},
    )
    assert open_gates(work, process, "extension") == ["answered", "checked"]
    records.amend(work, breach, {"response": "note", "responded_on": date(2026, 2, 2)})
    service.record_check(work, clause.id, {"result": "kept", "checked_on": date(2026, 3, 1)})
    assert open_gates(work, process, "extension") == []
    assert open_gates(work, process, "sustained") == []


def test_closing_dates_the_end_and_opening_again_takes_it_back(work):
    process = begin(work, exit_reason="success")
    service.advance(work, process.id, "closed")
    assert process.ended_on == DAY
    assert service.next_review(work, process) is None
    service.advance(work, process.id, "preparation")
    assert process.ended_on is None


def test_a_stage_is_not_entered_twice(work):
    process = begin(work)
    with pytest.raises(UserError):
        service.advance(work, process.id, "preparation", "otra vez")


def test_the_next_review_follows_the_last_by_a_quarter(work):
    process = begin(work, stage="exploratory")
    assert service.next_review(work, process) == date(2026, 6, 9)
    service.review(work, process.id, {"reviewed_on": date(2026, 3, 1), "decision": "go_on"})
    assert service.next_review(work, process) == date(2026, 5, 31)
    rows = service.review_rows(work, service.review_keys(work, process.id))
    assert rows == [(date(2026, 3, 1), [], "go_on", None)]


def test_lists_filters_and_search(work):
    first, second = begin(work, title="Ribera tranquila"), begin(work, stage="pilot")
    service.advance(work, first.id, "closed", "Por seguridad.")
    assert [row[1] for row in service.rows(work, service.keys(work, "tranq", {}, ""))] == [
        first.code
    ]
    open_ones = service.rows(work, service.keys(work, "", {"open": "yes"}, "code"))
    assert [row[0] for row in open_ones] == [second.id]
    assert service.by_stage(work) == {"closed": 1, "pilot": 1}
    assert service.find(work, "ribera") == [(first.id, f"{first.code} · Ribera tranquila")]


def test_an_end_before_the_beginning_is_refused(work):
    with pytest.raises(InvalidRecord) as raised:
        begin(work, ended_on=date(2026, 3, 1))
    assert set(raised.value.problems) == {"ended_on"}
