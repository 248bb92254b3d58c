# SPDX-License-Identifier: GPL-3.0-or-later
"""Homes without names, and who must not meet whom."""

from datetime import date

import pytest
from PySide6.QtWidgets import QWidget
from sqlmodel import select

from desktop import slices
from desktop.activities import series_service
from desktop.activities.model import Activity
from desktop.core import records
from desktop.core.errors import InvalidRecord, NotYours
from desktop.core.fields import specs
from desktop.core.work import User
from desktop.desks.person.living_tabs import MembersOf
from desktop.households import apart_service
from desktop.households import service as households
from desktop.households.model import Household, HouseholdMember, HouseholdMemberDraft
from desktop.participants import pause_service
from desktop.participants import service as participants
from desktop.participants.pause_model import Pause
from desktop.placements import service as placements
from desktop.placements.employer_model import Employer
from desktop.placements.page import PlacementSource
from desktop.safety import service as safety
from desktop.schooling import service as schooling
from desktop.schooling.model import School
from desktop.widgets.toasts import Toasts
from tests.workspaces import add


def test_a_count_takes_nobody_off_the_list(workspace):
    who = add(workspace)
    with workspace.work(write=True) as work:
        for relation in ("child", "child", "parent"):
            households.add(work, who, {"relation": relation})
        households.describe(work, who, {"size": 2, "under_18": 1})
    with workspace.work() as work:
        counts = households.counts(work, who)
        assert (counts.counted, counts.listed) == (2, 4)
        assert len(households.keys(work, who)) == 3


def test_a_part_of_the_home_is_not_larger_than_the_home(workspace):
    who = add(workspace)
    with pytest.raises(InvalidRecord) as refused, workspace.work(write=True) as work:
        households.describe(work, who, {"size": 2, "under_18": 3})
    assert set(refused.value.problems) == {"under_18"}


def test_who_is_in_prison_does_not_live_in_the_home(workspace):
    who = add(workspace)
    with pytest.raises(InvalidRecord), workspace.work(write=True) as work:
        households.add(work, who, {"relation": "sibling", "detained": True})
    with workspace.work(write=True) as work:
        values = {"relation": "sibling", "detained": True, "lives_here": False}
        households.add(work, who, values)
        assert households.dependants(work, {who}).with_detained == 1


def test_nothing_of_what_somebody_is_mixed_up_in_can_be_written_of_a_relative():
    """V01, V03 and V09 of a relative have no place."""
    lists = {spec.about.codes for spec in specs(HouseholdMemberDraft)}
    assert not lists & {"participant_group", "risk_factor", "legal_status", "danger_level"}
    assert not any(spec.about.note for spec in specs(HouseholdMemberDraft))


def test_the_people_of_one_home_are_found_from_either_side(workspace):
    ana, bea, sol = add(workspace), add(workspace), add(workspace)
    with workspace.work(write=True) as work:
        households.add(work, ana, {"relation": "sibling", "person": bea})
        households.add(work, ana, {"relation": "child", "person": sol})
        assert households.together(work, ana) == {bea, sol}
        assert households.together(work, bea) == {ana, sol}
        assert households.together(work, add_one(work)) == set()


def add_one(work):
    from desktop.participants.model import Participant
    from tests.workspaces import person

    return records.create(work, Participant, person()).id


def test_a_file_is_in_a_home_once(workspace):
    ana, bea = add(workspace), add(workspace)
    with workspace.work(write=True) as work:
        households.add(work, ana, {"relation": "sibling", "person": bea})
    for again in (ana, bea):
        with pytest.raises(households.AlreadyInHome), workspace.work(write=True) as work:
            households.add(work, ana, {"relation": "child", "person": again})


