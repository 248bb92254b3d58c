# SPDX-License-Identifier: GPL-3.0-or-later
"""Names and numbers on a map: which of them fit at a scale, and their drawing."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QRegion,
)

from desktop.core.document import Point, Shape
from desktop.core.figures.drawing import bounds
from desktop.core.figures.drawing_maps import middle
from desktop.core.i18n import format_number

_CELL = 96.0  # pixels; words are compared only with those in the cells they touch
_DOT = 4.0
_MANY = 800
_ENOUGH = 32  # points of an outline that tell its middle well
_OVERHANG = 1.25  # a name may be this much wider than its area


@dataclass(frozen=True, slots=True)
class _Spot:
    """An area that has something to say, in scene metres."""

    at: QPointF
    across: float
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class _Placed:
    """A word or number with its box, in pixels from the scene's zero; a dot has no text."""

    box: QRectF
    text: str
    number: bool


class MapWords:
    """Lays out words once per scale, so that panning moves them without choosing anew."""

    def __init__(self) -> None:
        self.names = True
        self.counts = True
        self._spots: list[_Spot] = []
        self._plain, self._bold = QFont(), QFont()
        self._ready: tuple[float, list[_Placed]] | None = None
        self._cells: dict[tuple[int, int], list[_Placed]] = {}

    def take(self, shapes: Iterable[tuple[Shape, QRectF]], origin: QPointF) -> None:
        """Remember what areas say, with their boxes; ``origin`` is where the scene has its zero."""
        self._spots = [spot for shape, box in shapes if (spot := _spot(shape, box.width(), origin))]
        self.forget()

    def dress(self, plain: QFont, bold: QFont) -> None:
        """Use these fonts."""
        self._plain, self._bold = plain, bold
        self.forget()

    def forget(self) -> None:
        """Choose anew at the next painting."""
        self._ready = None

    @property
    def many(self) -> bool:
        """Whether choosing takes so long that it must wait until the zooming rests."""
        return len(self._spots) > _MANY

    def shown(self, scale: float) -> list[str]:
        """Return the words and numbers written at a scale (pixels per metre)."""
        return [placed.text for placed in self._laid_out(scale) if placed.text]

    def paint(
        self,
        painter: QPainter,
        exposed: QRegion,
        scale: float,
        zero: QPoint,
        colour: Callable[[str], QColor],
    ) -> None:
        """Write what falls into the part of the view to be painted; ``zero`` is the scene's."""
        shades = {name: colour(name) for name in ("surface", "text", "accent", "on_accent")}
        dots = QPolygonF()
        for placed in self._near(exposed, scale, zero):
            box = placed.box.translated(zero)
            if not exposed.intersects(box.toAlignedRect()):
                continue
            if not placed.text:
                dots.append(box.center())
            elif placed.number:
                self._number(painter, box, placed.text, shades)
            else:
                self._name(painter, box, placed.text, shades)
        painter.setPen(QPen(shades["accent"], 2 * _DOT, c=Qt.PenCapStyle.RoundCap))
        painter.drawPoints(dots)

    def _near(self, exposed: QRegion, scale: float, zero: QPoint) -> Iterable[_Placed]:
        """Return the words near what is painted: of a scrolled view only two narrow strips are."""
        self._laid_out(scale)
        found: dict[int, _Placed] = {}
        for strip in exposed:  # type: ignore[attr-defined]  # the stubs do not know it
            area = QRectF(strip).translated(-zero.x(), -zero.y())
            for cell in _cells(area):
                found.update((id(placed), placed) for placed in self._cells.get(cell, ()))
        return found.values()

    def _laid_out(self, scale: float) -> list[_Placed]:
        if self._ready is None or self._ready[0] != scale:
            self._ready = scale, list(self._choose(scale))
            self._cells = {}
            for placed in self._ready[1]:
                for cell in _cells(placed.box):
                    self._cells.setdefault(cell, []).append(placed)
        return self._ready[1]

    def _choose(self, scale: float) -> Iterator[_Placed]:
        """Numbers first: one that does not fit leaves a dot, a name that does not fit nothing."""
        ground = _Ground()
        plain, bold = QFontMetricsF(self._plain), QFontMetricsF(self._bold)
        high = bold.height()
        for spot in sorted(self._spots, key=lambda spot: -spot.count) if self.counts else ():
            if spot.count:
                text = format_number(spot.count)
                wide = max(bold.horizontalAdvance(text) + high * 0.5, high)
                box = QRectF(-wide / 2, -high / 2, wide, high).translated(spot.at * scale)
                if ground.take(box):
                    yield _Placed(box, text, number=True)
                else:
                    dot = QRectF(-_DOT, -_DOT, 2 * _DOT, 2 * _DOT).translated(spot.at * scale)
                    yield _Placed(dot, "", number=True)
        for spot in sorted(self._spots, key=lambda spot: -spot.across) if self.names else ():
            if spot.across * scale * _OVERHANG < high:
                break  # nor will any smaller one have room
            wide = plain.horizontalAdvance(spot.label)
            if spot.label and wide <= spot.across * scale * _OVERHANG:
                lower = high * 0.55 if spot.count and self.counts else -high / 2
                box = QRectF(-wide / 2, lower, wide, high).translated(spot.at * scale)
                if ground.take(box):
                    yield _Placed(box, spot.label, number=False)

    def _number(
        self, painter: QPainter, box: QRectF, text: str, shades: Mapping[str, QColor]
    ) -> None:
        painter.setPen(QPen(shades["surface"], 1.5))
        painter.setBrush(shades["accent"])
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(shades["on_accent"])
        painter.setFont(self._bold)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _name(
        self, painter: QPainter, box: QRectF, text: str, shades: Mapping[str, QColor]
    ) -> None:
        outline = QPainterPath()
        start = QPointF(box.left(), box.top() + QFontMetricsF(self._plain).ascent())
        outline.addText(start, self._plain, text)
        painter.setPen(QPen(shades["surface"], 3, j=Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline)
        painter.fillPath(outline, shades["text"])


class _Ground:
    """Which ground is already written on, kept in coarse cells."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[QRectF]] = {}

    def take(self, box: QRectF) -> bool:
        """Claim a box; False when something stands there."""
        cells = list(_cells(box))
        if any(box.intersects(other) for cell in cells for other in self._cells.get(cell, ())):
            return False
        for cell in cells:
            self._cells.setdefault(cell, []).append(box)
        return True


def _cells(box: QRectF) -> Iterable[tuple[int, int]]:
    for x in range(int(box.left() // _CELL), int(box.right() // _CELL) + 1):
        for y in range(int(box.top() // _CELL), int(box.bottom() // _CELL) + 1):
            yield x, y


def _spot(shape: Shape, across: float, origin: QPointF) -> _Spot | None:
    if shape.kind != "area" or not (shape.label or shape.count):
        return None
    rings = [ring for ring in shape.rings if len(ring) > 2]
    if not rings:
        return None
    ring = rings[0] if len(rings) == 1 else max(rings, key=_extent)
    x, y = middle(ring[:: 1 + len(ring) // _ENOUGH])
    at = QPointF(x - origin.x(), origin.y() - y)
    return _Spot(at, across, shape.label, shape.count or 0)


def _extent(ring: Sequence[Point]) -> float:
    west, south, east, north = bounds(ring)
    return (east - west) * (north - south)
