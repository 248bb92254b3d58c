# SPDX-License-Identifier: GPL-3.0-or-later
"""Shapefiles, TopoJSON and zips: what is read from good ones and said of bad ones."""

import contextlib
import io
import json
import random
import zipfile

import pytest
import shapefile
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.errors import UserError
from desktop.places import (
    archive_intake,
    geojson_intake,
    intake,
    shapefile_intake,
    source_intake,
    topojson_intake,
)
from desktop.places.source_intake import Points
from tests.places import shapes
from tests.twins import real

RING = shapes.square(-43.2, -22.9)
WITH_HOLE = [shapes.square(-43.1, -22.9, 0.03), shapes.hole(-43.09, -22.89)]
AREAS = (("Complexo do Alemão", [RING]), ("Maré", WITH_HOLE), ("Sem mapa", None))


def prepared(source):
    return intake.prepare(source, intake.suggest(intake.examine(source)))


def shapefile_of(contents):
    return shapefile_intake.parse(shapefile_intake.of(contents))


def test_a_shapefile_is_read_with_its_names_holes_and_system(tmp_path):
    source = intake.read(shapes.written(tmp_path, shapes.parts(*AREAS)))
    result = prepared(source)

    assert [area.name for area in result.areas] == ["Complexo do Alemão", "Maré"]
    assert [area.official_code for area in result.areas] == ["0000", "0001"]
    assert result.areas[1].geometry.area == pytest.approx(0.03**2 - 0.01**2)
    assert source.declared == "EPSG:4326"
    assert [(one.number, one.name, one.words) for one in intake.remarks(result)] == [
        (3, "Sem mapa", "Left out: no outline, only a point, a line or nothing.")
    ]


@pytest.mark.parametrize("ending", [".dbf", ".prj", ".SHX"])
def test_any_part_of_a_shapefile_may_be_chosen(tmp_path, ending):
    shapes.written(tmp_path, shapes.parts(*AREAS))
    assert len(intake.read(tmp_path / f"setores{ending}").features) == 2


def test_a_shapefile_with_heights_and_one_in_metres_lie_where_they_belong():
    high = prepared(shapefile_of(shapes.parts(*AREAS, kind=shapefile.POLYGONZ)))
    ring = [(680_000 + x * 1e5, 7_460_000 + y * 1e5) for x, y in shapes.square(0, 0)]
    metres = prepared(shapefile_of(shapes.parts(("Maré", [ring]), prj=shapes.UTM)))

    assert not any(area.geometry.has_z for area in high.areas)
    assert metres.system == "EPSG:31983"
    assert metres.areas[0].geometry.centroid.x == pytest.approx(-43.24, abs=0.02)
    assert metres.areas[0].geometry.centroid.y == pytest.approx(-22.95, abs=0.02)


def test_a_shapefile_that_names_no_system_is_asked_for_when_its_numbers_are_metres():
    ring = [(680_000 + x * 1e5, 7_460_000 + y * 1e5) for x, y in shapes.square(0, 0)]
    reading = intake.examine(shapefile_of(shapes.parts(("Maré", [ring]), prj="")))

    assert reading.system.code == ""
    assert "EPSG:31983" in {one.code for one in reading.candidates}


@pytest.mark.parametrize(
    ("encoding", "cpg"),
    [("utf-8", b"UTF-8"), ("latin-1", b"UTF-8"), ("cp1252", b"1252"), ("utf-8", b"")],
)
def test_names_are_read_whatever_the_file_claims(encoding, cpg):
    source = shapefile_of(shapes.parts(("Maré São João", [RING]), encoding=encoding, cpg=cpg))
    assert source.features[0].properties["NOME"] == "Maré São João"


def test_a_letter_cut_in_two_at_the_end_of_a_full_column_spoils_no_name():
    contents = shapes.parts(("x" * 39 + "y", [RING]), ("Maré", [RING]))
    cut = contents[".dbf"].replace(b"x" * 39 + b"y", b"x" * 39 + "é".encode()[:1])
    source = shapefile_of({**contents, ".dbf": cut})
    assert source.encoding == "utf-8"
    assert [raw.properties["NOME"] for raw in source.features] == ["x" * 39, "Maré"]


