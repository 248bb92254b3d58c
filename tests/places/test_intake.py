# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of areas: what is read from good, odd and hostile ones."""

import json
import string
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.errors import UserError
from desktop.places import crs_intake, geojson_intake, intake

GEO = Path(__file__).parents[1] / "data" / "geo"
SQUARE = [[[-79.9, -2.2], [-79.8, -2.2], [-79.8, -2.1], [-79.9, -2.1], [-79.9, -2.2]]]


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def polygon(rings=SQUARE):
    return {"type": "Polygon", "coordinates": rings}


def parsed(*features, **more):
    top = {"type": "FeatureCollection", "features": list(features), **more}
    return geojson_intake.parse(json.dumps(top).encode())


def prepared(source, **answers):
    choice = intake.suggest(intake.examine(source))
    return intake.prepare(source, replace(choice, **answers))


def shifted(dx, dy, scale=1.0):
    return [[[x * scale + dx, y * scale + dy] for x, y in ring] for ring in SQUARE]


def test_a_drawn_city_is_read_whole():
    source = intake.read(GEO / "ec_guayaquil_sectores.geojson")
    reading = intake.examine(source)

    assert reading.count == 78
    assert reading.system == crs_intake.System("EPSG:4326", "by_size")
    assert intake.suggest(reading).name == "name"
    areas = prepared(source).areas
    assert areas[0].name == "Ximena"
    west, south, east, north = areas[0].geometry.bounds
    assert -80 < west < east < -79.8
    assert -2.3 < south < north < -2.1


def test_areas_without_a_name_are_kept():
    source = intake.read(GEO / "ec_guayaquil_parroquias.geojson")
    result = prepared(source)

    assert (len(result.areas), result.nameless) == (16, 3)
    assert "3 areas have no name and are kept with a code." in intake.notes(result)


def test_metres_of_a_national_system_are_turned_into_degrees_at_the_right_place():
    source = intake.read(GEO / "co_medellin_comunas_9377.geojson")
    result = prepared(source)

    assert result.system == "EPSG:9377"
    popular = next(area for area in result.areas if area.name == "POPULAR")
    middle = popular.geometry.centroid
    assert (middle.x, middle.y) == pytest.approx((-75.548, 6.297), abs=0.005)
    assert "Origen-Nacional (EPSG:9377)" in intake.notes(result)[1]


def test_the_municipalities_of_a_state_keep_their_official_codes():
    result = prepared(intake.read(GEO / "br_ce_municipios.geojson"))

    assert len(result.areas) == 184
    assert result.areas[0].official_code == "2300101"
    assert result.areas[0].name == "Abaiara"


def test_metres_without_a_system_are_asked_for_and_the_near_one_comes_first():
    utm = [[[620000, 9756000], [621000, 9756000], [621000, 9757000], [620000, 9757000]]]
    source = parsed(feature(polygon(utm), name="Uno"))
    reading = intake.examine(source, near=(-79.9, -2.2))

    assert reading.system.code == ""
    assert "EPSG:32717" in {candidate.code for candidate in reading.candidates}
    assert reading.candidates[0].centre == pytest.approx((-79.92, -2.2), abs=0.02)
    with pytest.raises(UserError, match="coordinate system"):
        prepared(source)
    (area,) = prepared(source, system="EPSG:32717").areas
    assert area.geometry.centroid.x == pytest.approx(-79.92, abs=0.01)


def test_a_projected_name_over_degrees_is_not_believed():
    source = parsed(feature(polygon()), crs={"type": "name", "properties": {"name": "EPSG:9377"}})

    assert intake.examine(source).system == crs_intake.System("EPSG:4326", "by_size")


@pytest.mark.parametrize(
    ("member", "code"),
    [
        ({"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}, "EPSG:4326"),
        ({"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4674"}}, "EPSG:4674"),
        ({"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG:8.8:31980"}}, "EPSG:31980"),
        ({"type": "EPSG", "properties": {"code": 9377}}, "EPSG:9377"),
        ({"type": "link", "properties": {"href": "elsewhere"}}, ""),
        ({"type": "name"}, ""),
        ({"type": "name", "properties": "none"}, ""),
        (None, ""),
        (7, ""),
    ],
)
def test_the_ways_a_file_names_its_system(member, code):
    assert crs_intake.declared(member) == code


