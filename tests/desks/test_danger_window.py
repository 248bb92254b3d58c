# SPDX-License-Identifier: GPL-3.0-or-later
"""Late from the field by the clock, the one act for each kind, a way across a border, own words."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QPushButton

from desktop.activities import series_service
from desktop.activities.attendance_page import AttendancePage
from desktop.activities.model import Activity
from desktop.activities.series_model import Series
from desktop.core import clock, records
from desktop.desks.danger.safety_tab import SafetyTab
from desktop.desks.frame.form_dialog import FormDialog
from desktop.incidents import service as incidents
from desktop.incidents import victim_service
from desktop.incidents.model import Incident
from desktop.participants import known_service, pause_service
from desktop.participants import service as participants
from desktop.places import border_service
from desktop.places.model import Border, Place
from desktop.safety import loss_service, outing_service, report
from desktop.widgets.register import RegisterPage
from tests.desks.people import SIX, stored
from tests.windows import PATIENCE


def write(program):
    return program.workspace.work(write=True)


def test_who_is_late_becomes_an_alert_on_my_day_and_leads_to_the_board(program):
    with write(program) as work:
        for one in outing_service.board(work):  # those of the demonstration come home
            outing_service.back(work, one.id)
        outing_service.leave(work, clock.now() + timedelta(hours=1), staff="lucia")
    page = program.go("my_day")
    assert "lucia" not in program.texts(page)
    with clock.at(clock.now() + timedelta(hours=2)):
        page.reload()
        program.settle()
        words = program.texts(page)
        assert "lucia" in words
        assert "1 hora" in words or "60 minutos" in words
        board = program.go("safety", "board")
        assert "danger_bar" in {
            one.objectName() for one in board.findChildren(object) if one.objectName()
        }
        program.press("is_back", board)
        assert "lucia" not in program.texts(program.go("my_day"))


def test_lateness_is_told_by_the_clock_alone_on_whatever_page_is_shown(program):
    with write(program) as work:
        for one in outing_service.board(work):
            outing_service.back(work, one.id)
    page = program.go("my_day")
    program.window.lookout.look()
    with write(program) as work:
        outing_service.leave(work, clock.now() + timedelta(minutes=30), staff="tomas")
        outing_service.leave(work, clock.now() + timedelta(hours=1), staff="lucia")
    program.settle()
    with clock.at(clock.now() + timedelta(minutes=45)):
        program.window.lookout.look()
        program.settle()
        assert "tomas" in program.texts(page)  # My day says it itself
        assert not program.has("notice_away")
    program.go("participants")
    with clock.at(clock.now() + timedelta(hours=2)):
        program.window.lookout.look()
        program.settle()
        assert "lucia" in program.texts(program.part(QFrame, "danger_bar"))
        program.press("notice_away")
        program.window.lookout.look()  # once is enough
        program.settle()
        assert not program.has("notice_away")
        assert "lucia" in program.texts(program.go("my_day"))


def test_f9_reaches_out_of_a_dialog_and_leaves_it_its_page(program, person):
    with write(program) as work:
        other = participants.register(work, SIX)
    program.go("participants", f"{person.id}/consents")
    asked = []

    def alert(shown):
        asked.append(shown.objectName())
        program.app.sentry.watch.alert_pressed.emit()  # pressed twice: it is asked once
        shown.form.editor("who").set_value(other.code)
        shown.go.click()

    def talk(shown):
        asked.append(shown.objectName())
        program.during(alert)
        program.app.sentry.watch.alert_pressed.emit()
        assert not program.has("safety_page")
        shown.reject()

    program.during(talk)
    program.press("ask_consent")
    assert asked == ["consent_talk", "alert"]
    program.qtbot.waitUntil(lambda: program.has("safety_page"), timeout=PATIENCE)
    with program.workspace.work() as work:
        assert pause_service.paused(work, [other.id]) == {other.id}


def test_the_usual_incident_is_proposed_by_what_happened_and_left_to_who_knows_better(
    program, person
):
    program.go("participants", f"{person.id}/safety")

    def act(shown):
        kind, of_type = shown.form.editor("kind"), shown.form.editor("incident_type")
        found = []
        for answer in ("killed", "disappeared", "detained", "killed"):
            kind.set_value(answer)
            kind.changed.emit()
            found.append(of_type.value())
        assert found == ["homicide", "disappearance", None, "homicide"]
        of_type.set_value("femicide")
        kind.set_value("disappeared")
        kind.changed.emit()
        assert of_type.value() == "femicide"
        shown.reject()

    program.during(act)
    program.press("tab_loss", program.part(SafetyTab, "safety_page"))
    assert stored(program, person.id).status == "open"


@pytest.mark.parametrize(
    ("kind", "status"),
    [("killed", "closed"), ("died", "closed"), ("disappeared", "open"), ("detained", "open")],
)
def test_one_act_ties_the_person_to_an_incident_that_was_there_and_counts_once(
    program, person, kind, status
):
    with write(program) as work:
        made = incidents.record(
            work, {"type": "homicide", "occurred_on": "2026-11-20", "how_known": "from_others"}
        ).id

    def act(shown):
        assert isinstance(shown, FormDialog)
        shown.form.editor("kind").set_value(kind)
        shown.form.editor("incident").set_value(made)
        shown.form.editor("incident_type").set_value(None)
        assert shown.form.values()["support_by"] is not None  # support and a talk are offered
        assert shown.form.values()["debrief_by"] is not None
        shown.go.click()
        if shown.isVisible():
            shown.reject()

    program.go("participants", f"{person.id}/safety")
    program.during(act)
    program.press("tab_loss", program.part(SafetyTab, "safety_page"))
    held = stored(program, person.id)
    assert (held.status, held.closure_reason, held.restricted) == (status, kind, True)
    with program.workspace.work() as work:
        assert victim_service.of_person(work, person.id) == [made]
        assert records.get(work, Incident, made).victims == 1
        assert person.id not in participants.in_denominators(work)
        mine = [one for one in report.lost(work, clock.today()) if one.participant == person.id]
        assert [one.kind for one in mine] == [kind]
        assert loss_service.of_person(work, person.id).debrief_by is not None


def beyond_a_border(program):
    """Return two sectors with an active border between them."""
    with write(program) as work:
        a, b = sorted(
            records.create(work, Place, {"name": name, "level": "sector"}).id for name in "AB"
        )
        values = {"a": a, "b": b, "line": None, "metres": 1.0, "origin": "drawn"}
        border = records.create(work, Border, values)
        border_service.set_status(work, border.id, "active", "2026-01-01")
    return a, b


def test_a_session_across_a_border_is_asked_for_a_decision_and_the_grid_warns(program, person):
    home, there = beyond_a_border(program)
    with write(program) as work:
        records.amend(work, participants.get(work, person.id), {"sector": home})
        series = records.create(work, Series, {"title": "Taller", "kind": "course", "sector": home})
        series_service.join(work, series.id, {"participant": person.id, "joined_on": clock.today()})
        values = {"type": "workshop", "title": "Taller", "series": series.id, "sector": home}
        held = records.create(work, Activity, {**values, "held_on": clock.today()}).id
    page = program.go("activities", held)
    grid = program.part(AttendancePage, "attendance")
    assert not program.has("warning_bar", grid)
    register = page.findChild(RegisterPage)
    register.record.go_to("details")
    form = register.record.forms[0].form
    form.editor("sector").set_value(there)
    form.editor("sector").changed.emit()
    form.editor("title").controls()[0].setFocus()
    program.finish()
    with program.workspace.work() as work:
        assert records.get(work, Activity, held).sector == home  # not without a decision
    assert person.code in program.texts(register)
    form.editor("accepted").set_value("Van en el bus del municipio")
    form.editor("accepted").changed.emit()
    form.editor("title").controls()[0].setFocus()
    program.finish()
    with program.workspace.work() as work:
        assert records.get(work, Activity, held).sector == there
        (line,) = series_service.lines(work, held)
    assert (line.barred, bool(line.accepted)) == (True, True)


def test_somebody_added_across_a_border_is_asked_why(program, person):
    home, there = beyond_a_border(program)
    with write(program) as work:
        records.amend(work, participants.get(work, person.id), {"sector": home})
        values = {"type": "workshop", "title": "Taller", "sector": there}
        held = records.create(work, Activity, {**values, "held_on": clock.today()}).id
    program.go("activities", held)
    grid = program.part(AttendancePage, "attendance")
    program.during(lambda shown: shown.reject())
    grid.add.choose(person.id)
    grid.add.picked.emit()
    assert grid.table.rowCount() == 0

    def because(shown):
        shown.findChild(QLineEdit, "reason").setText("Vino con su hermana")
        shown.accept()

    program.during(because)
    grid.add.choose(person.id)
    grid.add.picked.emit()
    assert grid.table.rowCount() == 1
    with program.workspace.work() as work:
        assert series_service.lines(work, held)[0].accepted == "Vino con su hermana"


def test_words_of_here_are_written_one_a_line_and_kept(program):
    page = program.go("protection", "words")
    words = program.part(QPlainTextEdit, "local_words", page)
    words.setFocus()
    words.setPlainText("la cuarenta\n\n  los de abajo  \nla cuarenta")
    program.part(QPushButton, "save_local_words", page).click()
    program.settle()
    with program.workspace.work() as work:
        assert known_service.local_words(work) == ["la cuarenta", "los de abajo"]
    assert words.toPlainText() == "la cuarenta\nlos de abajo"
