# SPDX-License-Identifier: GPL-3.0-or-later
"""The pay day and after it: what is left, who disagrees, what is counted a second time."""

from datetime import date, timedelta

import pytest

from desktop.contacts import service as contacts
from desktop.core import clock
from desktop.core.errors import InvalidRecord
from desktop.core.tasks import Asked
from desktop.participants import pause_service
from desktop.plans import case_service
from desktop.stipends import line_service, service
from desktop.stipends.line_service import TheSamePerson
from desktop.stipends.service import NotNow
from tests.stipends.months import BEA, OCTOBER, a_rule, begin, count, in_stipend


def paying(work, n=2, taken=None, month=OCTOBER, held=None):
    """A month on its pay day, with the cash taken."""
    made = begin(work, held, month)
    service.prepare(work, made.id)
    service.approve(work, made.id)
    service.pay(work, made.id, n * 10_000 if taken is None else taken)
    return made


def test_a_slip_nobody_came_for_is_paid_with_the_next_month(work):
    in_stipend(work, 1)
    held = a_rule(work)
    october = paying(work, 1, held=held)
    service.count(work, october.id, 10_000)
    [left] = line_service.of(work, october.id)
    assert (left.state, left.owed) == ("not_collected", 10_000)
    november = begin(work, held, date(2026, 11, 1))
    [line] = line_service.of(work, november.id)
    assert (line.carried, line.amount) == (10_000, 20_000)


@pytest.mark.parametrize("taken", [20_001, -1])
def test_no_more_cash_is_taken_than_the_slips_are_worth(work, taken):
    in_stipend(work, 2)
    month = begin(work)
    service.prepare(work, month.id)
    service.approve(work, month.id)
    with pytest.raises(InvalidRecord) as raised:
        service.pay(work, month.id, taken)
    assert list(raised.value.problems) == ["cash_taken"]
    assert (month.state, month.cash_taken) == ("approved", None)
    service.pay(work, month.id, 20_000)


def test_no_more_is_handed_over_than_was_taken(work):
    in_stipend(work, 2)
    month = paying(work, taken=15_000)
    first, second = line_service.of(work, month.id)
    line_service.hand_over(work, [first.row or 0])
    with pytest.raises(InvalidRecord) as raised:
        line_service.hand_over(work, [second.row or 0])
    assert list(raised.value.problems) == ["state"]
    assert second.state == "due"


@pytest.mark.parametrize("state", ["nothing", "paid"])
def test_what_a_slip_is_worth_decides_whether_it_can_be_handed_over(work, state):
    in_stipend(work, 1)
    held = a_rule(work)
    month = begin(work, held)
    met = 4 if state == "nothing" else 0
    count(work, month, sessions_due=4, sessions_met=met)
    service.prepare(work, month.id)
    service.approve(work, month.id)
    service.pay(work, month.id, service.cash_of(work, month).whole)
    [line] = line_service.of(work, month.id)
    with pytest.raises(InvalidRecord) as raised:
        line_service.amend(work, line, {"state": state, "mark": "signature"})
    assert list(raised.value.problems) == ["state"]


def test_cash_counted_on_another_day_needs_its_reason(work):
    in_stipend(work, 1)
    month = paying(work, 1)
    with clock.later(timedelta(days=1)):
        with pytest.raises(InvalidRecord) as raised:
            service.count(work, month.id, 10_000)
        assert list(raised.value.problems) == ["difference"]
        service.count(work, month.id, 10_000, "La lluvia cortó el camino")
    assert (month.state, month.difference) == ("closed", "La lluvia cortó el camino")


def test_somebody_else_answers_who_disagrees(three):
    in_stipend(three, 1)
    month = begin(three)
    count(three, month, sessions_due=4, sessions_met=3)
    service.prepare(three, month.id)
    [line] = line_service.of(three, month.id)
    line_service.amend(three, line, {"appeal_on": "2026-11-20"})
    [task] = [one for one in service.tasks(three, Asked(date(2026, 12, 1))) if one.person]
    assert (task.person, task.on) == (line.participant, date(2026, 11, 30))
    with pytest.raises(TheSamePerson):
        line_service.answer(three, line.id, {"sessions_met": 4}, agreed=True)
    three.user = BEA
    line_service.answer(three, line.id, {"sessions_met": 4}, agreed=True)
    assert (line.owed, line.appeal_by) == (3_000, "bea")
    assert not [one for one in service.tasks(three, Asked(date(2026, 12, 1))) if one.person]


def test_steps_of_the_plan_count_and_danger_is_an_excuse(work):
    person, other = in_stipend(work)
    plan = case_service.begin(work, person.id)
    goal = case_service.put_goal(work, person.id, {"area": "livelihood", "statement": "Trabajar"})
    for by, state in (("client", "completed"), ("joint", "planned"), ("worker", "planned")):
        done = {"done_on": "2026-10-12"} if state == "completed" else {}
        values = {"what": "Sacar el documento", "by": by, "due_on": "2026-10-15", "state": state}
        case_service.put_action(work, goal.id, {**values, **done})
    case_service.agree(work, plan.id, {"agreed_on": OCTOBER})
    pause_service.lay(work, other.id, (), "alert")
    held = a_rule(work, actions=100, sessions=None)
    lines = {line.participant: line for line in line_service.of(work, begin(work, held).id)}
    assert (lines[person.id].actions_due, lines[person.id].actions_met) == (2, 1)
    assert lines[other.id].excuse is None, "the pause began in November"
    november = begin(work, held, date(2026, 11, 1))
    lines = {line.participant: line for line in line_service.of(work, november.id)}
    assert (lines[other.id].excuse, lines[other.id].pays) == ("danger", 100)


def test_a_month_begun_early_is_counted_again(work):
    [person] = in_stipend(work, 1)
    month = begin(work, a_rule(work, sessions=50, meetings=50))
    [line] = line_service.of(work, month.id)
    line_service.amend(work, line, {"sessions_due": 4, "sessions_met": 4})
    for on, again in (("2026-10-02", "2026-10-10"), ("2026-10-11", None)):
        contacts.note(
            work,
            {"participant": person.id, "kind": "visit_home", "happened_on": on, "next_on": again},
        )
    [late] = in_stipend(work, 1)
    service.count_again(work, month.id)
    first, second = line_service.of(work, month.id)
    assert (first.sessions_due, first.sessions_met) == (4, 4)
    assert (first.meetings_due, first.meetings_met) == (1, 1)
    assert (second.participant, second.number) == (late.id, 2)
    line_service.amend(work, first, {"meetings_met": 0})
    service.count_again(work, month.id)
    assert first.meetings_met == 0, "corrected by hand"
    service.prepare(work, month.id)
    with pytest.raises(NotNow):
        service.count_again(work, month.id)
