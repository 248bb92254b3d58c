# SPDX-License-Identifier: GPL-3.0-or-later
"""Make a local recoding better: give a costly class up and house its rows elsewhere.

Rows with equal values move together. They either join another class, which rises as far as needed,
or found one with rows borrowed from a class that can spare them. The move stands only if the total
loss falls and every class still satisfies the models. The work is bounded, not timed, so that the
same table always gives the same result.
"""

import numpy as np

from desktop.anonymity.classes import NEVER, NOBODY, Classes
from desktop.anonymity.table import Floats, Ints

WORTHWHILE = 0.05
PASSES = 1
LARGEST = 3
GAIN = 1e-3
WORK = 600_000_000
CERTAIN = 1e-9


def refine(classes: Classes, work: int = WORK) -> None:
    """Dissolve costly small classes for as long as that pays; `work` bounds the comparisons."""
    for _pass in range(PASSES):
        before = classes.cost()
        for place in _costly(classes):
            if work <= 0:
                return
            if classes.size[place]:
                work -= _Move(classes, int(place)).work
        if before - classes.cost() < GAIN * before:
            return


def _costly(classes: Classes) -> Ints:
    count = classes.count
    chosen = (classes.loss[:count] > WORTHWHILE) & (classes.size[:count] > 0)
    chosen &= classes.size[:count] < LARGEST * classes.rules.models.k
    order = np.argsort(-classes.loss[:count], kind="stable")
    return order[chosen[order]]


class _Move:
    """One class given up: done on making, undone at once if it does not pay."""

    def __init__(self, classes: Classes, place: int) -> None:
        self.classes = classes
        self.work = 0
        self.cost = 0.0
        self.budget = float(classes.size[place] * classes.loss[place]) - CERTAIN
        parts = classes.rows.parts(classes.members[place])
        self.done = [classes.leave(place, NOBODY)]
        if not all(self._house(part) for part in parts):
            classes.undo(self.done)

    def _house(self, part: Ints) -> bool:
        """Find the cheaper home for a part; False where that costs more than the class did."""
        classes = self.classes
        loss = classes.joined(part)
        self.work += loss.size * len(classes.trees)
        size, own = classes.size[: classes.count], classes.loss[: classes.count]
        join = (size + len(part)) * loss - size * own
        join[classes.barred(part)] = NEVER
        home = int(np.argmin(join))
        lender, estimate = self._lender(part, loss)
        if self.cost + min(float(join[home]), estimate) >= self.budget:
            return False
        if estimate < join[home] and self._found(part, lender):
            return self.cost < self.budget
        self.cost += float(join[home])
        self.done.append(classes.join(home, part))
        return self.cost < self.budget

    def _lender(self, part: Ints, loss: Floats) -> tuple[int, float]:
        classes = self.classes
        k = classes.rules.models.k
        need = k - len(part)
        if classes.rows.person is not None:
            return -1, NEVER
        size, own = classes.size[: classes.count], classes.loss[: classes.count]
        price = k * loss - need * own
        price[size < k + need] = NEVER
        lender = int(np.argmin(price))
        return lender, float(price[lender])

    def _found(self, part: Ints, lender: int) -> bool:
        """Open a class with the part and its nearest neighbours in the lender, if both hold."""
        classes = self.classes
        members = classes.members[lender]
        need = classes.rules.models.k - len(part)
        near = members[np.argsort(classes.apart(part, members), kind="stable")]
        fresh, rest = np.concatenate([part, near[:need]]), near[need:]
        if classes.rules.models.sensitive and not (classes.holds(fresh) and classes.holds(rest)):
            return False
        self.done.append(classes.leave(lender, rest))
        self.done.append(classes.found(fresh))
        last = classes.count - 1
        self.cost += float(classes.size[last] * classes.loss[last] - need * classes.loss[lender])
        return True
