# SPDX-License-Identifier: GPL-3.0-or-later
"""Hierarchies: read, written, built from values, and placed over a column."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.anonymity import scales
from desktop.anonymity.hierarchy import (
    from_rows,
    generalise,
    raised,
    read_hierarchy,
)
from desktop.anonymity.ladder import climb, grow
from desktop.anonymity.table import encode
from desktop.core.errors import UserError
from tests.anonymity.adult import DATA


def test_the_toy_hierarchies_of_arx_are_read():
    trees = {
        name: read_hierarchy(DATA / "arx_small" / f"test2_hierarchy_{name}.csv", name)
        for name in ("ZIPCode", "Age", "Disease")
    }
    assert {name: tree.height for name, tree in trees.items()} == {
        "ZIPCode": 6,
        "Age": 3,
        "Disease": 4,
    }
    assert trees["ZIPCode"].numbers() is not None
    assert trees["Disease"].numbers() is None


def test_ages_fall_into_bands_that_nest():
    tree = scales.ages("age", ["0", "4", "5", "13", "17", "18", "59", "60", "101", "", "unknown"])
    assert [row[1:4] for row in tree.rows()] == [
        ("0-4", "0-11", "0-17"),
        ("0-4", "0-11", "0-17"),
        ("5-11", "0-11", "0-17"),
        ("12-14", "12-17", "0-17"),
        ("15-17", "12-17", "0-17"),
        ("18-24", "18-29", "18+"),
        ("50-59", "30-59", "18+"),
        ("60+", "60+", "18+"),
        ("60+", "60+", "18+"),
        ("", "", ""),
        ("unknown", "unknown", "unknown"),
    ]
    assert tree.names == (
        "Age in years",
        "Age band",
        "Wide age band",
        "Under 18 or not",
        "Everything",
    )


@given(st.lists(st.integers(-50, 5000), min_size=1, unique=True))
def test_bands_of_numbers_nest_and_hold_their_number(numbers):
    tree = scales.numbers("amount", [str(number) for number in numbers], (5, 10, 50))
    for number, (leaf, *labels, star) in zip(numbers, tree.rows(), strict=True):
        assert (leaf, star) == (str(number), "*")
        for width, label in zip((5, 10, 50), labels, strict=True):
            low = number // width * width
            assert label in {f"{low}-{low + width - 1}", f"{low}+"}


def test_dates_become_months_quarters_and_years():
    tree = scales.dates("day", ["2026-10-03", "2026-12-31", "2025-01-01", "2026-02", "", "soon"])
    assert [row[1:4] for row in tree.rows()] == [
        ("2026-10", "2026-Q4", "2026"),
        ("2026-12", "2026-Q4", "2026"),
        ("2025-01", "2025-Q1", "2025"),
        ("2026-02", "2026-Q1", "2026"),
        ("", "", ""),
        ("soon", "soon", "soon"),
    ]


def test_places_are_counted_from_the_top():
    parents = {"hill": "east", "creek": "east", "east": "city", "west": "city", "city": "land"}
    tree = scales.places("place", ["hill", "creek", "west", "east", "farther"], parents)
    assert tree.rows() == [
        ("hill", "east", "city", "land", "*"),
        ("creek", "east", "city", "land", "*"),
        ("west", "west", "city", "land", "*"),
        ("east", "east", "city", "land", "*"),
        ("farther", "farther", "farther", "farther", "*"),
    ]


def test_places_in_a_circle_end():
    assert scales.places("place", ["a"], {"a": "b", "b": "a"}).rows() == [("a", "b", "*")]


def test_codes_stand_alone_or_in_groups():
    assert scales.codes("sex", ["f", "m"]).rows() == [("f", "*"), ("m", "*")]
    tree = scales.codes("work", ["cook", "baker", "none"], {"cook": "food", "baker": "food"})
    assert tree.rows() == [("cook", "food", "*"), ("baker", "food", "*"), ("none", "none", "*")]


def test_a_floor_cuts_the_lower_levels_away():
    tree = scales.dates("day", ["2026-10-03", "2026-11-05"])
    assert generalise(["2026-11-05", "2026-10-03"], tree, 1) == ["2026-11", "2026-10"]
    cut = raised("day", tree, 1)
    assert cut.rows() == [
        ("2026-10", "2026-Q4", "2026", "*"),
        ("2026-11", "2026-Q4", "2026", "*"),
    ]
    assert cut.names[0] == "Month"


def test_a_file_that_is_not_text_is_refused(tmp_path):
    (tmp_path / "age.csv").write_bytes(b"1;\xff\xfe;*\n")
    with pytest.raises(UserError, match="cannot be read"):
        read_hierarchy(tmp_path / "age.csv", "age")


def test_nodes_of_equal_reach_are_one_and_meet_where_they_should():
    rows = [
        ("a", "a", "ab", "*"),
        ("b", "b", "ab", "*"),
        ("c", "C", "C", "*"),
        ("x", "X", "C", "*"),
    ]
    tree = grow(climb(encode("letter", ["c", "a", "b", "a"]), from_rows("letter", rows)))
    # "C" covers nothing but c among these values, so c keeps its own name.
    assert tree.label == ("c", "a", "b", "ab", "*")
    meeting, loss = tree.meet(1)
    assert [tree.label[node] for node in meeting] == ["*", "a", "ab", "ab", "*"]
    assert list(loss) == [1.0, 0.0, 0.5, 0.5, 1.0]
    assert tree.label[tree.cover(np.array([2, 1]))] == "ab"
    assert tree.label[tree.cover(np.array([2]))] == "b"
