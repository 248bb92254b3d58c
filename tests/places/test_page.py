# SPDX-License-Identifier: GPL-3.0-or-later
"""The territory page: list, map, borders on request, import, search for borders, status forms."""

import json
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QSlider,
    QTableWidget,
    QWidget,
)

from desktop.core import clock
from desktop.places import border_service, service
from desktop.places.page import TerritoryPage
from desktop.places.panel_page import SectorPanel
from desktop.places.sector_form import ShortForm, pattern_form, status_form
from desktop.widgets import look
from desktop.widgets.jobs import Jobs
from desktop.widgets.toasts import Toasts
from tests.places.conftest import GEO, areas_of

DAY = date(2026, 6, 15)


@pytest.fixture(autouse=True)
def _in_june():
    with clock.at(datetime(2026, 6, 15, 15, tzinfo=UTC)):
        yield


@pytest.fixture
def jobs(qtbot):
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def counts():
    """Incidents by sector; tests put some in."""
    return {}


@pytest.fixture
def page(qtbot, qapp, workspace, jobs, counts):
    look.apply(qapp, "light")
    made = TerritoryPage(workspace, jobs, lambda _first, _last: counts, Toasts(QWidget()))
    made.resize(1100, 700)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close_down()


@pytest.fixture
def drawn(workspace):
    """Two sectors with a border that is active since May."""
    with workspace.work(write=True) as work:
        ids = service.import_areas(work, areas_of("ec_guayaquil_sectores")).ids
        outlines = service.outlines(work)
    found = border_service.find(outlines)
    with workspace.work(write=True) as work:
        border_service.keep(work, found, 0)
        border = service.borders(work, DAY)[0]
        service.set_status(work, border.id, "active", "2026-05")
    return ids, border


def part(page, kind, name):
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def words(widget):
    return [label.text() for label in widget.findChildren(QLabel)]


def press(qtbot, page, name):
    qtbot.mouseClick(part(page, QPushButton, name), Qt.MouseButton.LeftButton)


def test_it_opens_on_the_list_with_what_is_most_pressing(page, drawn, counts, qtbot):
    _ids, border = drawn
    counts[border.a] = 7
    page.reload()
    table = page.register.list.table
    qtbot.waitUntil(lambda: len(table.keys_model.keys) == 78)

    rows = [table.keys_model.cells(row) for row in range(78)]
    hot = [row for row in rows if row[4].endswith("Active")]
    assert len(hot) == 2
    assert sorted(row[5] for row in hot) == ["", "7"]
    assert all(row[3].endswith("Unknown") for row in rows)


def test_the_list_narrows_to_the_sides_of_active_borders(page, drawn, workspace):
    _ids, border = drawn
    source = page.register._source
    with workspace.work(write=True) as work:
        service.set_pattern(work, border.a, "truce", "2026-06")

    assert len(source.keys("", {"border": "active"}, "")) == 2
    assert len(source.keys("", {"pattern": "truce"}, "")) == 1
    assert len(source.keys("", {"pattern": "unknown"}, "-name")) == 77
    assert len(source.keys("ximena", {}, "")) == 1


def test_borders_are_on_the_map_only_when_asked_for_and_vanish_at_cover(page, drawn, qtbot):
    page.show_map()
    lines = lambda: [shape for shape in page.map.canvas._map.shapes if shape.kind == "line"]  # noqa: E731
    assert lines() == []
    assert "Active" not in words(page.map.legend)

    qtbot.keyClick(page, Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: len(lines()) == 11)
    assert "Active" in words(page.map.legend)
    assert "No status recorded" in words(page.map.legend)

    page.cover()
    assert lines() == []
    assert not page.map.shows_borders


def test_going_back_to_the_list_covers_the_borders(page, drawn, qtbot):
    page.show_map()
    page.map.borders.setChecked(True)
    qtbot.keyClick(page, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)

    qtbot.waitUntil(lambda: not page.map.isVisible())
    assert not page.map.shows_borders


