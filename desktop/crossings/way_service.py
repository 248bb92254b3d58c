# SPDX-License-Identifier: GPL-3.0-or-later
"""The ways one person told, as a list."""

from array import array
from collections.abc import Sequence
from typing import Any

from desktop.core import listing
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.crossings.model import Way

_TABLE = table_of(Way)
_C = _TABLE.c


def keys(work: Work, person: str) -> "array[int]":
    """Return the ways of one participant, those in use first, then the latest."""
    order = [_C.until.is_not(None), _C.drawn_on.desc(), _C.row.desc()]
    return listing.snapshot(work, Way, where=[_C.participant == person], order=order)


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return kind, ends_in, through, who_may, drawn_on and until of each."""
    columns = (_C.kind, _C.ends_in, _C.through, _C.who_may, _C.drawn_on, _C.until)
    return listing.page(work, _TABLE, _C.row, columns, wanted)
