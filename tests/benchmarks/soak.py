# SPDX-License-Identifier: GPL-3.0-or-later
"""A long day: random work, locking and unlocking, backups and checks; memory and files stay flat.

Run: python -m tests.benchmarks.soak [HOURS]. Eight hours is a working day; the time that really
passed is printed, and a line for each tenth of it. Fails when memory grew by more than a fifth
after the first tenth of the run, when a file stays open, or when anything is found damaged.

In the program every lock ends the process. Here one process lives through all of them, so that
whatever a closed workspace leaves behind adds up and is seen. What grows by right: SQLite's page
cache with the file, to 16 MB (measured: 94 MB with it, 79 with a cache of 1 MB, the same log read),
and SQLAlchemy's statements, of which each model keeps the last 150 at most.
"""

import gc
import os
import random
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.core import journal, listing, records, store
from desktop.core.backups import backup
from desktop.core.crypto import header, keys
from desktop.core.papers import attachments
from desktop.core.store import Workspace
from desktop.participants.model import Participant

WORDS = "uno dos tres cuatro"
GROWTH = 1.2
PEOPLE = 2_000  # a large programme; from then on they are amended, as on any day


@dataclass(frozen=True)
class Seen:
    """What one session left behind."""

    memory: float
    things: int
    files: int


def resident() -> float:
    """Return the megabytes this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def left() -> Seen:
    """Count what is held now: megabytes, objects of Python, open files."""
    gc.collect()
    return Seen(resident(), len(gc.get_objects()), len(list(Path("/proc/self/fd").iterdir())))


def some_work(workspace: Workspace, chance: random.Random, people: list[str]) -> None:
    """Do what a caseworker does between two looks at the clock."""
    answers = {
        "born": str(chance.randint(1960, 2010)), "sex": chance.choice(["female", "male"]),
        "safe_contact": "phone", "given_names": f"Persona {chance.randrange(10**6)}",
        "registered_on": date(2026, 3, 1), "note": "x" * chance.randrange(1_000),
    }  # fmt: skip
    with workspace.work(write=True) as work:
        if len(people) < PEOPLE:
            record = records.create(work, Participant, answers)
            people.append(record.id)
        else:
            record = records.get(work, Participant, chance.choice(people))
            records.amend(work, record, answers)
        records.amend(work, record, {"note": "dos"})
        if chance.random() < 0.2:
            records.undo(work, record)
    with workspace.work() as work:
        listing.snapshot(work, Participant, text=f"persona {chance.randrange(100)}")
    workspace.drafts().keep("participant/new", answers)


def session(workspace: Workspace, chance: random.Random, people: list[str], number: int) -> int:
    """Work from an unlock to a lock, and return how often something was saved."""
    saves = chance.randint(20, 80)
    for _ in range(saves):
        some_work(workspace, chance, people)
    paper = attachments.attach(workspace, "cases", people[-1], "acta.txt", b"Acta\n" * 4_000)
    attachments.read(workspace, "cases", paper)
    with workspace.work(write=True) as work:
        attachments.remove(work, paper)
    workspace.open_store("dialogues")
    with workspace.work("dialogues", write=True) as work:
        journal.write(work, "look")
    workspace.close_store("dialogues")
    if number % 10 == 0:
        disk = workspace.folder.parent / "disk"
        shutil.rmtree(disk, ignore_errors=True)
        backup.backup(workspace, disk)
    if number % 50 == 0:
        assert backup.check(workspace) == []
    return saves


def main() -> int:
    """Work until the time is over, print what was done, and fail where something grew."""
    length = (float(sys.argv[1]) if len(sys.argv) > 1 else 8.0) * 3600
    chance = random.Random(23)
    saves, people = 0, list[str]()
    seen: list[Seen] = []
    tenths: list[Seen] = []
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "workspace"
        store.create(folder, "ana", passphrase=WORDS, cost=header.FLOOR)
        unlocked = keys.unlock(header.load(folder), "ana", WORDS)
        while (passed := time.monotonic() - begin) < length:
            workspace = Workspace(folder, unlocked)
            saves += session(workspace, chance, people, len(seen))
            workspace.close()
            del workspace
            seen.append(left())
            if passed >= length * len(tenths) / 10:
                tenths.append(seen[-1])
                print(f"{passed / 60:6.1f} min, {len(seen)} sessions, {saves} saves: {seen[-1]}")
                sys.stdout.flush()
        last = Workspace(folder, unlocked)
        found = backup.check(last)
        last.close()
    early, late = tenths[min(1, len(tenths) - 1)], seen[-1]
    print(
        f"{(time.monotonic() - begin) / 60:.1f} minutes, {len(seen)} sessions, {saves} saves: "
        f"memory {early.memory:.0f} MB, then {late.memory:.0f} MB; open files {early.files}, "
        f"then {late.files}; damage {len(found)}"
    )
    grown = late.memory > early.memory * GROWTH or late.files > early.files
    return int(grown or bool(found))


if __name__ == "__main__":
    sys.exit(main())
