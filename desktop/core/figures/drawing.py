# SPDX-License-Identifier: GPL-3.0-or-later
"""Marks on a plane, which charts and maps are made of: laid out once, painted on screen and paper.

Lengths are in the painter's unit (points on paper, pixels on screen), from the top left corner
down. Colours are names that the painter looks up in its palette, or ``#rrggbb``. Whoever lays out
brings a ``Measure``, because only the painter knows how wide its words are.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

Point = tuple[float, float]
Ring = Sequence[Point]
Measure = Callable[[str, float, bool], float]
"""Width of a text at a size, bold or not."""

HATCHES: Mapping[str, tuple[float, ...]] = {
    "": (),
    "rising": (45.0,),
    "level": (0.0,),
    "crossed": (45.0, -45.0),
    "falling": (-45.0,),
}
"""Angles of the lines that tell fills apart where colours cannot."""


@dataclass(frozen=True, slots=True)
class Area:
    """A filled shape; a second ring inside the first is a hole."""

    rings: Sequence[Ring]
    fill: str
    edge: str = ""
    width: float = 0.5


@dataclass(frozen=True, slots=True)
class Stroke:
    """Lines that belong together."""

    lines: Sequence[Sequence[Point]]
    colour: str = "text"
    width: float = 0.5
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Dot:
    """A round marker."""

    centre: Point
    radius: float
    fill: str
    edge: str
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text standing on ``at``; ``turned`` reads upwards, ``halo`` clears its ground."""

    at: Point
    text: str
    size: float
    colour: str = "text"
    anchor: str = "start"
    bold: bool = False
    turned: bool = False
    halo: bool = False


Mark = Area | Stroke | Dot | Words


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything to paint, in order."""

    width: float
    height: float
    marks: Sequence[Mark]


def wrap(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Break a text into lines no wider than ``width``; a word too long for a line is cut."""
    lines: list[str] = []
    space = measure(" ")
    for paragraph in text.split("\n"):
        line, used = "", 0.0
        for word in paragraph.split(" "):
            wide = measure(word)
            if line and used + space + wide <= width:
                line, used = f"{line} {word}", used + space + wide
                continue
            if line:
                lines.append(line)
            *whole, line = _pieces(word, width, measure)
            lines.extend(whole)
            used = measure(line)
        lines.append(line)
    return lines


def ticks(low: float, high: float, *, whole: bool, wanted: int = 5) -> list[float]:
    """Return axis values that cover ``low`` to ``high`` and zero, in steps of 1, 2 or 5.

    ``whole`` keeps half a person off the axis.
    """
    low, high = min(low, 0.0), max(high, 0.0)
    if high - low < 1e-9:
        high = 1.0
    rough = (high - low) / wanted
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(n * power for n in (1, 2, 5, 10) if n * power >= rough * (1 - 1e-9))
    step = max(step, 1.0) if whole else step
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    last = max(last, first + 1)
    return [round(n * step, 12) for n in range(first, last + 1)]


def box(left: float, top: float, right: float, bottom: float) -> Ring:
    """Return the corners of an upright rectangle."""
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def hatching(ring: Ring, hatch: str, gap: float) -> list[tuple[Point, Point]]:
    """Return the lines of a hatch cut to a ring; they lie on one grid, so neighbours line up."""
    found: list[tuple[Point, Point]] = []
    for angle in HATCHES[hatch]:
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        turned = [(x * cos - y * sin, x * sin + y * cos) for x, y in ring]
        low, high = min(y for _, y in turned), max(y for _, y in turned)
        for n in range(math.ceil(low / gap), math.floor(high / gap) + 1):
            y = (n + 0.002) * gap  # beside the corners, so that every crossing has a partner
            for start, end in across(turned, y):
                found.append(
                    (
                        (start * cos + y * sin, y * cos - start * sin),
                        (end * cos + y * sin, y * cos - end * sin),
                    )
                )
    return found


def filled(
    ring: Ring, fill: str, hatch: str, line: str, *, edge: str = "text", gap: float = 3.2
) -> list[Mark]:
    """Return the marks of a shape that can be told from its neighbours without colour."""
    marks: list[Mark] = [Area((ring,), fill)]
    lines = hatching(ring, hatch, gap)
    if lines:
        marks.append(Stroke(lines, line, 0.5))
    marks.append(Stroke(((*ring, ring[0]),), edge, 0.5))
    return marks


def marker(shape: str, at: Point, radius: float, colour: str) -> Mark:
    """Return a point of a line: disc, square, triangle, diamond or ring."""
    x, y = at
    r = radius
    if shape in ("disc", "ring"):
        return Dot(at, r, colour if shape == "disc" else "surface", colour)
    rings: dict[str, Ring] = {
        "square": box(x - r, y - r, x + r, y + r),
        "triangle": ((x, y - 1.2 * r), (x + 1.15 * r, y + r), (x - 1.15 * r, y + r)),
        "diamond": ((x, y - 1.35 * r), (x + 1.35 * r, y), (x, y + 1.35 * r), (x - 1.35 * r, y)),
    }
    return Area((rings[shape],), "surface" if shape == "square" else colour, colour, 1.0)


def lowered(mark: Mark, down: float) -> Mark:
    """Return a mark moved down the picture."""
    match mark:
        case Area():
            rings = [[(x, y + down) for x, y in ring] for ring in mark.rings]
            return replace(mark, rings=rings)
        case Stroke():
            return replace(mark, lines=[[(x, y + down) for x, y in line] for line in mark.lines])
        case Dot():
            return replace(mark, centre=(mark.centre[0], mark.centre[1] + down))
        case Words():
            return replace(mark, at=(mark.at[0], mark.at[1] + down))


def bounds(points: Iterable[Point]) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of some points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def across(ring: Ring, y: float) -> Iterable[tuple[float, float]]:
    """Return the stretches of a level line that lie inside a ring."""
    crossings = sorted(
        x0 + (y - y0) * (x1 - x0) / (y1 - y0)
        for (x0, y0), (x1, y1) in pairwise((*ring, ring[0]))
        if (y0 <= y) != (y1 <= y)
    )
    return zip(crossings[::2], crossings[1::2], strict=False)


def _pieces(word: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Cut a word into pieces that fit a line; a single letter stays whole on any line."""
    if measure(word) <= width:
        return [word]
    pieces, piece = [], ""
    for letter in word:
        if piece and measure(piece + letter) > width:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]
