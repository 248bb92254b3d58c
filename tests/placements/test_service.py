# SPDX-License-Identifier: GPL-3.0-or-later
"""Checkpoints come with the placement; permanence is counted by one rule, here by hand."""

from datetime import date, timedelta

import pytest

from desktop.core import records
from desktop.core.errors import InvalidRecord
from desktop.participants import service as participants
from desktop.placements import (
    checkpoint_service,
    employer_service,
    permanence_service,
    report,
    service,
)
from desktop.placements.employer_model import Employer
from desktop.placements.page import PlacementSource
from desktop.placements.permanence_service import Permanence
from tests.rooms import complete, register

TODAY = date(2026, 11, 21)
POINTS = ["d30", "d60", "d90", "d180", "d365", "d730"]


def place(work, person, day="2026-01-10", kind="formal_job", **more):
    values = {"participant": person.id, "type": kind, "starts_on": day, **more}
    return service.place(work, values)


def answer(work, placement, point, result, on=TODAY):
    check = next(
        one for one in checkpoint_service.checkpoints(work, placement.id) if one.point == point
    )
    return checkpoint_service.answer(work, check.id, {"result": result, "done_on": on})


def test_a_placement_lays_its_six_checkpoints(work):
    made = place(work, register(work))
    found = checkpoint_service.checkpoints(work, made.id)
    assert [one.point for one in found] == POINTS
    assert [(one.due_on - date(2026, 1, 10)).days for one in found] == [30, 60, 90, 180, 365, 730]
    assert {one.result for one in found} == {None}


def test_a_new_first_day_moves_only_what_nobody_answered(work):
    made = place(work, register(work))
    answer(work, made, "d30", "retained_same", date(2026, 2, 9))
    service.amend(work, made, {"starts_on": "2026-01-20"})
    dues = {one.point: one.due_on for one in checkpoint_service.checkpoints(work, made.id)}
    assert dues.pop("d30") == date(2026, 2, 9)
    assert [(due - date(2026, 1, 20)).days for due in dues.values()] == [60, 90, 180, 365, 730]


def test_other_changes_move_nothing(work):
    made = place(work, register(work))
    service.amend(work, made, {"hours": 40})
    assert [one.rev for one in checkpoint_service.checkpoints(work, made.id)] == [1] * 6


def test_a_checkpoint_may_be_asked_from_a_week_before_its_day(work):
    day = TODAY - timedelta(30)
    soon = place(work, register(work), day.isoformat())
    [first] = service.due(work, TODAY - timedelta(7))
    assert first[1:] == (soon.participant, "d30", TODAY)
    assert service.due(work, TODAY - timedelta(8)) == []
    answer(work, soon, "d30", "not_reached")
    assert service.due(work, TODAY) == []


def test_ended_and_deleted_placements_ask_nothing_more(work):
    ended = place(work, register(work), status="completed", ended_on="2026-10-01")
    records.remove(work, place(work, register(work)))
    assert service.due(work, TODAY) == []
    assert service.bars_closing(work, ended.participant) == 0


def test_the_oldest_is_asked_first(work):
    place(work, register(work), "2026-10-01")
    place(work, register(work), "2026-01-10")
    days = [due for *_who, due in service.due(work, TODAY)]
    assert days == sorted(days)
    assert len(days) == 5


def test_open_checkpoints_bar_a_file_from_ending_as_done(work):
    person = complete(work)
    made = place(work, person, "2026-09-01")
    assert service.bars_closing(work, person.id) == 2
    answer(work, made, "d30", "retained_same")
    answer(work, made, "d60", "not_reached")
    assert service.bars_closing(work, person.id) == 0


def test_permanence_by_hand(work):
    """Four placements whose first window has closed, one whose window is open, one never begun."""
    people = [register(work) for _ in range(6)]
    old = [place(work, person, "2026-10-01") for person in people[:4]]
    place(work, people[4], (TODAY - timedelta(43)).isoformat())  # its window closes tomorrow
    place(work, people[5], "2026-10-01", status="never_started")
    answer(work, old[0], "d30", "retained_same")
    answer(work, old[1], "d30", "retained_other")
    answer(work, old[2], "d30", "not_reached")
    figures = {one.point: one for one in permanence_service.permanence(work, TODAY)}
    assert figures["d30"] == Permanence("d30", due=4, retained=2, reached=2)
    assert figures["d60"] == Permanence("d60", due=0, retained=0, reached=0)
    tomorrow = {one.point: one for one in permanence_service.permanence(work, TODAY + timedelta(1))}
    assert tomorrow["d30"] == Permanence("d30", due=5, retained=2, reached=2)
    answer(work, old[3], "d30", "not_retained")
    figures = {one.point: one for one in permanence_service.permanence(work, TODAY)}
    assert figures["d30"] == Permanence("d30", due=4, retained=2, reached=3)


