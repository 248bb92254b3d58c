# SPDX-License-Identifier: GPL-3.0-or-later
"""Home, school, programmes and release in the window, from the keyboard."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from desktop.core import clock, records
from desktop.desks.person.living_pages import Home
from desktop.desks.school_page import FIRST, SchoolPage
from desktop.enrolments import service as enrolments
from desktop.households import apart_service
from desktop.households import service as households
from desktop.organisation.model import Programme
from desktop.participants import service as participants
from desktop.reentry import service as reentry
from desktop.schooling import month_service
from tests.desks.living import answer, part
from tests.desks.people import SIX, page_of, stored
from tests.windows import CTRL

ALONE = [
    ("members", {"relation": "child"}),
    ("schooling", {"mode": "attending", "avoids": "yes"}),
    ("reentry", {"kind": "hearing"}),
]


@pytest.mark.parametrize(("name", "answers"), ALONE)
def test_every_part_takes_an_entry(program, person, name, answers):
    register = part(program, person.id, name)
    answer(program, register, answers)
    assert register.list.table.model().rowCount() == 1
    assert not register.in_record


def test_the_counts_of_a_home_are_kept_as_a_draft_and_saved(program, person):
    home = part(program, person.id, "home")
    assert isinstance(home, Home)
    home.form.editor("size").set_value(6)
    home.form.editor("size").changed.emit()
    home.keep_draft()
    page_of(program).close_record()
    again = part(program, person.id, "home")
    assert again.form.values()["size"] == 6
    again.findChild(QPushButton, "save_home").click()
    with program.workspace.work() as work:
        assert households.of(work, person.id).size == 6


def test_two_who_must_not_meet_are_told_in_neutral_words_on_both_pages(program, person):
    with program.workspace.work(write=True) as work:
        other = participants.register(work, SIX)
        apart_service.keep(work, {"participant": person.id, "other": other.id})
    page = page_of(program)
    for shown, told in ((person, other), (other, person)):
        page.open(shown.id)
        program.settle()
        words = [one.text() for one in page.record.head.findChildren(QLabel) if one.isVisible()]
        assert f"Planificar por separado de {told.code}" in words


def test_a_full_programme_sends_a_new_file_to_its_waiting_list(program):
    with program.workspace.work(write=True) as work:
        line = records.create(work, Programme, {"sign": "Z", "title": "Z", "capacity": 1}).id
    page = page_of(program)
    made = []
    for _n in range(2):
        page.open_new({**SIX, "programme": line})
        program.settle()
        page.record.forms[0].form.editor("programme").controls()[0].setFocus()
        program.finish()
        made.append(page.record.id)
    assert stored(program, made[0]).programme == line
    assert stored(program, made[1]).programme is None
    with program.workspace.work() as work:
        assert len(enrolments.keys(work, made[0])) == 1
        assert list(enrolments.ranks(work, line).values()) == [1]
    page.open(made[1])
    head = [one.text() for one in page.record.head.findChildren(QLabel)]
    assert any("Z, número 1" in words for words in head)
    register = part(program, made[1], "enrolments")
    cells = register.list.table.model().cells(0)
    assert "número 1" in cells[1]


def test_a_place_is_given_from_the_page_of_the_person(program, person):
    with program.workspace.work(write=True) as work:
        line = records.create(work, Programme, {"sign": "Z", "title": "Z", "capacity": 1}).id
        held = enrolments.enrol(
            work, {"participant": participants.register(work, SIX).id, "line": line}
        )
        waits = enrolments.enrol(work, {"participant": person.id, "line": line})
        left = {"left_on": clock.today(), "exit_reason": "moved"}
        enrolments.amend(work, held, left)
    register = part(program, person.id, "enrolments")
    register.open(waits.id)
    program.settle()
    program.press("action_admit", register)
    assert stored(program, person.id).programme == line


def test_the_day_of_release_lays_its_plan_and_my_day_tells_the_code_alone(program, person):
    register = part(program, person.id, "reentry")
    answer(program, register, {"kind": "release", "due_on": date(2027, 1, 10)})
    assert register.list.table.model().rowCount() == 6
    program.go("my_day")
    told = program.texts()
    assert f"Una fecha de {person.code}" in told.replace("\n", " ")
    assert "salida" not in told.lower()
    with program.workspace.work() as work:
        assert reentry.keys(work, person.id)


def grid(program):
    """The grid of the month of the demonstration's day, in which nothing is written yet."""
    program.window.go("activities", "school")
    program.settle()
    page = program.window.pages["activities"].page("school")
    assert isinstance(page, SchoolPage)
    page.month.setCurrentIndex(0)
    page.month.activated.emit(0)
    page.grid.setFocus()
    return page


def test_one_key_writes_a_pupil_who_missed_nothing(program):
    page = grid(program)
    lines = list(page.model.lines)
    assert len(lines) > 10
    assert all(line.missed is None for line in lines)
    for _line in lines:
        program.key(Qt.Key.Key_Space)
    with program.workspace.work() as work:
        assert month_service.left(work, clock.today().replace(day=1)) == 0
    assert all(line.missed == (0,) * 5 for line in page.model.lines)


def test_a_figure_says_the_days_and_leaving_the_row_writes_them(program):
    page, month = grid(program), clock.today().replace(day=1)
    who = page.model.lines[0].person
    program.key(Qt.Key.Key_1)
    program.key(Qt.Key.Key_2)
    program.key(Qt.Key.Key_Right)
    program.key(Qt.Key.Key_3)
    assert page.model.lines[0].missed is None  # not written while the row is under way
    program.key(Qt.Key.Key_Down)
    with program.workspace.work() as work:
        assert month_service.of_person(work, who)[0] == (month, 20, (12, 3, 0, 0, 0))
    program.key(Qt.Key.Key_Z, CTRL)
    with program.workspace.work() as work:
        assert month not in [held[0] for held in month_service.of_person(work, who)]


def test_more_days_than_the_month_had_stay_on_the_screen_with_a_sentence(program):
    page = grid(program)
    program.key(Qt.Key.Key_2)
    program.key(Qt.Key.Key_1)
    program.key(Qt.Key.Key_Return)
    assert "días de clase del mes" in program.words("school_error")
    assert page.grid.currentIndex().row() == 0
    assert page.model.counts(0) == (21, 0, 0, 0, 0)
    program.key(Qt.Key.Key_Backspace)
    program.key(Qt.Key.Key_4)
    program.key(Qt.Key.Key_Return)
    assert not program.has("school_error")
    assert page.grid.currentIndex().column() == FIRST


def test_a_lock_writes_the_row_under_way(program):
    page = grid(program)
    who = page.model.lines[0].person
    program.key(Qt.Key.Key_5)
    program.window.keep_drafts()
    with program.workspace.work() as work:
        assert month_service.of_person(work, who)[0][2] == (5, 0, 0, 0, 0)
