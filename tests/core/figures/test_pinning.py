# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures laid by pins: where their pixels fall, and pins from which nothing follows."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.core.figures.pinning import PinsTooClose, fit, misses, placed

PARTS = st.floats(-50, 50).map(lambda part: round(part, 3))


def test_two_pins_turn_and_scale():
    matrix = fit([((0, 0), (1000, 2000)), ((100, 0), (1000, 1800))])
    assert placed(matrix, (0, 0)) == pytest.approx((1000, 2000))
    assert placed(matrix, (100, 0)) == pytest.approx((1000, 1800))
    assert placed(matrix, (0, 100)) == pytest.approx((800, 2000))


@given(st.tuples(PARTS, PARTS, PARTS, PARTS))
def test_three_pins_find_the_slant_they_were_made_with(slant):
    a, b, d, e = slant
    assume(abs(a * e - b * d) > 1)
    world = [(a * x + b * y + 9e6, d * x + e * y - 2e5) for x, y in ((0, 0), (800, 30), (90, 600))]
    pins = list(zip(((0, 0), (800, 30), (90, 600)), world, strict=True))
    matrix = fit(pins)
    assert misses(matrix, pins) < 0.01
    assert (
        math.dist(placed(matrix, (400, 400)), (a * 400 + b * 400 + 9e6, d * 400 + e * 400 - 2e5))
        < 0.01
    )


def test_a_pin_that_is_wrong_is_told_in_metres():
    pins = [
        ((0, 0), (0, 0)),
        ((100, 0), (1000, 0)),
        ((0, 100), (0, -1000)),
        ((100, 100), (1400, -1000)),
    ]
    assert misses(fit(pins), pins) == pytest.approx(100, abs=20)


@pytest.mark.parametrize(
    "pins",
    [
        [],
        [((0, 0), (0, 0))],
        [((5, 5), (0, 0)), ((5, 5), (100, 0))],
        [((0, 0), (7, 7)), ((90, 90), (7, 7))],
        [((0, 0), (0, 0)), ((50, 50), (5, 5)), ((100, 100), (10, 10))],
        [((0, 0), (0, 0)), ((50, 0), (0, 0)), ((0, 100), (0, 0))],
    ],
    ids=["none", "one", "one pixel", "one place", "on a line", "all in one place"],
)
def test_pins_that_tell_nothing_are_refused(pins):
    with pytest.raises(PinsTooClose):
        fit(pins)
