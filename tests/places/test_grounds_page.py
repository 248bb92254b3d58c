# SPDX-License-Identifier: GPL-3.0-or-later
"""Backgrounds of the map: tiles and a pinned picture, sealed in the workspace, seen, taken away."""

import pytest
from PySide6.QtCore import QBuffer, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from desktop.core import tiles
from desktop.core.errors import UserError
from desktop.core.papers import attachments
from desktop.places import ground_service, outline_service
from desktop.places.map_page import MapPage
from desktop.places.projection_service import mercator
from desktop.widgets import look
from desktop.widgets.toasts import Toasts
from tests.core.test_tiles import made
from tests.places.test_drawing_page import PRESS, RELEASE, send
from tests.places.test_outline_service import LAT, LON, SIDE, square

RED = QColor("#c81e1e")


def picture(kind="PNG", size=256):
    image = QImage(size, size, QImage.Format.Format_RGB32)
    image.fill(RED)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, kind)
    return bytes(buffer.data().data())


@pytest.fixture
def city(tmp_path):
    """A tile file of red squares around the sector."""
    found = []
    for z in (12, 13, 14, 15):
        x, y = tiles.tile_of(LON, LAT, z)
        found += [(z, x + dx, y + dy, picture()) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    return made(tmp_path / "city.mbtiles", found, name="Ciudad", attribution="© Cartógrafos")


@pytest.fixture
def page(qtbot, qapp, workspace):
    look.apply(qapp, "light")
    with workspace.work(write=True) as work:
        outline_service.draw(work, {"name": "Uno"}, square(0))
    window = QWidget()
    shown = MapPage(workspace, lambda _first, _last: {}, toasts=Toasts(window))
    shown.resize(1100, 700)
    qtbot.addWidget(window)
    qtbot.addWidget(shown)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    shown.reload()
    yield shown
    shown.close_down()


def red_at(page, lon, lat):
    at = page.canvas.place(*mercator(lon, lat)).toPoint()
    shade = page.canvas.grab().toImage().pixelColor(at)
    return shade.red() - shade.green() > 60


def entries(page):
    return {name: act for _words, name, act in page.grounds.entries()}


def test_tiles_lie_under_the_map_and_are_sealed(page, workspace, city):
    assert not red_at(page, LON + SIDE / 4, LAT + SIDE / 4)
    page.grounds.add_tiles(city)

    assert red_at(page, LON + SIDE / 4, LAT + SIDE / 4)
    assert page.findChild(QLabel, "ground_credit").text() == "© Cartógrafos"
    held = [one.read_bytes() for one in workspace.folder.rglob("*") if one.is_file()]
    assert not any(b"\x89PNG" in content or b"Ciudad" in content for content in held)
    city.unlink()
    again = MapPage(workspace, lambda _first, _last: {})
    again.grounds.setCurrentIndex(1)
    assert again.grounds.ground() is not None


def test_no_background_is_one_of_the_choices(page, city):
    page.grounds.add_tiles(city)
    page.grounds.setCurrentIndex(0)
    assert not red_at(page, LON + SIDE / 4, LAT + SIDE / 4)


def test_a_background_is_taken_away_with_its_bytes(page, workspace, city):
    page.grounds.add_tiles(city)
    (one,) = page.grounds._held
    with workspace.work(write=True) as work:
        ground_service.remove(work, one)
    page.grounds.reload()
    page._lay()

    assert page.grounds.isHidden()
    assert not red_at(page, LON + SIDE / 4, LAT + SIDE / 4)
    assert not list((workspace.folder / attachments.FOLDER).glob("*"))


def test_a_broken_file_is_told_and_leaves_nothing(page, workspace, tmp_path):
    (tmp_path / "a.mbtiles").write_bytes(b"nothing")
    with pytest.raises(tiles.NotTiles):
        page.grounds.add_tiles(tmp_path / "a.mbtiles")
    with workspace.work() as work:
        assert ground_service.grounds(work) == []


def click(view, page, at):
    for kind in (PRESS, RELEASE):
        send(_Of(view), kind, QPointF(at))


class _Of:
    """What `send` asks of a page, for either of the two views."""

    def __init__(self, view):
        self.canvas = view


def test_a_photograph_is_pinned_by_the_same_places_on_both(page, workspace, tmp_path):
    (tmp_path / "hand.jpg").write_bytes(picture("JPG", 400))
    page.grounds.add_photo(tmp_path / "hand.jpg")
    bar = page.pinning
    assert bar.isVisible()
    keep = page.findChild(QPushButton, "keep_pins")
    assert not keep.isEnabled()
    pairs = [((0, 0), (LON, LAT + SIDE)), ((400, 400), (LON + SIDE, LAT))]
    for (px, py), (lon, lat) in pairs:
        QApplication.processEvents()
        click(bar.photo, page, bar.photo.place(px, -py))
        click(page.canvas, page, page.canvas.place(*mercator(lon, lat)))
    keep.click()

    assert not bar.isVisible()
    assert red_at(page, LON + SIDE * 0.4, LAT + SIDE * 0.4)
    with workspace.work() as work:
        (one,) = ground_service.grounds(work)
    assert one.is_placed
    for (px, py), (there, _world) in zip(((0, 0), (400, 400)), one.pins, strict=True):
        assert there == pytest.approx((px, py), abs=3)


def test_a_photograph_is_pinned_by_keyboard(page, qtbot, tmp_path):
    (tmp_path / "hand.jpg").write_bytes(picture("JPG", 400))
    page.grounds.add_photo(tmp_path / "hand.jpg")
    bar = page.pinning
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        for view in (bar.photo, page.canvas):
            assert view.hasFocus()
            for _n in range(6):
                qtbot.keyClick(view, key, Qt.KeyboardModifier.ControlModifier)
            qtbot.keyClick(view, Qt.Key.Key_Return)
    assert "2 pins" in page.findChild(QLabel, "pin_state").text()
    qtbot.keyClick(bar.photo, Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_pins_in_one_place_are_refused_in_a_sentence(page, workspace, tmp_path):
    (tmp_path / "hand.jpg").write_bytes(picture("JPG", 400))
    page.grounds.add_photo(tmp_path / "hand.jpg")
    with workspace.work() as work:
        (one,) = ground_service.grounds(work)
    with pytest.raises(UserError), workspace.work(write=True) as work:
        ground_service.pin(work, one.id, [((1, 1), (5, 5)), ((1, 1), (9, 9))])
    assert "pin" in [name.split("_")[0] for name in entries(page)]


def test_what_is_no_picture_is_refused(page, workspace, tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff nothing more")
    with pytest.raises(UserError):
        page.grounds.add_photo(tmp_path / "a.jpg")
    with workspace.work() as work:
        assert ground_service.grounds(work) == []