def test_the_dead_and_the_disappeared_stand_in_no_denominator(work):
    counted, killed = register(work), register(work)
    for person in (counted, killed):
        answer(work, place(work, person, "2026-10-01"), "d30", "retained_same")
    [figure, *_rest] = permanence_service.permanence(work, TODAY, {counted.id})
    assert (figure.due, figure.retained) == (1, 1)


def test_the_two_shares_are_printed_apart(work):
    table = report.permanence_table("Permanence", [Permanence("d30", 100, 60, 80)])
    assert list(table.rows[0][1:3]) == ["100", "60"]
    assert "60" in table.rows[0][3]
    assert "75" in table.rows[0][4]


def test_courses_and_stipends_are_not_work(work):
    worker, learner, agreed = register(work), register(work), register(work)
    place(work, worker)
    place(work, learner, kind="vocational")
    place(work, agreed, status="agreed")
    assert service.ever_placed(work, TODAY) == {worker.id}
    assert service.ever_placed(work, date(2026, 1, 9)) == set()


def test_the_list_finds_by_person_code_and_employer(work):
    bakery = records.create(work, Employer, {"title": "Panadería La Espiga", "places": 3})
    person = register(work, given_names="Rosaura")
    made = place(work, person, employer=bakery.id)
    place(work, register(work))

    def codes(text="", **filters):
        return [row[0] for row in service.rows(work, service.keys(work, text, filters, "code"))]

    assert len(codes()) == 2
    for text in ("panaderia", "espiga", "rosaura", person.code, made.code, made.code.lower()):
        assert codes(text) == [made.code], text
    assert codes("nadie") == []
    assert codes(participant=person.id) == [made.code]
    assert codes(status="ended") == []
    assert [row[1] for row in employer_service.rows(work, employer_service.keys(work))] == [
        "Panadería La Espiga"
    ]
    assert employer_service.rows(work, employer_service.keys(work, "espiga"))[0][5] == 1


def test_the_list_names_the_next_checkpoint_of_running_placements(work):
    made = place(work, register(work))
    answer(work, made, "d30", "retained_same", date(2026, 2, 9))
    [row] = service.rows(work, service.keys(work, "", {}, ""))
    assert row[-1] == date(2026, 3, 11)
    service.amend(work, made, {"status": "ended_early", "ended_on": "2026-03-01"})
    [row] = service.rows(work, service.keys(work, "", {"status": "ended"}, ""))
    assert row[-1] is None


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"status": "completed"}, "ended_on"),
        ({"ended_on": "2026-01-09"}, "ended_on"),
        ({"ended_on": "2026-11-22"}, "ended_on"),
        ({"planned_end": "2026-01-09"}, "planned_end"),
        ({"hours": 0}, "hours"),
    ],
)
def test_what_cannot_be_is_refused(work, values, wrong):
    with pytest.raises(InvalidRecord) as raised:
        place(work, register(work), **values)
    assert list(raised.value.problems) == [wrong]


def test_a_result_has_a_day_that_has_come(work):
    made = place(work, register(work))
    check = checkpoint_service.checkpoints(work, made.id)[0]
    for values in ({"result": "retained_same"}, {"done_on": "2026-11-22"}):
        with pytest.raises(InvalidRecord) as raised:
            checkpoint_service.answer(work, check.id, values)
        assert list(raised.value.problems) == ["done_on"]


def test_the_timeline_tells_beginning_checkpoints_and_end(work):
    person = register(work)
    made = place(
        work, person, exit_reason="better_job", status="ended_early", ended_on="2026-05-01"
    )
    answer(work, made, "d30", "retained_same", date(2026, 2, 9))
    kinds = [
        kind for _day, kind, _facts in sorted(service.timeline(work, person.id), key=lambda e: e[0])
    ]
    assert kinds == ["placement", "checkpoint", "placement_end"]


def test_a_closed_file_and_its_checkpoints(work):
    """A file that closed for another reason no longer asks; My day only knows open codes."""
    person = complete(work)
    place(work, person)
    participants.close(work, person.id, "moved")
    assert participants.open_codes(work, [one[1] for one in service.due(work, TODAY)]) == {}


def test_taking_a_new_first_day_back_takes_the_checkpoints_back(workspace):
    source = PlacementSource(workspace, None)  # type: ignore[arg-type] # no page is built here
    with workspace.work(write=True) as work:
        made = place(work, register(work))
    source.save(made.id, {"starts_on": "2026-02-10"})
    source.undo(made.id)
    with workspace.work() as work:
        assert checkpoint_service.checkpoints(work, made.id)[0].due_on == date(2026, 2, 9)
