# SPDX-License-Identifier: GPL-3.0-or-later
"""The indicators of incidents, counted by hand beside what the report and a dataset say."""

from datetime import UTC, date, datetime

import pytest

from desktop.core import clock, records
from desktop.core.document import Table, Text
from desktop.incidents import figures_report as report
from desktop.incidents import figures_service as figures
from desktop.incidents import service as incidents
from desktop.incidents.figures_service import Apart
from desktop.incidents.victim_model import Victim
from desktop.measures import outputs
from desktop.places import border_service  # noqa: F401 - its tables
from desktop.places.model import Border, Place

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
OCTOBER = date(2026, 10, 1), date(2026, 10, 31)


@pytest.fixture
def recorded(workspace):
    """Twenty extortions at no border, seven refusals of passage at one, two displacements."""
    with clock.at(NOW), workspace.work(write=True) as work:
        town = records.create(
            work,
            Place,
            {
                "level": "municipality",
                "name": "Villa",
                "population": 60_000,
                "population_year": 2024,
            },
        ).id
        a, b = sorted(
            records.create(work, Place, {"level": "sector", "name": name, "parent": town}).id
            for name in "AB"
        )
        border = records.create(work, Border, {"a": a, "b": b}).id
        for n in range(20):
            _one(
                work,
                "extortion",
                f"2026-10-{n + 1:02}",
                reported=n < 8 if n < 18 else None,
                no_report_reason="fear" if 8 <= n < 18 else None,
                weapon="handgun" if n < 6 else None,
            )
        for n in range(7):
            held = _one(work, "border_denial", f"2026-10-{n + 1:02}", border=border, sector=a)
            values = {"incident": held, "number": 2, "profile": "student", "sex": "female"}
            records.create(work, Victim, values)
        for n in range(6):
            more = {"victims": 1 + n % 2, "killed": 1 + n % 2, "certainty": "confirmed"}
            _one(work, "homicide", f"2026-10-{n + 10:02}", sector=a, **more)
        gone = {"displaced_people": 31, "displaced_households": 8}
        more = {**gone, "displacement_scale": "intra_city"}
        _one(work, "forced_displacement", "2026-10-20", **more)
        _one(work, "forced_displacement", "2026-10-21")
        _one(work, "threat", "2026-10-21", certainty="discarded")
        _one(work, "threat", "2026-09-30")
    return workspace


def _one(work, kind, on, **more):
    values = {"type": kind, "occurred_on": on, "how_known": "we_saw", **more}
    return incidents.record(work, values).id


def test_each_number_is_the_one_counted_by_hand(recorded):
    with clock.at(NOW), recorded.work() as work:
        assert figures.total(work, *OCTOBER) == 20 + 7 + 6 + 2
        told = figures.told(work, *OCTOBER)
        assert told.by_type == {"extortion": (8, 18)}
        assert (told.unknown, told.reasons) == (2 + 7 + 6 + 2, {"fear": 10})
        assert sum(figures.homicide_victims(work, *OCTOBER).values()) == 9
        assert figures.border_victims(work, *OCTOBER, "profile") == {"student": 14}
        left = figures.left(work, *OCTOBER)
        assert (left.people, left.households, left.incidents, left.missing) == (31, 8, 2, 1)
        assert left.by_scale == {"intra_city": 31, "not_asked": 0}


def test_what_leaves_in_a_dataset_is_the_same(recorded):
    with clock.at(NOW), recorded.work() as work:
        found = {one.code: one for one in outputs.outputs(work, *OCTOBER)}
    assert found["incidents"].of == 35
    assert (found["at_border"].of, found["at_border"].whole) == (7, 35)
    assert (found["reported"].of, found["reported"].whole, found["reported"].missing) == (8, 18, 17)
    assert (found["displaced"].of, found["displaced"].missing) == (31, 1)
    assert found["displaced_households"].of == 8


def test_the_report_prints_them_with_what_is_missing_and_hides_few(recorded):
    with clock.at(NOW), recorded.work() as work:
        blocks = list(report.shares(work, *OCTOBER, 5))
        few = list(report.shares(work, *OCTOBER, 11))
    table = next(one for one in blocks if isinstance(one, Table))
    assert [list(row)[1:] for row in table.rows] == [
        ["7", "35", "20%", "0"],
        ["8", "18", "44%", "17"],
    ]
    said = " ".join(one.body for one in blocks if isinstance(one, Text))
    assert "between 25% and 66%" in said
    table = next(one for one in few if isinstance(one, Table))
    assert [list(row)[1:] for row in table.rows] == [["–", "35", "–", "0"], ["–", "18", "–", "17"]]
    assert not any("between" in one.body for one in few if isinstance(one, Text))


def test_a_rate_needs_people_and_enough_victims(recorded):
    with clock.at(NOW), recorded.work() as work:
        above = dict.fromkeys(figures.homicide_victims(work, *OCTOBER), "town")
        for people, threshold, rows in ((60_000, 5, 1), (900, 5, 0), (60_000, 10, 0)):
            told = {"town": ("Villa", people, "2024")}
            held = list(report.homicides(work, *OCTOBER, threshold, above, told))
            assert len(held) == rows
        told = {"town": ("Villa", 60_000, "2024")}
        table = next(iter(report.homicides(work, *OCTOBER, 5, above, told)))
    assert isinstance(table, Table)
    assert list(table.rows[0]) == ["Villa", "9", "60,000", "2024", "176.6"]


def test_who_had_to_leave_is_told_with_what_is_not_known(recorded):
    with clock.at(NOW), recorded.work() as work:
        made = report.displaced(work, *OCTOBER, 5)
        table, *splits = [one for one in made if isinstance(one, Table)]
    assert [list(row) for row in table.rows] == [["People", "31"], ["Households", "8"]]
    assert "–" in table.note
    assert {one.title for one in splits} >= {"People who had to leave, by how far"}


def test_what_is_kept_apart_is_a_total_while_its_part_is_open(recorded):
    values = {"type": "recruitment_attempt_minor", "how_known": "we_saw"}
    recorded.open_store("protected")
    with clock.at(NOW):
        for n in range(6):
            incidents.record_protected(recorded, {**values, "occurred_on": f"2026-10-0{n + 1}"})
        with recorded.work("protected") as work:
            found = figures.apart(work, *OCTOBER)
    assert (found.incidents, found.recruitment) == (6, 6)
    table = next(one for one in report.kept_apart(found, 5) if isinstance(one, Table))
    assert [list(row)[1] for row in table.rows] == ["6", "6", "0"]
    [closed] = report.kept_apart(None, 5)
    assert "closed" in closed.body
    hidden = next(one for one in report.kept_apart(Apart(4, 2), 5) if isinstance(one, Table))
    assert [list(row)[1] for row in hidden.rows] == ["–", "–", "–"]
