# SPDX-License-Identifier: GPL-3.0-or-later
"""Many records at once: the same rows, births and search entries as one by one, far faster.

The driver is handed bound values directly and search entries are made for all new rows together;
everything else (codes, stamps, history, one journal entry) is what ``records.create`` does.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any

import sqlalchemy as sa

from desktop.core import history, journal, scope, search
from desktop.core.errors import NotYours
from desktop.core.fields import FieldSpec, specs
from desktop.core.tables import BASE_COLUMNS, Record, change, new_codes, new_ids, table_of
from desktop.core.work import Work

CHUNK = 5_000

Bind = Callable[[Any], Any]
_GIVEN = BASE_COLUMNS - {"row"}  # the key of a row is the file's own affair
_PLAIN = (sa.String, sa.Integer, sa.Float)
_SHORT = {"None": "null", "[]": "[]", "{}": "{}"}  # most lists of most rows are empty
_json = json.JSONEncoder().encode


def create_many(
    work: Work,
    model: type[Record],
    rows: Iterable[Mapping[str, object]],
    *,
    import_id: str | None = None,
) -> int:
    """Write many validated rows, births included; one journal entry for all of them.

    ``rows`` hold the draft's fields and, if wished, base columns; they were validated before, by
    the preview of an import or by the demonstration's generator.
    """
    scope.enter(work, "create", str(model.__tablename__))
    if work.visible(table_of(model)):  # many at once are for those who see everybody
        work.refuse("create", NotYours())
    work.session.flush()
    table, fields = table_of(model), specs(model.draft)
    connection = work.session.connection()
    insert = _Insert(connection, table)
    births = _Insert(connection, change)
    taken = set(work.session.execute(sa.select(table.c.code)).scalars())
    base = _base(work, import_id)
    total = 0
    iterator = iter(rows)
    with search.together(connection, table.name):
        while chunk := list(islice(iterator, CHUNK)):
            made = list(_whole(model, chunk, fields, base, taken))
            insert(made)
            births(_births(work, table.name, made, fields))
            total += len(chunk)
    journal.write(work, "create_many", f"{table.name}:{total}")
    work.touched.add(table.name)
    return total


class _Insert:
    """One prepared INSERT, fed with rows whose values it binds as the columns' types would."""

    def __init__(self, connection: sa.Connection, table: sa.Table) -> None:
        columns = [column for column in table.columns if not column.primary_key]
        self._binds = [(column.name, _bind(column.type, connection.dialect)) for column in columns]
        names = ", ".join(f'"{column.name}"' for column in columns)
        marks = ", ".join("?" * len(columns))
        self._sql = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'  # noqa: S608
        self._connection = connection.connection.driver_connection

    def __call__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        binds = self._binds
        self._connection.executemany(  # type: ignore[union-attr]
            self._sql,
            [
                [row[name] if bind is None else bind(row[name]) for name, bind in binds]
                for row in rows
            ],
        )


def _base(work: Work, import_id: str | None) -> dict[str, Any]:
    return {
        "rev": 1,
        **history.stamps(work),
        "deleted_at": None,
        "programme": None,
        "worker": work.user.name,
        "import_id": import_id,
        "extra": {},
    }


def _whole(
    model: type[Record],
    chunk: list[Mapping[str, object]],
    fields: Iterable[FieldSpec],
    base: Mapping[str, Any],
    taken: set[str],
) -> Iterator[dict[str, Any]]:
    """Complete rows: defaults below, what the row gives above them, base columns above all."""
    empty = {**base, **{spec.name: spec.initial for spec in fields}}
    known = {spec.name for spec in fields} | _GIVEN
    fresh = new_codes(model.letter, taken)
    for identity, row in zip(new_ids(len(chunk)), chunk, strict=True):
        given = {name: row[name] for name in row if name in known and row[name] is not None}
        given |= model.draft.derived(given)
        code = given.get("code")
        if code is None or code in taken:
            code = next(fresh)
        taken.add(str(code))
        yield {**empty, "id": identity, **given, "code": code}


def _births(
    work: Work, register: str, rows: list[dict[str, Any]], fields: Iterable[FieldSpec]
) -> Iterator[dict[str, Any]]:
    names = [spec.name for spec in fields]
    common = {
        "register": register,
        "field": history.BIRTH,
        "heads": "[]",
        "moment": work.moment,
        "user": work.user.name,
        "device": work.device,
    }
    for identity, row in zip(new_ids(len(rows)), rows, strict=True):
        held = {name: row[name] for name in names if row[name] not in history.EMPTY}
        held |= row["extra"]
        yield {**common, "id": identity, "record": row["id"], "value": history.text(held)}


def _bind(kind: sa.types.TypeEngine[Any], dialect: sa.Dialect) -> Bind | None:
    """Return how a column's values are bound, in its fastest form; None where they stay as is."""
    usual: Bind | None = kind.dialect_impl(dialect).bind_processor(dialect)
    if isinstance(kind, sa.JSON):
        return lambda value: _SHORT[str(value)] if not value else _json(value)
    if type(kind) is sa.Date:
        return lambda value: None if value is None else date.isoformat(value)
    if isinstance(kind, sa.types.TypeDecorator):
        return _remembering(usual) if usual else None
    return None if isinstance(kind, _PLAIN) else usual


def _remembering(usual: Bind) -> Bind:
    """Bind the same value once: all rows of one import carry the same moment."""
    last: list[Any] = [None, usual(None)]

    def bind(value: Any) -> Any:
        if value is not last[0]:
            last[:] = value, usual(value)
        return last[1]

    return bind
