# SPDX-License-Identifier: GPL-3.0-or-later
"""Text on paper: paragraphs, headings, list items, key figures, lines to sign on."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from desktop.core.document import BLACK, Boxes, KeyFigure, KeyFigures, Signature
from desktop.core.i18n import _
from desktop.reports import pdf_look as look
from desktop.reports.pdf_canvas import Node, TaggedCanvas

_PAD = 6.0
_GAP = 12.0
_SQUARE = 26.0


class Prose(Flowable):
    """A paragraph in one style that may run over the page, never leaving a line alone."""

    canv: TaggedCanvas

    def __init__(self, text: str | list[str], style: look.Style, node: Node) -> None:
        super().__init__()
        self._text = text
        self.style, self.node = style, node
        self.lines = text if isinstance(text, list) else []
        self.spaceBefore, self.spaceAfter = style.before, style.after

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        if isinstance(self._text, str):
            inner = width - self.style.indent - (_PAD if self.style.tint else 0)
            self.lines = look.lines(self._text, inner, self.style)
        pad = 2 * _PAD if self.style.tint else 0
        self.height = len(self.lines) * self.style.leading + pad
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        self.wrap(width, height)
        fit = int((height - (2 * _PAD if self.style.tint else 0)) / self.style.leading)
        fit = min(fit, len(self.lines) - 2)
        if fit < 2:
            return []
        return [self._part(self.lines[:fit]), self._part(self.lines[fit:])]

    def _part(self, lines: list[str]) -> "Prose":
        return Prose(lines, self.style, self.node)

    def draw(self) -> None:
        style, canvas = self.style, self.canv
        top = self.height
        if style.tint:
            with canvas.tagged(None):
                canvas.setFillColor(look.INK[style.tint])
                canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
                canvas.setFillColor(look.INK[style.colour if style.colour != "text" else "warning"])
                canvas.rect(0, 0, 2.5, self.height, stroke=0, fill=1)
            top -= _PAD
        with canvas.tagged(self.node):
            write(canvas, self.lines, style.indent, top, style)


class Item(Prose):
    """A list item behind a dash or a mark of its own, such as its number."""

    def __init__(
        self,
        text: str | list[str],
        style: look.Style,
        node: Node,
        dash: Node | None,
        mark: str = "",
    ) -> None:
        super().__init__(text, style, node)
        self._dash, self._mark = dash, mark or "–"

    def split(self, width: float, height: float) -> list[Flowable]:
        return [
            Item(part.lines, self.style, self.node, None if number else self._dash, self._mark)
            for number, part in enumerate(super().split(width, height))
            if isinstance(part, Prose)
        ]

    def draw(self) -> None:
        if self._dash:
            with self.canv.tagged(self._dash):
                write(self.canv, [self._mark], 0, self.height, self.style)
        super().draw()


class Title(Prose):
    """A heading: the outline and the contents list lead to it."""

    def __init__(self, text: str, style: look.Style, node: Node, *, listed: bool) -> None:
        super().__init__(text, style, node)
        self._title = text if listed else ""

    def split(self, _width: float, _height: float) -> list[Flowable]:
        return []

    def draw(self) -> None:
        if self._title:
            self.canv.heading(self._title, self.height + 12)
        super().draw()


class Figures(Flowable):
    """The numbers read first: a grid of at most four across."""

    canv: TaggedCanvas

    def __init__(self, block: KeyFigures, nodes: list[Node], across: int = 0) -> None:
        super().__init__()
        self._figures, self._nodes = list(block.figures), nodes
        count = len(self._figures)
        self._across = across or (count if count <= 4 else 3 if count in (5, 6, 9) else 4)
        self.spaceBefore, self.spaceAfter = 4, 10

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        across = max(1, self._across)
        self._column = (width - _GAP * (across - 1)) / across
        cards = [self._card(figure) for figure in self._figures]
        self._rows = [cards[n : n + across] for n in range(0, len(cards), across)]
        self._tall = [
            max(sum(style.leading for _line, style in card) for card in row) + 14
            for row in self._rows
        ]
        return width, sum(self._tall)

    def split(self, width: float, height: float) -> list[Flowable]:
        self.wrap(width, height)
        fit, used = 0, 0.0
        while fit < len(self._rows) and used + self._tall[fit] <= height:
            used += self._tall[fit]
            fit += 1
        if not 0 < fit < len(self._rows):
            return []
        cut = fit * self._across
        return [
            Figures(KeyFigures(figures), nodes, self._across)
            for figures, nodes in (
                (self._figures[:cut], self._nodes[:cut]),
                (self._figures[cut:], self._nodes[cut:]),
            )
        ]

    def draw(self) -> None:
        top, number = sum(self._tall), 0
        for row, tall in zip(self._rows, self._tall, strict=True):
            for place, card in enumerate(row):
                x = place * (self._column + _GAP)
                with self.canv.tagged(None):
                    self.canv.setFillColor(look.INK["accent"])
                    self.canv.rect(x, top - 1.2, self._column, 1.2, stroke=0, fill=1)
                with self.canv.tagged(self._nodes[number]):
                    y = top - 4
                    for line, style in card:
                        write(self.canv, [f"{line} "], x, y, style)
                        y -= style.leading
                number += 1
            top -= tall

    def _card(self, figure: KeyFigure) -> list[tuple[str, look.Style]]:
        value = look.clean(figure.value)
        wide = look.measure(value, 22, True)
        size = min(22.0, 22 * self._column / wide) if wide else 22.0
        title, fine = look.Style(9, 12), look.STYLES["fine"]
        return [
            (value, look.Style(size, 27, bold=True, colour="accent")),
            *((line, title) for line in look.lines(look.clean(figure.title), self._column, title)),
            *((line, fine) for line in _before(figure, self._column, fine)),
        ]


class Signing(Flowable):
    """Lines to sign on, two across, each with its role beneath."""

    canv: TaggedCanvas

    def __init__(self, block: Signature, nodes: list[Node]) -> None:
        super().__init__()
        self._roles, self._nodes = [look.clean(role) for role in block.roles], nodes
        self.spaceBefore, self.spaceAfter = 10, 8

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self._column = (width - 2 * _GAP) / 2
        style = look.STYLES["label"]
        self._labels = [look.lines(role, self._column, style) for role in self._roles]
        pairs = [self._labels[n : n + 2] for n in range(0, len(self._labels), 2)]
        self._tall = [max(map(len, pair)) * style.leading + 44 for pair in pairs]
        return width, sum(self._tall)

    def draw(self) -> None:
        top = sum(self._tall)
        for number, label in enumerate(self._labels):
            x = (number % 2) * (self._column + 2 * _GAP)
            with self.canv.tagged(None):
                self.canv.setStrokeColor(look.INK["edge"])
                self.canv.setLineWidth(0.6)
                self.canv.line(x, top - 38, x + self._column, top - 38)
            with self.canv.tagged(self._nodes[number]):
                write(self.canv, label, x, top - 40, look.STYLES["label"])
            if number % 2:
                top -= self._tall[number // 2]


class Squares(Flowable):
    """Empty squares to write letters in, a row for each line, numbered at its left."""

    canv: TaggedCanvas

    def __init__(self, block: Boxes, nodes: list[Node]) -> None:
        super().__init__()
        self._block, self._nodes = block, nodes
        self.spaceBefore, self.spaceAfter = 18, 12

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        groups = self._block.groups
        gaps = (len(groups) - 1) * _GAP
        self._side = min(_SQUARE, (width - 2 * _GAP - gaps) / sum(groups))
        self.height = self._block.rows * (self._side + _GAP) - _GAP
        return width, self.height

    def draw(self) -> None:
        canvas, side = self.canv, self._side
        for row, node in enumerate(self._nodes):
            bottom = self.height - side - row * (side + _GAP)
            with canvas.tagged(node):
                write(canvas, [f"{row + 1}."], 0, bottom + side * 0.8, look.STYLES["item"])
            with canvas.tagged(None):
                canvas.setStrokeColor(look.INK["edge"])
                canvas.setLineWidth(0.8)
                x = 2 * _GAP
                for group in self._block.groups:
                    for _square in range(group):
                        canvas.rect(x, bottom, side, side, stroke=1, fill=0)
                        x += side
                    x += _GAP
                if self._block.line:
                    canvas.line(x - _GAP / 2, bottom, self.width, bottom)


def write(
    canvas: TaggedCanvas, lines: Sequence[str], x: float, top: float, style: look.Style
) -> None:
    """Write lines from a top edge down; a space ends each, so that read aloud words stay apart."""
    y = top - style.leading / 2 - style.size * 0.35
    for number, line in enumerate(lines):
        if line == BLACK:
            _bar(canvas, x, y, style)
            y -= style.leading
            continue
        text = line if number == len(lines) - 1 else f"{line} "
        canvas.words(x, y, text, look.font(bold=style.bold), style.size, look.INK[style.colour])
        y -= style.leading


def _bar(canvas: TaggedCanvas, x: float, y: float, style: look.Style) -> None:
    """Draw a bar that says of itself what it is: no letter of what it stands for is in the file."""
    words, size = _("blacked out"), style.size - 1
    wide = look.measure(words, size, True) + 2 * _PAD
    canvas.setFillColor(look.INK["text"])
    canvas.rect(x, y - 0.25 * style.size, wide, style.size * 1.15, stroke=0, fill=1)
    canvas.words(x + _PAD, y + 0.4, words, look.font(bold=True), size, look.INK["surface"])


def _before(figure: KeyFigure, width: float, style: look.Style) -> list[str]:
    return look.lines(look.clean(figure.before), width, style) if figure.before else []