def test_erasing_somebody_takes_the_person_out_of_the_homes_of_others(workspace):
    ana, bea = add(workspace), add(workspace)
    with workspace.work(write=True) as work:
        member = households.add(work, ana, {"relation": "sibling", "person": bea, "called": "B"})
        other = households.add(work, bea, {"relation": "parent"})
        pair = apart_service.keep(work, {"participant": ana, "other": bea})
        gone = (member.id, other.id, pair.id)
    with workspace.work(write=True) as work:
        slices.erase(work, bea)
    with workspace.work() as work:
        assert len(households.keys(work, ana)) == 0
        assert not apart_service.others(work, ana)
        text = work.session.connection().exec_driver_sql("SELECT value FROM change").fetchall()
    assert not any(one in row[0] for row in text for one in (*gone, bea))


def test_both_files_tell_who_is_kept_apart_until_it_ends(workspace):
    ana, bea = add(workspace), add(workspace)
    with workspace.work(write=True) as work:
        pair = apart_service.keep(work, {"participant": ana, "other": bea})
        assert [one.id for one in apart_service.others(work, ana)] == [bea]
        assert [one.id for one in apart_service.others(work, bea)] == [ana]
        assert apart_service.among(work, {ana, bea}) == [(ana, bea)]
        assert apart_service.among(work, {ana}) == []
        records.amend(work, pair, {"since": date(2020, 1, 1), "until": date(2020, 2, 1)})
        assert apart_service.others(work, bea) == []


def test_a_pair_is_written_once_and_never_of_oneself(workspace):
    ana, bea = add(workspace), add(workspace)
    with workspace.work(write=True) as work:
        apart_service.keep(work, {"participant": ana, "other": bea})
    with pytest.raises(apart_service.AlreadyApart), workspace.work(write=True) as work:
        apart_service.keep(work, {"participant": bea, "other": ana})
    with pytest.raises(InvalidRecord), workspace.work(write=True) as work:
        apart_service.keep(work, {"participant": ana, "other": ana})


def test_two_who_must_not_meet_and_meet_are_told(workspace):
    ana, bea = add(workspace), add(workspace)
    with workspace.work(write=True) as work:
        host = records.create(work, Employer, {"title": "Panadería"}).id
        school = records.create(work, School, {"title": "Escuela"}).id
        for one in (ana, bea):
            placements.place(
                work,
                {"participant": one, "type": "formal_job", "employer": host, "status": "active"},
            )
            schooling.record(work, {"participant": one, "school": school, "mode": "attending"})
        assert slices.meetings(work, ana) == []
        apart_service.keep(work, {"participant": ana, "other": bea})
        where = {place for _code, place in slices.meetings(work, bea)}
        assert where == {"workplace", "school"}
        session = records.create(work, Activity, {"type": "sport_art", "title": "Cancha"}).id
        for one in (ana, bea):
            series_service.mark(work, session, one, "present")
        assert "activity" in {place for _code, place in slices.meetings(work, ana)}
        first, second = sorted(participants.codes_of(work, [ana, bea]).values())
        assert apart_service.told(work, [ana, bea]) == f"Plan apart: {first} | {second}"
        assert apart_service.told(work, [ana]) == ""


def test_whose_file_it_is_decides_who_reads_the_home_and_the_pairs(workspace):
    workspace.user = User("bea", "caseworker", "own")
    mine, other = add(workspace), add(workspace)
    with workspace.work(write=True) as work:
        home = households.add(work, mine, {"relation": "child"}).household
        apart_service.keep(work, {"participant": mine, "other": other})
    workspace.user = User("sol", "caseworker", "own")
    asked = (
        lambda work: households.of(work, mine),
        lambda work: households.together(work, mine),
        lambda work: apart_service.others(work, mine),
        lambda work: records.get(work, Household, home),
        lambda work: households.add(work, mine, {"relation": "child"}),
    )
    for ask in asked:
        with pytest.raises(NotYours), workspace.work(write=True) as work:
            ask(work)
    with workspace.work() as work:
        assert len(households.rows(work, [1])) == 1
        assert households.rows(work, [1])[0] == (None,) * 8
        assert HouseholdMember.scoped_by == "household"


