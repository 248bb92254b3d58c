# SPDX-License-Identifier: GPL-3.0-or-later
"""Country packs: complete, dated, sourced, and speaking only of codes that exist."""

import csv
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

RESOURCES = Path(__file__).parents[2] / "resources"
COUNTRIES = ["BR", "CO", "EC", "GT", "HN", "MX", "PE", "SV"]
LANGUAGES = {"en", "es", "pt_BR"}


def pack(country: str) -> dict[str, Any]:
    return tomllib.loads((RESOURCES / "packs" / f"{country}.toml").read_text(encoding="utf-8"))


def codes(name: str) -> dict[str, dict[str, str]]:
    with (RESOURCES / "codes" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def test_there_is_a_pack_for_each_country_and_no_other() -> None:
    assert sorted(path.stem for path in (RESOURCES / "packs").glob("*.toml")) == COUNTRIES


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_basics(country: str) -> None:
    facts = pack(country)
    assert facts["code"] == country
    assert facts["locale"] == f"{facts['language'][:2]}_{country}"
    assert facts["language"] == ("pt_BR" if country == "BR" else "es")
    assert facts["decimal_mark"] in (",", ".")
    assert facts["week_start"] == ("sunday" if country in ("BR", "MX") else "monday")
    assert facts["adult_age"] == 18
    assert all(len(period["code"]) == 3 for period in facts["currency"])
    assert (RESOURCES / "codes" / f"{facts['ethnicity_list']}.csv").exists()


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_name_is_said_in_three_languages(country: str) -> None:
    facts = pack(country)
    named = [facts, *facts["documents"], *facts["levels"], *facts["help_lines"]]
    for thing in named:
        assert set(thing["name"]) == LANGUAGES
        assert all(thing["name"].values())


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_phone_example_fits_its_own_pattern(country: str) -> None:
    phone = pack(country)["phone"]
    assert re.fullmatch(r"\+\d{2,3}", phone["prefix"])
    assert re.fullmatch(phone["mobile"], phone["example"])
    assert not re.fullmatch(phone["mobile"], phone["example"] + "0")


@pytest.mark.parametrize("country", COUNTRIES)
def test_documents_and_levels_point_at_code_lists(country: str) -> None:
    facts = pack(country)
    types, levels = codes("document_type"), codes("place_level")
    assert all(document["type"] in types for document in facts["documents"])
    assert all(re.compile(document["pattern"]) for document in facts["documents"])
    assert len({document["code"] for document in facts["documents"]}) == len(facts["documents"])
    assert [level["level"] for level in facts["levels"]][:3] == [
        "region",
        "municipality",
        "district",
    ]
    assert all(level["level"] in levels for level in facts["levels"])


@pytest.mark.parametrize("country", COUNTRIES)
def test_help_lines_tell_where_they_come_from(country: str) -> None:
    lines = pack(country)["help_lines"]
    assert lines
    assert len({line["number"] for line in lines}) == len(lines)
    for line in lines:
        assert re.fullmatch(r"\d{3,6}", line["number"])
        assert line["source"]
        assert isinstance(line["checked_on"], date)


@pytest.mark.parametrize("country", COUNTRIES)
def test_overrides_name_existing_codes_and_change_something(country: str) -> None:
    for name, words in pack(country)["labels"].items():
        listed = codes(name)
        for code, labels in words.items():
            assert code in listed, (name, code)
            assert set(labels) == LANGUAGES
            assert not re.search(r"\b(retenid|retid|menor(es)?\b|delincu|delinqu)", labels["es"])
        shown = [words.get(code, row)["es"] for code, row in listed.items()]
        assert len(set(shown)) == len(shown), name


def test_people_released_are_called_as_their_country_calls_them() -> None:
    said = {
        country: pack(country)["labels"]["participant_group"]["ex_prisoner"]["es"]
        for country in ("CO", "EC", "MX")
    }
    assert said == {"CO": "Persona pospenada", "EC": "Persona liberada", "MX": "Persona liberada"}
    sharing = pack("CO")["labels"]["consent_purpose"]["referral_sharing"]["es"]
    assert sharing == "Compartir para remisión"


def test_dated_values_are_dates() -> None:
    districts = [level for level in pack("SV")["levels"] if level["code"] == "distrito"]
    assert districts[0]["valid_from"] == date(2024, 5, 1)
    assert pack("MX")["privacy"]["valid_from"].year == 2025
