# SPDX-License-Identifier: GPL-3.0-or-later
"""One cell of text becomes one value of a field, or a UserError that says why it cannot."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

from desktop.core import cells, clock, dates, money
from desktop.core.errors import UserError
from desktop.core.fields import FieldSpec, Kind
from desktop.core.i18n import N_
from desktop.imports import words
from desktop.imports.guess import month_named
from desktop.imports.reading import DAY_FIRST, MONTH_FIRST, Reading

Converter = Callable[[str], object]

_THREE = re.compile(
    r"(\d{1,4})[/. -](\d{1,2})[/. -](\d{1,4})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?"
    r"(?: ?([ap])\.? ?m\.?)?(?:Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII | re.IGNORECASE,
)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.ASCII)
_YEAR_MONTH = re.compile(r"(\d{4})[/. -]?[mM]?(\d{1,2})", re.ASCII)
_MONTH_YEAR = re.compile(r"(\d{1,2})[/. -](\d{4})", re.ASCII)
_YEAR = re.compile(r"(\d{4})", re.ASCII)
_WORDED = re.compile(r"(\d{1,2})?\D*?([^\W\d]{3,})\D*?(\d{4}|\d{2})")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
_LIST_MARKS = re.compile(r"[;|,/\n]")
_YES = frozenset({"yes", "y", "si", "s", "sim", "x", "1", "true", "verdadero", "verdadeiro", "v"})
_NO = frozenset({"no", "n", "nao", "0", "false", "falso", "f"})


def converter(
    spec: FieldSpec,
    reading: Reading,
    values: Mapping[str, str],
    find: Callable[[FieldSpec, str], str | None],
) -> Converter:
    """Return what turns a cell into a value of the field; an empty cell becomes None."""
    convert = _by_kind(spec, reading, find)

    def whole(text: str) -> object:
        text = values.get(text.strip(), text.strip())
        return convert(cells.plain(text)) if text else None

    return whole


def partial_date(text: str, order: str) -> str:
    """Return the stored form of a date of any precision."""
    if found := _THREE.fullmatch(text) or _COMPACT.fullmatch(text):
        return _day(found[1], found[2], found[3], order).isoformat()
    if found := _YEAR_MONTH.fullmatch(text):
        return _month(int(found[1]), int(found[2]))
    if found := _MONTH_YEAR.fullmatch(text):
        return _month(int(found[2]), int(found[1]))
    if found := _YEAR.fullmatch(text):
        return str(dates.parse(text))
    if (found := _WORDED.fullmatch(text.strip(" ."))) and (month := month_named(text)):
        return _worded(found, month)
    raise UserError(N_("This is not a date we know."))


def day(text: str, order: str) -> date:
    """Return a whole day."""
    found = dates.parse(partial_date(text, order))
    if found.precision != "day":
        raise UserError(N_("This date needs a day."))
    return found.first


def moment(text: str, order: str) -> datetime:
    """Return a moment, taken as local time."""
    found = _THREE.fullmatch(text)
    start = day(text, order)
    hour, minute = (int(found[4] or 0), int(found[5] or 0)) if found else (0, 0)
    if found and found[7]:
        hour = hour % 12 + (12 if found[7].lower() == "p" else 0)
    try:
        return datetime(start.year, start.month, start.day, hour, minute).astimezone()
    except ValueError:
        raise UserError(N_("This time of day does not exist.")) from None


def number(text: str, decimal: str) -> float:
    """Return a number written with the file's decimal mark; the other mark groups thousands."""
    other = "." if decimal == "," else ","
    grouped = re.compile(
        rf"[+-]?\d{{1,3}}(?:[{other} \u00a0]\d{{3}})+(?:[{decimal}]\d+)?", re.ASCII
    )
    if grouped.fullmatch(text):
        text = re.sub(rf"[{other} \u00a0]", "", text)
    plain = text.replace(decimal, ".") if text.count(decimal) == 1 else text
    if not _NUMBER.fullmatch(plain) or len(plain) > 30:
        raise UserError(N_("This is not a number."))
    return float(plain)


def _by_kind(
    spec: FieldSpec, reading: Reading, find: Callable[[FieldSpec, str], str | None]
) -> Converter:
    order, decimal = reading.date_order, reading.decimal
    converters: dict[Kind, Converter] = {
        Kind.TEXT: lambda text: " ".join(text.split()),
        Kind.NOTE: lambda text: text,
        Kind.CODE: lambda text: _code(spec.about.codes, text),
        Kind.CODES: lambda text: _codes(spec.about.codes, text),
        Kind.DATE: lambda text: day(text, order),
        Kind.PARTIAL_DATE: lambda text: partial_date(text, order),
        Kind.MOMENT: lambda text: moment(text, order),
        Kind.MONEY: money.read,
        Kind.NUMBER: lambda text: _whole_number(text, decimal),
        Kind.DECIMAL: lambda text: number(text, decimal),
        Kind.YES_NO: _yes_no,
        Kind.LINK: lambda text: _linked(spec, text, find),
        Kind.LINKS: lambda text: [_linked(spec, part, find) for part in _parts(text)],
    }
    return converters[spec.kind]


def _day(first: str, second: str, third: str, order: str) -> date:
    if len(first) > 2:
        year, month, day_of_month = int(first), int(second), int(third)
    elif order == MONTH_FIRST:
        year, month, day_of_month = int(third), int(first), int(second)
    elif order == DAY_FIRST:
        year, month, day_of_month = int(third), int(second), int(first)
    else:
        raise UserError(N_("The order of day and month is not known yet."))
    if len(third) == 2 and len(first) <= 2:
        year = _century(year)
    return _real(year, month, day_of_month)


def _real(year: int, month: int, day_of_month: int) -> date:
    return dates.parse(f"{year:04d}-{month:02d}-{day_of_month:02d}").first


def _month(year: int, month: int) -> str:
    return str(dates.parse(f"{year:04d}-{month:02d}"))


def _worded(found: "re.Match[str]", month: int) -> str:
    year = int(found[3]) if len(found[3]) > 2 else _century(int(found[3]))
    return _real(year, month, int(found[1])).isoformat() if found[1] else _month(year, month)


def _century(year: int) -> int:
    """Return the year two digits stand for: never more than one year ahead."""
    this = clock.today().year
    near = this // 100 * 100 + year
    return near if near <= this + 1 else near - 100


def _whole_number(text: str, decimal: str) -> int:
    found = number(text, decimal)
    if not found.is_integer() or abs(found) > 1e15:
        raise UserError(N_("This is not a whole number."))
    return int(found)


def _yes_no(text: str) -> bool:
    word = words.fold(text)
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise UserError(N_("This is neither yes nor no."))


def _code(name: str, text: str) -> str:
    if text.startswith("own:"):
        return text
    found = words.certain(name).get(words.fold(text))
    if found is None:
        raise UserError(N_("This value is not in the list. Choose an answer for it."))
    return found


def _codes(name: str, text: str) -> list[str]:
    if not name:
        return _parts(text)
    whole = words.certain(name).get(words.fold(text))
    if whole:
        return [whole]
    return list(dict.fromkeys(_code(name, part) for part in _parts(text)))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _LIST_MARKS.split(text) if part.strip()]


def _linked(spec: FieldSpec, text: str, find: Callable[[FieldSpec, str], str | None]) -> str:
    found = find(spec, text)
    if found is None:
        raise UserError(N_("No record with this name or code was found."))
    return found
