# SPDX-License-Identifier: GPL-3.0-or-later
"""School: one month for all pupils, no word with a school without consent, the way back counted."""

from datetime import UTC, date, datetime

import pytest

from desktop import slices
from desktop.consents import service as consents
from desktop.core import clock, records
from desktop.core.document import Table
from desktop.core.errors import InvalidRecord
from desktop.core.tasks import Asked
from desktop.organisation import uses_service
from desktop.participants import service as participants
from desktop.participants.report import people
from desktop.safety import service as safety
from desktop.schooling import month_service, report
from desktop.schooling import service as schooling
from desktop.schooling.model import School, Schooling
from tests.workspaces import add

DAY = date(2026, 11, 10)
OCTOBER = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def _today():
    with clock.at(datetime(2026, 11, 10, 15, tzinfo=UTC)):
        yield


def pupil(workspace, **more):
    who = add(workspace, born=more.pop("born", "2012"))
    values = {"participant": who, "mode": "attending", "since": date(2026, 8, 1), **more}
    with workspace.work(write=True) as work:
        schooling.record(work, values)
    return who


def test_the_mode_of_the_file_follows_the_school(workspace):
    who = pupil(workspace)
    with workspace.work(write=True) as work:
        assert participants.get(work, who).school == "attending"
        schooling.record(work, {"participant": who, "mode": "suspended_border"})
        assert participants.get(work, who).school == "suspended_border"
        ends = [row[4] for row in schooling.rows(work, schooling.keys(work, who))]
        assert ends == [None, DAY]


def test_nobody_speaks_with_the_school_without_the_consent_for_it(workspace):
    who = pupil(workspace, born="2006")  # of a child, a yes is a pair with the guardian's
    talk = {"participant": who, "mode": "attending", "spoken_on": DAY}
    with pytest.raises(InvalidRecord) as refused, workspace.work(write=True) as work:
        schooling.record(work, talk)
    assert set(refused.value.problems) == {"spoken_on"}
    with workspace.work(write=True) as work:
        consents.answer(work, who, schooling.LIAISON, "given")
        made = schooling.record(work, talk)
        consents.answer(work, who, schooling.LIAISON, "withdrawn")
        schooling.amend(work, made, {"grade": "7"})  # what was said while it held stays
    with pytest.raises(InvalidRecord), workspace.work(write=True) as work:
        again(work, made.id)


def again(work, identity):
    schooling.amend(work, records.get(work, Schooling, identity), {"spoken_on": date(2026, 11, 9)})


def test_the_grid_holds_every_pupil_of_the_month_once(workspace):
    there = pupil(workspace)
    twice = pupil(workspace)
    with workspace.work(write=True) as work:
        schooling.record(
            work, {"participant": twice, "mode": "virtual", "since": date(2026, 10, 15)}
        )
    pupil(workspace, mode="dropped")
    pupil(workspace, since=date(2026, 11, 2))
    with workspace.work() as work:
        lines = month_service.grid(work, OCTOBER)
    assert {line.person for line in lines} == {there, twice}
    assert {line.mode for line in lines if line.person == twice} == {"virtual"}


def test_a_month_is_written_again_and_taken_back(workspace):
    who = pupil(workspace)
    with workspace.work(write=True) as work:
        month_service.say_days(work, OCTOBER, 18)
        month_service.write(work, who, OCTOBER, {})
        assert month_service.left(work, OCTOBER) == 0
    with workspace.work(write=True) as work:
        month_service.write(work, who, OCTOBER, {"border": 3, "illness": 1})
        assert month_service.of_person(work, who) == [(OCTOBER, 18, (3, 0, 0, 1, 0))]
    with workspace.work(write=True) as work:
        month_service.put_back(work, who, OCTOBER, (0,) * 5)
        assert month_service.of_person(work, who) == [(OCTOBER, 18, (0, 0, 0, 0, 0))]
        month_service.put_back(work, who, OCTOBER, None)
        assert month_service.of_person(work, who) == []


def test_nobody_misses_more_days_than_the_month_had(workspace):
    who = pupil(workspace)
    with pytest.raises(InvalidRecord), workspace.work(write=True) as work:
        month_service.write(work, who, OCTOBER, {"border": 15, "money": 9})
    with pytest.raises(month_service.OddDays), workspace.work(write=True) as work:
        month_service.say_days(work, OCTOBER, 40)


def test_an_open_month_and_a_return_wait_in_my_day(workspace):
    who = pupil(workspace, returned_on=date(2026, 9, 20), out_at_entry=True)
    planned = pupil(workspace, mode="dropped", return_on=DAY)
    with workspace.work(write=True) as work:
        assert month_service.tasks(work, Asked(DAY)) == []  # nobody uses the grid yet
        found = {task.person: task.on for task in schooling.tasks(work, Asked(DAY))}
        assert found == {who: date(2026, 10, 20), planned: DAY}
        month_service.write(work, who, date(2026, 9, 1), {})
        (waits,) = month_service.tasks(work, Asked(DAY))
        assert (waits.place, waits.record) == ("activities", "school")


