# SPDX-License-Identifier: GPL-3.0-or-later
"""What a caseworker waits for among many people, beside hand-written SQL over the bare driver.

Run: python -m tests.benchmarks.people [PEOPLE]. Each person has five contacts and two placements,
each placement its checkpoints, all in an encrypted workspace; one person has 200 entries on the
timeline. Both sides of a line are asked in the same run, in turns; the medians are of RUNS rounds.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from desktop import slices
from desktop.contacts.model import Contact
from desktop.core import clock, db, listing, names, records, store
from desktop.core.crypto import header, keys
from desktop.core.store import Workspace
from desktop.core.tables import new_id
from desktop.participants import likeness_service
from desktop.participants import service as participants
from desktop.participants.model import Participant
from desktop.placements.model import Checkpoint, Placement

WORDS = "uno dos tres cuatro"
RUNS = 9
GIVEN = [
    "María",
    "José",
    "Luis",
    "Ana",
    "Carlos",
    "Rosa",
    "Juan",
    "Elena",
    "Pedro",
    "Lucía",
    "Yésica",
    "Wilson",
    "Kevin",
    "Dayana",
    "Jhon",
]
FAMILY = [
    "García",
    "Rodríguez",
    "López",
    "Martínez",
    "Hernández",
    "Quiñónez",
    "Mina",
    "Caicedo",
    "Angulo",
    "Torres",
    "Ramírez",
    "Silva",
    "Souza",
    "Pereira",
    "Castillo",
    "Valencia",
    "Mosquera",
    "Estupiñán",
    "Preciado",
    "Zurbarán",
]
BUSY = 200


def people(count: int, dice: random.Random) -> Iterator[dict[str, Any]]:
    """Yield invented people with names and numbers, the first of them the busy one."""
    for number in range(count):
        yield {
            "id": new_id(),
            "given_names": f"{dice.choice(GIVEN)} {dice.choice(GIVEN)}",
            "family_names": f"{dice.choice(FAMILY)} {dice.choice(FAMILY)}",
            "born": str(dice.randint(1975, 2012)),
            "sex": dice.choice(("female", "male")),
            "safe_contact": "phone",
            "safe_contact_number": f"3{number:09}",
            "document_number": f"{10_000_000 + number}",
            "registered_on": date(2025, 1, 1) + timedelta(days=number % 600),
        }


def fill(workspace: Workspace, count: int) -> str:
    """Put people, contacts, placements and checkpoints in; returns the id of the busy person."""
    dice = random.Random(7)
    everybody = list(people(count, dice))
    busy = everybody[0]["id"]
    today = clock.today()
    contacts = [
        {
            "participant": one["id"],
            "happened_on": today - timedelta(days=40 * n),
            "kind": "visit_home",
        }
        | {"note": "Todo bien.", "next_on": today + timedelta(days=dice.randint(-20, 300))}
        for one in everybody
        for n in range(5)
    ]
    contacts += [
        {
            "participant": busy,
            "happened_on": today - timedelta(days=n),
            "kind": "call",
            "note": "Llamada.",
        }
        for n in range(BUSY - 5)
    ]
    placed = [
        {"id": new_id(), "participant": one["id"], "type": "formal_job", "status": "active"}
        | {"starts_on": today - timedelta(days=100 + 200 * n)}
        for one in everybody
        for n in range(2)
    ]
    checks = [
        {"placement": one["id"], "point": point, "due_on": one["starts_on"] + timedelta(days=days)}
        | ({"done_on": today, "result": "retained_same"} if dice.random() < 0.98 else {})
        for one in placed
        for point, days in (("d30", 30), ("d90", 90), ("d180", 180))
    ]
    with workspace.work(write=True) as work:
        for model, rows in (
            (Participant, everybody),
            (Contact, contacts),
            (Placement, placed),
            (Checkpoint, checks),
        ):
            records.create_many(work, model, rows)
    return str(busy)


def pair(ours: Callable[[], object], bare: Callable[[], object]) -> tuple[float, float]:
    """Return the median milliseconds of both, asked in turns so that a busy machine hurts both."""
    ours(), bare()
    took: tuple[list[float], list[float]] = ([], [])
    for _round in range(RUNS):
        for act, times in ((ours, took[0]), (bare, took[1])):
            begun = time.perf_counter()
            act()
            times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(took[0]), statistics.median(took[1])


class Bare:
    """The same questions over the driver alone."""

    def __init__(self, place: Any, busy: str) -> None:
        self.connection = db.connect(place)
        self.busy = busy
        self.connection.execute("SELECT count(*) FROM participant").fetchone()

    def rows(self, sql: str, *values: object) -> list[Any]:
        return list(self.connection.execute(sql, values))

    def search(self, text: str) -> object:
        """The keys in order, and the first page."""
        [(joined,)] = self.rows(
            "SELECT group_concat(row) FROM (SELECT row FROM participant WHERE deleted_at IS NULL "
            "AND created_by != '*' AND row IN (SELECT rowid FROM search_participant WHERE "
            "search_participant MATCH ?) ORDER BY registered_on DESC, row DESC)",
            names.expression(text, participants.FOUND_BY),
        )
        found = [int(one) for one in joined.split(",")] if joined else []
        return self.page(found[:50])

    def page(self, found: list[int]) -> object:
        marks = ",".join(map(str, found))
        return self.rows(
            f"SELECT row, code, programme, born, sex, sector, registered_on, status FROM participant WHERE row IN ({marks})"
        )

    def opening(self) -> object:
        self.rows("SELECT * FROM participant WHERE id = ?", self.busy)
        for sql in (
            "SELECT happened_on, kind, note FROM contact WHERE participant = ? AND deleted_at IS NULL",
            "SELECT purpose, state, given_on FROM consent WHERE participant = ? AND deleted_at IS NULL",
            "SELECT need, state, since FROM need WHERE participant = ? AND deleted_at IS NULL",
            "SELECT id, type, starts_on, ended_on FROM placement WHERE participant = ? AND deleted_at IS NULL",
            "SELECT c.point, c.done_on, c.result FROM checkpoint c JOIN placement p ON p.id = c.placement WHERE p.participant = ?",
        ):
            self.rows(sql, self.busy)
        return None

    def day(self) -> object:
        today = clock.today().isoformat()
        self.rows(
            "SELECT p.id, p.code, max(c.next_on) FROM contact c JOIN participant p ON p.id = c.participant "
            "WHERE c.deleted_at IS NULL AND p.deleted_at IS NULL AND p.status != 'closed' "
            "GROUP BY c.participant HAVING max(c.next_on) <= ? ORDER BY 3 LIMIT 5000",
            today,
        )
        self.rows(
            "SELECT k.id, k.due_on, p.code FROM checkpoint k JOIN placement l ON l.id = k.placement "
            "JOIN participant p ON p.id = l.participant WHERE k.result IS NULL AND k.deleted_at IS NULL "
            "AND k.due_on <= ? AND p.status != 'closed' ORDER BY k.due_on LIMIT 5000",
            today,
        )
        return self.rows(
            "SELECT id, code, registered_on FROM participant WHERE deleted_at IS NULL AND status != 'closed' "
            "AND (education IS NULL OR work_status IS NULL OR living IS NULL OR referral_source IS NULL) "
            "AND registered_on <= ? ORDER BY registered_on LIMIT 5000",
            today,
        )

    def alike(self, words: str) -> object:
        return self.rows(
            "SELECT id, code, born, sex, given_names, family_names FROM participant WHERE row IN "
            "(SELECT rowid FROM search_participant WHERE search_participant MATCH ? LIMIT 400)",
            f"found_by : ({words})",
        )


def report(workspace: Workspace, busy: str) -> None:
    """Print one line for each thing a person waits for."""
    bare = Bare(workspace.place("cases"), busy)

    def search(text: str) -> None:
        with workspace.work() as work:
            found = participants.keys(work, text, {}, "")
            participants.rows(work, found[:50])

    def opening() -> None:
        with workspace.work() as work:
            participants.get(work, busy)
            assert len(slices.timeline(work, busy)) >= BUSY

    def day() -> None:
        with workspace.work() as work:
            slices.due(work, clock.today())

    typed = {
        "given_names": "Yesica",
        "family_names": "Quinonez Mina",
        "born": "2001",
        "sex": "female",
    }

    def alike() -> None:
        with workspace.work() as work:
            assert likeness_service.similar(work, typed)

    line("search 'mar'", *pair(lambda: search("mar"), lambda: bare.search("mar")))
    line(
        "search 'maria quin'",
        *pair(lambda: search("maria quin"), lambda: bare.search("maria quin")),
    )
    line("search by last digits", *pair(lambda: search("04242"), lambda: bare.search("04242")))
    line("open, 200 entries", *pair(opening, bare.opening))
    line("My day, all tasks", *pair(day, bare.day))
    pairs = '("iesica" OR "xesica") AND ("kinones" OR "mina")'.replace("iesica", "xesika").replace(
        "xesica", "xesika"
    )
    line("duplicates", *pair(alike, lambda: bare.alike(f'{pairs} AND "y2001"')))
    bare.connection.close()


def line(what: str, ours: float, bare: float) -> None:
    """Print one pair with its ratio."""
    print(f"{what:24}{ours:9.1f} ms{bare:9.1f} ms bare{ours / max(bare, 0.001):7.1f} x")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "workspace"
        store.create(folder, "ana", passphrase=WORDS, cost=header.FLOOR)
        unlocked = keys.unlock(header.load(folder), "ana", WORDS)
        with closing(Workspace(folder, unlocked)) as workspace:
            begun = time.perf_counter()
            busy = fill(workspace, count)
            print(f"{count} people filled in {time.perf_counter() - begun:.0f} s")
            with workspace.work() as work:
                assert len(listing.snapshot(work, Participant)) == count
            report(workspace, busy)


if __name__ == "__main__":
    main()
