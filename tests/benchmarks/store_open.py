# SPDX-License-Identifier: GPL-3.0-or-later
"""How long it takes to open a workspace of 100,000 participants, save one, search and list.

Run: python -m tests.benchmarks.store_open [PEOPLE]. Budgets (security.md, catalogue 14): open 1 s
without the derivation, which is slow on purpose; save 50 ms; search and first page 150 ms.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from desktop.core import listing, records, store
from desktop.core.backups import backup
from desktop.core.crypto import header, keys
from desktop.core.store import Workspace
from desktop.core.tables import table_of
from desktop.participants.model import Participant
from tests.benchmarks.write_many import WORDS, people

BUDGETS = {"open": 1.0, "save": 0.05, "search": 0.15, "list": 0.15, "page": 0.05}


def best(act: Callable[[], object], rounds: int = 7) -> float:
    """Return the best of several rounds: the machine is shared."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return min(times)


def measured(workspace: Workspace) -> dict[str, float]:
    """Time what a person waits for."""
    table = table_of(Participant)

    def save() -> None:
        with workspace.work(write=True) as work:
            records.create(work, Participant, people(1)[0])

    def search() -> None:
        with workspace.work() as work:
            assert len(listing.snapshot(work, Participant, text="persona 4242")) >= 1

    def whole() -> None:
        with workspace.work() as work:
            assert len(listing.snapshot(work, Participant)) >= 1

    def page() -> None:
        with workspace.work() as work:
            listing.page(work, table, table.c.row, (table.c.code, table.c.born), range(1, 101))

    return {"save": best(save), "search": best(search), "list": best(whole), "page": best(page)}


def fill(workspace: Workspace, count: int) -> None:
    """Put invented people in."""
    with closing(workspace), workspace.work(write=True) as work:
        records.create_many(work, Participant, people(count))


def main() -> int:
    """Measure, print, and fail beyond twice a budget."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "workspace"
        store.create(folder, "ana", passphrase=WORDS)
        start = time.perf_counter()
        unlocked = keys.unlock(header.load(folder), "ana", WORDS)
        found = {"derive": time.perf_counter() - start}
        fill(Workspace(folder, unlocked), count)
        found["open"] = best(lambda: Workspace(folder, unlocked).close())
        with closing(Workspace(folder, unlocked)) as workspace:
            found |= measured(workspace)
            found["check"] = best(lambda: backup.check(workspace), 1)
            found["backup"] = best(lambda: backup.backup(workspace, Path(name) / "disk"), 1)
    for what, seconds in found.items():
        print(f"{what:>8} {seconds * 1000:9.1f} ms")
    return int(any(found[what] > 2 * budget for what, budget in BUDGETS.items()))


if __name__ == "__main__":
    sys.exit(main())
