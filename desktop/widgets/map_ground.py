# SPDX-License-Identifier: GPL-3.0-or-later
"""What is drawn under the map: tiles of a pack, or a picture laid there by pins."""

import math
from collections import OrderedDict

from PySide6.QtCore import QBuffer, QByteArray, QPointF, QRectF, QSize
from PySide6.QtGui import QImage, QImageReader, QPainter, QPixmap, QTransform

from desktop.core.figures.pinning import Matrix, placed
from desktop.core.tiles import Pack

_WORLD = 2 * math.pi * 6_378_137.0
_SIDE = 256
_KEPT = 160  # pictures kept ready
_LARGEST = 1024  # pixels of a tile
PICTURE = 4096
"""Pixels of the longer side a picture is shown with: more takes memory and shows nothing more."""


class Ground:
    """Something to draw under the areas; the scene's zero stands at ``origin`` in the world."""

    def box(self) -> QRectF:
        """Return what it covers in Web-Mercator metres, northwards."""
        raise NotImplementedError

    def paint(self, painter: QPainter, seen: QRectF, origin: QPointF, scale: float) -> None:
        """Draw the part that is seen, given in scene metres."""
        raise NotImplementedError


class TileGround(Ground):
    """Tiles at the zoom that fits the scale, of a coarser one where there is none."""

    def __init__(self, pack: Pack, box: QRectF) -> None:
        self._pack, self._box = pack, box
        self._ready: OrderedDict[tuple[int, int, int], QPixmap | None] = OrderedDict()

    def box(self) -> QRectF:
        return self._box

    def paint(self, painter: QPainter, seen: QRectF, origin: QPointF, scale: float) -> None:
        wanted = math.log2(max(_WORLD / _SIDE * scale, 1.0))
        z = min(self._pack.zooms, key=lambda zoom: abs(zoom - wanted))
        side = _WORLD / 2**z
        west = (seen.left() + origin.x() + _WORLD / 2) / side
        east = (seen.right() + origin.x() + _WORLD / 2) / side
        north = (_WORLD / 2 - origin.y() + seen.top()) / side
        south = (_WORLD / 2 - origin.y() + seen.bottom()) / side
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for x in range(math.floor(west), math.floor(east) + 1):
            for y in range(math.floor(north), math.floor(south) + 1):
                if (picture := self._picture(z, x, y)) is not None:
                    at = QPointF(
                        x * side - _WORLD / 2 - origin.x(), y * side - _WORLD / 2 + origin.y()
                    )
                    painter.drawPixmap(
                        QRectF(at.x(), at.y(), side, side), picture, QRectF(picture.rect())
                    )

    def _picture(self, z: int, x: int, y: int) -> QPixmap | None:
        key = (z, x, y)
        if key not in self._ready:
            data = self._pack.tile(z, x, y)
            image = read(data, _LARGEST) if data else None
            self._ready[key] = None if image is None else QPixmap.fromImage(image)
            while len(self._ready) > _KEPT:
                self._ready.popitem(last=False)
        self._ready.move_to_end(key)
        return self._ready[key]


class PhotoGround(Ground):
    """One picture, slanted as its pins say."""

    def __init__(self, image: QImage, matrix: Matrix) -> None:
        self._picture = QPixmap.fromImage(image)
        self._matrix = matrix

    def box(self) -> QRectF:
        wide, high = self._picture.width(), self._picture.height()
        corners = [
            placed(self._matrix, one) for one in ((0, 0), (wide, 0), (wide, high), (0, high))
        ]
        across, up = zip(*corners, strict=True)
        return QRectF(min(across), min(up), max(across) - min(across), max(up) - min(up))

    def paint(self, painter: QPainter, seen: QRectF, origin: QPointF, scale: float) -> None:
        a, b, c, d, e, f = self._matrix
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        turn = QTransform(a, -d, b, -e, c - origin.x(), origin.y() - f)
        painter.setTransform(turn, combine=True)
        painter.drawPixmap(0, 0, self._picture)
        painter.restore()


def read(content: bytes, largest: int, *, shrink: bool = False) -> QImage | None:
    """Read a picture that is not larger than said; a larger one is refused, or made smaller."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isEmpty() or (not shrink and max(size.width(), size.height()) > largest):
        return None
    if max(size.width(), size.height()) > largest:
        size = QSize(size)
        factor = largest / max(size.width(), size.height())
        reader.setScaledSize(QSize(round(size.width() * factor), round(size.height() * factor)))
    image = reader.read()
    return None if image.isNull() else image
