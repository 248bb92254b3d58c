# SPDX-License-Identifier: GPL-3.0-or-later
"""The bars and lines of a chart and the values written on them."""

from dataclasses import dataclass

from desktop.core.figures.drawing import (
    Area,
    Mark,
    Point,
    Ring,
    Stroke,
    Words,
    bounds,
    box,
    filled,
    marker,
)
from desktop.core.figures.drawing_plot import HATCH, Look, Plot, look

GAP = "–"
"""What stands where a figure is missing; the legend explains it."""

_SMALLEST = 0.8
"""How far a number shrinks to fit its bar before it is turned."""


@dataclass(frozen=True, slots=True)
class _Bar:
    """One bar before it is drawn: its stretch along the categories and its two values."""

    start: float
    end: float
    low: float
    high: float
    look: Look


def draw_bars(plot: Plot) -> None:
    """Draw grouped or stacked bars with their values."""
    if plot.chart.kind == "stacked":
        _stacks(plot)
    else:
        _groups(plot)


def draw_lines(plot: Plot) -> None:
    """Draw lines with gaps where figures are missing, then markers, then values."""
    ends: list[tuple[Point, str, str]] = []
    for number, series in enumerate(plot.chart.series):
        one = look(plot.chart, number)
        points = [
            None if value is None else plot.at(place + 0.5, value)
            for place, value in enumerate(series.values[: len(plot.chart.categories)])
        ]
        runs = [run for run in _runs(points) if len(run) > 1]
        if runs:
            plot.marks.append(Stroke(runs, one.line, 1.0 if series.context else 1.5, one.dash))
        known = [point for point in points if point]
        if not series.context:
            radius = plot.size * 0.3
            plot.marks += [marker(one.shape, point, radius, one.line) for point in known]
        if len(plot.chart.series) == 1:
            plot.values += _values_over_points(plot, points)
        elif known:
            last = next(value for value in reversed(series.values) if value is not None)
            ends.append((known[-1], plot.number(last), one.line))
    plot.values += _values_at_ends(plot, ends)


def widest(plot: Plot) -> float:
    """Return how wide the longest number written on a bar or point is."""
    places, series = range(len(plot.chart.categories)), plot.chart.series
    if plot.chart.kind == "stacked":
        texts = [_total(plot, place) for place in places]
    else:
        texts = [plot.number(value) for one in series for value in one.values if value is not None]
    bold = plot.chart.kind in ("stacked", "line")
    return max((plot.measure(text, plot.size, bold) for text in texts), default=0.0)


def headroom(plot: Plot) -> float:
    """Return the room that numbers written upwards need above the frame."""
    if plot.flat or plot.chart.kind == "line":
        return 0.0
    bars = 1 if plot.chart.kind == "stacked" else len(plot.chart.series)
    wide = widest(plot)
    return wide if wide * _SMALLEST > plot.slot * _share(plot) / bars else 0.0


def _total(plot: Plot, place: int) -> str:
    """Write what a stack adds up to, and that a part of it is missing."""
    own = [one.values[place : place + 1] for one in plot.chart.series if not one.context]
    parts = [values[0] if values else None for values in own]
    known = [value for value in parts if value is not None]
    if len(known) == len(parts):
        return plot.number(sum(known)) if known else ""
    return f"{plot.number(sum(known))} + {GAP}" if any(known) else GAP


def _share(plot: Plot) -> float:
    """Return the part of a category's room that its bars fill; lone bars do not grow fat."""
    if plot.chart.kind == "stacked":
        return min(0.7, plot.size * 7 / plot.slot)
    return min(0.76, plot.size * 6.5 * len(plot.chart.series) / plot.slot)


def _groups(plot: Plot) -> None:
    count, share = len(plot.chart.series), _share(plot)
    for number, series in enumerate(plot.chart.series):
        one = look(plot.chart, number)
        for place, value in enumerate(series.values[: len(plot.chart.categories)]):
            start = place + 0.5 - share / 2 + share * number / count
            bar = _Bar(start, start + share / count, 0, value or 0, one)
            if value:
                plot.marks += _bar(plot, _ring(plot, bar), one)
            _value_beyond(plot, bar, GAP if value is None else plot.number(value))


def _stacks(plot: Plot) -> None:
    share = _share(plot)
    for place in range(len(plot.chart.categories)):
        level = 0.0
        start, end = place + 0.5 - share / 2, place + 0.5 + share / 2
        for number, series in enumerate(plot.chart.series):
            value = series.values[place] if place < len(series.values) else None
            if series.context or not value:
                continue
            one = look(plot.chart, number)
            ring = _ring(plot, _Bar(start, end, level, level + value, one))
            plot.marks += _bar(plot, ring, one)
            _value_inside(plot, ring, plot.number(value), one.hatch)
            level += value
        total = _Bar(start, end, 0, level, look(plot.chart, 0))
        _value_beyond(plot, total, _total(plot, place), bold=True)


