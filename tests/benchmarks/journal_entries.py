# SPDX-License-Identifier: GPL-3.0-or-later
"""How many entries the journal takes in a second, beside the bare primitives under it.

Run: python -m tests.benchmarks.journal_entries [ENTRIES]. Budget: 10,000 entries a second, written
in one transaction as an import or a busy day writes them.
"""

import hmac
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from desktop.core import db, journal, store
from desktop.core.store import Workspace

WORDS = "uno dos tres cuatro"
BUDGET = 10_000


def per_second(count: int, act: Callable[[], object]) -> float:
    """Return how many times a second ``act`` did ``count`` things."""
    start = time.perf_counter()
    act()
    return count / (time.perf_counter() - start)


def ours(workspace: Workspace, count: int) -> None:
    """Write entries the program's way, in one transaction."""
    with workspace.work(write=True) as work:
        for number in range(count):
            journal.write(work, "amend", f"0190c0de-{number:08d}")


def hashes(count: int) -> None:
    """Chain as many tags over entries of the same size, and step the key as often."""
    key, tag = bytes(32), "0" * 64
    for number in range(count):
        whole = f'["{tag}","2026-11-21T10:00:00.000+00:00",{number},"ana","1234abcd","amend","{number:020d}"]'
        tag = hmac.digest(key, whole.encode(), "sha256").hex()
        key = sha256(key).digest()


def inserts(path: Path, count: int) -> None:
    """Insert rows of the same size into a bare encrypted file, one statement each."""
    with closing(db.connect(db.Place(path, bytes(32), "bare"), create=True)) as connection:
        connection.execute("CREATE TABLE t (seq INTEGER PRIMARY KEY, a, b, c, d, e, tag)")
        connection.execute("BEGIN IMMEDIATE")
        for number in range(count):
            row = (number, "2026-11-21T10:00:00.000", "ana", "1234abcd", "amend", number, "0" * 64)
            connection.execute("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        connection.execute("COMMIT")


def main() -> int:
    """Measure, print, and fail below the budget."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store.create(folder / "workspace", "ana", passphrase=WORDS)
        with closing(Workspace.open(folder / "workspace", None, WORDS)) as workspace:
            rate = per_second(count, lambda: ours(workspace, count))
            with workspace.work() as work:
                assert journal.gap(work) is None
        bare = per_second(count, lambda: hashes(count))
        rows = per_second(count, lambda: inserts(folder / "bare.db", count))
    print(
        f"{count} entries: {rate:,.0f} a second "
        f"(bare HMAC and SHA-256 {bare:,.0f}, bare inserts {rows:,.0f})"
    )
    return int(rate < BUDGET)


if __name__ == "__main__":
    sys.exit(main())
