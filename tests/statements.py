# SPDX-License-Identifier: GPL-3.0-or-later
"""How many statements something asks, and how: neither depends on how busy the machine is."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event

from desktop.core.work import Work


@dataclass(frozen=True)
class Statement:
    """One statement that was asked, with its values."""

    words: str
    values: Any

    def plan(self, work: Work) -> list[str]:
        """Return how the database goes about it, a line for each table it goes through."""
        connection = work.session.connection()
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {self.words}", self.values)
        return [row.detail for row in rows]


@contextmanager
def asked() -> Iterator[list[Statement]]:
    """Collect the statements that are asked inside the block."""
    found: list[Statement] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_more: object) -> None:
        if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
            found.append(Statement(statement, values))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)
