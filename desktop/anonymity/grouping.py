# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups of rows that look alike, with what their members hold, and how groups merge."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from desktop.anonymity.table import Bools, Ints

Coded = tuple[Ints, int]  # a code per row, and how many codes there are

WIDEST_KEY = 2**62
DENSE = 32_768


@dataclass(frozen=True, slots=True)
class Tally:
    """Pairs (group, item) with a count: persons or sensitive values that stand in a group.

    With `once` a pair counts one however often it occurs: that is how persons are counted.
    `meaning` maps an item to the value it stands for (several persons may hold one value).
    """

    owner: Ints
    item: Ints
    count: Ints
    items: int
    once: bool = False
    meaning: Ints | None = None

    def merged(self, group: Ints, groups: int) -> "Tally":
        """Count anew after group number i has become group number `group[i]`."""
        key = group[self.owner] * self.items + self.item
        ids, sample, total = number(key, groups * self.items)
        count = np.ones(total, np.int64) if self.once else summed(ids, self.count, total)
        owner, item = np.divmod(key[sample], self.items)
        return Tally(owner, item, count, self.items, self.once, self.meaning)

    def within(self, chosen: Bools) -> "Tally":
        """Keep only the chosen groups, numbered anew from zero."""
        kept = chosen[self.owner]
        fresh = np.cumsum(chosen) - 1
        return Tally(
            fresh[self.owner[kept]],
            self.item[kept],
            self.count[kept],
            self.items,
            self.once,
            self.meaning,
        )

    def by_meaning(self, groups: int) -> "Tally":
        """Count values instead of the (person, value) pairs that carry them."""
        if self.meaning is None:
            return self
        values = int(self.meaning.max(initial=-1)) + 1
        plain = Tally(self.owner, self.meaning[self.item], self.count, values)
        return plain.merged(np.arange(groups, dtype=np.int64), groups)


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups of rows: leaf codes of one member (n, columns), row counts (n,), and tallies.

    `persons` is None where every row is a person of its own.
    """

    codes: Ints
    rows: Ints
    persons: Tally | None
    sensitive: tuple[Tally, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def units(self) -> Ints:
        """Count what k counts: persons where they are known, rows otherwise."""
        if self.persons is None:
            return self.rows
        return np.bincount(self.persons.owner, minlength=len(self)).astype(np.int64)

    def merged(self, ids: Ints, sample: Ints) -> "Groups":
        """Join groups: old group i goes to `ids[i]`; `sample[j]` is one old member of j."""
        total = len(sample)
        return Groups(
            self.codes.T[:, sample].T,  # columns stay contiguous: they are read one by one
            summed(ids, self.rows, total),
            self.persons.merged(ids, total) if self.persons else None,
            tuple(tally.merged(ids, total) for tally in self.sensitive),
        )

    def within(self, chosen: Bools) -> "Groups":
        """Keep only the chosen groups."""
        return Groups(
            self.codes.T[:, chosen].T,
            self.rows[chosen],
            self.persons.within(chosen) if self.persons else None,
            tuple(tally.within(chosen) for tally in self.sensitive),
        )


def grouped(
    columns: Sequence[Coded],
    sensitive: Sequence[Coded],
    person: Coded | None,
    rows: int,
) -> tuple[Groups, Ints]:
    """Group rows with equal codes; each column is (codes per row, how many codes there are).

    Gives the groups and the group of every row.
    """
    ids, sample, total = combine(columns, rows)
    ones = np.ones(rows, np.int64)
    codes = np.stack([column[sample] for column, _size in columns]).T
    persons = None
    tallies = []
    if person is not None:
        persons = Tally(ids, person[0], ones, max(person[1], 1), once=True)
        persons = persons.merged(np.arange(total, dtype=np.int64), total)
    for column, size in sensitive:
        if person is None:
            tally = Tally(ids, column, ones, max(size, 1))
        else:
            pairs, sample, count = combine([person, (column, size)], rows)
            tally = Tally(ids, pairs, ones, max(count, 1), once=True, meaning=column[sample])
        tallies.append(tally.merged(np.arange(total, dtype=np.int64), total))
    return Groups(codes, summed(ids, ones, total), persons, tuple(tallies)), ids


def combine(columns: Sequence[Coded], rows: int) -> tuple[Ints, Ints, int]:
    """Number the distinct combinations of several coded columns: ids, sample rows, how many."""
    key = np.zeros(rows, np.int64)
    radix = 1
    for codes, size in columns:
        width = max(size, 1)
        if radix > WIDEST_KEY // width:
            key, _sample, radix = number(key, radix)
        key = key * width + codes
        radix *= width
    return number(key, radix)


def number(key: Ints, radix: int) -> tuple[Ints, Ints, int]:
    """Number equal keys (all below `radix`) in their order: ids, a position of each, how many."""
    if radix <= max(DENSE, 4 * len(key)):
        place = np.full(radix, -1, np.int64)
        place[key] = np.arange(len(key))
        used = np.flatnonzero(place >= 0)
        sample = place[used]
        place[used] = np.arange(len(used))
        return place[key], sample, len(used)
    # Half the time of np.unique, which must keep equal keys in their order.
    order = np.argsort(key)
    ranked = key[order]
    fresh = np.ones(len(key), dtype=bool)
    fresh[1:] = ranked[1:] != ranked[:-1]
    ids = np.empty(len(key), np.int64)
    ids[order] = np.cumsum(fresh) - 1
    return ids, order[fresh], int(fresh.sum())


def summed(ids: Ints, weights: Ints, total: int) -> Ints:
    """Add up integer weights per id, exactly (totals stay far below 2**53)."""
    return np.bincount(ids, weights=weights, minlength=total).astype(np.int64)