def test_exchanged_coordinates_are_noticed_and_told():
    turned = [[[y, x] for x, y in ring] for ring in SQUARE]
    source = parsed(feature(polygon(turned), name="Uno"))

    assert intake.examine(source).swapped
    result = prepared(source)
    assert result.areas[0].geometry.centroid.x == pytest.approx(-79.85)
    assert any("exchanged" in note for note in intake.notes(result))
    assert not intake.examine(parsed(feature(polygon()))).swapped


def test_exchanged_metres_are_noticed_too():
    source = intake.read(GEO / "co_medellin_comunas_9377.geojson")
    features = [
        feature(polygon([[[y, x] for x, y in ring] for ring in rings]), nombre="x")
        for raw in source.features
        for rings in raw.polygons
    ]
    member = {"type": "name", "properties": {"name": "EPSG:9377"}}

    assert intake.examine(parsed(*features, crs=member)).swapped


def test_an_outline_that_crosses_itself_is_repaired_and_told():
    bow = [[[-79.9, -2.2], [-79.8, -2.1], [-79.8, -2.2], [-79.9, -2.1], [-79.9, -2.2]]]
    result = prepared(parsed(feature(polygon(bow), name="Uno"), feature(polygon(), name="Dos")))

    assert result.repaired == 1
    assert all(area.geometry.is_valid for area in result.areas)
    assert "1 outline crossed itself and was repaired." in intake.notes(result)


def test_collections_within_collections_and_odd_geometries():
    deep = {
        "type": "GeometryCollection",
        "geometries": [polygon(), {"type": "Point", "coordinates": [0, 0]}],
    }
    nested = {"type": "GeometryCollection", "geometries": [deep]}
    multi = {"type": "MultiPolygon", "coordinates": [SQUARE, shifted(1, 0), []]}
    source = parsed(
        feature(nested, name="nested"),
        feature(multi, name="multi"),
        feature(None, name="nothing"),
        feature({"type": "Point", "coordinates": [1, 2]}, name="point"),
        feature({"type": "Blob"}, name="blob"),
        "no feature at all",
    )

    assert [raw.properties["name"] for raw in source.features] == ["nested", "multi"]
    assert (source.without_area, source.damaged) == (3, 1)
    assert [len(raw.polygons) for raw in source.features] == [1, 2]


@pytest.mark.parametrize(
    "top",
    [polygon(), feature(polygon()), {"type": "GeometryCollection", "geometries": [polygon()]}],
)
def test_a_file_may_be_less_than_a_collection(top):
    assert len(geojson_intake.parse(json.dumps(top).encode()).features) == 1


def test_heights_open_rings_and_a_byte_order_mark_are_read():
    high = [[[x, y, 12.5] for x, y in SQUARE[0][:-1]]]
    content = json.dumps(feature(polygon(high), nombre="Peñón")).encode("utf-8-sig")

    (area,) = prepared(geojson_intake.parse(content)).areas

    assert area.name == "Peñón"
    assert not area.geometry.has_z


def test_latin_1_is_read():
    text = json.dumps(feature(polygon(), nombre="Peñón"), ensure_ascii=False)

    source = geojson_intake.parse(text.encode("latin-1"))

    assert source.encoding == "latin-1"
    assert prepared(source).areas[0].name == "Peñón"


def test_a_name_used_twice_is_told():
    result = prepared(
        parsed(feature(polygon(), name="Uno"), feature(polygon(shifted(1, 0)), name="Uno"))
    )

    assert result.names_twice == ("Uno",)


def test_names_are_made_one_short_line():
    result = prepared(parsed(feature(polygon(), name=" Uno\x00\n\tdos \u202e" + "x" * 500)))

    assert result.areas[0].name.startswith("Uno dos x")
    assert len(result.areas[0].name) == 120


