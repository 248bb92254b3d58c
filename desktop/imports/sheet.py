# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of any table file as text, one after the other, whatever the file is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop.imports import csv_file, workbook
from desktop.imports.errors import EmptyFile, TooLarge, UnreadableFile
from desktop.imports.reading import CSV, LARGEST_FILE, MOST_COLUMNS, MOST_ROWS, XLSX, Reading

Numbered = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A header and the rows under it, each with the number a spreadsheet program shows."""

    header: tuple[str, ...]
    rows: Iterator[Numbered]


def rows(path: Path, reading: Reading) -> Sheet:
    """Open a file as the reading says. Blank rows are dropped, short rows are filled up.

    A row that is longer than the header keeps its length: the check refuses it, because a
    delimiter inside a text has moved its cells.
    """
    found = numbered(path, reading)
    if reading.header_row == 0:
        return _without_header(found)
    for number, cells in found:
        if number >= reading.header_row:
            header = names(cells)
            return Sheet(header, _evened(found, len(header)))
    raise EmptyFile


def numbered(path: Path, reading: Reading) -> Iterator[Numbered]:
    """Yield the rows that hold anything, with their numbers."""
    check_size(path)
    try:
        for number, cells in enumerate(_raw(path, reading), start=1):
            if number > MOST_ROWS or len(cells) > MOST_COLUMNS:
                raise TooLarge
            if any(cell and not cell.isspace() for cell in cells):
                yield number, cells
    except OSError:
        raise UnreadableFile from None


def names(cells: Iterable[str]) -> tuple[str, ...]:
    """Return usable column names: one line, none blank (``#3``), none twice (``Date (2)``)."""
    taken: dict[str, int] = {}
    found = []
    for position, cell in enumerate(cells, start=1):
        name = " ".join(cell.split()) or f"#{position}"
        taken[name] = taken.get(name, 0) + 1
        found.append(name if taken[name] == 1 else f"{name} ({taken[name]})")
    return tuple(found)


def check_size(path: Path) -> None:
    """Refuse what is missing, empty or larger than any table we expect."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise UnreadableFile
    except OSError:
        raise UnreadableFile from None
    if size == 0:
        raise EmptyFile
    if size > LARGEST_FILE:
        raise TooLarge


def _raw(path: Path, reading: Reading) -> Iterator[list[str]]:
    if reading.kind == CSV:
        return csv_file.rows(path, reading.encoding, reading.delimiter)
    if reading.kind == XLSX:
        return workbook.xlsx_rows(path, reading.sheet)
    return workbook.xls_rows(path, reading.sheet)


def _without_header(found: Iterator[Numbered]) -> Sheet:
    first = next(found, None)
    if first is None:
        raise EmptyFile

    def all_of_them() -> Iterator[Numbered]:
        yield first
        yield from found

    header = names("" for _cell in first[1])
    return Sheet(header, _evened(all_of_them(), len(header)))


def _evened(found: Iterator[Numbered], width: int) -> Iterator[Numbered]:
    for number, cells in found:
        if len(cells) > width:
            while len(cells) > width and not cells[-1].strip():
                cells.pop()
        elif len(cells) < width:
            cells.extend([""] * (width - len(cells)))
        yield number, cells
