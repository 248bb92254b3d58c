# SPDX-License-Identifier: GPL-3.0-or-later
"""The tabs around a participant, and closing the file."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QTabWidget

from desktop.closures import service as closures
from desktop.consents import service as consents
from desktop.desks.person.person_forms import Restricted
from desktop.desks.person.timeline_view import Timeline
from desktop.participants import service as participants
from desktop.placements import service as placements
from desktop.widgets.register import RegisterPage
from tests.desks.people import SIX, acts, page_of, stored, tab
from tests.windows import ALT, CTRL


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("contacts", {"kind": "visit_home", "note": "Todo bien."}),
        ("needs", {"need": "training"}),
        ("conferences", {"agreed": "Hablar con la escuela."}),
        ("consents", {"purpose": "image", "state": "refused"}),
        ("placements", {"type": "formal_job"}),
    ],
)
def test_every_tab_takes_an_entry_and_the_timeline_tells_it(program, person, name, answers):
    page = page_of(program)
    page.open(person.id)
    register = tab(program, page, name).findChild(RegisterPage)
    register.setFocus()
    program.settle()
    program.key(Qt.Key.Key_N, CTRL)
    program.settle()
    assert register.in_record
    form = register.record.forms[0].form
    for field, value in answers.items():
        form.editor(field).set_value(value)
        form.editor(field).changed.emit()
    register.record.forms[0].form.editor(next(iter(answers))).controls()[0].setFocus()
    program.finish()
    assert register.list.table.model().rowCount() == 1
    timeline = tab(program, page, "timeline").findChild(Timeline)
    timeline.reload()
    assert len(program.texts(timeline).strip().splitlines()) >= 2


def test_taking_a_new_answer_back_gives_the_earlier_one_back(program, person):
    with program.workspace.work(write=True) as work:
        consents.answer(work, person.id, "image", "given")
    page = page_of(program)
    page.open(person.id)
    register = tab(program, page, "consents").findChild(RegisterPage)
    register.open_new({"purpose": "image", "state": "withdrawn"})
    program.during(lambda steps: steps.accept())
    program.finish()
    with program.workspace.work() as work:
        assert consents.latest(work, person.id)["image"].state == "withdrawn"
    program.key(Qt.Key.Key_Z, ALT)
    program.settle()
    with program.workspace.work() as work:
        assert consents.latest(work, person.id)["image"].state == "given"


def close_with(program, page, reason):
    told = []

    def answer(dialog):
        box = dialog.findChild(QComboBox, "closure_reason")
        box.setCurrentIndex(box.findData(reason))
        if dialog.problem.isVisible():
            told.append(dialog.problem.text())
            dialog.reject()
            return
        program.during(answer) if reason == "goals_met" else None
        dialog.findChild(QPushButton, "confirm_close").click()

    program.during(answer)
    program.press("action_close_file")
    return told


def open_again(program, reason="asked"):
    program.during(lambda asked: asked.findChild(QPushButton, f"which_{reason}").click())
    program.press("action_reopen")


def test_goals_met_waits_for_the_checkpoints(program, person):
    with program.workspace.work(write=True) as work:
        values = {"participant": person.id, "type": "formal_job", "starts_on": "2026-09-01"}
        placements.place(work, values)
    page = page_of(program)
    page.open(person.id)
    program.settle()
    assert close_with(program, page, "goals_met") == [str(closures.Barred())]
    assert stored(program, person.id).status == "open"
    close_with(program, page, "moved")
    kept = stored(program, person.id)
    assert (kept.status, kept.closure_reason) == ("closed", "moved")
    open_again(program)
    assert stored(program, person.id).status == "open"
    with program.workspace.work() as work:
        last = closures.latest(work, person.id)
    assert (last.reason, last.reopen_reason) == ("moved", "asked")


def test_an_arrest_leads_to_the_act_that_stops_everything(program, person):
    page = page_of(program)
    page.open(person.id)
    program.settle()

    def choose(dialog):
        box = dialog.findChild(QComboBox, "closure_reason")
        box.setCurrentIndex(box.findData("detained"))
        program.during(lambda asked: asked.reject())
        dialog.findChild(QPushButton, "confirm_close").click()

    program.during(choose)
    program.press("action_close_file")
    assert stored(program, person.id).status == "open"
    with program.workspace.work() as work:
        assert closures.latest(work, person.id) is None


def test_protected_facts_are_journalled_when_seen_and_kept_when_saved(program, person):
    page = page_of(program)
    page.open(person.id)
    program.settle()
    assert acts(program, "read_protected", person.id) == 0
    shown = tab(program, page, "restricted").findChild(Restricted)
    assert acts(program, "read_protected", person.id) == 1
    assert shown.form.values()["danger"] == "high"
    shown.form.editor("danger").set_value("low")
    program.press("save_restricted")
    kept = stored(program, person.id)
    assert (kept.danger, kept.note) == ("low", SIX["note"])
    program.key(Qt.Key.Key_Z, ALT)
    program.settle()
    assert stored(program, person.id).danger == "high"


def test_protected_facts_are_in_no_list_and_no_search(program, person):
    page = page_of(program)
    source = page._source
    words = {code for spec in ("danger", "groups") for code in [spec]}
    assert not words & {column.name for column in source.columns}
    with program.workspace.work() as work:
        assert participants.find(work, "high") == []


def test_the_tabs_stand_in_order(program, person):
    page = page_of(program)
    page.open(person.id)
    tabs = page.record.findChild(QTabWidget, "tabs")
    names = [tabs.widget(at).objectName() for at in range(tabs.count())]
    assert names == [
        "tab_timeline", "tab_contacts",
        "tab_assessments", "tab_plan", "tab_steps", "tab_conferences", "tab_needs",
        "tab_placements", "tab_stipends", "tab_seed_capital", "tab_courses",
        "tab_referrals", "tab_given", "tab_where_to", "tab_ways", "tab_consents", "tab_kept_from",
        "tab_members", "tab_home", "tab_schooling", "tab_apart",
        "tab_enrolments", "tab_reentry", "tab_safety", "tab_papers",
        "tab_details", "tab_names", "tab_restricted",
        "tab_history",
    ]  # fmt: skip