def test_properties_show_examples():
    reading = intake.examine(
        parsed(*(feature(polygon(), comuna=n % 2, nombre=f"Barrio {n}", gid=n) for n in range(4)))
    )

    assert [p.name for p in reading.properties] == ["comuna", "nombre", "gid"]
    assert reading.properties[0].distinct == 2
    assert reading.properties[1].examples == ("Barrio 0", "Barrio 1", "Barrio 2")
    assert intake.suggest(reading).name == "nombre"
    assert intake.suggest(reading).code == ""


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "damaged"),
        (b"PK\x03\x04", "damaged"),
        (b"[1, 2]", "not a GeoJSON"),
        (b'{"type": "Topology", "arcs": []}', "TopoJSON file is damaged"),
        (b'{"type": "FeatureCollection"}', "not a GeoJSON"),
        (b'{"type": "FeatureCollection", "features": []}', "no area"),
        (b'{"type": "Polygon", "coordinates": [[[NaN, 1], [2, 3], [4, 5]]]}', "damaged"),
        (b'{"type": "Polygon", "coordinates": [[[1e999, 1], [2, 3], [4, 5]]]}', "no area"),
        (b'{"type": "Polygon", "coordinates": [[[true, 1], [2, 3], [4, 5]]]}', "no area"),
        (b'{"type": "Polygon", "coordinates": [[[1, 1], [1, 1], [1, 1]]]}', "no area"),
        (b"[" * 200_000, "not a GeoJSON"),
        (
            b'{"type": "Polygon", "coordinates": [[[' + b"9" * 5000 + b", 1], [2, 3], [4, 5]]]}",
            "damaged",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_sentence(content, says):
    with pytest.raises(intake.AreasUnreadable, match=says):
        geojson_intake.parse(content)


def test_a_missing_and_a_huge_file_are_refused(tmp_path):
    with pytest.raises(intake.AreasUnreadable, match="could not be opened"):
        intake.read(tmp_path / "gone.geojson")
    huge = tmp_path / "huge.geojson"
    with huge.open("wb") as file:
        file.truncate(geojson_intake.LARGEST + 1)
    with pytest.raises(intake.AreasUnreadable, match="too large"):
        intake.read(huge)


def test_a_system_that_puts_the_areas_off_the_earth_is_refused():
    with pytest.raises(UserError, match="do not lie on the earth"):
        prepared(parsed(feature(polygon(shifted(0, -500)))), system=crs_intake.WGS84)
    with pytest.raises(UserError, match="is not known"):
        prepared(parsed(feature(polygon())), system="EPSG:1")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(string.printable, max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "type",
                    "features",
                    "geometry",
                    "geometries",
                    "coordinates",
                    "properties",
                    "crs",
                    "id",
                ]
            ),
            inner | st.sampled_from(["FeatureCollection", "Feature", *geojson_intake._GEOMETRIES]),
            max_size=5,
        )
    ),
    max_leaves=25,
)
positions = st.lists(st.floats(allow_nan=False) | st.integers(-200, 200), min_size=2, max_size=3)


@given(json_values)
@settings(max_examples=300)
def test_any_json_is_read_or_refused_with_a_sentence(value):
    try:
        source = geojson_intake.parse(json.dumps(value).encode())
        prepared(source, system=crs_intake.WGS84)
    except UserError:
        return
    assert source.features


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_with_a_sentence(content):
    with pytest.raises(intake.AreasUnreadable):
        geojson_intake.parse(content)


@given(st.lists(st.lists(positions, min_size=3, max_size=8), min_size=1, max_size=3))
@settings(max_examples=120)
def test_any_outline_becomes_a_sound_area_or_is_refused(rings):
    try:
        result = prepared(
            parsed(feature(polygon(rings), name="x")), system=crs_intake.WGS84, swap=False
        )
    except UserError:
        return
    for area in result.areas:
        assert area.geometry.is_valid
        assert area.geometry.area > 0


@pytest.mark.parametrize(
    ("written", "people"),
    [
        (11410, 11410),
        (11410.0, 11410),
        ("11.410", 11410),
        ("11 410", 11410),
        ("", None),
        ("many", None),
        (-3, None),
        ("9" * 12, None),
    ],
)
def test_population_is_read_however_it_is_written(written, people):
    result = prepared(parsed(feature(polygon(), name="Uno", Habitantes=written)))

    assert result.areas[0].population == people
