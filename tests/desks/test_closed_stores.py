# SPDX-License-Identifier: GPL-3.0-or-later
"""While a store is closed nothing on the whole window tells of it, nor of what is in it."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop import slices
from desktop.deposits import service as deposits
from desktop.desks.processes_page import close_store, settle
from desktop.desks.protection.deposit_dialog import LeaveNote
from desktop.dialogues import service as dialogues
from desktop.incidents import service as incidents
from desktop.sources import service as told

CANARY = "quetzal 4417"
SEALED = ("dialogues", "protected", "sources")


@pytest.fixture
def filled(program):
    """Something in every store kept apart, all closed again, and the window made anew."""
    workspace = program.workspace
    for store in SEALED:
        workspace.open_store(store)
    with workspace.work("dialogues", write=True) as work:
        dialogues.begin(
            work, {"title": CANARY, "objective": CANARY, "started_on": date(2026, 1, 1)}
        )
    with workspace.work("protected", write=True) as work:
        incidents.record(
            work,
            {
                "type": "threat",
                "occurred_on": "2026-11-01",
                "how_known": "from_person",
                "rumour": True,
                "note": CANARY,
            },
        )
    with workspace.work("sources", write=True) as work:
        told.hear(work, {"words": CANARY, "heard_on": date(2026, 11, 1)})
    program.app.rebuild()
    program.settle()
    for store in SEALED:
        assert store in program.window.places
        program.go(store)
    assert CANARY in everything(program)
    program.app.rebuild(lambda: [close_store(workspace, store) for store in SEALED])
    program.settle()
    return program


def everything(program):
    """Return every word any widget of the window holds, seen or not."""
    found = [program.window.windowTitle()]
    for one in program.window.findChildren(QWidget):
        found += [one.toolTip(), one.accessibleName(), one.accessibleDescription()]
        text = getattr(one, "text", None)
        found += [text()] if callable(text) else []
        model = getattr(one, "model", None)
        if callable(model) and model() is not None:
            held = model()
            found += [
                str(held.index(row, column).data())
                for row in range(min(held.rowCount(), 200))
                for column in range(held.columnCount())
            ]
    return " ".join(words for words in found if isinstance(words, str))


def test_nothing_of_a_closed_store_is_anywhere_on_the_window(filled):
    for name in filled.window.places:
        filled.go(name)
    whole = everything(filled)
    assert CANARY not in whole
    assert not set(SEALED) & set(filled.window.places)
    for name in SEALED:
        assert filled.window.rail.findChild(QWidget, f"go_{name}") is None
    assert filled.preferences.place not in SEALED


def test_neither_search_nor_my_day_nor_the_title_knows_it(filled):
    assert slices.find(filled.workspace, CANARY.split(maxsplit=1)[0]) == []
    assert slices.find(filled.workspace, CANARY.split()[1]) == []
    box = filled.part(QLineEdit, "search_all")
    box.setFocus()
    filled.write(CANARY.split(maxsplit=1)[0])
    filled.settle()
    filled.go("my_day")
    assert CANARY not in everything(filled)
    assert filled.window.windowTitle() == "Vereda"


def test_a_note_is_left_from_the_settings_and_read_by_a_member(qtbot, program):
    dialog = LeaveNote(None, program.workspace)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.part.setCurrentIndex(dialog.part.findData("sources"))
    dialog.form.set_values({"month": "2026-10", "sector": None, "words": CANARY})
    dialog.findChild(QWidget, "note_seal").click()
    assert dialog.result() == LeaveNote.DialogCode.Accepted
    program.workspace.open_store("sources")
    settle(program.workspace, "sources")
    with program.workspace.work("sources") as work:
        assert deposits.rows(work, deposits.keys(work)) == [("2026-10", None, CANARY)]
    program.app.rebuild()
    program.settle()
    page = program.go("sources")
    page.tabs.setCurrentWidget(page.left)
    program.settle()
    assert page.left.list.table.model().rowCount() == 1


def test_a_note_without_words_stays_on_the_screen(qtbot, program):
    dialog = LeaveNote(None, program.workspace)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.findChild(QWidget, "note_seal").click()
    assert dialog.isVisible()
