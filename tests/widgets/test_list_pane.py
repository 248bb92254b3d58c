# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of a register narrows while you type and never loses its place."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QToolButton, QWidget
from shiboken6 import isValid

from desktop.widgets import look
from desktop.widgets.list_pane import ListPane
from tests.widgets.people import People, code


@pytest.fixture(scope="module")
def crowd():
    return People(100_000)


@pytest.fixture
def make(qtbot):
    made = []

    def pane_of(people, width=1024, height=600):
        pane = ListPane(people)
        qtbot.addWidget(pane)
        made.append(pane)
        pane.resize(width, height)
        pane.show()
        pane.reload()
        settle(qtbot, pane)
        return pane

    yield pane_of
    for pane in made:
        pane.close_down()


def settle(qtbot, pane):
    qtbot.waitUntil(lambda: not pane.busy)


def words(pane, name):
    return pane.findChild(QLabel, name).text()


def press(qtbot, pane, name):
    qtbot.mouseClick(pane.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def rows(pane):
    return pane.table.model().rowCount()


def test_a_hundred_thousand_are_shown_and_counted(make, crowd):
    pane = make(crowd)
    assert rows(pane) == 100_000
    assert words(pane, "count").startswith("100,000 records, read at ")
    assert pane.table.key == 1


def test_typing_narrows_and_keeps_the_accents_out_of_the_way(qtbot, make, crowd):
    pane = make(crowd)
    qtbot.keyClicks(pane.search, "celia pena")
    settle(qtbot, pane)
    assert 0 < rows(pane) < 10_000
    model = pane.table.model()
    for row in range(0, rows(pane), 97):
        assert "Célia" in model.index(row, 1).data()
        assert "Peña" in model.index(row, 1).data()


def test_a_fast_typist_is_answered_once_and_for_the_last_letter(qtbot, make):
    people = People(1000)
    pane = make(people)
    arrived = []
    pane.arrived.connect(arrived.append)
    people.asked.clear()
    with people.lock:  # the worker waits inside its first question meanwhile
        qtbot.keyClick(pane.search, Qt.Key.Key_E)
        qtbot.waitUntil(lambda: people.asked == ["e"])
        qtbot.keyClicks(pane.search, "lena v")
    settle(qtbot, pane)
    assert people.asked == ["e", "elena v"]
    assert arrived == [rows(pane)]


def test_the_search_never_runs_in_the_windows_thread(qtbot, make):
    people = People(10)
    threads = []
    plain = people.keys
    people.keys = lambda *asked: threads.append(threading.current_thread()) or plain(*asked)
    make(people)
    assert threads
    assert threading.main_thread() not in threads


def test_escape_clears_the_search_and_the_same_person_stays_current(qtbot, make):
    pane = make(People(1000))
    pane.table.go_to(500)
    name = pane.table.model().index(pane.table.currentIndex().row(), 1).data()
    qtbot.keyClicks(pane.search, name)
    settle(qtbot, pane)
    assert pane.table.key == 500
    qtbot.keyClick(pane.search, Qt.Key.Key_Escape)
    settle(qtbot, pane)
    assert pane.search.text() == ""
    assert rows(pane) == 1000
    assert pane.table.key == 500


def test_the_search_box_leads_to_the_list(qtbot, make):
    pane = make(People(20))
    pane.search.setFocus()
    qtbot.keyClick(pane.search, Qt.Key.Key_Down)
    assert pane.window().focusWidget() is pane.table
    qtbot.keyClick(pane.table, Qt.Key.Key_G)
    assert pane.window().focusWidget() is pane.search
    assert pane.search.text() == "g"
    settle(qtbot, pane)
    with qtbot.waitSignal(pane.opened) as heard:
        qtbot.keyClick(pane.search, Qt.Key.Key_Return)
    assert heard.args == [pane.table.key]


def test_enter_opens_nothing_while_the_list_is_still_the_old_one(qtbot, make):
    people = People(20)
    pane = make(people)
    opened = []
    pane.opened.connect(opened.append)
    with people.lock:
        qtbot.keyClick(pane.search, Qt.Key.Key_G)
        qtbot.keyClick(pane.search, Qt.Key.Key_Return)
    settle(qtbot, pane)
    assert opened == []


def test_filters_are_said_as_chips_and_narrow(qtbot, make):
    pane = make(People(1000))
    assert words(pane, "chip_none") == "Everything"
    press(qtbot, pane, "change_filters")
    box = pane.findChild(QComboBox, "filter_status")
    assert box.isVisible()
    assert pane.window().focusWidget() is box
    qtbot.keyClick(box, Qt.Key.Key_End)
    qtbot.keyClick(box, Qt.Key.Key_Up)
    settle(qtbot, pane)
    assert pane.filters.chosen == {"status": "late"}
    assert rows(pane) == 250
    assert words(pane, "chip_status") == "Late"
    press(qtbot, pane, "clear_filters")
    settle(qtbot, pane)
    assert rows(pane) == 1000
    assert pane.filters.chosen == {}


def test_a_change_of_several_filters_asks_once(qtbot, make):
    people = People(100)
    pane = make(people)
    people.asked.clear()
    pane.filters.choose({"status": "late", "sector": "6"})
    settle(qtbot, pane)
    assert people.asked == [""]
    assert pane.filters.chosen == {"status": "late", "sector": "6"}


def test_filters_offer_what_is_there_by_now(qtbot, make):
    people = People(100)
    pane = make(people)
    pane.filters.choose({"sector": "6"})
    settle(qtbot, pane)
    people.filters = [
        people.filters[0],
        replace(people.filters[1], choices=[("6", "Six"), ("41", "New")]),
    ]
    people.asked.clear()
    pane.reload()
    settle(qtbot, pane)
    box = pane.findChild(QComboBox, "filter_sector")
    assert [box.itemText(n) for n in range(box.count())] == ["All", "Six", "New"]
    assert pane.filters.chosen == {"sector": "6"}
    assert words(pane, "chip_sector") == "Six"
    assert people.asked == [""]


def test_a_title_sorts_and_the_order_box_says_so(qtbot, make):
    pane = make(People(100))
    pane.table.sorted.emit("-code")
    settle(qtbot, pane)
    assert pane.table.model().index(0, 0).data() == code(100)
    assert pane.findChild(QComboBox, "order").currentText() == "Code, last to first"
    pane.filters.sort("visits")
    settle(qtbot, pane)
    visits = [int(pane.table.model().index(row, 3).data()) for row in range(100)]
    assert visits == sorted(visits)


def test_an_empty_register_says_one_sentence_with_one_button(qtbot, make):
    pane = make(People(0))
    assert words(pane, "empty_sentence") == "Nobody is registered yet."
    with qtbot.waitSignal(pane.new_wanted):
        press(qtbot, pane, "empty_button")


def test_a_low_window_gives_the_room_of_that_button_to_the_sentence(qtbot, make):
    pane = make(People(0))
    pane.resize(pane.width(), look.height("row") * 10)
    pane.reload()
    settle(qtbot, pane)
    assert words(pane, "empty_sentence") == "Nobody is registered yet."
    assert not pane.findChild(QPushButton, "empty_button").isVisible()
    with qtbot.waitSignal(pane.new_wanted):
        press(qtbot, pane, "new")


def test_a_search_without_result_offers_the_way_back(qtbot, make):
    pane = make(People(50))
    pane.filters.choose({"status": "late"})
    qtbot.keyClicks(pane.search, "zzz")
    settle(qtbot, pane)
    assert words(pane, "empty_sentence") == "Nothing matches. Try fewer letters or fewer filters."
    press(qtbot, pane, "empty_button")
    settle(qtbot, pane)
    assert rows(pane) == 50
    assert pane.filters.chosen == {}


def test_a_narrow_window_opens_on_space_and_a_wide_one_previews(qtbot, make):
    pane = make(People(20), width=1024)
    with qtbot.waitSignal(pane.opened):
        qtbot.keyClick(pane.table, Qt.Key.Key_Space)
    pane.resize(1366, 700)
    qtbot.keyClick(pane.table, Qt.Key.Key_Space)
    assert words(pane, "preview_code") == code(1)
    qtbot.keyClick(pane.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: code(2) in texts(pane.preview))
    assert "Call only after six in the evening." in texts(pane.preview)
    third = pane.preview.width() / pane.width()
    assert 0.25 < third < 0.4
    pane.resize(1024, 600)
    assert pane.preview.isHidden()


def test_a_record_deleted_meanwhile_closes_the_preview(qtbot, make):
    people = People(20)
    pane = make(people, width=1366)
    people.remove("1")
    qtbot.keyClick(pane.table, Qt.Key.Key_Space)
    assert pane.preview.isHidden()


def texts(part):
    return [label.text() for label in part.findChildren(QLabel) if label.isVisible()]


def test_a_reload_shows_what_others_wrote_and_keeps_the_place(qtbot, make):
    people = People(100)
    pane = make(people)
    pane.table.go_to(60)
    people.remove("10")
    people.save(None, {"name": "Nina Prado", "visits": 1})
    pane.reload()
    settle(qtbot, pane)
    assert rows(pane) == 100
    assert pane.table.key == 60
    qtbot.keyClicks(pane.search, "nina")
    settle(qtbot, pane)
    assert rows(pane) == 1


def test_everything_the_keyboard_reaches_has_a_name(make):
    pane = make(People(20))
    for part in pane.findChildren(QWidget):
        if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            spoken = QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)
            assert spoken, part
    assert all(cross.accessibleName() for cross in pane.search.findChildren(QToolButton))


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_fits_a_small_screen(qtbot, qapp, make, scale):
    try:
        look.apply(qapp, scale=scale)
        pane = make(People(300))
        assert pane.minimumSizeHint().width() <= 1024
        assert pane.minimumSizeHint().height() <= 600
        assert pane.table.viewport().height() >= 3 * look.height("row")
    finally:
        look.apply(qapp)


def test_a_pane_torn_down_while_searching_does_no_harm(qtbot):
    people = People(100)
    pane = ListPane(people)
    thread = pane._asking._thread
    with people.lock:
        pane.reload()
        qtbot.waitUntil(lambda: bool(people.asked))
        pane.deleteLater()
        qtbot.waitUntil(lambda: not isValid(pane))
    thread.stop()
    QCoreApplication.processEvents()  # an exception in here would fail the test
