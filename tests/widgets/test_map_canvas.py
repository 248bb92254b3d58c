# SPDX-License-Identifier: GPL-3.0-or-later
"""The map on screen: what is drawn where, moving about, pointing, words that fit."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.core.document import Map, Shape
from desktop.widgets import look, map_items
from desktop.widgets.map_canvas import MapCanvas
from desktop.widgets.map_legend import MapLegend, ScaleBar

SIDE = 1_000.0
WEST, SOUTH = -8_900_000.0, -245_000.0  # somewhere on the Pacific coast


def square(column, row, **more):
    x, y = WEST + column * SIDE, SOUTH + row * SIDE
    ring = [(x, y), (x + SIDE, y), (x + SIDE, y + SIDE), (x, y + SIDE)]
    return Shape([ring], key=f"{column}-{row}", **more)


def border(status, row=0):
    x, y = WEST + SIDE, SOUTH + row * SIDE
    return Shape([[(x, y), (x, y + SIDE)]], kind="line", line=status)


def two(*more):
    return Map(
        "Two sectors", [square(0, 0, label="Uno", count=3, tip="Uno: 3"), square(1, 0), *more]
    )


@pytest.fixture
def canvas(qtbot: QtBot, qapp: QApplication):
    look.apply(qapp, "light")
    made = MapCanvas()
    made.resize(600, 300)
    qtbot.addWidget(made)
    made.show()
    return made


def place(canvas, column, row=0):
    """Return the place in the view of the middle of a square."""
    key = f"{column}-{row}"
    return canvas.mapFromScene(canvas._areas[key].boundingRect().center())


def colour_at(canvas, point):
    return canvas.grab().toImage().pixelColor(point)


def press(canvas, kind, at, button=Qt.MouseButton.LeftButton):
    event = QMouseEvent(
        kind, QPointF(at), QPointF(at), button, button, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(canvas.viewport(), event)


def click(canvas, at):
    press(canvas, QMouseEvent.Type.MouseButtonPress, at)
    press(canvas, QMouseEvent.Type.MouseButtonRelease, at)


def test_the_whole_map_is_seen_at_first_with_north_up(canvas):
    canvas.show_map(Map("", [square(0, 0), square(0, 1)]))
    view = canvas.viewport().rect()

    assert view.contains(place(canvas, 0, 0))
    assert view.contains(place(canvas, 0, 1))
    assert place(canvas, 0, 1).y() < place(canvas, 0, 0).y()


def test_areas_have_the_fill_of_the_theme(canvas, qapp):
    canvas.show_map(Map("", [square(0, 0, fill="tint3"), square(1, 0, fill="water")]))
    assert colour_at(canvas, place(canvas, 0)) == map_items.colour("tint3")
    assert colour_at(canvas, place(canvas, 1)) == map_items.colour("water")

    look.apply(qapp, "dark")
    try:
        assert colour_at(canvas, place(canvas, 0)) == QColor("#1F4B4B")
    finally:
        look.apply(qapp, "light")


@pytest.mark.parametrize("status", ["active", "tense", "dormant", "demilitarised", "suspected"])
def test_a_border_has_the_colour_of_its_status(canvas, status):
    canvas.show_map(two(border(status)))
    image = canvas.grab().toImage()
    middle = canvas.mapFromScene(canvas.scene().itemsBoundingRect().center())
    around = {
        image.pixelColor(middle.x() + x, middle.y() + y).name()
        for x in range(-4, 5)
        for y in range(-40, 40)
    }

    assert map_items.pen(border(status), "line").color().name() in around


def test_a_dissolved_border_is_not_drawn(canvas):
    canvas.show_map(two())
    without = len(canvas.scene().items())
    canvas.show_map(two(border("dissolved")))

    assert len(canvas.scene().items()) == without


def test_styles_of_borders_differ_without_colour():
    looks = set()
    for status in ("active", "tense", "dormant", "demilitarised", "suspected"):
        shape = border(status)
        pen = map_items.pen(shape, "line")
        looks.add((tuple(pen.dashPattern()), pen.widthF(), len(map_items.layers(shape))))

    assert len(looks) == 5


def test_pointing_selects_and_pointing_beside_lets_go(canvas, qtbot):
    canvas.show_map(two())
    with qtbot.waitSignal(canvas.selected) as told:
        click(canvas, place(canvas, 1))
    assert told.args == ["1-0"]

    with qtbot.waitSignal(canvas.selected) as told:
        click(canvas, QPoint(2, 2))
    assert told.args == [""]


def test_dragging_moves_the_map_and_selects_nothing(canvas):
    canvas.show_map(two())
    canvas.zoom(2)
    before = place(canvas, 0)
    press(canvas, QMouseEvent.Type.MouseButtonPress, QPoint(300, 150))
    for x in range(300, 360, 10):
        press(canvas, QMouseEvent.Type.MouseMove, QPoint(x, 150))
    assert not canvas.renderHints() & QPainter.RenderHint.Antialiasing
    press(canvas, QMouseEvent.Type.MouseButtonRelease, QPoint(360, 150))

    assert (place(canvas, 0) - before).x() == pytest.approx(50, abs=2)
    assert canvas.renderHints() & QPainter.RenderHint.Antialiasing
    assert canvas.selection == ""


def test_arrows_pan_plus_and_minus_zoom_and_nought_fits(canvas, qtbot):
    canvas.show_map(two())
    whole = canvas.metres_per_pixel
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.metres_per_pixel < whole
    before = place(canvas, 0)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert place(canvas, 0).x() < before.x()
    qtbot.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.metres_per_pixel == pytest.approx(whole)
    for _time in range(60):
        qtbot.keyClick(canvas, Qt.Key.Key_Minus)
    assert canvas.metres_per_pixel < 200 * whole
    for _time in range(200):
        qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.metres_per_pixel > 0.04


def test_the_wheel_keeps_what_is_under_the_mouse(canvas):
    canvas.show_map(two())
    at = place(canvas, 1)
    wheel = QWheelEvent(
        QPointF(at),
        QPointF(at),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas.viewport(), wheel)

    assert (place(canvas, 1) - at).manhattanLength() <= 3


def test_page_down_goes_round_the_areas_and_enter_opens(canvas, qtbot):
    canvas.show_map(two())
    keys = []
    for _time in range(3):
        qtbot.keyClick(canvas, Qt.Key.Key_PageDown)
        keys.append(canvas.selection)
    qtbot.keyClick(canvas, Qt.Key.Key_PageUp)
    assert [*keys, canvas.selection] == ["0-0", "1-0", "0-0", "1-0"]

    with qtbot.waitSignal(canvas.activated) as told:
        qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert told.args == ["1-0"]


def test_an_area_out_of_view_is_brought_into_it(canvas):
    canvas.show_map(Map("", [square(n, 0) for n in range(12)]))
    canvas.zoom(12)
    canvas.select("0-0")

    assert canvas.viewport().rect().contains(place(canvas, 0))


def test_a_change_of_layers_keeps_view_and_selection_another_map_does_not(canvas):
    canvas.show_map(two())
    canvas.select("1-0")
    canvas.zoom(3)
    scale, before = canvas.metres_per_pixel, place(canvas, 1)

    canvas.show_map(two(border("active")), keep_view=True)
    assert (canvas.metres_per_pixel, place(canvas, 1), canvas.selection) == (scale, before, "1-0")

    canvas.show_map(Map("", [square(50, 50)]))
    assert canvas.selection == ""
    assert canvas.viewport().rect().contains(place(canvas, 50, 50))


def test_numbers_are_written_and_can_be_left_out(canvas):
    canvas.show_map(two())
    scale = canvas.transform().m11()
    assert canvas._words.shown(scale) == ["3", "Uno"]
    canvas.show_words(names=False, counts=True)
    assert canvas._words.shown(scale) == ["3"]
    canvas.show_words(names=True, counts=False)
    assert canvas._words.shown(scale) == ["Uno"]


def test_words_that_do_not_fit_wait_for_a_closer_look(canvas):
    canvas.show_map(Map("", [square(n, 0, label="Un nombre bastante largo") for n in range(9)]))
    assert canvas._words.shown(canvas.transform().m11()) == []
    canvas.zoom(9)
    assert canvas._words.shown(canvas.transform().m11()) == ["Un nombre bastante largo"] * 9


def test_a_hole_belongs_to_no_area(canvas):
    outer = [(WEST + x, SOUTH + y) for x, y in ((0, 0), (900, 0), (900, 900), (0, 900))]
    inner = [(WEST + x, SOUTH + y) for x, y in ((300, 300), (600, 300), (600, 600), (300, 600))]
    canvas.show_map(Map("", [Shape([outer, inner], key="ring")]))
    middle = canvas.mapFromScene(canvas.scene().itemsBoundingRect().center())

    assert canvas.key_at(middle) == ""
    assert canvas.key_at(middle + QPoint(100, 0)) == "ring"


def test_an_empty_map_is_no_trouble(canvas, qtbot):
    canvas.show_map(Map("Nothing", []))
    qtbot.keyClick(canvas, Qt.Key.Key_PageDown)
    canvas.fit()
    click(canvas, QPoint(10, 10))
    assert canvas.selection == ""
    assert colour_at(canvas, QPoint(10, 10)) == look.colour("page")


def test_screen_readers_hear_what_the_map_shows(canvas):
    canvas.show_map(two(border("active")))
    heard = QAccessible.queryAccessibleInterface(canvas)

    assert heard.text(QAccessible.Text.Name) == "Two sectors"
    assert heard.text(QAccessible.Text.Description).startswith("2 areas. 1 border.")


def test_the_legend_names_fills_and_lines(qtbot, qapp):
    look.apply(qapp, "light")
    legend = MapLegend()
    qtbot.addWidget(legend)
    legend.show_legend(
        [("tint3", "One group"), ("demilitarised", "Demilitarised"), ("edge", "None")]
    )
    legend.show_legend([("tint3", "One group"), ("active", "Active")])
    legend.resize(200, 80)
    image = legend.grab().toImage()

    seen = {image.pixelColor(x, y).name() for x in range(40) for y in range(80)}
    assert {map_items.colour("tint3").name(), "#b2182b"} <= seen
    assert map_items.pen(border("demilitarised"), "line").color().name() not in seen


def test_the_scale_bar_is_a_round_length_in_true_metres(canvas, qtbot):
    bar = ScaleBar(canvas)
    qtbot.addWidget(bar)
    canvas.show_map(Map("", [square(0, 0), square(20, 0)]))

    assert bar.accessibleName() == "2 km"
    assert bar._long * canvas.metres_per_pixel == pytest.approx(2_000, rel=0.01)
    canvas.zoom(40)
    assert bar.accessibleName().endswith(" m")
