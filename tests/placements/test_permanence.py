# SPDX-License-Identifier: GPL-3.0-or-later
"""Cohorts, the curve and the two figures are counted by one rule, held here against plain code."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop.participants import service as participants
from desktop.placements import checkpoint_service, permanence_service, service
from desktop.placements.permanence_service import survival
from tests.rooms import register

TODAY = date(2026, 11, 21)
SPELLS = st.lists(st.tuples(st.integers(0, 900), st.booleans()), max_size=60)


def place(work, person, day, **more):
    return service.place(
        work, {"participant": person.id, "type": "formal_job", "starts_on": day, **more}
    )


def answer(work, placement, point, result):
    check = next(
        one for one in checkpoint_service.checkpoints(work, placement.id) if one.point == point
    )
    values = {"result": result, "done_on": min(check.due_on, TODAY)}
    return checkpoint_service.answer(work, check.id, values)


@given(SPELLS)
def test_the_curve_begins_at_one_and_never_rises(held):
    shares = survival(held)
    assert shares[0] == 1.0
    assert len(shares) == permanence_service.LONGEST + 1
    assert all(0.0 <= later <= earlier for earlier, later in pairwise(shares))


@given(st.lists(st.integers(0, 900), min_size=1, max_size=40))
def test_where_nobody_left_our_sight_the_curve_is_the_plain_share(days):
    shares = survival([(one, True) for one in days])
    for step, share in enumerate(shares):
        still = sum(one >= step * permanence_service.MONTH for one in days)
        assert abs(share - still / len(days)) < 1e-9


def test_a_placement_that_ended_is_known_not_to_continue(work):
    """The second figure leaves out who was not reached; one whose end is known was reached."""
    ended, lost, better = (register(work) for _n in range(3))
    over = {"status": "ended_early", "ended_on": "2026-08-01"}
    place(work, ended, "2026-07-20", **over, exit_reason="low_pay")
    place(work, lost, "2026-07-20", **over, exit_reason="lost_contact")
    found = place(work, better, "2026-07-20", **over, exit_reason="better_job")
    answer(work, found, "d30", "retained_other")
    [figure] = [f for f in permanence_service.permanence(work, TODAY) if f.point == "d30"]
    assert (figure.due, figure.retained, figure.reached) == (3, 1, 2)


def test_quarters_stand_side_by_side_and_the_dead_in_none(work):
    people = [register(work) for _n in range(4)]
    for person, day in zip(
        people, ("2026-01-05", "2026-03-30", "2026-04-02", "2026-01-20"), strict=True
    ):
        answer(work, place(work, person, day), "d30", "retained_same")
    participants.close(work, people[3].id, "killed")
    first, second = permanence_service.cohorts(work, TODAY)
    assert (first.first, first.began) == (date(2026, 1, 1), 2)
    assert (second.first, second.began) == (date(2026, 4, 1), 1)
    assert [(f.point, f.due, f.retained) for f in first.figures][:2] == [
        ("d30", 2, 2),
        ("d60", 2, 0),
    ]
    assert len(permanence_service.spells(work, TODAY)) == 3


def test_what_has_not_begun_stands_in_no_figure(work):
    for status in ("proposed", "agreed", "never_started"):
        place(work, register(work), "2026-01-05", status=status)
    assert permanence_service.cohorts(work, TODAY) == []
    assert all(figure.due == 0 for figure in permanence_service.permanence(work, TODAY))


def test_a_window_closes_two_weeks_after_its_day(work):
    made = place(work, register(work), "2026-01-05")
    check = checkpoint_service.checkpoints(work, made.id)[0]
    assert check.closes_on - check.opens_on == timedelta(days=21)
    before = permanence_service.checked(work, check.closes_on - timedelta(days=1))
    assert not [one for one in before if one.point == "d30"]
    assert [one for one in permanence_service.checked(work, check.closes_on) if one.point == "d30"]
