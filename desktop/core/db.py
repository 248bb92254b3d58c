# SPDX-License-Identifier: GPL-3.0-or-later
"""The only file that opens a database: SQLCipher 4 with its start-up gate, and engines over it.

Every pragma here answers a measured trap (tests/core/test_traps.py has one test for each): a key of
the wrong length is taken as a passphrase, a build without encryption ignores the key, an empty
file opens with any key, a deferred transaction that later writes fails at once.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlcipher3 import dbapi2 as driver

from desktop.core import files
from desktop.core.errors import UserError
from desktop.core.i18n import N_

KEY_BYTES = 32
LOWEST_SQLITE = (3, 53, 4)  # WAL reset, FTS5 and ATTACH corruption were fixed up to here
WINDOW_CACHE_KIB = 16_000
WORKER_CACHE_KIB = 4_000

DriverError = driver.Error

_PRAGMAS = (
    "foreign_keys = ON",
    "secure_delete = ON",
    "synchronous = FULL",
    "trusted_schema = OFF",
    "temp_store = MEMORY",
    "cell_size_check = ON",
    "mmap_size = 0",
    "busy_timeout = 5000",
)


class UnsafeBuild(UserError):
    """The database library cannot encrypt, or has known faults."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This copy of the program cannot protect the data on this computer, so it stopped "
                "before opening anything. Install it again from a complete copy."
            )
        )


class NotAStore(UserError):
    """The file is missing, empty, unreadable, or belongs to something else."""

    damaged = "store"

    def __init__(self) -> None:
        super().__init__(
            N_(
                "A file of this workspace is missing, empty or damaged. Nothing was changed. "
                "Copy the whole folder to a safe place first, then restore the last backup."
            )
        )


class WrongKey(UserError):
    """The key does not open the file; the file was not touched."""

    damaged = "store"

    def __init__(self) -> None:
        super().__init__(
            N_("The key does not open this workspace, or the file is damaged. Nothing was changed.")
        )


class Busy(UserError):
    """Another unit of work holds the file for longer than five seconds."""

    def __init__(self) -> None:
        super().__init__(
            N_("The workspace is busy with another task. Your text was kept; try again.")
        )


class NoRoom(UserError):
    """The disk is full, or the folder cannot be written to."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This could not be saved because the disk is full or the folder is read only. "
                "What was saved before is safe. Free some space and try again."
            )
        )


class RoomFreed(NoRoom):
    """The disk is full, and the room set aside for that was given back."""

    def __init__(self) -> None:
        UserError.__init__(
            self,
            N_(
                "The disk is full, so this was not saved. Vereda had set 32 MB aside for this day "
                "and has just given them back: save again now, then free some space."
            ),
        )


@dataclass(frozen=True, slots=True)
class Place:
    """A database file, its key and the identity its ``vault`` row must carry."""

    path: Path
    key: bytes
    identity: str

    def __repr__(self) -> str:
        return f"Place({self.identity})"


@cache
def gate() -> None:
    """Refuse to go on with a library that does not encrypt or is known to corrupt."""
    connection = driver.connect(":memory:")
    try:
        cipher = connection.execute("PRAGMA cipher_version").fetchone()
        version = connection.execute("SELECT sqlite_version()").fetchone()[0]
    finally:
        connection.close()
    if not cipher or not cipher[0] or tuple(map(int, version.split("."))) < LOWEST_SQLITE:
        raise UnsafeBuild


def connect(
    place: Place,
    *,
    create: bool = False,
    read_only: bool = False,
    cache_kib: int = WORKER_CACHE_KIB,
) -> sqlite3.Connection:
    """Open one encrypted file; NotAStore or WrongKey otherwise. Nothing is written on failure."""
    gate()
    if len(place.key) != KEY_BYTES:
        raise ValueError("a raw key has 32 bytes")  # fewer hex digits would be a passphrase
    path = place.path.resolve()
    if not create and (not path.is_file() or path.stat().st_size == 0):
        raise NotAStore
    mode = "ro" if read_only else "rwc" if create else "rw"
    connection = driver.connect(
        f"{path.as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=5,
    )
    try:
        _prepare(connection, place, create=create, read_only=read_only, cache_kib=cache_kib)
    except driver.OperationalError as error:
        connection.close()
        raise _named(error) from None
    except driver.DatabaseError:
        connection.close()
        raise WrongKey from None
    except BaseException:
        connection.close()
        raise
    return connection  # type: ignore[no-any-return]


def foreign(path: Path) -> sqlite3.Connection:
    """Open a database of somebody else to read only; nothing in it is trusted or written."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def engine(place: Place, *, cache_kib: int = WINDOW_CACHE_KIB) -> sa.Engine:
    """Return an engine whose readers see a snapshot; ``writer`` makes one that writes."""
    made = sa.create_engine(
        "sqlite+pysqlite://",
        module=driver,
        poolclass=sa.QueuePool,
        pool_size=3,
        max_overflow=3,
        hide_parameters=True,
        creator=lambda: connect(place, cache_kib=cache_kib),
    )

    @event.listens_for(made, "begin")
    def _begin(connection: sa.Connection) -> None:
        writing = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return made


