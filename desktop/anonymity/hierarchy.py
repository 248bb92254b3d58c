# SPDX-License-Identifier: GPL-3.0-or-later
"""How the values of a column become coarser, level by level, up to the star."""

import csv
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from desktop.anonymity.table import STAR
from desktop.core.errors import UserError
from desktop.core.i18n import N_

DELIMITER = ";"
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """A tree over leaves as ARX files draw it: `levels[level][leaf]` is the label there.

    Level 0 holds the leaves; the last level is one single root. `names` says in words what
    each level is ("5-year band"); where nobody named it the name is empty.
    """

    levels: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]

    @property
    def leaves(self) -> tuple[str, ...]:
        return self.levels[0]

    @property
    def height(self) -> int:
        """How many levels there are, leaves and root included."""
        return len(self.levels)

    def numbers(self) -> tuple[float, ...] | None:
        """Read the leaves as numbers, or say None if one of them is not a number."""
        if not all(NUMBER.fullmatch(leaf.strip()) for leaf in self.leaves):
            return None
        found = tuple(float(leaf) for leaf in self.leaves)
        return found if all(map(math.isfinite, found)) else None

    def rows(self) -> list[tuple[str, ...]]:
        """Lay the tree out as the file has it: one row per leaf, leaf first."""
        return list(zip(*self.levels, strict=True))


def from_rows(column: str, rows: Iterable[Sequence[str]], names: Sequence[str] = ()) -> Hierarchy:
    """Build a hierarchy from rows leaf, level 1, ..., *; a missing root is added."""
    ways: dict[str, tuple[str, ...]] = {}
    for row in rows:
        way = tuple(row)
        if ways.setdefault(way[0], way) != way:
            raise UserError(N_("The hierarchy of {column} gives one value twice."), column=column)
    if not ways:
        raise UserError(N_("The hierarchy of {column} is empty."), column=column)
    if len({len(way) for way in ways.values()}) > 1:
        raise UserError(
            N_("The rows of the hierarchy of {column} differ in length."), column=column
        )
    levels = list(zip(*ways.values(), strict=True))
    if len(levels) == 1 or len(set(levels[-1])) > 1:
        levels.append((STAR,) * len(ways))
    _check_nested(column, levels)
    known = [*names, *[""] * len(levels)][: len(levels)]
    return Hierarchy(tuple(levels), tuple(known))


def read_hierarchy(path: Path, column: str) -> Hierarchy:
    """Read a hierarchy from a file in ARX's form, `leaf;level 1;...;*` without a header."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.reader(file, delimiter=DELIMITER) if row]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UserError(
            N_("The hierarchy of {column} cannot be read as a text file."), column=column
        ) from error
    return from_rows(column, rows)


def generalise(values: Iterable[str], hierarchy: Hierarchy, level: int) -> list[str]:
    """Replace values by their labels at a level: a floor below which a column never leaves."""
    labels = dict(zip(hierarchy.leaves, hierarchy.levels[level], strict=True))
    return [labels[value] for value in values]


def raised(column: str, hierarchy: Hierarchy, level: int) -> Hierarchy:
    """Cut the levels below one away: the hierarchy of values that were generalised to it."""
    rows = [way[level:] for way in hierarchy.rows()]
    return from_rows(column, rows, hierarchy.names[level:])


def _check_nested(column: str, levels: Sequence[Sequence[str]]) -> None:
    """Refuse a hierarchy whose groups fall apart again: one label, two labels above it."""
    for lower, upper in pairwise(levels):
        above: dict[str, str] = {}
        for label, parent in zip(lower, upper, strict=True):
            if above.setdefault(label, parent) != parent:
                raise UserError(
                    N_("The hierarchy of {column} puts one group under two different groups."),
                    column=column,
                )
