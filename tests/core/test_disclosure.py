# SPDX-License-Identifier: GPL-3.0-or-later
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import disclosure

counts = st.lists(st.integers(0, 40), min_size=1, max_size=8)


@given(counts, st.integers(2, 15))
def test_no_small_number_is_ever_shown(cells: list[int], threshold: int) -> None:
    shown = disclosure.protect(cells, threshold)
    assert all(cell is None or cell == 0 or cell >= threshold for cell in shown.cells)
    assert shown.total is None or shown.total == 0 or shown.total >= threshold


@given(counts, st.integers(2, 15))
def test_the_total_gives_no_hidden_cell_away(cells: list[int], threshold: int) -> None:
    shown = disclosure.protect(cells, threshold)
    hidden = [cell for cell, seen in zip(cells, shown.cells, strict=True) if seen is None]
    if shown.total is not None and hidden:
        assert len(hidden) > 1
        assert sum(hidden) >= threshold


@given(counts, st.integers(2, 15))
def test_what_is_shown_is_true(cells: list[int], threshold: int) -> None:
    shown = disclosure.protect(cells, threshold)
    assert all(s in (None, c) for c, s in zip(cells, shown.cells, strict=True))
    assert shown.total in (None, sum(cells))


def test_large_numbers_stay_as_they_are() -> None:
    shown = disclosure.protect([12, 30, 0, 7], 5)
    assert shown.cells == (12, 30, 0, 7)
    assert not shown.hides


def test_a_single_small_cell_takes_the_next_smallest_with_it() -> None:
    assert disclosure.protect([3, 30, 7], 5).cells == (None, 30, None)


def test_small_cells_are_printed_as_one_line() -> None:
    names = {"a": "Threat", "b": "Robbery", "c": "Assault"}
    table = disclosure.sensitive_table("T", ("Type", "N"), {"a": 20, "b": 2, "c": 4}, names, 5)
    assert table is not None
    assert [list(row) for row in table.rows] == [
        ["Threat", "20"],
        ["2 others together", "6"],
        ["Total", "26"],
    ]


def test_no_percentage_of_fewer_than_ten() -> None:
    assert disclosure.percent(3, 9) == disclosure.HIDDEN
    assert disclosure.percent(5, 10) == "50%"
