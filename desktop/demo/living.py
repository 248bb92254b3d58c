# SPDX-License-Identifier: GPL-3.0-or-later
"""Invented homes, schools, enrolments, waiting lists and plans for the way out of prison."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from desktop.consents.model import Consent
from desktop.core import records
from desktop.core.tables import Record, new_id
from desktop.core.work import Work
from desktop.demo.world import World
from desktop.enrolments.model import Enrolment
from desktop.households.apart_model import Apart
from desktop.households.model import Household, HouseholdMember
from desktop.organisation.model import Programme
from desktop.participants import service as participants
from desktop.participants.report import Person, people
from desktop.reentry import service as reentry
from desktop.schooling.model import CAUSES, School, Schooling, SchoolMonth

Row = dict[str, Any]

WAITING = 5
MONTHS = 6
_RELATIONS = ("child", "spouse", "parent", "sibling", "grandparent")


def make(work: Work, world: World) -> None:
    """Write what surrounds the people already there, with dice of its own."""
    dice = random.Random()  # noqa: S311 - a story
    dice.setstate(world.dice.getstate())
    everybody = people(work)
    still = [person for person in everybody if person.closed_on is None]
    _enrol(work, world, dice, everybody)
    _homes(work, dice, still)
    _schools(work, world, dice, everybody)
    _apart(work, still)
    _releases(work, world, still)


def _write(work: Work, model: type[Record], rows: Sequence[Row]) -> None:
    made = (
        records.validated(model.draft, row).model_dump() | {k: row[k] for k in ("id",) if k in row}
        for row in rows
    )
    records.create_many(work, model, made)


def _enrol(work: Work, world: World, dice: random.Random, everybody: Sequence[Person]) -> None:
    lines = sorted(world.ids["programme"].values())
    full = world.ids["programme"][max(world.ids["programme"])]
    rows: list[Row] = []
    for person in everybody:
        on = person.registered_on or world.today
        row: Row = {"participant": person.id, "line": person.programme or lines[0]}
        row |= {"asked_on": on, "entered_on": on, "entry_reason": "criteria", "state": "active"}
        if person.closed_on:
            row |= {"state": "ended", "left_on": person.closed_on}
            row["exit_reason"] = person.closure_reason or "withdrew"
        rows.append(row)
    others = [p for p in everybody if p.closed_on is None and p.programme != full][:WAITING]
    for person in others:
        asked = world.today - timedelta(days=dice.randint(5, 70))
        asked = max(asked, person.registered_on or asked)
        rows.append({"participant": person.id, "line": full, "state": "waiting", "asked_on": asked})
    _write(work, Enrolment, rows)
    inside = sum(p.programme == full and p.closed_on is None for p in everybody)
    records.amend(work, records.get(work, Programme, full), {"capacity": max(1, inside + 1)})


def _homes(work: Work, dice: random.Random, still: Sequence[Person]) -> None:
    homes: list[Row] = []
    members: list[Row] = []
    for person in still:
        if dice.random() < 0.35:
            continue
        home = new_id()
        listed = list(_members(dice, home))
        young = sum(one.get("relation") == "child" for one in listed)
        homes.append(
            {
                "id": home,
                "participant": person.id,
                "role": "head" if dice.random() < 0.4 else "child",
                "size": 1 + sum(bool(one["lives_here"]) for one in listed) + dice.randint(0, 2),
                "under_18": young,
            }
        )
        members += listed
    _write(work, Household, homes)
    _write(work, HouseholdMember, members)


def _members(dice: random.Random, home: str) -> Iterator[Row]:
    for relation in dice.sample(_RELATIONS, dice.randint(1, 4)):
        away = relation in ("spouse", "sibling") and dice.random() < 0.12
        child = relation == "child"
        yield {
            "household": home,
            "relation": relation,
            "sex": dice.choice(("female", "male")),
            "born": f"{dice.randint(2010, 2023) if child else dice.randint(1958, 2004)}~",
            "lives_here": not away,
            "detained": True if away else None,
            "depends": True if child or away else None,
            "parent_detained": True if child and dice.random() < 0.15 else None,
        }


def _schools(work: Work, world: World, dice: random.Random, everybody: Sequence[Person]) -> None:
    schools = []
    for site in world.story["sites"]:
        if site["kind"] == "school":
            sector = world.ids["sector"].get(site["place"])
            schools.append(records.create(work, School, {"title": site["name"], "sector": sector}))
    pupils: list[Row] = []
    months: list[Row] = []
    agreed: list[Row] = []
    for person in everybody:
        years = participants.age(person.born, world.today) or 99
        if person.closed_on or years > 19:
            continue
        row = _pupil(dice, person, schools[dice.randrange(len(schools))].id, world.today)
        pupils.append(row)
        months += list(_months(world, dice, row))
        if dice.random() < 0.6:
            agreed.append(_agreed(person, world.today))
    _write(work, Schooling, pupils)
    _write(work, SchoolMonth, months)
    _write(work, Consent, agreed)


def _pupil(dice: random.Random, person: Person, school: str, today: date) -> Row:
    since = person.registered_on or today
    weights = {"attending": 62, "virtual": 10, "accelerated": 12, "suspended_border": 6}
    mode = dice.choices([*weights, "dropped"], [*weights.values(), 10])[0]
    row: Row = {"participant": person.id, "school": school, "mode": mode, "since": since}
    row["avoids"] = dice.choices(("yes", "no", "not_asked"), (35, 45, 20))[0]
    if mode in ("suspended_border", "dropped"):
        row["out_reason"] = "border" if mode == "suspended_border" else dice.choice(CAUSES[1:4])
        row |= {"out_at_entry": True, "school": None}
        row["return_on"] = max(since, today + timedelta(days=dice.randint(-6, 60)))
    elif dice.random() < 0.3:
        back = since + timedelta(days=dice.randint(10, 60))
        row |= {"out_at_entry": True, "out_reason": dice.choice(CAUSES[:4])}
        if back <= today:
            row["returned_on"] = back
            if back + timedelta(days=30) <= today and dice.random() < 0.9:
                row["attends_after"] = "yes" if dice.random() < 0.8 else "no"
    return row


def _months(world: World, dice: random.Random, pupil: Row) -> Iterator[Row]:
    if pupil["school"] is None:
        return
    for month in world.months[-MONTHS - 1 : -1]:
        if month < pupil["since"].replace(day=1):
            continue
        if month == world.months[-2] and dice.random() < 0.12:
            continue  # not noted yet: My day says so
        row: Row = {"participant": pupil["participant"], "month": month, "school": pupil["school"]}
        row |= {"mode": pupil["mode"], "days": 20, **dict.fromkeys(CAUSES, 0)}
        if dice.random() < 0.45:
            row[dice.choices(CAUSES, (30, 12, 18, 30, 10))[0]] = dice.randint(1, 6)
        yield row


def _agreed(person: Person, today: date) -> Row:
    on = max(person.registered_on or today, today - timedelta(days=300))
    row: Row = {"participant": person.id, "purpose": "contact_school", "state": "given"}
    return row | {"given_on": on, "until": on + timedelta(days=365)}


def _apart(work: Work, still: Sequence[Person]) -> None:
    """Two pairs that must not meet, among the people registered longest."""
    for at in (0, 2):
        if len(still) > at + 1:
            pair = {"participant": still[at].id, "other": still[at + 1].id, "ground": "asked"}
            records.create(work, Apart, pair)


def _releases(work: Work, world: World, still: Sequence[Person]) -> None:
    """Two days of release to come, one measure that comes back every month."""
    for at, days in ((4, 52), (5, 88)):
        if len(still) > at:
            step: Row = {"participant": still[at].id, "kind": "release"}
            step |= {"due_on": world.today + timedelta(days=days), "source": "family"}
            reentry.record(work, {**step, "certainty": "not_confirmed"})
    if len(still) > 6:
        step = {"participant": still[6].id, "kind": "supervision", "every_days": 30}
        step |= {"due_on": world.today + timedelta(days=3), "source": "official"}
        reentry.record(work, {**step, "certainty": "confirmed"})
