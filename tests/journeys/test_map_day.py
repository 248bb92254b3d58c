# SPDX-License-Identifier: GPL-3.0-or-later
"""A morning at the map: two sectors drawn, their border, its status, the past, and two papers."""

from datetime import date
from pathlib import Path

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
)
from sqlmodel import select

from desktop.core import clock, records
from desktop.crossings.model import SafePlace, SafeRoute
from desktop.incidents import point_service
from desktop.incidents import service as incidents
from desktop.places import border_service, outline_service, service
from desktop.places.projection_service import mercator
from desktop.places.sector_form import ShortForm
from desktop.releases.model import Release
from desktop.widgets.form import Form
from tests.journeys.test_stipend_day import save_as
from tests.windows import Program

LON, LAT, SIDE = -74.08, 4.60, 0.01


def click(page, lon, lat):
    at = page.canvas.place(*mercator(lon, lat))
    kinds = [QMouseEvent.Type.MouseButtonPress, QMouseEvent.Type.MouseButtonRelease]
    for kind in kinds:
        button = Qt.MouseButton.LeftButton
        event = QMouseEvent(kind, at, at, button, button, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(page.canvas.viewport(), event)


def choose(page, menu, entry):
    """Open a menu of the map and choose an entry of it."""
    held = page.findChild(QPushButton, menu).menu()
    held.aboutToShow.emit()
    next(one for one in held.actions() if one.objectName() == entry).trigger()


def draw(program, page, name, corners):
    choose(page, "draw_menu", "draw_sector")
    for lon, lat in corners:
        click(page, lon, lat)

    def called(form: QDialog) -> None:
        assert isinstance(form, ShortForm)
        form.form.set_values({"name": name})
        form.findChild(QPushButton, "save").click()

    program.during(called)
    program.key(Qt.Key.Key_Return)
    program.settle()


def square(column):
    west = LON + column * SIDE
    return [(west, LAT), (west + SIDE, LAT), (west + SIDE, LAT + SIDE), (west, LAT + SIDE)]


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def test_a_morning_at_the_map(own: Program, tmp_path: Path) -> None:
    program = own
    program.window.desk.show_paper = lambda _path: None
    page = program.go("territory").map
    program.press("to_map")
    program.part(QLineEdit, "map_start").setText(f"{LAT} {LON}")
    program.press("begin_here")
    program.qtbot.waitUntil(page.start.isHidden)

    draw(program, page, "La Isla", square(0))
    draw(program, page, "El Alto", square(1))
    with program.workspace.work() as work:
        (border,) = border_service.borders(work, clock.today())
        ids = {spot.label: spot.id for spot in service.sectors(work)}
    assert {border.a, border.b} == set(ids.values())

    _give_status(program, ids["La Isla"])
    page = program.go("territory").map
    program.press("to_map")
    program.press("borders")
    assert _legend(page) >= {"Activa"}
    slider = program.part(QSlider, "time")
    slider.setFocus()
    for _month in range(3):
        program.key(Qt.Key.Key_Left)
    program.qtbot.waitUntil(lambda: "Activa" not in _legend(page))
    assert page.day < date(2026, 10, 1)
    for _month in range(3):
        program.key(Qt.Key.Key_Right)
    program.qtbot.waitUntil(lambda: "Activa" in _legend(page))

    _print_map(program, page, tmp_path / "map.pdf")
    said = text_of(tmp_path / "map.pdf")
    for words in ("La Isla", "El Alto", "Activa", "Solo para el equipo"):
        assert words in said, words

    _write_safe(program, ids)
    _print_routes(program, page, tmp_path / "routes.pdf")
    said = text_of(tmp_path / "routes.pdf")
    for words in ("Biblioteca del parque", "9 a 17", "La Isla"):
        assert words in said, words
    for word in ("fronter", "activ", "grupo", "disput"):
        assert word not in said.casefold(), word
    assert "Por la loma" not in said, "it crosses an active border"


def _legend(page) -> set[str]:
    return {one.text() for one in page.legend.findChildren(QLabel)}


def _give_status(program: Program, sector: str) -> None:
    """Record on the sector that its border is active since October."""
    program.go("territory", sector)

    def active(form: QDialog) -> None:
        assert isinstance(form, ShortForm)
        form.form.set_values({"status": "active", "valid_from": "2026-10-01"})
        form.findChild(QPushButton, "save").click()

    program.during(active)
    program.press("status_0")


def _print_map(program: Program, page, target: Path) -> None:
    def why(question: QDialog) -> None:
        question.findChild(QLineEdit, "reason").setText("Reunión del lunes")
        program.during(save_as(target))
        question.findChild(QPushButton, "go").click()

    program.during(why)
    choose(page, "print_menu", "print_map")
    program.settle()
    program.qtbot.waitUntil(target.exists)
    with program.workspace.work() as work:
        (release,) = work.session.exec(select(Release))
        assert (release.kind, release.reason) == ("map", "Reunión del lunes")


def _write_safe(program: Program, ids: dict[str, str]) -> None:
    place = {"title": "Biblioteca del parque", "kind": "library", "sector": ids["La Isla"],
             "hours": "9 a 17"}  # fmt: skip
    way = {"title": "Por la loma", "starts_in": ids["La Isla"], "ends_in": ids["El Alto"]}
    with program.workspace.work(write=True) as work:
        records.create(work, SafePlace, place)
        records.create(work, SafeRoute, way)


def _print_routes(program: Program, page, target: Path) -> None:
    def by_name(question: QDialog) -> None:
        program.during(save_as(target))
        question.findChild(QPushButton, "which_named").click()

    program.during(by_name)
    choose(page, "print_menu", "print_routes")
    program.settle()
    assert target.exists()


def test_a_point_is_marked_for_a_reason_and_seen_on_its_layer(own: Program) -> None:
    program = own
    with program.workspace.work(write=True) as work:
        sector = outline_service.draw(work, {"name": "La Isla"}, square(0)).id
        told = {"type": "threat", "occurred_on": "2026-11-10", "how_known": "from_person"}
        incident = incidents.record(work, {**told, "sector": sector}).id
        place = {"title": "Biblioteca", "kind": "library", "sector": sector}
        records.create(work, SafePlace, place)
    page = program.go("territory").map
    program.press("to_map")

    def why(dialog: QDialog) -> None:
        form = dialog.findChild(Form)
        form.answer({"incident": incident, "precision": "block", "reason": "Poner un farol"})
        dialog.findChild(QPushButton, "mark_incident_dialog_go").click()

    program.during(why)
    choose(page, "draw_menu", "mark_incident")
    click(page, LON + SIDE / 3, LAT + SIDE / 3)
    program.settle()
    with program.workspace.work() as work:
        (spot,) = point_service.points(work, date(2026, 11, 1), date(2026, 11, 30))
    assert (spot.incident, spot.precision) == (incident, "block")
    assert (spot.lon, spot.lat) != (LON + SIDE / 3, LAT + SIDE / 3)
    assert page.panel.shows("points")
    assert "Incidente con punto" in _legend(page)

    program.part(QCheckBox, "layer_safe").click()
    assert {"Lugar seguro", "Camino seguro"} <= _legend(page)
    page.cover()
    assert not page.panel.shows("points")
    program.qtbot.waitUntil(lambda: "Incidente con punto" not in _legend(page))