def _bar(plot: Plot, ring: Ring, one: Look) -> list[Mark]:
    gap = plot.size * HATCH
    return filled(ring, one.fill, one.hatch, one.ink, edge=one.edge, gap=gap)


def _ring(plot: Plot, bar: _Bar) -> Ring:
    left, top, right, bottom = bounds((plot.at(bar.start, bar.low), plot.at(bar.end, bar.high)))
    return box(left, top, right, bottom)


def _value_beyond(plot: Plot, bar: _Bar, text: str, *, bold: bool = False) -> None:
    """Write a value past the end of its bar, upwards when the bar is narrower than the number."""
    size = plot.size
    (x0, y0), (x1, y1) = plot.at(bar.start, bar.high), plot.at(bar.end, bar.high)
    below = bar.high < 0
    colour = "soft" if text == GAP else "text"
    if plot.flat:
        at = (x0 - size * 0.4 if below else x0 + size * 0.4, (y0 + y1) / 2 + size * 0.35)
        side = "end" if below else "start"
        plot.values.append(Words(at, text, size, colour, side, bold, halo=True))
        return
    middle = (x0 + x1) / 2
    small = min(size, size * (x1 - x0) / max(plot.measure(text, size, bold), 0.1))
    if small >= size * _SMALLEST:
        y = y0 + small * 1.1 if below else y0 - size * 0.4
        plot.values.append(Words((middle, y), text, small, colour, "middle", bold, halo=True))
        return
    narrow = min(size, (x1 - x0) * 1.15)
    if narrow >= size * 0.6:
        at = (middle + narrow * 0.35, y0 + size * 0.4 if below else y0 - size * 0.4)
        side = "end" if below else "start"
        plot.values.append(Words(at, text, narrow, colour, side, bold, turned=True, halo=True))


def _value_inside(plot: Plot, ring: Ring, text: str, hatched: str) -> None:
    """Write a value into its part of a stack, on clear ground where a hatch would drown it."""
    left, top, right, bottom = bounds(ring)
    size, wide = plot.size, plot.measure(text, plot.size, False)
    if wide + size > right - left or size * 1.3 > bottom - top:
        return
    x, y = (left + right) / 2, (top + bottom) / 2 + size * 0.35
    if hatched:
        half = wide / 2 + size * 0.25
        ground = box(x - half, y - size * 0.85, x + half, y + size * 0.2)
        plot.values.append(Area((ground,), "surface"))
    plot.values.append(Words((x, y), text, size, "text" if hatched else "surface", "middle"))


def _values_over_points(plot: Plot, points: list[Point | None]) -> list[Mark]:
    """Write every value where there is room, else the first, the last and the highest."""
    values = plot.chart.series[0].values
    texts = ["" if value is None else plot.number(value) for value in values]
    roomy = max(plot.measure(text, plot.size, False) for text in texts) + 2 <= plot.slot
    known = [place for place, point in enumerate(points) if point]
    named = set(known) if roomy else {known[0], known[-1], max(known, key=lambda n: values[n] or 0)}
    marks: list[Mark] = []
    for place in sorted(named):
        point = points[place]
        if point:
            low = _is_valley(points, place) and point[1] + plot.size * 1.8 < plot.bottom
            at = (point[0], point[1] + plot.size * (1.35 if low else -0.75))
            marks.append(Words(at, texts[place], plot.size, "text", "middle", halo=True))
    return marks


def _is_valley(points: list[Point | None], place: int) -> bool:
    """Whether the line rises on both sides, so that a number above would lie on it."""
    here = points[place]
    beside = [
        point for point in (*points[max(0, place - 1) : place], *points[place + 1 :][:1]) if point
    ]
    return bool(here and beside) and all(here and point[1] < here[1] for point in beside)


def _values_at_ends(plot: Plot, ends: list[tuple[Point, str, str]]) -> list[Mark]:
    """Write the last value of every line beside it, pushed apart where lines meet."""
    marks: list[Mark] = []
    floor = float("inf")
    for (x, y), text, colour in sorted(ends, key=lambda end: -end[0][1]):
        y = min(y + plot.size * 0.35, floor - plot.size * 1.05)
        floor = y
        at = (x + plot.size * 0.7, y)
        marks.append(Words(at, text, plot.size, colour, bold=True, halo=True))
    return marks


def _runs(points: list[Point | None]) -> list[list[Point]]:
    runs: list[list[Point]] = [[]]
    for point in points:
        if point:
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    return runs
