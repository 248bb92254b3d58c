# SPDX-License-Identifier: GPL-3.0-or-later
"""How long 100,000 rows take from a CSV file into the encrypted store, and to be undone.

History, journal and search are included; beside it the same rows by a bare ``executemany``.
Run with ``python tests/benchmarks/import_rows.py [rows]``. Processor seconds are given too, because
a busy machine stretches the others.
"""

import csv
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import sqlalchemy as sa

from desktop.core import store
from desktop.core.store import Workspace
from desktop.core.tables import table_of
from desktop.imports import service
from desktop.imports.mapping import Mapping
from desktop.incidents.intake import TARGET
from desktop.incidents.model import Incident

Answer = TypeVar("Answer")

ROWS = 100_000
WORDS = [
    "calle",
    "esquina",
    "mercado",
    "noche",
    "aviso",
    "vecina",
    "cobro",
    "lancha",
    "tienda",
    "puente",
    "cancha",
]
MAP = Mapping(
    {"occurred_on": "fecha", "type": "tipo", "victims": "víctimas", "note": "nota"},
    {"type": {"vacuna": "extortion"}},
    {"date_order": "dmy"},
)


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder) / "rows.csv", rows)
        workspace = opened(Path(folder) / "workspace")
        tried = timed("trial run", lambda: run(workspace, path, dry_run=True))
        assert tried.preview.good == rows
        done = timed("import", lambda: run(workspace, path, dry_run=False))
        assert done.written == rows
        timed("undo", lambda: undo(workspace, done.import_id))
        timed("bare executemany", lambda: bare(workspace, done.import_id))
        workspace.close()


def written(path: Path, rows: int) -> Path:
    chance = random.Random(5)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["fecha", "tipo", "víctimas", "nota"])
        for _number in range(rows):
            day = date(2020, 1, 1) + timedelta(days=chance.randrange(2_000))
            kind = chance.choice(["vacuna", "Amenaza", "Homicidio", "Robo o atraco"])
            note = " ".join(chance.choices(WORDS, k=8))
            writer.writerow([day.strftime("%d/%m/%Y"), kind, chance.randrange(4), note])
    return path


def opened(folder: Path) -> Workspace:
    store.create(folder, "ana", passphrase=store.DEMO_PASSPHRASE)
    return Workspace.open(folder, "ana", store.DEMO_PASSPHRASE)


def run(workspace: Workspace, path: Path, *, dry_run: bool) -> service.Outcome:
    with workspace.work(write=not dry_run) as work:
        return service.run(work, TARGET, path, MAP, dry_run=dry_run)


def undo(workspace: Workspace, import_id: str) -> None:
    with workspace.work(write=True) as work:
        service.undo(work, TARGET, import_id)


def bare(workspace: Workspace, import_id: str) -> None:
    """Insert the same rows again as tuples, with nothing beside them but the search triggers."""
    table = table_of(Incident)
    names = [column.name for column in table.columns if column.name != "row"]
    with workspace.work(write=True) as work:
        connection = work.session.connection()
        query = sa.select(*[table.c[name] for name in names]).where(table.c.import_id == import_id)
        text = str(query.compile(connection.engine, compile_kwargs={"literal_binds": True}))
        rows = [tuple(row) for row in connection.exec_driver_sql(text)]
        places = {name: place for place, name in enumerate(names)}
        fresh = []
        for number, row in enumerate(rows):
            values = list(row)
            values[places["id"]], values[places["code"]] = f"bare-{number}", f"B-{number}"
            fresh.append(tuple(values))
        marks = ", ".join("?" * len(names))
        timed(
            "  of this the statement",
            lambda: connection.exec_driver_sql(
                f"INSERT INTO incident ({', '.join(names)}) VALUES ({marks})", fresh
            ),
        )


def timed(title: str, act: Callable[[], Answer]) -> Answer:
    begun, worked = time.perf_counter(), time.process_time()
    answer = act()
    took, busy = time.perf_counter() - begun, time.process_time() - worked
    print(f"{title:24} {took:7.2f} s   {busy:7.2f} s of the processor")
    return answer


if __name__ == "__main__":
    main()
