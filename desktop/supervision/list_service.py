# SPDX-License-Identifier: GPL-3.0-or-later
"""The queue of reviews as a list: what waits, the oldest first, and what was decided."""

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from desktop.core import listing
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.supervision.model import WAITING, Review

_TABLE = table_of(Review)
_C = _TABLE.c


def keys(work: Work, filters: Mapping[str, str]) -> "array[int]":
    """Return the reviews in a ``state`` and of a kind (``about``)."""
    work.may("read")
    where = [_C[name] == filters[name] for name in ("state", "about") if filters.get(name)]
    waits = filters.get("state") == WAITING
    order = [_C.asked_on, _C.row] if waits else [_C.asked_on.desc(), _C.row.desc()]
    return listing.snapshot(work, Review, where=where, order=order)


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (about, participant, asked_on, created_by, state, decided_on, decided_by) of each."""
    columns = (
        *(_C.about, _C.participant, _C.asked_on, _C.created_by),
        *(_C.state, _C.decided_on, _C.decided_by),
    )
    return listing.page(work, _TABLE, _C.row, columns, wanted)
