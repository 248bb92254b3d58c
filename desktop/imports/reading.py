# SPDX-License-Identifier: GPL-3.0-or-later
"""How a file is to be read: every part can be detected, shown, and changed by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from desktop.imports.errors import BadReading

LARGEST_FILE = 200_000_000
MOST_ROWS = 1_048_576  # a spreadsheet program holds no more
MOST_COLUMNS = 2_000
LONGEST_LINE = 4_000_000

CSV, XLSX, XLS = "csv", "xlsx", "xls"
DAY_FIRST, MONTH_FIRST, YEAR_FIRST, UNCLEAR = "dmy", "mdy", "ymd", ""
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "latin-1", "cp850", "mac_roman")


@dataclass(frozen=True, slots=True)
class Column:
    """What the values of one column look like; ``values`` are all different ones, if few."""

    name: str
    looks: str = "text"  # date, number, code (digits with leading zeros), text, empty
    samples: tuple[str, ...] = ()
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The answers to every question a table file leaves open.

    ``header_row`` counts from 1 as a spreadsheet program shows it; 0 means that there is none.
    ``date_order`` is empty where the dates could be day first or month first: then we ask.
    """

    kind: str
    encoding: str = ""
    delimiter: str = ""
    line_end: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    header_row: int = 1
    decimal: str = "."
    date_order: str = UNCLEAR
    columns: tuple[Column, ...] = field(default=(), compare=False)

    def column(self, name: str) -> Column | None:
        """Return what is known about a column."""
        return next((column for column in self.columns if column.name == name), None)

    def dates_are_unclear(self) -> bool:
        """Tell whether somebody has to say what the order of the dates is."""
        return self.date_order == UNCLEAR and any(column.looks == "date" for column in self.columns)

    def settings(self) -> dict[str, str | int]:
        """Return what a saved mapping keeps, as its table ``[read]``."""
        kept = {name: getattr(self, name) for name in SETTINGS if getattr(self, name) != ""}
        return kept if self.kind == CSV else {k: v for k, v in kept.items() if k not in _TEXT_ONLY}

    def changed(self, settings: Mapping[str, object]) -> "Reading":
        """Return this reading with settings put in place of what was detected."""
        for name, value in settings.items():
            if name not in SETTINGS or not _CHECKS[name](value):
                raise BadReading(name)
        named = {name: _spelt(name, value) for name, value in settings.items()}
        return replace(self, **named)  # type: ignore[arg-type] # checked one by one above


SETTINGS = ("delimiter", "encoding", "sheet", "header_row", "date_order", "decimal")
_TEXT_ONLY = ("delimiter", "encoding")
_NAMES = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_CHECKS = {
    "delimiter": lambda value: _NAMES.get(str(value), value) in DELIMITERS,
    "encoding": lambda value: isinstance(value, str) and _encoding(value) in ENCODINGS,
    "sheet": lambda value: isinstance(value, str),
    "header_row": lambda value: type(value) is int and 0 <= value <= MOST_ROWS,
    "date_order": lambda value: str(value).lower() in {DAY_FIRST, MONTH_FIRST, YEAR_FIRST, UNCLEAR},
    "decimal": lambda value: value in {".", ","},
}


def _spelt(name: str, value: object) -> object:
    if name == "delimiter":
        return _NAMES.get(str(value), value)
    if name == "encoding":
        return _encoding(str(value))
    return str(value).lower() if name == "date_order" else value


def _encoding(name: str) -> str:
    """Return our name of an encoding people write in many ways."""
    plain = name.strip().lower().replace("_", "-")
    known = {
        "utf8": "utf-8", "utf-8-bom": "utf-8-sig", "windows-1252": "cp1252", "ansi": "cp1252",
        "iso-8859-1": "latin-1", "latin1": "latin-1", "mac-roman": "mac_roman",
        "macintosh": "mac_roman", "utf16": "utf-16", "utf32": "utf-32",
    }  # fmt: skip
    return known.get(plain, plain)
