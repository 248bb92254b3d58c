# SPDX-License-Identifier: GPL-3.0-or-later
"""What the shapes of a map become on screen: paths, pens and colours, and a sentence about them."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen, QPolygonF

from desktop.core.document import Map, Shape
from desktop.core.figures.drawing import bounds
from desktop.core.figures.drawing_maps import DASHES, border_look
from desktop.core.figures.drawing_palette import SCREENS
from desktop.core.i18n import _, ngettext
from desktop.widgets import look

_BORDER = 3.0  # pixels
_PAPER_BORDER = 2.2  # points, for which DASHES are given


MARKS = {"safe": "good", "incident": "danger"}
"""The colour of each mark of a point."""
_HALF = 6.0  # pixels
_HOUSE = ((-1.0, 1.0), (-1.0, -0.1), (0.0, -1.1), (1.0, -0.1), (1.0, 1.0))
_DIAMOND = ((0.0, -1.1), (1.1, 0.0), (0.0, 1.1), (-1.1, 0.0))


def mark(fill: str) -> QPainterPath:
    """Return the mark of a point in pixels: a house is a safe place, a diamond an incident."""
    made = QPainterPath()
    corners = _HOUSE if fill == "safe" else _DIAMOND
    made.addPolygon(QPolygonF([QPointF(x * _HALF, y * _HALF) for x, y in corners]))
    made.closeSubpath()
    return made


def colour(name: str) -> QColor:
    """Return a colour of maps by its name, in the theme in force."""
    return QColor(look.tokens().get(name) or SCREENS[look.theme_name()].get(name) or name)


def layers(shape: Shape) -> tuple[str, ...]:
    """Return what a shape is drawn as, one over the other; nothing for a hidden border."""
    if not shape.line:
        return ("plain",)
    style = border_look(shape.line)[1]
    return {"hidden": (), "double": ("ground", "line", "core")}.get(style, ("ground", "line"))


def pen(shape: Shape, layer: str) -> QPen:
    """Return the pen of one layer of a shape."""
    if shape.kind == "point":
        return cosmetic(colour("surface"), 1.5)
    if shape.fill == "way":
        made = cosmetic(colour("good"), 3.0)
        made.setDashPattern([1.5, 1.5])
        return made
    if not shape.line:
        water = shape.kind == "line" and shape.fill == "water"
        name = (shape.fill or "edge") if shape.kind == "line" else "edge"
        return cosmetic(colour(name), 4.0 if water else 1.0)
    shade, style = border_look(shape.line)
    wide = _BORDER * (1.5 if style == "double" else 1.0)
    if layer == "ground":
        return cosmetic(_ground(), wide + 2)
    if layer == "core":
        return cosmetic(_ground(), wide * 0.4)
    made = cosmetic(colour(shade), wide)
    if dash := DASHES.get(style):
        made.setDashPattern([part / _PAPER_BORDER for part in dash])
    return made


def cosmetic(shade: QColor, width: float) -> QPen:
    """Return a pen whose width is pixels at every scale."""
    made = QPen(shade, width)
    made.setCosmetic(True)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    made.setCapStyle(Qt.PenCapStyle.FlatCap)
    return made


def path(shape: Shape, origin: QPointF) -> QPainterPath:
    """Return the outline of a shape in scene metres, south downwards."""
    made = QPainterPath()
    made.setFillRule(Qt.FillRule.OddEvenFill)
    left, top = origin.x(), origin.y()
    for ring in shape.rings:
        made.addPolygon(QPolygonF([QPointF(x - left, top - y) for x, y in ring]))
        if shape.kind == "area":
            made.closeSubpath()
    return made


def middle(shapes: Sequence[Shape]) -> QPointF:
    """Return the middle of a map: the scene is counted from there, so that numbers stay small."""
    points = [point for shape in shapes for ring in shape.rings for point in ring]
    if not points:
        return QPointF()
    west, south, east, north = bounds(points)
    return QPointF((west + east) / 2, (south + north) / 2)


def describe(picture: Map) -> str:
    """Say in words how much a map shows, for who does not see it."""
    areas = sum(shape.kind == "area" for shape in picture.shapes)
    lines = sum(bool(shape.line) for shape in picture.shapes)
    said = [ngettext("{n} area", "{n} areas", areas).format(n=areas)]
    if lines:
        said.append(ngettext("{n} border", "{n} borders", lines).format(n=lines))
    said.append(_("Page Down goes from area to area, Enter opens one."))
    return ". ".join(said)


def _ground() -> QColor:
    """Return what borders lie on: their colours were chosen for a light ground."""
    return colour("surface" if look.theme_name() == "light" else "text")
