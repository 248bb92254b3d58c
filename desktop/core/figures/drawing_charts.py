# SPDX-License-Identifier: GPL-3.0-or-later
"""How a chart is laid out: legend, frame, scale; drawing_series adds the bars and lines."""

from collections.abc import Sequence
from dataclasses import replace

from desktop.core.document import Chart
from desktop.core.figures.drawing import (
    Mark,
    Measure,
    Picture,
    Stroke,
    Words,
    box,
    filled,
    marker,
    ticks,
    wrap,
)
from desktop.core.figures.drawing_plot import CONTEXT, HATCH, Look, Plot, look, stack_sums
from desktop.core.figures.drawing_series import draw_bars, draw_lines, headroom, widest
from desktop.core.i18n import _, format_number

LINES = 3
"""A category has at most this many lines of label; a chart that needs more lies down."""

NOTE = 1.6
"""Room for the signs of notes beside the frame, in sizes of the text."""

_SCALE_ROOM = 0.36


def chart_picture(
    chart: Chart, width: float, measure: Measure, *, size: float = 7.5, height: float | None = None
) -> Picture:
    """Lay out a chart; without a height it takes the one that suits it.

    Bars whose labels do not fit beneath them lie down, whatever the description says.
    """
    known = [value for series in chart.series for value in series.values if value is not None]
    if not chart.categories or not known:
        return _empty(width, size)
    plot = _plot(chart, known, measure, size)
    legend, top = _legend(plot, width)
    plot.left, plot.right = 0.0, width
    if chart.kind != "line" and (chart.kind == "hbar" or not _labels_fit(plot, width)):
        plot.flat = True
    plot.top = top + (size * 0.4 if plot.flat else size * 1.8)
    if chart.notes:
        plot.top += size * NOTE
    height = _frame(plot, width, height)
    _grid(plot)
    _mark_notes(plot)
    (draw_lines if chart.kind == "line" else draw_bars)(plot)
    return Picture(width, height, (*legend, *plot.marks, *plot.values))


def describe(chart: Chart) -> str:
    """Say a chart in words: its description, or every value, for those who cannot see it."""
    if chart.description:
        return chart.description
    digits = _digits([v for series in chart.series for v in series.values if v is not None])
    parts = [
        "{name}: {values}".format(
            name=series.name,
            values=", ".join(
                f"{category} {_('no figure') if value is None else format_number(value, digits)}"
                for category, value in zip(chart.categories, series.values, strict=False)
            ),
        )
        for series in chart.series
    ]
    return "; ".join(parts)


def legend_rows(
    entries: Sequence[tuple[float, object]], width: float, gap: float
) -> list[list[int]]:
    """Break legend entries of known widths into rows; returns their numbers."""
    rows: list[list[int]] = [[]]
    used = 0.0
    for number, (wide, _entry) in enumerate(entries):
        if rows[-1] and used + wide > width:
            rows.append([])
            used = 0.0
        rows[-1].append(number)
        used += wide + gap
    return rows


def _plot(chart: Chart, known: Sequence[float], measure: Measure, size: float) -> Plot:
    values = list(known)
    if chart.kind == "stacked":
        values += stack_sums(chart.series)
    whole = all(value == int(value) for value in known)
    scale = ticks(min(values), max(values), whole=whole)
    return Plot(chart, measure, size, False, scale, _digits(known))


def _digits(values: Sequence[float]) -> int:
    return 0 if all(value == int(value) for value in values) else 1


def _mark_notes(plot: Plot) -> None:
    """Draw a dashed line where something happened, with its sign outside the frame."""
    size = plot.size
    for place, sign in _together(plot.chart.notes):
        start, end = plot.at(place, plot.scale[0]), plot.at(place, plot.scale[-1])
        words = Words((0, 0), sign, size, "text", "middle", bold=True)
        if plot.flat:
            end = (plot.right, end[1])
            plot.marks.append(replace(words, at=(end[0], end[1] - size * 0.3), anchor="end"))
        else:
            end = (end[0], plot.top - headroom(plot) - size * 0.2)
            plot.marks.append(replace(words, at=(end[0], end[1] - size * 0.4)))
        plot.marks.append(Stroke(((start, end),), "text", 0.9, (3, 2)))


