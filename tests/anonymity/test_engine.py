# SPDX-License-Identifier: GPL-3.0-or-later
"""What an exporter leans on: persons as the unit, values withheld, names of levels, deny by default."""

import pytest

from desktop.anonymity import scales
from desktop.anonymity.engine import anonymise
from desktop.anonymity.naive import recount
from desktop.anonymity.table import Table
from desktop.core.errors import UserError
from tests.anonymity import adult
from tests.anonymity.adult import ROLES8

# Six events of three persons: by rows the months are common, by persons they are not.
EVENTS = Table.of_rows(
    ["who", "month", "kind"],
    [
        ("ana", "2026-10-01", "threat"),
        ("ana", "2026-10-02", "threat"),
        ("ana", "2026-10-03", "threat"),
        ("bea", "2026-11-01", "threat"),
        ("bea", "2026-11-02", "blow"),
        ("caio", "2026-11-03", "blow"),
    ],
)
ROLES = {"who": "identifier", "month": "quasi", "kind": "sensitive"}
TREES = {"month": scales.dates("month", EVENTS.column("month").values)}


def test_persons_not_rows_are_counted():
    by_rows = anonymise(EVENTS, ROLES, TREES, k=2)
    by_person = anonymise(EVENTS, ROLES, TREES, k=2, person="who")
    assert by_rows.levels == {"month": 1}
    assert by_person.levels == {"month": 2}
    assert by_person.level_names["month"][2] == "Quarter"
    assert {row[0] for row in by_person.rows()} == {"*"}


def test_too_few_persons_are_not_made_many_by_their_rows():
    with pytest.raises(UserError, match="k is 4") as told:
        anonymise(EVENTS, ROLES, TREES, k=4, person="who")
    assert "3 records" in str(told.value)


def test_values_may_be_withheld_instead_of_records():
    result = anonymise(EVENTS, ROLES, TREES, k=3, l=2, spare_records=True)
    assert not result.suppressed.any()
    assert result.emptied == {"kind": 3}
    assert [row[1:] for row in result.rows()] == [
        *[("2026-10", "*")] * 3,
        ("2026-11", "threat"),
        *[("2026-11", "blow")] * 2,
    ]
    suppressed = anonymise(EVENTS, ROLES, TREES, k=3, l=2, suppression=0.5)
    assert suppressed.levels != result.levels or suppressed.suppressed.any()


def test_what_nobody_named_does_not_leave():
    sample = adult.table("adult_random1000.csv")
    named = {name: role for name, role in ROLES8.items() if name != "occupation"}
    result = anonymise(sample, named, adult.hierarchies(), k=2, mode="local")
    assert result.withheld == ("occupation",)
    assert result.table.column("occupation").values == ("*",)


def test_spared_records_satisfy_the_models_where_a_value_is_left():
    sample = adult.table("adult_random1000.csv")
    result = anonymise(
        sample, ROLES8, adult.hierarchies(), k=3, l=3, t=0.6, mode="local", spare_records=True
    )
    assert 0 < result.emptied["occupation"] < 1000
    count = adult.recounted(result, sample, ROLES8)
    assert (count.k >= 3, count.l >= 3, count.t <= 0.6) == (True, True, True)


def test_every_sensitive_column_is_judged_by_itself():
    rows = [("x", a, b) for a, b in [("1", "1"), ("2", "1"), ("1", "1"), ("2", "1")]]
    table = Table.of_rows(["quasi", "one", "two"], rows)
    roles = {"quasi": "quasi", "one": "sensitive", "two": "sensitive"}
    trees = {"quasi": scales.codes("quasi", ["x"])}
    with pytest.raises(UserError):
        anonymise(table, roles, trees, k=2, l=2)
    result = anonymise(table, roles, trees, k=2, l=2, spare_records=True)
    assert result.emptied == {"one": 0, "two": 4}


def test_the_plain_counter_counts():
    rows = [
        {"a": "1", "s": "x"},
        {"a": "1", "s": "y"},
        {"a": "2", "s": "x"},
        {"a": "2", "s": "x"},
        {"a": "*", "s": "*"},
    ]
    before = [*rows[:4], {"a": "3", "s": "y"}]
    count = recount(rows, ["a"], ["s"], before)
    assert (count.classes, count.k, count.l, count.suppressed) == (2, 2, 1, 1)
    assert count.t == pytest.approx(0.4)
    assert recount(rows, ["a"], ["s"], before, ["p", "p", "q", "r", "s"]).k == 1


def test_a_wide_table_does_not_overflow():
    rows = [[str((row * 7 + place * row) % 90) for place in range(14)] for row in range(200)]
    table = Table.of_rows([f"c{place}" for place in range(14)], rows)
    trees = {column.name: scales.codes(column.name, column.values) for column in table.columns}
    result = anonymise(table, dict.fromkeys(trees, "quasi"), trees, k=3, mode="local")
    count = adult.recounted(result, table, dict.fromkeys(trees, "quasi"))
    assert count.k >= 3
