# SPDX-License-Identifier: GPL-3.0-or-later
"""Find a home for the rows that a sweep could not settle, or give them up within the limit."""

import numpy as np

from desktop.anonymity.classes import NEVER, Classes
from desktop.anonymity.loss import SUPPRESSED
from desktop.anonymity.table import Ints

PASSES = 2


def absorb(classes: Classes, left: Ints, limit: int) -> Ints:
    """House the left rows where it costs least; gives the rows that stay suppressed.

    A part joins where that costs less than suppressing it. While more rows than the limit are
    left the cheapest joins follow whatever they cost. What t bars from every class founds one of
    its own, into which whole classes are drawn until it satisfies t.
    """
    parts = classes.rows.parts(left) if len(left) else []
    for _pass in range(PASSES):
        parts = _house(classes, parts, 0.0, 0)
    parts = _house(classes, parts, NEVER, limit)
    rows = np.concatenate(parts) if parts else np.zeros(0, np.int64)
    if len(rows) > limit:
        rows = _draw_together(classes, rows, limit)
    return rows


def _house(classes: Classes, parts: list[Ints], most: float, limit: int) -> list[Ints]:
    """Join the parts, cheapest row first, until `limit` rows are left; gives the parts left."""
    waiting = sum(map(len, parts))
    if waiting <= limit or not classes.count:
        return parts
    prices = [_home(classes, part)[1] / len(part) for part in parts]
    left = []
    for place in np.argsort(prices, kind="stable"):
        part = parts[place]
        home, cost = _home(classes, part)
        if waiting > limit and cost < most:
            classes.join(home, part)
            waiting -= len(part)
        else:
            left.append(part)
    return left


def _home(classes: Classes, part: Ints) -> tuple[int, float]:
    """Find the class where a part costs least, against suppressing it."""
    size, own = classes.size[: classes.count], classes.loss[: classes.count]
    loss = classes.joined(part)
    cost = size * (loss - own) + len(part) * (loss - SUPPRESSED)
    cost[classes.barred(part)] = NEVER
    home = int(np.argmin(cost))
    return home, float(cost[home])


def _draw_together(classes: Classes, rows: Ints, limit: int) -> Ints:
    """Give up the rows most in excess, and merge classes into the others until these hold."""
    rows = _by_excess(classes, rows)
    given_up, members = rows[:limit], rows[limit:]
    while not classes.holds(members):
        places = np.flatnonzero(classes.size[: classes.count])
        if not len(places):
            return np.concatenate([given_up, members])
        best = places[np.argmin([_pull(classes, members, int(place)) for place in places])]
        members = np.concatenate([members, classes.members[best]])
        classes.leave(int(best), members[:0])
    classes.found(members)
    return given_up


def _by_excess(classes: Classes, rows: Ints) -> Ints:
    """Order rows by how much their first sensitive value exceeds its share of the table."""
    if not classes.rows.sensitive:
        return rows
    codes, values = classes.rows.sensitive[0]
    own = np.bincount(codes[rows], minlength=values) / len(rows)
    excess = (own - classes.rules.shares[0])[codes[rows]]
    return rows[np.argsort(-excess, kind="stable")]


def _pull(classes: Classes, members: Ints, place: int) -> float:
    """What a class adds in loss, per row of members it could balance: the least is drawn first."""
    distance = 0.0
    union = np.concatenate([members, classes.members[place]])
    for (codes, values), shares in zip(classes.rows.sensitive, classes.rules.shares, strict=True):
        own = np.bincount(codes[union], minlength=values) / len(union)
        distance = max(distance, float(np.abs(own - shares).sum() / 2))
    lost = float(classes.size[place] * (1.0 - classes.loss[place]))
    return distance + lost / len(classes.rows.codes)
