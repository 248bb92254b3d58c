# SPDX-License-Identifier: GPL-3.0-or-later
"""What a placement may become, what waits of it, and checkpoints an earlier program did not lay."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import settings as examples
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from desktop.core import clock, records, settings
from desktop.core.errors import InvalidRecord
from desktop.core.tasks import Asked
from desktop.core.work import User
from desktop.placements import checkpoint_service, permanence_service, report, service
from desktop.placements.employer_model import Employer
from desktop.placements.model import (
    CHECKPOINT_DAYS,
    ENDED,
    NOT_BEGUN,
    OVER,
    Checkpoint,
    Placement,
    PlacementStatus,
)
from tests.placements.test_service import answer, place
from tests.rooms import NOON, register, two_sectors
from tests.workspaces import add

TODAY = date(2026, 11, 21)


def asked(work, person, day=TODAY):
    return [one.words for one in service.tasks(work, Asked(day, (person.id,)))]


def test_what_has_not_begun_is_asked_for_its_beginning_alone(work):
    person = register(work)
    made = place(work, person, "2026-09-01", status="agreed")
    assert asked(work, person) == ["Did the placement of {code} begin?"]
    assert service.bars_closing(work, person.id) == 0
    assert report.started_between(report.placements(work), made.starts_on, TODAY) == []
    service.amend(work, made, {"status": "active"})
    assert len(asked(work, person)) == 2, "30 and 60 days"
    assert len(report.started_between(report.placements(work), made.starts_on, TODAY)) == 1


def test_a_day_of_the_end_and_a_status_that_runs_do_not_stand_together(work):
    made = place(work, register(work))
    for status in sorted(set(PlacementStatus) - OVER):
        with pytest.raises(InvalidRecord) as raised:
            service.amend(work, made, {"status": status, "ended_on": "2026-02-01"})
        assert list(raised.value.problems) == ["ended_on"]


class States(RuleBasedStateMachine):
    """Whatever is chosen in whatever order, answers stay true and an end has its day."""

    work: Any = None
    made: Any = None

    @rule(status=st.sampled_from(sorted(PlacementStatus)), days=st.none() | st.integers(-5, 300))
    def become(self, status, days):
        before, answered = self.made.status, self.answered
        end = None if days is None else self.made.starts_on + timedelta(days=days)
        fits = (end is not None) == (status in OVER) and (days is None or days >= 0)
        unmade = answered and status in NOT_BEGUN and before not in NOT_BEGUN
        try:
            service.amend(self.work, self.made, {"status": status, "ended_on": end})
        except InvalidRecord:
            assert self.made.status == before
            assert unmade or not fits
        else:
            assert fits
            assert not unmade

    @rule(result=st.sampled_from(["retained_same", "not_retained", "not_reached"]))
    def reach(self, result):
        if self.made.status not in NOT_BEGUN:
            answer(self.work, self.made, "d30", result)

    @property
    def answered(self):
        found = checkpoint_service.checkpoints(self.work, self.made.id)
        return any(one.result for one in found)

    @invariant()
    def what_is_asked_follows_the_status(self):
        if self.made is not None:
            status = self.made.status
            assert (self.made.ended_on is not None) == (status in OVER)
            mine = service.tasks(self.work, Asked(TODAY, (self.made.participant,)))
            assert bool(mine) == (status not in ENDED)
            counted = permanence_service.checked(self.work, TODAY, {self.made.participant})
            assert bool(counted) == (status not in NOT_BEGUN)
            assert not (self.answered and status in NOT_BEGUN)


def test_the_states_in_any_order(work):
    class Here(States):
        def __init__(self):
            super().__init__()
            self.work, self.made = work, place(work, register(work))

        def teardown(self):
            records.remove(work, self.made)

    run = Here.TestCase
    run.settings = examples(max_examples=15, stateful_step_count=12, deadline=None)
    run().runTest()


def test_checkpoints_an_earlier_program_did_not_lay_are_laid_once(workspace):
    person = add(workspace)
    with clock.at(NOON), workspace.work(write=True) as work:
        started = {"participant": person, "type": "formal_job", "starts_on": "2026-01-10"}
        made = records.create(work, Placement, started)
        gone = records.create(work, Placement, started)
        records.remove(work, gone)
        five = [point for point in CHECKPOINT_DAYS if point != "d730"]
        for point in five:
            due = {"placement": made.id, "point": point, "due_on": "2026-02-09"}
            records.create(work, Checkpoint, due)
    workspace.user, coordinator = User("eva", "caseworker", "own"), workspace.user
    checkpoint_service.catch_up(workspace)
    with workspace.work() as work:
        assert settings.read(work, "checkpoints_laid") is None
    workspace.user = coordinator
    for _again in range(2):
        checkpoint_service.catch_up(workspace)
        with workspace.work() as work:
            found = checkpoint_service.checkpoints(work, made.id)
            assert [one.point for one in found][-1] == "d730"
            assert len(found) == 6
            assert found[-1].due_on == date(2028, 1, 10)
            assert checkpoint_service.checkpoints(work, gone.id) == []


def test_a_way_over_an_active_border_asks_for_a_decision(work):
    home, there = two_sectors(work, "active")
    person = register(work, sector=home)
    near, far = (
        records.create(work, Employer, {"title": "Taller", "sector": one}) for one in (home, there)
    )
    made = place(work, person, employer=near.id)
    with pytest.raises(InvalidRecord) as raised:
        place(work, person, employer=far.id)
    assert list(raised.value.problems) == ["crossing"]
    with pytest.raises(InvalidRecord):
        service.amend(work, made, {"employer": far.id})
    service.amend(work, made, {"employer": far.id, "crossing": "accompanied"})
    assert made.crossing == "accompanied"
