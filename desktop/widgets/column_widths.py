# SPDX-License-Identifier: GPL-3.0-or-later
"""How the columns of a list share the room there is."""

from collections.abc import Sequence

from desktop.widgets.source import Column


def shared(room: int, wanted: Sequence[int], columns: Sequence[Column]) -> list[int]:
    """Share the room: what is left goes by weight; what is missing is taken from the widest.

    Either way the sum is the room, to the pixel: a list that nearly fits would scroll sideways.
    """
    if not wanted:
        return []
    left = room - sum(wanted)
    if left >= 0:
        total = sum(column.weight for column in columns) or 1
        widths = [width + left * columns[n].weight // total for n, width in enumerate(wanted)]
        return [*widths[:-1], room - sum(widths[:-1])]
    kept = _kept(room, wanted, columns)
    others = [n for n in range(len(wanted)) if n not in kept]
    room -= sum(wanted[n] for n in kept)
    widths = list(wanted)
    for done, n in enumerate(sorted(others, key=lambda n: wanted[n])):
        widths[n] = min(wanted[n], room // (len(others) - done))
        room -= widths[n]
    return widths


def _kept(room: int, wanted: Sequence[int], columns: Sequence[Column]) -> set[int]:
    """Return the columns that give nothing up: codes, dates and numbers, cut, say nothing."""
    short = {n for n, column in enumerate(columns) if column.weight == 0}
    for kept in (short, {0}):
        if len(kept) < len(wanted) and sum(wanted[n] for n in kept) <= room * 3 // 5:
            return kept
    return set()
