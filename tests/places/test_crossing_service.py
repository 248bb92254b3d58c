# SPDX-License-Identifier: GPL-3.0-or-later
"""The way between two sectors: an active border on it is told, and a longer way round counts."""

from datetime import date

import pytest

from desktop.core import records
from desktop.places import border_service, crossing_service
from desktop.places.model import Border, Place

DAY = date(2026, 11, 21)


@pytest.fixture
def work(workspace):
    with workspace.work(write=True) as unit:
        yield unit


def sectors(work, *names):
    return [records.create(work, Place, {"name": name, "level": "sector"}).id for name in names]


def border(work, a, b, status=""):
    a, b = sorted((a, b))
    values = {"a": a, "b": b, "line": None, "metres": 10.0, "origin": "drawn"}
    made = records.create(work, Border, values)
    if status:
        border_service.set_status(work, made.id, status, "2026-01-01")
    return made.id


def test_an_active_border_between_neighbours_is_told(work):
    home, there = sectors(work, "Norte", "Sur")
    made = border(work, home, there, "active")
    found = crossing_service.across(work, home, there, DAY)
    assert found is not None
    assert found.id == made
    assert crossing_service.across(work, home, there, date(2025, 12, 31)) is None


def test_nothing_is_told_at_home_or_where_it_is_quiet(work):
    home, there = sectors(work, "Norte", "Sur")
    border(work, home, there, "tense")
    assert crossing_service.across(work, home, there, DAY) is None
    assert crossing_service.across(work, home, home, DAY) is None
    assert crossing_service.across(work, None, there, DAY) is None


def test_a_border_further_on_the_way_counts_too(work):
    home, between, there, other = sectors(work, "A", "B", "C", "D")
    border(work, home, between)
    last = border(work, between, there, "active")
    found = crossing_service.crossings(work, there, [home, between, other], DAY)
    assert {one: two.id for one, two in found.items()} == {home: last, between: last}


def test_of_two_ways_as_short_the_quiet_one_counts(work):
    home, left, right, there = sectors(work, "A", "B", "C", "D")
    border(work, home, left, "active")
    border(work, left, there)
    border(work, home, right)
    border(work, right, there)
    assert crossing_service.across(work, home, there, DAY) is None
