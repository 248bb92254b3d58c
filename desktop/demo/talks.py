# SPDX-License-Identifier: GPL-3.0-or-later
"""One year of invented dialogue: groups by code, processes, agreements and what came of them."""

from datetime import timedelta
from typing import Any

from desktop.core import records
from desktop.core.work import Work
from desktop.demo.world import World
from desktop.dialogues import service as dialogues
from desktop.dialogues.agreement_model import Agreement, Breach, Check, Clause
from desktop.dialogues.ground_model import GoodSign, Post, Presence, Zone
from desktop.dialogues.meeting_model import Facilitator, Gesture, Meeting
from desktop.dialogues.model import Group, Holding, Process, Review

Row = dict[str, Any]

_REASONS = {
    "es": "La comunidad y dos personas del equipo lo acordaron.",
    "pt_BR": "A comunidade e duas pessoas da equipe concordaram.",
    "en": "The community and two of the team agreed.",
}
_PEOPLE = (
    ("F-1", "clergy", ["facilitator"], True),
    ("F-2", "community_leader", ["facilitator", "host"], False),
    ("M-1", "women_org", ["monitor"], True),
    ("M-2", "academic", ["monitor", "witness"], True),
)
_AGREED = 3
"""Processes with an agreement: fewer would let no figure leave."""


def make(work: Work, world: World, incident: str) -> None:
    """Write groups by code, processes, agreements with clauses, checks, meetings and a breach."""
    story = world.story["dialogues"]
    start = world.months[4]
    groups = [
        records.create(work, Group, {"sign": one, "kind": "street_gang"}) for one in story["groups"]
    ]
    records.amend(work, groups[-1], {"came_from": groups[1].id, "came_on": world.months[3]})
    old = records.create(work, Group, {"sign": "X-9", "kind": "street_gang", "active": False})
    merged = {"became": groups[0].id, "became_how": "merged", "became_on": world.months[2]}
    records.amend(work, old, merged)
    for number, sector in enumerate(world.sectors):
        if number % 2 == 0:
            held = {"group": groups[number % len(groups)].id, "sector": sector, "since": start}
            records.create(work, Holding, held)
    people = [
        records.create(
            work,
            Facilitator,
            {"sign": sign, "kind": kind, "roles": roles, "independent": apart, "active": True},
        ).id
        for sign, kind, roles, apart in _PEOPLE
    ]
    for number, told in enumerate(story["processes"]):
        process = _process(work, world, number, told)
        _contacts(work, world, process, people, number)
        if number < _AGREED:
            _agreement(work, world, process, number, people, incident)


def _process(work: Work, world: World, number: int, story: Row) -> Process:
    """Write one process and bring it to its stage, a month a step."""
    clauses = world.story["dialogues"]["clauses"]
    process = dialogues.begin(
        work,
        {
            "title": story["title"],
            "objective": story["title"],
            "started_on": world.months[2],
            "sectors": [world.ids["sector"][code] for code in story["places"]],
            "facilitators": ["clergy", "community_leader"],
            "cohesion": "partly",
            "spoilers": 1,
            "spoiler_kinds": ["splinter"],
            "dominance_risk": "medium",
            "groundwork": ["purpose", "alternatives", "community", "legal_view", "safety_plan"],
            "assurance": "verbal" if number == 0 else "none",
            "red_lines": clauses[-1]["text"],
            "exit_strategy": clauses[0]["text"] if number < _AGREED else None,
            "pilot_decision": "extend" if number == 0 else None,
        },
    )
    steps = ("exploratory", "good_faith", "pilot", "agreement")[: 4 if number < _AGREED else 1]
    for step, stage in enumerate(steps):
        day = world.months[3 + step]
        dialogues.advance(work, process.id, stage, _REASONS[world.language], day)
    return process


