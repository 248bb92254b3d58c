# SPDX-License-Identifier: GPL-3.0-or-later
"""How easily a person could be found in a table, before and after it was made anonymous.

Prosecutor: the attacker knows the person is in the table; the risk is 1 over the class size.
Journalist: only in the population; 1 over the size of the class there, and where no population is
known the table counts as the population, the worst case. Marketer: the share an attacker would
find by guessing in every class, classes over records. On a register without sampling weights
the "global risk" of the humanitarian data exchange is that same share; it asks for under 3 %.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from desktop.anonymity.grouping import Groups, combine, grouped
from desktop.anonymity.table import STAR, Bools, Column, Ints, Table, encode

SMALL_CLASSES = (3, 5, 11)
GLOBAL_RISK_LINE = 0.03
LARGEST_SET = 3
SETS_TOLD = 20
BLOCK = 256


@dataclass(frozen=True, slots=True)
class Risk:
    """The figures of one table; shares lie between 0 and 1, `records` counts persons if known.

    `below` gives for 3, 5 and 11 the share of records in classes smaller than that. `unique_sets`
    counts the records that a set of up to three columns singles out, where no smaller set does;
    `unique_columns` counts for each column the records that such a set with it singles out.
    """

    records: int
    classes: int
    prosecutor: float
    average: float
    journalist: float
    marketer: float
    uniques: float
    below: Mapping[int, float]
    unique_sets: Mapping[tuple[str, ...], int]
    unique_columns: Mapping[str, int]

    @property
    def under_global_line(self) -> bool:
        """Whether the average risk stays under the 3 % of the humanitarian data exchange."""
        return self.average < GLOBAL_RISK_LINE


def measure(
    columns: Sequence[Column], person: Column | None = None, population: Table | None = None
) -> Risk:
    """Measure the risk of rows that are seen through these columns."""
    groups, _ids = _grouped(columns, person)
    if not len(groups):
        return Risk(0, 0, 0.0, 0.0, 0.0, 0.0, 0.0, dict.fromkeys(SMALL_CLASSES, 0.0), {}, {})
    sizes = groups.units()
    records = int(sizes.sum())
    average = len(sizes) / records
    sets = unique_sets(columns, person)
    return Risk(
        records=records,
        classes=len(sizes),
        prosecutor=1 / int(sizes.min()),
        average=average,
        journalist=1 / _smallest_in(population, columns, sizes),
        marketer=average,
        uniques=float((sizes == 1).sum() / records),
        below={size: float(sizes[sizes < size].sum() / records) for size in SMALL_CLASSES},
        unique_sets=dict(sorted(sets.items(), key=lambda pair: -pair[1])[:SETS_TOLD]),
        unique_columns={
            column.name: sum(count for names, count in sets.items() if column.name in names)
            for column in columns
        },
    )


def unique_sets(
    columns: Sequence[Column], person: Column | None = None
) -> dict[tuple[str, ...], int]:
    """Count the records each smallest set of columns singles out (Elliot and others 2002)."""
    base, _ids = _grouped(columns, person)
    unique: dict[tuple[int, ...], Bools] = {}
    found: dict[tuple[str, ...], int] = {}
    for size in range(1, min(LARGEST_SET, len(columns)) + 1):
        for places in combinations(range(len(columns)), size):
            alone = _alone(base, columns, places)
            smaller = [unique[part] for part in combinations(places, size - 1) if part]
            fresh = alone & ~np.any(smaller, axis=0) if smaller else alone
            unique[places] = alone
            if fresh.any():
                found[tuple(columns[place].name for place in places)] = int(fresh.sum())
    return found


def wildcard_k(columns: Sequence[Column], kept: Bools) -> int:
    """The smallest class if a star is read as "could be anything": what some programs report."""
    groups, _ids = _grouped([_cut(column, kept) for column in columns], None)
    if not len(groups):
        return 0
    stars = np.array([_star(column) for column in columns], dtype=np.int64)
    smallest = np.inf
    for start in range(0, len(groups), BLOCK):
        block = groups.codes[start : start + BLOCK, None, :]
        fits = (block == groups.codes) | (block == stars) | (groups.codes == stars)
        smallest = min(smallest, (fits.all(axis=2) * groups.rows).sum(axis=1).min())
    return int(smallest)


def _alone(base: Groups, columns: Sequence[Column], places: tuple[int, ...]) -> Bools:
    """Which groups hold one record that shares its values in these columns with no other."""
    keys = [(base.codes[:, place], len(columns[place].values)) for place in places]
    ids, first, total = combine(keys, len(base))
    result: Bools = base.merged(ids, first).units()[ids] == 1
    return result if total else np.zeros(len(base), dtype=bool)


def _smallest_in(population: Table | None, columns: Sequence[Column], sizes: Ints) -> int:
    """The smallest population class among the classes of the table; the table's if unknown."""
    if population is None:
        return int(sizes.min())
    everyone = [population.column(column.name) for column in columns]
    rows = len(columns[0].codes)
    joined = [
        encode(own.name, [*own.labels(), *other.labels()])
        for own, other in zip(columns, everyone, strict=True)
    ]
    coded = [(column.codes, len(column.values)) for column in joined]
    ids, _first, total = combine(coded, rows + population.rows)
    counts = np.bincount(ids[rows:], minlength=total)
    return max(int(counts[ids[:rows]].min()), 1)


def _grouped(columns: Sequence[Column], person: Column | None) -> tuple[Groups, Ints]:
    coded = [(column.codes, len(column.values)) for column in columns]
    who = (person.codes, len(person.values)) if person else None
    return grouped(coded, (), who, len(columns[0].codes))


def _cut(column: Column, kept: Bools) -> Column:
    return Column(column.name, column.values, column.codes[kept])


def _star(column: Column) -> int:
    return column.values.index(STAR) if STAR in column.values else -1
