# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything people remember of somebody finds the file in the window, and five stand before a new one."""

from PySide6.QtWidgets import QPushButton

from desktop.core import records
from desktop.participants import likeness_service
from desktop.participants import service as participants
from tests.desks.people import page_of

JOSE = {
    "given_names": "José Wilson",
    "family_names": "Quiñónez Hernández",
    "born": "1999",
    "sex": "male",
    "safe_contact": "phone",
    "safe_contact_number": "+593 99 123 4567",
    "document_number": "17-12345-6",
}
OTHERS = (
    ("Francisco Xavier", "Zurbarán"),
    ("Roberto", "Ibarrondo"),
    ("João Guilherme", "Uchôa"),
)
TYPED = {
    "chepe": 0, "Chepe quinones": 0, "Zé": 0, "jose": 0, "josé": 0, "wilson": 0, "quin hern": 0,
    "hernandez jose": 0, "4567": 0, "1234567": 0, "17123456": 0, "17.12345-6": 0,
    "pancho": 1, "Pancho zurb": 1, "xavier": 1, "javier": 1, "beto": 2, "Beto ibarr": 2,
    "joao uchoa": 3, "guillermo": 3,
}  # fmt: skip


def registered(program):
    """The keys of the four people the examples are about."""
    with program.workspace.work(write=True) as work:
        held = [participants.register(work, JOSE).row]
        for given, family in OTHERS:
            values = {"given_names": given, "family_names": family, "born": "1988", "sex": "male"}
            held.append(participants.register(work, {**values, "safe_contact": "in_person"}).row)
    return held


def found_in(page):
    return set(page.list.table.keys_model.keys)


def test_what_people_remember_finds_the_file(program):
    held = registered(program)
    page = page_of(program)
    for typed, who in TYPED.items():
        page.list.search.setText(typed)
        program.settle()
        program.qtbot.waitUntil(lambda who=who, page=page: held[who] in found_in(page))
    page.list.search.setText("nadie así")
    program.settle()
    program.qtbot.waitUntil(lambda: not found_in(page))


def test_the_best_five_stand_above_a_new_file_with_their_reasons(program):
    registered(program)
    with program.workspace.work(write=True) as work:
        for n in range(6):  # six more who are much alike, and one of whom nothing is known
            twin = {**JOSE, "safe_contact_number": None, "document_number": f"55-{n}"}
            participants.register(work, {**twin, "given_names": "Chepe"})
        nothing = {"born": "1999", "sex": "male", "safe_contact": "phone"}
        bare = participants.register(work, nothing)
    page = page_of(program)
    page.open_new({})
    program.settle()
    form = page.record.forms[0].form
    form.answer({"born": "1999", "sex": "male", "given_names": "José", "family_names": "Quinonez"})
    program.qtbot.waitUntil(lambda: len(shown(program, page)) == 5)
    said = program.texts(page.record)
    assert bare.code not in said  # what is missing is never similar
    assert "nombre" in said.casefold()
    with program.workspace.work() as work:
        best = likeness_service.similar(work, {"given_names": "José", "born": "1999"})
        assert all(one.reasons for one in best)
        assert records.by_code(work, type(bare), bare.code).id not in [one.id for one in best]


def shown(program, page):
    return [one for one in page.record.findChildren(QPushButton, "similar_open") if one.isVisible()]
