# SPDX-License-Identifier: GPL-3.0-or-later
"""Points of incidents: by reason, made coarse before they are written, gone with their incident."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import UserError
from desktop.core.tables import table_of
from desktop.incidents import point_service, service
from desktop.incidents.point_model import IncidentPoint
from desktop.incidents.point_service import STEPS, TooCoarse
from tests.incidents.test_service import record

POINT = (-79.912345678, -2.187654321)


@pytest.fixture
def held(workspace):
    with workspace.work(write=True) as work:
        return record(work).id


def rows(workspace):
    with workspace.work() as work:
        return work.session.execute(table_of(IncidentPoint).select()).all()


def test_a_point_is_kept_as_coarse_as_was_chosen(workspace, held):
    with workspace.work(write=True) as work:
        point_service.mark(work, held, POINT, "block", "Lamp to be put up here")
    (row,) = rows(workspace)
    assert (row.lon, row.lat) != POINT
    assert math.dist((row.lon, row.lat), POINT) <= 0.001
    with workspace.work() as work:
        (spot,) = point_service.points(work, date(2026, 10, 1), date(2026, 10, 31))
        assert (spot.incident, spot.precision) == (held, "block")
        assert point_service.points(work, date(2025, 1, 1), date(2025, 12, 31)) == []


def test_another_point_takes_the_place_of_the_first(workspace, held):
    with workspace.work(write=True) as work:
        point_service.mark(work, held, POINT, "exact", "Where the school bus stops")
        point_service.mark(work, held, (-79.8, -2.1), "neighbourhood", "Bus moved")
    (row,) = rows(workspace)
    assert row.precision == "neighbourhood"


def test_without_a_reason_or_at_the_precision_of_a_sector_there_is_none(workspace, held):
    for precision, reason in (("exact", "  "), ("district", "because"), ("region", "because")):
        with pytest.raises(UserError), workspace.work(write=True) as work:
            point_service.mark(work, held, POINT, precision, reason)
    assert rows(workspace) == []


def test_it_goes_for_good_when_taken_away(workspace, held):
    with workspace.work(write=True) as work:
        point_service.mark(work, held, POINT, "exact", "Where the school bus stops")
        assert point_service.clear(work, held)
        assert not point_service.clear(work, held)
    assert rows(workspace) == []


def test_it_goes_when_the_incident_is_kept_apart(workspace, held):
    with workspace.work(write=True) as work:
        point_service.mark(work, held, POINT, "exact", "Where the school bus stops")
    service.move_apart(workspace, held, {"under_18": 1, "victims": 1})
    assert rows(workspace) == []


@given(st.tuples(st.floats(-179, 179), st.floats(-80, 80)), st.sampled_from(sorted(STEPS)))
def test_two_points_of_one_cell_cannot_be_told_apart(point, precision):
    lon, lat = point_service.coarse(point, precision)
    assert abs(lon - point[0]) <= STEPS[precision] + 1e-6
    assert point_service.coarse((lon, lat), precision) == (lon, lat)


def test_a_precision_that_is_none_is_refused():
    with pytest.raises(TooCoarse):
        point_service.coarse(POINT, "municipality")
