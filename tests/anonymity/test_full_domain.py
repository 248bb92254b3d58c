# SPDX-License-Identifier: GPL-3.0-or-later
"""Full-domain recoding reaches the least loss there is, on the Adult table and on any small one."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.anonymity.engine import anonymise
from desktop.anonymity.hierarchy import Hierarchy, from_rows
from desktop.anonymity.table import Table
from desktop.core.errors import UserError
from tests.anonymity import adult
from tests.anonymity.adult import QI8, ROLES8, ROLES9


# The losses another optimal program found on this table, or less where it stopped early.
@pytest.mark.parametrize(
    ("roles", "k", "suppression", "loss"),
    [
        (ROLES8, 5, 0.0, 0.6250),
        (ROLES8, 5, 0.01, 0.3559),
        (ROLES8, 5, 0.05, 0.1904),
        (ROLES8, 5, 1.0, 0.1751),
        (ROLES8, 10, 0.0, 0.6791),
        (ROLES8, 10, 0.01, 0.3854),
        (ROLES8, 10, 0.05, 0.2447),
        (ROLES9, 5, 0.0, 0.6355),
        (ROLES9, 5, 0.05, 0.2804),
    ],
)
def test_the_loss_on_adult_is_the_known_optimum(roles, k, suppression, loss):
    result = anonymise(adult.table(), roles, adult.hierarchies(), k=k, suppression=suppression)
    assert result.gcp == pytest.approx(loss, abs=0.00005)
    assert int(result.suppressed.sum()) <= suppression * adult.table().rows
    assert adult.pycanon_k(result, roles) >= k
    assert adult.recounted(result, adult.table(), roles).k >= k


@pytest.mark.parametrize(
    ("asked", "suppression", "loss"),
    [
        ({"l": 2}, 0.0, 0.6250),
        ({"l": 2}, 0.05, 0.1904),
        ({"t": 0.2}, 0.0, 0.9291),
        ({"t": 0.2}, 0.05, 0.8397),
    ],
)
def test_diversity_and_closeness_on_adult(asked, suppression, loss):
    result = anonymise(
        adult.table(), ROLES8, adult.hierarchies(), k=5, suppression=suppression, **asked
    )
    assert result.gcp == pytest.approx(loss, abs=0.00005)
    count = adult.recounted(result, adult.table(), ROLES8)
    assert count.k >= 5
    assert count.l >= asked.get("l", 1)
    assert count.t <= asked.get("t", 1) + 1e-9
    assert count.suppressed == int(result.suppressed.sum()) <= suppression * 30162


def test_the_loss_is_that_of_the_contract():
    result = anonymise(adult.table(), ROLES8, adult.hierarchies(), k=5, suppression=0.05)
    scored = adult.loss_by_definition(result, adult.table(), ROLES8, adult.hierarchies())
    assert result.gcp == pytest.approx(scored, abs=1e-12)
    assert result.levels == dict(zip(QI8, (0, 3, 0, 0, 2, 1, 1, 0), strict=True))
    assert result.classes == 397


# ---------------------------------------------------------------- any small table, tried in full

LETTERS = from_rows(
    "letter",
    [
        ("a", "ab", "abc", "*"),
        ("b", "ab", "abc", "*"),
        ("c", "c", "abc", "*"),
        ("d", "d", "d", "*"),
    ],
)
AGES = from_rows("age", [(str(n), f"{n // 2 * 2}+", f"{n // 4 * 4}+", "*") for n in range(8)])
FLAT = from_rows("flag", [("y", "*"), ("n", "*")])
TREES = {"letter": LETTERS, "age": AGES, "flag": FLAT}
SMALL = {"letter": "quasi", "age": "quasi", "flag": "quasi", "secret": "sensitive"}

rows = st.lists(
    st.tuples(
        st.sampled_from(LETTERS.leaves),
        st.sampled_from(AGES.leaves),
        st.sampled_from(FLAT.leaves),
        st.sampled_from(["u", "v", "w"]),
        st.sampled_from("12345678"),
    ),
    min_size=1,
    max_size=24,
)


asked = st.fixed_dictionaries(
    {
        "k": st.integers(1, 4),
        "l": st.one_of(st.none(), st.integers(1, 3)),
        "t": st.one_of(st.none(), st.sampled_from([0.0, 0.1, 0.2, 1 / 3, 0.5, 0.8, 1.0])),
        "suppression": st.sampled_from([0.0, 0.1, 0.3, 0.5, 1.0]),
        "person": st.sampled_from([None, "who"]),
    }
)


@given(rows=rows, asked=asked)
def test_no_node_is_better_than_the_one_found(rows, asked):
    table = Table.of_rows([*SMALL, "who"], rows)
    best = _best(rows, asked)
    if best is None:
        with pytest.raises(UserError):
            anonymise(table, SMALL, TREES, **asked)
        return
    assert anonymise(table, SMALL, TREES, **asked).gcp == pytest.approx(best, abs=1e-9)


def _best(rows, asked) -> float | None:
    """Try every node by the definitions and give the least loss."""
    trees = list(TREES.values())
    present = [{row[place] for row in rows} for place in range(3)]
    losses = []
    for levels in product(*(range(tree.height) for tree in trees)):
        ways = [_labels(tree, level) for tree, level in zip(trees, levels, strict=True)]
        classes: dict[tuple[str, ...], list[int]] = {}
        for number, row in enumerate(rows):
            key = tuple(way[cell] for way, cell in zip(ways, row[:3], strict=True))
            classes.setdefault(key, []).append(number)
        total, lost = 0.0, 0
        for key, members in classes.items():
            if _fails(rows, members, asked):
                lost += len(members)
                total += len(members)
            else:
                cells = zip(ways, key, present, range(3), strict=True)
                total += len(members) * sum(_price(*cell) for cell in cells) / 3
        if lost <= asked["suppression"] * len(rows) + 1e-9:
            losses.append(total / len(rows))
    return min(losses, default=None)


def _labels(tree: Hierarchy, level: int) -> dict[str, str]:
    return dict(zip(tree.leaves, tree.levels[level], strict=True))


def _fails(rows, members, asked) -> bool:
    whole = range(len(rows))
    persons = asked["person"] is not None

    def share(numbers, value):
        held = [v for _who, v in {(rows[n][4] if persons else n, rows[n][3]) for n in numbers}]
        return held.count(value) / len(held)

    units = len({rows[n][4] for n in members}) if persons else len(members)
    values = {row[3] for row in rows}
    distance = sum(abs(share(members, v) - share(whole, v)) for v in values) / 2
    return (
        units < asked["k"]
        or (asked["l"] is not None and len({rows[n][3] for n in members}) < asked["l"])
        or (asked["t"] is not None and distance > asked["t"] + 1e-9)
    )


def _price(way, label, present, place) -> float:
    covered = {leaf for leaf, own in way.items() if own == label}
    if place != 1:
        return (len(covered & present) - 1) / max(len(present) - 1, 1)
    low, high = min(map(int, present)), max(map(int, present))
    wide = min(max(map(int, covered)), high) - max(min(map(int, covered)), low)
    return max(0, wide) / (high - low) if high > low else 0.0
