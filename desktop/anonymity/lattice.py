# SPDX-License-Identifier: GPL-3.0-or-later
"""Full-domain recoding with the least loss: one level per column, found and proven by search.

A node of the lattice is a level per column. Its loss before suppression bounds its loss from below
and needs no grouping. From the cheapest node alive a path leads upwards; bisection finds the first
node of the path within the suppression limit. A node beyond the limit kills all nodes below it, a
node that passes tells how many rows all nodes below it must suppress, and every node whose bound
reaches the best loss found dies. k and l allow the first two at once; t is no monotone model, so
there only the bound of `Rules.doomed` kills. A node is grouped from the smallest table of an
already grouped node below it, which is exact. The result is optimal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from desktop.anonymity.grouping import WIDEST_KEY, Groups, number
from desktop.anonymity.ladder import Ladder
from desktop.anonymity.loss import SUPPRESSED
from desktop.anonymity.models import Rules
from desktop.anonymity.table import Bools, Floats, Ints

Claims = TypeVar("Claims", Bools, Floats)

TABLES_KEPT = 60
SMALL_ENOUGH = 0.5
CLOSE_TO_BEST = 1e-12


@dataclass(frozen=True, slots=True)
class Node:
    """A solution: a level per column, its loss, the base groups it keeps, the nodes grouped."""

    levels: tuple[int, ...]
    loss: float
    kept: Bools
    grouped: int


def search(ladders: Sequence[Ladder], base: Groups, rules: Rules, limit: int) -> Node | None:
    """Find the node of least loss that suppresses at most `limit` rows; None if there is none."""
    return _Search(ladders, base, rules, limit).run()


def recode(ladders: Sequence[Ladder], levels: Sequence[int], groups: Groups) -> tuple[Groups, Ints]:
    """Merge groups that look alike at these levels: the new groups, and the one of each old."""
    key = np.zeros(len(groups), np.int64)
    radix = 1
    for place, (ladder, level) in enumerate(zip(ladders, levels, strict=True)):
        size = ladder.sizes[level]
        if size == 1:
            continue
        if radix > WIDEST_KEY // size:
            key, _sample, radix = number(key, radix)
        key = key * size + ladder.codes[level][groups.codes[:, place]]
        radix *= size
    ids, sample, _total = number(key, radix)
    return groups.merged(ids, sample), ids


def row_losses(ladders: Sequence[Ladder], levels: Sequence[int], groups: Groups) -> Floats:
    """Give the mean loss over the columns of each group at these levels."""
    total = np.zeros(len(groups), np.float64)
    for place, (ladder, level) in enumerate(zip(ladders, levels, strict=True)):
        total += ladder.losses[level][groups.codes[:, place]]
    return total / len(ladders)


class Lattice:
    """All nodes in mixed-radix order, with the bound of each: arrays (nodes,)."""

    def __init__(self, ladders: Sequence[Ladder], base: Groups) -> None:
        shape = [ladder.height for ladder in ladders]
        rows = int(base.rows.sum())
        self.nodes = np.indices(shape, dtype=np.int16).reshape(len(shape), -1).T.copy()
        self.strides = [int(np.prod(shape[place + 1 :])) for place in range(len(shape))]
        self.shape = shape
        self.bound = np.zeros(len(self.nodes), np.float64)
        self.worst = np.zeros(len(self.nodes), np.float64)
        for place, ladder in enumerate(ladders):
            losses = [level[base.codes[:, place]] for level in ladder.losses]
            mean = np.array([(loss * base.rows).sum() / rows for loss in losses])
            most = np.array([loss.max() for loss in losses])
            self.bound += mean[self.nodes[:, place]] / len(shape)
            self.worst += most[self.nodes[:, place]] / len(shape)

    def parents(self, node: int) -> list[int]:
        """The nodes one level up in one column."""
        levels = self.nodes[node]
        places = range(len(self.shape))
        return [node + self.strides[p] for p in places if levels[p] < self.shape[p] - 1]

    def below(self, node: int, claims: Claims) -> Claims:
        """Look through an array (nodes,) at those at most as general in every column: a view."""
        reach = tuple(slice(level + 1) for level in self.nodes[node])
        view: Claims = claims.reshape(self.shape)[reach]
        return view


class _Search:
    def __init__(self, ladders: Sequence[Ladder], base: Groups, rules: Rules, limit: int) -> None:
        self.ladders = ladders
        self.base = base
        self.rules = rules
        self.limit = limit
        self.rows = int(base.rows.sum())
        self.lattice = Lattice(ladders, base)
        self.bound = self.lattice.bound.copy()
        self.alive = np.ones(len(self.bound), dtype=bool)
        self.reached = [np.zeros(len(ladders), np.int16)]
        self.tables = [base]
        self.best = -1
        self.best_loss = np.inf
        self.grouped = 0

    def run(self) -> Node | None:
        for start in np.argsort(self.lattice.bound, kind="stable"):
            if self.alive[start]:
                self._bisect(self._path(int(start)))
        if self.best < 0:
            return None
        levels = tuple(int(level) for level in self.lattice.nodes[self.best])
        groups, ids = recode(self.ladders, levels, self.base)
        kept = self.rules.accepted(groups)[ids]
        return Node(levels, float(self.best_loss), kept, self.grouped)

    def _path(self, start: int) -> list[int]:
        path = [start]
        while above := [node for node in self.lattice.parents(path[-1]) if self.alive[node]]:
            path.append(min(above, key=lambda node: self.lattice.bound[node]))
        return path

    def _bisect(self, path: list[int]) -> None:
        low, high = 0, len(path) - 1
        while low <= high:
            waiting = [place for place in range(low, high + 1) if self.alive[path[place]]]
            if not waiting:
                return
            middle = waiting[len(waiting) // 2]
            if self._visit(path[middle]):
                high = middle - 1
            else:
                low = middle + 1

    def _visit(self, node: int) -> bool:
        """Group at a node, learn what it tells of others; say whether the limit can hold here."""
        self.alive[node] = False
        self.grouped += 1
        groups = self._group(node)
        alike = self.rules.alike(groups)
        doomed = self.rules.doomed(groups, alike)
        alive = self.lattice.below(node, self.alive)
        if doomed > self.limit:
            alive[...] = False
            return False
        bound = self.lattice.below(node, self.bound)
        saved = np.maximum(SUPPRESSED - self.lattice.below(node, self.lattice.worst), 0.0)
        raised = self.lattice.below(node, self.lattice.bound) + doomed * saved / self.rows
        np.maximum(bound, raised, out=bound)
        if self._better(node, groups, self.rules.close(groups, alike)):
            self.alive &= self.bound < self.best_loss - CLOSE_TO_BEST
        else:
            alive &= bound < self.best_loss - CLOSE_TO_BEST
        return True

    def _better(self, node: int, groups: Groups, accepted: Bools) -> bool:
        if int(groups.rows[~accepted].sum()) > self.limit:
            return False
        losses = row_losses(self.ladders, self.lattice.nodes[node], groups)
        loss = float((np.where(accepted, losses, SUPPRESSED) * groups.rows).sum()) / self.rows
        if loss >= self.best_loss:
            return False
        self.best, self.best_loss = node, loss
        return True

    def _group(self, node: int) -> Groups:
        levels = self.lattice.nodes[node]
        usable = np.flatnonzero((np.array(self.reached) <= levels).all(axis=1))
        source = min((self.tables[place] for place in usable), key=len)
        groups, _ids = recode(self.ladders, levels, source)
        if len(groups) < SMALL_ENOUGH * len(source):
            self.reached.append(levels)
            self.tables.append(groups)
            if len(self.tables) > TABLES_KEPT:
                del self.reached[1], self.tables[1]
        return groups
