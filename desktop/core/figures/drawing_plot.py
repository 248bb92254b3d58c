# SPDX-License-Identifier: GPL-3.0-or-later
"""The frame a chart is drawn into, and how its series are told from each other."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.core.document import Chart, Series
from desktop.core.figures.drawing import Mark, Measure, Point
from desktop.core.i18n import format_number


@dataclass(frozen=True, slots=True)
class Look:
    """How one series is told from the others: colour, hatch, dash and marker, all four."""

    fill: str
    hatch: str
    line: str
    ink: str
    dash: tuple[float, ...]
    shape: str
    edge: str = "text"


LOOKS: Sequence[Look] = (
    Look("series1", "", "line1", "hatch1", (), "disc"),
    Look("series2", "rising", "line2", "hatch2", (5, 2), "square"),
    Look("series3", "level", "line3", "hatch3", (1.5, 2), "triangle"),
    Look("series4", "crossed", "line4", "hatch4", (7, 2, 1.5, 2), "diamond"),
    Look("series5", "falling", "line5", "hatch5", (3, 1.5), "ring"),
)
HATCH = 0.43
"""Distance of hatch lines, in sizes of the text."""

CONTEXT = Look("context", "falling", "line_context", "hatch_context", (2, 3), "ring", "edge")


@dataclass(slots=True)
class Plot:
    """The frame a chart is drawn into, its scale and the marks so far.

    The value axis runs upwards, or to the right when the chart lies ``flat``. ``digits`` are the
    decimals every printed value has.
    """

    chart: Chart
    measure: Measure
    size: float
    flat: bool
    scale: Sequence[float]
    digits: int
    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    marks: list[Mark] = field(default_factory=list)
    values: list[Mark] = field(default_factory=list)
    """Numbers on bars and points, painted over all of them."""

    @property
    def leading(self) -> float:
        """Distance from one line of text to the next."""
        return self.size * 1.25

    @property
    def slot(self) -> float:
        """Room one category has along its axis."""
        room = self.bottom - self.top if self.flat else self.right - self.left
        return room / max(1, len(self.chart.categories))

    def at(self, place: float, value: float) -> Point:
        """Return the point of a value; ``place`` counts categories, 0.5 is the first's middle."""
        low, high = self.scale[0], self.scale[-1]
        share = (value - low) / (high - low)
        if self.flat:
            return self.left + share * (self.right - self.left), self.top + place * self.slot
        return self.left + place * self.slot, self.bottom - share * (self.bottom - self.top)

    def number(self, value: float) -> str:
        """Write a value as the region writes numbers."""
        return format_number(value, self.digits)

    def tick(self, value: float) -> str:
        """Write a value of the axis, with decimals only where the steps need them."""
        whole = all(tick == int(tick) for tick in self.scale)
        return format_number(value, 0 if whole else max(1, self.digits))


def look(chart: Chart, index: int) -> Look:
    """Return the look of one series; those that are context stand back and do not count."""
    if chart.series[index].context:
        return CONTEXT
    own = sum(not series.context for series in chart.series[:index])
    return LOOKS[own % len(LOOKS)]


def stack_sums(series: Sequence[Series]) -> list[float]:
    """Return what each stack adds up to; context is no part of a stack."""
    columns = zip(*(one.values for one in series if not one.context), strict=False)
    return [sum(value or 0 for value in column) for column in columns]
