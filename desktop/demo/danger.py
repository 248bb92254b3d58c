# SPDX-License-Identifier: GPL-3.0-or-later
"""Invented danger: an alert that goes on, a safety plan, two colleagues out, two people lost."""

from datetime import timedelta
from typing import Any

from desktop.core import clock, records
from desktop.core.work import Work
from desktop.demo.world import World
from desktop.participants import service as participants
from desktop.participants.model import Participant
from desktop.places import border_service
from desktop.safety import (
    lines_service,
    loss_service,
    outing_service,
    plan_service,
    relief_service,
    service,
)

ADULTS = "2006"
"""Who was born before this year is no child in the story."""
_PLAN = ("people", "places", "signals", "routes", "taken_along")
_LOST = (("disappeared", 40), ("detained", 12))
"""Whom the work lost, and how many days ago."""


def make(work: Work, world: World) -> None:
    """Write what the pages about danger show; nobody's dice are thrown for it."""
    story: dict[str, Any] = world.story["safety"]
    lines_service.keep(work, [lines_service.OnCall(**one) for one in story["on_call"]])
    for hours, who in enumerate(story["out"], start=1):
        until = clock.now() + timedelta(hours=2 * hours)
        outing_service.leave(work, until, world.sectors[hours], who)
    own = {name: story[name] for name in ("people", "places", "signals")}
    plan_service.write_own(work, own)
    people = _quiet(work)
    if len(people) < len(_LOST) + 1:
        return
    first, *lost = people
    borders = [one.id for one in border_service.borders_of(work, first.sector or "", world.today)]
    plan = {name: story[name] for name in _PLAN}
    plan_service.write(work, first.id, {**plan, "borders": borders[:2]})
    raised = service.raise_for(
        work,
        first.id,
        {
            "line": story["line"],
            "threat": "followed",
            "tonight": ["safe_place", "transport"],
            "agreed_with": story["out"][0],
            "by_phone": True,
        },
    )
    relief_service.give(work, raised.id, {"kind": "relocation", "people": 3})
    for person, (kind, days) in zip(lost, _LOST, strict=False):
        day = world.today - timedelta(days=days)
        loss_service.take(
            work,
            person.id,
            {
                "kind": kind,
                "happened_on": max(day, person.registered_on or day).isoformat(),
                "support_by": day + timedelta(days=3),
                "debrief_by": None,
            },
        )
        found = loss_service.of_person(work, person.id)
        if found is not None and kind == _LOST[0][0]:
            loss_service.done(work, found.id, "support")


def _quiet(work: Work) -> list[Participant]:
    """Return open files of adults, those that come last in the list of codes first."""
    found: list[Participant] = []
    for key in participants.keys(work, "", {"status": "open"}, "-code"):
        person = records.at_row(work, Participant, key)
        if person.born < ADULTS and person.closure_reason is None:
            found.append(person)
        if len(found) > len(_LOST):
            break
    return found
