# SPDX-License-Identifier: GPL-3.0-or-later
"""A real register over a small SQLite store, for the tests of lists and pages."""

import sqlite3
import threading
from array import array
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from desktop.core import clock
from desktop.core.errors import InvalidRecord, RecordGone, UserError
from desktop.core.fields import FieldSpec, Kind
from desktop.core.i18n import N_
from desktop.widgets.form import FormSection
from desktop.widgets.source import (
    Action,
    Column,
    Filter,
    HistoryLine,
    KeptDraft,
    Shown,
    Source,
    Tab,
    Tone,
    marked,
)

FIELDS = (
    FieldSpec("name", N_("Name"), Kind.TEXT, required=True, max_length=60),
    FieldSpec("visits", N_("Visits"), Kind.NUMBER, default=0, minimum=0),
)
FIRST = ("Alma", "Bruno", "Célia", "Darío", "Elena", "Fabio", "Graça", "Hugo", "Iris", "João")
LAST = ("Quispe", "Souza", "Rojas", "Lima", "Peña", "Moura", "Vega", "Ramos", "Cruz", "Nuñez")
STATUSES: tuple[tuple[str, Tone], ...] = (
    ("active", "good"),
    ("paused", "note"),
    ("late", "warning"),
    ("closed", "off"),
)


def store(people: int) -> sqlite3.Connection:
    """Return a store in memory with this many invented people and a full-text index."""
    base = sqlite3.connect(":memory:", check_same_thread=False)
    base.executescript(
        """
        CREATE TABLE person(row INTEGER PRIMARY KEY, name TEXT NOT NULL, sector INTEGER NOT NULL,
                            status TEXT NOT NULL, visits INTEGER NOT NULL, gone INTEGER DEFAULT 0);
        CREATE VIRTUAL TABLE found USING fts5(name, content='', prefix='1 2 3',
                                              tokenize='unicode61 remove_diacritics 2');
        CREATE TABLE change(person INTEGER, field TEXT, before TEXT, after TEXT);
        """
    )
    base.executemany(
        "INSERT INTO person(row, name, sector, status, visits) VALUES (?, ?, ?, ?, ?)",
        (
            (
                n,
                f"{FIRST[n * 7 % 10]} {LAST[n * 3 % 10]} {LAST[n // 10 % 10]}",
                n % 40,
                STATUSES[n % 4][0],
                n * 13 % 50,
            )
            for n in range(1, people + 1)
        ),
    )
    base.execute("INSERT INTO found(rowid, name) SELECT row, name FROM person")
    base.commit()
    return base


