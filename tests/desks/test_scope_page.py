# SPDX-License-Identifier: GPL-3.0-or-later
"""What lies outside one's own is not on the page; its whole code opens it with a reason."""

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from desktop.core import journal
from desktop.core.errors import NotAllowed
from desktop.core.work import User
from desktop.desks.person.people_page import PeopleSource, broken_glass
from desktop.participants import service as participants
from tests.desks.people import acts, page_of, tab

BEA = User("bea", "caseworker", "own")


@pytest.fixture
def other(program, person):
    """Somebody else's file, before a caseworker of own files sits down at the page."""
    program.workspace.user = BEA
    return person


def search(program, page, text):
    page.list.search.setText(text)
    program.settle()


def test_a_name_or_half_a_code_finds_nothing_and_offers_nothing(program, other):
    page = page_of(program)
    for text in ("Encarnación", other.code[:-1], "P-00000"):
        search(program, page, text)
        assert program.part(QLabel, "empty_sentence").text().startswith("No hay coincidencias")


def test_the_whole_code_opens_the_file_with_a_reason(program, other):
    page = page_of(program)
    search(program, page, other.code)
    assert program.part(QLabel, "empty_sentence").text() == "Este registro no está entre los suyos."
    assert "Encarnación" not in program.texts()

    def answer(dialog):
        dialog.findChild(QLineEdit, "reason").setText("llegó a la puerta en peligro")
        dialog.findChild(QPushButton, "go").click()

    program.during(answer)
    program.press("empty_button")
    assert page.record.id == other.id
    assert acts(program, "glass", other.id) == 1
    program.workspace.user = User("ana")
    (line,) = broken_glass(program.workspace)
    assert other.code in line.words
    assert line.record == other.id
    source = PeopleSource(program.window.desk)
    see = source.actions(other.id)[0]
    assert see.name == "glass_seen"
    program.during(lambda dialog: dialog.findChild(QPushButton, "go").click())
    see.run()
    assert broken_glass(program.workspace) == []


def test_a_name_is_for_the_roles_that_show_names_and_the_own_worker(program, person):
    source = PeopleSource(program.window.desk)
    program.workspace.user = User("eva", "caseworker")
    assert "names" not in [tab.name for tab in source.tabs(person.id)]
    assert "show_name" not in [action.name for action in source.actions(person.id)]
    with pytest.raises(NotAllowed), program.workspace.work(write=True) as work:
        participants.show_name(work, person.id)
    program.workspace.user = User(person.worker, "caseworker", "own")
    assert "names" in [tab.name for tab in source.tabs(person.id)]
    with program.workspace.work(write=True) as work:
        assert participants.show_name(work, person.id).given_names == "Encarnación"
        latest = journal.entries(work)[0]
    assert (latest.user, latest.action, latest.object) == (person.worker, "show_name", person.id)


def test_each_showing_of_a_name_is_in_the_journal(program, person):
    page = page_of(program)
    page.open(person.id)
    program.settle()
    assert "Encarnación" not in program.texts()
    program.press("action_show_name")
    assert "Encarnación" in program.texts()
    assert acts(program, "show_name", person.id) == 1
    assert isinstance(tab(program, page, "names"), QWidget)
    assert acts(program, "show_name", person.id) == 2
