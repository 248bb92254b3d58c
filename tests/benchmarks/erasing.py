# SPDX-License-Identifier: GPL-3.0-or-later
"""What the erasure of one person costs among 10,000 with contacts, needs, consents, placements.

Run: python -m tests.benchmarks.erasing [PEOPLE]. Budget: five processor seconds, preview and all.
"""

import sys
import tempfile
import time
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa

from desktop.consents.model import Consent
from desktop.contacts.model import Contact
from desktop.core import clock, records, store
from desktop.core.store import Workspace
from desktop.core.tables import Record, table_of
from desktop.core.team import approvals
from desktop.core.work import Work
from desktop.participants.model import Participant
from desktop.placements.model import Checkpoint, Placement
from desktop.plans.model import Need
from desktop.rights import erasing
from tests.benchmarks.write_many import WORDS, people

CONTACTS = 12
BUDGET = 5.0
DAY = date(2026, 6, 1)


def fill(workspace: Workspace, count: int) -> str:
    """Write people with everything that hangs on them; returns the id of one in the middle."""
    with workspace.work(write=True) as work:
        records.create_many(work, Participant, people(count))
        ids = ids_of(work, Participant)
        for model, rows in around(ids).items():
            records.create_many(work, model, rows)
        rows = [
            {"placement": one, "point": point, "due_on": DAY}
            for one in ids_of(work, Placement)
            for point in ("d30", "d60", "d90", "d180", "d365")
        ]
        records.create_many(work, Checkpoint, rows)
    return ids[count // 2]


def ids_of(work: Work, model: type[Record]) -> list[str]:
    """Return the id of every record of a register."""
    return list(work.session.execute(sa.select(table_of(model).c.id)).scalars())


def around(ids: list[str]) -> dict[type[Record], list[dict[str, object]]]:
    """Return what each person has: contacts, needs, consents, a placement."""
    needs = ("safety", "documents", "job")
    asked = ("participation", "data_storage", "anonymous_stats")
    return {
        Contact: [
            {"participant": one, "kind": "phone", "happened_on": DAY + timedelta(n), "note": "said"}
            for one in ids
            for n in range(CONTACTS)
        ],
        Need: [{"participant": one, "need": need} for one in ids for need in needs],
        Consent: [
            {"participant": one, "purpose": purpose, "state": "given", "given_on": DAY}
            for one in ids
            for purpose in asked
        ],
        Placement: [{"participant": one, "type": "formal_job", "starts_on": DAY} for one in ids],
    }


def main() -> int:
    """Measure, print, and fail beyond the budget."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "workspace"
        store.create(place, "ana", passphrase=WORDS)
        with closing(Workspace.open(place, None, WORDS)) as workspace:
            person = fill(workspace, count)
            with workspace.work(write=True) as work:
                asked = approvals.ask(work, approvals.ERASE, person, "benchmark")
            with clock.later(timedelta(days=1)), workspace.work(write=True) as work:
                approval = approvals.confirm_alone(work, asked).id
            start = time.process_time()
            erasing.preview(workspace, person)
            looked = time.process_time() - start
            start = time.process_time()
            done = erasing.erase(workspace, person, approval)
            took = time.process_time() - start
            size = (place / "cases.db").stat().st_size / 1e6
    gone = sum(done.registers.values())
    print(f"{count} people, {size:.0f} MB: preview {looked:.2f} s, {gone} records {took:.2f} s")
    return int(looked + took > BUDGET)


if __name__ == "__main__":
    sys.exit(main())
