# SPDX-License-Identifier: GPL-3.0-or-later
"""CSV of any kind: which encoding, which delimiter, and its rows as a stream."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from desktop.imports.errors import BrokenQuotes, NotASpreadsheet, TooLarge, WrongEncoding
from desktop.imports.reading import DELIMITERS, LONGEST_LINE

_CHUNK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LETTERS = frozenset("áéíóúüñçãõâêôàÁÉÍÓÚÜÑÇÃÕÂÊÔÀºª°¿¡–’“”«»")
_BYTES_8BIT = (
    "cp1252",
    "cp850",
    "mac_roman",
)  # old Windows, spreadsheets' "CSV (MS-DOS)", old Macs
_ASCII = bytes(range(0x80))
_FEW = 0.005
_HINT = re.compile(r"\s*sep=(.)\s*", re.IGNORECASE)


def encoding_of(path: Path) -> str:
    """Return the encoding: by its mark, else UTF-8 if valid, else the 8-bit one that spells right.

    An 8-bit encoding cannot be known from the bytes; the one in which they become letters that
    Spanish and Portuguese use is taken.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    high: Counter[int] = Counter()
    valid = True
    with path.open("rb") as file:
        start = file.read(4)
        marked = next((name for mark, name in _MARKS if start.startswith(mark)), "")
        if marked:
            return marked
        file.seek(0)
        while chunk := file.read(_CHUNK):
            valid = valid and _decodes(decoder, chunk, final=False)
            if not valid:
                high.update(chunk.translate(None, _ASCII))
    if valid and _decodes(decoder, b"", final=True):
        return "utf-8"
    return _eight_bit(high)


def check_is_text(start: bytes, encoding: str) -> None:
    """Refuse pictures, archives and other binary content that would pass as 8-bit text."""
    if encoding.startswith(("utf-16", "utf-32")):
        return
    odd = sum(byte < 0x20 and byte not in b"\t\n\r\x00\x1a\x1b\x0c" for byte in start)
    if odd > max(1, len(start) * _FEW) or start.count(0) > len(start) * 0.1:
        raise NotASpreadsheet


def delimiter_of(lines: list[str]) -> str:
    """Return the delimiter that cuts the first lines into the most even rows."""
    if lines and (hint := _HINT.fullmatch(lines[0])) and hint.group(1) in DELIMITERS:
        return hint.group(1)
    scores = {delimiter: _evenness(lines, delimiter) for delimiter in DELIMITERS}
    best = max(scores, key=lambda delimiter: scores[delimiter])
    return best if scores[best] > 0 else ","


def line_end_of(start: bytes, encoding: str) -> str:
    """Return how lines end; a doubled carriage return comes from saving twice in text mode."""
    text = start.decode(encoding, errors="replace")
    found = re.search(r"\r\r\n|\r\n|\n|\r", text)
    return found.group() if found else ""


def first_lines(path: Path, encoding: str, most: int = 200) -> list[str]:
    """Return the first lines that hold something, without their ends."""
    found: list[str] = []
    with open_text(path, encoding) as file:
        for line in _lines(file, encoding):
            if line.strip("\r\n"):
                found.append(line.strip("\r\n"))
            if len(found) >= most:
                break
    return found


def rows(path: Path, encoding: str, delimiter: str) -> Iterator[list[str]]:
    """Yield every row, blank ones as empty lists; an opened quotation mark must be closed."""
    count = 0
    with open_text(path, encoding) as file:
        reader = csv.reader(_lines(file, encoding), delimiter=delimiter, strict=True)
        try:
            for count, row in enumerate(reader, start=1):
                if count == 1 and _is_hint(row, delimiter):
                    yield []
                else:
                    yield row
        except csv.Error as error:
            if "limit" in str(error):
                raise TooLarge from None
            raise BrokenQuotes(count + 1) from None


def open_text(path: Path, encoding: str) -> TextIO:
    """Open for the csv module, which wants to see line ends itself."""
    return path.open(encoding=encoding, newline="")


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _eight_bit(high: Counter[int]) -> str:
    scores = {name: _spelling(high, name) for name in _BYTES_8BIT}
    best = max(_BYTES_8BIT, key=lambda name: scores[name])  # the first wins when they are equal
    if best == "cp1252" and any(byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) for byte in high):
        return "latin-1"
    return best


def _spelling(high: Counter[int], encoding: str) -> float:
    total = sum(high.values()) or 1
    good = sum(
        count
        for byte, count in high.items()
        if bytes([byte]).decode(encoding, errors="replace") in _LETTERS
    )
    return round(good / total, 2)


def _evenness(lines: list[str], delimiter: str) -> float:
    """Return how alike in width the rows are, a little more for more columns; 0 for one column."""
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
    except csv.Error:
        return 0
    wide = Counter({width: count for width, count in widths.items() if width > 1})
    if not wide:
        return 0
    width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
    return count / sum(widths.values()) + min(width, 50) / 1000


def _is_hint(row: list[str], delimiter: str) -> bool:
    return bool(_HINT.fullmatch(delimiter.join(row)))


def _lines(file: TextIO, encoding: str) -> Iterator[str]:
    """Yield lines without NUL; a line that never ends is not a table."""
    try:
        while line := file.readline(LONGEST_LINE):
            if len(line) >= LONGEST_LINE:
                raise TooLarge
            yield line.replace("\0", "") if "\0" in line else line
    except UnicodeError:
        raise WrongEncoding(encoding) from None
