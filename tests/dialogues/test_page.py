# SPDX-License-Identifier: GPL-3.0-or-later
"""From an empty store to a breach linked to an incident, all by keyboard."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView, QPushButton

from desktop.core import clock, i18n
from desktop.dialogues import service
from desktop.dialogues.agreements_page import Agreements
from desktop.dialogues.stages_page import Stages
from desktop.widgets import look
from tests.dialogues.window import Watcher, Window

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(qapp, qtbot, workspace):
    look.apply(qapp)
    watcher = Watcher()
    qapp.installEventFilter(watcher)
    made = Window(qtbot, workspace)
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    made.settle()
    made.page.processes.list.focus_list()
    yield made
    made.page.close_down()
    qapp.removeEventFilter(watcher)
    assert [one for one in watcher.opened if not isinstance(one, QListView)] == [made]


def begin(workspace, **more):
    with workspace.work("dialogues", write=True) as work:
        values = {"title": "Camino", "objective": "Paso libre.", "started_on": clock.today()}
        return service.begin(work, values | more).id


def agree(window, since, promises):
    """Write an agreement and its clauses, from the tab of a process that has none."""
    window.tab_to("new_agreement")
    window.press()
    window.write("title", "Acuerdo del puente")
    window.write("since", i18n.format_day(since))
    window.finish()
    assert window.words(window, "agreement_title") == ["Acuerdo del puente"]
    for promise in promises:
        window.tab_to("new_clause")
        window.press()
        window.pick("commitment", promise)
        window.finish()
        assert window.focusWidget().objectName() == "new_clause"


def open_agreements(window, process):
    window.page.open(process)
    return window.show_tab(Agreements)


def test_a_breach_is_entered_from_its_clause_and_the_count_begins_again(
    window, workspace, incident
):
    today = clock.today()
    window.key(Qt.Key.Key_N, CTRL)
    window.write("title", "Paso libre a la escuela")
    window.write("objective", "Que la escuela quede libre.")
    window.key(Qt.Key.Key_Return, CTRL)
    window.qtbot.waitUntil(lambda: window.findChild(Stages) is not None)
    window.settle()
    assert window.focusWidget() is window.page.processes.record.tabs.tabBar()

    agreements = window.show_tab(Agreements)
    agree(window, today - timedelta(40), ("No killings", "Free movement", "No display of weapons"))
    cards = window.cards()
    assert list(cards) == ["No killings", "Free movement", "No display of weapons"]
    assert [window.words(card, "days") for card in cards.values()] == [["40"]] * 3

    card = cards["Free movement"]
    window.tab_to("breach", card.objectName())
    window.press()
    window.write("happened_on", i18n.format_day(today - timedelta(3)))
    window.choose("severity", "moderate")
    window.choose("verification", "confirmed")
    window.pick("incident", incident.code)
    window.finish()
    cards = window.cards()
    assert window.focusWidget().accessibleName() == "Record a breach, Free movement"
    assert {name: window.words(card, "days") for name, card in cards.items()} == {
        "No killings": ["40"],
        "Free movement": ["3"],
        "No display of weapons": ["40"],
    }
    assert window.words(cards["Free movement"], "days_words") == [
        "days since the last confirmed breach"
    ]
    window.tab_to("open", cards["Free movement"].objectName())
    window.press()
    told = window.words(agreements.log, "happening_words")
    day = i18n.format_day(clock.today())
    steps = f"told on {day} · verified on {day}"
    assert told == [f"Breach: Moderate · Confirmed · {incident.code} · {steps}"]
    window.key(Qt.Key.Key_Escape)
    assert window.cards()
    assert window.page.processes.in_record


def test_what_is_alleged_leaves_the_count_and_undo_takes_a_breach_back(window, workspace):
    process = begin(workspace)
    with workspace.work("dialogues", write=True) as work:
        since = clock.today() - timedelta(10)
        agreement = service.agree(work, process, {"title": "Acuerdo", "since": since})
        service.promise(work, agreement.id, {"commitment": "no_extortion"})
    open_agreements(window, process)
    for state, days in (("unverified", "10"), ("confirmed", "0")):
        window.tab_to("breach")
        window.press()
        window.choose("severity", "minor")
        window.choose("verification", state)
        window.finish()
        assert window.words(window.cards()["No extortion"], "days") == [days]
    words = window.words(window.cards()["No extortion"], "clause_words")
    assert {"1 confirmed breach", "1 breach not verified yet"} <= set(words)
    window.key(Qt.Key.Key_Z, ALT)
    assert window.words(window.cards()["No extortion"], "days") == ["10"]


def test_a_check_that_found_it_broken_asks_for_the_breach(window, workspace):
    process = begin(workspace)
    with workspace.work("dialogues", write=True) as work:
        values = {"title": "Acuerdo", "since": clock.today() - timedelta(60)}
        agreement = service.agree(work, process, values)
        values = {"commitment": "school_safe", "red_line_on": clock.today()}
        service.promise(work, agreement.id, values)
    open_agreements(window, process)
    words = window.words(window.cards()["Safe school and route"], "clause_words")
    assert words == ["The check is 30 days late"]
    window.tab_to("check")
    window.press()
    window.pick("result", "Broken")
    window.finish()
    words = window.words(window.cards()["Safe school and route"], "clause_words")
    assert "The last check found it broken, but no breach is recorded." in words
    assert not any("late" in line for line in words)


def test_a_half_written_breach_stays_as_a_draft(window, workspace):
    process = begin(workspace)
    with workspace.work("dialogues", write=True) as work:
        agreement = service.agree(work, process, {"title": "Acuerdo", "since": clock.today()})
        service.promise(work, agreement.id, {"commitment": "no_gbv"})
    open_agreements(window, process)
    window.tab_to("breach")
    window.press()
    window.write("effect", "Dos familias no salieron.")
    window.page.keep_draft()
    window.key(Qt.Key.Key_Escape)
    assert window.focusWidget().objectName() == "breach"
    window.press()
    assert window.field("effect").toPlainText() == "Dos familias no salieron."


def test_a_check_can_be_corrected_and_deleted_from_its_clause(window, workspace):
    process = begin(workspace)
    with workspace.work("dialogues", write=True) as work:
        agreement = service.agree(work, process, {"title": "Acuerdo", "since": clock.today()})
        clause = service.promise(work, agreement.id, {"commitment": "let_leave"})
        values = {"result": "kept", "checked_on": clock.today()}
        service.record_check(work, clause.id, values)
    agreements = open_agreements(window, process)
    window.tab_to("open")
    window.press()
    window.tab_to("open_happening")
    window.press()
    window.pick("result", "Partly kept")
    window.finish()
    assert window.words(agreements.log, "happening_words") == ["Check: Partly kept"]
    window.tab_to("open_happening")
    window.press()
    delete = agreements.findChild(QPushButton, "inner_delete")
    delete.setFocus()
    window.press()
    assert window.words(agreements.log, "happening_words") == []
    window.key(Qt.Key.Key_Z, ALT)
    assert window.words(agreements.log, "happening_words") == ["Check: Partly kept"]


def test_a_gate_asks_why_and_lets_the_process_go_on(window, workspace):
    process = begin(workspace)
    window.page.open(process)
    stages = window.findChild(Stages)
    assert window.words(stages, "gate_words") == [
        "Everything is settled before the first contact",
        "The red lines are written down",
        "The form on whether talks can work is filled in",
    ]
    window.tab_to("change_stage")
    window.press()
    assert window.words(stages, "stage_problem") == [
        "Say why the process goes on although this is open."
    ]
    assert window.focusWidget() is stages.reason
    window.qtbot.keyClicks(stages.reason, "La comunidad ya habla.")
    window.tab_to("change_stage")
    window.press()
    with workspace.work("dialogues") as work:
        (row,) = service.rows(work, service.keys(work, "", {"stage": "exploratory"}, ""))
    assert row[0] == process
    assert window.words(stages, "stage_why") == ["La comunidad ya habla."]
    assert stages.reason.toPlainText() == ""
    assert stages.target.currentData() == "good_faith"
    window.key(Qt.Key.Key_Z, ALT)
    assert stages.target.currentData() == "exploratory"


def test_a_reason_being_typed_is_kept(window, workspace):
    process = begin(workspace)
    window.page.open(process)
    stages = window.findChild(Stages)
    stages.reason.setFocus()
    window.qtbot.keyClicks(stages.reason, "Porque la gente lo pide.")
    window.page.keep_draft()
    window.page.processes.close_record()
    window.page.open(process)
    shown = [one for one in window.findChildren(Stages) if one.isVisible()][-1]
    assert shown.reason.toPlainText() == "Porque la gente lo pide."


def test_a_group_is_registered_by_code_with_the_sectors_it_holds(window, workspace, sectors):
    window.page.tabs.setCurrentIndex(1)
    window.settle()
    window.page.groups.list.focus_list()
    window.key(Qt.Key.Key_N, CTRL)
    window.write("sign", "Los del puente")
    window.key(Qt.Key.Key_Return, CTRL)
    window.qtbot.waitUntil(lambda: "sign" in window.form.problems())
    window.write("sign", "k-3")
    window.key(Qt.Key.Key_Return, CTRL)
    holdings = "new"
    window.qtbot.waitUntil(lambda: window.page.groups.record.id is not None)
    window.tab_to(holdings)
    window.press()
    window.pick("sector", "Ribera")
    window.finish()
    with workspace.work("dialogues") as work:
        (held,) = service.holder(work, sectors[0], clock.today())
        assert service.signs(work)[held] == "K-3"
