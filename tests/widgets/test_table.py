# SPDX-License-Identifier: GPL-3.0-or-later
"""A list shows its rows by key, fetches only what is seen and is run from the keyboard."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from desktop.widgets import look
from desktop.widgets.column_widths import shared
from desktop.widgets.source import Column, marked, tone_and_word
from desktop.widgets.table import PAGE, PAGES_KEPT, KeysModel, RegisterTable
from tests.widgets.people import People, code

COLUMNS = (
    Column("code", "Code"),
    Column("n", "Number", numeric=True),
    Column("s", "State", status=True),
)


class Shelf:
    """Rows made from their keys; counts what was fetched."""

    def __init__(self):
        self.fetched = []
        self.gone = set()

    def __call__(self, keys):
        self.fetched.append(len(keys))
        return [
            (
                f"C-{key}",
                str(key * 2),
                marked("good" if key % 2 else "off", "Odd" if key % 2 else "Even"),
            )
            for key in keys
            if key not in self.gone
        ]


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def table(qtbot, shelf):
    made = RegisterTable(COLUMNS, shelf, "Records")
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    return made


def shown(table, row, column=0):
    return table.model().index(row, column).data()


def test_the_model_keeps_qts_contract(qtbot, shelf):
    model = KeysModel(COLUMNS, shelf)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for size in (0, 1, PAGE, PAGE * 3 + 1):
        model.show_keys(array("q", range(1, size + 1)))
        assert model.rowCount() == size
    assert tester.model() is model
    assert isinstance(model, QAbstractItemModel)
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(QModelIndex()) == 3


def test_cells_follow_their_keys(table):
    table.show_keys(array("q", [9, 4, 7]))
    assert [shown(table, row) for row in range(3)] == ["C-9", "C-4", "C-7"]
    assert [shown(table, row, 1) for row in range(3)] == ["18", "8", "14"]
    assert [shown(table, row, 2) for row in range(3)] == ["Odd", "Even", "Odd"]


def test_only_what_is_seen_is_fetched_and_little_is_kept(table, shelf):
    table.show_keys(array("q", range(1, 100_001)))
    table.grab()
    assert shelf.fetched == [PAGE]
    for page in range(PAGES_KEPT * 2):
        shown(table, page * PAGE)
    assert len(table.keys_model._pages) == PAGES_KEPT
    count = len(shelf.fetched)
    shown(table, (PAGES_KEPT * 2 - 1) * PAGE + 5)
    assert len(shelf.fetched) == count
    shown(table, 0)
    assert len(shelf.fetched) == count + 1


def test_the_page_used_last_stays_longest(table, shelf):
    table.show_keys(array("q", range(1, 100_001)))
    for page in range(PAGES_KEPT):
        shown(table, page * PAGE)
    shown(table, 0)
    shown(table, PAGES_KEPT * PAGE)  # one too many: page 1 goes, page 0 was used since
    count = len(shelf.fetched)
    shown(table, 0)
    assert len(shelf.fetched) == count
    shown(table, PAGE)
    assert len(shelf.fetched) == count + 1


def test_a_record_deleted_since_the_snapshot_leaves_an_empty_line(table, shelf):
    shelf.gone = {2}
    table.show_keys(array("q", [1, 2, 3]))
    assert [shown(table, row) for row in range(3)] == ["C-1", "", "C-3"]


def test_a_status_is_a_word_and_a_shape(table):
    table.show_keys(array("q", [1, 2]))
    model = table.model()
    odd, even = (model.index(row, 2).data(Qt.ItemDataRole.DecorationRole) for row in range(2))
    assert odd.pixmap(16, 16).toImage() != even.pixmap(16, 16).toImage()
    assert model.index(0, 0).data(Qt.ItemDataRole.DecorationRole) is None


@pytest.mark.parametrize(
    ("cell", "apart"),
    [("good\x1fActive", ("good", "Active")), ("Active", ("", "Active")), ("", ("", ""))],
)
def test_a_status_cell_comes_apart(cell, apart):
    assert tone_and_word(cell) == apart


def test_numbers_stand_right(table):
    table.show_keys(array("q", [1]))
    for column, side in ((0, Qt.AlignmentFlag.AlignLeft), (1, Qt.AlignmentFlag.AlignRight)):
        align = table.model().index(0, column).data(Qt.ItemDataRole.TextAlignmentRole)
        assert Qt.AlignmentFlag(align) & side


def test_a_list_that_is_not_empty_has_a_current_row(table):
    assert table.key == -1
    table.show_keys(array("q", [5, 6]))
    assert table.key == 5
    table.show_keys(array("q"))
    assert table.key == -1


def test_the_current_row_survives_a_reload_wherever_it_moves(table):
    table.show_keys(array("q", range(1, 1001)))
    table.go_to(700)
    table.show_keys(array("q", range(1000, 0, -1)))
    assert table.key == 700
    assert table.currentIndex().row() == 300
    table.show_keys(array("q", [key for key in range(1000, 0, -1) if key != 700]))
    assert table.currentIndex().row() == 300  # gone: its neighbour takes its place
    table.show_keys(array("q", [1, 2]))
    assert table.key == 2


def test_going_to_a_key_that_is_not_there_changes_nothing(table):
    table.show_keys(array("q", [5, 6]))
    table.go_to(7)
    assert table.key == 5


def test_keys_open_preview_and_travel(qtbot, table):
    table.show_keys(array("q", range(1, 501)))
    heard = []
    table.opened.connect(lambda key: heard.append(("open", key)))
    table.previewed.connect(lambda key: heard.append(("preview", key)))
    table.pointed.connect(lambda key: heard.append(("at", key)))
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    qtbot.keyClick(table, Qt.Key.Key_End)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_Home)
    qtbot.keyClick(table, Qt.Key.Key_Enter)
    assert heard == [("at", 2), ("preview", 2), ("at", 500), ("open", 500), ("at", 1), ("open", 1)]


def test_a_double_click_opens(qtbot, table):
    table.show_keys(array("q", [3, 4]))
    where = table.visualRect(table.model().index(1, 0)).center()
    with qtbot.waitSignal(table.opened) as heard:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert heard.args == [4]


def test_letters_typed_on_the_list_go_to_the_search_not_through_all_rows(qtbot, table, shelf):
    table.show_keys(array("q", range(1, 100_001)))
    count = len(shelf.fetched)
    with qtbot.waitSignal(table.typed) as heard:
        qtbot.keyClick(table, Qt.Key.Key_Z)
    assert heard.args == ["z"]
    assert len(shelf.fetched) == count


def test_copied_rows_are_what_a_spreadsheet_takes(qtbot, table):
    table.show_keys(array("q", [1, 2, 3]))
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "Code\tNumber\tState\nC-1\t2\tOdd\nC-2\t4\tEven"


@pytest.mark.parametrize(
    ("cell", "pasted"),
    [("=1+1", "'=1+1"), ("@x", "'@x"), ("a\tb\nc", "a b c"), ("-3", "-3"), ("+57 1", "+57 1")],
)
def test_a_copied_cell_stays_one_cell_and_no_formula(qtbot, cell, pasted):
    model = KeysModel([Column("a", "A")], lambda keys: [(cell,) for _key in keys])
    model.show_keys(array("q", [1]))
    assert model.copied([0]).split("\n", 1)[1] == pasted


def test_a_click_on_a_title_asks_for_the_order_and_again_for_the_other_way(qtbot, table):
    table.show_keys(array("q", [1, 2]))
    header = table.horizontalHeader()
    asked = []
    table.sorted.connect(asked.append)
    where = QPoint(header.sectionViewportPosition(1) + 5, 5)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
    table.show_keys(array("q", [2, 1]), asked[-1])
    assert header.isSortIndicatorShown()
    assert header.sortIndicatorSection() == 1
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert asked == ["n", "-n"]
    table.show_keys(array("q", [2, 1]), "-n")
    assert header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder


def test_a_column_that_cannot_sort_stays_silent(qtbot):
    table = RegisterTable(
        [Column("a", "A", sortable=False)], lambda keys: [("x",)] * len(keys), "T"
    )
    qtbot.addWidget(table)
    asked = []
    table.sorted.connect(asked.append)
    table.horizontalHeader().sectionClicked.emit(0)
    assert asked == []


def test_tab_leaves_the_list(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    box = QVBoxLayout(page)
    table, after = RegisterTable(COLUMNS, Shelf(), "Records"), QLineEdit()
    box.addWidget(table)
    box.addWidget(after)
    table.show_keys(array("q", [1, 2]))
    page.show()
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert page.focusWidget() is after


@given(
    st.integers(200, 1600),
    st.lists(st.tuples(st.integers(20, 500), st.integers(0, 4)), min_size=1, max_size=9),
)
def test_the_columns_share_the_room_to_the_pixel(room, asked):
    columns = [Column(str(n), "", weight) for n, (_wanted, weight) in enumerate(asked)]
    wanted = [width for width, _weight in asked]
    widths = shared(room, wanted, columns)
    assert sum(widths) == room
    assert min(widths) >= min(*wanted, room // len(wanted), room * 2 // 5 // len(wanted))


def test_a_code_is_never_cut_while_there_are_words_to_cut():
    columns = [Column("code", "", 0), *(Column(str(n), "", 1) for n in range(5))]
    assert shared(500, [120, 200, 300, 200, 300, 200], columns)[0] == 120


@pytest.mark.parametrize("width", [380, 700, 1600])
def test_columns_fill_the_room_and_none_vanishes(table, width):
    table.resize(width, 300)
    table.show_keys(array("q", range(1, 300)))
    widths = [table.columnWidth(n) for n in range(3)]
    assert min(widths) > 40
    assert sum(widths) <= table.viewport().width()
    assert sum(widths) > table.viewport().width() - 10


def test_a_long_cell_does_not_push_the_others_out(qtbot):
    table = RegisterTable(
        [Column("a", "Code"), Column("b", "Story")],
        lambda keys: [(f"P-{key}", "word " * 200) for key in keys],
        "T",
    )
    qtbot.addWidget(table)
    table.resize(500, 300)
    table.show()
    table.show_keys(array("q", [1, 2]))
    letters = table.fontMetrics()
    assert table.columnWidth(0) > letters.horizontalAdvance("P-1")
    assert table.columnWidth(0) + table.columnWidth(1) <= table.viewport().width()


def test_rows_and_columns_grow_with_the_text(qtbot, qapp, table):
    look.apply(qapp)
    table.show_keys(array("q", range(1, 300)))
    before = table.rowHeight(0)
    try:
        look.apply(qapp, scale=2.0)
        qapp.processEvents()
        assert table.rowHeight(0) == before * 2 == look.height("row")
    finally:
        look.apply(qapp)


def test_the_list_has_a_name_and_titles_for_a_screen_reader(table):
    table.show_keys(array("q", [1]))
    spoken = QAccessible.queryAccessibleInterface(table)
    assert spoken.text(QAccessible.Text.Name) == "Records"
    assert spoken.role() == QAccessible.Role.Table


def test_a_real_register_of_a_hundred_thousand(qtbot):
    people = People(100_000)
    table = RegisterTable(people.columns, people.rows, "People")
    qtbot.addWidget(table)
    table.show_keys(people.keys("", {}, "-code"))
    assert table.model().rowCount() == 100_000
    assert shown(table, 0) == code(100_000)
    assert shown(table, 99_999) == code(1)
    table.show_keys(people.keys("peña", {"status": "late"}, ""))
    for row in range(0, table.model().rowCount(), 997):
        assert "Peña" in shown(table, row, 1)
        assert shown(table, row, 4) == "Late"
