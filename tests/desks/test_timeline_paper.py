# SPDX-License-Identifier: GPL-3.0-or-later
"""The timeline on screen narrows; on paper other people are numbers, the same on every print."""

import re
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QComboBox, QPushButton

from desktop.consents import service as consents
from desktop.contacts import service as contacts
from desktop.core import clock
from desktop.desks.person.timeline_paper import document_of
from desktop.desks.person.timeline_view import KINDS, Timeline, sentence
from desktop.participants import service as participants
from tests.desks.people import SIX, acts, page_of, tab


@pytest.fixture
def others(program):
    """Two more people, one of them with the same given name as nobody else."""
    with program.workspace.work(write=True) as work:
        first = participants.register(
            work, {**SIX, "given_names": "Hermenegilda", "known_as": "Trueno"}
        )
        second = participants.register(
            work, {**SIX, "given_names": "Wenceslao", "family_names": "Ibarrondo", "known_as": None}
        )
        return first, second


def note(program, person, days, words):
    with program.workspace.work(write=True) as work:
        on = clock.today() - timedelta(days=days)
        values = {"participant": person.id, "kind": "visit_home", "happened_on": on}
        contacts.note(work, {**values, "note": words})


def lines(program, person, kinds=None):
    with program.workspace.work() as work:
        made = document_of(work, person.id, kinds, sentence, is_demo=False)
    return [row[1] for row in made.sections[0].blocks[0].rows]


def test_other_people_are_numbers_and_the_same_ones_every_time(program, person, others):
    first, second = others
    note(program, person, 9, "Vino con Wenceslao y llamó al 0998 877 665.")
    note(program, person, 5, f"{person.code} pelea con trueno ({first.code}).")
    note(program, person, 2, f"Encarnación va con Ibarrondo, {second.code}.")
    with program.workspace.work(write=True) as work:
        consents.answer(work, person.id, "image", "refused")
    told = lines(program, person)
    number = re.findall(r"persona (\d+)", told[0])[0]
    other = re.findall(r"persona (\d+)", told[1])[0]
    assert number != other
    assert f"Vino con persona {number} y llamó al [teléfono]." in told[0]
    assert f"{person.code} pelea con persona {other} (persona {other})." in told[1]
    assert f"{person.code} va con persona {number}, persona {number}." in told[2]
    for name in ("Wenceslao", "Ibarrondo", "trueno", "Encarnación", "0998", second.code):
        assert name not in "\n".join(told)
    assert lines(program, person, KINDS["contacts"]) == told[:3]
    assert len(lines(program, person, KINDS["consents"])) == 1
    note(program, person, 30, f"Antes, con {first.code}.")  # an earlier day shifts nobody
    assert lines(program, person, KINDS["contacts"])[1:] == told[:3]
    assert f"persona {other}" in lines(program, person)[0]


def test_the_screen_narrows_to_what_is_asked(program, person):
    note(program, person, 3, "Todo bien.")
    with program.workspace.work(write=True) as work:
        consents.answer(work, person.id, "image", "refused")
    page = page_of(program)
    page.open(person.id)
    program.settle()
    view = tab(program, page, "timeline").findChild(Timeline)
    assert "Todo bien" in program.texts(view)
    box = view.findChild(QComboBox, "timeline_kinds")
    at = box.findData("consents")
    box.setCurrentIndex(at)
    box.activated.emit(at)
    program.settle()
    assert "Todo bien" not in program.texts(view)
    assert "Imagen" in program.texts(view)


def test_the_print_asks_for_whom_and_is_in_the_journal(program, person, tmp_path):
    note(program, person, 3, "Todo bien.")
    page = page_of(program)
    page.open(person.id)
    program.settle()
    view = tab(program, page, "timeline").findChild(Timeline)
    target = tmp_path / "linea.pdf"

    def choose(asked):
        program.during(lambda dialog: (dialog.selectFile(str(target)), dialog.accept()))
        asked.findChild(QPushButton, "which_self").click()

    program.window.desk.show_paper = lambda _path: None
    program.during(choose)
    view.findChild(QPushButton, "print_timeline").click()
    assert target.read_bytes().startswith(b"%PDF")
    assert acts(program, "print", person.id) == 1
