# SPDX-License-Identifier: GPL-3.0-or-later
"""Borders from shared edges: grids whose neighbours are known, and drawn cities."""

import math
import random
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Transformer
from shapely.geometry import Polygon, box

from desktop.places import boundary_service as boundaries
from desktop.places import intake

GEO = Path(__file__).parents[1] / "data" / "geo"
DEGREE = 111_320.0  # metres, near the equator
SIDE = 400.0  # metres


def city(name):
    source = intake.read(GEO / f"{name}.geojson")
    prepared = intake.prepare(source, intake.suggest(intake.examine(source)))
    return {area.key: area.geometry for area in prepared.areas}


def at(x, y):
    return (-79.9 + x / DEGREE, -2.2 + y / DEGREE)


def cells(columns, rows):
    """Yield the name and corners, in metres, of each square of a grid."""
    for c in range(columns):
        for r in range(rows):
            corners = [(c, r), (c + 1, r), (c + 1, r + 1), (c, r + 1)]
            yield f"{c:02}-{r:02}", [(x * SIDE, y * SIDE) for x, y in corners]


def neighbours(columns, rows):
    across = {
        (f"{c:02}-{r:02}", f"{c + 1:02}-{r:02}") for c in range(columns - 1) for r in range(rows)
    }
    upward = {
        (f"{c:02}-{r:02}", f"{c:02}-{r + 1:02}") for c in range(columns) for r in range(rows - 1)
    }
    return across | upward


def pairs(found):
    return {(shared.a, shared.b) for shared in found}


def test_an_exact_grid_has_a_border_for_every_shared_side_and_none_for_a_corner():
    areas = {name: Polygon([at(*p) for p in corners]) for name, corners in cells(5, 4)}

    found = boundaries.derive(areas)

    assert pairs(found) == neighbours(5, 4)
    assert all(shared.metres == pytest.approx(SIDE, rel=0.01) for shared in found)


@given(
    columns=st.integers(1, 5),
    rows=st.integers(1, 5),
    seed=st.integers(0, 2**32),
    jitter=st.floats(0, 11.9),
)
@settings(max_examples=60)
def test_corners_drawn_a_few_metres_off_still_find_every_neighbour_and_no_other(
    columns, rows, seed, jitter
):
    chance = random.Random(seed)

    def off(x, y):
        turn, far = chance.uniform(0, 2 * math.pi), chance.uniform(0, jitter)
        return at(x + far * math.cos(turn), y + far * math.sin(turn))

    areas = {name: Polygon([off(*p) for p in corners]) for name, corners in cells(columns, rows)}

    found = boundaries.derive(areas, 25.0)

    assert pairs(found) == neighbours(columns, rows)
    assert all(SIDE - 40 < shared.metres < SIDE + 40 for shared in found)


@given(seed=st.integers(0, 2**32), tolerance=st.floats(1, 60))
@settings(max_examples=30)
def test_a_wider_tolerance_never_loses_an_exact_border(seed, tolerance):
    chance = random.Random(seed)
    cuts = sorted({0.0, SIDE, *(chance.uniform(0, SIDE) for _ in range(6))})
    wide = {"south": box(*at(0, -SIDE), *at(SIDE, 0))}
    small = {
        f"north {n}": box(*at(left, 0), *at(right, chance.uniform(20, SIDE)))
        for n, (left, right) in enumerate(pairwise(cuts))
        if right - left > 1
    }

    exact = pairs(boundaries.derive(wide | small))

    assert exact
    assert exact <= pairs(boundaries.derive(wide | small, tolerance))


def test_areas_that_gape_or_overlap_have_no_exact_border_but_one_within_the_tolerance():
    west = box(*at(0, 0), *at(SIDE, SIDE))
    gaping = box(*at(SIDE + 20, 0), *at(2 * SIDE, SIDE))
    overlapping = box(*at(SIDE - 20, 30), *at(2 * SIDE, SIDE - 30))
    far = box(*at(SIDE + 30, 0), *at(2 * SIDE, SIDE))

    for east, expected in ((gaping, 1), (overlapping, 1), (far, 0)):
        areas = {"east": east, "west": west}
        assert boundaries.derive(areas) == []
        assert len(boundaries.derive(areas, 25)) == expected


def test_two_squares_that_touch_at_a_corner_share_no_border_at_any_tolerance():
    areas = {"a": box(*at(0, 0), *at(SIDE, SIDE)), "b": box(*at(SIDE, SIDE), *at(800, 800))}

    for tolerance in (0, 5, 25, 50):
        assert boundaries.derive(areas, tolerance) == []


def test_the_line_ends_where_the_areas_part_and_lies_on_the_first_outline():
    areas = {"a": box(*at(0, 0), *at(SIDE, SIDE)), "b": box(*at(SIDE + 10, 100), *at(900, 300))}

    (shared,) = boundaries.derive(areas, 25)

    assert shared.metres == pytest.approx(200, abs=20)
    assert shared.line.distance(areas["a"].boundary) < 1e-7
    middle = shared.line.interpolate(0.5, normalized=True)
    assert middle.distance(shapely.Point(at(SIDE, 200))) * DEGREE < 12


def test_an_enclave_is_bordered_all_around():
    inner = box(*at(100, 100), *at(200, 200))
    outer = box(*at(0, 0), *at(SIDE, SIDE)).difference(inner)

    (shared,) = boundaries.derive({"inner": inner, "outer": outer})

    assert shared.metres == pytest.approx(400, rel=0.01)


