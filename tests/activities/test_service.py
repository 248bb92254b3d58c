# SPDX-License-Identifier: GPL-3.0-or-later
"""Heads are added up by type, and only those of the period."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.activities import report, service
from desktop.activities.model import HEADS, Activity
from desktop.core import records

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


def hold(work, day="2026-10-15", kind="workshop", **heads):
    values = {"type": kind, "held_on": day, "title": "Taller de pan", **heads}
    return records.create(work, Activity, values)


def test_heads_are_added_up_by_type(work):
    hold(work, women_under_18=3, men_29=4)
    hold(work, "2026-10-31", women_18_28=5)
    hold(work, "2026-10-01", kind="mediation")
    hold(work, "2026-11-01", men_18_28=100)
    hold(work, "2026-09-30", men_18_28=100)
    records.remove(work, hold(work, men_29=50))
    assert service.between(work, *OCTOBER) == [("workshop", 2, 12), ("mediation", 1, 0)]
    table = report.by_type(work, *OCTOBER)
    assert [row[1:] for row in table.rows] == [["2", "12"], ["1", "0"], ["3", "12"]]


def test_a_month_without_activities_prints_nothing(work):
    assert report.by_type(work, *OCTOBER) is None


def test_the_list_shows_each_head_count(work):
    made = hold(work, women_29=7, men_29=1)
    [row] = service.rows(work, service.keys(work, "pan", {"type": "workshop"}, "-held_on"))
    assert (row[0], row[5]) == (made.code, 8)
    assert service.find(work, "taller") == [(made.id, "Taller de pan")]


@given(st.dictionaries(st.sampled_from(HEADS), st.integers(0, 10_000)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_the_sum_is_the_sum_of_the_heads(work, heads):
    made = hold(work, **heads)
    assert service.between(work, *OCTOBER) == [("workshop", 1, sum(heads.values()))]
    records.remove(work, made)
