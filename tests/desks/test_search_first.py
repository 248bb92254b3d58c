# SPDX-License-Identifier: GPL-3.0-or-later
"""A new participant begins with a search; two files of one person become one, and two again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from desktop.core import packs
from desktop.core.i18n import _
from desktop.participants import merge_service
from tests.desks.people import page_of, stored
from tests.windows import CTRL


@pytest.fixture
def _colombia():
    packs.use("CO")
    yield
    packs.use("")


def new(program):
    page = page_of(program)
    program.key(Qt.Key.Key_N, CTRL)
    program.settle()
    return page, page.record.forms[0].form


def test_the_keyboard_is_in_the_search_and_the_person_is_found(program, person):
    new(program)
    assert QApplication.focusWidget() is program.part(QLineEdit, "search_first")
    program.write("encarnacion")
    program.qtbot.waitUntil(lambda: program.has("similar_open"))
    assert person.code in program.texts()
    assert person.given_names not in program.texts()
    program.press("similar_open")
    assert program.words("record_code") == person.code


def test_nobody_found_what_was_typed_goes_into_the_form(program):
    _page, form = new(program)
    program.write("Zulmira Quintela")
    program.key(Qt.Key.Key_Return)
    values = form.values()
    assert (values["given_names"], values["family_names"]) == ("Zulmira", "Quintela")
    assert QApplication.focusWidget() in form.editor("programme").controls()
    form.undo()
    assert form.values()["family_names"] in (None, "")


@pytest.mark.usefixtures("_colombia")
def test_a_doubtful_number_is_said_and_can_be_kept(program):
    _page, form = new(program)
    form.answer(
        {"safe_contact_number": "12", "document_type": "national_id", "document_number": "1"}
    )
    program.qtbot.waitUntil(lambda: program.has("safe_contact_number_caution"))
    program.qtbot.waitUntil(lambda: bool(form.findChild(QLabel, "document_number_caution").text()))
    form.answer({"safe_contact_number": "3211234567"})
    program.qtbot.waitUntil(lambda: not program.has("safe_contact_number_caution"))


def test_two_files_are_linked_merged_and_parted_again(program, person):
    with program.workspace.work(write=True) as work:
        from desktop.participants import service as participants

        values = {"born": person.born, "sex": person.sex, "safe_contact": "phone"}
        other = participants.register(
            work, {**values, "given_names": person.given_names, "family_names": person.family_names}
        )
        code, id = other.code, other.id
    page = page_of(program)
    page.open(person.id)
    program.settle()
    seen = []

    def act(dialog):
        dialog.findChild(QPushButton, f"perhaps_{code}").click()
        seen.append("\n".join(one.text() for one in dialog.findChildren(QLabel)))
        program.during(lambda asked: asked.findChild(QPushButton, "go").click())
        dialog.findChild(QPushButton, f"merge_{code}").click()
        dialog.findChild(QPushButton, f"unmerge_{code}").click()
        seen.append("\n".join(one.text() for one in dialog.findChildren(QLabel)))
        dialog.findChild(QPushButton, "same_done").click()

    program.during(act)
    program.press("action_same_person")
    assert all(f"{code} · {_('perhaps the same person')}" in words for words in seen)
    assert stored(program, id).deleted_at is None
    with program.workspace.work() as work:
        assert merge_service.merged(work, person.id) == []
