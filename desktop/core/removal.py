# SPDX-License-Identifier: GPL-3.0-or-later
"""Take back everything one import wrote: a soft delete with history, in one sweep."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from desktop.core import history, journal, scope
from desktop.core.tables import Record, change, table_of
from desktop.core.work import Work

CHUNK = 5_000


def changed_since(work: Work, model: type[Record], import_id: str) -> int:
    """Return how many records of an import somebody has worked on since."""
    work.may("import")
    table = table_of(model)
    query = sa.select(sa.func.count()).where(
        table.c.import_id == import_id, table.c.deleted_at.is_(None), table.c.rev > 1
    )
    return int(work.session.execute(query).scalar_one())


def remove_import(work: Work, model: type[Record], import_id: str) -> int:
    """Delete softly all records of an import that are still here; returns how many."""
    _enter(work, model)
    table = table_of(model)
    here = sa.and_(table.c.import_id == import_id, table.c.deleted_at.is_(None))
    heads = _heads(work, sa.select(table.c.id).where(here))
    gone = list(work.session.execute(sa.select(table.c.id).where(here)).scalars())
    for start in range(0, len(gone), CHUNK):
        _note(work, table, gone[start : start + CHUNK], heads)
    work.session.execute(table.update().where(here).values(**_deleted(work, table)))
    journal.write(work, "remove_import", f"{table.name}:{len(gone)}")
    work.touched.add(table.name)
    return len(gone)


def remove_many(work: Work, model: type[Record], gone: Sequence[str]) -> int:
    """Delete softly records that a later import replaces; returns how many."""
    _enter(work, model)
    table = table_of(model)
    for start in range(0, len(gone), CHUNK):
        part = list(gone[start : start + CHUNK])
        _note(work, table, part, _heads(work, sa.select(table.c.id).where(table.c.id.in_(part))))
        here = sa.and_(table.c.id.in_(part), table.c.deleted_at.is_(None))
        work.session.execute(table.update().where(here).values(**_deleted(work, table)))
    if gone:
        journal.write(work, "remove_import", f"{table.name}:{len(gone)}")
        work.touched.add(table.name)
    return len(gone)


def _enter(work: Work, model: type[Record]) -> None:
    scope.enter(work, "import", str(model.__tablename__))
    if model.kept_by:
        work.may(model.kept_by)


def _note(work: Work, table: sa.Table, gone: Sequence[str], heads: Mapping[str, list[str]]) -> None:
    work.session.execute(
        change.insert(),
        [
            history.change_row(work, table.name, one, "deleted_at", work.moment, heads[one])
            for one in gone
        ],
    )


def _deleted(work: Work, table: sa.Table) -> dict[str, Any]:
    return {
        "deleted_at": work.moment,
        "rev": table.c.rev + 1,
        "changed_at": work.moment,
        "changed_by": work.user.name,
        "changed_on": work.device,
    }


def _heads(work: Work, records: "sa.Select[tuple[str]]") -> dict[str, list[str]]:
    """Return what each deletion is made on: the last deletion or return, else the birth."""
    rows = work.session.execute(
        sa.select(change.c.record, change.c.id)
        .where(change.c.record.in_(records), change.c.field.in_((history.BIRTH, "deleted_at")))
        .order_by(change.c.seq)
    )
    return {row.record: [row.id] for row in rows}
