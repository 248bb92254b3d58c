# SPDX-License-Identifier: GPL-3.0-or-later
"""A participant from the first question to the closed file, by keyboard, on a real store."""

import pypdfium2
import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QTabWidget

from desktop.consents import service as consents
from desktop.core import records
from desktop.core.tables import journal
from desktop.desks import paper
from desktop.desks.people_page import PeopleSource
from desktop.desks.person_forms import OpenCheckpoints, Restricted
from desktop.desks.timeline_view import Timeline
from desktop.participants import service as participants
from desktop.participants.model import Participant
from desktop.placements import service as placements
from desktop.widgets.register import RegisterPage
from tests.windows import ALT, CTRL

SIX = {
    "given_names": "Encarnación",
    "family_names": "Zurbarán",
    "known_as": "La Chispa",
    "safe_contact_number": "0998877665",
    "safe_contact_rule": "Nunca de noche",
    "document_number": "1712345678",
    "born": "1999",
    "sex": "female",
    "safe_contact": "phone",
    "note": "Busca trabajo en panadería.",
    "danger": "high",
}


@pytest.fixture
def person(program):
    with program.workspace.work(write=True) as work:
        return participants.register(work, SIX)


def page_of(program):
    page = program.go("participants")
    assert isinstance(page, RegisterPage)
    return page


def stored(program, identity):
    with program.workspace.work() as work:
        return records.get(work, Participant, identity)


def acts(program, action, thing):
    with program.workspace.work() as work:
        query = sa.select(sa.func.count()).where(
            journal.c.action == action, journal.c.object == thing
        )
        return work.session.execute(query).scalar_one()


def fill(program, form, name, text):
    form.editor(name).controls()[0].setFocus()
    program.write(text)


def tab(program, page, name):
    """Turn to a tab of the record on show, and return what it is made of."""
    page.record.go_to(name)
    program.settle()
    return page.record.tabs.currentWidget()


def test_six_answers_and_consent_by_keyboard_alone(program):
    page = page_of(program)
    with program.workspace.work() as work:
        before = set(participants.codes_of(work))
    program.key(Qt.Key.Key_N, CTRL)
    program.settle()
    form = page.record.forms[0].form
    order = list(form._rows)
    assert order[:8] == [
        "programme",
        "born",
        "sex",
        "sector",
        "safe_contact",
        "consent_participation",
        "consent_data_storage",
        "consent_anonymous_stats",
    ]
    typed = {"programme": "A", "born": "2004", "sector": "ri"}
    for name in order[:8]:
        reach(program, form, name)
        program.write(typed.get(name, " "))
        if name in ("programme", "sector"):
            program.key(Qt.Key.Key_Return)
    program.finish()
    with program.workspace.work() as work:
        made = set(participants.codes_of(work)) - before
    assert len(made) == 1
    [identity] = made
    kept = stored(program, identity)
    assert (kept.born, kept.sex, kept.status) == ("2004", "female", "open")
    assert kept.programme
    assert kept.sector
    assert kept.safe_contact == "phone"
    with program.workspace.work() as work:
        answers = consents.latest(work, identity)
    assert set(answers) == set(consents.INTAKE)
    assert {one.state for one in answers.values()} == {"given"}
    program.settle()
    assert page.in_record  # what comes after the birth stands on the tabs
    assert program.words("record_code") == kept.code
    program.key(Qt.Key.Key_Escape)
    program.settle()
    assert page.list.table.key == kept.row


def reach(program, form, name):
    """Press Tab until the keyboard is in a field."""
    parts = form.editor(name).controls()
    for _ in range(30):
        if QApplication.focusWidget() in parts:
            return
        program.key(Qt.Key.Key_Tab)
    pytest.fail(f"Tab never came to {name}")


def test_what_is_missing_is_said_and_nothing_is_lost(program):
    page = page_of(program)
    program.key(Qt.Key.Key_N, CTRL)
    program.settle()
    form = page.record.forms[0].form
    fill(program, form, "born", "1999")
    program.finish()
    assert page.in_record
    assert {"sex", "safe_contact"} <= set(form.problems())
    assert form.editor("born").value() == "1999"


def test_somebody_already_registered_is_shown_while_typing(program, person):
    page = page_of(program)
    program.key(Qt.Key.Key_N, CTRL)
    program.settle()
    form = page.record.forms[0].form
    fill(program, form, "born", "1999")
    fill(program, form, "given_names", "encarnacion")
    program.qtbot.waitUntil(lambda: program.has("similar_open"))
    assert person.code in program.texts()
    program.press("similar_open")
    assert program.words("record_code") == person.code


def test_edit_then_undo_then_the_history_of_each_field(program, person):
    page = page_of(program)
    page.open(person.id, "details")
    program.settle()
    form = page.record.forms[0].form
    form.editor("note").controls()[0].setFocus()
    program.key(Qt.Key.Key_End, CTRL)
    program.write(" Y en huerta.")
    program.finish()
    program.qtbot.waitUntil(lambda: not page.in_record)
    program.settle()
    assert stored(program, person.id).note == "Busca trabajo en panadería. Y en huerta."
    program.key(Qt.Key.Key_Z, ALT)
    program.settle()
    assert stored(program, person.id).note == "Busca trabajo en panadería."
    lines = PeopleSource(program.window.desk).history(person.id)
    assert [line.field for line in lines][:2] == ["Nota", "Nota"]
    assert lines[0].after == "Busca trabajo en panadería."
    assert lines[1].before == "Busca trabajo en panadería."


