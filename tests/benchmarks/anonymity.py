# SPDX-License-Identifier: GPL-3.0-or-later
"""How long anonymising takes, and how the time grows with the rows.

Run with ``python tests/benchmarks/anonymity.py``; processor seconds, so that a busy machine
changes little.
"""

import random
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from desktop.anonymity.engine import anonymise
from desktop.anonymity.table import Table
from tests.anonymity import adult

TASKS: list[tuple[str, dict[str, Any]]] = [
    ("global", {"k": 5}),
    ("global", {"k": 5, "suppression": 0.01}),
    ("global", {"k": 5, "suppression": 0.05}),
    ("global", {"k": 5, "suppression": 0.05, "l": 2}),
    ("global", {"k": 5, "suppression": 0.05, "t": 0.2}),
    ("local", {"k": 5}),
    ("local", {"k": 10}),
    ("local", {"k": 5, "l": 2}),
    ("local", {"k": 5, "suppression": 0.05, "t": 0.2}),
    ("cells", {"k": 5}),
]


def enlarged(rows: int) -> Table:
    """Draw rows from the Adult table, a tenth of the cells anew, so that new tuples arise."""
    dice = random.Random(1)
    known = [list(record.values()) for record in adult.records(adult.table())]
    drawn = []
    for _row in range(rows):
        row = list(dice.choice(known))
        for place in range(len(row)):
            if dice.random() < 0.1:
                row[place] = dice.choice(known)[place]
        drawn.append(row)
    return Table.of_rows(adult.table().names, drawn)


def measure(table: Table, roles: dict[str, str], mode: str, asked: dict[str, Any]) -> None:
    begun = time.process_time()
    result = anonymise(table, roles, adult.hierarchies(), mode=mode, **asked)
    took = time.process_time() - begun
    gone = int(result.suppressed.sum())
    print(f"{table.rows:8} {mode:7} {asked!s:42} {took:6.2f} s  loss {result.gcp:.4f}  gone {gone}")


if __name__ == "__main__":
    for mode, asked in TASKS:
        measure(adult.table(), adult.ROLES8, mode, asked)
    for mode, asked in TASKS[:3]:
        measure(adult.table(), adult.ROLES9, mode, asked)
    for rows in (100_000, 1_000_000):
        larger = enlarged(rows)
        for mode in ("global", "local"):
            measure(larger, adult.ROLES8, mode, {"k": 5, "suppression": 0.05})
