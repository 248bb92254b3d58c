# SPDX-License-Identifier: GPL-3.0-or-later
"""An outline or a line set by hand, corner by corner: pure points, every step can be taken back.

A corner near a neighbour's corner or edge lands on it, and between two corners on one neighbour
the outline follows that neighbour: edges that look shared are shared, or no border would be found.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from desktop.core.figures.drawing import Point, bounds

DETOUR = 1.6
"""A neighbour's edge is followed when it is at most so much longer than the straight way."""


@dataclass(frozen=True, slots=True)
class Landed:
    """Where a corner landed: on a corner, on an edge, or free; ``ring`` is the neighbour's."""

    point: Point
    kind: str = ""
    ring: int = -1


class Neighbours:
    """Closed rings that corners land on; each is looked at only when its box is near."""

    def __init__(self, rings: Sequence[Sequence[Point]]) -> None:
        self.rings = [_open(ring) for ring in rings if len(ring) > 2]
        self._boxes = [bounds(ring) for ring in self.rings]

    def land(self, point: Point, within: float) -> Landed:
        """Return the nearest corner within reach, else the nearest place of an edge."""
        near = list(self._near(point, within))
        corners = [(math.dist(point, corner), corner, n) for n in near for corner in self.rings[n]]
        far, corner, n = min(corners, default=(math.inf, point, -1))
        if far <= within:
            return Landed(corner, "corner", n)
        edges = [
            (math.dist(point, foot), foot, n)
            for n in near
            for one, other in _sides(self.rings[n])
            if (foot := _foot(point, one, other))
        ]
        far, foot, n = min(edges, default=(math.inf, point, -1))
        return Landed(foot, "edge", n) if far <= within else Landed(point)

    def between(self, start: Point, end: Point, slack: float) -> list[Point]:
        """Return the corners of the neighbour both points lie on, between them the shorter way."""
        direct = math.dist(start, end)
        best: list[Point] = []
        least = direct * DETOUR
        for n in self._near(start, slack):
            ring = self.rings[n]
            one, other = _place_on(ring, start, slack), _place_on(ring, end, slack)
            if one is None or other is None:
                continue
            for way in _ways(ring, one, other):
                long = sum(math.dist(a, b) for a, b in pairwise((start, *way, end)))
                if way and long <= least:
                    best, least = way, long
        return [one for one in best if min(math.dist(one, start), math.dist(one, end)) > slack]

    def _near(self, point: Point, within: float) -> Iterator[int]:
        x, y = point
        for n, (west, south, east, north) in enumerate(self._boxes):
            if west - within <= x <= east + within and south - within <= y <= north + within:
                yield n


