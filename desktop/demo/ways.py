# SPDX-License-Identifier: GPL-3.0-or-later
"""Invented safe places and ways, and what was decided about some of the ways a border bars."""

import random
from datetime import timedelta

from desktop.access import service as access
from desktop.core import codes, dates, i18n, records
from desktop.core.work import Work
from desktop.crossings import answer_service
from desktop.crossings.model import GOES_ANYWAY, SafePlace, SafeRoute, Way
from desktop.demo.world import World
from desktop.participants.report import people
from desktop.places import border_service
from desktop.places import service as places

_KINDS = ("programme_site", "school", "church", "health_post", "community_centre", "library")
_ANSWERS = ("accompanied", "other_way", "elsewhere", GOES_ANYWAY)
_UNANSWERED = 6
"""Ways of which nothing is decided, so that the list has something to ask."""


def make(work: Work, world: World) -> None:
    """Write what belongs to ways, with dice of its own."""
    dice = random.Random()  # noqa: S311 - a story
    dice.setstate(world.dice.getstate())
    with i18n.speaking(world.language):
        _safe_places(work, world, dice)
        _safe_routes(work, world, dice)
    _confirmed(work, world, dice)
    _court(work, world)
    _decisions(work, world, dice)


def _safe_places(work: Work, world: World, dice: random.Random) -> None:
    for spot, kind in zip(dice.sample(places.sectors(work), len(_KINDS)), _KINDS, strict=True):
        values = {
            "title": f"{codes.label('safe_place_kind', kind)} {spot.label}",
            "kind": kind,
            "sector": spot.id,
            "hours": "8:00-17:00",
            "checked_on": world.today - timedelta(days=dice.randint(3, 60)),
        }
        records.create(work, SafePlace, values)


def _safe_routes(work: Work, world: World, dice: random.Random) -> None:
    names = places.names(work)
    quiet = [
        one
        for one in border_service.borders(work, world.today)
        if one.status in ("", "demilitarised")
    ]
    for one in dice.sample(sorted(quiet, key=lambda border: border.code), 3):
        values = {
            "title": f"{names[one.a]} – {names[one.b]}",
            "starts_in": one.a,
            "ends_in": one.b,
            "how": "on_foot",
            "who_may": "by_day",
            "hours": "6:00-18:00",
            "drawn_on": world.today - timedelta(days=dice.randint(3, 60)),
        }
        records.create(work, SafeRoute, values)


def _confirmed(work: Work, world: World, dice: random.Random) -> None:
    """Confirm most borders of late, so that those grown old are few."""
    held = [one for one in border_service.borders(work, world.today) if one.status_id]
    for one in sorted(held, key=lambda border: border.code)[2:]:
        seen = world.today - timedelta(days=dice.randint(1, 20))
        border_service.confirm(work, one.status_id, max(seen, dates.parse(one.since).first))


def _court(work: Work, world: World) -> None:
    """Let somebody go to a court that no other register knows of."""
    who = next(one for one in people(work) if one.closed_on is None)
    spot = places.sectors(work)[0]
    told = world.today - timedelta(days=20)
    values = {"participant": who.id, "kind": "authority", "ends_in": spot.id, "drawn_on": told}
    records.create(work, Way, values)


def _decisions(work: Work, world: World, dice: random.Random) -> None:
    for line in access.barred(work, world.today)[_UNANSWERED:]:
        answer = dice.choice(_ANSWERS)
        reason = world.story["crossing_reason"] if answer == GOES_ANYWAY else None
        key = (line.person, line.kind, line.there)
        answer_service.decide(work, key, answer, reason, line.found)
