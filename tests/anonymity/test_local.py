# SPDX-License-Identifier: GPL-3.0-or-later
"""Local recoding and cell suppression: little loss, and every promise kept to the letter."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.anonymity.engine import anonymise
from desktop.anonymity.table import STAR, Table
from desktop.core.errors import UserError
from tests.anonymity import adult
from tests.anonymity.adult import QI8, ROLES8
from tests.anonymity.test_full_domain import SMALL, TREES, asked, rows


# At most what the strongest setting of another program reached, which took longer for it.
@pytest.mark.parametrize(
    ("roles", "k", "asked", "loss"),
    [
        (ROLES8, 5, {}, 0.0305),
        (ROLES8, 10, {}, 0.0466),
        (ROLES8, 5, {"l": 2}, 0.0312),
    ],
)
def test_class_by_class_little_is_lost(roles, k, asked, loss):
    original = adult.table()
    result = anonymise(original, roles, adult.hierarchies(), k=k, mode="local", **asked)
    assert result.gcp <= loss
    assert not result.suppressed.any()
    assert adult.pycanon_k(result, roles) >= k
    count = adult.recounted(result, original, roles)
    assert count.classes == result.classes
    assert count.k >= k
    assert count.l >= asked.get("l", 0)
    scored = adult.loss_by_definition(result, original, roles, adult.hierarchies())
    assert result.gcp == pytest.approx(scored, abs=1e-12)


def test_closeness_class_by_class_loses_less_than_at_one_level():
    sample = adult.table("adult_random1000.csv")
    for suppression in (0.0, 0.05):
        one_level, classes = (
            anonymise(
                sample,
                ROLES8,
                adult.hierarchies(),
                k=5,
                t=0.3,
                suppression=suppression,
                mode=mode,
            )
            for mode in ("global", "local")
        )
        assert classes.gcp < one_level.gcp
        count = adult.recounted(classes, sample, ROLES8)
        assert count.k >= 5
        assert count.t <= 0.3 + 1e-9
        assert count.suppressed <= suppression * 1000


def test_the_same_table_gives_the_same_rows():
    sample = adult.table("adult_random1000.csv")
    first, second = (
        anonymise(sample, ROLES8, adult.hierarchies(), k=5, mode="local") for _ in range(2)
    )
    assert list(first.rows()) == list(second.rows())
    assert first.gcp < 0.14


def test_single_cells_are_starred_at_one_level_per_column():
    original = adult.table()
    result = anonymise(original, ROLES8, adult.hierarchies(), k=5, mode="cells", suppression=0.05)
    assert result.gcp < 0.0645
    assert adult.pycanon_k(result, ROLES8) >= 5
    for name in QI8:
        levels = result.levels[name]
        assert isinstance(levels, dict)
        plain, *starred = levels
        labels = set(adult.hierarchies()[name].levels[plain]) | {STAR}
        assert set(result.table.column(name).labels()) <= labels
        assert starred == [adult.hierarchies()[name].height - 1]


@given(rows=rows, asked=asked, mode=st.sampled_from(["local", "cells"]))
def test_whatever_the_table_the_models_hold(rows, asked, mode):
    table = Table.of_rows([*SMALL, "who"], rows)
    try:
        anonymise(table, SMALL, TREES, **asked)
    except UserError:
        with pytest.raises(UserError):
            anonymise(table, SMALL, TREES, mode=mode, **asked)
        return
    result = anonymise(table, SMALL, TREES, mode=mode, **asked)
    assert result.suppressed.sum() <= asked["suppression"] * len(rows) + 1e-9
    persons = [row[4] for row in rows] if asked["person"] else None
    count = adult.recounted(result, table, SMALL, persons)
    assert count.suppressed == result.suppressed.sum()
    assert np.array_equal(result.class_of < 0, result.suppressed)
    if not result.suppressed.all():
        assert count.k >= asked["k"]
        assert count.l >= (asked["l"] or 1)
        assert count.t <= (1 if asked["t"] is None else asked["t"]) + 1e-9
        assert count.classes == result.classes
