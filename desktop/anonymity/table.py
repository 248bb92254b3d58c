# SPDX-License-Identifier: GPL-3.0-or-later
"""A table whose columns are encoded as integers, the form in which the engine works."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from desktop.core.errors import UserError
from desktop.core.i18n import N_

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

STAR = "*"


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
        kept = list(rows)
        for number, row in enumerate(kept, start=1):
            if len(row) != len(names):
                raise UserError(
                    N_("Row {row} has {found} cells where {expected} were expected."),
                    row=number,
                    found=len(row),
                    expected=len(names),
                )
        cells = zip(*kept, strict=True) if kept else ([] for name in names)
        return Table.of_columns(dict(zip(names, map(list, cells), strict=True)))


def encode(name: str, values: Sequence[str]) -> Column:
    """Number the distinct values of a column by first appearance."""
    index = {value: code for code, value in enumerate(dict.fromkeys(values))}
    codes = np.fromiter(map(index.__getitem__, values), dtype=np.int64, count=len(values))
    return Column(name, tuple(index), codes)
