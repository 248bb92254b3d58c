# SPDX-License-Identifier: GPL-3.0-or-later
"""Stop words that make a record into intelligence, politely and while they are typed.

Who leads, who carries weapons, names, nicknames, plates and addresses help nobody we work for and
can kill who is found with them. The words are a data file per language; every file is read
whatever the language of the screen, because people write in the one they speak.
"""

import csv
import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from desktop.core import paths
from desktop.core.i18n import N_, _

LANGUAGES = ("es", "pt_BR", "en")
ADVICE: Mapping[str, str] = {
    "group": N_("It seems to name a group. Write only “a group”."),
    "leader": N_("It seems to say who leads. Leave it out: it protects nobody."),
    "armed": N_("It seems to say who is armed. Write only what happened."),
    "nickname": N_("It seems to hold a nickname. Write “a person” instead."),
    "place": N_("It seems to hold an address. Write only the kind of place."),
    "plate": N_("It seems to hold a plate. Write only “a vehicle”."),
    "phone": N_("It seems to hold a telephone number. It belongs in nobody's incident."),
    "route": N_("It seems to say where something is kept or moved. Leave it out."),
    "informer": N_("It seems to say who informs. Answer the question about rumours instead."),
}
"""What to write instead, by what was found."""
_PLATE = re.compile(
    r"\b(?:[A-Z]{3}[- ]?(?:\d{3,4}|\d[A-Z]\d{2})|[A-Z]\d{3}[A-Z]{3}"
    r"|[a-z]{3}-?(?:\d{3}|\d[a-z]\d{2}))\b"
)
"""Of the countries we work in; capitals tell a plate from a word before a figure."""
_PHONE = re.compile(r"(?<![\d/.-])(?:\+?\d[ .-]?){8,13}\d(?![\d/])")
_DAY = re.compile(r"\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b")


def found(text: str | None) -> list[str]:
    """Return what a text seems to hold, in the order of the advice."""
    if not text or len(text) < 3:
        return []
    plain = _folded(text)
    kinds = {kind for kind, pattern in _patterns() if pattern.search(plain)}
    if _PLATE.search(text):
        kinds.add("plate")
    if _PHONE.search(_DAY.sub(" ", plain)):
        kinds.add("phone")
    return [kind for kind in ADVICE if kind in kinds]


def advice(text: str | None) -> str:
    """Return what to write instead, in the language in force; empty where nothing was found."""
    return " ".join(_(ADVICE[kind]) for kind in found(text))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words: dict[str, list[str]] = {}
    for language in LANGUAGES:
        with paths.resource("notices", f"{language}.csv").open(
            encoding="utf-8", newline=""
        ) as file:
            for row in csv.DictReader(file):
                words.setdefault(row["kind"], []).append(_expression(row["words"]))
    return tuple(
        (kind, re.compile(r"(?<!\w)(?:" + "|".join(each) + r")(?!\w)"))
        for kind, each in words.items()
    )


def _expression(words: str) -> str:
    """Return the pattern of some words; ``#`` stands for a figure, ``*`` for an ending."""
    parts = re.split(r"([#* ])", _folded(words))
    return "".join(
        {"#": r"\d+\w?", "*": r"\w*", " ": r"\s+"}.get(one, re.escape(one)) for one in parts
    )


def _folded(text: str) -> str:
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))
