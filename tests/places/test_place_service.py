# SPDX-License-Identifier: GPL-3.0-or-later
"""Places of every level: written by hand, put in order, listed and shown by level."""

import pytest
from PySide6.QtWidgets import QLabel, QTableWidget

from desktop.core import codes, packs, records
from desktop.core.errors import InvalidRecord
from desktop.places import place_service, population_service, service
from desktop.places.inside_page import InsidePanel, PopulationPanel
from desktop.places.model import ORDER, Place
from desktop.places.population_service import Count
from desktop.places.sector_page import SectorSource


@pytest.fixture
def known(workspace):
    """A department, a city in it, a comuna in that, two sectors in the comuna."""
    found = {}
    with workspace.work(write=True) as work:
        parent = None
        for level, name in (
            ("region", "Antioquia"),
            ("municipality", "Medellín"),
            ("district", "Popular"),
        ):
            parent = place_service.create(work, {"level": level, "name": name, "parent": parent}).id
            found[name] = parent
        for name in ("Uno", "Dos"):
            found[name] = place_service.create(work, {"name": name, "parent": parent}).id
    return found


def test_the_levels_of_the_packs_are_those_of_the_program():
    for country in packs.countries():
        levels = packs.read(country).facts["levels"]
        assert {level["level"] for level in levels} <= set(ORDER)
        assert {"region", "municipality", "district", "neighbourhood"} <= {
            level["level"] for level in levels
        }
    assert set(ORDER) == {code for code, _words in codes.choices("place_level")}


def test_a_pack_says_where_its_country_lies():
    for country in packs.countries():
        west, south, east, north = packs.read(country).facts["box"]
        assert -120 < west < east < -28
        assert -57 < south < north < 34


def test_a_place_lies_in_something_larger(workspace, known):
    with workspace.work(write=True) as work:
        city = records.get(work, Place, known["Medellín"])
        with pytest.raises(InvalidRecord) as refused:
            place_service.create(work, {"name": "Tres", "parent": known["Uno"]})
        assert "larger level" in str(refused.value.problems["parent"])
        with pytest.raises(InvalidRecord) as refused:
            place_service.amend(work, city, {"parent": known["Popular"]})
        assert "larger level" in str(refused.value.problems["parent"])
        with pytest.raises(InvalidRecord) as refused:
            place_service.amend(work, city, {"level": "district", "parent": None})
        assert "of this level, or larger" in str(refused.value.problems["level"])
        place_service.amend(work, city, {"name": "Medellín D. E."})
    with workspace.work() as work:
        assert [spot.label for spot in place_service.path(work, known["Uno"])] == [
            "Antioquia",
            "Medellín D. E.",
            "Popular",
        ]


def test_a_place_without_a_level_is_a_sector_and_parents_in_a_circle_end(workspace, known):
    with workspace.work(write=True) as work:
        region = records.get(work, Place, known["Antioquia"])
        records.amend(work, region, {"parent": known["Medellín"]})  # as an old file may hold it
        assert {spot.level for spot in service.sectors(work)} == {"sector"}
        assert len(place_service.path(work, known["Uno"])) == 3


def test_the_list_shows_one_level_at_a_time_with_the_words_of_the_country(workspace, known):
    source = SectorSource(workspace, lambda _first, _last: {}, lambda: None)
    packs.use("CO")
    try:
        level = next(one for one in source.filters if one.name == "level")
        assert [words for _code, words in level.choices] == [
            "Department",
            "Municipality or district",
            "Comuna, locality or corregimiento",
            "Sector",
        ]
    finally:
        packs.use("")
    for wanted, names in (
        ("", {"Uno", "Dos"}),
        ("district", {"Popular"}),
        ("region", {"Antioquia"}),
    ):
        keys = source.keys("", {"level": wanted} if wanted else {}, "")
        rows = source.rows(keys)
        assert {row[0] for row in rows} == names
    assert rows[0][3] == ""  # a department has no pattern


def test_a_larger_place_shows_what_lies_in_it(qtbot, workspace, known):
    source = SectorSource(workspace, lambda _first, _last: {}, lambda: None)
    assert [tab.name for tab in source.tabs(known["Uno"])] == ["territory", "population"]
    assert [tab.name for tab in source.tabs(known["Popular"])] == ["inside", "population"]
    panel = InsidePanel(workspace, known["Popular"])
    qtbot.addWidget(panel)
    table = panel.findChild(QTableWidget)

    assert "Lies in: Antioquia › Medellín" in [one.text() for one in panel.findChildren(QLabel)]
    assert [table.item(row, 0).text() for row in range(table.rowCount())] == ["Dos", "Uno"]


def test_counts_of_earlier_years_stay_with_their_source(qtbot, workspace, known):
    for people, year, source in ((900, 2005, "DANE"), (1_300, 2018, "DANE"), (1_400, 2018, "DANE")):
        with workspace.work(write=True) as work:
            place = records.get(work, Place, known["Uno"])
            place_service.amend(
                work,
                place,
                {"population": people, "population_year": year, "population_source": source},
            )
    with workspace.work(write=True) as work:
        place_service.amend(work, records.get(work, Place, known["Uno"]), {"name": "Una"})
    with workspace.work() as work:
        assert population_service.counts(work, known["Uno"]) == [
            Count(1_400, 2018, "DANE"),
            Count(900, 2005, "DANE"),
        ]
        living = [population_service.people_in(work, known["Uno"], n) for n in (1990, 2017, 2026)]
        assert living == [900, 900, 1_400]
        assert population_service.people_in(work, known["Dos"], 2026) is None
    panel = PopulationPanel(workspace, known["Uno"])
    qtbot.addWidget(panel)
    table = panel.findChild(QTableWidget)
    assert [table.item(0, n).text() for n in range(3)] == ["2018", "1,400", "DANE"]
