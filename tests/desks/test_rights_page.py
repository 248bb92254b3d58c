# SPDX-License-Identifier: GPL-3.0-or-later
"""The tab of rights: every part opens, an erasure asks for a second person and says what it does."""

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QCheckBox, QLineEdit

from desktop.consents import service as consents
from desktop.core import clock, settings
from desktop.core.backups.rescue import DOUBT
from desktop.desks.protection.rights_page import RightsPage, alerts
from desktop.desks.rights.access_dialog import AccessDialog
from desktop.desks.rights.erase_view import EraseView
from desktop.desks.rights.withdraw_dialog import WithdrawDialog
from desktop.participants import service as participants
from desktop.rights import requests
from desktop.rights.model import RightsRequest
from tests.windows import Program


def rights(program: Program) -> RightsPage:
    page = program.go("protection").page("rights")
    program.settle()
    assert isinstance(page, RightsPage)
    return page


def test_every_part_opens(program):
    page = rights(program)
    for at in range(page.tabs.count()):
        part = page.part(at)
        program.settle()
        assert part.isVisible()


def test_a_request_gets_its_day_and_a_line_on_my_day(program):
    with program.workspace.work(write=True) as work:
        received = clock.today() - timedelta(days=40)
        made = requests.receive(work, {"kind": "access", "country": "co", "received_on": received})
    assert isinstance(made.due_on, date)
    lines = alerts(program.workspace)
    assert any(made.code in line.words and line.late for line in lines)


def test_the_erasure_shows_what_it_would_do_before_it_does(program):
    person = program.person()
    page = rights(program)
    view = page.part(1)
    program.settle()
    assert isinstance(view, EraseView)
    with program.workspace.work() as work:
        code = participants.get(work, person).code
    view.findChild(QLineEdit, "erase_code").setText(code)
    program.press("erase_look", view)
    words = program.texts(view)
    assert code in words
    assert "fila codificada" in words
    assert program.has("erase_go", view)


def test_notes_stay_black_until_they_are_released(program):
    person = program.person()
    dialog = AccessDialog(program.window.desk, person)
    program.qtbot.addWidget(dialog)
    boxes = dialog.findChildren(QCheckBox, "release_note")
    assert dialog.released == set()
    if boxes:
        boxes[0].setChecked(True)
        assert len(dialog.released) == 1


def test_consent_is_withdrawn_in_one_step(program):
    person = program.person(status="open")
    with program.workspace.work(write=True) as work:
        consents.answer(work, person, "image", "given")
    dialog = WithdrawDialog(program.window.desk, person)
    program.qtbot.addWidget(dialog)
    for box in dialog.findChildren(QCheckBox):
        box.setChecked(box.objectName() == "drop_image")
    program.during(lambda steps: steps.accept())
    dialog._go()
    with program.workspace.work() as work:
        assert not consents.given(work, person, "image")
        rows = requests.rows(work, requests.keys(work, {}))
    assert [row[1] for row in rows] == ["withdrawal"]
    assert RightsRequest.letter == "RQ"


def test_an_erasure_without_a_second_person_touches_nothing(program):
    person = program.person()
    view = EraseView(program.window.desk, person)
    program.qtbot.addWidget(view)
    view.show()
    program.during(lambda dialog: dialog.reject())
    program.press("erase_go", view)
    with program.workspace.work() as work:
        assert participants.get(work, person).id == person


@pytest.mark.parametrize("size", [(1024, 600), (560, 600)])
def test_a_record_in_a_low_window_has_the_room_of_the_tabs_and_gives_it_back(program, size):
    rights = program.go("protection").page("rights")
    window = program.window
    window.setMinimumSize(0, 0)
    window.resize(*size)
    program.settle()
    tabs = (rights.tabs.tabBar(), rights.box)
    before = [one.isVisible() for one in tabs]
    page = rights.part(5)
    page.open_new()
    program.settle()
    assert not any(one.isVisible() for one in tabs)
    page.close_record()
    program.settle()
    assert [one.isVisible() for one in tabs] == before
    window.resize(1280, 760)


def test_a_doubt_after_a_rescue_stays_until_a_coordinator_has_compared(program):
    with program.workspace.work(write=True) as work:
        settings.write(work, DOUBT, "2026-11-01")
    assert alerts(program.workspace)[0].late
    page = rights(program)
    page.part(1)
    program.settle()
    assert "01/11/2026" in program.texts()
    program.press("compared")
    assert not program.has("compared")
    assert not any("rescate" in line.words for line in alerts(program.workspace))