@dataclass(slots=True)
class Sketch:
    """Corners in the order they were set; ``closed`` once it is an outline that goes round."""

    neighbours: Neighbours
    area: bool = True
    corners: list[Point] = field(default_factory=list)
    closed: bool = False
    _first: list[Point | None] = field(default_factory=list)
    """Where each corner stood when the outline was taken up; nothing for one put in since."""
    _before: list[tuple[list[Point], list[Point | None], bool]] = field(default_factory=list)

    @property
    def least(self) -> int:
        """How many corners it takes."""
        return 3 if self.area else 2

    @property
    def whole(self) -> bool:
        """Whether there are corners enough."""
        return len(self.corners) >= self.least

    @property
    def moved(self) -> dict[Point, Point]:
        """Return where corners went that stood in the outline when it was taken up."""
        pairs = zip(self._first, self.corners, strict=False)
        return {first: now for first, now in pairs if first is not None and first != now}

    def take_up(self, corners: Sequence[Point], *, closed: bool) -> None:
        """Go on with an outline that is there, or one that was begun."""
        self.corners, self.closed = _open(corners), closed
        self._first = list(self.corners) if closed else []
        self._before.clear()

    def add(self, landed: Landed, slack: float) -> None:
        """Set the next corner, along the neighbour's edge where both ends lie on it."""
        if self.corners and math.dist(self.corners[-1], landed.point) <= slack / 10:
            return
        self._keep()
        if self.corners and landed.kind:
            self.corners += self.neighbours.between(self.corners[-1], landed.point, slack / 10)
        self.corners.append(landed.point)

    def close(self, slack: float) -> bool:
        """End the outline, along the neighbour's edge too; False while corners are missing."""
        if not self.whole:
            return False
        self._keep()
        if self.area:
            last, first = self.corners[-1], self.corners[0]
            self.corners += self.neighbours.between(last, first, slack / 10)
        self.closed = True
        return True

    def move(self, n: int, point: Point) -> None:
        """Put a corner elsewhere."""
        self._keep()
        self.corners[n] = point

    def insert(self, n: int, point: Point) -> None:
        """Put a corner into the side after corner ``n``."""
        self._keep()
        self.corners.insert(n + 1, point)
        if self._first:
            self._first.insert(n + 1, None)

    def remove(self, n: int) -> bool:
        """Take a corner out; False when too few would stay."""
        if len(self.corners) <= self.least:
            return False
        self._keep()
        del self.corners[n]
        del self._first[n : n + 1]
        return True

    def undo(self) -> bool:
        """Take the last step back."""
        if not self._before:
            return False
        self.corners, self._first, self.closed = self._before.pop()
        return True

    def corner_at(self, point: Point, within: float) -> int:
        """Return the corner within reach of a point, or -1."""
        reach = [(math.dist(point, corner), n) for n, corner in enumerate(self.corners)]
        far, n = min(reach, default=(math.inf, -1))
        return n if far <= within else -1

    def side_at(self, point: Point, within: float) -> tuple[int, Point] | None:
        """Return the side within reach as its first corner, with the place on it."""
        sides = list(pairwise(self.corners))
        if self.area and len(self.corners) > 2:
            sides.append((self.corners[-1], self.corners[0]))
        found = [
            (math.dist(point, foot), n, foot)
            for n, (one, other) in enumerate(sides)
            if (foot := _foot(point, one, other))
        ]
        far, n, foot = min(found, default=(math.inf, -1, point))
        return (n, foot) if far <= within else None

    def _keep(self) -> None:
        self._before.append((list(self.corners), list(self._first), self.closed))


def _open(ring: Sequence[Point]) -> list[Point]:
    points = list(ring)
    return points[:-1] if len(points) > 1 and points[0] == points[-1] else points


def _sides(ring: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    yield from pairwise(ring)
    yield ring[-1], ring[0]


def _foot(point: Point, one: Point, other: Point) -> Point | None:
    """Return the place of a side nearest to a point; None beyond its ends."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    long = dx * dx + dy * dy
    if not long:
        return None
    share = ((point[0] - one[0]) * dx + (point[1] - one[1]) * dy) / long
    return (one[0] + share * dx, one[1] + share * dy) if 0 <= share <= 1 else None


def _place_on(ring: Sequence[Point], point: Point, slack: float) -> tuple[int, bool] | None:
    """Return (corner, is at it) or (first corner of the side, False) where a point lies on it."""
    for n, corner in enumerate(ring):
        if math.dist(corner, point) <= slack:
            return n, True
    for n, (one, other) in enumerate(_sides(ring)):
        foot = _foot(point, one, other)
        if foot and math.dist(foot, point) <= slack:
            return n, False
    return None


def _ways(
    ring: Sequence[Point], start: tuple[int, bool], end: tuple[int, bool]
) -> Iterator[list[Point]]:
    """Yield the corners strictly between two places of a ring, one way and the other."""
    size = len(ring)
    (n, _at), (m, at_end) = start, end
    first = n + 1
    if start == end and not start[1]:
        return
    last = m - 1 if at_end else m
    yield [ring[k % size] for k in range(first, first + (last - first + 1) % size)]
    (m, _at_end), (n, at_start) = end, start
    first, last = m + 1, n - 1 if at_start else n
    yield [ring[k % size] for k in range(first, first + (last - first + 1) % size)][::-1]
