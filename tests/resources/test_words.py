# SPDX-License-Identifier: GPL-3.0-or-later
"""Passphrase words: easy to type, hard to mix up, decent."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "resources" / "words"
LANGUAGES = ["en", "es", "pt_BR"]
LOOK_ALIKE = [
    ("rn", "m"),
    ("nn", "m"),
    ("cl", "d"),
    ("vv", "w"),
    ("ii", "u"),
    ("q", "g"),
    ("v", "u"),
    ("l", "i"),
    ("j", "i"),
]
UNDECENT = {
    "es": "arma|asesin|bala|banda|bomba|carcel|celda|cocain|culo|delit|diablo|droga|fusil|guerra|herid|"
    "ladron|maldit|matar|mierd|miedo|muert|narco|odio|pandill|pistol|polici|prision|puta|sangre|"
    "secuest|sexo|sexual|sicario|suicid|terror|tumba|veneno|violac|violen",
    "pt_BR": "arma|assassin|bala|bomba|cadeia|cela|cocain|crime|diabo|droga|fuzil|guerra|ferid|ladrao|"
    "maldit|matar|merda|medo|mort|narco|odio|pistol|polici|prisao|puta|sangue|sequestr|sexo|"
    "sexual|suicid|terror|tumba|veneno|violac|violen",
    "en": "blood|bomb|crime|criminal|dead|death|devil|drug|fear|fuck|gang|gun|hate|jail|kill|murder|"
    "poison|prison|rape|rifle|sex|shit|slave|steal|suicid|terror|thief|threat|victim|violen|war|weapon|wound",
}


def words(language: str) -> list[str]:
    return (FOLDER / f"{language}.txt").read_text(encoding="ascii").splitlines()


def in_print(word: str) -> str:
    for pair, sign in LOOK_ALIKE:
        word = word.replace(pair, sign)
    return word


def one_slip_away(word: str) -> set[str]:
    """What one missed, doubled, wrong or swapped key can make of a word, as patterns with a hole."""
    holes = {word[:i] + "_" + word[i + 1 :] for i in range(len(word))}
    missed = {word[:i] + word[i + 1 :] for i in range(len(word))}
    swapped = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}
    return holes | missed | swapped | {word}


@pytest.mark.parametrize("language", LANGUAGES)
def test_four_dice_choose_a_word(language: str) -> None:
    listed = words(language)
    assert len(listed) == 6**4
    assert listed == sorted(set(listed))


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_type_alike_on_every_keyboard(language: str) -> None:
    assert all(re.fullmatch(r"[a-z]{4,8}", word) for word in words(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_four_letters_are_enough_to_know_a_word(language: str) -> None:
    assert len({word[:4] for word in words(language)}) == len(words(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_words_look_alike_or_lie_one_slip_apart(language: str) -> None:
    listed = words(language)
    assert len({in_print(word) for word in listed}) == len(listed)
    made_by: dict[str, str] = {}
    for word in listed:
        for slip in one_slip_away(word):
            assert made_by.setdefault(slip, word) == word, (slip, word)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_threaten_nobody(language: str) -> None:
    rude = re.compile(rf"({UNDECENT[language]})(s|es|er|ing|ed)?")
    assert not [word for word in words(language) if rude.fullmatch(word)]


def test_the_origin_is_told() -> None:
    notice = (FOLDER / "README.md").read_text(encoding="utf-8")
    for source in ("wspanish", "hunspell-pt-br", "wamerican", "Kevin Atkinson", "public domain"):
        assert source in notice
