# SPDX-License-Identifier: GPL-3.0-or-later
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import i18n
from desktop.reports import period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-10", date(2026, 10, 1), date(2026, 10, 31)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026-H2", date(2026, 7, 1), date(2026, 12, 31)),
        ("2028", date(2028, 1, 1), date(2028, 12, 31)),
        ("2026-01-15..2026-03-02", date(2026, 1, 15), date(2026, 3, 2)),
    ],
)
def test_every_written_form_is_read(text: str, first: date, last: date) -> None:
    found = period.parse(text)
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "october", "2026-13", "2026-00", "2026-Q5", "2026-H3", "..", "2026-02-30..2026-03-01",
             "2026-03-01..2026-01-01", "0000-01", "2026-10-", "２０２６-10"],
)  # fmt: skip
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(period.BadPeriod):
        period.parse(text)


@given(st.text(max_size=30))
def test_no_text_makes_it_stumble(text: str) -> None:
    try:
        found = period.parse(text)
    except period.BadPeriod:
        return
    assert found.first <= found.last


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-01", date(2025, 12, 1), date(2025, 12, 31)),
        ("2026-Q1", date(2025, 10, 1), date(2025, 12, 31)),
        ("2026", date(2025, 1, 1), date(2025, 12, 31)),
        ("2026-01-11..2026-01-20", date(2026, 1, 1), date(2026, 1, 10)),
    ],
)
def test_the_period_before_is_as_long_and_ends_the_day_before(
    text: str, first: date, last: date
) -> None:
    before = period.parse(text).before()
    assert (before.first, before.last) == (first, last)


def test_a_month_is_named_in_the_language_in_force() -> None:
    with i18n.speaking("es"):
        assert period.parse("2026-10").title == "octubre de 2026"
    with i18n.speaking("pt_BR"):
        assert period.parse("2026-10").title == "outubro de 2026"
