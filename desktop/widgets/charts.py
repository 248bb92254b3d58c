# SPDX-License-Identifier: GPL-3.0-or-later
"""Charts on screen: paints the marks of core/figures/drawing, the same ones that go to paper."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.core.document import Chart
from desktop.core.figures.drawing import (
    Area,
    Dot,
    Mark,
    Picture,
    Point,
    Stroke,
    Words,
    lowered,
    wrap,
)
from desktop.core.figures.drawing_charts import chart_picture, describe
from desktop.core.figures.drawing_palette import SCREENS
from desktop.widgets import look

_NARROW = 240
_PAPER_SIZE = 7.5  # the size of text at which lines have the widths core/figures/drawing gives them


class ChartView(QWidget):
    """A chart with its title above and its source below; its figures are said to screen readers."""

    def __init__(
        self, chart: Chart, parent: QWidget | None = None, *, ground: str = "page"
    ) -> None:
        super().__init__(parent)
        self._chart = chart
        self._ground = ground  # the colour it stands on, which numbers clear around themselves
        self._ready: tuple[QSize, Picture] | None = None
        self.setObjectName("chart")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_chart(chart)

    def set_chart(self, chart: Chart) -> None:
        """Show another chart, or the same one with new figures."""
        self._chart = chart
        self._ready = None
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(describe(chart))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._laid_out(max(width, _NARROW)).height)

    def sizeHint(self) -> QSize:
        wide = look.width(64)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROW, self.heightForWidth(_NARROW) // 2)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LanguageChange):
            self.set_chart(self._chart)
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._ready is None or self._ready[0] != self.size():
            picture = self._laid_out(max(self.width(), _NARROW), self.height())
            self._ready = self.size(), picture
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = look.tokens()
        colours = {**SCREENS[look.theme_name()], **tokens, "surface": tokens[self._ground]}
        paint(painter, self._ready[1], colours, _pixels("meta") / _PAPER_SIZE)
        painter.end()

    def _laid_out(self, width: int, height: int | None = None) -> Picture:
        """Put title, chart and source into one picture."""
        size = _pixels("meta")
        large = _pixels("body")
        title = wrap(self._chart.title, width, lambda text: measure(text, large, True))
        source = wrap(self._chart.source, width, lambda text: measure(text, size))
        above = len(title) * large * 1.35 + size * 0.6 if self._chart.title else 0.0
        below = len(source) * size * 1.35 + size * 0.5 if self._chart.source else 0.0
        room = None if height is None else height - above - below
        chart = chart_picture(self._chart, width, measure, size=size, height=room)
        marks = _lines(title, large, 0.0, "text", bold=True)
        marks += [lowered(mark, above) for mark in chart.marks]
        foot = above + chart.height + size * 0.5
        marks += _lines(source, size, foot, "soft")
        return Picture(width, above + chart.height + below, marks)


def measure(text: str, size: float, bold: bool = False) -> float:
    """Return how wide a text is in pixels."""
    return QFontMetricsF(_font(size, bold=bold)).horizontalAdvance(text)


def paint(
    painter: QPainter, picture: Picture, colours: Mapping[str, str], thick: float = 1.0
) -> None:
    """Paint a picture with its top left corner at the painter's origin, lines ``thick`` times."""
    for mark in picture.marks:
        match mark:
            case Area():
                _area(painter, mark, colours, thick)
            case Stroke():
                _stroke(painter, mark, colours, thick)
            case Dot():
                painter.setPen(QPen(_colour(mark.edge, colours), mark.width * thick))
                painter.setBrush(_colour(mark.fill, colours))
                painter.drawEllipse(QPointF(*mark.centre), mark.radius, mark.radius)
            case Words():
                _words(painter, mark, colours)


def _area(painter: QPainter, area: Area, colours: Mapping[str, str], thick: float) -> None:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for ring in area.rings:
        path.addPolygon(_polygon(ring))
        path.closeSubpath()
    edge = (
        QPen(_colour(area.edge, colours), area.width * thick)
        if area.edge
        else QPen(Qt.PenStyle.NoPen)
    )
    painter.setPen(edge)
    painter.setBrush(_colour(area.fill, colours))
    painter.drawPath(path)


def _stroke(painter: QPainter, stroke: Stroke, colours: Mapping[str, str], thick: float) -> None:
    pen = QPen(_colour(stroke.colour, colours), stroke.width * thick)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if stroke.dash:
        pen.setDashPattern([part / stroke.width for part in _even(stroke.dash)])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for line in stroke.lines:
        painter.drawPolyline(_polygon(line))


def _words(painter: QPainter, words: Words, colours: Mapping[str, str]) -> None:
    wide = measure(words.text, words.size, words.bold)
    back = {"start": 0.0, "middle": wide / 2, "end": wide}[words.anchor]
    font = _font(words.size, bold=words.bold)
    painter.save()
    painter.translate(QPointF(*words.at))
    if words.turned:
        painter.rotate(-90)
    if words.halo:
        outline = QPainterPath()
        outline.addText(QPointF(-back, 0), font, words.text)
        painter.setPen(QPen(_colour("surface", colours), words.size * 0.3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline)
    painter.setFont(font)
    painter.setPen(_colour(words.colour, colours))
    painter.drawText(QPointF(-back, 0), words.text)
    painter.restore()


def _lines(
    texts: Sequence[str], size: float, top: float, colour: str, *, bold: bool = False
) -> list[Mark]:
    return [
        Words((0, top + size * (1.35 * number + 1)), text, size, colour, bold=bold)
        for number, text in enumerate(texts)
    ]


def _font(size: float, *, bold: bool) -> QFont:
    font = look.font(bold=bold)
    font.setPixelSize(max(1, round(size)))
    return font


def _pixels(size: str) -> float:
    return QFontMetricsF(look.font(size)).height() * 0.72


def _polygon(points: Sequence[Point]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])


def _even(dash: Sequence[float]) -> Sequence[float]:
    return dash if len(dash) % 2 == 0 else (*dash, *dash)


def _colour(name: str, colours: Mapping[str, str]) -> QColor:
    return QColor(colours.get(name, name))
