# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a large workspace of the first schema takes to reach the newest, and that none is lost.

Run: python -m tests.benchmarks.migrate_large [PEOPLE]. Budget: 60 s for the steps, the copy before
them included. Every table must hold as many rows as before.
"""

import shutil
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from desktop.core import db, migrate, store
from desktop.core.crypto import header, keys
from tests.workspaces import USER, WORDS

OLD = Path(__file__).parents[1] / "old" / "0001"
BUDGET = 60.0


def multiply(connection: sqlite3.Connection, people: int) -> None:
    """Write the one person of the old workspace many times, each with a birth in the change log."""
    for table, unique in (("participant", ("id", "code")), ("change", ("id", "record"))):
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        key, rest = columns[0], columns[1:]
        values = ", ".join(f"{name} || '-' || n.at" if name in unique else name for name in rest)
        connection.execute(
            f"WITH RECURSIVE n(at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM n WHERE at < ?) "
            f"INSERT INTO {table} ({', '.join(rest)}) SELECT {values} FROM n, "
            f"(SELECT * FROM {table} ORDER BY {key} LIMIT 1)",
            (people - 1,),
        )


def main() -> int:
    """Measure, print, and fail above the budget or when a row is missing."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "workspace"
        shutil.copytree(OLD, folder)
        unlocked = keys.unlock(header.load(folder), USER, WORDS)
        place = store.place(folder, unlocked, "cases")
        with closing(db.connect(place)) as connection:
            multiply(connection, people)
            before = db.counts(connection)
        start = time.perf_counter()
        migrate.bring_up(place, "cases")
        took = time.perf_counter() - start
        with closing(db.connect(place)) as connection:
            after = db.counts(connection)
            sound = not db.damage(connection)
        kept = {table for table in before if not table.startswith("search_")}  # built anew
        lost = {table: before[table] for table in kept if after.get(table, 0) < before[table]}
        size = place.path.stat().st_size / 1e6
    print(
        f"{people:,} people, {size:.0f} MB: {took:.1f} s; lost {lost or 'nothing'}; sound {sound}"
    )
    return 0 if took <= BUDGET and not lost and sound else 1


if __name__ == "__main__":
    sys.exit(main())
