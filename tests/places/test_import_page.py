# SPDX-License-Identifier: GPL-3.0-or-later
"""The page that imports areas: what is asked, shown and told before anything is written."""

import json

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTableWidget,
)

from desktop.core import packs
from desktop.places import service
from desktop.places.import_page import ImportPage
from desktop.widgets import look
from desktop.widgets.jobs import Jobs
from tests.places import shapes
from tests.places.conftest import GEO, areas_of


@pytest.fixture
def jobs(qtbot):
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def page(qtbot, qapp, workspace, jobs):
    look.apply(qapp, "light")
    made = ImportPage(workspace, jobs)
    made.resize(1100, 700)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    packs.use("")


def words(page):
    return " ".join(label.text() for label in page.findChildren(QLabel))


def go(page):
    return page.findChild(QPushButton, "go")


def choose(page, name, value):
    box = page.findChild(QComboBox, name)
    assert box.findData(value) >= 0, (name, value)
    box.setCurrentIndex(box.findData(value))


def read(page, qtbot, file):
    page.read(file)
    qtbot.waitUntil(lambda: page._ready is not None, timeout=20_000)


def press(qtbot, page, name):
    qtbot.mouseClick(page.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def file_of(tmp_path, *rings, **properties):
    features = [
        {
            "type": "Feature",
            "properties": {"nombre": f"Barrio {n}", **properties},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for n, ring in enumerate(rings)
    ]
    path = tmp_path / "areas.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_where_the_areas_would_lie_is_told_and_must_be_confirmed_outside_the_country(
    page, qtbot, workspace, tmp_path
):
    packs.use("SV")
    read(page, qtbot, GEO / "ec_guayaquil_parroquias.geojson")

    assert "around 2.17° S, 79.92° W" in words(page)
    assert "That is outside El Salvador." in words(page)
    assert not go(page).isEnabled()
    page.findChild(QCheckBox, "sure").setChecked(True)
    assert go(page).isEnabled()


def test_areas_far_from_all_that_is_here_must_be_confirmed(page, qtbot, workspace):
    with workspace.work(write=True) as work:
        service.import_areas(work, areas_of("ec_guayaquil_parroquias"))
    read(page, qtbot, GEO / "co_medellin_comunas_9377.geojson")

    assert "km from the nearest place that is here." in words(page)
    assert not go(page).isEnabled()


def test_what_was_repaired_stands_in_a_table(page, qtbot):
    read(page, qtbot, GEO / "ec_guayaquil_parroquias.geojson")
    press(qtbot, page, "remarks")
    table = page.beside.currentWidget().findChild(QTableWidget)

    assert table.isVisible()
    assert [table.item(row, 0).text() for row in range(3)] == ["2", "8", "13"]
    assert table.item(0, 2).text() == "No name; it is kept with a code."
    press(qtbot, page, "remarks")
    assert page.beside.currentWidget() is page.canvas


def test_a_level_its_parent_and_a_population_with_year_and_source_are_kept(
    page, qtbot, workspace, tmp_path
):
    packs.use("CO")
    with workspace.work(write=True) as work:
        city = service.parents_for(work, ["Medellín"], level="municipality")["Medellín"]
    ring = [list(corner) for corner in shapes.square(-75.6, 6.2)]
    read(page, qtbot, file_of(tmp_path, ring, habitantes=1200))
    assert page.findChild(QSpinBox, "population_year").isVisible()
    choose(page, "level", "district")
    choose(page, "under", city)
    page.findChild(QSpinBox, "population_year").setValue(2018)
    source = page.findChild(QLineEdit, "population_source")
    source.setText("DANE" * 40)
    qtbot.waitUntil(go(page).isEnabled, timeout=20_000)
    press(qtbot, page, "go")
    with workspace.work() as work:
        assert service.places(work, "district") == []
    source.setText("DANE")
    with qtbot.waitSignal(page.imported) as imported:
        press(qtbot, page, "go")

    done, level = imported.args
    assert (level, done.created) == ("district", 1)
    with workspace.work() as work:
        (spot,) = service.places(work, "district")
    assert (spot.parent, spot.population, spot.population_year) == (city, 1200, 2018)


def test_a_system_is_chosen_by_its_number_where_none_of_the_list_fits(page, qtbot, tmp_path):
    ring = [[680_000 + x * 1e5, 7_460_000 + y * 1e5] for x, y in shapes.square(0, 0)]
    page.read(file_of(tmp_path, ring))
    qtbot.waitUntil(lambda: page.findChild(QComboBox, "system") is not None, timeout=20_000)
    assert not go(page).isVisible() or not go(page).isEnabled()
    choose(page, "system", "other")
    number = page.findChild(QLineEdit, "epsg")
    assert number.isVisible()
    number.validator().setLocale(QLocale("es"))
    number.setText("31.983")  # with the point of thousands, as the box itself takes it
    number.editingFinished.emit()
    qtbot.waitUntil(lambda: page._ready is not None, timeout=20_000)

    assert "SIRGAS 2000 / UTM zone 23S" in words(page)
    assert "22.95° S, 43.24° W" in words(page)


def test_an_earlier_import_is_taken_back_from_the_page(page, qtbot, workspace):
    with workspace.work(write=True) as work:
        service.import_areas(work, areas_of("ec_guayaquil_parroquias"))
    said = []
    page.taken_back.connect(said.append)
    page.welcome()
    assert "16 places, Sector" in words(page)
    press(qtbot, page, "undo_0")

    assert said == ["The import was taken back: 16 places left."]
    with workspace.work() as work:
        assert service.sectors(work) == []


@pytest.mark.parametrize("damage", ["broken.geojson", "half.shp", "bomb.zip"])
def test_a_file_that_cannot_be_used_is_told_and_nothing_is_written(
    page, qtbot, workspace, tmp_path, damage
):
    file = tmp_path / damage
    file.write_bytes(b"PK\x03\x04 not truly" if damage == "bomb.zip" else b'{"type": "Feat')
    page.read(file)
    qtbot.waitUntil(lambda: "Nothing was imported" in words(page), timeout=20_000)

    assert not go(page).isVisible()
    with workspace.work() as work:
        assert service.places(work) == []
