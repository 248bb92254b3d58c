# SPDX-License-Identifier: GPL-3.0-or-later
"""A Friday night: an alert by keyboard, whom to call, who is out, and somebody who was lost."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.activities import series_service
from desktop.activities.attendance_page import AttendancePage
from desktop.activities.model import Activity
from desktop.activities.series_model import Series
from desktop.core import clock, records
from desktop.core.work import User
from desktop.desks import alerts
from desktop.desks.danger import safety_alerts
from desktop.desks.danger.safety_tab import SafetyTab
from desktop.desks.frame.form_dialog import FormDialog
from desktop.incidents import victim_service
from desktop.participants import pause_service
from desktop.participants import service as participants
from desktop.safety import (
    lines_service,
    loss_service,
    outing_service,
    plan_service,
    relief_service,
    service,
)
from desktop.safety.lines_service import OnCall
from tests.desks.people import page_of, stored
from tests.windows import Program
from tests.workspaces import join

HOUR = timedelta(hours=1)


def on_show(program):
    """The tab Safety of the file on show."""
    return program.part(SafetyTab, "safety_page")


def type_in(program, shown, name, text):
    """Type into a field of a dialog, wherever the offscreen keyboard thinks it is."""
    line = shown.form.editor(name).controls()[0]
    program.qtbot.keyClicks(line, text)
    return line


def put_away_if_open(shown):
    """A dialog that asks for a correction would wait for ever."""
    if shown.isVisible():
        shown.reject()


def write(program):
    return program.workspace.work(write=True)


def test_f9_and_a_code_are_enough_and_everything_needed_is_on_show(program, person):
    with write(program) as work:
        plan_service.write(work, person.id, {"places": "La parroquia", "signals": "Sin pan"})
    keys = []

    def dialog(shown):
        assert isinstance(shown, FormDialog)
        line = type_in(program, shown, "who", person.code.lower())
        keys.append(len(person.code) + 1)
        program.qtbot.keyClick(line, Qt.Key.Key_Return)
        put_away_if_open(shown)

    program.go("my_day")
    program.during(dialog)
    program.key(Qt.Key.Key_F9)
    program.settle()
    assert keys == [len(person.code) + 1]  # besides F9
    words = program.texts(on_show(program))
    assert "La parroquia" in words
    assert "123" in words  # the emergency line of the country, offline
    assert stored(program, person.id).danger == "immediate"
    with program.workspace.work() as work:
        assert pause_service.paused(work, [person.id]) == {person.id}
    told = safety_alerts.ask(program.workspace)
    assert any(person.code in line.words and line.late for line in told)
    assert person.given_names not in " ".join(line.words for line in told)


def test_the_code_of_the_open_file_stands_there_and_what_was_typed_is_kept(program, person):
    page_of(program).open(person.id)
    program.settle()
    seen = []

    def put_away(shown):
        assert shown.form.values()["who"] == person.code
        type_in(program, shown, "line", "two men at the corner")
        shown.reject()

    program.during(put_away)
    program.window.alert()
    program.during(lambda shown: (seen.append(shown.form.values()["line"]), shown.reject()))
    program.window.alert()
    assert seen == ["two men at the corner"]


def test_an_alert_is_asked_after_lifted_and_leaves_my_day(program, person):
    with write(program) as work:
        service.raise_for(work, person.id, {})
    program.go("participants", f"{person.id}/safety")
    for answer in ("not_reached", "still_danger", "safe"):
        program.press(f"found_{answer}", on_show(program))

    def why(shown):
        shown.findChild(QLineEdit, "reason").setText("sleeps elsewhere")
        shown.accept()

    program.during(why)
    program.press("lift_alert", on_show(program))
    assert not any(person.code in one.words for one in safety_alerts.ask(program.workspace))
    assert stored(program, person.id).danger == "high"


def test_help_is_noted_and_approved_and_the_telephone_is_countersigned(program, person):
    with write(program) as work:
        service.raise_for(work, person.id, {"by_phone": True})

    def cash(shown):
        type_in(program, shown, "amount", "80")
        shown.go.click()
        put_away_if_open(shown)

    program.go("participants", f"{person.id}/safety")
    program.during(cash)
    program.press("give_cash", on_show(program))
    waiting = [one for one in safety_alerts.ask(program.workspace) if person.code in one.words]
    assert len(waiting) == 3  # the alert, the signature, the approval
    program.press("answer_approved", on_show(program))
    program.press("countersign", on_show(program))
    waiting = [one for one in safety_alerts.ask(program.workspace) if person.code in one.words]
    assert len(waiting) == 1


def test_who_is_out_is_on_the_board_late_is_told_to_everybody_and_one_key_brings_back(program):
    join(program.workspace, "noemi", "caseworker")
    join(program.workspace, "revisora", "auditor")
    board = program.go("safety", "board")
    program.part(QComboBox, "out_hours", board).setFocus()
    program.press("go_out", board)
    with program.workspace.work() as work:
        assert outing_service.mine(work).staff == program.workspace.user.name
    who = program.part(QComboBox, "out_who", board)  # one laptop notes for the whole team
    assert [who.itemText(at) for at in range(who.count())] == ["noemi"]
    program.press("go_out", board)
    assert not program.has("go_out", board)
    with write(program) as work:
        (hers,) = (one for one in outing_service.board(work) if one.staff == "noemi")
        outing_service.back(work, hers.id)
    with clock.at(clock.now() + 3 * HOUR):
        me = program.workspace.user
        program.workspace.user = User("bea", "caseworker")
        told = [one for one in safety_alerts.ask(program.workspace) if me.name in one.words]
        program.workspace.user = me
        assert [(one.place, one.record, one.late) for one in told] == [("safety", "board", True)]
    program.go("my_day")
    program.go("safety", "board")
    program.key(Qt.Key.Key_Space)  # the keyboard waits on "I am back"
    program.settle()
    with program.workspace.work() as work:
        assert outing_service.mine(work) is None


def test_a_board_out_of_sight_looks_no_more(program):
    board = program.go("safety", "board").findChild(QWidget, "board_view")
    assert board._again.isActive()
    program.go("my_day")
    board._again.timeout.emit()
    assert not board._again.isActive()


def test_the_numbers_are_the_organisations_to_write(program):
    page = program.go("safety", "lines")
    role = program.part(QLineEdit, "line_role_1", page)
    role.setText("")
    program.part(QLineEdit, "line_number_1", page).setText("300 1")
    program.press("save_lines", page)
    assert program.has("lines_problem", page)
    role.setText("On call")
    program.press("save_lines", page)
    with program.workspace.work() as work:
        assert lines_service.on_call(work)[0].role == "On call"
    with write(program) as work:
        lines_service.keep(work, [OnCall("", "", "")])
        assert lines_service.on_call(work) == []


@pytest.mark.parametrize("kind", ["killed", "disappeared"])
def test_one_act_stops_everything_and_writes_the_incident_once(program, person, kind):
    def act(shown):
        editor = shown.form.editor("kind")
        editor.set_value(kind)
        shown.form.editor("incident_type").set_value("homicide")
        shown.go.click()
        put_away_if_open(shown)

    program.go("participants", f"{person.id}/safety")
    program.during(act)
    program.press("tab_loss", on_show(program))
    held = stored(program, person.id)
    assert (held.closure_reason, held.restricted) == (kind, True)
    with program.workspace.work() as work:
        assert len(victim_service.of_person(work, person.id)) == 1
        assert loss_service.of_person(work, person.id).support_by is not None
    program.press("done_support", on_show(program))
    with program.workspace.work() as work:
        assert loss_service.of_person(work, person.id).support_on == clock.today()
    program.press("unhide", on_show(program))
    assert stored(program, person.id).restricted is None


def test_a_reopened_file_says_first_how_it_ended(program, person):
    with write(program) as work:
        loss_service.take(work, person.id, {"kind": "died", "happened_on": "2026-11-20"})
    page = page_of(program)
    page.open(person.id)
    program.settle()
    program.press("action_reopen")
    assert participants_status(program, person) == "closed"
    program.during(lambda shown: shown.accept())
    program.press("end_mistake", on_show(program))
    assert participants_status(program, person) == "open"


def participants_status(program, person):
    with program.workspace.work() as work:
        return participants.get(work, person.id).status


def test_alerts_come_before_everything_else_on_my_day(program: Program, person):
    with write(program) as work:
        service.raise_for(work, person.id, {})
    assert "safety_alerts" in alerts.ALERTS[0].__module__
    page = program.go("my_day")
    assert person.code in program.texts(page)
    assert program.has("alert", page)


def test_a_colleague_in_danger_has_plan_numbers_and_help_on_one_page(program):
    me = program.workspace.user.name
    page = program.go("safety", "plan")

    def own_plan(shown):
        type_in(program, shown, "people", "La vecina de enfrente")
        shown.go.click()
        put_away_if_open(shown)

    program.during(own_plan)
    program.press("edit_own_plan", page)
    assert "La vecina de enfrente" in program.texts(page)

    def alert(shown):
        line = type_in(program, shown, "who", me)
        program.qtbot.keyClick(line, Qt.Key.Key_Return)
        put_away_if_open(shown)

    program.during(alert)
    program.key(Qt.Key.Key_F9)
    program.settle()
    words = program.texts(page)
    assert "La vecina de enfrente" in words
    assert "123" in words  # the emergency line of the country

    def moved(shown):
        type_in(program, shown, "people", "3")
        shown.go.click()
        put_away_if_open(shown)

    program.during(moved)
    program.press("give_relocation", page.tabs.currentWidget())
    with program.workspace.work() as work:
        assert [one.who for one in relief_service.waiting(work) if not one.person] == [me]
    said = [one.words for one in safety_alerts.ask(program.workspace) if me in one.words]
    assert len(said) == 2  # the alert, and the help that waits for approval
    program.go("safety", "board")
    program.during(lambda shown: shown.reject())
    program.press("go_out", page.tabs.currentWidget())
    with program.workspace.work() as work:
        assert outing_service.mine(work) is None


def test_a_telephone_agreement_is_late_after_the_next_working_day(program, person):
    with write(program) as work:
        service.raise_for(work, person.id, {"by_phone": True})
    day = clock.now()
    for days, late in ((0, False), (4, True)):
        with clock.at(day + timedelta(days=days)):
            told = [
                one
                for one in safety_alerts.ask(program.workspace)
                if "segunda firma" in one.words and person.code in one.words
            ]
            assert [one.late for one in told] == [late]
            assert told[0].when


def test_a_list_leaves_out_who_is_paused_and_asks_before_they_are_added(program, person):
    with write(program) as work:
        series = records.create(work, Series, {"title": "Taller", "kind": "course"})
        series_service.join(work, series.id, {"participant": person.id, "joined_on": clock.today()})
        values = {"type": "workshop", "title": "Taller", "held_on": clock.today()}
        held = records.create(work, Activity, {**values, "series": series.id}).id
        service.raise_for(work, person.id, {})
    program.go("activities", held)
    grid = program.part(AttendancePage, "attendance")
    assert grid.table.rowCount() == 0
    assert program.has("note_bar", grid)
    asked = []

    def no(shown):
        asked.append(shown.windowTitle())
        shown.reject()

    program.during(no)
    grid.add.choose(person.id)
    grid.add.picked.emit()
    assert asked
    assert grid.table.rowCount() == 0
    program.during(lambda shown: shown.accept())
    grid.add.choose(person.id)
    grid.add.picked.emit()
    assert grid.table.rowCount() == 1
