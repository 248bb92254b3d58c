# SPDX-License-Identifier: GPL-3.0-or-later
"""Read what can still be read of a damaged store into a fresh one, range of rows by range.

A page whose seal is broken fails alone: the rows on the others are as good as ever. What is lost
is filled from the last good copy, and what the change log knows of later is put on top.

A copy also holds whom the team erased since. A table that was read in full is the truth: what it
lacks was erased and is not filled in. Of a broken one only records come back of which the change
log still speaks, where that was read in full: erasing takes them out of it too.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass

from desktop.core import db, history, migrate

_WINDOW = 1_024
_GIVE_UP = 16
_FEELERS = 16
"""Rows asked for in a window, to know whether a table with an unreadable end goes on there."""
_OWN_OF_FILE = ("vault",)
_SKIPPED_SETTINGS = ("schema",)
_OF_RECORDS = {"id", "rev", "code", "deleted_at"}
NAMELESS = ("purge_rumours", "retention")
"""Acts of the journal that erase records and note how many, not which."""
Row = tuple[object, ...]


@dataclass(slots=True)
class Saved:
    """How one store was saved, and how many rows came from where."""

    store: str
    how: str = "lost"
    read: int = 0
    from_copy: int = 0
    from_log: int = 0
    certain: bool = True
    """Whether what a copy filled in is known not to have been erased after the copy was made."""

    @property
    def rows(self) -> int:
        """Every row the saved store holds because of this."""
        return self.read + self.from_copy


def into(fresh: db.Place, store: str, damaged: db.Place, copy: db.Place | None) -> Saved:
    """Fill a fresh store with what a damaged one still holds, then with what only a copy holds."""
    saved = Saved(store)
    db.connect(fresh, create=True).close()
    migrate.bring_up(fresh, store)
    with closing(db.connect(fresh)) as target:
        target.execute("PRAGMA foreign_keys = OFF")
        tables = _tables(target)
        whole = set()
        for name in tables:
            added, in_full = _fill(target, name, damaged)
            saved.read += added
            whole |= {name} if in_full else set()
        if copy is not None:
            with suppress(db.NotAStore, db.WrongKey):
                saved.from_copy, saved.certain = _from_copy(target, tables, whole, copy)
        saved.from_log = _catch_up(target, tables)
        target.execute("PRAGMA foreign_keys = ON")
    if saved.read:
        saved.how = "salvaged"
    elif saved.from_copy:
        saved.how = "copy"
    return saved


def _from_copy(
    target: sqlite3.Connection, tables: Sequence[str], whole: set[str], copy: db.Place
) -> tuple[int, bool]:
    """Fill the tables that were not read in full; returns how many rows came, and certainty."""
    alive = None
    if "change" in whole:
        alive = {row[0] for row in target.execute('SELECT DISTINCT record FROM "change"')}
    last = _last(target)
    broken = [name for name in tables if name not in whole]
    came = sum(_fill(target, name, copy, alive)[0] for name in broken)
    known = "tombstone" in whole or alive is not None
    return came, not came or known or _told(target, last, whole)


def _last(target: sqlite3.Connection) -> int:
    return int(target.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0])


def _told(target: sqlite3.Connection, last: int, whole: set[str]) -> bool:
    """Tell whether the journal was read to its end and names every record erased since.

    Its last number stands beside its key. Some acts erase many records and note how many.
    """
    held = target.execute("SELECT value FROM setting WHERE name = 'journal_key'").fetchone()
    number = str(held[0]).partition(":")[2] if held and "setting" in whole else ""
    lines, first = target.execute("SELECT count(*), min(seq) FROM journal").fetchone()
    unbroken = bool(lines) and lines == last - first + 1
    reached = "journal" in whole or (number != "" and int(number) == last)
    marks = ", ".join("?" for _ in NAMELESS)
    counted = target.execute(
        f'SELECT count(*) FROM journal WHERE "action" IN ({marks})',  # noqa: S608
        NAMELESS,
    ).fetchone()[0]
    return unbroken and reached and not counted


def _fill(
    target: sqlite3.Connection, table: str, source: db.Place, alive: set[str] | None = None
) -> tuple[int, bool]:
    """Put rows in that are not there yet; returns how many came, and whether all were read.

    With ``alive`` only what belongs to one of these records comes.
    """
    try:
        columns = _common(target, table, source)
    except (db.NotAStore, db.WrongKey, db.DriverError):
        return 0, False
    if not columns:
        return 0, False
    names = ", ".join(f'"{name}"' for name in columns)
    holes = ", ".join("?" for _ in columns)
    insert = f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({holes})'  # noqa: S608
    owner = columns.index(_owner(columns)) if alive is not None and _owner(columns) else None
    target.execute("BEGIN IMMEDIATE")
    added = 0
    missed: list[int] = []
    for row in _readable(source, table, names, missed):
        if table == "setting" and row[columns.index("name")] in _SKIPPED_SETTINGS:
            continue
        if alive is not None and owner is not None and row[owner] not in alive:
            continue
        added += target.execute(insert, row).rowcount
    target.execute("COMMIT")
    return added, not missed


def _owner(columns: Sequence[str]) -> str:
    """Return the column that says of which record a row is: its own, or the one it belongs to."""
    if "record" in columns:
        return "record"
    return "id" if set(columns) >= _OF_RECORDS else ""


def _readable(source: db.Place, table: str, names: str, missed: list[int]) -> Iterator[Row]:
    """Yield every row that can still be read; ``missed`` gets the number of each that cannot."""
    query = f'SELECT {names} FROM "{table}" WHERE rowid BETWEEN ? AND ?'  # noqa: S608
    with _Reader(source) as reader:
        todo = list(reversed(_windows(reader, table, missed)))
        while todo:
            low, high = todo.pop()
            rows = reader.ask(query, (low, high))
            if rows is not None:
                yield from rows
            elif low < high:
                middle = (low + high) // 2
                todo += [(middle + 1, high), (low, middle)]
            else:
                missed.append(low)


def _windows(reader: "_Reader", table: str, missed: list[int]) -> list[tuple[int, int]]:
    """Return ranges of row numbers to read; where the file cannot tell the last, feel for it."""
    low, high = reader.end(table, "min"), reader.end(table, "max")
    if low is not None and high is not None:
        starts = range(low, high + 1, _WINDOW)
        return [(at, min(at + _WINDOW - 1, high)) for at in starts]
    if reader.empty(table):
        return []
    missed.append(0)  # whatever is found, something at an end was not
    if reader.rootless(table):
        return []
    found: list[tuple[int, int]] = []
    silent = 0
    while silent < _GIVE_UP:
        at = len(found) * _WINDOW + 1
        found.append((at, at + _WINDOW - 1))
        silent = 0 if reader.alive(table, *found[-1]) else silent + 1
    return found[: 1 - _GIVE_UP]  # the first silent one may still begin on a sound page


class _Reader:
    """Asks a damaged file, with a fresh connection after every refusal."""

    def __init__(self, place: db.Place) -> None:
        self._place = place
        self._connection: sqlite3.Connection | None = None

    def __enter__(self) -> "_Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def ask(self, query: str, values: Sequence[object]) -> list[Row] | None:
        """Return the answer, or None where a page it needs is broken."""
        try:
            if self._connection is None:
                self._connection = db.connect(self._place)
            return self._connection.execute(query, values).fetchall()
        except (db.DriverError, db.NotAStore, db.WrongKey):
            self._close()
            return None

    def end(self, table: str, which: str) -> int | None:
        """Return the first or the last row number; None for none, or where it cannot be read.

        The table is asked for its ends alone; where one is broken, a sound index knows it too.
        """
        for column, where in (("rowid", " NOT INDEXED"), ("+rowid", "")):
            found = self.ask(f'SELECT {which}({column}) FROM "{table}"{where}', ())  # noqa: S608
            if found and isinstance(found[0][0], int):
                return found[0][0]
        return None

    def empty(self, table: str) -> bool:
        """Tell whether the table itself says it has no rows; an index is not believed."""
        return self.ask(f'SELECT 1 FROM "{table}" NOT INDEXED LIMIT 1', ()) == []  # noqa: S608

    def alive(self, table: str, low: int, high: int) -> bool:
        """Tell whether any of a few rows felt for between two numbers is there."""
        query = f'SELECT 1 FROM "{table}" NOT INDEXED WHERE rowid = ?'  # noqa: S608
        step = (high - low + 1) // _FEELERS
        return any(self.ask(query, (at,)) for at in range(low, high + 1, step))

    def rootless(self, table: str) -> bool:
        """Tell whether the page through which every row is reached is broken: nothing can be."""
        root = self.ask("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,))
        said = self.ask("PRAGMA cipher_integrity_check", ())
        if not root or not said:
            return False
        return any(str(line[0]).endswith(f" page {root[0][0]}") for line in said)

    def _close(self) -> None:
        if self._connection is not None:
            with suppress(db.DriverError):
                self._connection.close()
            self._connection = None


def _tables(connection: sqlite3.Connection) -> list[str]:
    """Return the tables rows are saved from: search fills itself."""
    rows = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' "
        "ESCAPE '\\' AND name NOT LIKE 'search\\_%' ESCAPE '\\' ORDER BY name"
    )
    return [row[0] for row in rows if row[0] not in _OWN_OF_FILE]


def _common(target: sqlite3.Connection, table: str, source: db.Place) -> list[str]:
    """Return the columns both files know, in the order of the fresh one."""
    asked = f'SELECT name FROM pragma_table_info("{table}")'  # noqa: S608
    with closing(db.connect(source)) as connection:
        there = {row[0] for row in connection.execute(asked)}
    return [row[0] for row in target.execute(asked) if row[0] in there]


def _catch_up(target: sqlite3.Connection, tables: Sequence[str]) -> int:
    """Bring rows that came from an older copy up to what the change log last said of them."""
    caught = 0
    target.execute("BEGIN IMMEDIATE")
    for table in tables:
        asked = f'SELECT name FROM pragma_table_info("{table}")'  # noqa: S608
        columns = {row[0] for row in target.execute(asked)}
        if not columns >= _OF_RECORDS:
            continue
        behind = target.execute(
            f'SELECT t.id, count(*) FROM "{table}" t JOIN "change" c ON c.record = t.id '  # noqa: S608
            "AND c.register = ? GROUP BY t.id HAVING max(c.moment) > t.changed_at",
            (table,),
        ).fetchall()
        for identity, entries in behind:
            caught += _replay(target, table, columns, identity, entries)
    target.execute("COMMIT")
    return caught


def _replay(
    target: sqlite3.Connection, table: str, columns: set[str], identity: str, entries: int
) -> int:
    held: dict[str, object] = {}
    entries_of_it = target.execute(
        'SELECT field, value, moment, "user", device FROM "change" WHERE record = ? ORDER BY seq',
        (identity,),
    ).fetchall()
    for field, value, *_stamp in entries_of_it:
        read = json.loads(value)
        held.update(read if field == history.BIRTH else {field: read})
    _field, _value, moment, user, device = entries_of_it[-1]
    values = {name: _written(value) for name, value in held.items() if name in columns}
    values |= {"rev": entries, "changed_at": moment, "changed_by": user, "changed_on": device}
    sets = ", ".join(f'"{name}" = ?' for name in values)
    update = f'UPDATE "{table}" SET {sets} WHERE id = ?'  # noqa: S608
    target.execute(update, (*values.values(), identity))
    return 1


def _written(value: object) -> object:
    if isinstance(value, list | dict):
        return json.dumps(value)
    return value
