# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a record: head, tabs, verbs, on every screen and for every reader."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from desktop.widgets import look
from desktop.widgets.register import RegisterPage
from desktop.widgets.source import Action, Tab
from tests.widgets.desk import desks
from tests.widgets.people import People

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qtbot):
    yield from desks(qtbot)


def test_the_head_says_code_facts_warning_and_next_step(desk):
    desk = desk()
    desk.page.open("2")
    for words in ("P-00002", "Sector 2", "Late", "Call only after six in the evening."):
        assert words in desk.texts()
    desk.press("action_visit")
    desk.press("action_call")
    desk.press("print")
    desk.key(Qt.Key.Key_P, CTRL)
    assert desk.people.ran == ["visit", "call 2", "print 2", "print 2"]


def test_an_action_refreshes_the_head_and_keeps_what_is_typed(desk):
    desk = desk()
    plain = desk.people.actions

    def close(id):
        with desk.people.base:
            desk.people.base.execute("UPDATE person SET status = 'closed' WHERE row = ?", (id,))

    desk.people.actions = lambda id: [*plain(id), Action("close", "Close", lambda: close(id))]
    desk.page.open("2")
    desk.write("name", "Half a na")
    desk.press("action_close")
    assert "Closed" in desk.texts()
    assert "Call only after six in the evening." not in desk.texts()
    assert desk.field("name").text() == "Half a na"


def test_tabs_come_first_are_built_when_seen_and_history_is_last(qtbot, desk):
    desk = desk()
    built = []

    def tab(name):
        def build(parent):
            built.append(name)
            return QLabel(f"This is {name}.", parent)

        return Tab(name, name.title(), build)

    desk.people.more_tabs = [tab("timeline"), tab("consent")]
    desk.people.save("3", {"name": "Bruno Prado", "visits": 39})
    desk.page.open("3")
    tabs = desk.page.record.tabs
    titles = [tabs.tabText(n) for n in range(tabs.count())]
    assert titles == ["Timeline", "Consent", "Details", "History"]
    assert built == ["timeline"]
    assert desk.focusWidget() is tabs.tabBar()
    desk.page.record.go_to("history")
    history = desk.page.record.findChild(QWidget, "history")
    cells = [history.model().index(0, n).data() for n in range(5)]
    assert cells == ["21/11/2026 10:42", "ana", "Name", "Bruno Nuñez Quispe", "Bruno Prado"]
    assert built == ["timeline"]
    desk.page.open("3", tab="consent")
    QApplication.processEvents()
    assert built == ["timeline", "timeline", "consent"]
    assert "This is consent." in desk.texts()


def test_a_reload_keeps_typing_and_place(desk):
    desk = desk()
    desk.page.open("4")
    desk.write("name", "Half a na")
    desk.people.save("4", {"name": "Iris Rojas Quispe", "visits": 31})
    desk.page.reload()
    desk.settle()
    assert "31" in desk.texts()
    assert desk.field("name").text() == "Half a na"


def test_an_undo_reaches_the_record_that_is_open_again(desk):
    desk = desk()
    desk.page.open("4")
    desk.write("visits", "31")
    desk.press("finish")
    desk.page.open("4")
    desk.press("undo")
    assert desk.field("visits").text() == "2"
    assert desk.page.in_record


def test_a_tab_that_can_reload_is_told_of_changes(desk):
    class Timeline(QLabel):
        told = 0

        def reload(self):
            self.told += 1

    made = []
    desk = desk()
    desk.people.more_tabs = [
        Tab("timeline", "Timeline", lambda parent: made.append(Timeline(parent)) or made[-1])
    ]
    desk.page.open("4")
    desk.page.reload()
    assert made[0].told == 1
    desk.page.open("5")
    desk.page.reload()
    assert [one.told for one in made] == [1, 1]


def test_who_may_not_edit_reads(desk):
    desk = desk()
    plain = desk.people.load

    def load(key):
        return replace(plain(key), may_edit=False, may_remove=False)

    desk.people.load = load
    desk.page.open("1")
    assert not desk.field("name").isEnabled()
    assert not any(one.isVisible() for one in desk.findChildren(QPushButton, "finish"))
    assert desk.findChildren(QPushButton, "delete") == []
    desk.key(Qt.Key.Key_Escape)
    desk.key(Qt.Key.Key_Delete)
    assert desk.rows == 20


def test_tab_travels_through_the_record_and_is_never_trapped(desk):
    desk = desk()
    desk.page.open("2")
    seen = []
    for _step in range(40):
        desk.key(Qt.Key.Key_Tab)
        seen.append(desk.focusWidget().objectName())
        if len(seen) > 1 and seen[-1] == seen[0]:
            break
    assert {"back", "action_call", "print", "delete", "finish", "later"} <= set(seen)
    assert seen[-1] == seen[0]


def test_everything_the_keyboard_reaches_in_a_record_has_a_name(desk):
    desk = desk()
    desk.page.open("2")
    for part in desk.findChildren(QWidget):
        if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            spoken = QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)
            assert spoken, (part, part.objectName())


