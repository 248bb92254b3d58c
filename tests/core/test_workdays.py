# SPDX-License-Identifier: GPL-3.0-or-later
"""Working days against published calendars and by their own laws."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import packs, workdays

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
COUNTRIES = packs.countries()

KNOWN = {
    ("CO", 2025): "0101 0106 0324 0417 0418 0501 0602 0623 0630 0720 0807 0818 1013 1103 1117 1208 1225",
    ("CO", 2026): "0101 0112 0323 0402 0403 0501 0518 0608 0615 0629 0720 0807 0817 1012 1102 1116 1208 1225",
    ("BR", 2026): "0101 0403 0421 0501 0907 1012 1102 1115 1120 1225",
    ("MX", 2026): "0101 0202 0316 0501 0916 1116 1225",
    ("PE", 2026): "0101 0402 0403 0501 0607 0629 0723 0728 0729 0806 0830 1008 1101 1208 1209 1225",
}  # fmt: skip
EASTERS = {2000: (4, 23), 2008: (3, 23), 2011: (4, 24), 2024: (3, 31), 2025: (4, 20), 2026: (4, 5), 2038: (4, 25)}  # fmt: skip


def rules(country: str) -> tuple[str, ...]:
    return tuple(packs.read(country).facts["rights"]["holidays"])


@pytest.mark.parametrize(("country", "year"), KNOWN)
def test_the_rules_give_the_calendar_that_was_published(country, year):
    days = {f"{day:%m%d}" for day in workdays.holidays(year, rules(country))}
    assert days == set(KNOWN[country, year].split())


@pytest.mark.parametrize("year", EASTERS)
def test_easter_falls_where_it_fell(year):
    assert workdays.easter(year) == date(year, *EASTERS[year])


def test_guatemala_moves_a_holiday_to_a_monday():
    days = workdays.holidays(2026, rules("GT"))  # 30 June 2026 is a Tuesday, 20 October too
    assert {date(2026, 6, 29), date(2026, 10, 19)} <= days
    assert date(2027, 7, 5) not in workdays.holidays(2026, rules("GT"))


@given(DAYS, st.integers(0, 60), st.sampled_from(COUNTRIES))
def test_a_term_ends_on_a_working_day_with_as_many_between(start, days, country):
    known = rules(country)
    end = workdays.add(start, days, known)
    between = [start + timedelta(n) for n in range(1, (end - start).days + 1)]
    assert sum(workdays.is_working(day, known) for day in between) == days
    assert days == 0 or workdays.is_working(end, known)


@given(DAYS, st.integers(0, 30), st.integers(0, 30), st.sampled_from(COUNTRIES))
def test_two_terms_one_after_the_other_are_their_sum(start, first, second, country):
    known = rules(country)
    assert workdays.add(workdays.add(start, first, known), second, known) == workdays.add(
        start, first + second, known
    )


@given(DAYS, st.integers(1, 30), st.sampled_from(COUNTRIES))
def test_a_holiday_never_brings_a_date_forward(start, days, country):
    assert workdays.add(start, days, rules(country)) >= workdays.add(start, days)


@given(st.integers(1900, 2200))
def test_easter_is_a_sunday_of_spring(year):
    day = workdays.easter(year)
    assert day.weekday() == 6
    assert date(year, 3, 22) <= day <= date(year, 4, 25)
