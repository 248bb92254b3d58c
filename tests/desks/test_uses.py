# SPDX-License-Identifier: GPL-3.0-or-later
"""What an office turned off is nowhere in the window, and all of it is back when turned on."""

from PySide6.QtWidgets import QCheckBox

from desktop import slices
from desktop.core import clock
from desktop.desks.office.uses_page import UsesPage
from desktop.reentry import service as reentry
from desktop.schooling import service as schooling
from desktop.widgets.register import RegisterPage
from tests.desks.living import part
from tests.desks.people import page_of


def turn(program, *names):
    page = program.go("settings")
    uses = page.findChild(UsesPage)
    page.setCurrentWidget(uses)
    for name in names:
        program.part(QCheckBox, f"use_{name}", uses).click()
    program.press("save_uses", uses)


def names(tabs):
    return {tab.name for tab in tabs._offered}


def reminded(program, person):
    with program.workspace.work() as work:
        return bool(slices.due(work, clock.today(), [person.id], most=None))


def test_school_and_release_go_and_come_back_with_all_that_was_written(program, person):
    with program.workspace.work(write=True) as work:
        schooling.record(work, {"participant": person.id, "mode": "attending"})
        reentry.record(work, {"participant": person.id, "kind": "hearing", "due_on": clock.today()})
    assert reminded(program, person)
    assert {"school", "schools"} <= names(program.go("activities"))
    turn(program, "school", "release")
    assert not {"school", "schools"} & names(program.go("activities", "school"))
    assert not reminded(program, person)
    page = page_of(program)
    page.open(person.id)
    offered = {tab.name for tab in page._source.tabs(person.id)}
    assert not {"schooling", "reentry"} & offered
    assert {"members", "enrolments"} <= offered
    turn(program, "school", "release")
    for name in ("schooling", "reentry"):
        listed = part(program, person.id, name)
        assert isinstance(listed, RegisterPage)
        assert listed.list.table.model().rowCount() == 1
    assert reminded(program, person)
    assert {"school", "schools"} <= names(program.go("activities"))
