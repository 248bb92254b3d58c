# SPDX-License-Identifier: GPL-3.0-or-later
"""Money is whole minor units: what is written reads back, and no share loses a cent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import i18n, money, packs

AMOUNTS = st.integers(0, 10**11)
CURRENCIES = st.sampled_from([money.Currency("COP", 0), money.DOLLAR, money.Currency("XXX", 3)])
REGIONS = st.sampled_from(["es_CO", "es_EC", "pt_BR", "en_GB", "es_MX", "es_HN"])


@given(AMOUNTS, CURRENCIES, REGIONS)
def test_what_is_typed_again_is_the_same_amount(amount, currency, region):
    with i18n.speaking("es", region):
        assert money.read(money.plain(amount, currency), currency) == amount


@given(AMOUNTS, REGIONS)
def test_what_is_shown_reads_back_too(amount, region):
    with i18n.speaking("es", region):
        assert money.read(money.show(amount, "USD")) == amount


@given(AMOUNTS, st.integers(0, 100))
def test_a_share_is_whole_and_never_more_than_the_whole(amount, percent):
    part = money.share(amount, percent)
    assert 0 <= part <= amount
    assert abs(part * 100 - amount * percent) <= 50


@given(st.lists(st.tuples(st.sampled_from(["COP", "USD", None]), AMOUNTS)))
def test_two_currencies_are_never_added(held):
    sums = money.totals(held)
    for code in sums:
        mine = [amount for one, amount in held if (one or money.current().code) == code]
        assert sums[code] == sum(mine)


@pytest.mark.parametrize(
    ("typed", "decimals", "amount"),
    [
        ("1250", 2, 125_000),
        ("1.250,5", 2, 125_050),
        ("1,250.50", 2, 125_050),
        ("1.250", 2, 125_000),
        ("0,5", 2, 50),
        ("12.", 2, 1_200),
        ("200.000", 0, 200_000),
        ("1 200 000", 0, 1_200_000),
        ("USD 30", 2, 3_000),
    ],
)
def test_amounts_as_people_write_them(typed, decimals, amount):
    assert money.read(typed, money.Currency("USD", decimals)) == amount


@pytest.mark.parametrize(
    "typed", ["", "abc", "1.2.3", "-5", "1,25,3", "٣", "\0", "1e5", "12.34.56"]
)
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(money.NotMoney):
        money.read(typed, money.DOLLAR)


def test_the_country_decides_the_currency():
    try:
        packs.use("CO")
        assert money.current() == money.Currency("COP", 0)
        packs.use("EC")
        assert money.current() == money.DOLLAR
    finally:
        packs.use("")
    assert money.of("BRL").decimals == 2
