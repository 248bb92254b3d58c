# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is counted, no cell and no rest of a split stands for a few people only."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.measures.measure import Measure, cell, of_people, parted

PEOPLE = [f"p{n:02}" for n in range(40)]
GROUPS = "abcd"


@st.composite
def measures(draw):
    units = draw(
        st.lists(
            st.tuples(st.sampled_from(PEOPLE), st.integers(0, 2), st.integers(1, 2)).map(
                lambda one: (one[0], min(one[1], one[2]), one[2])
            ),
            max_size=80,
        )
    )
    groups = draw(st.lists(st.sampled_from(GROUPS), min_size=40, max_size=40))
    return Measure("x", tuple(units)), dict(zip(PEOPLE, groups, strict=True))


@given(measures(), st.integers(2, 11))
def test_neither_a_cell_nor_what_the_total_leaves_of_it_points_at_few(made, threshold):
    measure, groups = made
    cells = parted(measure, groups.__getitem__, threshold)
    if cells is None:
        return
    shown = {name: one for name, one in cells.items() if one is not None}
    assert shown
    assert not any(one.tells(threshold) for one in shown.values())
    rest = [unit for unit in measure.units if groups[unit[0]] not in shown]
    assert not cell(rest).tells(threshold)
    assert sum(one.whole for one in shown.values()) + cell(rest).whole == measure.whole


def test_two_placements_of_one_person_are_one_person_behind_a_cell():
    units = tuple(("one", 1, 1) for _n in range(9)) + tuple((who, 1, 1) for who in PEOPLE[:9])
    measure = Measure("x", units)
    assert measure.whole == 18
    assert parted(measure, lambda who: "a" if who == "one" else "b", 5) is None


def test_an_output_is_split_exactly():
    measure = of_people("x", {"p00": True, "p01": False, "p02": False}, exact=True)
    found = parted(measure, lambda who: "a" if who == "p00" else "b", 5, exact=True)
    assert found is not None
    assert {name: (one.of, one.whole) for name, one in found.items() if one} == {
        "a": (1, 1),
        "b": (0, 2),
    }
