# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture laid on the map by pins: places of the picture and of the world that are the same."""

import math
from collections.abc import Sequence

from desktop.core.errors import UserError
from desktop.core.figures.drawing import Point
from desktop.core.i18n import N_

Pin = tuple[Point, Point]
"""A place in pixels of the picture, downwards, and in Web-Mercator metres, northwards."""
Matrix = tuple[float, float, float, float, float, float]
"""x = a*px + b*py + c and y = d*px + e*py + f."""
_FLAT = 1e-3


class PinsTooClose(UserError):
    """Pins from which no position follows."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "These pins lie too close together or on one line, so the picture has no sure "
                "place. Set a pin in another corner of the picture."
            )
        )


def fit(pins: Sequence[Pin]) -> Matrix:
    """Return how pixels lie in the world: two pins turn and scale, more may also slant."""
    if len(pins) < 2:
        raise PinsTooClose
    return _turned(pins) if len(pins) == 2 else _slanted(pins)


def placed(matrix: Matrix, pixel: Point) -> Point:
    """Return where a pixel lies in the world."""
    a, b, c, d, e, f = matrix
    return a * pixel[0] + b * pixel[1] + c, d * pixel[0] + e * pixel[1] + f


def misses(matrix: Matrix, pins: Sequence[Pin]) -> float:
    """Return by how many metres the worst pin misses its place; nothing with two pins."""
    return max((math.dist(placed(matrix, pixel), world) for pixel, world in pins), default=0.0)


def _turned(pins: Sequence[Pin]) -> Matrix:
    """Turn and scale so that two places fall on theirs; rows go down, northing goes up."""
    (one, there), (other, beyond) = pins
    picture = complex(other[0] - one[0], one[1] - other[1])
    world = complex(beyond[0] - there[0], beyond[1] - there[1])
    if abs(picture) < 1 or abs(world) < _FLAT:
        raise PinsTooClose
    turn = world / picture
    a, d = turn.real, turn.imag
    b, e = turn.imag, -turn.real
    return a, b, there[0] - a * one[0] - b * one[1], d, e, there[1] - d * one[0] - e * one[1]


def _slanted(pins: Sequence[Pin]) -> Matrix:
    """Fit by least squares around the middle of the pins, where the numbers stay small."""
    n = len(pins)
    mx = sum(pixel[0] for pixel, _world in pins) / n
    my = sum(pixel[1] for pixel, _world in pins) / n
    wx = sum(world[0] for _pixel, world in pins) / n
    wy = sum(world[1] for _pixel, world in pins) / n
    xx = sum((pixel[0] - mx) ** 2 for pixel, _world in pins)
    yy = sum((pixel[1] - my) ** 2 for pixel, _world in pins)
    xy = sum((pixel[0] - mx) * (pixel[1] - my) for pixel, _world in pins)
    flat = xx * yy - xy * xy
    if flat <= _FLAT * max(xx, yy) ** 2 or not flat:
        raise PinsTooClose

    def along(axis: int, middle: float) -> tuple[float, float]:
        x = sum((pixel[0] - mx) * (world[axis] - middle) for pixel, world in pins)
        y = sum((pixel[1] - my) * (world[axis] - middle) for pixel, world in pins)
        return (x * yy - y * xy) / flat, (y * xx - x * xy) / flat

    a, b = along(0, wx)
    d, e = along(1, wy)
    if abs(a * e - b * d) < _FLAT**2:
        raise PinsTooClose
    return a, b, wx - a * mx - b * my, d, e, wy - d * mx - e * my
