# SPDX-License-Identifier: GPL-3.0-or-later
"""A hierarchy applied to one column of data: what the search climbs."""

from dataclasses import dataclass, field

import numpy as np

from desktop.anonymity.hierarchy import Hierarchy
from desktop.anonymity.loss import level_losses
from desktop.anonymity.table import Column, Floats, Ints
from desktop.core.errors import UserError
from desktop.core.i18n import N_

MEETINGS_KEPT = 10_000_000


@dataclass(frozen=True, slots=True)
class Ladder:
    """For each level: the group of every value, how many groups, the loss, the label.

    `codes[level]`, `losses[level]` and `labels[level]` have one entry per value of the column.
    """

    name: str
    codes: tuple[Ints, ...]
    sizes: tuple[int, ...]
    losses: tuple[Floats, ...]
    labels: tuple[tuple[str, ...], ...]
    level_names: tuple[str, ...]

    @property
    def height(self) -> int:
        return len(self.codes)

    @property
    def values(self) -> int:
        return len(self.codes[0])


@dataclass(frozen=True, slots=True)
class Tree:
    """The same hierarchy as nodes: one node per set of values, named by its lowest label.

    Node i below `leaves` is value i. `up[level, value]` is the node there; `loss`, `level` and
    `label` have one entry per node. Meeting points are worked out when first asked for.
    """

    leaves: int
    up: Ints
    loss: Floats
    level: Ints
    label: tuple[str, ...]
    sample: Ints
    _met: dict[int, tuple[Ints, Floats]] = field(default_factory=dict)

    @property
    def nodes(self) -> int:
        return len(self.loss)

    @property
    def root(self) -> int:
        return int(self.up[-1, 0])

    def meet(self, value: int) -> tuple[Ints, Floats]:
        """Give, for every node, the lowest node that covers it and this value, and its loss."""
        known = self._met.get(value)
        if known is None:
            nodes = np.full(self.nodes, self.root, np.int64)
            for level in range(len(self.up) - 1, -1, -1):
                own = self.up[level, value]
                nodes[(self.up[level, self.sample] == own) & (self.level <= level)] = own
            known = (nodes, self.loss[nodes])
            if len(self._met) * self.nodes < MEETINGS_KEPT:
                self._met[value] = known
        return known

    def cover(self, values: Ints) -> int:
        """Find the lowest node that covers all these values."""
        same = (self.up[:, values] == self.up[:, values[:1]]).all(axis=1)
        return int(self.up[np.argmax(same), values[0]])


def climb(column: Column, hierarchy: Hierarchy) -> Ladder:
    """Place the values of a column in their hierarchy; each value must be one of its leaves."""
    index = {leaf: place for place, leaf in enumerate(hierarchy.leaves)}
    places = [index.get(value, -1) for value in column.values]
    if -1 in places:
        row = int(np.flatnonzero(column.codes == places.index(-1))[0]) + 1
        raise UserError(
            N_("Row {row} of {column} holds a value that its hierarchy does not have."),
            row=row,
            column=column.name,
        )
    present = np.array(places, dtype=np.int64)
    labels = tuple(tuple(level[place] for place in places) for level in hierarchy.levels)
    codes = tuple(_dense(level) for level in labels)
    sizes = tuple(int(level.max(initial=-1)) + 1 for level in codes)
    losses = tuple(level_losses(hierarchy, present))
    return Ladder(column.name, codes, sizes, losses, labels, hierarchy.names)


def grow(ladder: Ladder) -> Tree:
    """Join the groups of all levels into one tree, equal sets of values into one node."""
    count = ladder.values
    up = np.empty((ladder.height, count), np.int64)
    up[0] = np.arange(count)
    loss, level, sample = list(ladder.losses[0]), [0] * count, list(range(count))
    label = list(ladder.labels[0])
    for height in range(1, ladder.height):
        codes = ladder.codes[height]
        members = np.bincount(codes, minlength=ladder.sizes[height])
        below = np.bincount(up[height - 1])[up[height - 1]]
        up[height] = up[height - 1]
        _values, first = np.unique(codes, return_index=True)
        for group, value in enumerate(first):
            if members[group] != below[value]:
                up[height, codes == group] = len(loss)
                loss.append(ladder.losses[height][value])
                level.append(height)
                sample.append(int(value))
                label.append(ladder.labels[height][value])
    return Tree(
        count, up, np.array(loss), np.array(level), tuple(label), np.array(sample, np.int64)
    )


def _dense(labels: tuple[str, ...]) -> Ints:
    index = {label: code for code, label in enumerate(dict.fromkeys(labels))}
    return np.array([index[label] for label in labels], dtype=np.int64)
