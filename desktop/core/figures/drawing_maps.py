# SPDX-License-Identifier: GPL-3.0-or-later
"""How a map is laid out: areas, rivers, borders in their own colours and lines, labels, legend."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from desktop.core import codes
from desktop.core.document import Map, Shape
from desktop.core.figures.drawing import (
    Area,
    Mark,
    Measure,
    Picture,
    Point,
    Ring,
    Stroke,
    Words,
    across,
    bounds,
    box,
    lowered,
)
from desktop.core.figures.drawing_charts import legend_rows
from desktop.core.i18n import _, format_number

DASHES = {
    "solid": (),
    "long_dash": (7.0, 3.0),
    "short_dash": (3.0, 2.0),
    "dots": (0.9, 2.1),
    "double": (),
}
"""How the line styles of border_status are drawn, in points; a hidden border is not drawn."""

_EARTH = 6378137.0
_OVERHANG = 1.3  # a name may be so much wider than its area, or it would lie over the borders
_BORDER = 2.2


@dataclass(slots=True)
class _View:
    """Where Web Mercator metres fall on the picture, and which ground is already written on."""

    measure: Measure
    size: float
    west: float
    north: float
    scale: float
    left: float
    marks: list[Mark] = field(default_factory=list)
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def at(self, point: Point) -> Point:
        return (
            self.left + (point[0] - self.west) * self.scale,
            (self.north - point[1]) * self.scale,
        )

    def ring(self, points: Sequence[Point]) -> list[Point]:
        return [self.at(point) for point in points]


def map_picture(
    picture: Map, width: float, most: float, measure: Measure, *, size: float = 7.5
) -> Picture:
    """Lay out a map at most ``most`` high, north up, with scale and legend below."""
    points = [point for shape in picture.shapes for ring in shape.rings for point in ring]
    if not points:
        words = Words((0, size * 2), _("There is nothing to draw on this map."), size, "soft")
        return Picture(width, size * 3.2, (words,))
    west, south, east, north = bounds(points)
    legend, tall = _legend(picture, width, measure, size)
    room = most - tall - size * 4
    scale = min(width / max(east - west, 1.0), room / max(north - south, 1.0))
    view = _View(measure, size, west, north, scale, (width - (east - west) * scale) / 2)
    for shape in picture.shapes:
        view.marks += _shape(view, shape)
    _labels(view, picture.shapes)
    below = (north - south) * scale + size
    _scale_bar(view, (south + north) / 2, width, below + size * 1.4)
    offset = below + size * 2.4
    return Picture(width, offset + tall, (*view.marks, *(lowered(mark, offset) for mark in legend)))


def border_look(status: str) -> tuple[str, str]:
    """Return colour and line style of a border status; an unknown one is a plain line."""
    entry = codes.read("border_status").get(status)
    if entry is None:
        return "edge", "solid"
    return entry.more.get("colour") or "edge", entry.more.get("line") or "solid"


def border(lines: Sequence[Sequence[Point]], status: str) -> list[Mark]:
    """Return the marks of a border on a clear ground; a double line has a clear core."""
    colour, style = border_look(status)
    if style == "hidden":
        return []
    double = style == "double"
    wide = _BORDER * 1.5 if double else _BORDER
    marks: list[Mark] = [
        Stroke(lines, "surface", wide + 1.6),
        Stroke(lines, colour, wide, DASHES.get(style, ())),
    ]
    if double:
        marks.append(Stroke(lines, "surface", wide * 0.4))
    return marks


def middle(ring: Ring) -> Point:
    """Return a point well inside: the centre of mass, or the middle of the widest stretch."""
    doubled = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise((*ring, ring[0])))
    left, top, right, bottom = bounds(ring)
    if not doubled:
        return (left + right) / 2, (top + bottom) / 2
    sides = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in pairwise((*ring, ring[0]))]
    x = sum((a[0] + b[0]) * cross for a, b, cross in sides) / (3 * doubled)
    y = sum((a[1] + b[1]) * cross for a, b, cross in sides) / (3 * doubled)
    stretches = list(across(ring, y))
    if any(start < x < end for start, end in stretches):
        return x, y
    if not stretches:
        return (left + right) / 2, (top + bottom) / 2
    start, end = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    return (start + end) / 2, y


def _shape(view: _View, shape: Shape) -> list[Mark]:
    if shape.kind == "point" or shape.fill == "way":  # marks of the screen stay off the paper
        return []
    rings = [view.ring(ring) for ring in shape.rings if len(ring) > 1]
    if not rings:
        return []
    if shape.line:
        return border(rings, shape.line)
    if shape.kind == "line":
        water = shape.fill == "water"
        return [Stroke(rings, shape.fill or "edge", 3.0 if water else 0.8)]
    return [Area(rings, shape.fill or "area", "edge", 0.6)]


def _labels(view: _View, shapes: Sequence[Shape]) -> None:
    """Write names and counts where they fit; the larger area speaks first."""
    named = [
        shape
        for shape in shapes
        if len(shape.rings) and len(shape.rings[0]) > 1 and (shape.label or shape.count is not None)
    ]
    for shape in sorted(named, key=lambda shape: -_extent(shape.rings[0])):
        ring = view.ring(shape.rings[0])
        x, y = middle(ring) if shape.kind == "area" else ring[len(ring) // 2]
        left, _top, right, _bottom = bounds(ring)
        fits = view.measure(shape.label, view.size, False) <= (right - left) * _OVERHANG
        lines = [(shape.label, False)] if shape.label and fits else []
        if shape.count is not None:
            lines.append((format_number(shape.count), True))
        if not lines:
            continue
        wide = max(view.measure(text, view.size, bold) for text, bold in lines)
        tall = len(lines) * view.size * 1.2
        ground = (x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2)
        if any(_touch(ground, other) for other in view.taken):
            continue
        view.taken.append(ground)
        for number, (text, bold) in enumerate(lines):
            at = (x, y - tall / 2 + view.size * (1.2 * number + 0.95))
            view.marks.append(Words(at, text, view.size, "text", "middle", bold, halo=True))


def _scale_bar(view: _View, y: float, width: float, down: float) -> None:
    """Draw how long a round number of metres is, in the middle of the map."""
    shrink = 1 / math.cosh(y / _EARTH)  # Web Mercator stretches away from the equator
    most = width * 0.22 / view.scale * shrink
    power = 10.0 ** math.floor(math.log10(max(most, 1e-9)))
    metres = next(n * power for n in (5, 2, 1) if n * power <= most * (1 + 1e-9))
    long = metres / shrink * view.scale
    text = (
        _("{n} km").format(n=format_number(metres / 1000))
        if metres >= 1000
        else _("{n} m").format(n=format_number(metres))
    )
    tick = view.size * 0.4
    line = ((0, down - tick), (0, down), (long, down), (long, down - tick))
    view.marks.append(Stroke((line,), "soft", 0.8))
    view.marks.append(Words((long + view.size * 0.6, down), text, view.size, "soft"))


def _legend(picture: Map, width: float, measure: Measure, size: float) -> tuple[list[Mark], float]:
    lead = size * 3.4
    sized = [(measure(words, size, False) + lead, look) for look, words in picture.legend]
    marks: list[Mark] = []
    down = 0.0
    statuses = codes.read("border_status")
    for row in legend_rows(sized, width, size * 1.8) if sized else []:
        x, down = 0.0, down + size * 1.5
        for number in row:
            look, words = picture.legend[number]
            y = down - size * 0.35
            if look in statuses:
                marks += border([[(x, y), (x + size * 2.7, y)]], look)
            elif look:
                ring = box(x, y - size * 0.5, x + size * 2.4, y + size * 0.5)
                marks.append(Area((ring,), look, "edge", 0.6))
            marks.append(Words((x + lead, down), words, size))
            x += sized[number][0] + size * 1.8
    return marks, down + size * 0.4


def _extent(ring: Ring) -> float:
    left, top, right, bottom = bounds(ring)
    return (right - left) * (bottom - top)


def _touch(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
