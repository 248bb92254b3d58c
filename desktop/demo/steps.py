# SPDX-License-Identifier: GPL-3.0-or-later
"""Invented timelines laid over files, a case conference, and a working list of the team."""

from datetime import timedelta
from typing import Any

from desktop.core import records
from desktop.core.work import Work
from desktop.demo.world import World
from desktop.participants import list_service
from desktop.participants import service as participants
from desktop.participants.model import Participant
from desktop.steps import service
from desktop.steps.timeline_model import OwnTimeline
from desktop.supervision.conference_model import Conference

_FILES = 4
_LONG_AGO = timedelta(days=34)


def make(work: Work, world: World) -> None:
    """Write what the tabs Steps and Case conferences show; nobody's dice are thrown for it."""
    story: dict[str, Any] = world.story["case"]
    line = sorted(world.ids["programme"].values())[0]
    made = records.create(
        work,
        OwnTimeline,
        {
            "title": story["timeline"],
            "programme": line,
            "steps": "\n".join(story["timeline_steps"]),
        },
    )
    keys = participants.keys(work, "", {"status": "open", "programme": line}, "code")
    for number, key in enumerate(keys[:_FILES]):
        person = records.at_row(work, Participant, key).id
        name = made.id if number % 2 else "arrival"
        for step in service.lay(work, person, name, world.today - _LONG_AGO):
            if step.due_on <= world.today:
                service.done(work, step.id, step.due_on)
        if number == 0:
            values = {"posts": ["caseworker", "psychologist"], "agreed": story["conference"]}
            days = {"held_on": world.today - _LONG_AGO, "next_on": world.today + _LONG_AGO}
            records.create(work, Conference, {"participant": person, **values, **days})
    filters = {"status": "open", "programme": line}
    list_service.keep(work, story["list_late"], filters, "code", shared=True)