def test_two_islands_and_an_island_in_a_lake_stay_areas():
    rings = [
        shapes.square(0, 0, 1),
        shapes.hole(0.2, 0.2, 0.6),
        shapes.square(0.4, 0.4, 0.2),
        shapes.square(3, 3, 1),
    ]
    (area,) = prepared(shapefile_of(shapes.parts(("Ilhas", rings)))).areas
    assert area.geometry.area == pytest.approx(1 - 0.36 + 0.04 + 1)
    assert len(area.geometry.geoms) == 3


def test_a_deleted_line_of_the_table_is_not_read():
    contents = shapes.parts(*AREAS)
    start = int.from_bytes(contents[".dbf"][8:10], "little")
    dbf = contents[".dbf"][:start] + b"*" + contents[".dbf"][start + 1 :]
    assert len(shapefile_of({**contents, ".dbf": dbf}).features) == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({".dbf": None}, r"part with the names \(.dbf\) is missing"),
        ({".shp": b""}, "damaged or cut off"),
        ({".shp": b"x" * 500}, "damaged or cut off"),
        ({".dbf": b"\x03" * 40}, "damaged or cut off"),
        ({".dbf": shapes.parts(AREAS[0])[".dbf"]}, "do not belong together"),
        ({".shp": shapes.parts(("Nada", None))[".shp"], ".dbf": shapes.parts(("N", None))[".dbf"]}, "no area"),
    ],
)  # fmt: skip
def test_a_shapefile_that_cannot_be_used_is_refused(tmp_path, change, says):
    contents = {
        ending: content
        for ending, content in {**shapes.parts(*AREAS), **change}.items()
        if content is not None
    }
    with pytest.raises(intake.AreasUnreadable, match=says):
        intake.read(shapes.written(tmp_path, contents))
    with pytest.raises(intake.AreasUnreadable, match=says):
        archive_intake.parse(shapes.zipped(contents))


def test_a_table_without_its_outlines_is_told(tmp_path):
    shapes.written(tmp_path, {".dbf": shapes.parts(*AREAS)[".dbf"]})
    with pytest.raises(intake.AreasUnreadable, match=r"outlines \(.shp\)"):
        intake.read(tmp_path / "setores.dbf")


@given(st.integers(0, 2**32), st.integers(1, 40))
@settings(max_examples=60)
def test_a_shapefile_with_wrong_bytes_is_read_or_refused_with_a_sentence(seed, wrong):
    chance = random.Random(seed)
    contents = dict(_GOOD)
    ending = chance.choice([".shp", ".dbf"])
    spoilt = bytearray(contents[ending])
    for _byte in range(wrong):
        spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    contents[ending] = bytes(spoilt[: chance.randrange(1, len(spoilt) + 1)])
    with contextlib.suppress(UserError):
        prepared(shapefile_of(contents))


_GOOD = shapes.parts(*AREAS)


def test_a_zip_is_read_without_being_unpacked(tmp_path):
    office = shapes.zipped({**shapes.parts(*AREAS), ".sbn": b"index"})
    file = tmp_path / "Setores.ZIP"
    file.write_bytes(office)

    assert len(intake.read(file).features) == 2
    assert [one.name for one in tmp_path.iterdir()] == ["Setores.ZIP"]
    inner = json.dumps(shapes.topology()).encode()
    assert len(archive_intake.parse(shapes.zipped({".topojson": inner})).features) == 2


def zip_of(**files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04 and nothing more", "zip is damaged"),
        (zip_of(letter_txt="dear friend"), "no map in this zip"),
        (zip_of(one_geojson="{}", two_geojson="{}"), "holds 2 maps"),
        (zip_of(one_shp="x"), "names"),
        (zip_of(**{f"n{n}_txt": "" for n in range(2_001)}), "too large"),
    ],
    ids=["broken", "no map", "two maps", "no table", "many files"],
)
def test_a_zip_that_cannot_be_used_is_refused(content, says):
    with pytest.raises(intake.AreasUnreadable, match=says):
        archive_intake.parse(content)


def test_a_zip_bomb_is_refused_before_it_fills_the_memory(monkeypatch):
    monkeypatch.setattr(archive_intake, "LARGEST", 1_000_000)
    bomb = zip_of(map_geojson=b" " * 5_000_000)
    assert len(bomb) < 10_000
    with pytest.raises(intake.AreasUnreadable, match="too large"):
        archive_intake.parse(bomb)


@given(st.integers(0, 2**32), st.integers(1, 20))
@settings(max_examples=40)
def test_a_zip_with_wrong_bytes_is_read_or_refused_with_a_sentence(seed, wrong):
    chance = random.Random(seed)
    spoilt = bytearray(shapes.zipped(_GOOD))
    for _byte in range(wrong):
        spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    with contextlib.suppress(UserError):
        archive_intake.parse(bytes(spoilt))


