# SPDX-License-Identifier: GPL-3.0-or-later
"""Bring a store to the schema of this program, or refuse: a newer file is never opened.

Alembic is imported only when there is something to do. Every step runs inside the wrapper: a copy
first, foreign keys off outside the transaction (a batch rebuild would cascade), search tables
dropped before and rebuilt after, counts, foreign keys and indexes compared, all rolled back when
anything differs.
"""

import importlib.util
import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from desktop.core import db, files, search
from desktop.core.crypto.header import NewerWorkspace
from desktop.core.errors import UserError
from desktop.core.i18n import N_

if TYPE_CHECKING:
    import sqlalchemy as sa

_FOLDER = Path(__file__).resolve().parents[1] / "migrations"
_FILE = re.compile(r"\d{4}_\w+\.py")


class MigrationRefused(UserError):
    """A step would have lost rows or links; everything was put back."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This workspace could not be brought up to this version of the program. It was "
                "left as it was, and a copy stands beside it. Keep using the earlier version."
            )
        )


def steps(store: str, folder: Path = _FOLDER) -> list[Path]:
    """Return the migration files of a store in order; their first four digits are the schema."""
    return sorted(path for path in (folder / store).glob("*.py") if _FILE.fullmatch(path.name))


def head(store: str) -> int:
    """Return the schema number this program knows for a store."""
    return int(steps(store)[-1].name[:4])


def schema(connection: sqlite3.Connection) -> int:
    """Return the schema number of an open store; 0 for one without tables."""
    there = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'setting'").fetchone()
    if not there:
        return 0
    row = connection.execute("SELECT value FROM setting WHERE name = 'schema'").fetchone()
    return int(row[0]) if row else 0


def bring_up(place: db.Place, store: str, files: Sequence[Path] | None = None) -> bool:
    """Migrate a store if it is older than the program; True when something was done."""
    todo = list(steps(store) if files is None else files)
    connection = db.connect(place)
    try:
        at = schema(connection)
        top = int(todo[-1].name[:4])
        if at > top:
            raise NewerWorkspace
        if at == top:
            return False
        if at:
            copy = place.path.with_suffix(f".before-{top:04}")
            drop_copies(place.path.parent, place.path.stem)  # one copy back is enough
            db.backup(connection, db.Place(copy, place.key, place.identity))
    finally:
        connection.close()
    import sqlalchemy as sa

    made = db.engine(place)
    try:
        _run(made, [path for path in todo if int(path.name[:4]) > at])
    except (sa.exc.DBAPIError, db.DriverError) as error:  # all of it was rolled back
        raise db.foreseen(error) or error from None
    finally:
        made.dispose()
    return True


def drop_copies(folder: Path, store: str = "*") -> None:
    """Remove what stood before a migration: it has the key of that day and whom it still held.

    Not needed any longer once a backup was made since, and not to be kept once the key is new or
    somebody was erased.
    """
    for older in files.plain(folder.glob(f"{store}.before-*")):
        older.unlink()


def searched(path: Path) -> list[search.Index]:
    """Return the search indexes as they stand after a migration file."""
    found: dict[str, list[str]] = getattr(_load(path), "SEARCH", {})
    return [search.Index(table, columns) for table, columns in found.items()]


def _run(made: "sa.Engine", files: Sequence[Path]) -> None:
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    with made.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None  # noqa: S101 - an open connection has one
        raw.execute("PRAGMA foreign_keys = OFF")
        try:
            writing = connection.execution_options(write=True)
            with writing.begin():
                search.drop(writing)
                before = _counts(writing), _made(writing)
                context = MigrationContext.configure(writing, opts={"render_as_batch": True})
                with Operations.context(context):
                    todo = [_load(path) for path in files]
                    for step in todo:
                        step.upgrade()
                may_go = {name for step in todo for name in getattr(step, "DROPPED", ())}
                _finish(writing, before, may_go, files[-1])
        finally:
            raw.execute("PRAGMA foreign_keys = ON")


def _finish(
    connection: "sa.Connection",
    before: tuple[dict[str, int], set[str]],
    may_go: set[str],
    last: Path,
) -> None:
    """Compare with what was there, rebuild the search, write the schema number; or refuse."""
    after = _counts(connection)
    lost = {name for name, n in before[0].items() if after.get(name) != n} - may_go
    lost |= before[1] - _made(connection) - may_go
    links = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if lost or links:
        raise MigrationRefused
    search.build(connection, searched(last))
    if not search.sound(connection):
        raise MigrationRefused
    number = int(last.name[:4])
    connection.exec_driver_sql("DELETE FROM setting WHERE name = 'schema'")
    connection.exec_driver_sql("INSERT INTO setting VALUES ('schema', ?)", (str(number),))


def _counts(connection: "sa.Connection") -> dict[str, int]:
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' "
        "ESCAPE '\\' AND name NOT IN ('setting') AND name NOT LIKE 'search\\_%' ESCAPE '\\'"
    ).fetchall()
    return {
        name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()  # noqa: S608
        for (name,) in names
    }


def _made(connection: "sa.Connection") -> set[str]:
    """Return indexes and triggers; a step that drops one says so in ``DROPPED``."""
    rows = connection.exec_driver_sql(
        "SELECT name FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
    )
    return {row.name for row in rows}


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"vereda_migration_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise MigrationRefused
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
