# SPDX-License-Identifier: GPL-3.0-or-later
"""The map and the tables of the territory as plain data."""

from datetime import UTC, date, datetime

import pytest

from desktop.core import clock, i18n
from desktop.core.figures.drawing_maps import map_picture
from desktop.places import border_service, projection_service, report, service

DAY = date(2026, 6, 15)


@pytest.fixture
def known(city):
    with clock.at(datetime(2026, 6, 15, 15, tzinfo=UTC)):
        with city.work() as work:
            outlines = service.outlines(work)
        found = border_service.find(outlines, 25)
        with city.work(write=True) as work:
            border_service.keep(work, found, 25)
            borders = service.borders(work, DAY)
            service.set_status(work, borders[0].id, "active", "2026-01", certainty="confirmed")
            service.set_status(work, borders[1].id, "dissolved", "2026-01")
            service.set_pattern(work, borders[0].a, "contested", "2026-01")
        yield city, borders


def test_the_map_has_areas_numbers_borders_and_a_legend(known):
    city, borders = known
    with city.work() as work:
        made = report.map_of(work, DAY, {borders[0].a: 4})

    areas = [shape for shape in made.shapes if shape.kind == "area"]
    lines = [shape for shape in made.shapes if shape.kind == "line"]
    assert (len(areas), len(lines)) == (16, 29)
    assert [shape.count for shape in areas if shape.count] == [4]
    assert [shape.fill for shape in areas].count("tint5") == 1
    assert lines[-1].line == "active" or lines[-2].line == "active"
    assert made.legend == [("tint5", "Contested"), ("area", "Unknown"), ("active", "Active")]
    assert made.title == "Sectors on 15/06/2026"
    assert "1 border Active" in made.description
    assert "4 incidents" in made.description


def test_without_borders_nothing_of_them_is_in_the_description(known):
    city, _borders = known
    with city.work() as work:
        facts = report.territory(work, DAY, {})
        made = report.make_map(facts, report.drawn(work), borders=False)

    assert {shape.kind for shape in made.shapes} == {"area"}
    assert "border" not in made.description
    assert "active" not in dict(made.legend)


def test_the_tables_say_the_same(known):
    city, borders = known
    with city.work() as work:
        facts = report.territory(work, DAY, {borders[0].a: 1234})
    sectors, lines = report.tables_of(facts)

    assert len(sectors.rows) == 16
    assert next(row for row in sectors.rows if row[3] == "1,234")[2] == "Contested"
    assert lines.rows[0][2] == "Active"
    assert lines.rows[1][2] == "Dissolved (not confirmed)"
    assert lines.rows[-1][2] == "No status recorded"
    assert len(report.tables_of(facts, borders=False)) == 1


def test_the_map_lies_where_the_city_lies(known):
    city, _borders = known
    with city.work() as work:
        made = report.map_of(work, DAY, {})
    middle = projection_service.centre([ring for shape in made.shapes for ring in shape.rings])

    assert middle is not None
    assert projection_service.degrees(*middle) == pytest.approx((-79.9, -2.2), abs=0.2)


def test_paper_can_draw_it(known):
    city, _borders = known
    with city.work() as work:
        made = report.map_of(work, DAY, {})
    picture = map_picture(made, 400, 500, lambda text, size, _bold: len(text) * size * 0.5)

    assert picture.height <= 500
    assert len(picture.marks) > 16


def test_numbers_are_written_as_the_region_does(known):
    city, borders = known
    with city.work() as work, i18n.speaking("en", "es_CO"):
        facts = report.territory(work, DAY, {borders[0].a: 1234})
        assert any(row[3] == "1.234" for row in report.tables_of(facts)[0].rows)
