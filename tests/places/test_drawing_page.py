# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawing on the map: by mouse and by keyboard, kept as a draft, changed, refused in a sentence."""

import json
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget

from desktop.core import clock
from desktop.places import border_service, outline_service, service
from desktop.places.map_page import MapPage
from desktop.places.projection_service import mercator
from desktop.places.sector_form import ShortForm
from desktop.widgets import look
from desktop.widgets.toasts import Toasts
from tests.places.test_outline_service import LAT, LON, SIDE, square

DAY = date(2026, 6, 15)
PRESS = QMouseEvent.Type.MouseButtonPress
RELEASE = QMouseEvent.Type.MouseButtonRelease
MOVE = QMouseEvent.Type.MouseMove


@pytest.fixture(autouse=True)
def _in_june():
    with clock.at(datetime(2026, 6, 15, 15, tzinfo=UTC)):
        yield


@pytest.fixture
def one(workspace):
    """A sector that is there already; returns its id."""
    with workspace.work(write=True) as work:
        return outline_service.draw(work, {"name": "Uno"}, square(0)).id


@pytest.fixture
def page(qtbot, qapp, workspace, one):
    look.apply(qapp, "light")
    window = QWidget()
    made = MapPage(workspace, lambda _first, _last: {}, toasts=Toasts(window))
    made.resize(1100, 700)
    qtbot.addWidget(window)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.reload()
    made.canvas.zoom(0.5)
    yield made
    made.close_down()