def writer(made: sa.Engine) -> sa.Engine:
    """Return the engine for units of work that write: a late upgrade would fail at once."""
    return made.execution_options(write=True)


def foreseen(error: BaseException) -> UserError | None:
    """Return the named error behind a driver's exception, or None when it is a bug of ours."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, driver.OperationalError):
            return _named(cause)
        if isinstance(cause, driver.DatabaseError) and "malformed" in str(cause):
            return NotAStore()
        cause = getattr(cause, "orig", None) or cause.__cause__
    return None


def rekey(place: Place, key: bytes) -> None:
    """Encrypt a file anew under another key; whole under one of the two after any cut.

    SQLCipher does it in one transaction, through the write-ahead log; nothing else may have the
    file open.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a raw key has 32 bytes")
    with closing(connect(place)) as connection:
        try:
            checkpoint(connection)
            connection.execute(f"PRAGMA rekey = \"x'{key.hex()}'\"")
            checkpoint(connection)
        except driver.Error as error:
            raise foreseen(error) or error from None
    connect(replace(place, key=key)).close()


def backup(
    source: sqlite3.Connection,
    target: Place,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Copy a live store into a new file under another key; damage found on the way is an error.

    The copy is read back by its own key: cipher and structure are sound and every table holds as
    many rows as the source did in the same snapshot. A copy that fails is not kept. ``progress``
    is told how many pages are left of how many, and may raise to end it.
    """
    try:
        source.execute("BEGIN")
        try:
            held = counts(source)
            _copy(source, target, progress)
        finally:
            source.execute("ROLLBACK")
        with closing(connect(target, read_only=True)) as copy:
            found = damage(copy, quick=True)
            same = counts(copy) == held
        if found or not same:
            raise NotAStore
    except BaseException as error:
        target.path.unlink(missing_ok=True)
        if isinstance(error, driver.Error):
            raise foreseen(error) or error from None
        raise


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many rows every table holds."""
    names = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' "
        "ESCAPE '\\' ORDER BY name"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for (name,) in names
    }


def checkpoint(connection: sqlite3.Connection) -> None:
    """Move everything from the write-ahead log into the file; integrity checks need it first."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def emptied(connection: sqlite3.Connection) -> bool:
    """Empty the write-ahead log; False where a reader still holds on to a part of it."""
    busy, _pages, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def damage(connection: sqlite3.Connection, *, quick: bool = False) -> list[str]:
    """Return what the cipher's and SQLite's own checks find wrong; empty for a sound file.

    ``quick`` leaves out indexes and links, which take longer than all the rest.
    """
    more = ["quick_check"] if quick else ["integrity_check", "foreign_key_check"]
    found: list[str] = []
    try:
        checkpoint(connection)
        for check in ("cipher_integrity_check", *more):
            found += [str(row[0]) for row in connection.execute(f"PRAGMA {check}")]
    except driver.DatabaseError as error:
        found.append(str(error))
    return [line for line in found if line != "ok"]


def _prepare(
    connection: sqlite3.Connection, place: Place, *, create: bool, read_only: bool, cache_kib: int
) -> None:
    connection.execute(f"PRAGMA key = \"x'{place.key.hex()}'\"")
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # a wrong key fails here
    if not read_only:
        connection.execute("PRAGMA journal_mode = WAL")
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(f"PRAGMA cache_size = -{cache_kib}")
    if create:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE IF NOT EXISTS vault (id TEXT PRIMARY KEY) STRICT")
        connection.execute(
            "INSERT INTO vault SELECT ? WHERE NOT EXISTS (SELECT 1 FROM vault)", (place.identity,)
        )
        connection.execute("COMMIT")
    if connection.execute("SELECT id FROM vault").fetchone() != (place.identity,):
        raise NotAStore


def _copy(
    source: sqlite3.Connection, target: Place, progress: Callable[[int, int], None] | None
) -> None:
    copy = driver.connect(str(target.path), isolation_level=None)
    try:
        copy.execute(f"PRAGMA key = \"x'{target.key.hex()}'\"")
        source.backup(
            copy,
            pages=2000,
            progress=lambda _status, left, whole: progress(left, whole) if progress else None,
        )
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()
    files.settle(target.path)


def _named(error: BaseException) -> UserError:
    text = str(error)
    if "locked" in text or "busy" in text:
        return Busy()
    if "full" in text or "readonly" in text or "I/O" in text:
        return NoRoom()
    return NotAStore()