RULE = "Only the sister answers; never at home, never at night. " * 9


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_warning_stands_outside_of_what_scrolls_whatever_is_open(qapp, desk, scale):
    try:
        look.apply(qapp, scale=scale)
        desk = desk()
        plain = desk.people.load
        desk.people.load = lambda key: replace(plain(key), warnings=[RULE])
        inner = RegisterPage(People(9), desk.toasts)
        desk.people.more_tabs = [Tab("contacts", "Contacts", lambda parent: inner)]
        desk.page.open("2")
        inner.open_new()
        desk.settle()
        bar = desk.page.record.findChild(QWidget, "warning_bar")
        assert bar.accessibleName() == RULE
        corner = bar.mapTo(desk, QPoint(bar.width(), bar.height()))
        assert corner.x() <= 1024
        assert corner.y() <= 250
        words = next(one for one in bar.findChildren(QLabel, "caution"))
        assert words.text().startswith("Only the sister answers; never at home, never at night.")
        assert words.height() >= words.heightForWidth(words.width())
        if words.text() != RULE:
            desk.press("caution_all")
            assert words.text() == RULE
    finally:
        look.apply(qapp)


def test_no_warning_is_cut_where_several_press_on_a_record_within_a_record(qapp, desk):
    try:
        look.apply(qapp, scale=2.0)
        desk = desk()
        below = People(9)
        for people, told in ((desk.people, [RULE]), (below, [RULE[:112], RULE])):
            plain = people.load
            people.load = lambda key, plain=plain, told=told: replace(plain(key), warnings=told)
        inner = RegisterPage(below, desk.toasts)
        desk.people.more_tabs = [Tab("contacts", "Contacts", lambda parent: inner)]
        desk.page.open("2")
        desk.page.record.go_to("contacts")
        inner.open("1")
        desk.settle()
        bars = [one for one in desk.page.findChildren(QLabel, "caution") if one.isVisible()]
        assert len(bars) == 3
        assert all(one.height() >= one.heightForWidth(one.width()) for one in bars)
    finally:
        look.apply(qapp)


def test_a_record_within_a_record_has_the_page_and_gives_it_back(desk):
    desk = desk()
    inner = RegisterPage(People(9), desk.toasts)
    desk.people.more_tabs = [Tab("contacts", "Contacts", lambda parent: inner)]
    desk.page.open("2")
    desk.settle()
    outer = desk.page.record
    code = outer.findChild(QLabel, "record_code")
    inner.open_new()
    assert not outer.tabs.tabBar().isVisible()
    assert not code.isVisible()
    inner.close_record()
    assert outer.tabs.tabBar().isVisible()
    assert code.isVisible()
    inner.open_new()
    outer.go_to("details")
    assert outer.tabs.tabBar().isVisible(), "another tab must not be a dead end"
    outer.go_to("contacts")
    assert not outer.tabs.tabBar().isVisible()
    desk.resize(1280, 900)
    desk.settle()
    assert outer.tabs.tabBar().isVisible()
    assert code.isVisible()


@pytest.mark.parametrize(("scale", "height"), [(1.0, 600), (1.0, 1400), (2.0, 1400)])
def test_verbs_stay_in_one_line_and_the_rest_waits_in_a_menu(qapp, desk, scale, height):
    try:
        look.apply(qapp, scale=scale)
        desk = desk(height=height)
        ran: list[int] = []
        more = [
            Action(f"verb{n}", f"A further long verb {n}", partial(ran.append, n)) for n in range(9)
        ]
        desk.people.actions = lambda id: more
        desk.page.open("2")
        desk.settle()
        assert desk.minimumSizeHint().width() <= 1024
        verbs = desk.page.record.findChild(QPushButton, "more_verbs")
        all_of_them = desk.findChildren(QPushButton)
        shown = [one for one in all_of_them if one.objectName().startswith("action_verb")]
        assert verbs.isVisible()
        assert len({one.mapTo(desk, QPoint()).y() for one in shown if one.isVisible()}) <= 1
        verbs.menu().aboutToShow.emit()
        words = [one.text() for one in verbs.menu().actions()]
        folded = [one.text() for one in shown if one.isVisible()] + words
        assert folded == [*(one.label for one in more), "Print", "Delete"]
        verbs.menu().actions()[-3].trigger()
        assert ran == [8]
    finally:
        look.apply(qapp)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_record_fits_a_small_screen(qapp, desk, scale):
    try:
        look.apply(qapp, scale=scale)
        desk = desk()
        desk.page.open("2")
        QApplication.processEvents()
        assert desk.width() == 1024
        assert desk.height() == 600
        for name in ("finish", "later", "back", "delete"):
            button = next(one for one in desk.findChildren(QPushButton, name) if one.isVisible())
            corner = button.mapTo(desk, QPoint(button.width(), button.height()))
            assert corner.x() <= 1024
            assert corner.y() <= 600
    finally:
        look.apply(qapp)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_register_within_a_record_fits_a_small_screen(qapp, desk, scale):
    try:
        look.apply(qapp, scale=scale)
        desk = desk()
        inner = RegisterPage(People(9), desk.toasts)
        desk.people.more_tabs = [Tab("contacts", "Contacts", lambda parent: inner)]
        desk.page.open("2")
        desk.settle()
        assert desk.height() == 600
        assert inner.list.table.viewport().height() >= look.height("row")
        assert "Participants" not in desk.texts()
        inner.open_new()
        desk.settle()
        assert desk.height() == 600
    finally:
        look.apply(qapp)
