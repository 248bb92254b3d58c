# SPDX-License-Identifier: GPL-3.0-or-later
"""The checkpoints of one placement as a list."""

from array import array
from collections.abc import Sequence
from typing import Any

from desktop.core import listing
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.placements.model import Checkpoint

_TABLE = table_of(Checkpoint)
_C = _TABLE.c


def keys(work: Work, placement: str) -> "array[int]":
    """Return the checkpoints of one placement in order."""
    where = [_C.placement == placement]
    return listing.snapshot(work, Checkpoint, where=where, order=[_C.due_on])


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (point, due_on, done_on, result) of each checkpoint."""
    columns = (_C.point, _C.due_on, _C.done_on, _C.result)
    return listing.page(work, _TABLE, _C.row, columns, wanted)
