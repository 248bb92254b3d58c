# SPDX-License-Identifier: GPL-3.0-or-later
"""Words as people write them in tables, compared without accents, capitals or punctuation."""

import csv
import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from desktop.core import codes, paths

FIELDS = "field"
"""The name under which the synonyms file lists column names; every other name is a code list."""

_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
_NOT_WORD = re.compile(r"[\W_]+")
_LANGUAGES = ("en", "es", "pt_BR")


@cache
def fold(text: str) -> str:
    """Return lower-case words without accents: 'FECHA_HECHO', 'Fecha del hecho' stay comparable."""
    split = _CAMEL.sub(" ", text)
    bare = unicodedata.normalize("NFKD", split).encode("ascii", "ignore").decode("ascii")
    return _NOT_WORD.sub(" ", bare or split).strip().casefold()


def certain(name: str) -> Mapping[str, str]:
    """Return the codes of a list by their code and by their labels in every language, folded.

    A label that two codes share says nothing and is left out.
    """
    return _by_word(_edition(name))


def likely(name: str) -> Mapping[str, str]:
    """Return codes by other words people use for them; for suggestions only."""
    return {**_synonyms().get(name, {}), **certain(name)}


def column_words(field: str) -> list[str]:
    """Return folded names that columns for this field are known to have."""
    return [word for word, code in _synonyms().get(FIELDS, {}).items() if field in code.split("|")]


def _edition(name: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return what a list says now: a country pack may have replaced labels."""
    return tuple(
        (code.code, fold(code.code), tuple(fold(code.labels.get(one, "")) for one in _LANGUAGES))
        for code in codes.read(name).values()
        if not code.retired
    )


@cache
def _by_word(edition: tuple[tuple[str, str, tuple[str, ...]], ...]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    shared: set[str] = set()
    for code, folded, labels in edition:
        for word in {folded, *labels} - {""}:
            if found.setdefault(word, code) != code:
                shared.add(word)
    return {word: code for word, code in found.items() if word not in shared}


@cache
def _synonyms() -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    with paths.resource("imports", "synonyms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            words = found.setdefault(row["list"], {})
            word = fold(row["word"])
            known = words.get(word)
            # a column name such as "fecha" may stand for fields of several registers
            both = f"{known}|{row['code']}" if known and row["list"] == FIELDS else row["code"]
            words[word] = both
    return found
