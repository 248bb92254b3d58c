# SPDX-License-Identifier: GPL-3.0-or-later
"""One level per column and stars in single cells: the look of humanitarian microdata.

With the levels fixed every column has two steps, its label and the star, and the sweep of local
recoding decides which cells are starred. A star counts as an ordinary value, so that the file is
k-anonymous as it is printed; the wildcard reading, where a star matches anything, is only reported
(`risk.wildcard_k`). The levels are found by climbing from the finest while the loss falls.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from desktop.anonymity.ladder import Ladder
from desktop.anonymity.lattice import Lattice, recode
from desktop.anonymity.local import local_recoding
from desktop.anonymity.loss import SUPPRESSED
from desktop.anonymity.recoding import Levels, Problem, Recoding
from desktop.anonymity.sweep import sweep
from desktop.anonymity.table import STAR
from desktop.anonymity.thinning import restricted, thin

NODES_TRIED = 512


def recode_and_star(problem: Problem) -> Recoding | None:
    """Choose levels and star cells with little loss; None if nothing satisfies the models."""
    levels = [0] * len(problem.ladders)
    least = _estimate(problem, levels)
    improved = True
    while improved:
        improved = False
        for place, ladder in enumerate(problem.ladders):
            higher = [*levels[:place], levels[place] + 1, *levels[place + 1 :]]
            if higher[place] < ladder.height and (loss := _estimate(problem, higher)) < least:
                levels, least, improved = higher, loss, True
    return star_cells(problem, levels)


def star_cells(problem: Problem, levels: Sequence[int]) -> Recoding | None:
    """Star cells so that the models hold with every column at its level; None if they cannot."""
    found = local_recoding(_two_steps(problem, levels), steps=1)
    if found is None:
        return None
    named: list[Levels] = []
    for ladder, level, counts in zip(problem.ladders, levels, found.levels, strict=True):
        starred = counts if isinstance(counts, int) else counts.get(1, 0)
        plain = int(found.kept.sum()) - starred
        top = ladder.height - 1
        named.append({level: plain, top: starred} if level < top else {top: plain + starred})
    return replace(found, levels=tuple(named))


def _estimate(problem: Problem, levels: Sequence[int]) -> float:
    """The loss of the bare sweep at these levels, all it leaves counted as suppressed."""
    small = _two_steps(problem, levels)
    chosen = thin(small.ladders, small.base, NODES_TRIED)
    ladders = restricted(small.ladders, chosen)
    heights, settled = sweep(replace(small, ladders=ladders), Lattice(ladders, small.base), steps=1)
    losses = np.zeros(len(small.base), np.float64)
    for place, ladder in enumerate(ladders):
        losses += np.stack(ladder.losses)[heights[:, place], small.base.codes[:, place]]
    losses = np.where(settled, losses / len(small.ladders), SUPPRESSED)
    return float((losses * small.base.rows).sum() / small.rows)


def _two_steps(problem: Problem, levels: Sequence[int]) -> Problem:
    """Pose the problem anew with ladders of two steps: the label at the level, and the star."""
    base, ids = recode(problem.ladders, levels, problem.base)
    ladders = []
    for place, (ladder, level) in enumerate(zip(problem.ladders, levels, strict=True)):
        ladders.append(_short(ladder, level))
        base.codes[:, place] = ladder.codes[level][base.codes[:, place]]
    return replace(problem, ladders=tuple(ladders), base=base, group_of=ids[problem.group_of])


def _short(ladder: Ladder, level: int) -> Ladder:
    size = ladder.sizes[level]
    _values, first = np.unique(ladder.codes[level], return_index=True)
    labels = tuple(ladder.labels[level][value] for value in first)
    return Ladder(
        ladder.name,
        (np.arange(size, dtype=np.int64), np.zeros(size, np.int64)),
        (size, 1),
        (ladder.losses[level][first], np.ones(size, np.float64)),
        (labels, (STAR,) * size),
        (ladder.level_names[level], ladder.level_names[-1]),
    )