def send(page, kind, at, buttons=Qt.MouseButton.LeftButton):
    button = Qt.MouseButton.NoButton if kind == MOVE else Qt.MouseButton.LeftButton
    event = QMouseEvent(kind, at, at, button, buttons, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(page.canvas.viewport(), event)


def spot(page, lon, lat):
    return page.canvas.place(*mercator(lon, lat))


def click(page, lon, lat, miss=0.0):
    at = spot(page, lon, lat) + QPointF(miss, miss)
    send(page, PRESS, at)
    send(page, RELEASE, at)


def twice(page, lon, lat):
    click(page, lon, lat)
    send(page, QMouseEvent.Type.MouseButtonDblClick, spot(page, lon, lat))


def name_it(name, button="save"):
    """Answer the form that asks what the new sector is called."""

    def answer():
        form = QApplication.activeModalWidget()
        if not isinstance(form, ShortForm):
            QTimer.singleShot(5, answer)
            return
        form.form.set_values({"name": name})
        found = form.findChild(QPushButton, button)
        assert found is not None
        found.click()
        if form.isVisible():
            form.reject()

    QTimer.singleShot(0, answer)


def names(workspace):
    with workspace.work() as work:
        return sorted(spot.label for spot in service.sectors(work))


def borders(workspace):
    with workspace.work() as work:
        return border_service.borders(work, DAY)


def text(page, name):
    found = page.findChild(QLabel, name)
    assert found is not None
    return found.text()


def test_a_sector_is_drawn_beside_another_and_shares_its_edge(page, workspace, one):
    page.drawing.draw_sector()
    click(page, LON + SIDE, LAT, miss=4)
    click(page, LON + 2 * SIDE, LAT)
    click(page, LON + 2 * SIDE, LAT + SIDE)
    name_it("Dos")
    click(page, LON + SIDE, LAT + SIDE, miss=-4)
    twice(page, LON + SIDE, LAT + SIDE)

    assert names(workspace) == ["Dos", "Uno"]
    (border,) = borders(workspace)
    assert one in (border.a, border.b)
    assert border.metres == pytest.approx(442, abs=6)
    assert not page.drawing.drawing
    assert page.drawing.isHidden()
    assert page._facts is not None
    assert len(page._facts.sectors) == 2


def test_it_is_drawn_by_keyboard_alone(page, qtbot, workspace):
    page.drawing.draw_sector()
    canvas = page.canvas
    assert canvas.hasFocus()
    for keys in ((), (Qt.Key.Key_Right,) * 9, (Qt.Key.Key_Down,) * 9):
        for key in keys:
            qtbot.keyClick(canvas, key)
        qtbot.keyClick(canvas, Qt.Key.Key_Space)
    assert text(page, "drawing_state").startswith("3 corners")
    name_it("Tecla")
    qtbot.keyClick(canvas, Qt.Key.Key_Return)

    assert "Tecla" in names(workspace)


def test_the_last_corner_is_taken_back_and_escape_leaves(page, qtbot, workspace):
    page.drawing.draw_sector()
    click(page, LON + 2 * SIDE, LAT)
    click(page, LON + 3 * SIDE, LAT)
    qtbot.keyClick(page.canvas, Qt.Key.Key_Backspace)
    assert text(page, "drawing_state").startswith("1 corner")
    qtbot.keyClick(page.canvas, Qt.Key.Key_Escape)

    assert not page.drawing.drawing
    assert names(workspace) == ["Uno"]


def test_what_was_begun_is_there_again(page, workspace):
    page.drawing.draw_sector()
    click(page, LON + 2 * SIDE, LAT)
    click(page, LON + 3 * SIDE, LAT)
    page.drawing.leave()
    page.drawing.draw_sector()

    assert text(page, "drawing_state").startswith("2 corners")


def test_a_form_put_away_leaves_the_outline_closed_to_be_changed(page, workspace):
    page.drawing.draw_sector()
    for lon, lat in square(2)[:3]:
        click(page, lon, lat)
    name_it("Dos", button="later")
    page.drawing._pen.close()
    assert names(workspace) == ["Uno"]
    assert page.drawing._pen.sketch.closed

    name_it("Dos")
    page.findChild(QPushButton, "close_outline").click()
    assert names(workspace) == ["Dos", "Uno"]


def test_an_outline_is_pulled_and_kept(page, qtbot, workspace, one):
    page.drawing.change_outline(one)
    start, end = spot(page, *square(0)[2]), spot(page, LON + 1.5 * SIDE, LAT + 1.5 * SIDE)
    send(page, PRESS, start)
    send(page, MOVE, end)
    send(page, RELEASE, end)
    qtbot.keyClick(page.canvas, Qt.Key.Key_Return)

    with workspace.work() as work:
        ring = json.loads(service.outlines(work)[one])["coordinates"][0]
    assert any(x > LON + 1.4 * SIDE for x, _y in ring)


def test_a_corner_is_put_into_a_side_and_removed_by_keyboard(page, qtbot, one):
    page.drawing.change_outline(one)
    sketch = page.drawing._pen.sketch
    middle = spot(page, LON + SIDE / 2, LAT)
    send(page, PRESS, middle)
    send(page, RELEASE, middle)
    assert len(sketch.corners) == 5

    qtbot.keyClick(page.canvas, Qt.Key.Key_PageDown)
    qtbot.keyClick(page.canvas, Qt.Key.Key_Delete)
    assert len(sketch.corners) == 4
    qtbot.keyClick(page.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(sketch.corners) == 5


def test_a_corner_is_moved_by_keyboard(page, qtbot, one):
    page.drawing.change_outline(one)
    pen = page.drawing._pen
    qtbot.keyClick(page.canvas, Qt.Key.Key_PageDown)
    before = list(pen.sketch.corners)
    qtbot.keyClick(page.canvas, Qt.Key.Key_Space)
    for _n in range(5):
        qtbot.keyClick(page.canvas, Qt.Key.Key_Left)
    qtbot.keyClick(page.canvas, Qt.Key.Key_Space)
    changed = [n for n, corner in enumerate(pen.sketch.corners) if corner != before[n]]
    assert len(changed) == 1
    assert pen.sketch.corners[changed[0]][0] < before[changed[0]][0]


def test_a_crossed_outline_is_refused_in_a_sentence(page, qtbot, workspace, one):
    page.drawing.change_outline(one)
    sketch = page.drawing._pen.sketch
    sketch.corners[0], sketch.corners[1] = sketch.corners[1], sketch.corners[0]
    qtbot.keyClick(page.canvas, Qt.Key.Key_Return)

    assert "cross each other" in text(page, "drawing_problem")
    assert page.drawing.drawing


def test_a_border_line_is_drawn_between_two_sectors(page, qtbot, workspace, one):
    with workspace.work(write=True) as work:
        far = outline_service.draw(work, {"name": "Lejos"}, square(2)).id
    page.reload()
    page.drawing.draw_border(one)
    click(page, LON + 1.5 * SIDE, LAT)
    click(page, LON + 1.5 * SIDE, LAT + SIDE)
    page.canvas.setFocus()
    qtbot.keyClick(page.canvas, Qt.Key.Key_Return)
    assert text(page, "drawing_problem")

    other = page.findChild(QComboBox, "border_other")
    other.setCurrentIndex(other.findData(far))
    page.canvas.setFocus()
    qtbot.keyClick(page.canvas, Qt.Key.Key_Return)
    (border,) = borders(workspace)
    assert (border.origin, {border.a, border.b}) == ("drawn", {one, far})


def test_the_menu_offers_what_can_be_drawn_now(page, one):
    menu = page.findChild(QPushButton, "draw_menu").menu()
    menu.aboutToShow.emit()
    assert [action.objectName() for action in menu.actions()] == ["draw_sector"]
    page.canvas.select(one)
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["New sector", "Outline of Uno"]
    menu.actions()[1].trigger()
    assert page.drawing.drawing
