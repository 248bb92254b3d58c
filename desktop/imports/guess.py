# SPDX-License-Identifier: GPL-3.0-or-later
"""What the cells of a table say about it: header row, order of dates, decimal mark, columns."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import multimode

from desktop.imports.reading import DAY_FIRST, MONTH_FIRST, UNCLEAR, YEAR_FIRST, Column
from desktop.imports.sheet import Numbered

_NUMERIC_DATE = re.compile(
    r"(?P<a>\d{1,4})[/.-](?P<b>\d{1,2})[/.-](?P<c>\d{1,4})(?:[T ,].*)?", re.ASCII
)
_WORDED_DATE = re.compile(r"\d{0,2}[ /.-]?(?:de )?[^\W\d]{3,10}\.?[ /.-](?:de )?\d{2,4}")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*", re.ASCII)
_ZEROS = re.compile(r"0\d+", re.ASCII)
_POINT = re.compile(r"[+-]?\d+(?:,\d{3})*\.(?:\d{1,2}|\d{4,})", re.ASCII)
_COMMA = re.compile(r"[+-]?\d+(?:\.\d{3})*,(?:\d{1,2}|\d{4,})", re.ASCII)
_MONTHS_OF_YEAR = 12
_MOSTLY = 0.8
_FEW_VALUES = 200
_ALL_VALUES = 400_000
_HEAD = 30


@dataclass(slots=True)
class Values:
    """The different values of every column, as many as memory allows."""

    header: Sequence[str]
    seen: list[dict[str, None]] = field(default_factory=list)
    most: int = 5_000

    def __post_init__(self) -> None:
        self.seen = [{} for _name in self.header]
        self.most = max(_FEW_VALUES + 1, min(self.most, _ALL_VALUES // max(1, len(self.header))))

    def add(self, cells: Sequence[str]) -> None:
        """Take note of one row."""
        for values, cell in zip(self.seen, cells, strict=False):
            if cell not in values and len(values) < self.most:
                values[cell] = None


def header_row(head: Sequence[Numbered]) -> int:
    """Return the number of the header row, 0 if there is none.

    It is the first row about as wide as the table, made of different words, where the rows below
    hold other kinds of things or at least are as full. Titles above it are narrower.
    """
    width = max(multimode(_filled(cells) for _number, cells in head[:_HEAD]), default=0)
    for place, (number, cells) in enumerate(head[:_HEAD]):
        below = [row for _number, row in head[place + 1 :]]
        if _filled(cells) < max(1, width * _MOSTLY) or not below:
            continue
        return number if _names_columns(cells, below) else 0
    return head[0][0] if head else 0


def columns(values: Values) -> tuple[Column, ...]:
    """Return what every column looks like."""
    found = []
    for name, seen in zip(values.header, values.seen, strict=True):
        filled = [value.strip() for value in seen if value.strip()]
        few = tuple(dict.fromkeys(filled)) if len(seen) <= _FEW_VALUES else ()
        found.append(Column(name, looks(filled), tuple(filled[:5]), few))
    return tuple(found)


def looks(filled: Sequence[str]) -> str:
    """Return which kind of thing most of the values are."""
    if not filled:
        return "empty"
    enough = len(filled) * _MOSTLY
    if sum(is_date(value) for value in filled) >= enough:
        return "date"
    if sum(bool(_NUMBER.fullmatch(value)) for value in filled) >= enough:
        return "code" if any(_ZEROS.fullmatch(value) for value in filled) else "number"
    return "text"


def is_date(value: str) -> bool:
    """Tell whether a text is shaped like a date."""
    found = _NUMERIC_DATE.fullmatch(value)
    if found:
        return sorted(map(len, found.group("a", "c")))[0] <= 2
    return bool(_WORDED_DATE.fullmatch(value)) and month_named(value) is not None


def date_order(dates: Iterable[str]) -> str:
    """Return the order of day and month that all dates allow; UNCLEAR if both or neither do."""
    day_first = month_first = year_first = unclear = 0
    for value in dates:
        found = _NUMERIC_DATE.fullmatch(value)
        if not found:
            continue
        first, second = found["a"], int(found["b"])
        if len(first) > 2:
            year_first += 1
        elif int(first) > _MONTHS_OF_YEAR:
            day_first += 1
        elif second > _MONTHS_OF_YEAR:
            month_first += 1
        else:
            unclear += 1
    if bool(day_first) == bool(month_first):
        settled = not (unclear or day_first) and year_first
        return YEAR_FIRST if settled else UNCLEAR
    return DAY_FIRST if day_first else MONTH_FIRST


def decimal_of(values: Iterable[str], delimiter: str) -> str:
    """Return the decimal mark the numbers use; where none has any, what goes with the delimiter."""
    points = commas = 0
    for value in values:
        points += bool(_POINT.fullmatch(value))
        commas += bool(_COMMA.fullmatch(value))
    if points == commas:
        return "," if delimiter == ";" else "."
    return "." if points > commas else ","


_MONTH_WORDS = {
    word: number
    for number, words in enumerate(
        (
            ("ene", "jan"), ("feb", "fev"), ("mar",), ("abr", "apr"), ("may", "mai"), ("jun",),
            ("jul",), ("ago", "aug"), ("sep", "set"), ("oct", "out"), ("nov",),
            ("dic", "dez", "dec"),
        ),
        start=1,
    )
    for word in words
}  # fmt: skip
_WORD = re.compile(r"[^\W\d]{3,}")


def month_named(value: str) -> int | None:
    """Return the month that a text names in Spanish, Portuguese or English."""
    words = [word for word in _WORD.findall(value.lower()) if word != "del"]
    return _MONTH_WORDS.get(words[0][:3]) if len(words) == 1 else None


def _filled(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def _names_columns(cells: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Tell whether a row names columns: words, all different, unlike the values under them."""
    texts = [cell.strip() for cell in cells if cell.strip()]
    if any(is_date(text) or _NUMBER.fullmatch(text) for text in texts):
        words = sum(looks([text]) == "text" for text in texts)
        return words >= len(texts) * _MOSTLY and len(set(texts)) == len(texts)
    if len(set(texts)) < len(texts) * _MOSTLY:
        return False
    repeated = 0
    for place, cell in enumerate(cells):
        column = [row[place].strip() for row in below if place < len(row)]
        if looks([value for value in column if value]) not in {"text", "empty"}:
            return True
        repeated += bool(cell.strip()) and cell.strip() in column
    return repeated <= len(texts) / 2
