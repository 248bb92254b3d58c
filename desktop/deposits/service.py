# SPDX-License-Identifier: GPL-3.0-or-later
"""Leave a note for a part one cannot read: sealed to it, gone from the screen, taken in later."""

import json
from array import array
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from desktop.core import deposited, listing, records
from desktop.core.tables import new_id, table_of
from desktop.core.work import Work
from desktop.deposits.model import STORES, Deposit, DepositDraft

if TYPE_CHECKING:
    from desktop.core.store import Workspace

__all__ = ["STORES", "keys", "leave", "rows", "take"]

_TABLE = table_of(Deposit)
_C = _TABLE.c
_TAG, _ID = "deposit_note", "id"


def leave(workspace: "Workspace", store: str, values: Mapping[str, Any]) -> None:
    """Seal a note to a store; nothing of it stays here, in the journal neither."""
    with workspace.work() as work:
        work.may("create")
        left = deposited.left_by(work)
    month = str(values.get("month") or "").rstrip("~")[:7]  # a day is more than is needed
    made = records.validated(DepositDraft, {**values, "month": month})
    if store not in STORES:
        raise ValueError(store)
    content = {_TAG: {_ID: new_id(), **left, **made.model_dump(mode="json")}}
    workspace.deposit(store, json.dumps(content, ensure_ascii=False).encode())


def take(workspace: "Workspace", store: str) -> int:
    """Bring the notes from the in-box of an open store into it; returns how many.

    A note that a cut left in the box after it was written is not written twice. One that is no
    note stays where it is and does not keep the others back.
    """
    with workspace.work(store) as work:
        work.may("create")
    taken = 0
    for path, content in workspace.deposits(store):
        values = deposited.told(content).get(_TAG)
        if not isinstance(values, dict):  # of another kind, for whoever carries it out
            continue
        named = deposited.name_of(values, _ID)
        if named is None:
            continue
        try:
            with workspace.work(store, write=True) as work:
                taken += _take(work, named, values)
        except deposited.REFUSED:
            continue
        path.unlink()
    return taken


def keys(work: Work) -> "array[int]":
    """Return the notes that were left, the latest first."""
    work.may("read")
    return listing.snapshot(work, Deposit, order=[_C.row.desc()])


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return month, sector and words of each note."""
    return listing.page(work, _TABLE, _C.row, (_C.month, _C.sector, _C.words), wanted)


def _take(work: Work, named: str, values: Mapping[str, Any]) -> bool:
    own = deposited.own_id(work, named)
    if deposited.is_known(work, _TABLE, [own, named]):
        return False
    records.create(work, Deposit, values, id=own, extra=deposited.noted(work, own, values))
    return True
