# SPDX-License-Identifier: GPL-3.0-or-later
"""A note older than its term asks on My day to be shortened; only its result stays anywhere."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from desktop.contacts import service as contacts
from desktop.core import clock, history, journal
from desktop.core.work import User
from desktop.desks.frame.notes_view import NotesView
from desktop.desks.protection import rights_page
from desktop.rights import notes
from tests.rights.canary import everything

STORY = "kanarie cuenta que su primo y la vecina de la esquina discutieron. " * 4


@pytest.fixture
def old(program, person):
    with clock.at(datetime(2025, 6, 1, tzinfo=UTC)), program.workspace.work(write=True) as work:
        values = {"participant": person.id, "kind": "phone", "note": STORY}
        made = contacts.note(work, {**values, "happened_on": clock.today()}).id
    with clock.at(clock.now() - timedelta(days=8)), program.workspace.work(write=True) as work:
        journal.write(work, "print")  # a clock that only just leapt ahead makes nothing old
    return made


def waiting(program):
    return [line.words for line in rights_page.alerts(program.workspace) if "plazo" in line.words]


def test_from_my_day_to_the_result(program, person, old):
    with program.workspace.work() as work:
        n = len(notes.old_notes(work))
    assert waiting(program) == [
        "1 nota larga pasó su plazo: deje solo su resultado."
        if n == 1
        else f"{n} notas largas pasaron su plazo: deje solo su resultado."
    ]
    (line,) = [one for one in rights_page.alerts(program.workspace) if "plazo" in one.words]
    program.window.desk.go(line.place, line.record)
    program.settle()
    view = program.part(NotesView, "notes_view")
    buttons = view.findChildren(QPushButton, "old_note")
    with program.workspace.work() as work:
        code = next(code for _m, one, _f, code in notes.old_notes(work) if one == old)
    (made,) = [one for one in buttons if one.text().endswith(code)]

    def shorten(dialog):
        result = dialog.findChild(QPlainTextEdit, "note_result")
        keep = dialog.findChild(QPushButton, "confirm_shorten")
        assert not keep.isEnabled()
        result.setPlainText(STORY + STORY)
        assert not keep.isEnabled()  # longer than it was
        result.setPlainText("Quedó en venir el lunes.")
        keep.click()

    program.during(shorten)
    made.click()
    program.settle()
    with program.workspace.work() as work:
        assert len(notes.old_notes(work)) == n - 1
        assert [one.value["note"] for one in history.entries(work, old)] == [
            "Quedó en venir el lunes."
        ]
    assert "kanarie" not in everything(program.workspace)


def test_a_caseworker_is_asked_about_own_files_only(program, person, old):
    program.workspace.user = User("bea", "caseworker", "own")
    assert waiting(program) == []
    program.workspace.user = User(person.worker, "caseworker", "own")
    assert len(waiting(program)) == 1
