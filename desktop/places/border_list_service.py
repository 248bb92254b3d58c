# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of borders: which match, the gravest and the longest unconfirmed first."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from desktop.core import listing
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.places import border_service, confirm_service, service
from desktop.places.border_service import BorderNow
from desktop.places.list_service import WORST
from desktop.places.model import Border, BorderStatus

_TABLE, _STATUSES = table_of(Border), table_of(BorderStatus)
_C, _S = _TABLE.c, _STATUSES.c
OLD, NONE = "old", "none"


@dataclass(frozen=True, slots=True)
class BorderLine:
    """What the list says of a border; ``old`` when it is to be asked about again."""

    sides: str
    border: BorderNow
    age: int | None
    old: bool


def keys(work: Work, text: str, filters: Mapping[str, str], on: date) -> "array[int]":
    """Return the borders; ``status`` a status or none recorded, ``known`` those grown old."""
    work.may("read")
    names = service.names(work)
    wanted = service.folded(text).split()
    often = confirm_service.term(work)
    found = [
        one
        for one in border_service.borders(work, on)
        if _matches(one, filters, on, often)
        and all(word in service.folded(confirm_service.sides(one, names)) for word in wanted)
    ]
    rows: dict[str, int] = dict(
        work.session.execute(sa.select(_C.id, _C.row).where(_C.deleted_at.is_(None))).all()
    )
    found.sort(key=lambda one: (_rank(one), -(confirm_service.age(one, on) or 0), rows[one.id]))
    return array("q", [rows[one.id] for one in found])


def lines(work: Work, wanted: Sequence[int], on: date) -> list[BorderLine | None]:
    """Return the line of each key, in the order of the keys; None for one that is gone."""
    ids = [row[0] for row in listing.page(work, _TABLE, _C.row, (_C.id,), wanted)]
    names, often = service.names(work), confirm_service.term(work)
    held = {one.id: one for one in border_service.borders(work, on)}
    return [
        None
        if (one := held.get(identity)) is None
        else BorderLine(
            confirm_service.sides(one, names),
            one,
            confirm_service.age(one, on),
            confirm_service.is_old(one, on, often),
        )
        for identity in ids
    ]


def status_keys(work: Work, border: str) -> "array[int]":
    """Return what was recorded of one border, the latest beginning first."""
    where = [_S.border == border]
    return listing.snapshot(
        work, BorderStatus, where=where, order=[_S.valid_from.desc(), _S.row.desc()]
    )


def status_rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return status, valid_from, certainty, last_confirmed, note and revision of each."""
    columns = (_S.status, _S.valid_from, _S.certainty, _S.last_confirmed, _S.note, _S.rev)
    return listing.page(work, _STATUSES, _S.row, columns, wanted)


def _matches(one: BorderNow, filters: Mapping[str, str], on: date, often: int) -> bool:
    status = filters.get("status")
    if status and one.status != ("" if status == NONE else status):
        return False
    return filters.get("known") != OLD or confirm_service.is_old(one, on, often)


def _rank(one: BorderNow) -> int:
    return WORST.index(one.status) if one.status in WORST else len(WORST)
