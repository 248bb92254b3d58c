# SPDX-License-Identifier: GPL-3.0-or-later
"""What 100,000 participants cost with history, journal and search, against a bare insert.

Run: python -m tests.benchmarks.write_many [PEOPLE]. Budget: ten times the bare insert, counted in
processor seconds, because a busy machine stretches the others.
"""

import sys
import tempfile
import time
from contextlib import closing
from datetime import date
from pathlib import Path

from desktop.core import db, records, soundness, store
from desktop.core.store import Workspace
from desktop.core.tables import change, table_of
from desktop.participants.model import Participant

WORDS = "uno dos tres cuatro"
BUDGET = 10


def people(count: int) -> list[dict[str, object]]:
    """Return invented rows as an import's preview leaves them."""
    return [
        {
            "born": str(1970 + number % 40),
            "sex": "female" if number % 2 else "male",
            "safe_contact": "phone",
            "given_names": f"Persona {number}",
            "family_names": f"Inventada {number % 997}",
            "registered_on": date(2026, 1 + number % 9, 1 + number % 28),
        }
        for number in range(count)
    ]


def ours(folder: Path, rows: list[dict[str, object]]) -> float:
    """Write them the program's way; returns seconds, and asserts that all of it is sound."""
    store.create(folder, "ana", passphrase=WORDS)
    with closing(Workspace.open(folder, None, WORDS)) as workspace:
        start = time.process_time()
        with workspace.work(write=True) as work:
            records.create_many(work, Participant, rows)
        took = time.process_time() - start
        found = soundness.problems(workspace)
        assert found == [], found
    return took


def bare(folder: Path) -> float:
    """Insert the very same rows into an encrypted file of the same tables, and nothing else."""
    with closing(Workspace.open(folder, None, WORDS)) as workspace:
        place = workspace.place("cases")
        table = table_of(Participant)
        columns = [column.name for column in table.columns]
        with closing(db.connect(place)) as source:
            rows = source.execute(f"SELECT {', '.join(columns)} FROM participant").fetchall()
    target = db.Place(folder.parent / "bare.db", bytes(32), "bare")
    with closing(db.connect(target, create=True)) as connection:
        made = db.engine(target)
        with db.writer(made).begin() as writing:
            table.metadata.create_all(writing, [table, change])
        marks = ", ".join("?" * len(columns))
        start = time.process_time()
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(f"INSERT INTO participant VALUES ({marks})", rows)
        connection.execute("COMMIT")
        took = time.process_time() - start
        made.dispose()
    return took


def main() -> int:
    """Measure, print, and fail beyond the budget."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "workspace"
        whole = ours(workspace, people(count))
        plain = bare(workspace)
    print(f"{count} people: {whole:.2f} s, bare {plain:.2f} s, x{whole / plain:.1f}")
    return int(whole > BUDGET * plain)


if __name__ == "__main__":
    sys.exit(main())
