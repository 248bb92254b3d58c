# SPDX-License-Identifier: GPL-3.0-or-later
"""The road through the window: from the person, from several rows, and to My day."""

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from desktop.core import records
from desktop.core.team import members
from desktop.core.work import User
from desktop.desks.team.handover_dialog import alerts
from desktop.participants import handover_service as handovers
from desktop.participants.model import Participant
from tests.desks.people import page_of


@pytest.fixture
def sol(program):
    """A second worker, who sees own files only."""
    members.admit(program.workspace, "sol", "caseworker", scope="own")
    return User("sol", "caseworker", "own")


def worker(program, person):
    with program.workspace.work() as work:
        return records.get(work, Participant, person).worker


def answer(dialog, *, reason="turno", note="llama tarde"):
    box = dialog.findChild(QComboBox, "hand_over_to")
    box.setCurrentIndex(box.findData("sol"))
    dialog.findChild(QLineEdit, "hand_over_reason").setText(reason)
    dialog.findChild(QLineEdit, "hand_over_note").setText(note)
    dialog.findChild(QPushButton, "hand_over_go").click()


def test_from_the_person_to_the_receivers_day(program, person, sol):
    page = page_of(program)
    page.open(person.id)
    program.settle()
    program.during(answer)
    program.press("action_give")
    assert worker(program, person.id) == "sol"
    assert page.record.id == person.id  # a coordinator still sees it
    program.workspace.user = sol
    (line,) = alerts(program.workspace)
    assert (line.record, line.when) == (person.id, "llama tarde")
    assert person.code in line.words
    page.open(person.id)
    program.settle()
    said = []

    def confirm(dialog):
        said.append("\n".join(one.text() for one in dialog.findChildren(QLabel)))
        dialog.findChild(QPushButton, "go").click()

    program.during(confirm)
    program.press("action_receive")
    assert "turno" in said[0]
    assert "llama tarde" in said[0]
    assert alerts(program.workspace) == []
    assert not program.has("action_receive")


def test_without_a_reason_the_dialog_says_so_and_nothing_changes(program, person, sol):
    page = page_of(program)
    page.open(person.id)
    program.settle()
    before = worker(program, person.id)

    def hesitate(dialog):
        answer(dialog, reason="")
        assert dialog.findChild(QLabel, "hand_over_problem").text().startswith("Escriba por qué")
        dialog.findChild(QPushButton, "hand_over_back").click()

    program.during(hesitate)
    program.press("action_give")
    assert worker(program, person.id) == before


def test_several_rows_are_handed_over_together(program, sol):
    page = page_of(program)
    table = page.list.table
    model = table.keys_model
    span = QItemSelection(model.index(0, 0), model.index(2, len(model.columns) - 1))
    table.selectionModel().select(span, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    program.settle()
    assert program.words("chosen") == "3 elegidos"
    with program.workspace.work() as work:
        ids = [records.at_row(work, Participant, key).id for key in table.chosen_keys]
    program.during(answer)
    program.press("give_all")
    assert [worker(program, one) for one in ids] == ["sol"] * 3
    program.workspace.user = sol
    with program.workspace.work() as work:
        assert {one.person for one in handovers.waiting(work)} == set(ids)


def test_a_row_that_may_not_be_given_takes_the_verb_away(program, person, sol):
    program.workspace.user = User("eva", "caseworker")
    page = page_of(program)
    page.list.table.selectAll()
    program.settle()
    assert not program.has("give_all")