def _contacts(work: Work, world: World, process: Process, people: list[str], number: int) -> None:
    for month, kind, band in (
        (world.months[3], "community", "from_24"),
        (world.months[4], "armed", "from_12" if number else "under_6"),
    ):
        done = ["purpose", "alternatives", "community", "legal_view", "safety_plan", "two_signed"]
        values = {
            "process": process.id,
            "held_on": world.day_in(month),
            "kind": kind,
            "headcount": band,
            "facilitators": people[:2],
            "groundwork": done if kind == "armed" else [],
        }
        records.create(work, Meeting, values)
    if number < _AGREED:
        seen = {"promised_on": world.months[3], "seen_on": world.months[4], "monitor": people[2]}
        gesture = {"process": process.id, "kind": "open_passage", **seen}
        records.create(work, Gesture, gesture)
    review = {"process": process.id, "reviewed_on": world.day_in(world.months[-3])}
    records.create(work, Review, {**review, "decision": "go_on"})


def _agreement(
    work: Work, world: World, process: Process, number: int, people: list[str], incident: str
) -> None:
    agreement = records.create(
        work,
        Agreement,
        {
            "process": process.id,
            "title": process.title,
            "parties": ["community", "street_gang"],
            "since": world.months[-8],
            "review_on": world.today + timedelta(days=25),
        },
    )
    made: list[Clause] = []
    told = world.story["dialogues"]["clauses"]
    for at, story in enumerate(told[3 * number : 3 * number + 3] or told[:3]):
        values = {
            "agreement": agreement.id,
            "commitment": story["type"],
            "party": "street_gang" if at else "community",
            "protects": ["child", "adolescent"],
            "sectors": process.sectors[at % 2 :],
            "wording": story["text"],
            "check_every": 30,
            "answers": [made[0].id] if at == 1 else [],
            "red_line_on": world.months[-8],
        }
        made.append(records.create(work, Clause, values))
        _checks(work, world, made[-1], people, is_broken=at == 1 and number == 0)
    if number == 0:
        _breach(work, world, made[1], incident)
    _ground(work, world, process, agreement, people)


def _checks(
    work: Work, world: World, clause: Clause, people: list[str], *, is_broken: bool
) -> None:
    for month in world.months[-7:-1]:
        broken = is_broken and month == world.months[-4]
        alone = world.chance(0.6)
        check = {
            "clause": clause.id,
            "checked_on": world.day_in(month),
            "result": "broken" if broken else "kept",
            "independent": alone,
            "monitor": people[2] if alone else people[1],
            "method": ["seen", "residents"],
        }
        records.create(work, Check, check)


def _breach(work: Work, world: World, clause: Clause, incident: str) -> None:
    day = world.day_in(world.months[-4])
    breach = {
        "clause": clause.id,
        "happened_on": day,
        "alleged_on": day + timedelta(days=1),
        "severity": "moderate",
        "verification": "confirmed",
        "verified_on": day + timedelta(days=3),
        "investigation": "done",
        "investigated_on": day + timedelta(days=9),
        "finding": "misread",
        "incident": incident,
        "response": "note",
        "responded_on": day + timedelta(days=4),
        "answer_hours": 60,
    }
    records.create(work, Breach, breach)


def _ground(
    work: Work, world: World, process: Process, agreement: Agreement, people: list[str]
) -> None:
    of = {"process": process.id, "sector": process.sectors[0]}
    since = {"agreement": agreement.id, "since": world.months[-8]}
    records.create(work, Zone, of | since | {"category": "school", "parties": ["street_gang"]})
    post = records.create(work, Post, of | since | {"operator": "community", "hours": 12})
    for month in world.months[-4:-1]:
        log = {"post": post.id, "first": month, "last": month + timedelta(days=6)}
        hours = world.dice.randint(7, 12)
        records.create(work, Presence, log | {"hours": hours, "monitor": people[2]})
    seen = {"seen_on": world.day_in(world.months[-2]), "signs": ["school_open", "crossing"]}
    records.create(work, GoodSign, of | seen)
