# SPDX-License-Identifier: GPL-3.0-or-later
"""Leave levels out where the columns together have more granularities than can be searched."""

from collections.abc import Sequence
from math import prod

import numpy as np

from desktop.anonymity.grouping import Groups
from desktop.anonymity.ladder import Ladder

Chosen = tuple[tuple[int, ...], ...]


def thin(ladders: Sequence[Ladder], base: Groups, most: int) -> Chosen:
    """Choose levels per column so that at most `most` nodes remain; all of them if that is few.

    The tallest ladder loses the inner level that lies closest in loss to the one below it. Where
    every ladder is down to leaf and root, the columns with most values keep their root alone.
    The roots always stay, so that whatever the whole lattice can satisfy the thin one can too.
    """
    chosen = [list(range(ladder.height)) for ladder in ladders]
    means = [
        [float((level[base.codes[:, place]] * base.rows).sum()) for level in ladder.losses]
        for place, ladder in enumerate(ladders)
    ]
    while prod(map(len, chosen)) > most:
        tallest = max(
            range(len(chosen)), key=lambda place: (len(chosen[place]), ladders[place].values)
        )
        levels = chosen[tallest]
        if len(levels) > 2:
            gaps = np.diff([means[tallest][level] for level in levels[:-1]])
            levels.pop(int(np.argmin(gaps)) + 1)
        else:
            levels.pop(0)
    return tuple(map(tuple, chosen))


def restricted(ladders: Sequence[Ladder], chosen: Chosen) -> tuple[Ladder, ...]:
    """Make ladders of the chosen levels only."""
    return tuple(
        Ladder(
            ladder.name,
            tuple(ladder.codes[level] for level in levels),
            tuple(ladder.sizes[level] for level in levels),
            tuple(ladder.losses[level] for level in levels),
            tuple(ladder.labels[level] for level in levels),
            tuple(ladder.level_names[level] for level in levels),
        )
        for ladder, levels in zip(ladders, chosen, strict=True)
    )
