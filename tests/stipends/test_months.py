# SPDX-License-Identifier: GPL-3.0-or-later
"""A month from its beginning to the counted cash: other people at each step, a past kept as it was."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import settings as examples
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from desktop import slices
from desktop.contacts import service as contacts
from desktop.core import clock, records
from desktop.core.errors import InvalidRecord, NotYours
from desktop.core.tasks import Asked
from desktop.core.work import User
from desktop.participants import pause_service
from desktop.placements import service as placements
from desktop.plans import case_service
from desktop.stipends import line_service, report, rule_service, service
from desktop.stipends.line_service import Settled, TheSamePerson
from desktop.stipends.model import MonthState, StipendLine
from desktop.stipends.service import NotNow
from tests.rooms import register

OCTOBER = date(2026, 10, 1)
ANA, BEA, SOL = (User(name, "coordinator") for name in ("ana", "bea", "sol"))


def a_rule(work, **more):
    values = {"title": "Regla", "starts_on": "2026-01-01", "amount": 10_000, "sessions": 100}
    values |= {"from_1": 90, "pays_1": 100, "from_2": 70, "pays_2": 70}
    return rule_service.create(work, {**values, **more})


def in_stipend(work, n=2):
    people = [register(work) for _n in range(n)]
    for person in people:
        placements.place(
            work,
            {"participant": person.id, "type": "stipend_program", "starts_on": "2026-02-01"},
        )
    return people


def begin(work, held=None, month=OCTOBER):
    return service.begin(work, {"rule": (held or a_rule(work)).id, "month": month})


def count(work, month, **values):
    for line in line_service.of(work, month.id):
        line_service.amend(work, line, values)
    return line_service.of(work, month.id)


@pytest.fixture
def three(work):
    """A team of three who hold the key."""
    work.holders, before = 3, work.user
    work.user = ANA
    yield work
    work.user = before


def test_a_month_gives_everybody_in_the_stipend_a_line_and_knows_their_meetings(work):
    person, _other = in_stipend(work)
    for on, again in (("2026-10-02", "2026-10-10"), ("2026-10-11", "2026-10-20")):
        contacts.note(
            work,
            {"participant": person.id, "kind": "visit_home", "happened_on": on, "next_on": again},
        )
    month = begin(work, a_rule(work, sessions=50, meetings=50))
    lines = {line.participant: line for line in line_service.of(work, month.id)}
    assert len(lines) == 2
    assert sorted(line.number for line in lines.values()) == [1, 2]
    assert (lines[person.id].meetings_due, lines[person.id].meetings_met) == (2, 1)
    assert (lines[person.id].share, lines[person.id].amount) == (50, 0)


def test_the_same_month_is_not_begun_twice_nor_outside_its_rule(work):
    held = a_rule(work, until="2026-10-31")
    begin(work, held)
    for month, wrong in ((date(2026, 10, 9), "month"), (date(2026, 11, 1), "rule")):
        with pytest.raises(InvalidRecord) as raised:
            begin(work, held, month)
        assert list(raised.value.problems) == [wrong]


def test_a_change_of_the_rule_never_rewrites_a_past_month(work):
    in_stipend(work)
    held = a_rule(work)
    month = begin(work, held)
    count(work, month, sessions_due=4, sessions_met=3)
    rule_service.amend(work, held, {"amount": 1, "pays_2": 1})
    service.prepare(work, month.id)
    assert {line.amount for line in line_service.of(work, month.id)} == {7_000}
    assert {line.amount for line in count(work, begin(work, held, date(2026, 11, 1)))} == {1}


def test_three_people_prepare_approve_and_pay(three):
    in_stipend(three)
    month = begin(three)
    service.prepare(three, month.id)
    with pytest.raises(TheSamePerson):
        service.approve(three, month.id)
    three.user = BEA
    service.approve(three, month.id)
    for user in (ANA, BEA):
        three.user = user
        with pytest.raises(TheSamePerson):
            service.pay(three, month.id, 20_000)
    three.user = SOL
    service.pay(three, month.id, 20_000)
    assert (month.prepared_by, month.approved_by, month.paid_by) == ("ana", "bea", "sol")


def test_two_people_may_do_all_of_it(work):
    in_stipend(work)
    month = begin(work)
    service.prepare(work, month.id)
    assert service.approve(work, month.id).approved_by == work.user.name


def test_counts_are_settled_once_the_month_was_prepared(work):
    in_stipend(work)
    month = begin(work)
    service.prepare(work, month.id)
    line = line_service.of(work, month.id)[0]
    with pytest.raises(Settled):
        line_service.amend(work, line, {"sessions_due": 4})
    service.send_back(work, month.id)
    line_service.amend(work, line, {"sessions_due": 4, "sessions_met": 4})
    with pytest.raises(NotNow):
        service.approve(work, month.id)


def test_a_slip_is_paid_only_between_the_cash_and_its_counting(work):
    in_stipend(work, 3)
    month = begin(work)
    service.prepare(work, month.id)
    first, second, third = line_service.of(work, month.id)
    paid = {"state": "paid", "mark": "fingerprint"}
    with pytest.raises(InvalidRecord):
        line_service.amend(work, first, paid)
    service.approve(work, month.id)
    service.pay(work, month.id, 30_000)
    line_service.amend(work, first, paid)
    assert line_service.hand_over(work, [first.row or 0, second.row or 0]) == 1
    [task] = [one for one in service.tasks(work, Asked(date(2026, 11, 21))) if "ash" in one.words]
    assert task.on == month.paid_on
    with pytest.raises(InvalidRecord) as raised:
        service.count(work, month.id, 9_000)
    assert list(raised.value.problems) == ["difference"]
    service.count(work, month.id, 10_000)
    assert third.state == "not_collected"
    assert service.cash_of(work, month).difference == 0
    with pytest.raises(InvalidRecord):
        line_service.amend(work, third, paid)


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
    service.pay(work, month.id, 10_000)
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


def test_only_who_sees_everybody_handles_the_cash(work):
    in_stipend(work)
    month = begin(work)
    service.prepare(work, month.id)
    service.approve(work, month.id)
    work.user, before = User("bea", "caseworker", "own"), work.user
    with pytest.raises(NotYours):
        service.pay(work, month.id, 1)
    work.user = before


def test_a_difference_somebody_was_right_about_comes_with_the_next_month_once(work):
    [person] = in_stipend(work, 1)
    held = a_rule(work)
    september = begin(work, held, date(2026, 9, 1))
    count(work, september, sessions_due=4, sessions_met=3)
    service.prepare(work, september.id)
    [line] = line_service.of(work, september.id)
    line_service.amend(work, line, {"appeal_on": "2026-10-02", "appeal": "Estuve en las cuatro"})
    line_service.answer(work, line.id, {"sessions_met": 4}, agreed=True)
    assert (line.amount, line.owed, line.sessions_met) == (7_000, 3_000, 3)
    [october] = line_service.of(work, begin(work, held).id)
    assert (october.carried, october.amount) == (3_000, 13_000)
    [november] = line_service.of(work, begin(work, held, date(2026, 11, 1)).id)
    assert november.carried == 0
    assert [kind for _day, kind, _f in line_service.timeline(work, person.id)] == []


def test_what_follows_is_said_line_by_line(work):
    in_stipend(work, 1)
    month = begin(work)
    [line] = count(work, month, sessions_due=4, sessions_met=3)
    said = [" ".join(row) for row in report.explained(month, line)]
    assert any("3 of 4" in one for one in said)
    assert any("75 %" in one for one in said)
    assert any("70 %" in one for one in said)
    assert "USD 70.00" in said[-1] or "USD 70,00" in said[-1]


def test_no_paper_joins_a_name_and_an_amount_nor_says_day_or_place(work):
    from desktop.core.document import Table

    person = register(work, given_names="Encarnación", family_names="Zurbarán")
    placements.place(
        work, {"participant": person.id, "type": "stipend_program", "starts_on": "2026-02-01"}
    )
    month = begin(work)
    slips, sheet = report.slips(work, month.id), report.control_sheet(work, month.id)
    for paper in (slips, sheet):
        told = repr(paper)
        assert person.code in told
        for word in ("Encarnación", "Zurbarán", "2026-10", "21/11/2026", "2026, 11"):
            assert word not in told
        assert (paper.organisation, paper.header) == ("", "")
    [table] = [block for block in sheet.sections[0].blocks if isinstance(block, Table)]
    assert "100" not in repr(table)  # no amount on the sheet
    assert "USD" not in repr(sheet)


def test_an_erased_person_leaves_the_accounts_whole(work):
    person, _other = in_stipend(work)
    month = begin(work)
    service.prepare(work, month.id)
    whole = service.cash_of(work, month).whole
    slices.erase(work, person.id)
    assert service.cash_of(work, month).whole == whole
    assert len(line_service.keys(work, month.id)) == 1


class Money(RuleBasedStateMachine):
    """Whatever is done in whatever order: no step is skipped, and the cash is accounted for."""

    def __init__(self):
        super().__init__()
        self.state, self.paid = MonthState.DRAFT, 0

    steps = {
        ("draft", "prepare"): "prepared",
        ("prepared", "send_back"): "draft",
        ("prepared", "approve"): "approved",
        ("approved", "pay"): "paying",
        ("paying", "count"): "closed",
    }

    @rule(act=st.sampled_from(["prepare", "send_back", "approve", "pay", "count"]))
    @precondition(lambda self: self.work is not None)
    def step(self, act):
        more = {"pay": (20_000,), "count": (20_000 - self.paid,)}.get(act, ())
        wanted = self.steps.get((self.month.state, act))
        if wanted is None:
            with pytest.raises(NotNow):
                getattr(service, act)(self.work, self.month.id, *more)
        else:
            getattr(service, act)(self.work, self.month.id, *more)
            assert self.month.state == wanted

    @rule()
    def hand_over(self):
        [line] = [records.get(self.work, StipendLine, self.line)]
        if self.month.state == "paying" and line.state == "due":
            line_service.hand_over(self.work, [line.row or 0])
            self.paid += line.amount

    @invariant()
    def the_cash_agrees(self):
        if self.work is not None:
            assert service.cash_of(self.work, self.month).paid == self.paid

    work: Any = None
    month: Any = None
    line = ""


def test_the_steps_in_any_order(work):
    in_stipend(work, 2)
    held = a_rule(work)

    class Here(Money):
        def __init__(self):
            super().__init__()
            self.work = work
            self.month = begin(work, held)
            self.line = line_service.of(work, self.month.id)[0].id

        def teardown(self):
            records.remove(work, self.month)

    run = Here.TestCase
    run.settings = examples(max_examples=12, stateful_step_count=10, deadline=None)
    run().runTest()
