# SPDX-License-Identifier: GPL-3.0-or-later
"""A participant from the first question on, by keyboard, on a real store."""

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.consents import service as consents
from desktop.core import records
from desktop.desks.frame import paper
from desktop.desks.person.people_page import PeopleSource
from desktop.participants import service as participants
from desktop.participants.model import Participant
from desktop.participants.page import safe_contact
from tests.desks.people import SIX, acts, fill, page_of, stored
from tests.windows import ALT, CTRL


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

    def choose(asked):
        program.during(
            lambda dialog: (dialog.selectFile(str(tmp_path / "uno.pdf")), dialog.accept())
        )
        asked.findChild(QPushButton, "which_self").click()

    program.during(choose)
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


def test_what_must_never_be_done_comes_before_when_and_where():
    rule = "Nunca a la casa."
    person = Participant(
        born="2001",
        sex="female",
        safe_contact="phone",
        safe_contact_number="0991234567",
        safe_contact_rule=rule,
    )
    words = safe_contact(person)
    assert words.index(rule) < words.index("0991234567")
    person.safe_contact = "do_not_contact"
    assert safe_contact(person).endswith(rule)
    assert safe_contact(person) != rule
