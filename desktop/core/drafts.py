# SPDX-License-Identifier: GPL-3.0-or-later
"""What was typed and not yet finished, kept in a small encrypted file beside its store."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import Any

from desktop.core import clock, db
from desktop.core.tables import code_is_sound, is_id

_APART = "\x1f"  # between the owner and the key; no login name holds one
_ONE = "SELECT * FROM draft WHERE key = ?"
_ADOPT = "UPDATE draft SET key = ? || ? || key WHERE instr(key, ?) = 0"


@dataclass(frozen=True, slots=True)
class Kept:
    """An unfinished form: its values as plain JSON and when it was last kept."""

    key: str
    values: dict[str, Any]
    moment: datetime


class Drafts:
    """The drafts of one user in one store. Keys name a register and a record: ``incident/new``.

    A laptop has several users: what one of them has not finished, another does not see. Erasing
    reaches the drafts of everybody.
    """

    def __init__(self, place: db.Place, owner: str) -> None:
        self._place, self._owner = place, owner
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None

    def keep(self, key: str, values: Mapping[str, object]) -> None:
        """Write the form as it stands; called within two seconds of a key press and at the lock."""
        text = json.dumps(dict(values), default=_text, ensure_ascii=False)
        with self._lock:
            self._open().execute(
                "INSERT INTO draft VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE "
                "SET value = excluded.value, moment = excluded.moment",
                (self._mine(key), text, clock.now().isoformat()),
            )

    def find(self, key: str) -> Kept | None:
        """Return an unfinished form, or None."""
        with self._lock:
            row = self._open().execute(_ONE, (self._mine(key),)).fetchone()
        return _kept(row) if row else None

    def drop(self, key: str) -> None:
        """Forget a form that was finished or given up."""
        with self._lock:
            self._open().execute("DELETE FROM draft WHERE key = ?", (self._mine(key),))

    def all(self) -> list[Kept]:
        """Return every unfinished form of this user, the latest first."""
        with self._lock:
            rows = self._open().execute("SELECT * FROM draft ORDER BY moment DESC").fetchall()
        return [_kept(row) for row in rows if row[0].startswith(self._mine(""))]

    def naming(self, words: Iterable[str]) -> int:
        """Return how many unfinished forms name one of these ids or codes."""
        sought = _whole(words)
        with self._lock:
            return len(_named(self._open(), sought))

    def forget(self, words: Iterable[str]) -> int:
        """Drop for good every form that names one of these ids or codes; returns how many."""
        sought = _whole(words)
        with self._lock:
            connection = self._open()
            gone = _named(connection, sought)
            connection.executemany("DELETE FROM draft WHERE key = ?", gone)
            db.checkpoint(connection)
        return len(gone)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _mine(self, key: str) -> str:
        return f"{self._owner}{_APART}{key}"

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            # `create` every time: a cut while the file was made leaves it empty, not unusable
            self._connection = db.connect(self._place, create=True, cache_kib=500)
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS draft "
                "(key TEXT PRIMARY KEY, value TEXT NOT NULL, moment TEXT NOT NULL) STRICT"
            )
            # from when a workspace had one user: whoever opens it next is that user
            self._connection.execute(_ADOPT, (self._owner, _APART, _APART))
        return self._connection


def _whole(words: Iterable[str]) -> list[str]:
    """Return the words that are whole ids or codes: any other is found in everybody's forms."""
    return [word for word in words if is_id(word) or code_is_sound(word)]


def _named(connection: sqlite3.Connection, words: list[str]) -> list[tuple[str]]:
    rows = connection.execute("SELECT key, value FROM draft").fetchall()
    return [(key,) for key, value in rows if any(word in key or word in value for word in words)]


def _kept(row: tuple[str, str, str]) -> Kept:
    return Kept(row[0].partition(_APART)[2], json.loads(row[1]), datetime.fromisoformat(row[2]))


def _text(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
