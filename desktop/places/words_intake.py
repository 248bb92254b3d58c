# SPDX-License-Identifier: GPL-3.0-or-later
"""Properties of a map file as short words and numbers, and which of them is what."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desktop.places.source_intake import Raw

_NAME_WORDS = ("name", "nombre", "nome", "nom", "barrio", "bairro", "sector", "setor", "label")
_CODE_WORDS = ("code", "codigo", "cod", "id", "ibge", "dane", "ubigeo", "clave", "geoid")
_POPULATION_WORDS = ("population", "poblacion", "población", "populacao", "população", "habitantes")
_ROW_NUMBERS = ("objectid", "fid", "gid", "ogc_fid", "oid")
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Property:
    """One property of the features: how often it is filled, how many values differ, examples."""

    name: str
    filled: int
    distinct: int
    examples: tuple[str, ...]


def plain(value: Any) -> str:
    """Return a property as short text; nested values and nothing become empty."""
    if isinstance(value, bool) or value is None or isinstance(value, (list, dict)):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    readable = (" " if unicodedata.category(sign)[0] == "C" else sign for sign in str(value))
    return " ".join("".join(readable).split())[:_LONGEST]


def people(text: str) -> int | None:
    """Read a number of people, whatever separates its thousands; None for anything else."""
    digits = "".join(sign for sign in text if sign not in " .,'")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 8 else None


def properties(features: Sequence[Raw]) -> tuple[Property, ...]:
    """Return the properties that say anything, in the order of the file."""
    values: dict[str, list[str]] = {}
    for raw in features:
        for name, value in raw.properties.items():
            text = plain(value)
            if text:
                values.setdefault(name, []).append(text)
    return tuple(
        Property(name, len(found), len(set(found)), tuple(dict.fromkeys(found))[:3])
        for name, found in values.items()
    )


def likely_name(found: Sequence[Property], count: int) -> str:
    """Return the property that most likely holds the name, or ''."""
    return _likely(found, _NAME_WORDS, count, words_only=False)


def likely_code(found: Sequence[Property], count: int) -> str:
    """Return the property that most likely holds the official code, or ''."""
    return _likely(found, _CODE_WORDS, count, words_only=True)


def likely_population(found: Sequence[Property]) -> str:
    """Return the property that is called as a population is, or ''."""
    return next((one.name for one in found if one.name.strip().casefold() in _POPULATION_WORDS), "")


def _likely(
    properties: Sequence[Property], words: Sequence[str], count: int, *, words_only: bool
) -> str:
    """Return the property whose name and values look most like names (or codes)."""

    def points(found: Property) -> float:
        folded = found.name.strip().casefold()
        if folded in _ROW_NUMBERS:
            return 0.0
        exact = max((3 - i / 10 for i, word in enumerate(words) if folded == word), default=0.0)
        part = 1.0 if any(word in folded for word in words) else 0.0
        letters = any(sign.isalpha() for example in found.examples for sign in example)
        wordy = 0.0 if words_only else 0.5 * letters
        return max(exact, part) + wordy + found.distinct / max(count, 1)

    ranked = sorted(properties, key=points, reverse=True)
    if not ranked or points(ranked[0]) < (1.9 if words_only else 1.0):
        return ""
    return ranked[0].name
