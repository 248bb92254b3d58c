# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a verified backup of a 200 MB workspace takes, and how long the window stands still.

Run: python -m tests.benchmarks.backup_large [MEGABYTES]. Budgets: 6 s for the verified backup, 100 ms
for the longest gap between two turns of the event loop while it is made. Beside it stand the bare
primitives on the same file in the same run: SQLite's own backup with an fsync, and the two checks.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from itertools import pairwise
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from sqlcipher3 import dbapi2

from desktop.core import db, files, records, store
from desktop.core.backups import backup, copies
from desktop.core.crypto import header, keys
from desktop.core.store import Workspace
from desktop.participants.model import Participant
from desktop.widgets.jobs import Jobs
from tests.benchmarks.write_many import WORDS, people

NOTE = "visita a la familia, se habla de la escuela y del trabajo. " * 30
BUDGET, STALL = 6.0, 0.1


def fill(workspace: Workspace, megabytes: int) -> float:
    """Register invented people with long notes until the file is large; returns its size in MB."""
    path = workspace.folder / "cases.db"
    while path.stat().st_size < megabytes * 1_000_000:
        rows = [{**one, "note": NOTE} for one in people(2_000)]
        with workspace.work(write=True) as work:
            records.create_many(work, Participant, rows)
        with closing(db.connect(workspace.place("cases"))) as connection:
            db.checkpoint(connection)
    return path.stat().st_size / 1_000_000


def timed(act: Callable[[], object]) -> float:
    """Return the seconds of one act."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def bare(workspace: Workspace, target: Path) -> None:
    """Copy the main store by SQLite's own backup into a file under another key, and fsync."""
    with closing(db.connect(workspace.place("cases"))) as source:
        copy = dbapi2.connect(str(target), isolation_level=None)
        copy.execute(f"PRAGMA key = \"x'{os.urandom(32).hex()}'\"")
        source.backup(copy, pages=2000)
        copy.close()
    files.settle(target)


def checks(workspace: Workspace) -> None:
    """Run the checks of the cipher and of SQLite alone."""
    with closing(db.connect(workspace.place("cases"), read_only=True)) as connection:
        assert not db.damage(connection, quick=True)


def longest_gap(app: QApplication, workspace: Workspace, folder: Path) -> tuple[float, float]:
    """Return the seconds of a backup in the window's worker and the longest gap of its loop."""
    turns: list[float] = []
    beat = QTimer()
    beat.setInterval(1)
    beat.timeout.connect(lambda: turns.append(time.perf_counter()))
    jobs = Jobs()
    start = time.perf_counter()
    jobs.run(lambda progress: copies.make(workspace, folder, progress.step), lambda _: app.quit())
    beat.start()
    app.exec()
    seconds = time.perf_counter() - start
    beat.stop()
    jobs.close()
    return seconds, max(later - earlier for earlier, later in pairwise(turns))


def main() -> int:
    """Measure, print, and fail beyond twice a budget."""
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "workspace"
        store.create(folder, "ana", passphrase=WORDS)
        with closing(Workspace(folder, keys.unlock(header.load(folder), "ana", WORDS))) as opened:
            size = fill(opened, megabytes)
            raw = min(timed(partial(bare, opened, Path(name) / f"bare{n}")) for n in range(3))
            checked = min(timed(lambda: checks(opened)) for _ in range(3))
            whole = min(timed(lambda: backup.backup(opened, Path(name) / "disk")) for _ in range(3))
            window, gap = longest_gap(app, opened, Path(name) / "kept")
    print(f"workspace            {size:8.0f} MB")
    print(f"bare backup + fsync  {raw:8.2f} s")
    print(f"checks alone         {checked:8.2f} s")
    print(f"verified backup      {whole:8.2f} s   x{whole / raw:.1f} of the bare one")
    print(f"in the background    {window:8.2f} s")
    print(f"longest stall        {gap * 1000:8.0f} ms")
    return int(whole > 2 * BUDGET or gap > 2 * STALL)


if __name__ == "__main__":
    sys.exit(main())
