# SPDX-License-Identifier: GPL-3.0-or-later
"""A workspace of many invented people: each with five contacts, two placements and their checks.

One of them is busy: 200 entries stand on that timeline. Thirty in a hundred files lack an answer
that is due; two in a hundred checks were not asked; of each person the last contact alone promises
a day that may have come, as in a real office.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from desktop.contacts.model import Contact
from desktop.core import clock, records, store
from desktop.core.crypto import header, keys
from desktop.core.store import Workspace
from desktop.core.tables import new_ids
from desktop.participants.model import Participant
from desktop.placements.model import Checkpoint, Placement

WORDS = "uno dos tres cuatro"
BUSY = 200
CONTACTS, PLACEMENTS = 5, 2
ROOM_KIB = 1_000_000
"""Memory the filling may take: the ids are random, and so is where they stand in an index."""
CASEWORKER, CASES = "beto", 60
"""The second worker, and how many of all the people are hers: the others are nobody's business."""
GIVEN = (
    *("María", "José", "Luis", "Ana", "Carlos", "Rosa", "Juan", "Elena", "Pedro", "Lucía"),
    *("Yésica", "Wilson", "Kevin", "Dayana", "Jhon"),
)
FAMILY = (
    *("García", "Rodríguez", "López", "Martínez", "Hernández", "Quiñónez", "Mina"),
    *("Caicedo", "Angulo", "Torres", "Ramírez", "Silva", "Souza", "Pereira", "Castillo"),
    *("Valencia", "Mosquera", "Estupiñán", "Preciado", "Zurbarán"),
)
ANSWERED = {
    "education": "primary",
    "work_status": "unemployed",
    "living": "own_family",
    "referral_source": "self",
}
Rows = Iterator[dict[str, Any]]


def made(folder: Path, count: int) -> tuple[Workspace, str]:
    """Make an encrypted workspace of so many people; returns it, and the id of the busy person."""
    store.create(folder, "ana", passphrase=WORDS, cost=header.FLOOR)
    unlocked = keys.unlock(header.load(folder), "ana", WORDS)
    with closing(Workspace(folder, unlocked)) as workspace:
        busy = fill(workspace, count)
    return Workspace(folder, unlocked), busy  # anew: what is asked has the usual memory


def fill(workspace: Workspace, count: int) -> str:
    """Put people, contacts, placements and checks in, in bulk; returns the id of the busy one."""
    dice, everybody, placed = random.Random(7), new_ids(count), new_ids(PLACEMENTS * count)
    makers: tuple[tuple[Any, Callable[[], Rows]], ...] = (
        (Participant, lambda: people(everybody, dice)),
        (Contact, lambda: contacts(everybody, dice)),
        (Placement, lambda: placements(everybody, placed)),
        (Checkpoint, lambda: checks(placed, dice)),
    )
    for model, rows in makers:  # one log for all would grow to the size of the store
        with workspace.work(write=True) as work:
            work.session.connection().exec_driver_sql(f"PRAGMA cache_size = -{ROOM_KIB}")
            records.create_many(work, model, rows())
    return everybody[0]


def people(ids: list[str], dice: random.Random) -> Rows:
    """Yield people with names and numbers, sixty of them a second worker's."""
    for number, one in enumerate(ids):
        yield {
            "id": one,
            "worker": CASEWORKER if number < CASES else "ana",
            "given_names": f"{dice.choice(GIVEN)} {dice.choice(GIVEN)}",
            "family_names": f"{dice.choice(FAMILY)} {dice.choice(FAMILY)}",
            "born": str(dice.randint(1975, 2012)),
            "sex": dice.choice(("female", "male")),
            "safe_contact": "phone",
            "safe_contact_number": f"3{number:09}",
            "document_number": f"{10_000_000 + number}",
            "registered_on": date(2025, 1, 1) + timedelta(days=number % 600),
        } | (ANSWERED if dice.random() < 0.7 else {})


def contacts(ids: list[str], dice: random.Random) -> Rows:
    """Yield five visits of each person, and the many calls of the busy one."""
    today = clock.today()
    for one in ids:
        for n in range(CONTACTS):
            day = today - timedelta(days=40 * n)
            promised = day + timedelta(days=40 if n else dice.randint(-20, 300))
            yield {"participant": one, "kind": "visit_home", "note": "Todo bien."} | {
                "happened_on": day,
                "next_on": promised,
            }
    for n in range(BUSY - CONTACTS):
        day = today - timedelta(days=n)
        yield {"participant": ids[0], "happened_on": day, "kind": "call", "note": "Llamada."}


def placements(ids: list[str], placed: list[str]) -> Rows:
    """Yield two jobs of each person, one after the other."""
    today = clock.today()
    for number, one in enumerate(placed):
        who, n = divmod(number, PLACEMENTS)
        begun = today - timedelta(days=100 + 200 * n)
        job = {"type": "formal_job", "status": "active", "starts_on": begun}
        yield {"id": one, "participant": ids[who], **job}


def checks(placed: list[str], dice: random.Random) -> Rows:
    """Yield the checks of each placement, nearly all of them asked."""
    today = clock.today()
    for number, one in enumerate(placed):
        begun = today - timedelta(days=100 + 200 * (number % PLACEMENTS))
        for point, days in (("d30", 30), ("d90", 90), ("d180", 180)):
            asked = {"done_on": today, "result": "retained_same"} if dice.random() < 0.98 else {}
            yield {"placement": one, "point": point, "due_on": begun + timedelta(days=days)} | asked
