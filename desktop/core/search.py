# SPDX-License-Identifier: GPL-3.0-or-later
"""Full-text search over records: made, dropped and rebuilt only here.

Each register with searchable fields has an external-content FTS5 table keyed by the integer
``row`` and three triggers. A table rebuild by a migration would leave the index pointing at other
people (the twelfth trap), so migrations drop all of this first and rebuild it after.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from sqlalchemy import Connection

_WORD = re.compile(r"\w+", re.UNICODE)
_MADE = re.compile(r"CREATE (?:VIRTUAL TABLE|TRIGGER) (\w+)")
_NAME = re.compile(r"[a-z_]+")
_BEGINNINGS = (2, 3)
"""How many first letters have an index of their own."""


@dataclass(frozen=True, slots=True)
class Index:
    """Which columns of which table are searched."""

    table: str
    columns: Sequence[str]


def build(connection: "Connection", indexes: Sequence[Index]) -> None:
    """Make the search tables and triggers and fill them from what the tables hold."""
    for index in indexes:
        for name in (index.table, *index.columns):
            if not _NAME.fullmatch(name):
                raise ValueError(name)
        for statement in _statements(index):
            connection.exec_driver_sql(statement)


def drop(connection: "Connection") -> None:
    """Remove every search table and trigger, before a migration touches the tables under them."""
    for kind, name in _parts(connection):
        connection.exec_driver_sql(f'DROP {kind.upper()} IF EXISTS "{name}"')


@contextmanager
def together(connection: "Connection", table: str) -> Iterator[None]:
    """Index the rows inserted inside the block all at once: a trigger per row costs far more.

    The trigger is back when the block ends, however it ends; a crash between rolls back all of it.
    """
    name = f"search_{table}_made"
    trigger = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?", (name,)
    ).scalar()
    if trigger is None:
        yield
        return
    last = connection.exec_driver_sql(f'SELECT max(row) FROM "{table}"').scalar() or 0  # noqa: S608
    described = connection.exec_driver_sql(f'PRAGMA table_info("search_{table}")')
    columns = ", ".join(row.name for row in described)
    connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    try:
        yield
    finally:
        connection.exec_driver_sql(
            f"INSERT INTO search_{table}(rowid, {columns}) "  # noqa: S608
            f'SELECT row, {columns} FROM "{table}" WHERE row > ? ORDER BY row',
            (last,),
        )
        connection.exec_driver_sql(trigger)


def sound(connection: "Connection") -> bool:
    """Compare every index with the text it was made from (FTS5's own integrity check)."""
    try:
        for kind, name in _parts(connection):
            if kind == "table":
                connection.exec_driver_sql(
                    f'INSERT INTO "{name}"("{name}", rank) VALUES (\'integrity-check\', 1)'  # noqa: S608
                )
    except sa.exc.DatabaseError:
        return False
    return True


def whole(connection: "Connection", indexes: Sequence[Index]) -> bool:
    """Tell whether every index and its triggers stand as ``build`` makes them, and are sound."""
    wanted = {
        found.group(1): statement
        for index in indexes
        for statement in _statements(index)
        if (found := _MADE.match(statement))
    }
    there = {
        row.name: row.sql
        for row in connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_schema WHERE name LIKE 'search\\_%' ESCAPE '\\' AND "
            "(type = 'trigger' OR sql LIKE 'CREATE VIRTUAL TABLE%')"
        )
    }
    return there == wanted and sound(connection) and _finds(connection)


def exists(connection: "Connection", table: str) -> bool:
    """Tell whether a table has a search index."""
    return any(name == f"search_{table}" for _, name in _parts(connection))


def expression(text: str) -> str:
    """Turn what a person types into an FTS5 expression: every word a prefix, no syntax leaks in."""
    words = _WORD.findall(unicodedata.normalize("NFC", text))[:12]
    return " ".join(f'"{word}"*' for word in words)


def _finds(connection: "Connection") -> bool:
    """Ask every index for every word, and every beginning of a word, that is written in it.

    FTS5's own check follows the words from page to page and does not ask the tree through which a
    search comes to them: an old page of that tree, put back, hides people and is called sound.
    """
    tables = [name for kind, name in _parts(connection) if kind == "table"]
    try:
        return all(_finds_all(connection, name) for name in tables)
    except sa.exc.DatabaseError:
        return False


def _finds_all(connection: "Connection", name: str) -> bool:
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE temp.search_words USING fts5vocab(main, '{name}', 'instance')"
    )
    try:
        return all(_finds_those(connection, name, length) for length in (None, *_BEGINNINGS))
    finally:
        connection.exec_driver_sql("DROP TABLE temp.search_words")


def _finds_those(connection: "Connection", name: str, length: int | None) -> bool:
    """Compare what is found by each word, or its first letters, with where it is written."""
    ask = f'SELECT count(*) FROM "{name}" WHERE "{name}" MATCH ?'  # noqa: S608
    rows = connection.exec_driver_sql("SELECT term, doc FROM temp.search_words")
    for word, group in groupby(rows, key=lambda row: row.term[:length]):
        if length is not None and len(word) < length:
            continue
        wanted = f'"{word}"' if length is None else f'"{word}"*'
        found = connection.exec_driver_sql(ask, (wanted,)).scalar_one()
        if found != len({row.doc for row in group}):
            return False
    return True


def _parts(connection: "Connection") -> list[tuple[str, str]]:
    rows = connection.exec_driver_sql(
        "SELECT type, name FROM sqlite_schema WHERE name LIKE 'search\\_%' ESCAPE '\\' AND "
        "(type = 'trigger' OR sql LIKE 'CREATE VIRTUAL TABLE%') ORDER BY type DESC"
    )
    return [(row[0], row[1]) for row in rows]


def _statements(index: Index) -> list[str]:
    table, search = index.table, f"search_{index.table}"
    columns = ", ".join(index.columns)
    old = ", ".join(f"old.{column}" for column in index.columns)
    new = ", ".join(f"new.{column}" for column in index.columns)
    remove = f"INSERT INTO {search}({search}, rowid, {columns}) VALUES ('delete', old.row, {old});"  # noqa: S608
    insert = f"INSERT INTO {search}(rowid, {columns}) VALUES (new.row, {new});"  # noqa: S608
    return [
        f"CREATE VIRTUAL TABLE {search} USING fts5({columns}, content='{table}', "
        "content_rowid='row', tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
        f"INSERT INTO {search}({search}, rank) VALUES ('secure-delete', 1)",  # noqa: S608
        f"INSERT INTO {search}({search}) VALUES ('rebuild')",  # noqa: S608
        f"CREATE TRIGGER {search}_made AFTER INSERT ON {table} BEGIN {insert} END",
        f"CREATE TRIGGER {search}_gone AFTER DELETE ON {table} BEGIN {remove} END",
        f"CREATE TRIGGER {search}_kept AFTER UPDATE OF {columns} ON {table} "
        f"BEGIN {remove} {insert} END",
    ]
