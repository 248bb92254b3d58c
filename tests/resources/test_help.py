# SPDX-License-Identifier: GPL-3.0-or-later
"""Help pages: the same pages in three languages, short, in simple Markdown, decently worded."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "resources" / "help"
LANGUAGES = ["en", "es", "pt_BR"]
PAGES = [
    "activities", "administration", "analysis", "close_month", "data", "dialogues", "first_steps", "household_school",
    "incidents", "incidents_fast", "keyboard", "map", "my_day", "participants", "people_keys", "placements",
    "protection", "protection_tabs", "reviews", "safety", "services", "settings", "stipends", "territory", "ways",
]  # fmt: skip
FORBIDDEN = {
    "en": r"beneficiar\w+|offenders?|ex-?convicts?|criminals?|clients?",
    "es": r"retenid[oa]s?|menores|menor de edad|delincuentes?|bandid[oa]s?|beneficiari[oa]s?|"
    r"indocumentad[oa]s?|autodefensas?|ex-?convict[oa]s?|tú|tus|vos|vosotros",
    "pt_BR": r"retid[oa]s?|menores|menor de idade|delinquentes?|bandid[oa]s?|beneficiári[oa]s?|"
    r"indocumentad[oa]s?|denúncias?|ex-?convict[oa]s?|tu|teus?|ecrã|ficheiros?|rato",
}
KEYS = re.compile(r"\b(?:Ctrl|Alt)\+(?:[A-Z]|[0-9]|Enter)\b|\bF\d+\b")


def text(language: str, page: str) -> str:
    return (FOLDER / language / f"{page}.md").read_text(encoding="utf-8")


def shape(language: str, page: str) -> list[str]:
    """The kind of each line that is not empty: heading, point, numbered step or paragraph."""
    kinds = []
    for line in text(language, page).splitlines():
        if line:
            found = re.match(r"#+ |- |\d+\. ", line)
            kinds.append(found.group() if found else "text")
    return kinds


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_there(language: str) -> None:
    assert sorted(path.stem for path in (FOLDER / language).iterdir()) == PAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_pages_are_short_and_plain(language: str, page: str) -> None:
    words = text(language, page)
    assert words.startswith("# ")
    assert len(re.findall(r"^# ", words, re.MULTILINE)) == 1
    assert 150 <= len(words.split()) <= 350
    assert "!" not in words
    assert "http" not in words
    assert not re.search(r"[<>`_|\t]", words)
    assert words.count("**") % 2 == 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_no_word_that_harms(language: str, page: str) -> None:
    found = re.search(rf"\b({FORBIDDEN[language]})\b", text(language, page), re.IGNORECASE)
    assert found is None, found


@pytest.mark.parametrize("language", ["es", "pt_BR"])
@pytest.mark.parametrize("page", PAGES)
def test_translations_say_the_same_things_in_the_same_order(language: str, page: str) -> None:
    assert shape(language, page) == shape("en", page)
    assert KEYS.findall(text(language, page)) == KEYS.findall(text("en", page))
