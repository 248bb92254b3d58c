# SPDX-License-Identifier: GPL-3.0-or-later
"""Plain Web Mercator against pyproj, and every geometry turned into rings."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from desktop.places import projection_service as projection

TRUE = Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)


@given(st.floats(-180, 180), st.floats(-85, 85))
def test_it_agrees_with_the_library_and_comes_back(lon, lat):
    there = projection.mercator(lon, lat)

    assert there == pytest.approx(TRUE.transform(lon, lat), abs=1e-3)
    assert projection.degrees(*there) == pytest.approx((lon, lat), abs=1e-9)


def test_the_poles_are_far_but_not_endless():
    assert projection.mercator(0, 90)[1] == pytest.approx(20037508.34, abs=0.1)


@pytest.mark.parametrize(
    ("kind", "inside", "count"),
    [
        ("Point", [0, 0], 0),
        ("LineString", [[0, 0], [1, 1]], 1),
        ("MultiLineString", [[[0, 0], [1, 1]], [[2, 2], [3, 3, 9]]], 2),
        ("Polygon", [[[0, 0], [1, 0], [1, 1]], [[0.2, 0.1], [0.3, 0.1], [0.3, 0.2]]], 2),
        ("MultiPolygon", [[[[0, 0], [1, 0], [1, 1]]], [[[2, 0], [3, 0], [3, 1]]]], 2),
    ],
)
def test_every_geometry_gives_its_rings(kind, inside, count):
    geometry = {"type": kind, "coordinates": inside}
    nested = {"type": "GeometryCollection", "geometries": [geometry]}

    assert len(projection.rings(json.dumps(geometry))) == count
    assert projection.rings(json.dumps(nested)) == projection.rings(json.dumps(geometry))


def test_nothing_has_no_rings_and_no_middle():
    assert projection.rings(None) == []
    assert projection.centre([]) is None
    assert projection.centre([[(0, 0), (4, 2)]]) == (2, 1)
