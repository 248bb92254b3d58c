# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sentence in the catalogue may not say, in each language."""

import re
from string import Formatter

# Each of these harms or shames the people the programme serves: domain words, chosen with care.
_SHAMING = {
    "en": r"beneficiar|offender|ex-?convict|\bclients?\b|illegal (alien|immigrant)",
    "es": r"\bretenid[oa]s?\b|delincuente|\bbandid[oa]|indocumentad|autodefensa"
    r"|ex-?convict|beneficiari",
    "pt_BR": r"\bretid[oa]s?\b|delinquente|\bbandid[oa]|indocumentad|autodefesa"
    r"|disque-den[uú]ncia|ex-?convict|ex-?condenad|ex-?presidi[aá]ri|benefici[aá]ri",
}
# "menor" compares; as a noun for a child it is out of the law's language since the CRC.
_MINOR = (
    r"\bmenor(es)? (de edad|de idade|de \d+ an|infra[ct]*tor)"
    r"|\b(un|una|unos|unas|los|las|um|uma|uns|umas|os|as|dos|das|al|ao|del)"
    r" menor(es)?(?=\s*([,.;:)]|$)|\s(y|e|o|ou|no|en|em|con|com|fue|foi)\b)"
)


def shaming(text: str, language: str) -> str:
    """Return the words of a sentence that may not stand in this language, or nothing."""
    pattern = _SHAMING[language] + (f"|{_MINOR}" if language != "en" else "")
    match = re.search(pattern, text, re.IGNORECASE)
    return match[0] if match else ""


def torn(source: list[str], translated: list[str]) -> list[str]:
    """Return the forms whose holes are those of no form of the source."""
    known = [holes(form) for form in source]
    return [form for form in translated if holes(form) not in known]


def holes(text: str) -> set[str]:
    """Return the names in braces that the program fills in."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
