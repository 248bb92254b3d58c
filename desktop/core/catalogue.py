# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a gettext ``.po`` file: a tenth of Babel's time, which the first screen waits for."""

import re
from dataclasses import dataclass, field
from pathlib import Path

BETWEEN = "\x04"
"""Stands between a context and its message, as in compiled catalogues."""

_LINE = re.compile(r'(?:(msg\w+)(?:\[(\d+)\])?\s+)?"(.*)"\s*')
_ESCAPED = re.compile(r"\\(.)")
_SIGNS = {"n": "\n", "t": "\t", "r": "\r"}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Plain messages by their English text, counted ones by their English singular."""

    plain: dict[str, str] = field(default_factory=dict)
    counted: dict[str, tuple[str, str]] = field(default_factory=dict)


def read(path: Path) -> Catalogue:
    """Return the translated messages of a file; obsolete and empty ones are left out."""
    made = Catalogue()
    parts: dict[str, str] = {}
    name = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        found = _LINE.fullmatch(line)
        if found is None:
            continue
        keyword, number, text = found.groups()
        if keyword in ("msgctxt", "msgid") and "msgstr" in name:
            _keep(made, parts)
            parts = {}
        if keyword:
            name = keyword + (number or "")
        parts[name] = parts.get(name, "") + text
    _keep(made, parts)
    return made


def _keep(made: Catalogue, parts: dict[str, str]) -> None:
    whole = {name: _ESCAPED.sub(_sign, text) for name, text in parts.items()}
    message, context = whole.get("msgid", ""), whole.get("msgctxt", "")
    if whole.get("msgstr") and message:
        made.plain[f"{context}{BETWEEN}{message}" if context else message] = whole["msgstr"]
    one, many = whole.get("msgstr0", ""), whole.get("msgstr1", "")
    if one and many:
        made.counted[message] = (one, many)


def _sign(found: re.Match[str]) -> str:
    return _SIGNS.get(found.group(1), found.group(1))