def test_what_an_erased_pupil_leaves_counts_on_without_school_or_day(workspace):
    with workspace.work(write=True) as work:
        school = records.create(work, School, {"title": "Escuela Uno"}).id
    out = {"out_at_entry": True, "out_reason": "money", "returned_on": date(2026, 9, 7)}
    who = pupil(workspace, school=school, attends_after="yes", **out)
    with workspace.work(write=True) as work:
        month_service.write(work, who, OCTOBER, {"border": 2})
        before = report.days(work, people(work), OCTOBER, DAY)
        slices.erase(work, who)
    with workspace.work() as work:
        (kept,) = report.pupils(work, people(work), DAY)
        (days,) = report.days(work, people(work), OCTOBER, DAY)
        assert month_service.grid(work, OCTOBER) == []
        assert not month_service.is_used(work)
    assert (kept.out, kept.back, kept.reason) == (True, True, "money")
    assert (days.days, days.missed, days.school) == (20, before[0].missed, "")


def test_the_report_counts_returns_and_days_lost_and_hides_small_numbers(workspace):
    with workspace.work(write=True) as work:
        school = records.create(work, School, {"title": "Escuela Uno"}).id
    for n in range(12):
        out = {"out_at_entry": True, "out_reason": "border", "returned_on": date(2026, 9, 1)}
        who = pupil(workspace, school=school, attends_after="yes" if n < 7 else "no", **out)
        with workspace.work(write=True) as work:
            month_service.write(work, who, OCTOBER, {"border": 2 if n < 6 else 0})
    with workspace.work() as work:
        blocks = list(report.blocks(work, people(work), OCTOBER, date(2026, 10, 31), 5))
        few = list(report.blocks(work, people(work)[:3], OCTOBER, date(2026, 10, 31), 5))
    tables = {one.title: one for one in blocks if isinstance(one, Table)}
    told = [list(row[1:]) for row in tables["Back at school, and days lost"].rows]
    assert told == [
        ["7", "12", "58%", "0"],
        ["7", "12", "58%", "0"],
        ["12", "240", "5%", "0"],
    ]
    assert tables["Pupils who lost days to a border, by school"].rows[0] == ["Escuela Uno", "6"]
    hidden = [
        cell for one in few if isinstance(one, Table) for row in one.rows for cell in row[1:4]
    ]
    assert set(hidden) == {"–"}


def test_who_went_back_of_late_or_was_not_asked_is_without_data(workspace):
    out = {"out_at_entry": True, "out_reason": "money"}
    pupil(workspace, returned_on=date(2026, 9, 1), attends_after="yes", **out)
    pupil(workspace, returned_on=date(2026, 10, 25), **out)
    pupil(workspace, mode="dropped", **out)
    with workspace.work() as work:
        held = report.pupils(work, people(work), date(2026, 10, 31))
        earlier = report.pupils(work, people(work), date(2026, 10, 24))
    assert sorted((one.back, one.known) for one in held) == [
        (False, False),
        (False, True),
        (True, True),
    ]
    assert sum(one.known for one in earlier) == 3


def test_nobody_asks_the_school_about_who_is_paused(workspace):
    who, other = pupil(workspace), pupil(workspace)
    with workspace.work(write=True) as work:
        for one in (who, other):
            consents.answer(work, one, "contact_school", "given", guardian="given")
        month_service.write(work, other, OCTOBER, {})
        assert month_service.left(work, OCTOBER) == 1
        safety.raise_for(work, who, {})
        asked = {line.person: line.may_ask for line in month_service.grid(work, OCTOBER)}
        assert asked == {who: False, other: True}
        assert month_service.left(work, OCTOBER) == 0
        assert month_service.tasks(work, Asked(DAY)) == []


def test_an_office_without_pupils_is_reminded_of_no_school_and_loses_nothing(workspace):
    pupil(workspace, mode="dropped", return_on=DAY)
    who = pupil(workspace)
    with workspace.work(write=True) as work:
        month_service.write(work, who, date(2026, 9, 1), {})
    with workspace.work(write=True) as work:
        assert schooling.tasks(work, Asked(DAY))
        assert month_service.tasks(work, Asked(DAY))
        uses_service.use(work, uses_service.used(work) - {uses_service.SCHOOL})
        assert schooling.tasks(work, Asked(DAY)) == []
        assert month_service.tasks(work, Asked(DAY)) == []
        assert not month_service.is_used(work)
        uses_service.use(work, uses_service.used(work) | {uses_service.SCHOOL})
        assert month_service.is_used(work)
