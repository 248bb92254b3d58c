# SPDX-License-Identifier: GPL-3.0-or-later
"""The way out of prison: a day lays the plan, the plan moves with it, My day tells only a code."""

from datetime import UTC, date, datetime, timedelta

import pytest

from desktop import slices
from desktop.core import clock, records
from desktop.core.errors import InvalidRecord
from desktop.core.fields import specs
from desktop.core.tasks import Asked
from desktop.desks.person.school_tabs import ReentryOf
from desktop.organisation import uses_service
from desktop.participants import service as participants
from desktop.reentry import service as reentry
from desktop.reentry.model import ReentryStep, ReentryStepDraft
from tests.workspaces import add

DAY = date(2026, 11, 10)
OUT = DAY + timedelta(days=120)


@pytest.fixture(autouse=True)
def _today():
    with clock.at(datetime(2026, 11, 10, 15, tzinfo=UTC)):
        yield


def planned(workspace, **more):
    who = add(workspace)
    values = {"participant": who, "kind": "release", "due_on": OUT, "source": "family", **more}
    with workspace.work(write=True) as work:
        made = reentry.record(work, values).id
    return who, made


def steps(work, who):
    return {(row[0], row[3]) for row in reentry.rows(work, reentry.keys(work, who))}


def test_a_day_of_release_lays_the_plan_from_ninety_days_before(workspace):
    who, _made = planned(workspace)
    with workspace.work() as work:
        found = steps(work, who)
    assert ("release", OUT) in found
    assert min(on for _kind, on in found) == OUT - timedelta(days=90)
    assert {kind for kind, _on in found} == {"release", "paper", "home", "first_week", "gate"}


def test_what_is_not_done_moves_with_the_day_and_never_before_today(workspace):
    who, made = planned(workspace)
    with workspace.work(write=True) as work:
        (gate,) = (
            row for row in reentry.keys(work, who) if reentry.rows(work, [row])[0][0] == "gate"
        )
        reentry.done(work, records.at_row(work, ReentryStep, gate).id)
        release = records.get(work, ReentryStep, made)
        reentry.amend(work, release, {"due_on": DAY + timedelta(days=40)})
        found = dict(steps(work, who))
    assert found["gate"] == OUT - timedelta(days=7)
    assert found["first_week"] == DAY + timedelta(days=26)
    assert min(found.values()) == DAY


def test_a_second_day_of_release_lays_no_second_plan(workspace):
    who, _made = planned(workspace)
    with workspace.work(write=True) as work:
        before = len(reentry.keys(work, who))
        reentry.record(work, {"participant": who, "kind": "release", "due_on": OUT})
        assert len(reentry.keys(work, who)) == before + 1


def test_a_date_that_comes_back_is_noted_again_until_its_measure_ends(workspace):
    who = add(workspace)
    values = {"participant": who, "kind": "supervision", "due_on": DAY, "every_days": 30}
    with workspace.work(write=True) as work:
        made = reentry.record(work, {**values, "ends_on": DAY + timedelta(days=45)})
        reentry.done(work, made.id)
        (following,) = (on for _kind, on in steps(work, who) if on > DAY)
        assert following == DAY + timedelta(days=30)
        row = next(k for k in reentry.keys(work, who) if reentry.rows(work, [k])[0][3] == following)
        reentry.done(work, records.at_row(work, ReentryStep, row).id)
        assert len(reentry.keys(work, who)) == 2


def test_my_day_says_a_code_and_nothing_of_what_it_is(workspace):
    who = add(workspace)
    with workspace.work(write=True) as work:
        reentry.record(work, {"participant": who, "kind": "hearing", "due_on": DAY})
        (task,) = reentry.tasks(work, Asked(DAY))
        code = participants.get(work, who).code
        assert task.said() == f"A date of {code}: see Programmes"


def test_an_arrest_stops_the_calls_and_not_the_plan_for_the_way_out(workspace):
    who, _made = planned(workspace, due_on=DAY + timedelta(days=30))
    with workspace.work(write=True) as work:
        participants.close(work, who, "detained")
        found = [one for one in slices.due(work, DAY) if one.record == who]
        assert len(found) == 1
        participants.reopen(work, who)
        participants.close(work, who, "moved")
        assert reentry.tasks(work, Asked(DAY)) == []


def test_there_is_no_place_for_what_somebody_is_accused_of():
    names = {spec.name for spec in specs(ReentryStepDraft)}
    assert not names & {"offence", "charge", "crime", "case_number"}
    guarded = {spec.name for spec in specs(ReentryStepDraft) if spec.about.restricted}
    assert {"kind", "words", "conditions", "due_on"} <= guarded


def test_a_missing_paper_says_which(workspace):
    who = add(workspace)
    with pytest.raises(InvalidRecord) as refused, workspace.work(write=True) as work:
        reentry.record(work, {"participant": who, "kind": "paper"})
    assert set(refused.value.problems) == {"paper"}


def test_a_paper_noted_before_holds_up_nothing_of_the_plan(workspace):
    who = add(workspace)
    with workspace.work(write=True) as work:
        for paper in ("birth_cert", "national_id"):
            reentry.record(work, {"participant": who, "kind": "paper", "paper": paper})
        reentry.record(work, {"participant": who, "kind": "release", "due_on": OUT})
        kinds = sorted(kind for kind, *_rest in reentry.rows(work, reentry.keys(work, who)))
    assert kinds == ["first_week", "gate", "home", "paper", "paper", "paper", "release"]


def test_a_day_of_release_written_by_mistake_goes_with_its_plan_and_comes_back_with_it(workspace):
    who = add(workspace)
    source = ReentryOf(workspace, who)
    made = source.save(None, {"kind": "release", "due_on": OUT})
    with workspace.work() as work:
        whole = steps(work, who)
    source.take_back(made)
    with workspace.work() as work:
        assert steps(work, who) == set()
    source.restore(made)
    with workspace.work() as work:
        assert steps(work, who) == whole
        gate = next(
            one
            for one in (records.at_row(work, ReentryStep, key) for key in reentry.keys(work, who))
            if one.kind == "gate"
        ).id
    source.save(gate, {"kind": "gate", "due_on": OUT, "words": "La hermana"})
    source.remove(made)
    with workspace.work() as work:
        assert {kind for kind, _on in steps(work, who)} == {"gate"}  # what was written in stays


def test_an_office_without_releases_is_reminded_of_none_and_loses_nothing(workspace):
    who, _made = planned(workspace, due_on=DAY + timedelta(days=30))
    with workspace.work(write=True) as work:
        assert reentry.tasks(work, Asked(DAY))
        uses_service.use(work, uses_service.used(work) - {uses_service.RELEASE})
        assert reentry.tasks(work, Asked(DAY)) == []
        assert len(reentry.keys(work, who)) == 6
        uses_service.use(work, uses_service.used(work) | {uses_service.RELEASE})
        assert reentry.tasks(work, Asked(DAY))
