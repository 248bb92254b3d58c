# SPDX-License-Identifier: GPL-3.0-or-later
"""Which column is which field and which value is which code: kept, edited by hand, used again.

As TOML: ``[columns]`` our field = their header, ``[values.FIELD]`` theirs = our code, ``[read]``
delimiter, encoding, sheet, header_row, date_order, decimal. The value "" stands for an empty cell:
with no column for the field it is a fixed value for every row.
"""

import re
import tomllib
from collections.abc import Mapping as Pairs
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.imports.errors import BrokenMap, TooLarge, UnreadableFile
from desktop.imports.reading import SETTINGS

_LARGEST = 2_000_000
_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_FAULTS = (tomllib.TOMLDecodeError, RecursionError, OverflowError, ValueError)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Columns by field, codes by field and value, settings of the reading."""

    columns: Pairs[str, str] = field(default_factory=dict)
    values: Pairs[str, Pairs[str, str]] = field(default_factory=dict)
    read: Pairs[str, str | int] = field(default_factory=dict)

    def fixed(self, name: str) -> str:
        """Return the value every row gets, for a field without a column."""
        return "" if name in self.columns else self.values.get(name, {}).get("", "")

    def fields(self) -> set[str]:
        """Return the names of all fields this mapping fills."""
        return set(self.columns) | {name for name in self.values if self.fixed(name)}

    def toml(self) -> str:
        """Write the mapping as TOML."""
        parts = [_table("columns", self.columns)]
        parts += [
            _table(f"values.{_key(name)}", pairs) for name, pairs in self.values.items() if pairs
        ]
        parts.append(_table("read", self.read))
        return "\n".join(part for part in parts if part)


def from_toml(text: str) -> Mapping:
    """Read a mapping; BrokenMap when it is not one."""
    try:
        found = tomllib.loads(text)
    except _FAULTS:
        raise BrokenMap from None
    values = found.get("values", {})
    read = found.get("read", {})
    if set(found) - {"columns", "values", "read"} or not isinstance(values, dict):
        raise BrokenMap
    if not isinstance(read, dict) or set(read) - set(SETTINGS):
        raise BrokenMap
    if not all(type(value) in (str, int) for value in read.values()):
        raise BrokenMap
    return Mapping(
        columns=_pairs(found.get("columns", {})),
        values={str(name): _pairs(pairs) for name, pairs in values.items()},
        read=dict(read),
    )


def load(path: Path) -> Mapping:
    """Read a mapping from a file."""
    try:
        if path.stat().st_size > _LARGEST:
            raise TooLarge
        text = path.read_text(encoding="utf-8-sig")
    except OSError:
        raise UnreadableFile from None
    except UnicodeDecodeError:
        raise BrokenMap from None
    return from_toml(text)


def _pairs(found: Any) -> dict[str, str]:
    if not isinstance(found, dict):
        raise BrokenMap
    if not all(isinstance(value, str) for value in found.values()):
        raise BrokenMap
    return dict(found)


def _table(name: str, pairs: Pairs[str, str | int]) -> str:
    if not pairs:
        return ""
    lines = [f"{_key(key)} = {_value(value)}" for key, value in pairs.items()]
    return "\n".join([f"[{name}]", *lines, ""])


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _value(name)


def _value(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    return '"' + "".join(_escaped(letter) for letter in value) + '"'


def _escaped(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    if letter < " " or letter == "\x7f":
        return f"\\u{ord(letter):04x}"
    return letter
