# SPDX-License-Identifier: GPL-3.0-or-later
"""Distrust what was just written: read it again, count again, look for anybody's name.

Nothing here uses the engine or the sheets' own cells: the files are read as a stranger reads them
and recounted by the naive checker. Every cell must be a word the dataset may use; and no text may
hold a code, a number or a full name the store knows.
"""

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.anonymity import naive
from desktop.anonymity.table import STAR
from desktop.core import codes
from desktop.core.cells import plain
from desktop.core.errors import UserError
from desktop.core.fields import Export
from desktop.core.i18n import N_
from desktop.exports import package, words
from desktop.exports.recipients import Recipient
from desktop.exports.sheets import Heading, Sheet

_SHAPES = {
    Export.AGE_BAND: re.compile(r"\d{1,2}-\d{1,2}|\d{2}\+|"),
    Export.NUMBER_BAND: re.compile(r"\d+(-\d+)?|\d+\+|<\d+|"),
    Export.PERIOD: re.compile(r"\d{4}(-Q[1-4]|-(0[1-9]|1[0-2]))?|"),
    Export.YES_NO: re.compile(r"yes|no|"),
}
_PSEUDONYM = re.compile(r"[A-Z2-7]{16}")
_NUMBER = re.compile(r"\d+")
_HASH = re.compile(r"[0-9a-f]{64}")
ABOUT = "about the person"
ROUNDING = 1e-9
SHORTEST_IN_TEXT = 6
"""A shorter number is found by chance in any text; as a cell of its own it is found anyway."""


class Leak(UserError):
    """The written files say something they must not; they were deleted."""

    def __init__(self, file: str) -> None:
        super().__init__(
            N_(
                "The check of the finished files failed in {file}. They were deleted and nothing "
                "left. Please tell whoever maintains the program."
            ),
            file=file,
        )


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows that no file may say, and the few words of its own that it may."""

    identifiers: frozenset[str]
    places: frozenset[str]
    signs: frozenset[str]


def written(folder: Path, sheets: Sequence[Sheet], recipient: Recipient, known: Known) -> None:
    """Raise Leak unless the files in the folder keep every promise."""
    tables = {sheet.name: read(folder / package.path(sheet), sheet) for sheet in sheets}
    for sheet in sheets:
        if not all(
            _allowed(one, row[one.name], known)
            for row in tables[sheet.name]
            for one in sheet.headings
        ):
            raise Leak(package.path(sheet))
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != package.SUMS:
            cells = path.parent.name in ("data", "tables")
            if not cells and _names_somebody(path.read_text("utf-8"), known.identifiers):
                raise Leak(path.name)
    if not recipient.whole:
        _recount(sheets, tables, recipient)


def read(path: Path, sheet: Sheet) -> list[dict[str, str]]:
    """Read a written table; columns get their field's name back."""
    names = [one.name for one in sheet.headings]
    with io.StringIO(path.read_bytes().decode("utf-8"), newline="") as text:
        rows = list(csv.reader(text, strict=True))
    if [plain(cell) for cell in rows[0]] != words.headers(sheet) or len(rows) != len(
        sheet.rows
    ) + 1:
        raise Leak(package.path(sheet))
    return [dict(zip(names, map(plain, row), strict=True)) for row in rows[1:]]


def _allowed(one: Heading, cell: str, known: Known) -> bool:
    """Tell whether a cell is one of the few things its column may say."""
    if cell == STAR:
        return True
    if one.role == "key":
        return bool(_PSEUDONYM.fullmatch(cell))
    if one.role == "count":
        return cell == "" or bool(_NUMBER.fullmatch(cell))
    if one.role == "label" and cell == "total":
        return True
    if one.transform is Export.PLACE:
        return cell in known.places or cell == ""
    if one.transform is Export.CODE:
        listed: Collection[str] = codes.read(one.codes) if one.codes else known.signs
        return cell in listed or cell in ("", "other")
    shape = _SHAPES.get(one.transform) if one.transform else None
    return shape is not None and bool(shape.fullmatch(cell))


def _names_somebody(text: str, identifiers: Collection[str]) -> bool:
    folded = _HASH.sub("", text).casefold()
    return any(one in folded for one in identifiers)


def _recount(
    sheets: Sequence[Sheet], tables: Mapping[str, list[dict[str, str]]], recipient: Recipient
) -> None:
    """Count k over people, and l and t of every sensitive column, from the rows that were read."""
    about = _about_people(sheets, tables)
    for sheet in sheets:
        rows = tables[sheet.name]
        if sheet.counts:
            _small(sheet, rows, recipient.k)
            continue
        quasi = sheet.of_role("quasi")
        if keyed := sheet.of_role("key"):
            rows = [{**row, ABOUT: about[row[keyed[0]]]} for row in rows]
            quasi = [*quasi, ABOUT]
        if naive.recount(rows, quasi, persons=sheet.persons).k < recipient.k:
            raise Leak(package.path(sheet))
        for name in sheet.of_role("sensitive"):
            before = [{name: value} for value in sheet.before[name]]
            found = naive.recount(rows, quasi, [name], before, sheet.persons)
            if 0 < found.l < recipient.l or found.t > recipient.t + ROUNDING:
                raise Leak(package.path(sheet))


def _about_people(
    sheets: Sequence[Sheet], tables: Mapping[str, list[dict[str, str]]]
) -> dict[str, str]:
    """Return all that the linked tables tell about each person together, as one value."""
    found: dict[str, list[str]] = defaultdict(list)
    for sheet in sheets:
        for key in sheet.of_role("key"):
            for row in tables[sheet.name]:
                told = [row[name] for name in sheet.of_role("quasi")]
                found[row[key]].append("|".join([sheet.name, *told]))
    return {person: " & ".join(sorted(told)) for person, told in found.items()}


def _small(sheet: Sheet, rows: Sequence[Mapping[str, str]], threshold: int) -> None:
    """Refuse a count below the threshold, and a single hidden cell beside its total."""
    labels = sheet.of_role("label")
    count, *more = sheet.of_role("count")
    hidden: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        if row[count] == STAR:
            hidden[tuple(row[name] for name in labels[:-1])] += 1
        numbers = [int(row[name]) for name in (count, *more) if row[name] not in ("", STAR)]
        if more and row[more[0]] not in ("", STAR) and row[count] != STAR:
            numbers.append(int(row[more[0]]) - int(row[count]))
        if any(0 < number < threshold for number in numbers):
            raise Leak(package.path(sheet))
    if (len(labels) == 1 or more) and 1 in hidden.values():
        raise Leak(package.path(sheet))
