# SPDX-License-Identifier: GPL-3.0-or-later
"""Names are compared as they sound in Spanish and Portuguese, and by their short forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import names

ALIKE = [
    ("Yésica", "Jessica"),
    ("Vanessa", "Banesa"),
    ("João", "Joao"),
    ("Conceição", "Conceicao"),
    ("Yenifer", "Jennifer"),
    ("Muñoz", "Munhoz"),
    ("Víctor", "Vítor"),
    ("Ximena", "Jimena"),
    ("Hernández", "Ernandes"),
    ("Baptista", "Batista"),
    ("Joaquim", "Joaquín"),
    ("Oswaldo", "Osvaldo"),
    ("Christian", "Cristian"),
    ("Stefani", "Estefani"),
    ("Gonçalves", "Gonzalves"),
    ("Quiñónez", "Kinones"),
    ("Zoila", "Soyla"),
    ("LÓPEZ", "Lopes"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_names_that_sound_alike_have_one_key(one, other):
    assert names.keys(one) == names.keys(other)


@pytest.mark.parametrize(("one", "other"), [("Rosa", "Rocío"), ("Ana", "Anabel"), ("Luis", "Luz")])
def test_other_names_stay_others(one, other):
    assert names.keys(one) != names.keys(other)


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("Chepe", "José"),
        ("Pancho", "Francisco"),
        ("Beto", "Roberto"),
        ("Zé", "José"),
        ("Nena", "Elena"),
    ],
)
def test_a_short_name_stands_for_its_name_and_back(short, whole):
    one, other = names.plain(short), names.plain(whole)
    assert names.akin(one, other)
    assert names.akin(other, one)


def test_a_short_name_leads_no_further_than_its_name():
    assert not names.akin("beto", "berto")
    assert names.key("alberto") not in names.others("roberto")


@given(st.text(max_size=60))
def test_any_text_has_a_key_and_an_expression(text):
    names.keys(text)
    names.expression(text, "found_by")
    names.number_in(text)


@pytest.mark.parametrize("written", ["(+593) 99.123-4567", "+593991234567", "593 99 123 45 67"])
def test_a_telephone_is_one_word_from_its_end(written):
    assert names.telephone_token(written) == "t765432199395"


def test_a_document_is_one_word_however_punctuated():
    assert names.document_token("AB-12.345/6") == names.document_token("ab123456") == "dab123456"
    assert names.document_token(" ") == names.telephone_token(None) == ""
