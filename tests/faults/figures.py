# SPDX-License-Identifier: GPL-3.0-or-later
"""How many states a run tries, and where its figures are kept for the table in the README.

``VEREDA_FULL=1 python -m pytest tests/faults`` runs everything at full size. Every harness notes
its figures; they are printed at the end and, where ``VEREDA_FIGURES`` names a file, appended there
as lines of JSON.
"""

import json
import os
from pathlib import Path

FULL = os.environ.get("VEREDA_FULL") == "1"
NOTED: list[dict[str, object]] = []


def size(usual: int, full: int) -> int:
    """Return how many to try: a number that fits every run, or the full one."""
    return full if FULL else usual


def note(harness: str, **figures: object) -> None:
    """Keep what a harness counted."""
    line = {"harness": harness, **figures}
    NOTED.append(line)
    if where := os.environ.get("VEREDA_FIGURES"):
        with Path(where).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def table() -> list[str]:
    """Return what was noted as lines to read."""
    return [
        f"{line['harness']:<34} "
        + ", ".join(f"{value} {name}" for name, value in line.items() if name != "harness")
        for line in NOTED
    ]
