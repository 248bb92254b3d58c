# SPDX-License-Identifier: GPL-3.0-or-later
"""Telephones and documents are looked at by the country's rules; nothing is ever refused."""

from importlib.util import find_spec

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import numbers, packs


@pytest.fixture(autouse=True)
def _no_country_after():
    yield
    packs.use("")


@pytest.mark.parametrize("library", ["stdnum", "phonenumbers"])
def test_the_libraries_are_here(library):
    assert find_spec(library)


@pytest.mark.parametrize("country", packs.countries())
def test_the_example_of_every_country_looks_right(country):
    packs.use(country)
    facts = packs.read(country).facts["phone"]
    assert numbers.telephone(facts["example"]) == ""
    assert numbers.telephone(f"{facts['prefix']} {facts['example']}") == ""
    assert numbers.telephone("12")
    assert numbers.telephone("no tiene")


@pytest.mark.parametrize(
    ("country", "kind", "good", "bad"),
    [
        ("EC", "national_id", "171003406-5", "171003406-6"),
        ("BR", "national_id", "529.982.247-25", "529.982.247-26"),
        ("MX", "national_id", "BOXW310820HNERXN09", "BOXW310820HNERXN08"),
        ("PE", "national_id", "10117410-2", "10117410-3"),
    ],
)
def test_a_check_digit_is_checked(country, kind, good, bad):
    packs.use(country)
    assert numbers.document(kind, good) == ""
    assert numbers.document(kind, bad)


def test_a_country_without_check_digit_looks_at_the_form_alone():
    packs.use("CO")
    assert numbers.document("national_id", "1.020.304.506") == ""
    assert numbers.document("national_id", "12") != ""
    assert numbers.document("refugee", "12") == ""


def test_without_a_country_nothing_is_said():
    assert numbers.telephone("12") == numbers.document("national_id", "12") == ""


@given(st.text(max_size=60), st.sampled_from(["CO", "EC", "BR", "MX", "HN", "GT", "PE", "SV"]))
def test_whatever_is_typed_is_looked_at_in_peace(text, country):
    packs.use(country)
    numbers.telephone(text)
    for kind in ("national_id", "tax_id", "passport", "foreign_id"):
        numbers.document(kind, text)
