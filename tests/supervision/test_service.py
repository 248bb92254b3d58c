# SPDX-License-Identifier: GPL-3.0-or-later
"""The queue of reviews: who may decide, the small team's way, and what an erasure takes along."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from desktop import slices
from desktop.assessments import service as assessments
from desktop.assessments.model import Assessment
from desktop.core import clock, records
from desktop.core.errors import NotAllowed, RecordGone
from desktop.core.tasks import Asked
from desktop.core.team import approvals
from desktop.core.work import User
from desktop.plans import case_service as plans
from desktop.supervision import flag_service as flags
from desktop.supervision import service as supervision
from tests.workspaces import add

NOON = datetime(2027, 3, 10, 12, tzinfo=UTC)  # after the workspace of the run was made


def asked(workspace, person):
    with workspace.work(write=True) as work:
        held = assessments.begin(work, person, "tally")
        assessments.complete(work, held.id, {"family": ["parent_detained"], "level": "low"})
        found = supervision.one_waiting(work, held.id)
        assert found is not None
        return found


def test_a_caseworker_cannot_mark_anything_as_reviewed_alone(workspace):
    one = asked(workspace, add(workspace))
    workspace.user = User("bea", "caseworker")
    with pytest.raises(NotAllowed), workspace.work(write=True) as work:
        supervision.approve(work, one.id)
    with workspace.work() as work:
        assert supervision.one_waiting(work, one.thing) is not None


def test_an_approval_for_another_thing_is_worth_nothing(workspace):
    first, second = asked(workspace, add(workspace)), asked(workspace, add(workspace))
    with clock.at(NOON), workspace.work(write=True) as work:
        request = approvals.ask(work, approvals.REVIEW, first.id, "No hay nadie más.")
    with clock.at(NOON), clock.later(timedelta(hours=25)):
        with workspace.work(write=True) as work:
            given = approvals.confirm_alone(work, request)
        with pytest.raises(approvals.TwoAreNeeded), workspace.work(write=True) as work:
            supervision.approve(work, second.id, approval=given.id)


def test_a_small_team_confirms_alone_a_day_later_and_it_is_counted_as_such(workspace):
    with clock.at(NOON):
        one = asked(workspace, add(workspace))
        with workspace.work(write=True) as work:
            request = approvals.ask(work, approvals.REVIEW, one.id, "No hay nadie más.")
        with pytest.raises(approvals.TooEarly), workspace.work(write=True) as work:
            approvals.confirm_alone(work, request)
    with (
        clock.at(NOON),
        clock.later(timedelta(hours=25)),
        workspace.work(write=True) as work,
    ):
        given = approvals.confirm_alone(work, request)
        made = supervision.approve(work, one.id, approval=given.id)
        assert (made.alone, made.decided_by, made.comment) == (True, "ana", "No hay nadie más.")
        found = supervision.figures(work, NOON.date(), clock.today())
    assert (found.alone, found.reviewed, found.waiting) == (1, 0, 0)


def test_the_report_counts_what_waited_at_the_end_of_a_period_and_how_long(workspace):
    with clock.at(NOON):
        asked(workspace, add(workspace))
    with clock.at(NOON + timedelta(days=9)), workspace.work() as work:
        found = supervision.figures(work, NOON.date(), clock.today())
    assert (found.waiting, found.median_days) == (1, 9)


def test_what_was_given_back_waits_for_its_worker_until_it_is_done_again(workspace):
    person = add(workspace)
    one = asked(workspace, person)
    workspace.user = User("luz", "coordinator")
    with workspace.work(write=True) as work:
        supervision.give_back(work, one.id, "Falta lo del barrio.")
        (task,) = supervision.tasks(work, Asked(clock.today()))
        assert task.record == f"{person}/assessments"
        assessments.take_back(work, one.thing)
        assessments.complete(work, one.thing, {"community": ["extortion"], "level": "low"})
        assert supervision.tasks(work, Asked(clock.today())) == []
        assert [held.thing for held in supervision.waiting(work)] == [one.thing]


def test_what_is_deleted_waits_no_longer(workspace):
    one = asked(workspace, add(workspace))
    with workspace.work(write=True) as work:
        assessments.remove(work, one.thing)
        assert supervision.waiting(work) == []


def test_erasing_a_person_takes_everything_of_the_case_along(workspace):
    person = add(workspace)
    one = asked(workspace, person)
    with workspace.work(write=True) as work:
        goal = plans.put_goal(work, person, {"area": "home", "statement": "Un techo"})
        action = plans.put_action(work, goal.id, {"what": "Visita"}).id
        plans.agree(work, plans.begin(work, person).id, {})
        flags.put(work, person, {"message": "Llamar."})
    with workspace.work(write=True) as work:
        erased = slices.erase(work, person)
    kinds = {"assessment", "case_plan", "goal", "plan_action", "review", "flag"}
    assert kinds <= set(erased)
    assert action in erased["plan_action"]
    with workspace.work() as work:
        with pytest.raises(RecordGone):
            records.get(work, Assessment, one.thing, deleted=True)
        assert supervision.waiting(work) == []
        coded = work.session.exec(select(Assessment)).all()
    assert [(one.level, one.answers, one.done_on.day) for one in coded] == [("low", "{}", 1)]
