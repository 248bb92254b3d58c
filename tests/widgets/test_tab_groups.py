# SPDX-License-Identifier: GPL-3.0-or-later
"""Tabs that belong together stand as one, and every page is still found by its name."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QTabBar

from desktop.widgets.source import Tab
from tests.widgets.desk import desks


@pytest.fixture
def desk(qtbot):
    yield from desks(qtbot)


def opened(desk, *more):
    desk = desk()

    def tab(name, group=""):
        return Tab(name, name.title(), lambda p: QLabel(f"This is {name}.", p), group=group)

    made = [tab("timeline"), tab("goals", "Plan"), tab("needs", "Plan"), tab("alone", "Other")]
    desk.people.more_tabs = [*made, *(tab(*one) for one in more)]
    desk.page.open("1")
    QApplication.processEvents()
    return desk


def upper(desk):
    tabs = desk.page.record.tabs
    return [tabs.tabText(n) for n in range(tabs.count()) if tabs.isTabVisible(n)]


def press(desk, bar, key):
    desk.qtbot.keyClick(bar, key)
    QApplication.processEvents()


def inner(desk):
    row = next(one for one in desk.findChildren(QTabBar, "group_tabs") if one.isVisible())
    return row, [row.tabText(n) for n in range(row.count())]


def test_a_group_is_one_tab_and_one_that_is_alone_goes_by_its_own_name(desk):
    desk = opened(desk)
    assert upper(desk) == ["Timeline", "Plan", "Alone", "Details", "History"]


def test_the_row_inside_turns_the_pages_by_keyboard_and_the_upper_row_goes_past_a_group(desk):
    desk = opened(desk)
    bar = desk.page.record.tabs.tabBar()
    bar.setFocus()
    press(desk, bar, Qt.Key.Key_Right)
    assert "This is goals." in desk.texts()
    row, titles = inner(desk)
    assert titles == ["Goals", "Needs"]
    row.setFocus()
    press(desk, row, Qt.Key.Key_Right)
    assert "This is needs." in desk.texts()
    other, _titles = inner(desk)
    assert other.tabText(other.currentIndex()) == "Needs"
    assert desk.focusWidget() is other
    assert upper(desk) == ["Timeline", "Plan", "Alone", "Details", "History"]
    press(desk, other, Qt.Key.Key_Left)
    assert "This is goals." in desk.texts()
    bar.setFocus()
    press(desk, bar, Qt.Key.Key_Right)
    assert "This is alone." in desk.texts()
    press(desk, bar, Qt.Key.Key_Left)
    assert "This is needs." in desk.texts() or "This is goals." in desk.texts()


def test_a_page_of_a_group_is_found_by_its_name(desk):
    desk = opened(desk)
    desk.page.record.go_to("needs")
    QApplication.processEvents()
    assert "This is needs." in desk.texts()
    row, _titles = inner(desk)
    assert row.tabText(row.currentIndex()) == "Needs"
    assert upper(desk) == ["Timeline", "Plan", "Alone", "Details", "History"]


def test_details_and_history_may_stand_in_a_group(desk):
    made = desk()
    made.people.details_group = "Person"
    made.people.more_tabs = []
    made.page.open("1")
    QApplication.processEvents()
    assert upper(made) == ["Person"]
    _row, titles = inner(made)
    assert titles == ["Details", "History"]
