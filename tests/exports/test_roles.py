# SPDX-License-Identifier: GPL-3.0-or-later
"""From declared fields to columns: the finest level a recipient may have, and what grows coarser."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import records
from desktop.core.fields import Export
from desktop.exports import recipients, roles, tables
from desktop.incidents.model import Incident
from desktop.participants.model import Participant
from desktop.placements.model import Placement
from desktop.places.model import Place

WAYS = roles.Ways(date(2026, 11, 21), 3, "quarter", {"s1": "Centro"}, {}, {}, {"p1": "A"})


def column(model, name, transform, raw, **more):
    ways = replace(WAYS, **more)
    return roles.trait(model, name, transform, raw, ways, [str(n) for n in range(len(raw))])


def levels_of(one, value):
    place = one.hierarchy.leaves.index(value)
    return [labels[place] for labels in one.hierarchy.levels]


@given(st.lists(st.integers(1940, 2020), min_size=1, max_size=30))
def test_an_age_never_leaves_in_years(years):
    one = column(Participant, "born", Export.AGE_BAND, [str(year) for year in years])
    assert set(one.values) <= {"0-11", "12-13", "14-17", "18-28", "29-59", "60+"}
    assert all(len(set(labels)) == 1 for labels in one.hierarchy.levels[-1:])


def test_ages_grow_into_the_bands_of_the_reports():
    one = column(Participant, "born", Export.AGE_BAND, ["2010-05-03", "1990", "2014~", None])
    assert one.values == ("14-17", "29-59", "12-13", "")
    assert levels_of(one, "14-17") == ["14-17", "0-17", "0-17", "*"]


def test_a_day_is_at_finest_a_quarter():
    raw = [date(2026, 5, 4), "2026-07", "2025", "2026-01-09~", None]
    one = column(Incident, "occurred_on", Export.PERIOD, raw)
    assert one.values == ("2026-Q2", "2026-Q3", "2025", "2026-Q1", "")
    assert levels_of(one, "2026-Q2") == ["2026-Q2", "2026", "*"]
    inside = column(Incident, "occurred_on", Export.PERIOD, raw, period="month")
    assert inside.values[:2] == ("2026-05", "2026-07")


def test_the_organisations_own_answers_are_others():
    one = column(Placement, "type", Export.CODE, ["own:finca_de_luis", "formal_job"])
    assert one.values == ("other", "formal_job")


def test_rare_answers_fold_before_they_are_starred():
    raw = ["primary"] * 5 + ["never", "technical"]
    one = column(Participant, "education", Export.CODE, raw)
    assert one.values == tuple(raw)
    assert levels_of(one, "never") == ["never", "other", "*"]
    assert levels_of(one, "primary") == ["primary", "primary", "*"]


def test_a_rare_sensitive_answer_never_enters_the_search():
    raw = ["attends"] * 5 + ["expelled", "suspended"]
    one = column(Participant, "school", Export.CODE, raw)
    assert one.values == ("attends",) * 5 + ("other",) * 2
    assert not one.quasi


@pytest.mark.parametrize(
    ("hours", "band"), [(1, "1-19"), (19, "1-19"), (20, "20-39"), (48, "40+"), (None, "")]
)
def test_hours_leave_in_bands(hours, band):
    assert column(Placement, "hours", Export.NUMBER_BAND, [hours]).values == (band,)


def test_a_band_of_one_number_is_that_number():
    one = column(Participant, "dependants", Export.NUMBER_BAND, [0, 1, 3, 9])
    assert one.values == ("0", "1", "2-3", "4+")
    assert levels_of(one, "2-3") == ["2-3", "1+", "*"]


def test_what_is_not_declared_quasi_counts_as_sensitive():
    assert not column(Participant, "referral_source", Export.CODE, ["prison"]).quasi
    assert not column(Placement, "status", Export.CODE, ["active"]).quasi


@pytest.fixture
def city(work):
    """A region, two municipalities, a district of each, a sector of each."""

    def place(level, name, parent=None, population=None):
        values = {"level": level, "name": name, "parent": parent, "population": population}
        return records.create(work, Place, values).id

    region = place("region", "Costa")
    large = place("municipality", "Puerto", region, 400_000)
    small = place("municipality", "Aldea", region, 3_000)
    known = place("district", "Sur", large, 25_000)
    unknown = place("district", "Norte", large)
    village = place("district", "Plaza", small, 1_000)
    return {
        name: place("sector", f"Sector {name}", parent)
        for name, parent in (("known", known), ("unknown", unknown), ("village", village))
    } | {"nameless": place("sector", None, None)}


@pytest.mark.parametrize(
    ("recipient", "units"),
    [
        ("public", {"known": "Sur", "unknown": "Puerto", "village": "Costa"}),
        ("partner", {"known": "Sur", "unknown": "Puerto", "village": "Aldea"}),
        ("internal", {"known": "Sur", "unknown": "Norte", "village": "Plaza"}),
    ],
)
def test_a_place_is_named_only_where_many_live(work, city, recipient, units):
    spots, words = tables.spots_and_words(work)
    found, parents = tables.units(work, recipients.find(recipient), spots, words)
    assert {name: found.get(city[name]) for name in units} == units
    assert city["nameless"] not in found
    assert parents["Sur"] == "Puerto"
    assert parents["Puerto"] == "Costa"


def test_two_places_of_one_name_stay_two(work):
    for _n in range(2):
        records.create(work, Place, {"level": "municipality", "name": "San José"})
    _spots, words = tables.spots_and_words(work)
    assert sorted(words.values()) == ["San José", "San José (2)"]
