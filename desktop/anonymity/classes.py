# SPDX-License-Identifier: GPL-3.0-or-later
"""Classes of rows in the making: each stands at a node per column and may take rows in."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from desktop.anonymity.grouping import Coded, combine, grouped
from desktop.anonymity.ladder import Tree
from desktop.anonymity.models import TOLERANCE, Rules
from desktop.anonymity.table import Bools, Floats, Ints

NEVER = np.inf
NOBODY = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows behind the classes: leaf codes (rows, columns), and what the models look at."""

    codes: Ints
    sensitive: tuple[Coded, ...]
    person: Coded | None

    def parts(self, rows: Ints) -> list[Ints]:
        """Divide rows into those with equal leaf codes, the largest part first."""
        columns = [(column, int(column.max()) + 1) for column in self.codes[rows].T]
        ids, _first, total = combine(columns, len(rows))
        order = np.argsort(ids, kind="stable")
        parts = np.split(rows[order], np.searchsorted(ids[order], np.arange(1, total)))
        return sorted(parts, key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a class was before a change, so that a change that does not pay can be undone."""

    place: int
    nodes: Ints
    loss: float
    members: Ints


class Classes:
    """The classes as arrays: `nodes` (columns, classes), `size`, `loss`; members row by row."""

    def __init__(
        self, trees: Sequence[Tree], rules: Rules, rows: Rows, nodes: Ints, settled: Bools
    ) -> None:
        self.trees = trees
        self.rules = rules
        self.rows = rows
        chosen = np.flatnonzero(settled)
        columns = [(nodes[chosen, place], tree.nodes) for place, tree in enumerate(trees)]
        ids, first, self.count = combine(columns, len(chosen))
        order = np.argsort(ids, kind="stable")
        borders = np.searchsorted(ids[order], np.arange(1, self.count))
        self.members = list(np.split(chosen[order], borders)) if self.count else []
        self.nodes = np.ascontiguousarray(nodes[chosen[first]].T)
        self.size = np.bincount(ids, minlength=self.count).astype(np.int64)
        self.loss = self._loss(self.nodes)
        self.held = [self._holdings(ids, chosen, coded) for coded in rows.sensitive]

    def joined(self, part: Ints) -> Floats:
        """The loss each class would have if this part of equal rows joined it."""
        total = np.zeros(self.count, np.float64)
        for place, (tree, value) in enumerate(zip(self.trees, self._leaf(part), strict=True)):
            total += tree.meet(int(value))[1][self.nodes[place, : self.count]]
        return total / len(self.trees)

    def barred(self, part: Ints) -> Bools:
        """Which classes this part may not join: empty ones, and those it would pull away from t.

        Where persons stand in several rows t is no sum over rows, and no class is open to joins.
        """
        closed: Bools = self.size[: self.count] == 0
        if self.rules.models.t is None:
            return closed
        if self.rows.person is not None:
            return np.ones(self.count, dtype=bool)
        size = self.size[: self.count] + len(part)
        for held, (codes, values), shares in zip(
            self.held, self.rows.sensitive, self.rules.shares, strict=True
        ):
            union = held[: self.count] + np.bincount(codes[part], minlength=values)
            far = np.abs(union / size[:, None] - shares).sum(axis=1) / 2
            closed |= far > self.rules.models.t + TOLERANCE
        return closed

    def join(self, place: int, part: Ints) -> Snapshot:
        """Take equal rows into a class and raise it as far as needed."""
        before = self._snapshot(place)
        nodes = before.nodes.copy()
        for column, (tree, value) in enumerate(zip(self.trees, self._leaf(part), strict=True)):
            nodes[column] = tree.meet(int(value))[0][nodes[column]]
        self._set(place, nodes, np.concatenate([self.members[place], part]))
        return before

    def leave(self, place: int, stay: Ints) -> Snapshot:
        """Let all but the given members leave a class; it stands where it stood."""
        before = self._snapshot(place)
        self._set(place, before.nodes, stay)
        return before

    def found(self, members: Ints) -> Snapshot:
        """Open a class for these rows at the lowest nodes that cover them."""
        if self.count == len(self.size):
            self._widen()
        codes = self.rows.codes[members]
        nodes = [tree.cover(codes[:, column]) for column, tree in enumerate(self.trees)]
        place = self.count
        self.count += 1
        self.members.append(NOBODY)
        before = Snapshot(place, self.nodes[:, place].copy(), 0.0, NOBODY)
        self._set(place, np.array(nodes, np.int64), members)
        return before

    def undo(self, changes: Sequence[Snapshot]) -> None:
        """Take changes back, the latest first; a class that was opened stays empty."""
        for change in reversed(changes):
            self._set(change.place, change.nodes, change.members)
            self.loss[change.place] = change.loss

    def holds(self, members: Ints) -> bool:
        """Whether these rows alone satisfy every model."""
        if len(members) < self.rules.models.k:
            return False
        needed = self.rules.models.sensitive
        groups, _ids = grouped(
            [(np.zeros(len(members), np.int64), 1)],
            [_among(coded, members) for coded in self.rows.sensitive] if needed else [],
            _among(self.rows.person, members) if self.rows.person else None,
            len(members),
        )
        return bool(self.rules.accepted(groups).all())

    def cost(self) -> float:
        """The sum of the losses of all rows in classes."""
        return float((self.size[: self.count] * self.loss[: self.count]).sum())

    def apart(self, part: Ints, members: Ints) -> Floats:
        """The loss of a class of one row of the part and one member, for each member."""
        total = np.zeros(len(members), np.float64)
        for place, (tree, value) in enumerate(zip(self.trees, self._leaf(part), strict=True)):
            total += tree.meet(int(value))[1][self.rows.codes[members, place]]
        return total / len(self.trees)

    def _leaf(self, part: Ints) -> Ints:
        leaf: Ints = self.rows.codes[part[0]]
        return leaf

    def _loss(self, nodes: Ints) -> Floats:
        columns: list[Floats] = [tree.loss[nodes[place]] for place, tree in enumerate(self.trees)]
        mean: Floats = np.sum(columns, axis=0) / len(self.trees)
        return mean

    def _holdings(self, ids: Ints, chosen: Ints, coded: Coded) -> Ints:
        if self.rules.models.t is None:
            return np.zeros((self.count, 0), np.int64)
        codes, values = coded
        key = ids * values + codes[chosen]
        counts: Ints = np.bincount(key, minlength=self.count * values)
        return counts.reshape(self.count, values)

    def _snapshot(self, place: int) -> Snapshot:
        return Snapshot(
            place, self.nodes[:, place].copy(), float(self.loss[place]), self.members[place]
        )

    def _set(self, place: int, nodes: Ints, members: Ints) -> None:
        self.nodes[:, place] = nodes
        self.members[place] = members
        self.size[place] = len(members)
        self.loss[place] = self._loss(self.nodes[:, place : place + 1])[0]
        for held, (codes, values) in zip(self.held, self.rows.sensitive, strict=True):
            if held.shape[1]:
                held[place] = np.bincount(codes[members], minlength=values)

    def _widen(self) -> None:
        more = max(1000, self.count)
        self.nodes = np.concatenate(
            [self.nodes, np.zeros((len(self.trees), more), np.int64)], axis=1
        )
        self.size = np.concatenate([self.size, np.zeros(more, np.int64)])
        self.loss = np.concatenate([self.loss, np.zeros(more, np.float64)])
        self.held = [
            np.concatenate([held, np.zeros((more, held.shape[1]), np.int64)]) for held in self.held
        ]


def _among(coded: Coded, members: Ints) -> Coded:
    """Restrict a coded column to some rows; values keep their numbers, t compares by them."""
    return coded[0][members], coded[1]