def test_islands_of_one_area_make_one_border_of_several_lines():
    islands = shapely.MultiPolygon(
        [box(*at(0, 0), *at(SIDE, 100)), box(*at(0, 300), *at(SIDE, SIDE)), box(*at(2e4, 0), *at(2.01e4, 90))]
    )  # fmt: skip
    east = box(*at(SIDE + 8, 0), *at(2 * SIDE, SIDE))
    exact = box(*at(SIDE, 0), *at(2 * SIDE, SIDE))

    (shared,) = boundaries.derive({"east": exact, "islands": islands})
    assert shared.metres == pytest.approx(200, rel=0.02)
    assert len(shapely.get_parts(shared.line)) == 2
    (near,) = boundaries.derive({"east": east, "islands": islands}, 25)
    assert near.metres == pytest.approx(200, abs=40)


def test_an_island_off_the_coast_has_a_border_only_within_the_tolerance():
    coast = box(*at(0, 0), *at(SIDE, SIDE))
    island = box(*at(SIDE + 60, 0), *at(SIDE + 160, 300))

    assert boundaries.derive({"coast": coast, "island": island}, 25) == []
    (shared,) = boundaries.derive({"coast": coast, "island": island}, 80)
    assert shared.metres == pytest.approx(300, abs=80)


def test_slivers_and_teeth_between_two_drawings_make_one_line():
    edge = [(SIDE + (6 if n % 2 else -6), n * 20.0) for n in range(21)]
    west = Polygon([at(0, 0), *(at(x, y) for x, y in edge), at(0, 400)])
    east = Polygon([at(800, 0), *(at(x + 2, y) for x, y in edge), at(800, 400)])

    assert boundaries.derive({"east": east, "west": west}) == []
    (shared,) = boundaries.derive({"east": east, "west": west}, 25)
    assert shared.line.geom_type == "LineString"
    assert shared.metres == pytest.approx(20 * math.hypot(20, 12), abs=60)


def test_outlines_of_thousands_of_corners_meet_as_those_of_four_do():
    plain = {"a": box(*at(0, 0), *at(SIDE, SIDE)), "b": box(*at(SIDE + 9, 50), *at(800, 350))}
    fine = {key: shapely.segmentize(shape, 0.4 / DEGREE) for key, shape in plain.items()}
    assert shapely.get_num_coordinates(fine["a"]) > 4_000

    (few,) = boundaries.derive(plain, 25)
    (many,) = boundaries.derive(fine, 25)
    assert many.metres == pytest.approx(few.metres, abs=2)
    assert many.line.hausdorff_distance(few.line) * DEGREE < 2


@given(st.integers(0, 2**32), st.sampled_from([5.0, 25.0]))
@settings(max_examples=25, deadline=None)
def test_every_border_lies_on_one_outline_and_near_the_other(seed, tolerance):
    chance = random.Random(seed)
    areas = {
        name: Polygon(
            [at(x + chance.uniform(-9, 9), y + chance.uniform(-9, 9)) for x, y in corners]
        )
        for name, corners in cells(3, 3)
    }
    for shared in boundaries.derive(areas, tolerance):
        spots = shapely.points(shapely.get_coordinates(shared.line))
        assert shapely.distance(spots, areas[shared.a].boundary).max() * DEGREE < 0.1
        assert shapely.distance(spots, areas[shared.b].boundary).max() * DEGREE < tolerance * 1.05
        assert shared.metres >= 10


def test_the_order_areas_come_in_changes_nothing():
    areas = city("ec_guayaquil_parroquias")
    turned = dict(reversed(areas.items()))

    assert boundaries.derive(areas, 25) == boundaries.derive(turned, 25)


def test_one_area_or_none_has_no_border():
    assert boundaries.derive({}) == []
    assert boundaries.derive({"a": box(*at(0, 0), *at(1, 1))}, 25) == []


@pytest.mark.parametrize(
    ("name", "exact", "within"),
    [
        ("ec_guayaquil_sectores", 11, 168),
        ("ec_guayaquil_parroquias", 0, 29),
        ("br_ce_municipios", 477, 478),
        ("co_medellin_comunas_9377", 7, 8),
    ],
)
def test_drawn_cities(name, exact, within):
    areas = city(name)

    assert len(boundaries.derive(areas)) == exact
    assert len(boundaries.derive(areas, 25)) == within


@given(
    lon=st.floats(-115, -35), lat=st.floats(-50, 30), across=st.floats(-2, 2), up=st.floats(-2, 2)
)
@settings(max_examples=60)
def test_metres_agree_with_the_projection_library_and_come_back(lon, lat, across, up):
    line = shapely.LineString([(lon, lat), (lon + across, lat + up)])
    frame = boundaries._Local([shapely.Point(lon, lat)])
    exact = Transformer.from_crs(
        "EPSG:4326", f"+proj=tmerc +lat_0={lat} +lon_0={lon} +datum=WGS84", always_xy=True
    )
    there = frame.there(line)

    true = math.dist(exact.transform(lon, lat), exact.transform(lon + across, lat + up))
    assert there.length == pytest.approx(true, rel=2e-3, abs=1e-6)
    assert frame.back(there).equals_exact(line, 1e-9)


def test_a_file_in_degrees_needs_no_projection_library():
    """It costs a fifth of a second, and most files are in degrees."""
    program = (
        "import sys; from pathlib import Path; from desktop.places import intake, boundary_service;"
        f"source = intake.read(Path({str(GEO / 'ec_guayaquil_parroquias.geojson')!r}));"
        "areas = intake.prepare(source, intake.suggest(intake.examine(source))).areas;"
        "found = boundary_service.derive({a.key: a.geometry for a in areas}, 25);"
        "print(len(found), 'pyproj' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=GEO.parents[2],
    )
    assert said.stdout.split() == ["29", "False"]
