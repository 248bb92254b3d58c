# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of any length: a snapshot of integer keys, then pages of the rows that are seen.

The keys come as one ``group_concat`` row: the database sorts and joins without Python between,
so that a search in a worker thread does not make the window stutter.
"""

import json
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from desktop.core import custom, names, scope, search
from desktop.core.fields import FieldSpec, Kind
from desktop.core.tables import CODED, Record, table_of
from desktop.core.work import Work

MANY = 20
"""One in so many rows: from there on a search goes along the index of the list."""
Columns = Sequence[sa.ColumnElement[Any]]


def snapshot(
    work: Work,
    model: type[Record],
    *,
    where: Columns = (),
    order: Columns = (),
    text: str = "",
    sounds: str = "",
    limit: int | None = None,
) -> "array[int]":
    """Return the keys of the records that match, in order; ``text`` searches as people type.

    ``sounds`` names the searched column that holds how names sound, where a register has one.
    """
    table = table_of(model)
    scope.enter(work, "read", table.name)
    seen = (table.c.deleted_at.is_(None), table.c.created_by != CODED)
    query = sa.select(table.c.row).where(*seen, *work.visible(table), *where)
    if expression := names.expression(text, sounds) if sounds else search.expression(text):
        query = query.where(_matching(work, table, expression))
    inner = query.order_by(*(order or (table.c.row.desc(),))).limit(limit).subquery()
    joined = work.session.execute(sa.select(sa.func.group_concat(inner.c.row))).scalar()
    return array("q", map(int, joined.split(","))) if joined else array("q")


def _matching(work: Work, table: sa.Table, expression: str) -> sa.ColumnElement[bool]:
    """Match the rows a search finds: one by one where they are few, else along the list's index.

    Of a word that many are called by each row would be looked up on a page of its own.
    """
    words = {"words": expression}
    found = _found(table.name).bindparams(**words).columns(sa.column("rowid"))
    many = work.session.execute(_many(table.name), words).scalar()
    return (table.c.row + 0 if many else table.c.row).in_(found)


@cache
def _found(name: str) -> sa.TextClause:
    return sa.text(f"SELECT rowid FROM search_{name} WHERE search_{name} MATCH :words")  # noqa: S608


@cache
def _many(name: str) -> sa.TextClause:
    return sa.text(
        f'SELECT count(*) > (SELECT max(row) FROM "{name}") / {MANY} '  # noqa: S608
        f"FROM search_{name} WHERE search_{name} MATCH :words"
    )


def narrowed(
    work: Work, model: type[Record], keys: "array[int]", own: Mapping[str, str]
) -> "array[int]":
    """Return those of a list whose answers to an organisation's own questions are these."""
    table = table_of(model)
    scope.enter(work, "read", table.name)
    known = {spec.name: spec for spec in custom.narrowing(table.name)}
    where = [
        _answered(table.c.extra, known[name], code) for name, code in own.items() if name in known
    ]
    query = sa.select(table.c.row).where(*where, *work.visible(table))
    among_them = set(work.session.execute(query).scalars())
    return array("q", (key for key in keys if key in among_them))


def _answered(extra: sa.ColumnElement[Any], spec: FieldSpec, code: str) -> sa.ColumnElement[bool]:
    place = f'$."{spec.name}"'
    if spec.kind is Kind.CODES:
        each = sa.func.json_each(extra, place).table_valued("value")
        return sa.exists(sa.select(1).select_from(each).where(each.c.value == code))
    wanted = int(code == custom.YES) if spec.kind is Kind.YES_NO else code
    return sa.func.json_extract(extra, place) == wanted


def page(
    work: Work,
    table: sa.FromClause,
    key: sa.ColumnElement[int],
    columns: Columns,
    keys: Sequence[int],
) -> list[tuple[Any, ...]]:
    """Return the columns of the given keys, in the order of the keys; a missing row is all None."""
    scope.enter(work, "read", str(getattr(table, "name", "")))
    rows = work.session.execute(
        sa.select(key, *columns).select_from(table).where(key.in_(list(keys)), *work.visible(table))
    )
    found = {row[0]: tuple(row[1:]) for row in rows}
    empty = (None,) * len(columns)
    return [found.get(one, empty) for one in keys]


def among(identities: Iterable[str] | Iterable[int]) -> "sa.Select[tuple[Any]]":
    """Select many ids or keys handed over as one value: the statement is as short for thousands."""
    each = sa.func.json_each(json.dumps(list(identities))).table_valued("value")
    return sa.select(each.c.value)


def handed(name: str) -> "sa.Select[tuple[Any]]":
    """Select ids or keys handed over as one value when a kept question is asked."""
    each = sa.func.json_each(sa.bindparam(name, type_=sa.String)).table_valued("value")
    return sa.select(each.c.value)


def leaving(work: Work, model: type[Record], names: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the named fields of every record with its ``id``, as written; none deleted."""
    scope.enter(work, "export", str(model.__tablename__))
    columns = table_of(model).c
    query = (
        sa.select(columns.id, *(columns[name] for name in names))
        .where(columns.deleted_at.is_(None), columns.created_by != CODED)
        .order_by(columns.row)
    )
    return (dict(row) for row in work.session.execute(query).mappings())


def leaving_of(
    work: Work,
    model: type[Record],
    names: Iterable[str],
    people: Collection[str],
    owner: str = "participant",
) -> list[dict[str, Any]]:
    """Return the same of these people only; ``owner`` is the field that says whose a record is."""
    wanted = frozenset(people)
    return [row for row in leaving(work, model, names) if row[owner] in wanted]


def count(work: Work, model: type[Record], *where: sa.ColumnElement[Any]) -> int:
    """Return how many records match."""
    table = table_of(model)
    scope.enter(work, "read", table.name)
    query = (
        sa.select(sa.func.count())
        .select_from(table)
        .where(table.c.deleted_at.is_(None), *work.visible(table), *where)
    )
    return int(work.session.execute(query).scalar_one())