def test_the_same_facts_as_a_table_without_borders_unless_asked(page, drawn, qtbot):
    page.show_map()
    qtbot.keyClick(page, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(page.map.tables.isVisible)
    assert [table.rowCount() for table in page.map.tables.findChildren(QTableWidget)] == [78]

    page.map.borders.setChecked(True)
    qtbot.waitUntil(lambda: len(page.map.tables.findChildren(QTableWidget)) == 2)
    borders = page.map.tables.findChildren(QTableWidget)[1]
    assert borders.rowCount() == 11
    assert borders.item(0, 2).text() == "Active (not confirmed)"


def test_a_key_goes_a_month_back_and_the_day_is_said_in_words(page, drawn, qtbot):
    page.show_map()
    qtbot.keyClick(page.map.canvas, Qt.Key.Key_PageUp, Qt.KeyboardModifier.AltModifier)
    assert page.map.day == date(2026, 5, 31)
    slider = part(page, QSlider, "time")
    qtbot.waitUntil(lambda: "31 May 2026" in slider.accessibleDescription())
    qtbot.keyClick(page.map.canvas, Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    assert page.map.day == DAY


def test_the_slider_shows_what_was(page, drawn, qtbot):
    page.show_map()
    page.map.borders.setChecked(True)
    part(page, QSlider, "time").setValue(23)
    qtbot.waitUntil(lambda: page.map._facts.on == date(2026, 5, 31))
    assert sum(border.status == "active" for border in page.map._facts.borders) == 1
    part(page, QSlider, "time").setValue(22)
    qtbot.waitUntil(lambda: page.map._facts.on == date(2026, 4, 30))
    assert all(border.status == "" for border in page.map._facts.borders)
    assert "April 2026" in part(page, QLabel, "when").text()


def test_a_selected_sector_is_told_and_opened(page, drawn, counts, qtbot):
    ids, _border = drawn
    counts[ids[0]] = 2
    page.show_map()
    page.map.canvas.select(ids[0])
    assert part(page, QLabel, "about_sector").text().splitlines() == [
        "Ximena",
        "Unknown",
        "2 incidents",
    ]

    press(qtbot, page, "open_sector")
    assert page.register.record.id == ids[0]


def test_layers_are_switched(page, drawn, qtbot):
    page.show_map()
    for name in ("layer_names", "layer_numbers", "layer_patterns"):
        part(page, QCheckBox, name).setChecked(False)
    assert page.map.canvas._words.names is False
    assert page.map.canvas._words.counts is False
    qtbot.waitUntil(lambda: words(page.map.legend) == [])


def test_a_city_is_imported_and_its_borders_are_offered(page, qtbot, workspace):
    importer, finder = page.importer, page.finder
    page._stack.setCurrentWidget(importer)
    importer.read(GEO / "ec_guayaquil_sectores.geojson")
    qtbot.waitUntil(
        lambda: (
            part(importer, QPushButton, "go").isEnabled()
            and part(importer, QPushButton, "go").isVisible()
        )
    )
    assert part(importer, QComboBox, "name_property").currentData() == "name"
    assert "78 areas were read." in words(importer)
    assert len(importer.canvas._map.shapes) == 78

    press(qtbot, importer, "go")
    qtbot.waitUntil(lambda: part(finder, QPushButton, "go").isVisible(), timeout=15_000)
    assert "78 areas are new." in words(finder)
    assert "11 pairs of sectors have an edge exactly in common." in words(finder)
    assert "This finds 157 pairs more." in words(finder)
    within = part(finder, QCheckBox, "within")
    assert within.isChecked()
    lines = lambda: sum(shape.kind == "line" for shape in finder.canvas._map.shapes)  # noqa: E731
    assert lines() == 168
    within.setChecked(False)
    assert lines() == 11
    within.setChecked(True)
    gap = part(finder, QComboBox, "tolerance")
    assert gap.currentData() == 25
    gap.setCurrentIndex(gap.findData(10.0))
    qtbot.waitUntil(lambda: 11 < lines() < 168, timeout=15_000)
    gap = part(finder, QComboBox, "tolerance")
    gap.setCurrentIndex(gap.findData(25.0))
    qtbot.waitUntil(lambda: lines() == 168, timeout=15_000)

    press(qtbot, finder, "go")
    with workspace.work() as work:
        assert len(service.sectors(work)) == 78
        assert len(service.borders(work, DAY)) == 168
    assert page.register.isVisible()


def test_another_name_property_is_previewed_before_import(page, qtbot, tmp_path):
    importer = page.importer
    page._stack.setCurrentWidget(importer)
    importer.read(GEO / "br_ce_municipios.geojson")
    go = part(importer, QPushButton, "go")
    qtbot.waitUntil(lambda: go.isVisible() and go.isEnabled(), timeout=15_000)
    chooser = part(importer, QComboBox, "name_property")
    chooser.setCurrentIndex(chooser.findData(""))
    assert not go.isEnabled()
    qtbot.waitUntil(go.isEnabled, timeout=15_000)

    assert "184 areas have no name and are kept with a code." in words(importer)


def test_metres_without_a_system_wait_for_an_answer(page, qtbot, tmp_path):
    ring = [[620000, 9756000], [621000, 9756000], [621000, 9757000], [620000, 9757000]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    file = tmp_path / "metres.geojson"
    file.write_text(
        json.dumps({"type": "Feature", "properties": {"name": "Uno"}, "geometry": geometry})
    )
    importer = page.importer
    page._stack.setCurrentWidget(importer)
    importer.read(file)
    qtbot.waitUntil(
        lambda: any("in which coordinate system" in line for line in words(importer)),
        timeout=15_000,
    )
    go = part(importer, QPushButton, "go")
    assert not go.isEnabled() or not go.isVisible()

    system = part(importer, QComboBox, "system")
    system.setCurrentIndex(system.findData("EPSG:32717"))
    qtbot.waitUntil(lambda: go.isVisible() and go.isEnabled(), timeout=15_000)
    assert any("UTM zone 17S" in line for line in words(importer))


def test_a_file_that_is_no_map_is_told_in_a_sentence(page, qtbot, tmp_path):
    file = tmp_path / "letter.json"
    file.write_text('{"dear": "friend"}')
    page._stack.setCurrentWidget(page.importer)
    page.importer.read(file)
    qtbot.waitUntil(lambda: any("not a GeoJSON" in line for line in words(page.importer)))
    assert not part(page.importer, QPushButton, "go").isVisible()

    press(qtbot, page.importer, "go_back")
    assert page.register.isVisible()


def test_a_status_is_changed_from_the_sector(page, drawn, qtbot, workspace):
    _ids, border = drawn
    changed = []
    panel = SectorPanel(workspace, border.a, lambda: changed.append(True))
    qtbot.addWidget(panel)
    panel.show()
    assert any(text.startswith("Active (not confirmed), since 05/2026") for text in words(panel))

    press(qtbot, panel, "status_0")
    form = part(panel, ShortForm, "short_form")
    form.form.set_values(
        {"status": "demilitarised", "valid_from": "2026-06-10", "certainty": "confirmed"}
    )
    press(qtbot, form, "save")
    qtbot.waitUntil(lambda: bool(changed))
    assert any(text.startswith("Demilitarised, since 10/06/2026") for text in words(panel))


def test_a_form_that_cannot_be_saved_says_why_and_keeps_what_was_typed(qtbot, drawn, workspace):
    _ids, border = drawn
    form = status_form(None, workspace, border.id, "Uno – Dos")
    qtbot.addWidget(form)
    form.show()
    form.form.set_values({"status": "tense", "valid_from": "2027-01-01"})
    press(qtbot, form, "save")
    assert any("This date is in the future." in text for text in words(form))
    assert form.isVisible()


def test_what_was_typed_and_left_is_there_again(qtbot, drawn, workspace):
    ids, _border = drawn
    form = pattern_form(None, workspace, ids[0], "Ximena")
    qtbot.addWidget(form)
    form.show()
    form.form.values()
    editor = form.form.findChild(QWidget, "note")
    assert editor is not None
    note = next(
        child for child in [editor, *editor.findChildren(QWidget)] if hasattr(child, "setPlainText")
    )
    note.setPlainText("Told by two neighbours")
    form.reject()

    again = pattern_form(None, workspace, ids[0], "Ximena")
    qtbot.addWidget(again)
    assert again.form.values()["note"] == "Told by two neighbours"


def test_a_new_sector_is_written_by_hand(page, workspace):
    page.register._source.save(None, {"name": "La Isla", "population": 900})
    with workspace.work() as work:
        (spot,) = service.sectors(work)
    assert (spot.label, spot.level, spot.population) == ("La Isla", "sector", 900)
    page.show_map()
    assert "1 sector has no outline and is not on the map." in words(page.map)
