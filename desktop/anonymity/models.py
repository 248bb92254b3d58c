# SPDX-License-Identifier: GPL-3.0-or-later
"""The privacy models a group of rows must satisfy before it may leave.

k: at least k persons look alike (Sweeney 2002). l: they hold at least l distinct values of every
sensitive column (Machanavajjhala and others 2007). t: the values of every sensitive column are
spread in the group as in the whole table, with the equal ground distance, that is half the sum of
the absolute differences (Li and others 2007). All three stay true when two groups that satisfy
them are joined. Where a person key is given persons are counted, otherwise rows.
"""

from dataclasses import dataclass

import numpy as np

from desktop.anonymity.grouping import Groups, Tally, summed
from desktop.anonymity.table import Bools, Floats, Ints
from desktop.core.errors import UserError
from desktop.core.i18n import N_

TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Models:
    """What is asked for: k, and where a sensitive column exists l and t."""

    k: int
    l: int | None = None  # noqa: E741 - the name the literature gives it
    t: float | None = None

    def check(self) -> None:
        """Refuse thresholds that mean nothing."""
        if self.k < 1:
            raise UserError(N_("k must be a whole number of at least 1."))
        if self.l is not None and self.l < 1:
            raise UserError(N_("l must be a whole number of at least 1."))
        if self.t is not None and not 0 <= self.t <= 1:
            raise UserError(N_("t must lie between 0 and 1."))

    @property
    def sensitive(self) -> bool:
        """Whether a sensitive column is needed."""
        return self.l is not None or self.t is not None


@dataclass(frozen=True, slots=True)
class Rules:
    """The models bound to one table: the shares of its sensitive values stand in `shares`."""

    models: Models
    shares: tuple[Floats, ...]

    def alike(self, groups: Groups) -> Bools:
        """Which groups satisfy k and l: once true, true of every group that contains them."""
        passed = groups.units() >= self.models.k
        if self.models.l is not None and passed.any():
            for tally in groups.sensitive:
                passed &= _distinct(tally, len(groups)) >= self.models.l
        return passed

    def accepted(self, groups: Groups) -> Bools:
        """Which groups satisfy every model."""
        return self.close(groups, self.alike(groups))

    def close(self, groups: Groups, passed: Bools) -> Bools:
        """Which of the groups that already passed satisfy t as well."""
        if self.models.t is None or not passed.any():
            return passed
        return passed & (self.distances(groups) <= self.models.t + TOLERANCE)

    def distances(self, groups: Groups) -> Floats:
        """How far each group lies from the table: the largest over the sensitive columns."""
        farthest = np.zeros(len(groups), np.float64)
        for tally, shares in zip(groups.sensitive, self.shares, strict=True):
            np.maximum(farthest, distance(tally, shares, len(groups)), out=farthest)
        return farthest

    def doomed(self, groups: Groups, passed: Bools) -> int:
        """Bound from below the rows suppressed here and at every finer granularity.

        Groups that fail k or l fail entirely when they are split. Of a group at distance d > t at
        least the share (d - t) / (1 - t) is lost: were less lost, the kept part (at most t away)
        and the lost part (at most 1 away) could not average to d. The share holds for rows only.
        """
        failing = int(groups.rows[~passed].sum())
        if self.models.t is None or groups.persons is not None or self.models.t >= 1:
            return failing
        beyond = (self.distances(groups)[passed] - self.models.t - TOLERANCE).clip(min=0)
        lost = groups.rows[passed] * beyond / (1 - self.models.t)
        return failing + int(np.ceil(lost - TOLERANCE).sum())


def bind(models: Models, groups: Groups) -> Rules:
    """Measure the whole table, against which t compares its groups."""
    everything = np.zeros(len(groups), np.int64)
    shares = []
    for tally in groups.sensitive:
        whole = tally.merged(everything, 1).by_meaning(1)
        counts = np.bincount(whole.item, weights=whole.count, minlength=whole.items)
        shares.append(counts / max(counts.sum(), 1))
    return Rules(models, tuple(shares))


def distance(tally: Tally, shares: Floats, groups: int) -> Floats:
    """Measure the total variation between each group and the shares: the sum of what exceeds."""
    plain = tally.by_meaning(groups)
    size = summed(plain.owner, plain.count, groups)
    own = plain.count / size[plain.owner]
    over = np.maximum(own - shares[plain.item], 0.0)
    return np.bincount(plain.owner, weights=over, minlength=groups).astype(np.float64)


def _distinct(tally: Tally, groups: int) -> Ints:
    plain = tally.by_meaning(groups)
    return np.bincount(plain.owner, minlength=groups).astype(np.int64)
