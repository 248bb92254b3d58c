# SPDX-License-Identifier: GPL-3.0-or-later
"""Risk and utility: figures that can be counted by hand, and the unique sets by brute force."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.anonymity.engine import anonymise
from desktop.anonymity.risk import measure, unique_sets, wildcard_k
from desktop.anonymity.table import Column, Table
from desktop.anonymity.utility import utility
from tests.anonymity import adult
from tests.anonymity.adult import ROLES8

ROWS = [
    ("f", "20", "p1"),
    ("f", "20", "p1"),
    ("f", "20", "p2"),
    ("f", "30", "p3"),
    ("m", "30", "p4"),
    ("m", "30", "p5"),
]
TABLE = Table.of_rows(["sex", "age", "who"], ROWS)
SEEN = [TABLE.column("sex"), TABLE.column("age")]


def released(result, names):
    """The columns of what leaves: suppressed records are no part of it."""
    kept = ~result.suppressed
    columns = [result.table.column(name) for name in names]
    return [Column(one.name, one.values, one.codes[kept]) for one in columns]


def test_the_figures_are_those_counted_by_hand():
    risk = measure(SEEN)
    assert (risk.records, risk.classes, risk.prosecutor) == (6, 3, 1.0)
    assert risk.average == risk.marketer == pytest.approx(0.5)
    assert risk.uniques == pytest.approx(1 / 6)
    assert risk.below == pytest.approx({3: 0.5, 5: 1.0, 11: 1.0})
    assert risk.unique_sets == {("sex", "age"): 1}
    assert risk.unique_columns == {"sex": 1, "age": 1}
    assert not risk.under_global_line


def test_persons_are_counted_where_they_are_known():
    risk = measure(SEEN, TABLE.column("who"))
    assert (risk.records, risk.classes) == (5, 3)
    assert risk.below[3] == pytest.approx(1.0)


def test_a_population_lowers_what_a_journalist_learns():
    population = Table.of_rows(["age", "sex"], [("20", "f"), ("30", "f"), ("30", "m")] * 4)
    assert measure(SEEN, population=population).journalist == pytest.approx(1 / 4)
    assert measure(SEEN).journalist == 1.0


cells = st.lists(st.tuples(*[st.sampled_from("abc")] * 4), min_size=1, max_size=15)


@given(cells)
def test_unique_sets_are_the_smallest_that_single_out(rows):
    table = Table.of_rows("wxyz", rows)
    expected: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        told: list[tuple[int, ...]] = []
        for size in (1, 2, 3):
            for places in combinations(range(4), size):
                alike = sum(all(other[p] == row[p] for p in places) for other in rows)
                if alike == 1 and not any(set(small) < set(places) for small in told):
                    told.append(places)
        expected.update(tuple("wxyz"[p] for p in places) for places in told)
    assert unique_sets(table.columns) == expected


def test_before_and_after_on_adult():
    original = adult.table()
    result = anonymise(original, ROLES8, adult.hierarchies(), k=5, suppression=0.05)
    before, after = (
        measure([original.column(name) for name in adult.QI8]),
        measure(released(result, adult.QI8)),
    )
    assert before.prosecutor == 1.0
    assert (before.records, after.records) == (30162, 30162 - 1346)
    assert (after.prosecutor, after.classes, after.uniques) == (1 / 5, 397, 0.0)
    assert after.average == pytest.approx(397 / 28816)
    assert after.under_global_line
    assert not after.unique_sets


def test_usefulness_on_adult_is_that_of_other_programs():
    result = anonymise(adult.table(), ROLES8, adult.hierarchies(), k=5, suppression=0.05)
    measured = utility(result)
    assert round(measured.c_avg, 1) == 14.5
    assert measured.discernibility == 59199546
    assert measured.gcp == pytest.approx(float(np.mean(list(measured.losses.values()))))


def test_a_star_read_as_anything_makes_classes_larger():
    original = adult.table("adult_random1000.csv")
    result = anonymise(original, ROLES8, adult.hierarchies(), k=3, mode="cells")
    columns = [result.table.column(name) for name in adult.QI8]
    read_wide = wildcard_k(columns, ~result.suppressed)
    cells = list(zip(*(column.labels() for column in columns), strict=True))
    by_hand = min(
        sum(
            all(a == b or "*" in (a, b) for a, b in zip(row, other, strict=True)) for other in cells
        )
        for row in set(cells)
    )
    assert read_wide == by_hand >= 3


def test_an_empty_release_has_no_risk():
    result = anonymise(TABLE, {"sex": "quasi"}, {"sex": adult_flat()}, k=7, suppression=1.0)
    after = measure(released(result, ["sex"]))
    assert (after.records, after.prosecutor) == (0, 0.0)
    assert utility(result).discernibility == 36


def adult_flat():
    from desktop.anonymity.scales import codes

    return codes("sex", ["f", "m"])
