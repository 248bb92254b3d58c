# SPDX-License-Identifier: GPL-3.0-or-later
"""Corners set by hand: what they land on, what the outline follows, how steps are taken back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.figures.sketching import Landed, Neighbours, Sketch

NEAR = 1.0
RING = [(0, 0), (10, 0), (12, 5), (10, 10), (0, 10), (0, 0)]


@pytest.fixture
def sketch():
    return Sketch(Neighbours([RING]))


def put(sketch, *points):
    for point in points:
        sketch.add(sketch.neighbours.land(point, NEAR), NEAR)


def test_a_corner_lands_on_a_corner_before_an_edge():
    neighbours = Neighbours([RING])
    assert neighbours.land((10.4, 0.3), NEAR) == Landed((10, 0), "corner", 0)
    assert neighbours.land((5, -0.5), NEAR) == Landed((5, 0), "edge", 0)
    assert neighbours.land((5, -3), NEAR) == Landed((5, -3))


def test_between_two_corners_of_a_neighbour_its_edge_is_followed(sketch):
    put(sketch, (20, 0), (10, 0), (10, 10), (20, 10))
    assert sketch.corners == [(20, 0), (10, 0), (12, 5), (10, 10), (20, 10)]


def test_from_the_middle_of_one_edge_to_that_of_another(sketch):
    put(sketch, (11, 2.5), (11, 7.5))
    assert sketch.corners[1:2] == [(12, 5)]
    assert len(sketch.corners) == 3


def test_the_long_way_round_is_not_followed():
    notched = [(0, 0), (30, 0), (30, 10), (20, 10), (20, 2), (10, 2), (10, 10), (0, 10)]
    sketch = Sketch(Neighbours([notched]))
    put(sketch, (10, 10), (20, 10))
    assert len(sketch.corners) == 2


def test_closing_follows_the_neighbour_too(sketch):
    put(sketch, (10, 10), (20, 10), (20, 0), (10, 0))
    assert sketch.close(NEAR)
    assert sketch.corners[-1] == (12, 5)
    assert sketch.closed


def test_two_corners_do_not_close(sketch):
    put(sketch, (20, 0), (30, 0))
    assert not sketch.close(NEAR)


def test_what_followed_the_neighbour_goes_in_one_step(sketch):
    put(sketch, (10, 0), (10, 10))
    assert len(sketch.corners) == 3
    assert sketch.undo()
    assert sketch.corners == [(10, 0)]


def test_a_corner_moves_goes_in_and_comes_out(sketch):
    sketch.take_up([(20, 0), (30, 0), (30, 9)], closed=True)
    sketch.move(1, (31, 0))
    sketch.insert(1, (31, 4))
    assert sketch.moved == {(30, 0): (31, 0)}
    assert sketch.remove(2)
    assert not sketch.remove(0)
    while sketch.undo():
        pass
    assert sketch.corners == [(20, 0), (30, 0), (30, 9)]
    assert sketch.moved == {}


def test_sides_and_corners_are_found_by_their_place(sketch):
    sketch.take_up([(20, 0), (30, 0), (30, 10)], closed=True)
    assert sketch.corner_at((29.5, 0.2), NEAR) == 1
    assert sketch.corner_at((25, 0), NEAR) == -1
    assert sketch.side_at((25, 0.4), NEAR) == (0, (25, 0))
    assert sketch.side_at((25, 5.2), NEAR)[0] == 2
    assert sketch.side_at((40, 40), NEAR) is None


POINTS = st.lists(st.tuples(st.integers(-3, 15), st.integers(-3, 15)), max_size=12)


@given(POINTS)
def test_every_step_can_be_taken_back(points):
    sketch = Sketch(Neighbours([RING]))
    seen = []
    for point in points:
        before = list(sketch.corners)
        sketch.add(sketch.neighbours.land(point, NEAR), NEAR)
        if sketch.corners != before:
            seen.append(before)
    while seen:
        assert sketch.undo()
        assert sketch.corners == seen.pop()
    assert not sketch.undo()
