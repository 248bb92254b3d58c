# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans in versions: exactly one in force, and nothing done is lost between two of them."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from desktop.core import clock, records
from desktop.core.document import Table
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.tables import table_of
from desktop.core.tasks import Asked
from desktop.plans import case_service as plans
from desktop.plans import report
from desktop.plans.case_model import CasePlan
from desktop.supervision import service as supervision
from tests.workspaces import add

C = table_of(CasePlan).c
GOAL = {"area": "livelihood", "statement": "Un trabajo que alcance"}


def planned(workspace, person, *actions):
    with workspace.work(write=True) as work:
        goal = plans.put_goal(work, person, GOAL)
        made = [plans.put_action(work, goal.id, one).id for one in actions]
        return goal.id, made


def test_the_first_goal_makes_a_plan_that_is_in_force(workspace):
    person = add(workspace)
    planned(workspace, person)
    with workspace.work() as work:
        (plan,) = plans.versions(work, person)
        assert (plan.version, plan.current, plan.agreed_on) == (1, True, None)


def test_agreeing_puts_it_in_the_queue_and_sets_the_next_look(workspace):
    person = add(workspace)
    planned(workspace, person)
    with workspace.work(write=True) as work:
        plan = plans.agree(work, plans.begin(work, person).id, {})
        assert plan.review_on == clock.today() + timedelta(days=90)
        assert [one.about for one in supervision.waiting(work)] == ["plan"]


def test_a_new_version_takes_over_what_is_open_and_what_was_done_meanwhile(workspace):
    person = add(workspace)
    day = clock.today()
    _goal, (first, second) = planned(
        workspace, person, {"what": "Hoja de vida"}, {"what": "Visita", "due_on": day}
    )
    with workspace.work(write=True) as work:
        plans.agree(work, plans.begin(work, person).id, {})
        plans.finish(work, first)
    with workspace.work(write=True) as work:
        made = plans.new_version(work, person)
        assert plans.current(work, person).version == 1
        (step,) = plans.steps(work, made.id)
        assert [one.what for one in step.actions] == ["Visita"]
        plans.finish(work, second)  # in the version in force, while the new one is written
    with workspace.work(write=True) as work:
        plans.agree(work, made.id, {})
        assert [one.version for one in plans.versions(work, person) if one.current] == [2]
        (step,) = plans.steps(work, made.id)
        assert step.actions[0].done_on == day
        with pytest.raises(plans.Frozen):
            plans.finish(work, first)


def test_two_versions_in_force_are_refused_by_the_store_itself(workspace):
    person = add(workspace)
    with workspace.work(write=True) as work:
        records.create(work, CasePlan, {"participant": person, "current": True})
    with pytest.raises(IntegrityError), workspace.work(write=True) as work:
        records.create(work, CasePlan, {"participant": person, "current": True, "version": 2})


def test_the_version_in_force_is_not_given_up_but_a_written_one_is(workspace):
    person = add(workspace)
    planned(workspace, person)
    with workspace.work(write=True) as work:
        held = plans.agree(work, plans.begin(work, person).id, {})
        with pytest.raises(UserError):
            plans.drop_version(work, held.id)
        plans.drop_version(work, plans.new_version(work, person).id)
        assert [one.version for one in plans.versions(work, person)] == [1]


def test_an_action_waits_by_its_day_and_ends_when_done(workspace):
    person = add(workspace)
    day = clock.today()
    _goal, (action,) = planned(workspace, person, {"what": "Visita", "due_on": day})
    with workspace.work(write=True) as work:
        assert [one.person for one in plans.tasks(work, Asked(day))] == [person]
        assert plans.tasks(work, Asked(day - timedelta(days=1))) == []
        plans.finish(work, action)
        assert plans.tasks(work, Asked(day)) == []
        plans.reopen(work, action)
        assert [one.record for one in plans.tasks(work, Asked(day))] == [f"{person}/plan"]


def test_what_is_done_was_done_by_now(workspace):
    person = add(workspace)
    goal, _none = planned(workspace, person)
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(InvalidRecord) as refused, workspace.work(write=True) as work:
        plans.put_action(work, goal, {"what": "Visita", "done_on": tomorrow})
    assert set(refused.value.problems) == {"done_on"}


def test_the_printed_plan_and_the_figure_of_plans_agreed(workspace):
    person = add(workspace)
    planned(workspace, person, {"what": "Visita"})
    with workspace.work(write=True) as work:
        plans.agree(work, plans.begin(work, person).id, {})
        (section,) = report.sections(work, person)
        (table,) = section.blocks
        assert isinstance(table, Table)
        assert table.rows[0][0] == "Visita"
        assert report.agreed(work) == {person: [clock.today()]}


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=st.lists(st.sampled_from(["new", "agree", "drop", "goal"]), max_size=8))
def test_whatever_is_done_exactly_one_version_is_in_force(workspace, acts):
    person = add(workspace)
    planned(workspace, person)
    for act in acts:
        with workspace.work(write=True) as work:
            newest = plans.at_work(work, person)
            if act == "new":
                plans.new_version(work, person)
            elif act == "agree":
                plans.agree(work, newest.id, {})
            elif act == "drop" and not newest.current:
                plans.drop_version(work, newest.id)
            elif act == "goal":
                plans.put_goal(work, person, GOAL)
            held = work.session.execute(
                select(C.row).where(C.participant == person, C.current, C.deleted_at.is_(None))
            ).all()
            assert len(held) == 1
