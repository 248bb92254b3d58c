# SPDX-License-Identifier: GPL-3.0-or-later
"""What the report says of ways: counts by municipality, small cells hidden, no sector, no code."""

from datetime import date

import pytest

from desktop.access import report
from desktop.core import disclosure, records
from desktop.core.document import Table
from desktop.crossings.model import Way
from desktop.participants import report as people
from desktop.participants import service as participants
from desktop.places import border_service
from desktop.places.model import Border, Place
from desktop.reports import monthly
from desktop.reports.period import month_of
from tests.workspaces import person

DAY = date(2026, 11, 21)
PULLED = 7


@pytest.fixture
def city(work):
    """Two towns; people of the first live in Norte and go to Sur, across an active border."""
    town = records.create(work, Place, {"level": "municipality", "name": "Villa"}).id
    other = records.create(work, Place, {"level": "municipality", "name": "Puerto"}).id
    a, b = sorted(
        records.create(work, Place, {"level": "sector", "name": name, "parent": above}).id
        for name, above in (("Norte", town), ("Sur", town))
    )
    far = records.create(work, Place, {"level": "sector", "name": "Lejos", "parent": other}).id
    between = records.create(work, Border, {"a": a, "b": b, "origin": "drawn"}).id
    beyond = sorted((far, b))
    second = records.create(work, Border, {"a": beyond[0], "b": beyond[1], "origin": "drawn"}).id
    for one in (between, second):
        border_service.set_status(work, one, "active", "2026-11-01")
    return a, b, far


def goes(work, home, there, n):
    for _one in range(n):
        who = participants.register(work, {**person(), "born": "1995", "sector": home}).id
        values = {"participant": who, "kind": "job", "ends_in": there, "drawn_on": DAY}
        records.create(work, Way, values)


def told(work, threshold=5):
    return [
        one
        for one in report.blocks(work, people.people(work), DAY, threshold)
        if isinstance(one, Table)
    ]


def test_people_are_counted_by_municipality_and_never_by_sector(work, city):
    home, there, _far = city
    goes(work, home, there, PULLED)
    tables = told(work)
    assert [row for row in tables[0].rows if row[0] == "Villa"] == [["Villa", str(PULLED)]]
    words = " ".join(cell for table in tables for row in table.rows for cell in row)
    assert "Norte" not in words
    assert "Sur" not in words


def test_a_town_of_few_is_hidden_and_cannot_be_worked_out(work, city):
    home, there, far = city
    goes(work, home, there, PULLED)
    goes(work, far, there, 2)
    towns = told(work)[0]
    shown = {row[0]: row[1] for row in towns.rows}
    assert "2" not in shown.values()
    assert str(PULLED + 2) not in shown.values() or shown.get("Villa") in (None, disclosure.HIDDEN)


def test_nothing_is_said_where_no_border_is_active(work):
    assert told(work) == []


@pytest.mark.parametrize(
    ("edition", "stands"), [("team", True), ("donor", True), ("public", False)]
)
def test_it_stands_in_the_editions_it_belongs_to(work, city, edition, stands):
    home, there, _far = city
    goes(work, home, there, PULLED)
    period = month_of(DAY)
    made = monthly.build(work, period, edition=edition, language="en", is_demo=False)
    assert ("Getting there" in [one.title for one in made.sections]) is stands
