# SPDX-License-Identifier: GPL-3.0-or-later
"""What a search decided: the label of every cell, the loss of every row, and which rows stay."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from desktop.anonymity.grouping import Coded, Groups, combine, number
from desktop.anonymity.ladder import Ladder, Tree
from desktop.anonymity.lattice import search
from desktop.anonymity.loss import SUPPRESSED
from desktop.anonymity.models import Rules
from desktop.anonymity.table import Bools, Floats, Ints, encode
from desktop.anonymity.thinning import restricted, thin

NODES_SEARCHED = 500_000

Levels = int | dict[int, int]


@dataclass(frozen=True, slots=True)
class Problem:
    """One table to be made anonymous: its ladders, its groups, the group of each row, the rules.

    `limit` is the number of rows that may be suppressed. `sensitive` and `person` hold what the
    models look at, row by row.
    """

    ladders: tuple[Ladder, ...]
    base: Groups
    group_of: Ints
    rules: Rules
    limit: int
    sensitive: tuple[Coded, ...] = ()
    person: Coded | None = None

    @property
    def rows(self) -> int:
        return len(self.group_of)


@dataclass(frozen=True, slots=True)
class Recoding:
    """Per quasi-identifier: codes into `labels` and a loss, both (rows,); and the rows kept.

    `levels` says per column at which level it stands, or how many rows stand at which level.
    `optimal` says that no other choice of one level per column loses less.
    """

    cells: tuple[Ints, ...]
    labels: tuple[tuple[str, ...], ...]
    losses: tuple[Floats, ...]
    kept: Bools
    levels: tuple[Levels, ...]
    optimal: bool = False

    def gcp(self) -> float:
        """The mean loss of all cells, a suppressed record counting 1."""
        return float(np.mean(self.mean_losses()))

    def mean_losses(self) -> list[float]:
        """The mean loss of each column."""
        return [float(np.where(self.kept, loss, SUPPRESSED).mean()) for loss in self.losses]


def at_levels(problem: Problem, levels: Sequence[int], kept: Bools) -> Recoding:
    """Recode every column to one level; `kept` is a claim per base group."""
    cells, labels, losses = [], [], []
    for place, (ladder, level) in enumerate(zip(problem.ladders, levels, strict=True)):
        values = problem.base.codes[:, place][problem.group_of]
        cells.append(values)
        labels.append(ladder.labels[level])
        losses.append(ladder.losses[level][values])
    return Recoding(
        tuple(cells), tuple(labels), tuple(losses), kept[problem.group_of], tuple(levels)
    )


def at_nodes(trees: Sequence[Tree], nodes: Ints, kept: Bools) -> Recoding:
    """Recode every cell to a node of its tree: `nodes` (rows, columns), `kept` (rows,)."""
    cells = tuple(np.ascontiguousarray(nodes[:, place]) for place in range(nodes.shape[1]))
    losses = tuple(tree.loss[cell] for tree, cell in zip(trees, cells, strict=True))
    levels = []
    for tree, cell in zip(trees, cells, strict=True):
        counts = np.bincount(tree.level[cell[kept]], minlength=len(tree.up))
        levels.append({level: int(count) for level, count in enumerate(counts)})
    return Recoding(cells, tuple(tree.label for tree in trees), losses, kept, tuple(levels))


def full_domain(problem: Problem) -> Recoding | None:
    """Recode every column to one level with the least loss; None if nothing satisfies."""
    chosen = thin(problem.ladders, problem.base, NODES_SEARCHED)
    ladders = restricted(problem.ladders, chosen)
    node = search(ladders, problem.base, problem.rules, problem.limit)
    if node is None:
        return None
    levels = [own[level] for own, level in zip(chosen, node.levels, strict=True)]
    whole = all(
        len(own) == ladder.height for own, ladder in zip(chosen, problem.ladders, strict=True)
    )
    return replace(at_levels(problem, levels, node.kept), optimal=whole)


def classify(recoding: Recoding) -> tuple[Ints, int]:
    """Number the classes by the labels that will be read: the class per row, and how many.

    Suppressed rows get -1. Two nodes with one label are one class to whoever reads the file.
    """
    columns: list[tuple[Ints, int]] = [(recoding.kept.astype(np.int64), 2)]
    for cell, labels in zip(recoding.cells, recoding.labels, strict=True):
        meaning = encode("", labels)
        columns.append((meaning.codes[cell], len(meaning.values)))
    ids, _first, _total = combine(columns, len(recoding.kept))
    kept = ids[recoding.kept]
    dense, _first, classes = number(kept, int(ids.max(initial=-1)) + 1)
    class_of = np.full(len(ids), -1, np.int64)
    class_of[recoding.kept] = dense
    return class_of, classes
