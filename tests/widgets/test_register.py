# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole register at work: list, record, undo, all from the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel

from desktop.core import clock
from desktop.core.errors import RecordGone
from desktop.widgets.source import Tab
from tests.widgets.desk import Desk, desks
from tests.widgets.people import MORNING, People, code

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qtbot):
    yield from desks(qtbot)


def test_a_day_at_the_keyboard(qtbot, desk):
    """Search, open, correct, finish, look again: among 100,000 and without the mouse."""
    desk = desk(People(100_000))
    desk.key(Qt.Key.Key_F, CTRL)
    assert desk.focusWidget() is desk.page.list.search
    desk.type("elena vega quispe")
    assert 0 < desk.rows < 100_000
    desk.key(Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_Down)
    key = desk.table.key
    desk.key(Qt.Key.Key_Return)
    assert desk.page.in_record
    assert desk.words("record_code") == code(key)
    desk.write("visits", "77")
    desk.key(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not desk.page.in_record)  # the button is seen going down first
    desk.settle()
    assert desk.people.value(key, "visits") == 77
    assert desk.table.key == key
    assert desk.focusWidget() is desk.table
    assert desk.page.list.search.text() == "elena vega quispe"


def test_the_list_is_asked_for_when_the_page_is_first_seen(qtbot):
    people = People(3)
    desk = Desk(qtbot, people)
    qtbot.addWidget(desk)
    assert people.asked == []
    desk.show()
    qtbot.waitUntil(lambda: desk.rows == 3)
    desk.hide()
    desk.show()
    desk.settle()
    assert people.asked == [""]
    desk.page.close_down()


def test_signals_tell_what_is_open(qtbot, desk):
    desk = desk()
    heard: list[tuple[str, ...]] = []
    desk.page.opened.connect(lambda id: heard.append(("opened", id)))
    desk.page.closed.connect(lambda: heard.append(("closed",)))
    desk.page.saved.connect(lambda id: heard.append(("saved", id)))
    desk.key(Qt.Key.Key_Return)
    desk.write("visits", "9")
    desk.press("finish")
    desk.page.open("7")
    desk.key(Qt.Key.Key_Escape)
    assert heard == [("opened", "1"), ("closed",), ("saved", "1"), ("opened", "7"), ("closed",)]


def test_a_new_record_is_written_and_found(desk):
    desk = desk()
    desk.key(Qt.Key.Key_N, CTRL)
    assert desk.page.record.tabs.tabBar().isHidden()
    assert desk.focusWidget() is desk.field("name")
    desk.type("Nina Prado")
    with clock.at(MORNING):
        desk.press("finish")
    assert desk.people.value(21, "name") == "Nina Prado"
    assert desk.rows == 21
    assert desk.table.key == 21
    assert desk.told[-1].startswith("Everything saved ")
    desk.press("undo")
    assert desk.rows == 20


def test_after_a_birth_the_record_opens_where_the_work_goes_on(desk):
    desk = desk()
    desk.people.more_tabs = [Tab("consent", "Consent", lambda parent: QLabel("Ask first.", parent))]
    desk.page.open_new({"name": "Nina Prado"})
    desk.press("finish")
    assert desk.page.record.id == "21"
    assert "Ask first." in desk.texts()


def test_the_last_edit_can_be_undone_from_the_toast(desk):
    desk = desk()
    desk.key(Qt.Key.Key_Return)
    desk.write("visits", "99")
    desk.press("finish")
    assert "Saved P-00001." in desk.texts()
    assert shown_visits(desk, 0) == "99"
    desk.press("undo")
    assert desk.people.value(1, "visits") == 13
    assert desk.people.undone == ["1"]
    assert shown_visits(desk, 0) == "13"


def test_only_the_newest_deed_on_a_record_can_be_undone(desk):
    desk = desk()
    for visits in ("41", "42"):
        desk.page.open(1)
        desk.write("visits", visits)
        desk.press("finish")
    assert len(desk.toasts.shown()) == 1
    desk.press("undo")
    assert desk.people.value(1, "visits") == 41


def shown_visits(desk, row):
    return desk.table.model().index(row, 3).data()


def test_deleting_asks_nothing_and_can_be_undone(desk):
    desk = desk()
    desk.table.go_to(5)
    desk.key(Qt.Key.Key_Return)
    desk.press("delete")
    assert not desk.page.in_record
    assert desk.rows == 19
    assert desk.table.key == 6
    assert "P-00005 was deleted." in desk.texts()
    desk.press("undo")
    assert desk.rows == 20
    desk.key(Qt.Key.Key_Delete)
    assert desk.rows == 19
    assert desk.people.value(6, "gone") == 1
    desk.key(Qt.Key.Key_Z, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    assert desk.rows == 20


def test_undoing_a_birth_leaves_the_page_of_what_is_gone(desk):
    desk = desk()
    desk.people.more_tabs = [Tab("consent", "Consent", QLabel)]
    desk.page.open_new({"name": "Nina Prado"})
    desk.press("finish")
    assert desk.page.in_record
    desk.press("undo")
    assert not desk.page.in_record
    assert desk.rows == 20


def test_a_record_that_is_gone_is_not_opened(desk):
    desk = desk()
    desk.people.remove("4")
    with pytest.raises(RecordGone):
        desk.page.open("4")
    assert not desk.page.in_record


def test_f2_leads_into_the_form(desk):
    desk = desk()
    desk.people.more_tabs = [Tab("timeline", "Timeline", QLabel)]
    desk.key(Qt.Key.Key_F2)
    assert desk.focusWidget() is desk.field("name")


def test_the_pages_keys_come_before_the_windows_and_the_second_press_goes_on(qtbot, desk):
    desk = desk()
    window = []
    for keys in ("Ctrl+F", "Ctrl+N", "Esc"):
        shortcut = QShortcut(QKeySequence(keys), desk)
        shortcut.activated.connect(lambda keys=keys: window.append(keys))
    desk.key(Qt.Key.Key_F, CTRL)
    assert window == []
    desk.key(Qt.Key.Key_F, CTRL)
    assert window == ["Ctrl+F"]
    desk.key(Qt.Key.Key_N, CTRL)
    assert desk.page.in_record
    desk.key(Qt.Key.Key_Escape)
    assert not desk.page.in_record
    assert window == ["Ctrl+F"]
    desk.key(Qt.Key.Key_Escape)
    assert window == ["Ctrl+F", "Esc"]
