# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the demonstration workspace: everything in it is invented and drawn from one seed."""

from collections.abc import Callable
from pathlib import Path

from desktop.core import listing, records, store
from desktop.core.crypto.header import FLOOR
from desktop.core.tables import table_of
from desktop.demo import (
    case,
    city,
    danger,
    events,
    gatherings,
    hurt,
    living,
    office,
    people,
    services,
    steps,
    talks,
    ways,
    world,
)
from desktop.dialogues import figures_service
from desktop.incidents.model import Incident
from desktop.organisation import service as organisation
from desktop.organisation.model import Programme
from desktop.placements import checkpoint_service
from desktop.quarters import file_service as quarters
from desktop.quarters import service as quarterly

PEOPLE = 400
SEED = 20_260
STEPS = 6

Tell = Callable[[int, int], None]


def make(
    folder: Path,
    *,
    language: str = "es",
    count: int = PEOPLE,
    seed: int = SEED,
    progress: Tell = lambda _done, _total: None,
) -> store.Created:
    """Write the whole workspace; the folder appears at once or not at all."""
    created = store.create(
        folder,
        store.DEMO_USER,
        language=language,
        passphrase=store.DEMO_PASSPHRASE,
        demo=True,
        cost=FLOOR,  # the passphrase is published: no cost would protect it
    )
    workspace = store.Workspace.open(folder, store.DEMO_USER, store.DEMO_PASSPHRASE)
    try:
        _fill(workspace, language, count, seed, progress)
        checkpoint_service.catch_up(workspace)
    finally:
        workspace.close()
    return created


def _fill(workspace: store.Workspace, language: str, count: int, seed: int, tell: Tell) -> None:
    invented = world.read(language, seed)
    tell(1, STEPS)
    with workspace.work(write=True) as work:
        about = invented.story["organisation"]
        organisation.describe(
            work,
            organisation.Organisation(
                about["name"], about["city"], invented.story["country"], language
            ),
        )
        invented.ids["programme"] = {
            one["code"]: records.create(
                work, Programme, {"sign": one["code"], "title": one["name"]}
            ).id
            for one in invented.story["programmes"]
        }
        city.make(work, invented)
    tell(2, STEPS)
    with workspace.work(write=True) as work:
        people.make(work, invented, count)
        case.make(work, invented)
        living.make(work, invented)
        services.make(work, invented)
    tell(4, STEPS)
    with workspace.work(write=True) as work:
        events.activities(work, invented)
        events.incidents(work, invented)
        for room in (gatherings, danger, steps, ways, office):
            room.make(work, invented)
    tell(5, STEPS)
    with workspace.work() as work:
        keys = listing.snapshot(work, Incident)
        columns = table_of(Incident).c
        last = listing.page(work, table_of(Incident), columns.row, (columns.id,), keys[:1])[0][0]
    _talk(workspace, invented, str(last))
    hurt.apart(workspace, invented)
    tell(STEPS, STEPS)


def _talk(workspace: store.Workspace, invented: world.World, incident: str) -> None:
    """Write a year of dialogue in its own store, and let the figures of the last quarter leave."""
    workspace.open_store("dialogues")
    with workspace.work("dialogues", write=True) as work:
        talks.make(work, invented, incident)
    (quarter,) = quarters.latest(invented.today, 1)
    quarterly.take_in(workspace, figures_service.make(workspace, quarter))