class People(Source):
    """The register of these people; its store is shared with the worker under a lock."""

    name = "people"
    title = N_("Participants")
    new_label = N_("New participant")
    empty_sentence = N_("Nobody is registered yet.")
    columns = (
        Column("code", N_("Code"), weight=0),
        Column("name", N_("Name"), weight=3),
        Column("sector", N_("Sector")),
        Column("visits", N_("Visits"), numeric=True, weight=0),
        Column("status", N_("Status"), status=True),
    )
    filters: Sequence[Filter] = (
        Filter("status", N_("Status"), [(code, code.title()) for code, _tone in STATUSES]),
        Filter("sector", N_("Sector"), [(str(n), f"Sector {n}") for n in range(40)]),
    )

    def __init__(self, people: int = 0) -> None:
        self.base = store(people)
        self.lock = threading.Lock()
        self.asked: list[str] = []
        self.drafts: dict[str, KeptDraft] = {}
        self.undone: list[str] = []
        self.before: dict[str, dict[str, Any]] = {}
        self.ran: list[str] = []
        self.restricted: Sequence[FormSection] = ()
        self.more_tabs: Sequence[Tab] = ()

    def keys(self, text: str, filters: Mapping[str, str], order: str) -> "array[int]":
        self.asked.append(text)
        where, values = ["gone = 0"], []
        if text.replace('"', " ").strip():
            where.append("row IN (SELECT rowid FROM found WHERE found MATCH ?)")
            values.append(" ".join(f'"{word}"*' for word in text.replace('"', " ").split()))
        for name, code in filters.items():
            where.append(f"{name} = ?")
            values.append(code)
        way = "DESC" if order.startswith("-") else "ASC"
        by = order.removeprefix("-").replace("code", "row") or "row"
        statement = (
            f"SELECT group_concat(row) FROM (SELECT row FROM person WHERE {' AND '.join(where)} "
            f"ORDER BY {by} {way}, row {way})"
        )
        with self.lock:
            found = self.base.execute(statement, values).fetchone()[0]
        return array("q", map(int, found.split(","))) if found else array("q")

    def rows(self, keys: Sequence[int]) -> list[tuple[str, ...]]:
        marks = ",".join(map(str, keys))
        with self.lock:
            rows = self.base.execute(
                f"SELECT row, name, sector, visits, status FROM person WHERE row IN ({marks})"
            ).fetchall()
        tones = dict(STATUSES)
        by_key = {
            row[0]: (
                code(row[0]),
                row[1],
                f"Sector {row[2]}",
                str(row[3]),
                marked(tones[row[4]], row[4].title()),
            )
            for row in rows
        }
        return [by_key[key] for key in keys if key in by_key]

    def fields(self) -> Sequence[FormSection]:
        return [FormSection(N_("Person"), N_("So that we can find each other."), FIELDS)]

    def restricted_fields(self) -> Sequence[FormSection]:
        return self.restricted

    def new_values(self) -> dict[str, Any]:
        return {"visits": 0}

    def load(self, key: int | str) -> Shown:
        with self.lock:
            row = self.base.execute(
                "SELECT row, name, sector, visits, status FROM person WHERE row = ? AND gone = 0",
                (int(key),),
            ).fetchone()
        if row is None:
            raise RecordGone
        late = row[4] == "late"
        return Shown(
            id=str(row[0]),
            code=code(row[0]),
            key=row[0],
            title=f"Sector {row[2]}",
            values={"name": row[1], "visits": row[3]},
            facts=[("Status", row[4].title()), ("Visits", str(row[3]))],
            warnings=["Call only after six in the evening."] if late else [],
            next_step=Action("visit", "Note the visit", lambda: self.ran.append("visit"))
            if late
            else None,
        )

    def save(self, id: str | None, values: Mapping[str, Any]) -> str:
        problems = {}
        if not str(values.get("name") or "").strip():
            problems["name"] = UserError(N_("Write a name."))
        if (values.get("visits") or 0) > 100:
            problems["visits"] = UserError(N_("More than {most} visits cannot be."), most=100)
        if problems:
            raise InvalidRecord(problems)
        with self.lock, self.base:
            if id is None:
                id = str(
                    self.base.execute(
                        "INSERT INTO person(name, sector, status, visits) VALUES (?, 1, 'active', ?)",
                        (values["name"], values.get("visits") or 0),
                    ).lastrowid
                )
                self.base.execute("INSERT INTO found VALUES (?)", (values["name"],))
            else:
                self._amend(id, values)
        return id

    def undo(self, id: str) -> None:
        self.undone.append(id)
        with self.lock, self.base:
            self._amend(id, self.before[id])

    def remove(self, id: str) -> None:
        with self.lock, self.base:
            self.base.execute("UPDATE person SET gone = 1 WHERE row = ?", (id,))

    def restore(self, id: str) -> None:
        with self.lock, self.base:
            self.base.execute("UPDATE person SET gone = 0 WHERE row = ?", (id,))

    def history(self, id: str) -> Sequence[HistoryLine]:
        with self.lock:
            rows = self.base.execute(
                "SELECT field, before, after FROM change WHERE person = ? ORDER BY rowid DESC",
                (id,),
            ).fetchall()
        return [HistoryLine("21/11/2026 10:42", "ana", *row) for row in rows]

    def draft(self, key: str) -> KeptDraft | None:
        return self.drafts.get(key)

    def keep_draft(self, key: str, values: Mapping[str, Any]) -> None:
        self.drafts[key] = KeptDraft(dict(values), clock.now())

    def drop_draft(self, key: str) -> None:
        self.drafts.pop(key, None)

    def tabs(self, id: str) -> Sequence[Tab]:
        return self.more_tabs

    def actions(self, id: str) -> Sequence[Action]:
        return [Action("call", N_("Note a call"), lambda: self.ran.append(f"call {id}"), "edit")]

    def print(self, id: str) -> Callable[[], None] | None:
        return lambda: self.ran.append(f"print {id}")

    def value(self, id: str | int, field: str) -> Any:
        """Return what the store holds."""
        return self.base.execute(f"SELECT {field} FROM person WHERE row = ?", (id,)).fetchone()[0]

    def _amend(self, id: str, values: Mapping[str, Any]) -> None:
        row = self.base.execute("SELECT name, visits FROM person WHERE row = ?", (id,)).fetchone()
        before = dict(zip(("name", "visits"), row, strict=True))
        for field, was in before.items():
            if field in values and values[field] != was:
                self.base.execute(
                    f"UPDATE person SET {field} = ? WHERE row = ?", (values[field], id)
                )
                self.base.execute(
                    "INSERT INTO change VALUES (?, ?, ?, ?)",
                    (id, field.title(), str(was), str(values[field])),
                )
        self.before[id] = before


def code(row: int) -> str:
    """Return a code that looks like one."""
    return f"P-{row:05d}"


MORNING = datetime(2026, 11, 21, 10, 42, tzinfo=UTC)
