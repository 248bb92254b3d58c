# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole register at work: list, record, undo, all from the keyboard."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.core import clock
from desktop.core.errors import RecordGone
from desktop.widgets.form import FormSection
from desktop.widgets.register import RegisterPage
from desktop.widgets.source import Tab
from tests.widgets.desk import Desk, desks
from tests.widgets.people import FIELDS, MORNING, People, code

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


def test_no_part_of_the_page_ever_flashes_as_a_window_of_its_own(qtbot, desk):
    class Watch(QObject):
        windows: list[str] = []

        def eventFilter(self, watched, event):
            if (
                event.type() == QEvent.Type.Show
                and isinstance(watched, QWidget)
                and watched.isWindow()
            ):
                self.windows.append(f"{watched!r}")
            return False

    watch = Watch()
    QApplication.instance().installEventFilter(watch)
    desk = desk(width=1366)
    desk.key(Qt.Key.Key_Space)
    desk.press("change_filters")
    desk.page.open("2")
    desk.page.open_new()
    desk.press("later")
    QApplication.instance().removeEventFilter(watch)
    assert len(watch.windows) == 1  # the desk itself
    assert desk.isActiveWindow()


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


def test_a_record_that_was_sealed_away_leaves_nothing_here(desk):
    desk = desk()
    desk.people.save = lambda id, values: ""
    desk.page.open_new({"name": "Nina Prado"})
    desk.press("finish")
    assert not desk.page.in_record
    assert desk.toasts.shown() == []
    assert desk.people.drafts == {}
    assert desk.rows == 20


def test_the_page_hands_the_keyboard_to_what_is_on_show(desk):
    desk = desk()
    desk.page.setFocus()
    assert desk.focusWidget() is desk.table
    desk.page.open("2")
    desk.page.setFocus()
    assert desk.focusWidget() is desk.field("name")


def test_who_may_be_registered_already_is_said_while_typing(qtbot, desk):
    desk = desk()
    asked = []

    def similar(values):
        asked.append(values["name"])
        return [("3", "P-00003, same name")] if values["name"] == "Bruno" else []

    desk.people.similar = similar
    desk.key(Qt.Key.Key_N, CTRL)
    desk.type("Bruno")
    said = "Perhaps already registered: P-00003, same name"
    qtbot.waitUntil(lambda: said in desk.texts())
    assert asked == ["Bruno"]
    desk.type(" Prado")
    qtbot.waitUntil(lambda: said not in desk.texts())
    desk.write("name", "Bruno")
    qtbot.waitUntil(lambda: said in desk.texts())
    desk.press("similar_open")
    assert desk.page.record.id == "3"
    assert desk.people.drafts["new"].values["name"] == "Bruno"


def test_a_new_record_may_ask_more_than_the_record_itself(desk):
    desk = desk()
    plain = desk.people.fields
    desk.people.fields = lambda: [FormSection("Short", "", FIELDS[:1])]
    desk.people.new_fields = plain
    desk.page.open_new()
    assert desk.field("visits").isVisible()
    desk.page.open("1")
    with pytest.raises(KeyError):
        desk.field("visits")


def test_a_register_stands_within_a_record(qtbot, desk):
    """The contacts of one person, say: its keys, drafts and end are those of the tab."""
    inner, pages = People(5), []
    desk = desk()

    def build(parent):
        pages.append(RegisterPage(inner, desk.toasts, parent))
        return pages[-1]

    desk.people.more_tabs = [Tab("contacts", "Contacts", build)]
    desk.page.open("4")
    qtbot.waitUntil(lambda: pages[0].list.table.model().rowCount() == 5)
    pages[0].setFocus()
    desk.key(Qt.Key.Key_Return)
    assert pages[0].record.id == "1"
    inner_name = pages[0].record.forms[0].form.editor("name").controls()[0]
    qtbot.keyClicks(inner_name, "X")
    with clock.at(MORNING):
        desk.page.keep_draft()
    assert inner.drafts["1"].moment == MORNING
    assert desk.told[-1].startswith("Draft kept")
    desk.key(Qt.Key.Key_Escape)
    assert not pages[0].in_record
    assert desk.page.in_record
    inner.asked.clear()
    desk.page.reload()
    qtbot.waitUntil(lambda: inner.asked == [""])
    desk.key(Qt.Key.Key_Escape)
    assert not desk.page.in_record
