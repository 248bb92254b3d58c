# SPDX-License-Identifier: GPL-3.0-or-later
"""The change log: a record's birth with all its values, then one entry for each changed field.

Field history, undo and, later, merging between laptops read this one log. Every entry names the
heads it was made on, the device and the user, from the first release on.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from desktop.core import scope
from desktop.core.tables import change, new_id

if TYPE_CHECKING:
    from desktop.core.work import Work

BIRTH = ""
EMPTY: tuple[object, ...] = (None, "", [])
"""Answers a birth does not name."""


@dataclass(frozen=True, slots=True)
class Change:
    """One changed field; ``field`` is '' for the birth, whose ``value`` is the whole mapping."""

    id: str
    moment: datetime
    user: str
    field: str
    value: Any
    before: Any


def stamps(work: "Work") -> dict[str, Any]:
    """Return who made a record, when and on which computer: its first change is its making."""
    return {
        "created_at": work.moment,
        "created_by": work.user.name,
        "created_on": work.device,
        "changed_at": work.moment,
        "changed_by": work.user.name,
        "changed_on": work.device,
    }


def birth(work: "Work", register: str, record: str, values: Mapping[str, object]) -> None:
    """Note that a record came to be, with everything it held."""
    work.session.execute(change.insert(), [birth_row(work, register, record, values)])


def birth_row(
    work: "Work", register: str, record: str, values: Mapping[str, object]
) -> dict[str, object]:
    """Return the row of a birth, for writers that insert many at once."""
    held = {name: value for name, value in values.items() if value not in EMPTY}
    return _row(work, register, record, BIRTH, held, [])


def change_row(
    work: "Work", register: str, record: str, name: str, value: object, heads: list[str]
) -> dict[str, object]:
    """Return the row of one changed field, for writers that change many records at once."""
    return _row(work, register, record, name, value, heads)


def changed(work: "Work", register: str, record: str, values: Mapping[str, object]) -> None:
    """Note new values of fields, each on top of the change it was made on."""
    heads = _heads(work, record)
    born = heads.get(BIRTH, [])
    work.session.execute(
        change.insert(),
        [
            _row(work, register, record, name, value, heads.get(name, born))
            for name, value in values.items()
        ],
    )


def entries(work: "Work", record: str) -> list[Change]:
    """Return everything that happened to a record, newest first, each with the value before."""
    work.may("read")
    query = change.select().where(change.c.record == record).order_by(change.c.seq)
    rows = work.session.execute(query).all()
    if rows:
        scope.require_id(work, "read", rows[0].register, record)
    known: dict[str, Any] = {}
    found: list[Change] = []
    for row in rows:
        value = json.loads(row.value)
        found.append(Change(row.id, row.moment, row.user, row.field, value, known.get(row.field)))
        known.update(value if row.field == BIRTH else {row.field: value})
    return found[::-1]


def last_batch(work: "Work", record: str) -> dict[str, Any]:
    """Return field and earlier value of the latest save, so that undo can put them back.

    A save names a field once: a field that comes again belongs to the save before, even where
    both carry the same moment.
    """
    batch: dict[str, Any] = {}
    moment = None
    for one in entries(work, record):
        moment = moment or one.moment
        if one.field in batch or one.field in (BIRTH, scope.WORKER) or one.moment != moment:
            break
        batch[one.field] = one.before
    return batch


def codes(work: "Work", identities: Iterable[str]) -> dict[str, str]:
    """Return the code behind each id, of whichever register; an id of none is left out."""
    born = sa.select(change.c.record, change.c.register).where(
        change.c.record.in_(sorted(set(identities))), change.c.field == BIRTH
    )
    by_register: dict[str, list[str]] = {}
    for record, register in work.session.execute(born):
        by_register.setdefault(register, []).append(record)
    found: dict[str, str] = {}
    for register, ids in by_register.items():
        table = sa.table(register, sa.column("id"), sa.column("code"))
        rows = sa.select(table.c.id, table.c.code).where(table.c.id.in_(ids))
        found |= {row.id: row.code for row in work.session.execute(rows)}
    return found


def text(value: object) -> str:
    """Return a value as the log writes it."""
    return _encode(value)


def _heads(work: "Work", record: str) -> dict[str, list[str]]:
    rows: Iterable[Any] = work.session.execute(
        sa.select(change.c.field, change.c.id, sa.func.max(change.c.seq))
        .where(change.c.record == record)
        .group_by(change.c.field)
    )
    return {row.field: [row.id] for row in rows}


def _row(
    work: "Work", register: str, record: str, name: str, value: object, heads: list[str]
) -> dict[str, object]:
    return {
        "id": new_id(),
        "register": register,
        "record": record,
        "field": name,
        "value": text(value),
        "heads": json.dumps(heads),
        "moment": work.moment,
        "user": work.user.name,
        "device": work.device,
    }


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


_encode = json.JSONEncoder(default=_plain, ensure_ascii=False, separators=(",", ":")).encode
