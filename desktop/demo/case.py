# SPDX-License-Identifier: GPL-3.0-or-later
"""Invented assessments, plans, reviews and flags of the people that were invented before."""

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from desktop.assessments.model import Assessment, again
from desktop.consents.withhold_model import KeptFrom
from desktop.core import instruments, records
from desktop.core.tables import new_id, table_of
from desktop.core.work import Work
from desktop.demo.world import World
from desktop.participants.model import Participant
from desktop.plans.case_model import CasePlan, Goal, PlanAction, review
from desktop.supervision.model import Flag, Review

Row = dict[str, Any]

_FACTORS = {
    "individual": ("trauma", "substance_use", "used_as_courier"),
    "family": ("parent_detained", "family_member_involved", "family_violence"),
    "peer": ("peer_involved", "exposure_social_media", "recruitment_approach"),
    "school_work": ("no_income", "out_of_school", "debt_to_group"),
    "community": ("lives_near_border", "must_cross_border", "extortion"),
}
_PROTECTIVE = ("caring_adult", "children_motivation", "sport_art", "seeks_help", "work_skill")
_MOTIVES = ("income", "family", "children", "safety", "respect")
_SHARES = (0.5, 0.34, 0.22)
"""How much weighs at the first, the second and the third assessment: things mostly get lighter."""
LATELY = 12
SEED = 23


def make(work: Work, world: World) -> None:
    """Write what a case team does around most of the people."""
    world = replace(world, dice=random.Random(SEED))  # noqa: S311 - what comes after stays as it was
    columns = table_of(Participant).c
    query = sa.select(columns.id, columns.registered_on, columns.closed_on).order_by(columns.row)
    people = [(i, on, ended) for i, on, ended in work.session.execute(query) if world.chance(0.6)]
    assessed = [row for one in people for row in _assessments(world, *one)]
    plans, goals, actions = _plans(world, people)
    _write(work, Assessment, assessed)
    _write(work, CasePlan, plans)
    _write(work, Goal, goals)
    _write(work, PlanAction, actions)
    _write(work, Review, list(_reviews(world, assessed, plans)))
    _write(work, Flag, list(_flags(world, people)))
    _write(work, KeptFrom, list(_kept(world, people)))


def _write(work: Work, model: Any, rows: list[Row]) -> None:
    records.create_many(
        work,
        model,
        (
            records.validated(model.draft, row).model_dump()
            | {k: row[k] for k in ("id",) if k in row}
            for row in rows
        ),
    )


def _assessments(world: World, person: str, registered: date, ended: date | None) -> Iterator[Row]:
    made = instruments.shipped_one("tally")
    last = ended or world.today
    on = registered + timedelta(days=world.dice.randint(2, 20))
    for number, share in enumerate(_SHARES):
        if on > last:
            return
        stays = number == len(_SHARES) - 1 or world.chance(0.8)
        answers = {
            domain: [factor for factor in factors if world.chance(share)]
            for domain, factors in _FACTORS.items()
        }
        scored = instruments.score(made, answers)
        yield {
            "id": new_id(),
            "participant": person,
            "instrument": made.code,
            "version": made.version,
            "language": world.language,
            "done_on": on,
            "kind": "follow_up" if number else "entry",
            "answers": json.dumps(answers, sort_keys=True),
            "scores": json.dumps(dict(scored.domains), sort_keys=True),
            "total": scored.total,
            "band": scored.band,
            "proposed": scored.level,
            "level": scored.level,
            "protective": world.dice.sample(_PROTECTIVE, 2),
            "motives": world.dice.sample(_MOTIVES, 2),
            "again_on": max(again(on), world.today + timedelta(days=30)) if stays else again(on),
            "state": "completed",
            "completed_on": on,
        }
        on += timedelta(days=world.dice.randint(84, 130))


def _plans(
    world: World, people: list[tuple[str, date, date | None]]
) -> tuple[list[Row], list[Row], list[Row]]:
    plans: list[Row] = []
    goals: list[Row] = []
    actions: list[Row] = []
    for person, registered, _ended in people:
        agreed = registered + timedelta(days=world.dice.randint(12, 45))
        if agreed > world.today:
            continue
        plan: Row = {
            "id": new_id(),
            "participant": person,
            "current": True,
            "agreed_on": agreed,
            "copy_given": world.chance(0.3),
            "review_on": max(
                review(agreed), world.today + timedelta(days=world.dice.randint(-4, 80))
            ),
        }
        plans.append(plan)
        for told in world.dice.sample(world.story["goals"], 2):
            reached = world.chance(0.35)
            goal: Row = {
                "id": new_id(),
                "case_plan": plan["id"],
                "area": told["area"],
                "statement": told["goal"],
                "state": "reached" if reached else "open",
                "closed_on": world.today if reached else None,
            }
            goals.append(goal)
            actions += [_action(world, goal["id"], agreed, text) for text in told["actions"]]
    return plans, goals, actions


def _action(world: World, goal: str, agreed: date, text: str) -> Row:
    due = agreed + timedelta(days=world.dice.randint(15, 160))
    done = due <= world.today and world.chance(0.97)
    return {
        "id": new_id(),
        "goal": goal,
        "what": text,
        "by": world.one_of({"client": 0.35, "worker": 0.25, "joint": 0.25, "provider": 0.15}),
        "due_on": due,
        "state": "completed" if done else "planned",
        "done_on": due if done else None,
    }


def _reviews(world: World, assessed: list[Row], plans: list[Row]) -> Iterator[Row]:
    things = [("assessment", row, row["done_on"]) for row in assessed]
    things += [("plan", row, row["agreed_on"]) for row in plans]
    for about, row, on in things:
        waits = (world.today - on).days < LATELY
        decided = min(on + timedelta(days=world.dice.randint(1, 9)), world.today)
        yield {
            "participant": row["participant"],
            "about": about,
            "thing": row["id"],
            "asked_on": on,
            "state": "waiting" if waits else "reviewed",
            "decided_on": None if waits else decided,
            "decided_by": None if waits else "coordinacion",
        }


def _kept(world: World, people: list[tuple[str, date, date | None]]) -> Iterator[Row]:
    still = [(person, on) for person, on, ended in people if ended is None]
    for person, begun in world.dice.sample(still, min(3, len(still))):
        yield {
            "participant": person,
            "whom": world.dice.choice(("family", "employer", "authorities")),
            "what": world.dice.choice(("whereabouts", "with_us", "past")),
            "reason": world.dice.choice(("fear_of_harm", "tells_personally")),
            "asked_on": begun,
        }


def _flags(world: World, people: list[tuple[str, date, date | None]]) -> Iterator[Row]:
    still = [person for person, _on, ended in people if ended is None]
    for person in world.dice.sample(still, min(4, len(still))):
        yield {
            "participant": person,
            "due_on": world.today + timedelta(days=world.dice.randint(-2, 6)),
            "message": world.dice.choice(world.story["case"]["flags"]),
        }
