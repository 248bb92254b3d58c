# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the rows of tabs of a record find no room, a box stands for them; lists keep their rows."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QTabBar

from desktop.widgets import look
from desktop.widgets.caution import Caution
from desktop.widgets.source import Tab
from tests.widgets.desk import desks

NAMES = [("timeline", ""), ("goals", "Plan"), ("needs", "Plan"), ("papers", "")]


@pytest.fixture
def desk(qtbot, qapp):
    yield from desks(qtbot)
    look.apply(qapp)


def opened(qapp, desk, scale, names=NAMES):
    made = desk()
    look.apply(qapp, scale=scale)

    def tab(name, group):
        return Tab(name, name.title(), lambda p: QLabel(f"This is {name}.", p), group=group)

    made.people.more_tabs = [tab(*one) for one in names]
    made.page.open("1")
    made.resize(1024, 600)
    for _n in range(3):
        QApplication.processEvents()
    return made


def box_of(desk):
    return desk.page.record.findChild(QComboBox, "tabs_box")


def test_with_the_largest_text_one_box_holds_every_part_by_its_group(qapp, desk):
    desk = opened(qapp, desk, 2.0)
    box = box_of(desk)
    assert box.isVisible()
    assert not any(bar.isVisible() for bar in desk.findChildren(QTabBar))
    assert [box.itemText(n) for n in range(box.count()) if box.itemText(n)] == [
        "Timeline",
        "Plan",
        "Goals",
        "Needs",
        "Papers",
        "Details",
        "History",
    ]
    desk.page.record.start()
    assert QApplication.focusWidget() is box
    desk.qtbot.keyClick(box, Qt.Key.Key_Down)  # over the name of the group, onto its first page
    QApplication.processEvents()
    assert box.currentText() == "Goals"
    assert "This is goals." in desk.texts()
    desk.page.record.go_to("papers")
    assert box.currentText() == "Papers"


def test_tabs_that_would_scroll_are_a_box_and_come_back_when_there_is_room(qapp, desk):
    many = [(f"a rather long name {n}", "") for n in range(12)]
    desk = opened(qapp, desk, 1.0, many)
    assert box_of(desk).isVisible()
    desk.resize(3000, 600)
    QApplication.processEvents()
    assert not box_of(desk).isVisible()
    assert desk.page.record.tabs.tabBar().isVisible()


def test_a_new_record_has_neither(qapp, desk):
    desk = opened(qapp, desk, 2.0)
    desk.page.open_new()
    QApplication.processEvents()
    assert not box_of(desk).isVisible()
    assert not desk.page.record.tabs.tabBar().isVisible()


def test_a_list_keeps_two_rows_in_sight_with_the_largest_text(qapp, desk):
    desk = desk()
    look.apply(qapp, scale=2.0)
    desk.resize(1024, 420)
    QApplication.processEvents()
    shown = desk.page.list
    assert shown.table.viewport().height() >= 2 * look.height("row")
    assert not shown._count.isVisible()
    assert shown.search.toolTip() == shown._count.text()
    new = shown._new
    assert (new.text(), new.accessibleName(), new.toolTip()) == ("", *["New participant"] * 2)
    look.apply(qapp)
    desk.resize(1024, 600)
    QApplication.processEvents()
    assert shown._count.isVisible()
    assert new.text() == "New participant"


def test_the_codes_of_a_list_are_whole_with_the_largest_text(qapp, desk):
    desk = desk()
    look.apply(qapp, scale=2.0)
    desk.resize(500, 600)
    QApplication.processEvents()
    table = desk.table
    code = table.model().index(0, 0).data()
    assert table.columnWidth(0) > table.fontMetrics().horizontalAdvance(code)
    beyond = table.horizontalHeader().length() - table.viewport().width()
    assert table.horizontalScrollBar().maximum() == max(0, beyond)  # reached, not cut


def test_a_warning_is_never_cut_where_others_want_its_room(qapp, qtbot):
    look.apply(qapp, scale=2.0)
    try:
        bar = Caution("Ask the person; that is enough. Do not call the business: no consent.")
        qtbot.addWidget(bar)
        bar.resize(700, 10)
        bar.show()
        QApplication.processEvents()
        words = bar.findChild(QLabel, "caution")
        assert bar.minimumSizeHint().height() >= words.heightForWidth(words.width())
    finally:
        look.apply(qapp)
