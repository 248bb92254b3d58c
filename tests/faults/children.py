# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs the fault tests start and kill: each prints what it has been promised is kept.

Run as ``python -m tests.faults.children ACT FOLDER``; keys come from a file of the test's own,
because deriving them again would cost half a second at every start.
"""

import itertools
import os
import pickle
import sys
from collections.abc import Iterator
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

from desktop.core import db, journal, migrate, records
from desktop.core.backups import backup
from desktop.core.errors import UserError
from desktop.core.papers import attachments
from desktop.core.store import Workspace
from desktop.core.team import rotation
from desktop.participants.model import Participant
from tests.workspaces import person


def save(folder: Path, most: int) -> None:
    """Register people one by one and say so after each commit."""
    with closing(opened(folder)) as workspace:
        say("ready")
        for number in counted(most):
            with workspace.work(write=True) as work:
                record = records.create(work, Participant, person(given_names=f"Uno {number}"))
                records.amend(work, record, {"note": "dos"})
            say(record.id)


def bring_in(folder: Path, most: int) -> None:
    """Import batches of 400 rows and say so after each."""
    with closing(opened(folder)) as workspace:
        say("ready")
        for number in counted(most):
            with workspace.work(write=True) as work:
                rows = (person(given_names=f"Fila {n}") for n in range(400))
                records.create_many(work, Participant, rows, import_id=f"batch {number}")
            say(f"batch {number}")


def head(folder: Path, most: int) -> None:
    """Write entries and note each head in the key header; say how far it got."""
    with closing(opened(folder)) as workspace:
        say("ready")
        for _number in counted(most):
            with workspace.work(write=True) as work:
                journal.write(work, "look")
            workspace.note_heads()
            found = workspace.head("cases")
            say(str(found[0] if found else 0))


def copy(folder: Path, most: int) -> None:
    """Save somebody and write a backup, again and again; say the name of each."""
    with closing(opened(folder)) as workspace:
        say("ready")
        for number in counted(most):
            with workspace.work(write=True) as work:
                records.create(work, Participant, person(given_names=f"Copia {number}"))
            say(backup.backup(workspace, folder.parent / "disk").name)


def paper(folder: Path, most: int) -> None:
    """Attach papers to somebody and say the id of each."""
    with closing(opened(folder)) as workspace:
        with workspace.work(write=True) as work:
            record = records.create(work, Participant, person())
        say("ready")
        for number in counted(most):
            content = f"Acta {number}\n".encode() * 3_000
            say(attachments.attach(workspace, "cases", record.id, "acta.txt", content))


def rekey(folder: Path, most: int) -> None:
    """Save somebody and make all keys anew, again and again; say each id with its epoch."""
    with closing(opened(folder)) as workspace:
        say("ready")
        for _number in counted(most):
            with workspace.work(write=True) as work:
                record = records.create(work, Participant, person())
            say(f"{record.id} {workspace.header.epoch}")
            rotation.rotate(workspace)
            say(f"{record.id} {workspace.header.epoch}")


def upgrade(folder: Path, _most: int) -> None:
    """Migrate a store over many steps that each rebuild a table."""
    place = db.Place(folder / "store.db", bytes(32), "test/cases")
    say("ready")
    migrate.bring_up(place, "cases", sorted((folder / "migrations").glob("*.py")))
    say("done")


def hold(folder: Path, _most: int) -> None:
    """Keep the workspace open until killed."""
    workspace = opened(folder)
    say("ready")
    sys.stdin.read()
    workspace.close()


def fill(folder: Path, _most: int) -> None:
    """Register people with long notes until the disk is full, and say what was told."""
    with closing(opened(folder)) as workspace:
        say("ready")
        while True:
            try:
                with workspace.work(write=True) as work:
                    record = records.create(work, Participant, person(note="x" * 1_900))
            except UserError as error:
                say(f"refused {type(error).__name__}")
                break
            say(record.id)


def opened(folder: Path) -> Workspace:
    """Open a workspace with the keys that lie beside it."""
    unlocked = pickle.loads((folder.parent / "unlocked").read_bytes())
    return Workspace(folder, unlocked)


def run(act: str, folder: str, ear: Connection) -> None:
    """Act in a forked process until killed; what is said goes to the test."""
    os.dup2(ear.fileno(), 1)
    ACTS[act](Path(folder), 0)


def say(line: str) -> None:
    """Tell the parent at once."""
    print(line, flush=True)


def counted(most: int) -> Iterator[int]:
    """Count to ``most``, or until killed where it is 0."""
    return iter(range(1, most + 1)) if most else itertools.count(1)


ACTS = {
    "save": save,
    "import": bring_in,
    "head": head,
    "copy": copy,
    "paper": paper,
    "rekey": rekey,
    "upgrade": upgrade,
    "hold": hold,
    "fill": fill,
}

if __name__ == "__main__":
    number = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    if sys.argv[1] == "fill":
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (number, number))
    ACTS[sys.argv[1]](Path(sys.argv[2]), number)