@pytest.mark.parametrize("transform", [True, False], ids=["steps", "plain"])
def test_topojson_gives_back_areas_that_meet_exactly(transform):
    source = geojson_intake.parse(shapes.as_bytes(shapes.topology(transform=transform)))
    result = prepared(source)
    west, east = result.areas

    assert (west.name, east.name, west.official_code) == ("Oeste", "Este", "05001")
    assert west.geometry.boundary.intersection(east.geometry.boundary).length == pytest.approx(0.01)
    assert east.geometry.area == pytest.approx(0.01**2 - 0.004**2)
    assert result.left_out == 1


def test_of_several_maps_in_a_topology_the_one_with_most_areas_is_read_and_told():
    top = shapes.topology()
    top["objects"]["ciudad"] = {"type": "Polygon", "arcs": [[1, 0]], "properties": {"n": "Todo"}}
    result = prepared(geojson_intake.parse(shapes.as_bytes(top)))

    assert len(result.areas) == 2
    assert "The file holds 2 maps; the one with most areas was read." in intake.notes(result)


@pytest.mark.parametrize("arcs", [[[99]], [["0"]], [[True]], [[-99]], 3, [3], [[]]])
def test_arcs_that_are_not_there_damage_one_area_only(arcs):
    top = shapes.topology()
    top["objects"]["barrios"]["geometries"][0]["arcs"] = arcs
    source = geojson_intake.parse(shapes.as_bytes(top))
    assert (len(source.features), source.damaged) == (1, 1)


def test_one_arc_named_a_million_times_is_refused(monkeypatch):
    monkeypatch.setattr(topojson_intake, "Points", lambda: Points(1_000))
    top = shapes.topology()
    top["objects"]["barrios"]["geometries"][0]["arcs"] = [[3] * 5_000]
    with pytest.raises(intake.AreasUnreadable, match="too large"):
        geojson_intake.parse(shapes.as_bytes(top))


def test_too_many_corners_are_refused(monkeypatch):
    monkeypatch.setattr(geojson_intake, "Points", lambda: Points(4))
    ring = [[-79.9, -2.2], [-79.8, -2.2], [-79.8, -2.1], [-79.9, -2.1], [-79.9, -2.2]]
    with pytest.raises(intake.AreasUnreadable, match="three million corners"):
        geojson_intake.parse(shapes.as_bytes({"type": "Polygon", "coordinates": [ring]}))


def test_an_area_over_the_edge_of_the_map_is_cut_in_two_there():
    ring = [[179, -17], [-179, -17], [-179, -16], [179, -16], [179, -17]]
    source = geojson_intake.parse(shapes.as_bytes({"type": "Polygon", "coordinates": [ring]}))
    result = prepared(source)
    (area,) = result.areas

    assert area.geometry.area == pytest.approx(2)
    assert {round(abs(part.bounds[0])) for part in area.geometry.geoms} == {179, 180}
    assert intake.remarks(result)[0].words == (
        "The outline crosses 180 degrees; it was cut in two there."
    )


@pytest.mark.parametrize(
    ("parts", "count"),
    [
        (("ec_guayaquil_sectores.geojson",), 78),
        (("ec_guayaquil_parroquias.geojson",), 16),
        (("co_medellin_comunas_epsg9377.geojson",), 21),
        (("br_ce_municipios.geojson",), 184),
        (("co_municipios.topojson",), 1121),
        (("br_rj_cisp", "lm_dp_2019.shp"), 137),
        (("br_rj_upp", "lm_upp_edit.shp"), 39),
    ],
    ids=["guayaquil", "parroquias", "medellin", "ceara", "colombia", "rio cisp", "rio upp"],
)
def test_the_real_files_are_read_where_they_lie(parts, count):
    file = real("geo", *parts)
    if file is None:
        return  # their twins above say the same of every quirk
    result = prepared(intake.read(file))

    assert len(result.areas) == count
    assert all(area.geometry.is_valid for area in result.areas)
    for area in result.areas:
        west, south, east, north = area.geometry.bounds
        assert -82 < west < east < -34
        assert -24 < south < north < 14


def test_the_limit_of_a_file_is_smaller_than_what_no_laptop_reads():
    assert source_intake.LARGEST <= 100 * 1024 * 1024
