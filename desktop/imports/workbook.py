# SPDX-License-Identifier: GPL-3.0-or-later
"""XLSX and XLS: sheets and rows as text, with limits against files made to hurt.

openpyxl and xlrd answer a damaged file with whatever Python error comes first; all of them become
errors of ours here. Both are imported where they are used: most starts of the program need neither.
"""

import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.imports.errors import (
    DamagedFile,
    FileProblem,
    LockedFile,
    NoSuchSheet,
    NotASpreadsheet,
    TooLarge,
)

if TYPE_CHECKING:
    from openpyxl import Workbook

LARGEST_INSIDE = 400_000_000  # bytes of a whole XLSX once unpacked
LARGEST_WORDS = 30_000_000  # bytes of its shared words, which openpyxl holds in memory
LARGEST_PART = 8_000_000  # bytes of styles, themes, links ...: held in memory many times over
LARGEST_XLS = 60_000_000  # xlrd holds the whole file in memory
MOST_PARTS = 5_000
MOST_CELLS = 30_000_000
_RATIO = 200  # honest sheets shrink 5 to 40 times
_SMALL = 10_000_000
_AT_ONCE = 1_000
_START = 65_536
_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RecursionError,
    RuntimeError,
    SyntaxError,  # both XML libraries call a syntax error that
    TypeError,
    ValueError,
    Warning,
    struct.error,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
)
_WORDS_ELSEWHERE = re.compile(
    rb"<[^>]*PartName=\"(?!/xl/sharedStrings\.xml\")[^>]*sharedStrings\+xml", re.IGNORECASE
)
"""The shared words under the name of a sheet: a sheet may be long, they may not."""
_ZEROS = re.compile(r"0{2,20}", re.ASCII)


def xlsx_sheets(path: Path) -> tuple[str, ...]:
    """Return the names of the sheets that hold rows, the visible ones first."""
    with _opened_xlsx(path) as book, _ours():
        return _in_sight([(sheet.title, sheet.sheet_state) for sheet in book.worksheets])


def xlsx_rows(path: Path, name: str) -> Iterator[list[str]]:
    """Yield the rows of one sheet; blank ones are empty lists, a formula is its last result."""
    with _opened_xlsx(path) as book:
        with _ours():
            sheet: Any = next((one for one in book.worksheets if one.title == name), None)
            if sheet is None:
                raise NoSuchSheet(", ".join(book.sheetnames))
            sheet.reset_dimensions()  # what the file says about its size is often wrong
            rows = sheet.iter_rows()
        cells = 0
        while batch := _next(rows):
            cells += sum(map(len, batch))
            if cells > MOST_CELLS:
                raise TooLarge
            with _ours():
                texts = [_trimmed([_xlsx_text(cell) for cell in row]) for row in batch]
            yield from texts


def xls_sheets(path: Path) -> tuple[str, ...]:
    """Return the names of the sheets, the visible ones first."""
    with _opened_xls(path) as book, _ours():
        states = [(name, book.sheet_by_name(name).visibility) for name in book.sheet_names()]
        return _in_sight([(name, "hidden" if state else "visible") for name, state in states])


def xls_rows(path: Path, name: str) -> Iterator[list[str]]:
    """Yield the rows of one sheet of an old workbook."""
    with _opened_xls(path) as book:
        with _ours():
            if name not in book.sheet_names():
                raise NoSuchSheet(", ".join(book.sheet_names()))
            sheet = book.sheet_by_name(name)
        for start in range(0, sheet.nrows, _AT_ONCE):
            batch = range(start, min(start + _AT_ONCE, sheet.nrows))
            with _ours():
                texts = [_trimmed([_xls_text(cell, book) for cell in sheet.row(n)]) for n in batch]
            yield from texts


