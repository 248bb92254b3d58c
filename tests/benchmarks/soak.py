# SPDX-License-Identifier: GPL-3.0-or-later
"""A long day: random work, locking and unlocking, backups and checks; memory and files stay flat.

Run: python -m tests.benchmarks.soak [HOURS]. Eight hours is a working day; the time that really
passed is printed. Fails when memory grew by more than a fifth after the first tenth of the run,
when a file stays open, or when anything is found damaged.
"""

import os
import random
import shutil
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from desktop.core import listing, records, store
from desktop.core.backups import backup
from desktop.core.crypto import header, keys
from desktop.core.store import Workspace
from desktop.participants.model import Participant

WORDS = "uno dos tres cuatro"
GROWTH = 1.2


def resident() -> float:
    """Return the megabytes this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def files() -> int:
    """Return how many files are open."""
    return len(list(Path("/proc/self/fd").iterdir()))


def some_work(workspace: Workspace, chance: random.Random) -> None:
    """Do what a caseworker does between two looks at the clock."""
    answers = {
        "born": str(chance.randint(1960, 2010)), "sex": chance.choice(["female", "male"]),
        "safe_contact": "phone", "given_names": f"Persona {chance.randrange(10**6)}",
        "registered_on": date(2026, 3, 1), "note": "x" * chance.randrange(1_000),
    }  # fmt: skip
    with workspace.work(write=True) as work:
        record = records.create(work, Participant, answers)
        records.amend(work, record, {"note": "dos"})
        if chance.random() < 0.2:
            records.undo(work, record)
    with workspace.work() as work:
        listing.snapshot(work, Participant, text=f"persona {chance.randrange(100)}")
    workspace.drafts().keep("participant/new", answers)


def main() -> int:
    """Work until the time is over, print what was done, and fail where something grew."""
    hours = float(sys.argv[1]) if len(sys.argv) > 1 else 8.0
    chance = random.Random(23)
    saves = sessions = 0
    seen: list[tuple[float, int]] = []
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder, disk = Path(name) / "workspace", Path(name) / "disk"
        store.create(folder, "ana", passphrase=WORDS, cost=header.FLOOR)
        unlocked = keys.unlock(header.load(folder), "ana", WORDS)
        while time.monotonic() - begin < hours * 3600:
            workspace = Workspace(folder, unlocked)  # each lock ends one of these
            for _ in range(chance.randint(20, 80)):
                some_work(workspace, chance)
                saves += 1
            if sessions % 10 == 0:
                shutil.rmtree(disk, ignore_errors=True)
                backup.backup(workspace, disk)
            if sessions % 50 == 0:
                assert backup.check(workspace) == []
            workspace.close()
            sessions += 1
            seen.append((resident(), files()))
        workspace = Workspace(folder, unlocked)
        found = backup.check(workspace)
        workspace.close()
    took = (time.monotonic() - begin) / 60
    early = seen[len(seen) // 10]
    memory, opened = seen[-1]
    print(
        f"{took:.1f} minutes, {sessions} sessions, {saves} saves: memory {early[0]:.0f} MB, then "
        f"{memory:.0f} MB; open files {early[1]}, then {opened}; damage {len(found)}"
    )
    return int(memory > early[0] * GROWTH or opened > early[1] or bool(found))


if __name__ == "__main__":
    sys.exit(main())
