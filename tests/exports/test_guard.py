# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers a whole group has in common are hidden; the naive checker agrees."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.anonymity import naive
from desktop.exports import guard

ROWS = st.lists(
    st.tuples(st.sampled_from("ABC"), st.sampled_from("xyz"), st.integers(0, 12)),
    min_size=1, max_size=60,
)  # fmt: skip


@given(ROWS, st.integers(1, 3), st.sampled_from([0.2, 0.3, 0.5, 1.0]))
def test_what_is_left_satisfies_l_and_t(rows, least, most):
    groups, values = [row[0] for row in rows], [row[1] for row in rows]
    persons = [str(row[2]) for row in rows]
    hidden = guard.hide(values, groups, persons, least, most)
    written = [{"g": g, "v": v} for g, v in zip(groups, hidden, strict=True)]
    before = [{"v": v} for v in values]
    found = naive.recount(written, ["g"], ["v"], before, persons)
    assert found.l == 0 or found.l >= least
    assert found.t <= most + 1e-9
    assert all(a in (b, "*") for a, b in zip(hidden, values, strict=True))


@given(ROWS)
def test_a_group_is_hidden_whole_or_not_at_all(rows):
    groups, values = [row[0] for row in rows], [row[1] for row in rows]
    hidden = guard.hide(values, groups, [str(row[2]) for row in rows], 2, 0.3)
    for group in set(groups):
        own = {value == "*" for value, of in zip(hidden, groups, strict=True) if of == group}
        assert len(own) == 1


def test_nothing_is_hidden_where_everybody_is_spread_alike():
    values = ["x", "y"] * 6
    groups = ["A"] * 6 + ["B"] * 6
    persons = [str(n) for n in range(12)]
    assert guard.hide(values, groups, persons, 2, 0.0) == values


def test_one_person_with_many_rows_is_one_person():
    values = ["x", "x", "x", "y"]
    hidden = guard.hide(values, ["A"] * 4, ["1", "1", "1", "2"], 2, 0.0)
    assert hidden == values
