# SPDX-License-Identifier: GPL-3.0-or-later
"""Local recoding: sweep, house what is left, refine; the full-domain answer where that fails."""

from dataclasses import replace

import numpy as np

from desktop.anonymity.absorb import absorb
from desktop.anonymity.classes import Classes, Rows
from desktop.anonymity.ladder import grow
from desktop.anonymity.lattice import Lattice
from desktop.anonymity.recoding import Problem, Recoding, at_nodes, full_domain
from desktop.anonymity.refine import refine
from desktop.anonymity.sweep import sweep
from desktop.anonymity.thinning import restricted, thin

STEPS = 12
NODES_SWEPT = 20_000


def local_recoding(
    problem: Problem, steps: int = STEPS, *, refined: bool = True
) -> Recoding | None:
    """Recode class by class with little loss; None if nothing satisfies the models."""
    chosen = thin(problem.ladders, problem.base, NODES_SWEPT)
    ladders = restricted(problem.ladders, chosen)
    heights, settled = sweep(
        replace(problem, ladders=ladders), Lattice(ladders, problem.base), steps
    )
    trees = [grow(ladder) for ladder in problem.ladders]
    columns = [
        tree.up[np.array(chosen[place])[heights[:, place]], problem.base.codes[:, place]]
        for place, tree in enumerate(trees)
    ]
    nodes = np.stack(columns, axis=1)[problem.group_of]
    kept = settled[problem.group_of]
    codes = problem.base.codes[problem.group_of]
    rows = Rows(codes, problem.sensitive, problem.person)
    classes = Classes(trees, problem.rules, rows, nodes, kept)
    left = absorb(classes, np.flatnonzero(~kept), problem.limit)
    if len(left) > problem.limit:
        return full_domain(problem)
    if refined:
        refine(classes)
    for place in range(classes.count):
        nodes[classes.members[place]] = classes.nodes[:, place]
    kept = np.ones(problem.rows, dtype=bool)
    kept[left] = False
    return at_nodes(trees, nodes, kept)