@contextmanager
def _ours() -> Iterator[None]:
    """Turn whatever the libraries raise into an error with a name."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except FileProblem:
        raise
    except MemoryError:
        raise TooLarge from None
    except _FAULTS as fault:
        raise _named(fault) from None


def _named(fault: BaseException) -> FileProblem:
    words = str(fault).lower()
    return LockedFile() if "encrypt" in words or "password" in words else DamagedFile()


def _next(rows: Iterator[Any]) -> list[Any]:
    with _ours():
        return list(islice(rows, _AT_ONCE))


@contextmanager
def _opened_xlsx(path: Path) -> Iterator["Workbook"]:
    with path.open("rb") as file:  # not by its path: openpyxl refuses a wrong extension
        with _ours():
            _check_parts(path)
            from openpyxl import load_workbook

            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            yield book
        finally:
            book.close()


@contextmanager
def _opened_xls(path: Path) -> Iterator[Any]:
    if path.stat().st_size > LARGEST_XLS:
        raise TooLarge
    with _ours():
        content = path.read_bytes()
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise LockedFile
        import xlrd

        faults = (xlrd.XLRDError, xlrd.compdoc.CompDocError)
        try:
            book = xlrd.open_workbook(
                file_contents=content,
                on_demand=True,
                ragged_rows=True,  # or one cell set far away fills millions of empty ones
                logfile=_Silence(),
            )
        except faults as fault:
            raise _named(fault) from None
    try:
        yield book
    except faults as fault:  # a sheet is parsed only when somebody asks for it
        raise _named(fault) from None
    finally:
        book.release_resources()


def _check_parts(path: Path) -> None:
    """Look at the table of contents before anything is unpacked; zipfile keeps to what it says."""
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        names = {part.filename for part in parts}
        if not any(name.endswith("workbook.xml") for name in names):
            raise NotASpreadsheet
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_INSIDE:
            raise TooLarge
        for part in parts:
            _check_part(archive, part)
        if _WORDS_ELSEWHERE.search(archive.read("[Content_Types].xml")):
            raise DamagedFile


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    if part.flag_bits & 0x1:
        raise LockedFile
    swollen = part.file_size > _SMALL and part.file_size > part.compress_size * _RATIO
    if swollen or part.file_size > _most(part.filename.lower()):
        raise TooLarge
    if part.filename.lower().endswith((".xml", ".rels")):
        with archive.open(part) as file:
            start = file.read(_START).replace(b"\0", b"").upper()  # UTF-16 puts a zero beside each
        if b"<!DOCTYPE" in start:
            raise DamagedFile  # entities that grow have no place in a spreadsheet


def _most(name: str) -> int:
    """Return how many bytes one part may have: rows are read as they come, the rest is held."""
    if name.endswith("sharedstrings.xml"):
        return LARGEST_WORDS
    held = name.endswith((".xml", ".rels")) and "/worksheets/sheet" not in name
    return LARGEST_PART if held else LARGEST_INSIDE


def _in_sight(sheets: list[tuple[str, str]]) -> tuple[str, ...]:
    if not sheets:
        raise NotASpreadsheet
    return tuple(name for name, _state in sorted(sheets, key=lambda one: one[1] != "visible"))


def _trimmed(texts: list[str]) -> list[str]:
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _xlsx_text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return "" if cell.data_type == "e" else value.replace("\0", "")
    if isinstance(value, int) and not isinstance(value, bool):
        shape = cell.number_format
        return str(value).zfill(len(shape)) if _ZEROS.fullmatch(shape) else str(value)
    return _plain(value)


def _plain(value: object) -> str:
    writers: dict[type, Callable[[Any], str]] = {
        bool: lambda value: "1" if value else "0",
        float: lambda value: str(int(value)) if value.is_integer() else repr(value),
        datetime: _moment,
        date: date.isoformat,
        time: lambda value: value.isoformat("minutes"),
        timedelta: str,
    }
    return writers.get(type(value), str)(value)


def _moment(value: datetime) -> str:
    value = value.replace(tzinfo=None)
    if value.time() == time():
        return value.date().isoformat()
    return value.isoformat(" ", "minutes" if value.second == 0 else "seconds")


def _xls_text(cell: Any, book: Any) -> str:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value).replace("\0", "")
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return _moment(xlrd.xldate_as_datetime(cell.value, book.datemode))
        except (xlrd.XLDateError, OverflowError, ValueError):
            return _plain(float(cell.value))
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return _plain(float(cell.value))
    return str(int(cell.value)) if cell.ctype == xlrd.XL_CELL_BOOLEAN else ""


class _Silence:
    """Where xlrd's remarks about a file go: they may quote its cells."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        """Nothing is kept back."""