def test_history_tells_that_a_protected_fact_changed_but_not_what_it_says(program, person):
    with program.workspace.work(write=True) as work:
        records.amend(work, records.get(work, Participant, person.id), {"danger": "low"})
    [line, *_older] = PeopleSource(program.window.desk).history(person.id)
    assert line.field
    assert (line.before, line.after) == ("", "")


def test_delete_and_undo(program, person):
    page = page_of(program)
    page.open(person.id)
    program.settle()
    program.press("delete")
    assert not page.in_record
    with program.workspace.work() as work:
        assert participants.find(work, "Zurbarán") == []
    program.key(Qt.Key.Key_Z, ALT)
    program.settle()
    assert stored(program, person.id).deleted_at is None
    with program.workspace.work() as work:
        assert participants.find(work, "Zurbarán") == [(person.id, person.code)]


def test_one_record_on_paper_has_its_code_and_no_name(program, person, tmp_path):
    target = tmp_path / "record.pdf"
    paper.save(program.window.desk, PeopleSource(program.window.desk), person.id, target)
    with pypdfium2.PdfDocument(target) as pdf:
        text = "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
        about = " ".join(pdf.get_metadata_dict().values())
    assert person.code in text
    assert "1999" in text
    for secret in ("given_names", "family_names", "known_as", "safe_contact_number",
                   "safe_contact_rule", "document_number"):  # fmt: skip
        assert SIX[secret] not in text + about, secret
    assert "Teléfono" not in text
    assert "Peligro" not in text
    assert "Datos de demostración" in text
    assert acts(program, "print", person.id) == 1


def test_ctrl_p_asks_where_and_writes(program, person, tmp_path):
    shown = []
    program.window.desk.show_paper = shown.append
    page = page_of(program)
    page.open(person.id)
    program.settle()
    program.during(lambda dialog: (dialog.selectFile(str(tmp_path / "uno.pdf")), dialog.accept()))
    program.key(Qt.Key.Key_P, CTRL)
    assert (tmp_path / "uno.pdf").read_bytes().startswith(b"%PDF")
    assert shown == [tmp_path / "uno.pdf"]


def test_the_safe_contact_stands_above_every_tab_and_no_name_does(program, person):
    page = page_of(program)
    page.open(person.id)
    program.settle()
    tabs = page.record.tabs
    for at in range(tabs.count()):
        if tabs.widget(at).objectName() == "tab_details":
            continue
        tabs.setCurrentIndex(at)
        program.settle()
        texts = program.texts()
        assert "Nunca de noche" in texts
        assert "Zurbarán" not in texts
        assert "La Chispa" not in texts


def test_showing_a_name_is_journalled(program, person):
    page = page_of(program)
    page.open(person.id)
    program.settle()
    program.press("action_show_name")
    assert "Encarnación Zurbarán" in program.texts()
    assert acts(program, "show_name", person.id) == 1


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("contacts", {"kind": "visit_home", "note": "Todo bien."}),
        ("needs", {"need": "training"}),
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
    program.finish()
    with program.workspace.work() as work:
        assert consents.latest(work, person.id)["image"].state == "withdrawn"
    program.key(Qt.Key.Key_Z, ALT)
    program.settle()
    with program.workspace.work() as work:
        assert consents.latest(work, person.id)["image"].state == "given"


def close_with(program, page, reason):
    def answer(dialog):
        box = dialog.findChild(QComboBox, "closure_reason")
        box.setCurrentIndex(box.findData(reason))
        dialog.findChild(QPushButton, "confirm_close").click()

    program.during(answer)
    program.press("action_close_file")


def test_goals_met_waits_for_the_checkpoints(program, person):
    with program.workspace.work(write=True) as work:
        values = {"participant": person.id, "type": "formal_job", "starts_on": "2026-09-01"}
        placements.place(work, values)
    page = page_of(program)
    page.open(person.id)
    program.settle()
    with program.qtbot.captureExceptions() as raised:
        close_with(program, page, "goals_met")
    assert [kind for kind, *_rest in raised] == [OpenCheckpoints]
    assert stored(program, person.id).status == "open"
    close_with(program, page, "moved")
    kept = stored(program, person.id)
    assert (kept.status, kept.closure_reason) == ("closed", "moved")
    program.press("action_reopen")
    assert stored(program, person.id).status == "open"


def test_an_arrest_stops_reminders_and_says_so(program, person):
    page = page_of(program)
    page.open(person.id)
    program.settle()
    close_with(program, page, "detained")
    assert stored(program, person.id).status == "open"
    assert program.has("action_reopen")
    assert program.has("action_close_file")


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
        "tab_timeline", "tab_contacts", "tab_needs", "tab_placements", "tab_consents",
        "tab_names", "tab_restricted", "tab_details", "tab_history",
    ]  # fmt: skip
