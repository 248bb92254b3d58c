# SPDX-License-Identifier: GPL-3.0-or-later
"""What a page of paper says, as plain data; `reports/pdf.py` draws it, tests read it.

All text is already translated when it gets here: the report language was in force while the
sections were made. Chart and Map are also drawn on screen, by `widgets/charts.py` and the map
canvas, from the same description.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Point = tuple[float, float]

BLACK = "█████"
"""A cell that is blacked out: drawn as a bar, always as long, with nothing under it."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; ``style`` picks its look, a list item is drawn with a dash or its ``mark``."""

    body: str
    style: Literal["body", "note", "item", "warning", "strong"] = "body"
    mark: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One number of the first page, with the figure of the period before as a sentence or ''."""

    title: str
    value: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """The figures a donor reads first, drawn as a grid of at most four across."""

    figures: Sequence[KeyFigure]


@dataclass(frozen=True, slots=True)
class Table:
    """One idea: header, rows of text, numbers at the right, totals last.

    ``numeric`` tells for each column whether it is a number; ``total`` marks the last row as one.
    ``widths`` are shares of the page width, empty for equal shares (the first column gets double);
    ``full`` spans the page, so that tables of one kind stand under each other with equal columns.
    ``by_hand`` makes rows tall enough to be written into; ``folded`` tells that lines too small
    to print stand together in one.
    """

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    numeric: Sequence[bool] = ()
    total: bool = False
    note: str = ""
    widths: Sequence[float] = ()
    full: bool = False
    by_hand: bool = False
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Boxes:
    """Empty squares to write letters in by hand, a row for each line, numbered.

    ``groups`` is how many squares stand together; ``line`` adds a rule after them for the rest.
    """

    rows: int
    groups: Sequence[int]
    line: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one line or set of bars; None is a gap (unknown, or hidden as too small)."""

    name: str
    values: Sequence[float | None]
    context: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars, horizontal or stacked bars, or lines over categories; axis from zero, values shown.

    ``notes`` are (place, sign) of marks across the categories, 0.5 the middle of the first; what a
    sign means stands beside the chart.
    """

    title: str
    kind: Literal["bar", "hbar", "stacked", "line"]
    categories: Sequence[str]
    series: Sequence[Series]
    source: str = ""
    description: str = ""
    notes: Sequence[tuple[float, str]] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """One thing on a map in Web Mercator metres: rings of an area or points of a line.

    ``fill`` is a class name the look knows (area, water, tint1 ... tint5), ``line`` a border
    status (domain.md V43) or "". ``label`` is drawn at the middle of an area. A point is drawn on
    the screen only, never on paper; its fill says as which mark: safe or incident.
    """

    rings: Sequence[Sequence[Point]]
    kind: Literal["area", "line", "point"] = "area"
    fill: str = ""
    line: str = ""
    label: str = ""
    count: int | None = None
    key: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Map:
    """Shapes in drawing order with a legend of (fill or line class, words)."""

    title: str
    shapes: Sequence[Shape]
    legend: Sequence[tuple[str, str]] = ()
    source: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Lines to sign on: one role per line."""

    roles: Sequence[str]


Paper = Literal["A4", "Letter"]
Block = Text | KeyFigures | Table | Chart | Map | Signature | Boxes


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    title: str
    blocks: Sequence[Block] = ()
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A whole printed thing.

    ``marks`` stand on every page (demonstration data, team edition ...); ``foot`` beside the page
    number; ``facts`` are label and value pairs on the cover. ``language`` is es, pt_BR or en;
    ``region`` writes the numbers on charts, such as es_CO, the language's own when empty.
    """

    title: str
    subtitle: str
    language: str
    sections: Sequence[Section]
    organisation: str = ""
    header: str = ""
    foot: str = ""
    marks: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = ()
    cover: bool = True
    paper: Paper = "A4"
    region: str = ""
