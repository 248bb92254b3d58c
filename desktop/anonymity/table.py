# SPDX-License-Identifier: GPL-3.0-or-later
"""A table whose columns are encoded as integers, the form in which the engine works."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from desktop.core.errors import UserError
from desktop.core.i18n import N_

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

STAR = "*"
BLOCK = 10_000


class Role(StrEnum):
    """What a column may tell; the words are those of ROLES.toml."""

    QUASI = "quasi"
    SENSITIVE = "sensitive"
    IDENTIFIER = "identifier"
    INSENSITIVE = "insensitive"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its distinct values in order of first appearance, and a code per row."""

    name: str
    values: tuple[str, ...]
    codes: Ints

    def labels(self) -> NDArray[np.object_]:
        """Give the column back as text, one cell per row."""
        return np.array(self.values, dtype=object)[self.codes]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of equal length."""

    columns: tuple[Column, ...]
    rows: int

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Find a column; a name the table lacks is the caller's foreseen mistake."""
        for column in self.columns:
            if column.name == name:
                return column
        raise UserError(N_("The table has no column named {column}."), column=name)

    @staticmethod
    def of_columns(cells: Mapping[str, Sequence[str]]) -> "Table":
        """Encode columns given by name; all must have the same length."""
        columns = tuple(encode(name, values) for name, values in cells.items())
        lengths = {len(column.codes) for column in columns}
        if len(lengths) > 1:
            raise UserError(N_("The columns of the table differ in length."))
        return Table(columns, lengths.pop() if lengths else 0)

    @staticmethod
    def of_rows(names: Sequence[str], rows: Iterable[Sequence[str]]) -> "Table":
        """Encode rows of text; every row must have one cell per name."""
        if len(set(names)) != len(names):
            raise UserError(N_("Two columns of the table have the same name."))
        growing = [_Growing() for _name in names]
        source, read = iter(rows), 0
        # Block by block: a million rows held as lists would take minutes and gigabytes.
        while block := list(islice(source, BLOCK)):
            _check_width(block, len(names), read)
            for column, cells in zip(growing, zip(*block, strict=True), strict=True):
                column.add(cells)
            read += len(block)
        columns = (column.close(name) for name, column in zip(names, growing, strict=True))
        return Table(tuple(columns), read)


def encode(name: str, values: Sequence[str]) -> Column:
    """Number the distinct values of a column by first appearance."""
    growing = _Growing()
    growing.add(values)
    return growing.close(name)


def relabel(name: str, labels: Sequence[str], codes: Ints) -> Column:
    """Make a column of codes into labels, where labels may repeat or not occur at all."""
    used, first = np.unique(codes, return_index=True)
    meaning = encode(name, [labels[code] for code in used[np.argsort(first)]])
    fresh = np.zeros(len(labels), np.int64)
    fresh[used[np.argsort(first)]] = meaning.codes
    return Column(name, meaning.values, fresh[codes])


class _Growing:
    """A column while it is read."""

    def __init__(self) -> None:
        self.index: dict[str, int] = {}
        self.codes: list[Ints] = []

    def add(self, values: Sequence[str]) -> None:
        for value in dict.fromkeys(values):
            self.index.setdefault(value, len(self.index))
        codes = map(self.index.__getitem__, values)
        self.codes.append(np.fromiter(codes, dtype=np.int64, count=len(values)))

    def close(self, name: str) -> Column:
        codes = np.concatenate(self.codes) if self.codes else np.zeros(0, np.int64)
        return Column(name, tuple(self.index), codes)


def _check_width(block: Sequence[Sequence[str]], width: int, before: int) -> None:
    for number, row in enumerate(block, start=before + 1):
        if len(row) != width:
            raise UserError(
                N_("Row {row} has {found} cells where {expected} were expected."),
                row=number,
                found=len(row),
                expected=width,
            )
