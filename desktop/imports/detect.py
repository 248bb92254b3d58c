# SPDX-License-Identifier: GPL-3.0-or-later
"""What a file is, told from its content alone: names and extensions are often wrong."""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path

from desktop.imports import csv_file, guess, sheet, workbook
from desktop.imports.errors import (
    BadReading,
    EmptyFile,
    MapFile,
    NoSuchSheet,
    NotASpreadsheet,
    UnreadableFile,
)
from desktop.imports.reading import CSV, XLS, XLSX, Reading

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_SHEETS = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")  # workbooks without a container
_OTHERS = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!",
    b"SQLite format 3",
)  # fmt: skip
_MARKUP = re.compile(rb"\s*<(?:!DOCTYPE|html|\?xml|table|svg)", re.IGNORECASE)
_JSON = re.compile(rb"\s*(?:\{\s*[\"}]|\[\s*[\[\]{\"\d])")
_START = 65_536
_PROBED = {CSV: 100_000, XLSX: 5_000, XLS: 5_000}  # rows; a workbook is read twenty times slower


def sniff(path: Path, settings: Mapping[str, object] | None = None) -> Reading:
    """Return how to read the file; settings made by hand or saved before are kept."""
    sheet.check_size(path)
    try:
        reading = _opened(path, settings or {})
        return _measured(path, reading, settings or {})
    except OSError:
        raise UnreadableFile from None


def kind_of(start: bytes) -> str:
    """Return csv, xlsx or xls from the first bytes; other kinds are refused by name."""
    if start.startswith(_ZIP):
        return XLSX
    if start.startswith(_OLE) or (start.startswith(_OLD_SHEETS) and b"\0" in start[:8]):
        return XLS
    plain = start.removeprefix(b"\xef\xbb\xbf")
    if plain.startswith(_OTHERS) or _MARKUP.match(plain):
        raise NotASpreadsheet
    if _JSON.match(plain):
        raise MapFile
    return CSV


def _opened(path: Path, settings: Mapping[str, object]) -> Reading:
    """Return what can be said before a single row is read."""
    with path.open("rb") as file:
        start = file.read(_START)
    kind = kind_of(start)
    if kind == CSV:
        return _opened_csv(path, start, settings)
    sheets = workbook.xlsx_sheets(path) if kind == XLSX else workbook.xls_sheets(path)
    reading = Reading(kind, sheets=sheets, sheet=sheets[0])
    wanted = settings.get("sheet", "")
    if wanted and wanted not in sheets:
        raise NoSuchSheet(", ".join(sheets))
    if wanted:
        return reading.changed({"sheet": wanted})
    filled = (name for name in sheets if _has_rows(path, replace(reading, sheet=name)))
    return replace(reading, sheet=next(filled, sheets[0]))


def _opened_csv(path: Path, start: bytes, settings: Mapping[str, object]) -> Reading:
    chosen = {key: settings[key] for key in ("encoding", "delimiter") if settings.get(key)}
    reading = Reading(CSV).changed(chosen)
    encoding = reading.encoding or csv_file.encoding_of(path)
    csv_file.check_is_text(start, encoding)
    delimiter = reading.delimiter
    if not delimiter:
        delimiter = csv_file.delimiter_of(csv_file.first_lines(path, encoding))
    line_end = csv_file.line_end_of(start, encoding)
    return replace(reading, encoding=encoding, delimiter=delimiter, line_end=line_end)


def _has_rows(path: Path, reading: Reading) -> bool:
    return len(list(islice(sheet.numbered(path, reading), 2))) > 1


def _measured(path: Path, reading: Reading, settings: Mapping[str, object]) -> Reading:
    """Add what only the rows can tell."""
    head = list(islice(sheet.numbered(path, reading), 100))
    if not head:
        raise EmptyFile
    reading = replace(reading, header_row=guess.header_row(head))
    if settings.get("sheet") and reading.kind == CSV:
        raise BadReading("sheet")
    given = {key: value for key, value in settings.items() if value != ""}
    if reading.kind != CSV:
        given = {key: value for key, value in given.items() if key not in {"encoding", "delimiter"}}
    reading = reading.changed(given)
    table = sheet.rows(path, reading)
    values = guess.Values(table.header)
    for _number, cells in islice(table.rows, _PROBED[reading.kind]):
        values.add(cells)
    columns = guess.columns(values)
    dates = (
        value
        for column, seen in zip(columns, values.seen, strict=True)
        if column.looks == "date"
        for value in seen
    )
    numbers = (
        value
        for column, seen in zip(columns, values.seen, strict=True)
        if column.looks == "number"
        for value in seen
    )
    found = replace(
        reading,
        columns=columns,
        date_order=guess.date_order(value.strip() for value in dates),
        decimal=guess.decimal_of((value.strip() for value in numbers), reading.delimiter),
    )
    return found.changed({key: given[key] for key in ("date_order", "decimal") if key in given})
