# SPDX-License-Identifier: GPL-3.0-or-later
"""Quick entry by keyboard alone; what belongs apart goes there from here as well."""

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.core import clock, codes, ladders, records
from desktop.core.tables import table_of
from desktop.incidents.ladder_page import Ladder
from desktop.incidents.model import Incident
from desktop.incidents.quick_page import QuickEntry
from desktop.places import service as places
from tests.windows import CTRL, PATIENCE

MOST_KEYS = 60
"""One key a second is slow typing, and a minute is what an incident may take."""


class Hands:
    """Two hands on the keyboard: everything they press is counted."""

    def __init__(self, qtbot, dialog):
        self.qtbot, self.dialog, self.pressed = qtbot, dialog, 0

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        self.pressed += 1
        self.qtbot.keyClick(QApplication.focusWidget() or self.dialog, key, modifiers)
        QApplication.processEvents()

    def write(self, text):
        for letter in text:
            self.pressed += 1
            self.qtbot.keyClicks(QApplication.focusWidget(), letter)
        QApplication.processEvents()

    def on_to(self, name):
        """Press Tab until the answer of that name has the keyboard."""
        wanted = set(self.dialog.form.editor(name).controls())
        for _time in range(12):
            if QApplication.focusWidget() in wanted:
                return
            self.key(Qt.Key.Key_Tab)
        raise AssertionError((name, QApplication.focusWidget(), self.dialog.form.problems()))


@pytest.fixture
def entry(program):
    with program.workspace.work() as work:
        sector = places.sectors(work)[0]
    dialog = QuickEntry(program.window, program.workspace)
    dialog.setModal(True)
    dialog.show()
    program.qtbot.waitExposed(dialog)
    dialog.activateWindow()
    program.qtbot.waitUntil(dialog.isActiveWindow, timeout=PATIENCE)
    dialog.form.first_focus()
    yield Hands(program.qtbot, dialog), sector
    dialog.close()
    dialog.deleteLater()


def held(program):
    with program.workspace.work() as work:
        query = sa.select(table_of(Incident).c.id).order_by(table_of(Incident).c.row.desc())
        return list(work.session.execute(query).scalars())


def tell(hands, sector, victims="1"):
    hands.write(codes.label("incident_type", "robbery")[:4])
    hands.key(Qt.Key.Key_Return)
    hands.on_to("sector")
    hands.write(sector.name[:6])
    hands.key(Qt.Key.Key_Return)
    hands.on_to("how_known")
    hands.write(codes.label("how_we_know", "from_person")[:9])
    hands.key(Qt.Key.Key_Return)
    hands.on_to("victims")
    hands.write(victims)


def test_an_incident_is_written_in_fewer_keys_than_a_minute_has_seconds(program, entry):
    hands, sector = entry
    before = len(held(program))
    tell(hands, sector)
    hands.key(Qt.Key.Key_Return, CTRL)
    QApplication.processEvents()
    assert hands.dialog.form.problems() == {}
    (newest, *_rest) = held(program)
    assert len(held(program)) == before + 1
    with program.workspace.work() as work:
        made = records.get(work, Incident, newest)
        assert (made.type, made.sector, made.victims) == ("robbery", sector.id, 1)
        assert (made.how_known, made.occurred_on) == ("from_person", clock.today().isoformat())
    assert hands.pressed < MOST_KEYS, hands.pressed
    assert hands.dialog.form.values()["sector"] == sector.id  # the next one begins there
    assert hands.dialog.form.values()["type"] in (None, "")
    hands.dialog.undo.click()
    assert len(held(program)) == before + 1  # deleted softly
    assert hands.dialog.form.values()["type"] == "robbery"


def test_what_belongs_apart_does_not_stay(program, entry):
    hands, sector = entry
    before = held(program)
    tell(hands, sector)
    hands.on_to("under_18")
    hands.write("1")
    hands.key(Qt.Key.Key_Return, CTRL)
    QApplication.processEvents()
    assert held(program) == before
    assert len(list(program.workspace.folder.glob("inbox/*.sealed"))) == 1
    assert not hands.dialog.undo.isEnabled()
    assert [one for one in program.workspace.drafts().all() if "quick" in one.key] == []


def test_the_ladder_leads_to_every_type_in_a_few_answers():
    rungs = ladders.read("incident_type")
    found, longest = set(), 0

    def walk(step, depth):
        nonlocal longest
        if code := ladders.code_at(step):
            found.add(code)
            longest = max(longest, depth)
            return
        walk(rungs[step].yes, depth + 1)
        walk(rungs[step].no, depth + 1)

    walk(ladders.FIRST, 0)
    known = {code for code, one in codes.read("incident_type").items() if one.more.get("iccs")}
    assert len(known) == 39
    assert known < found <= set(codes.read("incident_type"))
    assert longest <= 9


def test_two_keys_climb_the_ladder_and_one_goes_back(qtbot):
    ladder = Ladder(None)
    qtbot.addWidget(ladder)
    ladder.show()
    for key in "nyy":
        qtbot.keyClicks(ladder, key)
    assert ladder.question.text() == codes.label("incident_type", "extortion")
    qtbot.keyClick(ladder, Qt.Key.Key_Backspace)
    qtbot.keyClick(ladder, Qt.Key.Key_S)
    ladder.take.click()
    assert ladder.chosen == "extortion"
