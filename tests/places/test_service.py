# SPDX-License-Identifier: GPL-3.0-or-later
"""Places, borders and patterns in a real store."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import shapely

from desktop.core import clock, history, records
from desktop.core.errors import InvalidRecord, NotAllowed, RecordGone
from desktop.core.fields import Export, Privacy, specs
from desktop.core.work import User
from desktop.places import border_service, model, service
from desktop.places.areas_intake import Area
from desktop.places.model import Border, BorderStatus, PatternPeriod, Place

DAY = date(2026, 6, 15)


@pytest.fixture(autouse=True)
def _in_june():
    with clock.at(datetime(2026, 6, 15, 15, tzinfo=UTC)):
        yield


def square(name, x, code="", parent=""):
    box = shapely.box(-79.9 + x, -2.2, -79.9 + x + 0.01, -2.19)
    return Area(name, name, code, parent, box)


def found_borders(workspace, tolerance):
    with workspace.work() as work:
        outlines = service.outlines(work)
    found = border_service.find(outlines, tolerance)
    with workspace.work(write=True) as work:
        return border_service.keep(work, found, tolerance)


def row_of(workspace, *names):
    """Import squares side by side and find their borders; return ids by name and the borders."""
    with workspace.work(write=True) as work:
        ids = service.import_areas(
            work, [square(name, n / 100) for n, name in enumerate(names)]
        ).ids
    found_borders(workspace, 0)
    with workspace.work() as work:
        return dict(zip(names, ids, strict=True)), service.borders(work, DAY)


def test_areas_become_sectors_with_a_code_and_a_centre_inside(city):
    with city.work() as work:
        sectors = service.sectors(work)
        outlines = service.outlines(work)

    assert len(sectors) == len(outlines) == 16
    assert [spot.name for spot in sectors[-3:]] == ["", "", ""]
    assert all(spot.code.startswith("S-") and spot.label for spot in sectors)
    for spot in sectors:
        assert spot.lon is not None
        assert spot.lat is not None
        assert shapely.from_geojson(outlines[spot.id]).contains(shapely.Point(spot.lon, spot.lat))


def test_importing_again_redraws_what_is_known_and_adds_only_what_is_new(workspace):
    first = [square("Uno", 0), square("Dos", 0.01, code="02")]
    again = [square("uno", 0.1), square("Otro nombre", 0.2, code="02"), square("Tres", 0.3)]
    with workspace.work(write=True) as work:
        before = service.import_areas(work, first)
    with workspace.work(write=True) as work:
        after = service.import_areas(work, again)

    assert (before.created, before.updated) == (2, 0)
    assert (after.created, after.updated) == (1, 2)
    assert after.ids[:2] == before.ids
    with workspace.work() as work:
        names = service.names(work)
        outline = shapely.from_geojson(service.outlines(work)[before.ids[0]])
    assert names[before.ids[1]] == "Dos"
    assert outline.bounds[0] == pytest.approx(-79.8)


def test_areas_without_name_or_code_are_known_by_where_they_lie(workspace):
    for _time in range(2):
        with workspace.work(write=True) as work:
            service.import_areas(work, [square("", 0), square("", 0.01)])
    with workspace.work(write=True) as work:
        other = service.import_areas(work, [square("", 0.02)])
    assert (other.created, other.updated) == (1, 0)
    with workspace.work() as work:
        assert len(service.sectors(work)) == 3


def test_a_sector_knows_its_district_municipality_and_region(workspace):
    with workspace.work(write=True) as work:
        region = records.create(work, Place, {"level": "region", "name": "Costa"}).id
        city = records.create(
            work, Place, {"level": "municipality", "name": "Puerto", "parent": region}
        ).id
        parents = service.parents_for(work, ["Norte", "", "norte", "Sur"], under=city)
        areas = [square("Uno", 0, parent="Norte"), square("Dos", 0.01)]
        one, two = service.import_areas(work, areas, parents, under=city).ids

    with workspace.work() as work:
        assert parents["Norte"] == parents["norte"] != parents["Sur"]
        assert service.district_of(work)[one] == parents["Norte"]
        assert two not in service.district_of(work)
        assert service.municipality_of(work) == dict.fromkeys(
            (city, one, two, parents["Norte"], parents["Sur"]), city
        )
        assert service.region_of(work)[one] == region


def test_parents_that_go_round_in_a_circle_end(workspace):
    with workspace.work(write=True) as work:
        one = records.create(work, Place, {"level": "sector", "name": "Uno"})
        records.amend(work, one, {"parent": one.id})

    with workspace.work() as work:
        assert service.district_of(work) == {}


def test_a_word_finds_the_one_sector_it_means(workspace):
    with workspace.work(write=True) as work:
        areas = [square("Peñón Alto", 0, code="007"), square("Dos", 0.1), square("dós", 0.2, "x")]
        first = service.import_areas(work, areas).ids[0]

    with workspace.work() as work:
        code = service.sectors(work)[-1].code
        assert service.sector_by_name(work, " penon  ALTO") == first
        assert service.sector_by_name(work, "007") == first
        assert service.sector_by_name(work, code.lower())
        assert service.sector_by_name(work, "dos") is None
        assert service.sector_by_name(work, "") is None


def test_borders_are_found_in_the_drawn_city_and_kept_once(city):
    assert found_borders(city, 0) == border_service.Kept(0, 0)
    assert found_borders(city, 25) == border_service.Kept(29, 0)
    assert found_borders(city, 25) == border_service.Kept(0, 0)

    with city.work() as work:
        borders = service.borders(work, DAY)
    assert len(borders) == 29
    assert all(border.a < border.b and border.status == "" for border in borders)
    assert all(border.metres > 50 for border in borders)
    assert json.loads(borders[0].line)["type"] in ("LineString", "MultiLineString")


def test_a_drawn_line_is_not_replaced_by_a_derived_one(workspace):
    _ids, (border,) = row_of(workspace, "Uno", "Dos")
    with workspace.work(write=True) as work:
        record = records.get(work, Border, border.id)
        records.amend(work, record, {"origin": "drawn", "line": "{}"})

    found_borders(workspace, 5)

    with workspace.work() as work:
        assert service.borders(work, DAY)[0].line == "{}"


def test_the_status_in_force_is_the_latest_begun_on_the_day(workspace):
    _ids, (border,) = row_of(workspace, "Uno", "Dos")
    for status, since in (
        ("active", "2025"),
        ("demilitarised", "2026-05-20"),
        ("tense", "2026-02"),
    ):
        with workspace.work(write=True) as work:
            service.set_status(work, border.id, status, since)

    with workspace.work() as work:
        on = {
            day: service.status_on(work, border.id, day)
            for day in (
                date(2024, 12, 31),
                date(2025, 1, 1),
                date(2026, 2, 1),
                date(2026, 5, 20),
                DAY,
            )
        }
        now = service.borders(work, DAY)[0]
        held = service.statuses(work, border.id)
    assert list(on.values()) == ["", "active", "tense", "demilitarised", "demilitarised"]
    assert (now.status, now.since, now.certainty) == (
        "demilitarised",
        "2026-05-20",
        "not_confirmed",
    )
    assert [period.status for period in held] == ["demilitarised", "tense", "active"]


def test_of_two_statuses_of_one_day_the_later_written_counts(workspace):
    _ids, (border,) = row_of(workspace, "Uno", "Dos")
    for minute, status in enumerate(("active", "tense")):
        with (
            clock.at(datetime(2026, 6, 15, 16, minute, tzinfo=UTC)),
            workspace.work(write=True) as work,
        ):
            service.set_status(work, border.id, status, "2026-06-01")
    with workspace.work() as work:
        assert service.borders(work, DAY)[0].status == "tense"


def test_a_status_is_confirmed(workspace):
    _ids, (border,) = row_of(workspace, "Uno", "Dos")
    with workspace.work(write=True) as work:
        period = service.set_status(work, border.id, "active", "2026-01")
        service.confirm(work, period.id, DAY)

    with workspace.work() as work:
        now = service.borders(work, DAY)[0]
        entries = history.entries(work, period.id)
    assert (now.certainty, now.last_confirmed) == ("confirmed", "2026-06-15")
    assert {entry.field for entry in entries} == {"", "certainty", "last_confirmed"}


def test_changes_of_a_span_are_told_in_order(workspace):
    ids, (border,) = row_of(workspace, "Uno", "Dos")
    for status, since in (("tense", "2026-06-10"), ("active", "2026-05"), ("tense", "2026-06-12")):
        with workspace.work(write=True) as work:
            service.set_status(work, border.id, status, since)

    with workspace.work() as work:
        changes = service.changed_between(work, date(2026, 6, 1), DAY)
    assert [(change.before, change.status, change.on) for change in changes] == [
        ("active", "tense", "2026-06-10")
    ]
    assert {changes[0].a, changes[0].b} == set(ids.values())


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"status": "nonsense"}, "status"),
        ({"valid_from": "2026-07-01"}, "valid_from"),
        ({"valid_from": "yesterday"}, "valid_from"),
        ({"last_confirmed": "2026-08"}, "last_confirmed"),
        ({"last_confirmed": "2019"}, "last_confirmed"),
        ({"certainty": "perhaps"}, "certainty"),
    ],
)
def test_a_status_that_cannot_be_is_refused(workspace, values, field):
    _ids, (border,) = row_of(workspace, "Uno", "Dos")
    given = {"status": "active", "valid_from": "2026-01"} | values
    with pytest.raises(InvalidRecord) as refused, workspace.work(write=True) as work:
        service.set_status(work, border.id, **given)
    assert list(refused.value.problems) == [field]


def test_a_border_of_a_removed_sector_is_no_longer_shown(workspace):
    ids, _borders = row_of(workspace, "Uno", "Dos", "Tres")
    with workspace.work(write=True) as work:
        records.remove(work, records.get(work, Place, ids["Tres"]))
    with workspace.work() as work:
        borders = service.borders(work, DAY)
        of_uno = border_service.borders_of(work, ids["Uno"], DAY)
    assert [{border.a, border.b} for border in borders] == [{ids["Uno"], ids["Dos"]}]
    assert of_uno == borders


@pytest.mark.parametrize(
    ("draft", "values", "field"),
    [
        (PatternPeriod, {"sector": "x", "pattern": "truce", "valid_from": "2027"}, "valid_from"),
        (
            PatternPeriod,
            {"sector": "x", "pattern": "truce", "valid_from": "2026", "valid_to": "2025"},
            "valid_to",
        ),
        (Border, {"a": "x", "b": "x"}, "b"),
        (Place, {"level": "sector", "population": -1}, "population"),
        (Place, {"level": "planet"}, "level"),
    ],
)
def test_what_cannot_be_is_refused(workspace, draft, values, field):
    with pytest.raises(InvalidRecord) as refused, workspace.work(write=True) as work:
        records.create(work, draft, values)
    assert list(refused.value.problems) == [field]


def test_a_status_needs_its_border_and_a_pattern_its_sector(workspace):
    with workspace.work(write=True) as work:
        with pytest.raises(RecordGone):
            service.set_status(work, "nowhere", "active", "2026")
        with pytest.raises(RecordGone):
            service.set_pattern(work, "nowhere", "truce", "2026")


def test_only_who_may_import_imports(workspace):
    with workspace.work(write=True) as work:
        work.user = User("bea", "caseworker")
        with pytest.raises(NotAllowed):
            service.import_areas(work, [square("Uno", 0)])


def test_an_outline_of_a_whole_valley_fits(workspace):
    ring = [(-79 + n / 1e6, -2 + (n % 2) / 1e4) for n in range(40_000)]
    outline = shapely.to_geojson(shapely.Polygon([*ring, (-79, -3)]))
    with workspace.work(write=True) as work:
        place = records.create(work, Place, {"level": "sector", "geometry": outline})
        records.amend(work, place, {"name": "Valle"})
        assert len(records.get(work, Place, place.id).geometry or "") > 500_000


def test_no_field_of_this_room_could_hold_a_group():
    for draft in (Place, PatternPeriod, Border, BorderStatus):
        for spec in specs(draft.draft):
            assert spec.about.link in ("", "place", "sector", "border")
            assert "group" not in spec.name
    assert specs(model.BorderDraft)[2].about.export is Export.WITHHELD
    assert all(spec.about.privacy is not Privacy.IDENTIFIER for spec in specs(model.PlaceDraft))


def test_a_search_finds_sectors_only(workspace):
    with workspace.work(write=True) as work:
        areas = [square("Peñón Alto", 0, parent="Peñón"), square("Dos", 0.1)]
        first, _other = service.import_areas(work, areas, service.parents_for(work, ["Peñón"])).ids

    with workspace.work() as work:
        ((identity, words),) = service.find(work, "penon")
    assert identity == first
    assert words.endswith("Peñón Alto")


def test_population_comes_with_the_areas_and_is_not_lost_by_a_file_without(workspace):
    with workspace.work(write=True) as work:
        counted = replace(square("Uno", 0), population=11_410)
        (one,) = service.import_areas(work, [counted]).ids
        service.import_areas(work, [square("Uno", 0.5)])

    with workspace.work() as work:
        assert service.population(work) == {one: 11_410}
