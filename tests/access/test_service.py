# SPDX-License-Identifier: GPL-3.0-or-later
"""Who cannot get where: told by the registers, again when a border changes, by codes only."""

from datetime import date

import pytest

from desktop import slices
from desktop.access import service
from desktop.activities import series_service
from desktop.activities.series_model import Series
from desktop.core import records
from desktop.core.tasks import Asked
from desktop.crossings import answer_service
from desktop.crossings.model import Way
from desktop.participants import merge_service
from desktop.participants import service as participants
from desktop.placements import service as placements
from desktop.placements.employer_model import Employer
from desktop.places import border_service
from desktop.places.model import Border, Place
from desktop.schooling import service as schooling
from desktop.schooling import way_service
from desktop.schooling.model import School
from tests.workspaces import person

DAY = date(2026, 11, 21)


@pytest.fixture
def city(work):
    """Two sectors and the border between them, of which nothing is recorded yet."""
    a, b = sorted(
        records.create(work, Place, {"level": "sector", "name": name}).id for name in "AB"
    )
    between = records.create(work, Border, {"a": a, "b": b, "origin": "drawn"})
    return a, b, between.id


@pytest.fixture
def pupil(work, city):
    """Somebody of the one sector who goes to school in the other."""
    home, there, _border = city
    who = participants.register(work, {**person(), "born": "2010", "sector": home}).id
    school = records.create(work, School, {"title": "Escuela", "sector": there})
    schooling.record(work, {"participant": who, "school": school.id, "mode": "attending"})
    return who


def active(work, city, since="2026-11-10"):
    border_service.set_status(work, city[2], "active", since)


def words(work, people=None):
    return [one.said() for one in service.tasks(work, Asked(DAY, people))]


def test_nobody_is_cut_off_until_a_border_is_active(work, city, pupil):
    assert service.barred(work, DAY) == []
    active(work, city)
    (one,) = service.barred(work, DAY)
    assert (one.person, one.kind, one.title) == (pupil, "school", "Escuela")
    assert one.undecided
    assert one.cut_off
    assert service.barred(work, date(2026, 11, 1)) == []


def test_a_new_active_border_tells_who_is_cut_off_by_code(work, city, pupil):
    active(work, city)
    code = participants.code_of(work, pupil)
    (line,) = words(work)
    assert code in line
    assert "A | B" in line
    (own,) = words(work, (pupil,))
    assert code in own
    assert line in [task.said() for task in slices.due(work, DAY)]


def test_nobody_is_asked_about_a_file_that_closed_while_others_stay(work, city, pupil):
    active(work, city)
    gone = participants.register(work, {**person(), "born": "2010", "sector": city[0]}).id
    values = {"participant": gone, "kind": "school", "ends_in": city[1], "drawn_on": DAY}
    records.create(work, Way, values)
    assert {one.person for one in service.barred(work, DAY)} == {gone, pupil}
    participants.close(work, gone, "moved")
    assert {one.person for one in service.barred(work, DAY)} == {pupil}


def test_a_decision_ends_the_reminder_and_the_list_still_tells(work, city, pupil):
    active(work, city)
    (one,) = service.barred(work, DAY)
    answer_service.decide(work, (pupil, "school", city[1]), "accompanied", found=one.found)
    assert words(work) == []
    (one,) = service.barred(work, DAY)
    assert (one.decided, one.cut_off) == (True, False)
    answer_service.decide(work, (pupil, "school", city[1]), "waits", found=one.found)
    assert service.barred(work, DAY)[0].cut_off


def test_work_and_sessions_are_asked_too_and_an_end_ends_it(work, city):
    home, there, _border = city
    who = participants.register(work, {**person(), "born": "1995", "sector": home}).id
    host = records.create(work, Employer, {"title": "Taller", "sector": there})
    made = placements.place(
        work,
        {"participant": who, "type": "formal_job", "employer": host.id, "starts_on": DAY},
    )
    group = records.create(work, Series, {"title": "Coro", "kind": "course", "sector": there})
    series_service.join(work, group.id, {"participant": who})
    active(work, city)
    assert {one.kind for one in service.barred(work, DAY)} == {"job", "session"}
    ended = {"status": "ended_early", "ended_on": DAY, "exit_reason": "unknown"}
    placements.amend(work, made, ended)
    assert {one.kind for one in service.barred(work, DAY)} == {"session"}


def test_a_way_to_a_court_is_known_from_what_the_person_told(work, city):
    home, there, _border = city
    who = participants.register(work, {**person(), "born": "1995", "sector": home}).id
    values = {"participant": who, "kind": "authority", "ends_in": there, "drawn_on": DAY}
    records.create(work, Way, values)
    active(work, city)
    assert [one.kind for one in service.barred(work, DAY)] == ["authority"]


def test_a_school_beyond_a_border_is_warned_of_where_it_is_chosen(work, city, pupil):
    (held,) = schooling._running(work, pupil)
    assert way_service.warnings(work, held) == []
    active(work, city)
    (warning,) = way_service.warnings(work, held)
    assert "A | B" in warning
    schooling.amend(work, held, {"mode": "virtual"})
    assert way_service.warnings(work, held) == []


def test_ways_and_decisions_go_with_the_person(work, city, pupil):
    active(work, city)
    other = participants.register(work, {**person(), "born": "2010", "sector": city[0]}).id
    (one,) = service.barred(work, DAY)
    answer_service.decide(work, (pupil, "school", city[1]), "accompanied", found=one.found)
    values = {"participant": pupil, "kind": "school", "ends_in": city[1], "drawn_on": DAY}
    way = records.create(work, Way, values)
    made = merge_service.merge(work, other, pupil)
    assert way.participant == other
    assert {key[0] for key in answer_service.latest(work)} == {other}
    merge_service.undo(work, made.id)
    erased = slices.erase(work, pupil)
    assert {"way", "crossing_answer"} <= set(erased)
    assert answer_service.latest(work) == {}
    assert service.barred(work, DAY) == []
