# SPDX-License-Identifier: GPL-3.0-or-later
"""My day: every line leads to its person, and nobody is asked for whose file is closed."""

from datetime import date, timedelta

from PySide6.QtWidgets import QPushButton

from desktop.contacts import service as contacts
from desktop.core import clock
from desktop.desks import my_day_page
from desktop.participants import service as participants
from desktop.placements import service as placements
from tests.rooms import complete


def place(work, person, days):
    day = clock.today() - timedelta(days)
    values = {"participant": person.id, "type": "formal_job", "starts_on": day}
    return placements.place(work, values)


def promise(work, person, day):
    values = {"participant": person.id, "kind": "phone", "happened_on": "2026-11-10"}
    return contacts.note(work, {**values, "next_on": day})


def test_lines_say_when(work):
    person = complete(work)
    promise(work, person, "2026-11-19")
    place(work, person, 25)
    promise(work, other := complete(work), clock.today())
    soon, late = my_day_page.today(work), my_day_page.slipping(work)
    assert [(line.when, line.late) for line in late] == [("2 days late", True)]
    assert [(line.when, line.late) for line in soon] == [("today", False), ("in 5 days", False)]
    assert [line.record for line in soon] == [other.id, person.id]
    assert all(person.code in line.words for line in (*late, soon[1]))


def test_what_slips_is_told_and_the_stopped_are_left_alone(work):
    late, arrested = complete(work), complete(work)
    for person in (late, arrested):
        place(work, person, 40)
        for day in ("2026-11-01", "2026-11-08", "2026-11-15"):
            values = {"participant": person.id, "kind": "not_found", "happened_on": day}
            contacts.note(work, values)
    assert len(my_day_page.slipping(work)) == 4
    participants.close(work, arrested.id, "detained")
    lines = my_day_page.slipping(work)
    assert {line.record for line in lines} == {late.id}
    assert [line.when for line in lines] == ["3 attempts", "10 days late"]


def test_a_day_without_anything_says_so(work):
    assert my_day_page.today(work) == my_day_page.slipping(work) == my_day_page.around(work) == []


def test_the_lines_lead_to_their_person(program):
    program.go("my_day")
    lines = [one for one in program.window.findChildren(QPushButton, "line") if one.isVisible()]
    assert lines
    with program.workspace.work() as work:
        codes = participants.codes_of(work)
    named = [line for line in lines if any(code in line.text() for code in codes.values())]
    assert named
    words = named[0].text()
    named[0].click()
    program.settle()
    assert program.window.here == "participants"
    assert program.words("record_code") in words


def test_my_day_is_read_again_after_a_change(program):
    program.go("my_day")
    with program.workspace.work(write=True) as work:
        person = complete(work)
        contacts.note(
            work,
            {"participant": person.id, "kind": "phone", "happened_on": date(2026, 1, 2),
             "next_on": date(2026, 1, 3)},
        )  # fmt: skip
    program.qtbot.waitUntil(lambda: person.code in program.texts())
