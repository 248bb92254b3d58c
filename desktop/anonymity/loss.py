# SPDX-License-Identifier: GPL-3.0-or-later
"""What generalising a cell costs: 0 where it stays as it is, 1 where it is gone.

A category covering c of the d values present costs (c - 1) / (d - 1). Where all leaves of the
hierarchy are numbers, a band costs its width, clipped to the data, over the width of the data.
A suppressed record costs 1 in every cell. GCP is the mean over all cells of all quasi-identifiers
(generalised certainty penalty: Ghinita and others 2007).
"""

import numpy as np

from desktop.anonymity.hierarchy import Hierarchy
from desktop.anonymity.table import Floats, Ints

SUPPRESSED = 1.0


def level_losses(hierarchy: Hierarchy, present: Ints) -> list[Floats]:
    """Give the loss of every present leaf at every level: one array (present,) per level.

    `present` holds the positions in the hierarchy of the values that occur in the data.
    """
    numbers = hierarchy.numbers()
    if numbers is None:
        return [_category_loss(labels, present) for labels in hierarchy.levels]
    values = np.array(numbers, dtype=np.float64)
    return [_band_loss(labels, values, present) for labels in hierarchy.levels]


def gcp(losses: Floats, weights: Ints, suppressed: int) -> float:
    """Average the losses of the kept groups (mean over their columns) with the suppressed."""
    rows = int(weights.sum()) + suppressed
    return float((losses * weights).sum() + suppressed * SUPPRESSED) / rows if rows else 0.0


def _category_loss(labels: tuple[str, ...], present: Ints) -> Floats:
    ids = _ids(labels)[present]
    covered = np.bincount(ids)[ids]
    return (covered - 1) / max(len(present) - 1, 1)


def _band_loss(labels: tuple[str, ...], values: Floats, present: Ints) -> Floats:
    ids = _ids(labels)
    low = np.full(ids.max() + 1, np.inf)
    high = np.full(ids.max() + 1, -np.inf)
    np.minimum.at(low, ids, values)
    np.maximum.at(high, ids, values)
    floor, top = values[present].min(), values[present].max()
    if top == floor:
        return np.zeros(len(present), np.float64)
    width = np.minimum(high, top) - np.maximum(low, floor)
    result: Floats = np.maximum(width, 0.0)[ids[present]] / (top - floor)
    return result


def _ids(labels: tuple[str, ...]) -> Ints:
    index = {label: code for code, label in enumerate(dict.fromkeys(labels))}
    return np.array([index[label] for label in labels], dtype=np.int64)
