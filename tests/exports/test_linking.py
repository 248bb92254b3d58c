# SPDX-License-Identifier: GPL-3.0-or-later
"""Linked rows: whoever knows a whole history still finds k people."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from desktop.anonymity.hierarchy import from_rows
from desktop.core.fields import Export
from desktop.exports import linking
from desktop.exports.roles import Trait

K = 3
KINDS = ("job", "course", "loan")
TIMES = {"2025-Q1": "2025", "2025-Q2": "2025", "2026-Q1": "2026"}


def traits(rows):
    """Two columns with their hierarchies, as a register gives them."""
    kind = from_rows("kind", [(one, "*") for one in KINDS])
    time = from_rows("time", [(one, year, "*") for one, year in TIMES.items()])
    return [
        Trait("kind", "Kind", Export.CODE, "", quasi=True, values=tuple(k for k, _t in rows),
              hierarchy=kind),
        Trait("time", "Time", Export.PERIOD, "", quasi=True, values=tuple(t for _k, t in rows),
              hierarchy=time),
    ]  # fmt: skip


@st.composite
def worlds(draw):
    """People in classes of at least K, and placements of some of them."""
    sizes = draw(st.lists(st.integers(K, 9), min_size=1, max_size=4))
    classes = {f"p{n}-{m}": n for n, size in enumerate(sizes) for m in range(size)}
    row = st.tuples(
        st.sampled_from(sorted(classes)), st.sampled_from(KINDS), st.sampled_from(sorted(TIMES))
    )
    rows = draw(st.lists(row, max_size=40))
    return classes, [one[0] for one in rows], [one[1:] for one in rows]


@given(worlds())
def test_every_history_is_shared_by_k(world):
    classes, persons, rows = world
    found = linking.link(traits(rows), persons, classes, K)
    held = Counter((classes[person], found.histories[person]) for person in classes)
    assert min(held.values()) >= K
    assert set(found.histories) == set(classes)


@given(worlds())
def test_histories_are_those_of_the_rows_that_stay(world):
    classes, persons, rows = world
    columns = traits(rows)
    found = linking.link(columns, persons, classes, K)
    read = [linking.labels(one, level) for one, level in zip(columns, found.levels, strict=True)]
    told = {person: [] for person in classes}
    for row in found.kept:
        told[persons[row]].append(tuple(column[row] for column in read))
    assert {person: tuple(sorted(own)) for person, own in told.items()} == dict(found.histories)


@given(worlds())
def test_inside_the_organisation_nothing_is_dropped(world):
    classes, persons, rows = world
    found = linking.whole(traits(rows), persons, classes)
    assert len(found.kept) == len(rows)
    alone = linking.singled_out(classes, found.histories)
    counts = Counter((classes[person], found.histories[person]) for person in classes)
    assert alone == sum(1 for count in counts.values() if count == 1)


def test_rows_that_k_people_share_are_all_kept():
    classes = {f"p{n}": 0 for n in range(6)}
    persons = ["p0", "p1", "p2"]
    found = linking.link(traits([("job", "2025-Q1")] * 3), persons, classes, K)
    assert found.kept == (0, 1, 2)
    assert found.levels == (0, 0)
    assert found.lost == 0


def test_one_rare_row_goes_and_the_others_stay():
    classes = {f"p{n}": 0 for n in range(8)}
    rows = [("job", "2025-Q1")] * 4 + [("loan", "2026-Q1")]
    found = linking.link(traits(rows), ["p0", "p1", "p2", "p3", "p4"], classes, K)
    assert found.kept == (0, 1, 2, 3)
    assert found.histories["p4"] == ()
