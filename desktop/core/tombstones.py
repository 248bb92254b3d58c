# SPDX-License-Identifier: GPL-3.0-or-later
"""What was erased, by random id only, so that an older copy cannot bring anybody back.

Ids of records written before 2026-11-22 carry the millisecond they were made; later ones tell it
no finer than some fifty days.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from desktop.core import erasure, history
from desktop.core.tables import BASE_COLUMNS, is_id, tombstone

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import ReflectedColumn

    from desktop.core.work import Work

_OF_RECORDS = {"row", "id", "code", "rev", "deleted_at"}


@dataclass(frozen=True, slots=True)
class Tombstone:
    """One erased record: its register, its id, and when it went."""

    register: str
    id: str
    moment: datetime


def lay(work: "Work", register: str, identity: str) -> None:
    """Note that a record was erased; laying the same stone twice changes nothing."""
    erasure.lay_many(work, register, [identity])


def laid(work: "Work") -> list[Tombstone]:
    """Return every stone of this store, the oldest first."""
    rows = work.session.execute(tombstone.select().order_by(tombstone.c.moment, tombstone.c.id))
    return [Tombstone(row.register, row.id, row.moment) for row in rows]


def lies(work: "Work", identity: str) -> bool:
    """Tell whether a record of this id was erased; whoever brings records in asks first."""
    query = sa.select(sa.literal(1)).where(tombstone.c.id == identity)
    return work.session.execute(query).first() is not None


def named(work: "Work", identities: Iterable[str]) -> dict[str, Tombstone]:
    """Return a stone for each record that is here although a journal names its erasure."""
    wanted = list(identities)
    found: dict[str, Tombstone] = {}
    for name in _registers(work):
        table = sa.table(name, sa.column("id"))
        here = work.session.execute(sa.select(table.c.id).where(table.c.id.in_(wanted))).scalars()
        found |= {one: Tombstone(name, one, work.moment) for one in here}
    return found


def carry_over(work: "Work", stones: Iterable[Tombstone]) -> int:
    """Lay the stones of a newer store into an older copy and erase what they name.

    Returns how many records went. Run it before anybody sees what was restored. A stone without
    a whole id names nobody: it comes from a file somebody wrote by hand.
    """
    gone = 0
    by_register: dict[str, list[Tombstone]] = {}
    for stone in (one for one in stones if is_id(one.id)):
        by_register.setdefault(stone.register, []).append(stone)
    for register, some in by_register.items():
        identities = [stone.id for stone in some]
        gone += erasure.purge(work, register, identities)
        gone += _clear(work, identities)
        erasure.scrub(work, identities)
        work.session.execute(
            tombstone.insert().prefix_with("OR IGNORE"),
            [{"register": one.register, "id": one.id, "moment": one.moment} for one in some],
        )
    return gone


def _clear(work: "Work", identities: list[str]) -> int:
    """Take ids out of whatever links to them, by the columns of the file: a restore has no models.

    What cannot be without the link goes too; returns how many did.
    """
    gone = 0
    for name, columns in _registers(work).items():
        for column in columns.values():
            if column["name"] in BASE_COLUMNS or not isinstance(
                column["type"], sa.String | sa.JSON
            ):
                continue
            table = sa.table(name, sa.column("id"), sa.column("rev"), sa.column(column["name"]))
            gone += _clear_column(work, table, column, identities)
    return gone


def _registers(work: "Work") -> "dict[str, dict[str, ReflectedColumn]]":
    """Return the columns of every register of the file, by name; a restore has no models."""
    inspector = sa.inspect(work.session.connection())
    found = {
        name: {column["name"]: column for column in inspector.get_columns(name)}
        for name in inspector.get_table_names()
    }
    return {name: columns for name, columns in found.items() if columns.keys() >= _OF_RECORDS}


def _clear_column(
    work: "Work", table: sa.TableClause, column: "ReflectedColumn", identities: list[str]
) -> int:
    held = table.c[column["name"]]
    several = isinstance(column["type"], sa.JSON)
    where = (
        sa.or_(*(sa.func.instr(held, one) > 0 for one in identities))
        if several
        else held.in_(identities)
    )
    rows = work.session.execute(sa.select(table.c.id, held).where(where)).all()
    if rows and not several and not column["nullable"]:
        below = [row.id for row in rows]
        erasure.lay_many(work, table.name, below)
        return erasure.purge(work, table.name, below) + _clear(work, below)
    for identity, value in rows:
        left = [one for one in json.loads(value) if one not in identities] if several else None
        written = history.text(left) if several else None
        work.session.execute(
            table.update()
            .where(table.c.id == identity)
            .values({held.name: written, "rev": table.c.rev + 1})
        )
        history.changed(work, table.name, identity, {held.name: left})
    return 0
