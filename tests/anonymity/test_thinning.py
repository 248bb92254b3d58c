# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables with very many columns end in bounded time, stay safe, and say what they are not."""

import random

import pytest

from desktop.anonymity import scales
from desktop.anonymity.engine import anonymise
from desktop.anonymity.table import Table
from tests.anonymity import adult


@pytest.mark.parametrize("mode", ["global", "local", "cells"])
def test_a_very_wide_table_is_still_made_safe(mode):
    dice = random.Random(7)
    rows = [
        [str(min(int(dice.expovariate(0.1)), 40)) for _column in range(22)] for _row in range(150)
    ]
    table = Table.of_rows([f"c{place}" for place in range(22)], rows)
    trees = {
        column.name: scales.numbers(column.name, column.values, (5, 10, 20))
        for column in table.columns
    }
    roles = dict.fromkeys(trees, "quasi")
    result = anonymise(table, roles, trees, k=3, suppression=0.1, mode=mode)
    assert not result.optimal
    assert result.gcp < 1
    count = adult.recounted(result, table, roles)
    assert count.k >= 3
    assert count.suppressed <= 15


def test_an_answer_from_the_whole_lattice_is_called_optimal():
    sample = adult.table("adult_random1000.csv")
    best = anonymise(sample, adult.ROLES8, adult.hierarchies(), k=5, suppression=0.05)
    assert best.optimal
    assert best.gcp == pytest.approx(0.4954, abs=0.00005)
