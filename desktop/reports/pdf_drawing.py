# SPDX-License-Identifier: GPL-3.0-or-later
"""Charts and maps on paper: paints the marks of core/figures/drawing with ReportLab."""

from collections.abc import Sequence

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.pathobject import PDFPathObject
from reportlab.platypus import Flowable

from desktop.core.figures.drawing import Area, Dot, Mark, Picture, Point, Stroke, Words
from desktop.reports import pdf_look as look
from desktop.reports.pdf_canvas import Node, TaggedCanvas
from desktop.reports.pdf_text import write

_GAP = 5.0


class Plate(Flowable):
    """A picture between its title and its source, on one page; shrunk if it is taller than that."""

    canv: TaggedCanvas

    def __init__(self, title: str, source: str, picture: Picture, nodes: Sequence[Node]) -> None:
        super().__init__()
        self._title, self._source = look.clean(title), look.clean(source)
        self._picture, self._nodes = picture, nodes
        self._scale = 1.0
        self.spaceBefore, self.spaceAfter = 8, 12

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        caption, fine = look.STYLES["caption"], look.STYLES["fine"]
        self._above = look.lines(self._title, width, caption) if self._title else []
        self._below = look.lines(self._source, width, fine) if self._source else []
        words = len(self._above) * caption.leading + len(self._below) * fine.leading + 2 * _GAP
        self.height = words + self._picture.height * self._scale
        return width, self.height

    def shrink(self, width: float, room: float) -> None:
        """Make the picture small enough for a page."""
        self.wrap(width, room)
        words = self.height - self._picture.height * self._scale
        self._scale = min(1.0, (room - words) / self._picture.height)

    def draw(self) -> None:
        canvas, caption = self.canv, look.STYLES["caption"]
        with canvas.tagged(self._nodes[0]):
            write(canvas, self._above, 0, self.height, caption)
        top = self.height - len(self._above) * caption.leading - _GAP
        canvas.saveState()
        canvas.translate(0, top)
        canvas.scale(self._scale, self._scale)
        with canvas.tagged(self._nodes[1]):
            paint(canvas, self._picture)
        canvas.restoreState()
        if self._below:
            bottom = top - self._picture.height * self._scale - _GAP
            with canvas.tagged(self._nodes[2]):
                write(canvas, self._below, 0, bottom, look.STYLES["fine"])


def paint(canvas: TaggedCanvas, picture: Picture) -> None:
    """Paint a picture with its top left corner at the origin."""
    canvas.setLineJoin(1)
    for mark in picture.marks:
        _paint(canvas, mark)


def _paint(canvas: TaggedCanvas, mark: Mark) -> None:
    match mark:
        case Area():
            _area(canvas, mark)
        case Stroke():
            _stroke(canvas, mark)
        case Dot():
            canvas.setLineWidth(mark.width)
            canvas.setStrokeColor(_colour(mark.edge))
            canvas.setFillColor(_colour(mark.fill))
            canvas.circle(mark.centre[0], -mark.centre[1], mark.radius, stroke=1, fill=1)
        case Words():
            _words(canvas, mark)


def _area(canvas: TaggedCanvas, area: Area) -> None:
    path = canvas.beginPath()
    for ring in area.rings:
        _trace(path, ring)
        path.close()
    canvas.setFillColor(_colour(area.fill))
    if area.edge:
        canvas.setDash()
        canvas.setLineWidth(area.width)
        canvas.setStrokeColor(_colour(area.edge))
    canvas.drawPath(path, stroke=1 if area.edge else 0, fill=1, fillMode=0)


def _stroke(canvas: TaggedCanvas, stroke: Stroke) -> None:
    path = canvas.beginPath()
    for line in stroke.lines:
        _trace(path, line)
    canvas.setLineWidth(stroke.width)
    canvas.setStrokeColor(_colour(stroke.colour))
    canvas.setDash(list(stroke.dash))
    canvas.drawPath(path)
    canvas.setDash()


def _trace(path: PDFPathObject, points: Sequence[Point]) -> None:
    for number, (x, y) in enumerate(points):
        if number:
            path.lineTo(x, -y)
        else:
            path.moveTo(x, -y)


def _words(canvas: TaggedCanvas, words: Words) -> None:
    text = look.clean(words.text)
    wide = look.measure(text, words.size, words.bold)
    back = {"start": 0.0, "middle": wide / 2, "end": wide}[words.anchor]
    canvas.saveState()
    canvas.translate(words.at[0], -words.at[1])
    if words.turned:
        canvas.rotate(90)
    if words.halo:
        canvas.setStrokeColor(look.INK["surface"])
        canvas.setLineWidth(words.size * 0.3)
        _line(canvas, words, text, -back, outline=True)
    _line(canvas, words, text, -back, outline=False)
    canvas.restoreState()


def _line(canvas: TaggedCanvas, words: Words, text: str, x: float, *, outline: bool) -> None:
    canvas.setFillColor(_colour(words.colour))
    canvas.setFont(look.font(bold=words.bold), words.size)
    canvas.drawString(x, 0, text, mode=1 if outline else 0)


def _colour(name: str) -> Color:
    return look.INK.get(name) or HexColor(name)