def test_the_page_of_a_placement_tells_it_in_neutral_words(qtbot, workspace):
    ana, bea = add(workspace), add(workspace)
    with workspace.work(write=True) as work:
        host = records.create(work, Employer, {"title": "Panadería"}).id
        made = [
            placements.place(
                work,
                {"participant": one, "type": "formal_job", "employer": host, "status": "active"},
            ).id
            for one in (ana, bea)
        ]
        apart_service.keep(work, {"participant": ana, "other": bea})
    above = QWidget()
    qtbot.addWidget(above)
    source = PlacementSource(workspace, Toasts(above))
    told = [words for one in made for words in source.load(one).warnings if "Plan apart" in words]
    assert len(told) == 2
    assert told[0] == told[1]


def test_who_comes_into_a_home_in_danger_is_paused_with_it_and_lifted_with_it(workspace):
    head, late, moved = add(workspace), add(workspace), add(workspace)
    with workspace.work(write=True) as work:
        raised = safety.raise_for(work, head, {})
        households.add(work, head, {"relation": "sibling", "person": late})
        assert pause_service.paused(work, [head, late]) == {head, late}
        held = work.session.exec(select(Pause).where(Pause.participant == late)).one()
        assert not held.own
        member = households.add(work, head, {"relation": "other_rel"})
        households.amend(work, member, {"person": moved})
        assert pause_service.paused(work, [moved]) == {moved}
        safety.lift(work, raised.id)
        assert pause_service.paused(work, [head, late, moved]) == set()


def test_who_is_in_danger_and_moves_in_takes_the_pause_along(workspace):
    head, child, threatened = add(workspace), add(workspace), add(workspace)
    with workspace.work(write=True) as work:
        households.add(work, head, {"relation": "child", "person": child})
        safety.raise_for(work, threatened, {})
        households.add(work, head, {"relation": "spouse", "person": threatened})
        assert pause_service.paused(work, [head, child]) == {head, child}


def paused(workspace, *people):
    with workspace.work() as work:
        return pause_service.paused(work, people)


def test_a_wrong_link_that_is_undone_takes_its_pause_back(workspace):
    head, child, wrong = add(workspace), add(workspace), add(workspace)
    source = MembersOf(workspace, head)
    source.save(None, {"relation": "child", "person": child})
    with workspace.work(write=True) as work:
        raised = safety.raise_for(work, head, {})
    made = source.save(None, {"relation": "sibling", "person": wrong})
    assert paused(workspace, head, child, wrong) == {head, child, wrong}
    source.take_back(made)
    assert paused(workspace, head, child, wrong) == {head, child}
    nobody = source.save(None, {"relation": "other_rel"})
    source.save(nobody, {"relation": "other_rel", "person": wrong})
    assert paused(workspace, wrong) == {wrong}
    source.undo(nobody)
    assert paused(workspace, head, child, wrong) == {head, child}
    with workspace.work(write=True) as work:
        safety.lift(work, raised.id)
    assert paused(workspace, head, child, wrong) == set()


def test_somebody_in_danger_linked_by_mistake_leaves_the_home_free_again(workspace):
    head, child, threatened = add(workspace), add(workspace), add(workspace)
    source = MembersOf(workspace, head)
    source.save(None, {"relation": "child", "person": child})
    with workspace.work(write=True) as work:
        safety.raise_for(work, threatened, {})
    made = source.save(None, {"relation": "spouse", "person": threatened})
    assert paused(workspace, head, child) == {head, child}
    source.take_back(made)
    assert paused(workspace, head, child, threatened) == {threatened}


def test_who_is_taken_off_the_list_stays_paused_and_comes_back_into_what_was_laid(workspace):
    head, child = add(workspace), add(workspace)
    source = MembersOf(workspace, head)
    made = source.save(None, {"relation": "child", "person": child})
    with workspace.work(write=True) as work:
        first = safety.raise_for(work, head, {}).id
    source.remove(made)
    assert paused(workspace, child) == {child}  # nobody calls there because a list was tidied
    with workspace.work(write=True) as work:
        safety.lift(work, first)
        safety.raise_for(work, head, {})
    assert paused(workspace, child) == set()
    source.restore(made)
    assert paused(workspace, child) == {child}