def _together(notes: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
    """Put the signs that stand at one place into one."""
    found: dict[float, str] = {}
    for place, sign in notes:
        found[place] = f"{found[place]}, {sign}" if place in found else sign
    return sorted(found.items())


def _empty(width: float, size: float) -> Picture:
    words = Words((0, size * 2), _("There are no figures to draw for this period."), size, "soft")
    return Picture(width, size * 3.2, (words,))


def _legend(plot: Plot, width: float) -> tuple[list[Mark], float]:
    """Name the series above the frame; a lone series needs no name, a gap always does."""
    chart, size = plot.chart, plot.size
    entries: list[tuple[str, Look | None]] = []
    if len(chart.series) > 1 or any(series.context for series in chart.series):
        entries = [
            (_fitting(plot, series.name, width - size * 2.4), look(chart, number))
            for number, series in enumerate(chart.series)
        ]
    if any(value is None for series in chart.series for value in series.values):
        entries.append((_("– not known, or too small to show"), None))
    lead = size * 2.2
    sized = [
        (plot.measure(name, size, False) + (lead if one else 0.0), (name, one))
        for name, one in entries
    ]
    marks: list[Mark] = []
    top = 0.0
    for row in legend_rows(sized, width, size * 2) if sized else []:
        x, top = 0.0, top + plot.leading * 1.1
        for number in row:
            wide, (name, one) = sized[number]
            if one:
                marks += _sample(chart, one, x, top - size * 0.35, size)
            at = (x + (lead if one else 0.0), top)
            marks.append(Words(at, name, size, "text" if one else "soft"))
            x += wide + size * 2
    return marks, top + (size * 0.6 if sized else 0.0)


def _fitting(plot: Plot, text: str, width: float) -> str:
    """Cut a name that is wider than the chart."""
    first, *rest = wrap(text, width - plot.size, lambda part: plot.measure(part, plot.size, False))
    return f"{first} …" if rest else first


def _sample(chart: Chart, one: Look, x: float, y: float, size: float) -> list[Mark]:
    if chart.kind == "line":
        line = Stroke((((x, y), (x + size * 1.8, y)),), one.line, 1.5, one.dash)
        if one is CONTEXT:
            return [line]
        return [line, marker(one.shape, (x + size * 0.9, y), size * 0.3, one.line)]
    ring = box(x, y - size * 0.42, x + size * 1.6, y + size * 0.42)
    return filled(ring, one.fill, one.hatch, one.ink, edge=one.edge, gap=size * HATCH)


def _labels_fit(plot: Plot, width: float) -> bool:
    """Whether every category can stand under its bars without breaking a word."""
    room = (width - _scale_width(plot)) / len(plot.chart.categories) - plot.size * 0.5

    def measure(text: str) -> float:
        return plot.measure(text, plot.size, False)

    for category in plot.chart.categories:
        if any(measure(word) > room for word in category.split()):
            return False
        if len(wrap(category, room, measure)) > LINES:
            return False
    return True


def _scale_width(plot: Plot) -> float:
    longest = max(plot.measure(plot.tick(tick), plot.size, False) for tick in plot.scale)
    return longest + plot.size * 0.7


def _frame(plot: Plot, width: float, height: float | None) -> float:
    """Set the frame's edges and write the categories; returns the height of the whole picture."""
    if plot.flat:
        return _lying_frame(plot, width, height)
    size = plot.size
    plot.left = _scale_width(plot)
    plot.right = _line_end(plot, width) if plot.chart.kind == "line" else width
    plot.top += headroom(plot)
    room = plot.slot - size * 0.5
    every = _every(plot, room)
    labels = [
        wrap(text, room * every, lambda part: plot.measure(part, size, False))[:LINES]
        for text in plot.chart.categories
    ]
    below = max(len(lines) for lines in labels) * plot.leading + size * 0.7
    if height is None:
        height = plot.top + max(size * 16, min(width * 0.34, size * 22)) + below
    plot.bottom = max(plot.top + size * 4, height - below)
    for number, lines in enumerate(labels):
        if (len(labels) - 1 - number) % every:
            continue
        x, y = plot.at(number + 0.5, plot.scale[0])
        for line in lines:
            y += plot.leading
            half = plot.measure(line, size, False) / 2
            inside = max(half, min(x, width - half))
            plot.marks.append(Words((inside, y), line, size, "text", "middle"))
    return max(height, plot.bottom + below)


def _line_end(plot: Plot, width: float) -> float:
    """Return the right edge that leaves room for the last values beside the last points."""
    half = 0.5 / len(plot.chart.categories)
    room = width - widest(plot) - plot.size * 0.8 - plot.left * half
    return max(plot.left + 1, min(width, room / (1 - half)))


def _every(plot: Plot, room: float) -> int:
    """How many categories share one label: months of many years cannot all be named."""
    longest = max(
        plot.measure(word, plot.size, False)
        for text in plot.chart.categories
        for word in text.split()
    )
    return max(1, -(-int(longest) // max(1, int(room)))) if longest > room else 1


def _lying_frame(plot: Plot, width: float, height: float | None) -> float:
    size = plot.size

    def measure(text: str) -> float:
        return plot.measure(text, size, False)

    longest = max(measure(text) for text in plot.chart.categories)
    room = min(longest + 0.1, width * _SCALE_ROOM)
    labels = [wrap(text, room, measure) for text in plot.chart.categories]
    bars = 1 if plot.chart.kind == "stacked" else len(plot.chart.series)
    tallest = max(len(lines) for lines in labels) * plot.leading
    row = max(bars * size * 1.45, tallest) + size * 0.9
    below = size * 1.8
    natural = plot.top + row * len(labels) + below
    height = max(height or 0.0, natural)
    plot.left, plot.bottom = room + size * 0.8, height - below
    last = plot.measure(plot.tick(plot.scale[-1]), size, False) / 2
    plot.right = width - max(widest(plot) + size * 0.8, last)
    for number, lines in enumerate(labels):
        y = plot.top + (number + 0.5) * plot.slot - plot.leading * (len(lines) - 1) / 2
        for line in lines:
            plot.marks.append(Words((room, y + size * 0.35), line, size, "text", "end"))
            y += plot.leading
    return height


def _grid(plot: Plot) -> None:
    """Draw a thin line at every tick and a strong one at zero."""
    size, count = plot.size, max(1, len(plot.chart.categories))
    for tick in plot.scale:
        start, end = plot.at(0, tick), plot.at(count, tick)
        zero = tick == 0
        plot.marks.insert(
            0, Stroke(((start, end),), "edge" if zero else "line", 0.8 if zero else 0.4)
        )
        words = Words((0, 0), plot.tick(tick), size, "soft")
        if plot.flat:
            place = (end[0], plot.bottom + plot.leading)
            plot.marks.append(replace(words, at=place, anchor="middle"))
        else:
            place = (plot.left - size * 0.5, start[1] + size * 0.35)
            plot.marks.append(replace(words, at=place, anchor="end"))
