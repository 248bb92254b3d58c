# SPDX-License-Identifier: GPL-3.0-or-later
"""A month from its beginning to the counted cash: other people at each step, a past kept as it was."""

from datetime import date
from typing import Any

import pytest
from hypothesis import settings as examples
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from desktop import slices
from desktop.contacts import service as contacts
from desktop.core import records
from desktop.core.errors import InvalidRecord, NotYours
from desktop.core.tasks import Asked
from desktop.core.work import User
from desktop.placements import service as placements
from desktop.stipends import line_service, report, rule_service, service
from desktop.stipends.line_service import Settled, TheSamePerson
from desktop.stipends.model import MonthState, StipendLine
from desktop.stipends.service import NotNow
from tests.rooms import register
from tests.stipends.months import ANA, BEA, SOL, a_rule, begin, count, in_stipend


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
    assert any("75%" in one for one in said)
    assert any("70%" in one for one in said)
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
