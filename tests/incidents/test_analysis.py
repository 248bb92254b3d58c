# SPDX-License-Identifier: GPL-3.0-or-later
"""Incidents counted by hand beside the same ones counted by the store."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import chance, clock, dates, records
from desktop.core.document import Chart, Table, Text
from desktop.incidents import analysis_report, around_report, event_service, reported_report
from desktop.incidents import analysis_service as analysis
from desktop.incidents import service as incidents
from desktop.incidents.analysis_report import Asked
from desktop.incidents.analysis_service import Chosen
from desktop.incidents.event_model import ContextEvent
from desktop.places.model import Place

NOW = datetime(2026, 10, 31, 12, tzinfo=UTC)
YEAR = Chosen(date(2026, 1, 1), date(2026, 10, 31))


@pytest.fixture
def day():
    with clock.at(NOW):
        yield


def incident(work, on, kind="threat", **more):
    values = {"type": kind, "occurred_on": on, "how_known": "we_saw", **more}
    return incidents.record(work, values).id


def sector(work, name, **more):
    return records.create(work, Place, {"level": "sector", "name": name, **more}).id


@pytest.mark.usefixtures("day")
def test_counts_by_time_type_and_place_are_those_counted_by_hand(workspace):
    with workspace.work(write=True) as work:
        here, there = sector(work, "Aquí"), sector(work, "Allá")
        incident(work, "2026-10-05", sector=here, time_of_day="night")  # a Monday
        incident(work, "2026-10-05", sector=here, hour=23)
        incident(work, "2026-10-11", "extortion", sector=there, certainty="confirmed")  # a Sunday
        incident(work, "2026-09", "extortion")
        incident(work, "2026~")
        incident(work, "2026-10-06", certainty="discarded")
        incident(work, "2026-10-06", how_known="rumour")
        assert analysis.months(work, YEAR) == {"2026-10": 3, "2026-09": 1}
        assert analysis.hours(work, YEAR) == {(0, "night"): 2, (6, "unknown"): 1}
        assert analysis.clock_hours(work, YEAR) == {23: 1}
        assert analysis.types(work, YEAR) == {"threat": 2, "extortion": 2}
        assert analysis.sectors(work, YEAR) == {here: 2, there: 1, "": 1}
        only = Chosen(YEAR.first, YEAR.last, ("extortion",), frozenset({there}), sure=True)
        assert (analysis.total(work, only), analysis.vague(work, YEAR)) == (1, 1)


@pytest.mark.usefixtures("day")
def test_the_longest_run_without_a_homicide_gives_a_month_to_one_known_by_its_month(workspace):
    with workspace.work(write=True) as work:
        for on in ("2026-02-10", "2026-03", "2026-08-09"):
            incident(work, on, "homicide", certainty="confirmed", victims=1)
        incident(work, "2026-06-01", "homicide", victims=1)
        found = analysis.pause(work, YEAR)
    assert (found.days, found.first, found.last) == (130, date(2026, 4, 1), date(2026, 8, 8))
    assert (found.running, found.homicides, found.unsure) == (83, 3, 1)


@pytest.mark.usefixtures("day")
def test_without_a_homicide_the_run_is_the_whole_time(workspace):
    with workspace.work() as work:
        found = analysis.pause(work, YEAR)
    assert found.days == found.running == YEAR.days == 304


@pytest.mark.usefixtures("day")
def test_both_sides_of_a_date_are_equally_long_and_the_neighbours_stand_beside(workspace):
    with workspace.work(write=True) as work:
        here, beside, far = (sector(work, name) for name in "ABC")
        for on in ("2026-10-01", "2026-10-19", "2026-10-20", "2026-10-31", "2026-10-08"):
            incident(work, on, sector=here)
        incident(work, "2026-10-25", sector=beside)
        incident(work, "2026-10-25", sector=far)
        areas = {"here": {here}, "beside": {beside}, "all": None}
        length, found = analysis.around(work, YEAR, date(2026, 10, 20), 90, areas)
        assert length == 12
        assert {name: (one.before, one.after) for name, one in found.items()} == {
            "here": (2, 2),
            "beside": (0, 1),
            "all": (2, 4),
        }
        assert analysis.around(work, YEAR, date(2026, 11, 2), 90, areas)[0] == 0
    assert analysis.neighbours([(here, beside), (beside, far)], {here}) == {beside}


@pytest.mark.usefixtures("day")
def test_the_reporting_share_comes_with_a_band_and_never_as_one_count(workspace):
    with workspace.work(write=True) as work:
        for n in range(20):
            incident(work, f"2026-10-{n + 1:02}", "extortion", reported=n < 6)
        incident(work, "2026-10-30", "extortion")
        assert analysis.reporting(work, YEAR) == {"extortion": (6, 14, 1)}
        told = list(reported_report.reporting(work, Asked(YEAR)))
    assert "6 of 20" in told[0].body
    assert "between 15% – 52%" in told[1].body


@pytest.mark.usefixtures("day")
def test_what_happened_around_is_marked_and_pay_days_come_every_month(workspace):
    with workspace.work(write=True) as work:
        for values in (
            {"kind": "pay_day", "title": "Quincena", "starts_on": "2026-01-31", "again": "every_month"},
            {"kind": "election", "title": "Elecciones", "starts_on": "2026-10-15"},
            {"kind": "holiday", "title": "Fiesta", "starts_on": "2025-12"},
        ):  # fmt: skip
            records.create(work, ContextEvent, values)
        held = event_service.between(work, YEAR.first, YEAR.last)
        paid = [one.first for one in held if one.kind == "pay_day"]
        assert paid[1] == date(2026, 2, 28)
        assert paid[-1] == date(2026, 10, 31)
        assert len(paid) == 10
        incident(work, "2026-10-15")
        blocks = list(analysis_report.by_month(work, Asked(YEAR)))
    chart = next(one for one in blocks if isinstance(one, Chart))
    assert chart.notes == [(9 + 14 / 31, "1")]
    table = next(one for one in blocks if isinstance(one, Table))
    assert list(table.rows[0])[:3] == ["1", "15/10/2026", "Elecciones"]
    assert any("did" in one.body for one in blocks if isinstance(one, Text))


@pytest.mark.usefixtures("day")
def test_every_chart_has_its_table_and_few_are_not_compared(workspace):
    with workspace.work(write=True) as work:
        here = sector(work, "Aquí", population=900)
        for n in range(3):
            incident(work, f"2026-10-0{n + 1}", sector=here)
        asked = Asked(YEAR)
        for ask in (
            analysis_report.by_month,
            analysis_report.by_hour,
            analysis_report.by_type,
            around_report.by_sector,
            around_report.pause,
        ):
            blocks = list(ask(work, asked))
            assert any(isinstance(one, Chart) for one in blocks), ask.__name__
            assert any(isinstance(one, Table) for one in blocks), ask.__name__
        rows = next(one for one in around_report.by_sector(work, asked) if isinstance(one, Table))
        assert list(rows.rows[0])[3:6] == ["too few to compare", "", "–"]
        told = list(around_report.around(work, asked, date(2026, 10, 15), 30))
        assert any(
            "truce" in one.body or "rivals" in one.body for one in told if isinstance(one, Text)
        )


TEXTS = [
    f"{whole}{about}"
    for whole in (
        *("2025", "2026", "2027", "2025-12", "2026-01", "2026-03", "2026-10", "2026-12"),
        *("2025-12-31", "2026-01-01", "2026-03-01", "2026-03-15", "2026-03-31", "2026-10-16"),
        *("2026-10-31", "2026-12-31", "2027-01-01"),
    )
    for about in ("", "~")
]
ENDS = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 1), date(2026, 3, 15)]
ENDS += [date(2026, 3, 31), date(2026, 10, 16), date(2026, 12, 31), date(2027, 1, 1)]


def test_a_period_holds_what_lies_in_it_wholly_and_nothing_else(workspace):
    with clock.at(datetime(2028, 1, 1, tzinfo=UTC)), workspace.work(write=True) as work:
        for text in TEXTS:
            incident(work, text)
        for at, first in enumerate(ENDS):
            for last in ENDS[at:]:
                inside = Counter(text for text in TEXTS if dates.parse(text).within(first, last))
                found = analysis.total(work, Chosen(first, last))
                assert found == inside.total(), (first, last, inside)


@given(st.lists(st.integers(0, 364), max_size=12))
def test_a_run_is_never_longer_than_the_gap_counted_day_by_day(days):
    killed = {date(2025, 1, 1) + timedelta(days=n) for n in days}
    best = run = 0
    for n in range(365):
        run = 0 if date(2025, 1, 1) + timedelta(days=n) in killed else run + 1
        best = max(best, run)
    found = analysis.longest(
        date(2025, 1, 1), date(2025, 12, 31), sorted((one, one) for one in killed)
    )
    assert (found[0], found[3]) == (best, run)


@given(st.integers(0, 60), st.integers(0, 60))
def test_two_counts_differ_whichever_way_they_are_asked(a, b):
    assert chance.differ(a, b) == chance.differ(b, a)
    assert not (a == b and chance.differ(a, b))


@pytest.mark.parametrize(
    ("a", "b", "differs"), [(0, 5, False), (0, 6, True), (10, 20, False), (5, 20, True)]
)
def test_five_coins_alike_may_be_chance_and_six_are_not(a, b, differs):
    assert chance.differ(a, b) is differs


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_band_holds_its_share(pair):
    low, high = chance.band(*pair)
    assert 0 <= low <= pair[0] / pair[1] <= high <= 1


def test_large_and_small_counts_are_judged_alike():
    assert chance.differ(900, 1_100)
    assert chance.differ(9_500, 10_500)
    assert not chance.differ(995, 1_005)
    assert not chance.differ(9_995, 10_005)


def test_weekdays_are_counted_from_monday(workspace):
    with clock.at(NOW), workspace.work(write=True) as work:
        for n in range(14):
            incident(work, (date(2026, 10, 1) + timedelta(days=n)).isoformat())
        found = Counter()
        for (at, _band), n in analysis.hours(work, YEAR).items():
            found[at] += n
    assert found == Counter(dict.fromkeys(range(7), 2))
