# SPDX-License-Identifier: GPL-3.0-or-later
"""Local recoding by one sweep: every group settles at the cheapest granularity that is safe.

The nodes of the lattice are visited in the order of their mean loss; at each the groups not yet
settled are recoded, and those that satisfy the models settle there for good. With several steps
the whole order is walked once per threshold, and only rows whose own loss at the node stays below
the threshold take part: rows then settle in the order of their own loss, not of the table's.
"""

from collections.abc import Sequence

import numpy as np

from desktop.anonymity.grouping import number
from desktop.anonymity.lattice import Lattice
from desktop.anonymity.models import Rules
from desktop.anonymity.recoding import Problem
from desktop.anonymity.table import Bools, Floats, Ints

FINEST_STEP = 0.01
DENSE_PER_ROW = 4
DENSE_AT_LEAST = 65_536


def sweep(problem: Problem, lattice: Lattice, steps: int) -> tuple[Ints, Bools]:
    """Settle groups; gives the levels (base groups, columns) and which groups settled at all."""
    state = _Sweep(problem, lattice)
    thresholds = np.geomspace(FINEST_STEP, 1.0, steps) if steps > 1 else np.ones(1)
    before = -1.0
    for threshold in thresholds:
        state.walk(float(threshold), before)
        before = float(threshold)
    return state.levels, state.settled


class _Sweep:
    def __init__(self, problem: Problem, lattice: Lattice) -> None:
        base = problem.base
        self.ladders = problem.ladders
        self.rules: Rules = problem.rules
        self.lattice = lattice
        self.order = np.argsort(lattice.bound, kind="stable")
        self.levels = np.zeros((len(base), len(self.ladders)), np.int64)
        self.settled = np.zeros(len(base), dtype=bool)
        self.waiting = np.arange(len(base), dtype=np.int64)
        self.rest = base
        self.codes: list[list[Ints]] = []
        self._lay_out()
        self._settle(self.rules.accepted(base), np.zeros(len(self.ladders), np.int64))

    def walk(self, threshold: float, before: float) -> None:
        """Visit all nodes once; those where no row lies between the thresholds tell nothing new."""
        least, most = self._range()
        active = (least <= threshold) & (most > before)
        for node in self.order[active[self.order]]:
            if not len(self.waiting):
                return
            levels = self.lattice.nodes[node]
            near = self._losses(levels) <= threshold if most[node] > threshold else None
            self._visit(levels, near)

    def _visit(self, levels: Ints, near: Bools | None) -> None:
        key, radix = self._key(levels)
        if near is not None:
            key = key[near]
        weights = self.rest.rows if near is None else self.rest.rows[near]
        full = _full(key, radix, weights, self.rules.models.k)
        if not full.any():
            return
        ripe = full if near is None else _spread(near, full)
        if self.rest.sensitive or self.rest.persons is not None:
            ripe = self._judged(ripe, key[full], radix)
        self._settle(ripe, levels)

    def _judged(self, ripe: Bools, key: Ints, radix: int) -> Bools:
        """Hold the groups that have enough rows against all models."""
        some = self.rest.within(ripe)
        ids, first, _total = number(key, radix)
        return _spread(ripe, self.rules.accepted(some.merged(ids, first))[ids])

    def _settle(self, ripe: Bools, levels: Ints) -> None:
        if ripe.any():
            done = self.waiting[ripe]
            self.levels[done] = levels
            self.settled[done] = True
            self.waiting = self.waiting[~ripe]
            self.rest = self.rest.within(~ripe)
            self._lay_out()

    def _lay_out(self) -> None:
        """Look up the code and the loss of every waiting group at every level, once."""
        codes = self.rest.codes
        self.codes = [
            [level[codes[:, place]] for level in ladder.codes]
            for place, ladder in enumerate(self.ladders)
        ]

    def _key(self, levels: Ints) -> tuple[Ints, int]:
        key: Ints = np.zeros(len(self.waiting), np.int64)
        radix = 1
        for place, level in enumerate(levels):
            size = self.ladders[place].sizes[level]
            if size > 1:
                key = key * size + self.codes[place][level]
                radix *= size
        return key, radix

    def _losses(self, levels: Sequence[int] | Ints) -> Floats:
        total = np.zeros(len(self.waiting), np.float64)
        for place, level in enumerate(levels):
            if level:
                total += self.ladders[place].losses[level][self.rest.codes[:, place]]
        return total / len(self.ladders)

    def _range(self) -> tuple[Floats, Floats]:
        """Bound the loss of the waiting groups at every node, from below and from above."""
        nodes = self.lattice.nodes
        least = np.zeros(len(nodes), np.float64)
        most = np.zeros(len(nodes), np.float64)
        for place, ladder in enumerate(self.ladders):
            values = np.unique(self.rest.codes[:, place])
            losses = [level[values] for level in ladder.losses]
            least += np.array([loss.min(initial=1.0) for loss in losses])[nodes[:, place]]
            most += np.array([loss.max(initial=0.0) for loss in losses])[nodes[:, place]]
        return least / len(self.ladders), most / len(self.ladders)


def _full(key: Ints, radix: int, rows: Ints, k: int) -> Bools:
    """Which members stand in a group of at least k rows."""
    if radix > DENSE_AT_LEAST + DENSE_PER_ROW * len(key):
        key, _first, radix = number(key, radix)
    result: Bools = (np.bincount(key, weights=rows, minlength=radix) >= k)[key]
    return result


def _spread(mask: Bools, inner: Bools) -> Bools:
    """Narrow a mask by a claim about its chosen members."""
    result = mask.copy()
    result[mask] = inner
    return result
