# SPDX-License-Identifier: GPL-3.0-or-later
"""What an anonymised table is still good for, in the measures the literature compares by."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from desktop.anonymity.engine import Result


@dataclass(frozen=True, slots=True)
class Utility:
    """Losses between 0 (untouched) and 1 (gone), and the sizes of the classes.

    `c_avg` is the mean class size over k, 1 at best; `discernibility` the sum of the squared class
    sizes, a suppressed record counting as if it stood in a class with the whole table
    (Bayardo and Agrawal 2005).
    """

    gcp: float
    losses: Mapping[str, float]
    suppressed: int
    c_avg: float
    discernibility: int


def utility(result: Result) -> Utility:
    """Measure a result."""
    gone = int(result.suppressed.sum())
    sizes = np.bincount(result.class_of[~result.suppressed], minlength=result.classes)
    kept = result.table.rows - gone
    return Utility(
        gcp=result.gcp,
        losses=result.losses,
        suppressed=gone,
        c_avg=kept / result.classes / result.models.k if result.classes else 0.0,
        discernibility=int((sizes.astype(np.int64) ** 2).sum()) + gone * result.table.rows,
    )
