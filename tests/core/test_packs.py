# SPDX-License-Identifier: GPL-3.0-or-later
from collections.abc import Iterator

import pytest

from desktop.core import codes, i18n, packs


@pytest.fixture(autouse=True)
def usual_words() -> Iterator[None]:
    yield
    packs.use("")


def test_a_country_says_it_in_its_own_words() -> None:
    with i18n.speaking("es"):
        assert codes.label("participant_group", "ex_prisoner") == "Persona pospenada"
        packs.use("EC")
        assert codes.label("participant_group", "ex_prisoner") == "Persona liberada"
        packs.use("")
        assert codes.label("participant_group", "ex_prisoner") == "Persona pospenada"


@pytest.mark.parametrize("country", packs.countries())
def test_every_pack_is_read_and_named_in_three_languages(country: str) -> None:
    pack = packs.read(country)
    names = set()
    for language in i18n.LANGUAGES:
        with i18n.speaking(language):
            names.add(pack.name)
    assert all(names)
    assert pack.locale.endswith(country)


def test_an_unknown_country_is_told_in_a_sentence() -> None:
    with pytest.raises(packs.NoSuchPack):
        packs.read("../../etc/passwd")


def test_overridden_words_do_not_change_what_is_stored() -> None:
    before = list(codes.read("participant_group"))
    packs.use("EC")
    assert list(codes.read("participant_group")) == before


def test_a_country_says_ethnic_belonging_in_the_words_of_its_census() -> None:
    packs.use("BR")
    offered = [code for code, _label in codes.choices("ethnicity")]
    assert offered[:2] == ["branca", "preta"]
    assert "raizal" not in offered
    # who answered elsewhere, or before the country was chosen, is still read and kept
    assert codes.label("ethnicity", "raizal") == "Raizal"
    packs.use("CO")
    assert "raizal" in [code for code, _label in codes.choices("ethnicity")]
    packs.use("")
    assert codes.offered("ethnicity")[0].code == "indigena"
