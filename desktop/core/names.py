# SPDX-License-Identifier: GPL-3.0-or-later
"""How names are compared: as they sound in Spanish and Portuguese, and by their short forms.

The same person is Yésica and Jessica, Vanessa and Banesa, João and Joao, Guilherme and Guillermo;
Chepe is José. ``key`` writes a word as it sounds, coarsely on purpose: it brings candidates, and
whoever compares them looks at the letters after. A short name follows no sound, it stands in
``resources/names/aliases.csv``.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from desktop.core import paths

SHORTEST = 3
"""Letters a word must have before its sound is asked for: two letters sound like half the world."""
LEAST_DIGITS = 3
"""Figures that must be typed before a number is looked for by its last ones."""
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_BETWEEN_FIGURES = re.compile(r"[\s./()+\-–]+")
_NUMBER = re.compile(r"[A-Za-z]{0,3}\d[\dA-Za-z]*")

_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("ç", "s"),
        ("ñ", "n"),
        ("cao$", "san"),
        ("ao$", "an"),
        ("^s(?=[^aeiouh])", "es"),
        ("chr", "kr"),
        ("ph", "f"),
        ("sch|ch|sh", "x"),
        ("lh|ll", "x"),
        ("h", ""),
        ("ss|zz", "s"),
        ("sc(?=[ei])", "s"),
        ("[ck]+t(?=[ao])|pt|ct", "t"),
        ("gu(?=[ei])", "g1"),
        ("qu(?=[ei])", "k"),
        ("q", "k"),
        ("c(?=[eiy])", "s"),
        ("c", "k"),
        ("z", "s"),
        ("g(?=[ei])|j", "x"),
        ("g1", "g"),
        ("y(?=[aeiou])", "x"),
        ("y", "i"),
        ("[vw]", "b"),
        ("m(?=[^aeiou]|$)", "n"),
        (r"(.)\1+", r"\1"),
    )
)


def plain(text: str) -> str:
    """Return words without accents and in small letters; ñ and ç keep what they say."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    return "".join(map(_simple, unicodedata.normalize("NFC", folded)))


@lru_cache(maxsize=1_000)
def _simple(letter: str) -> str:
    if letter in "ñç":
        return letter
    parts = unicodedata.normalize("NFKD", letter)
    return "".join(part for part in parts if not unicodedata.combining(part))


def words(text: str | None) -> list[str]:
    """Return the words of a name, plain, in their order."""
    return _WORD.findall(plain(text or ""))


@lru_cache(maxsize=20_000)
def key(word: str) -> str:
    """Return how a plain word sounds: the same text for words that are said alike."""
    sound = word
    for pattern, written in _SOUNDS:
        sound = pattern.sub(written, sound)
    return sound


def keys(text: str | None) -> list[str]:
    """Return the sounds of the words of a name, each once; words of one letter say nothing."""
    found = (key(word) for word in words(text) if len(word) > 1)
    return list(dict.fromkeys(one for one in found if one))


def others(word: str) -> frozenset[str]:
    """Return the sounds of the names a plain word may stand for, or that may stand for it."""
    return _aliases().get(key(word), frozenset())


def akin(one: str, other: str) -> bool:
    """Tell whether two plain words are a name and its short form."""
    return key(other) in others(one)


def figures(text: object) -> str:
    """Return a number without what people put between its signs, in capitals."""
    return _BETWEEN_FIGURES.sub("", str(text or "")).upper()


def number_in(text: str) -> str:
    """Return the number a search is made of; nothing where it is made of words."""
    found = figures(text)
    digits = sum(mark.isdigit() for mark in found)
    return found if _NUMBER.fullmatch(found) and digits >= LEAST_DIGITS else ""


def telephone_token(number: object) -> str:
    """Return the word a telephone is found by: its figures backwards, as people know the last."""
    digits = "".join(mark for mark in figures(number) if mark.isdigit())
    return f"t{digits[::-1]}" if len(digits) >= LEAST_DIGITS else ""


def document_token(number: object) -> str:
    """Return the word a document is found by, however it is punctuated."""
    found = "".join(mark for mark in figures(number) if mark.isalnum())
    return f"d{found.casefold()}" if len(found) >= LEAST_DIGITS else ""


def expression(text: str, column: str) -> str:
    """Turn what a person types into an FTS5 expression over words and over ``column``, the sounds.

    Every word is a beginning; what sounds like it, and what it is short for, counts as well.
    """
    if number := number_in(text):
        tokens = [f'"{one}"*' for one in (telephone_token(number), document_token(number)) if one]
        sounds = f"{column} : ({' OR '.join(tokens)})"
        typed = _typed(text)
        return f"({sounds}) OR ({' AND '.join(typed)})" if typed else sounds
    return " AND ".join(f"({' OR '.join(_said(word, column))})" for word in _tokens(text))


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text))[:12]


def _typed(text: str) -> list[str]:
    return [f'"{word}"*' for word in _tokens(text)]


def _said(word: str, column: str) -> Iterator[str]:
    yield f'"{word}"*'
    simple = plain(word)
    if len(simple) < SHORTEST and not others(simple):
        return
    if _WORD.fullmatch(simple):
        if len(simple) >= SHORTEST:
            yield f'{column} : "{key(simple)}"*'
        for one in sorted(others(simple)):
            yield f'{column} : "{one}"'


@cache
def _aliases() -> Mapping[str, frozenset[str]]:
    """Return for each sound the sounds of its other forms, both ways, one step far."""
    with paths.resource("names", "aliases.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found: dict[str, set[str]] = {}
    for row in rows:
        _pair(found, keys(row["name"]), (keys(one) for one in row["short"].split(";")))
    return {one: frozenset(many - {one}) for one, many in found.items()}


def _pair(found: dict[str, set[str]], whole: list[str], shorts: Iterable[list[str]]) -> None:
    """Note a name of one or more words and each short form of one word."""
    for short in shorts:
        if len(short) == 1:
            found.setdefault(short[0], set()).update(whole[:1] if len(whole) > 1 else whole)
            if len(whole) == 1:
                found.setdefault(whole[0], set()).update(short)
