# SPDX-License-Identifier: GPL-3.0-or-later
"""Invented activities and incidents."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from desktop.activities.model import Activity
from desktop.core import records
from desktop.core.tables import Record, new_id
from desktop.core.work import Work
from desktop.demo import hurt
from desktop.demo.world import World
from desktop.incidents.event_model import ContextEvent
from desktop.incidents.model import BORDER_TYPES, Incident

Row = dict[str, Any]

_ACTIVITIES_A_MONTH = 6
_INCIDENTS_A_MONTH = 19
_TYPES = {
    "threat": 0.17,
    "extortion": 0.16,
    "border_denial": 0.13,
    "shooting_no_victim": 0.12,
    "border_crossing_attack": 0.09,
    "robbery": 0.09,
    "forced_displacement": 0.06,
    "assault": 0.05,
    "homicide": 0.04,
    "curfew_rule": 0.04,
    "attack_school": 0.03,
    "arson_property": 0.02,
}
_KNOWN = {
    "from_person": 0.35,
    "from_others": 0.25,
    "we_saw": 0.12,
    "press_official": 0.2,
    "rumour": 0.08,
}
_PROFILES = ("resident", "youth", "woman", "trader", "street_vendor", "transport_driver", "student")


def activities(work: Work, world: World) -> None:
    """Write about six activities a month."""
    rows = [
        _activity(world, month)
        for month in world.months
        for _n in range(world.dice.randint(_ACTIVITIES_A_MONTH - 2, _ACTIVITIES_A_MONTH + 2))
    ]
    _write(work, Activity, rows)


def incidents(work: Work, world: World) -> None:
    """Write about nineteen incidents a month, more where a border is active."""
    rows = [
        {"id": new_id(), **_incident(world, month)}
        for month in world.months
        for _n in range(max(4, round(world.dice.gauss(_INCIDENTS_A_MONTH, 5))))
    ]
    for row in rows:
        row.update(hurt.details(world, row))
    hurt.chains(world, rows)
    lines = list(hurt.lines(world, rows))
    _write(work, Incident, rows)
    hurt.write(work, lines)
    _around(work, world)


def _around(work: Work, world: World) -> None:
    """Write what happened around: pay days, an election, an operation, a holiday."""
    first = world.months[0]
    rows: list[Row] = [
        {"kind": kind, "title": world.story["around"][kind], "starts_on": on, "again": again}
        for kind, on, again in (
            ("pay_day", first.replace(day=15).isoformat(), "every_month"),
            ("operation", world.day_in(world.months[-6]).isoformat(), "once"),
            ("election", world.day_in(world.months[-9]).isoformat(), "once"),
            ("holiday", f"{world.today.year}-02", "once"),
        )
    ]
    _write(work, ContextEvent, rows)


def _activity(world: World, month: date) -> Row:
    kinds = dict.fromkeys(world.story["activities"], 1.0)
    kind = world.one_of(kinds | {"group_session": 2.5, "workshop": 1.5})
    dice = world.dice
    small = kind in ("mediation", "coordination")
    most = 4 if small else 14
    return {
        "type": kind,
        "held_on": world.day_in(month),
        "title": dice.choice(world.story["activities"][kind]),
        "sector": dice.choice(world.sectors),
        "programme": dice.choice(sorted(world.ids["programme"].values())),
        "women_under_18": 0 if small else dice.randint(0, most),
        "men_under_18": 0 if small else dice.randint(0, most),
        "women_18_28": dice.randint(0, most),
        "men_18_28": dice.randint(0, most),
        "women_29": dice.randint(0, most),
        "men_29": dice.randint(0, most // 2),
        "hours": dice.choice((1.5, 2, 2, 3, 4)),
        **(_mediation(world, month) if kind == "mediation" else {}),
    }


def _mediation(world: World, month: date) -> Row:
    result = world.one_of({"resolved": 0.5, "for_now": 0.25, "ongoing": 0.15, "failed": 0.1})
    waits = result in ("for_now", "ongoing") and month >= world.months[-2]
    return {
        "dispute": world.one_of({"neighbours": 0.4, "youth": 0.2, "money": 0.2, "passage": 0.2}),
        "lethal": world.one_of({"yes": 0.25, "no": 0.75}),
        "result": result,
        "next_on": world.today + timedelta(days=world.dice.randint(-4, 6)) if waits else None,
    }


def _incident(world: World, month: date) -> Row:
    dice = world.dice
    kind = world.one_of(_TYPES)
    borders = [border for border, status in world.ids["border"].items() if status != "dormant"]
    day = world.day_in(month).isoformat()
    border = dice.choice(borders) if kind in BORDER_TYPES or world.chance(0.08) else None
    hurt = kind not in ("shooting_no_victim", "curfew_rule", "arson_property", "attack_school")
    victims = dice.choice((1, 1, 1, 2, 2, 3)) if hurt else None
    texts = world.story["incidents"]["texts"].get(kind)
    return {
        "type": kind,
        "occurred_on": day[:7] if world.chance(0.07) else day,
        "sector": dice.choices(world.sectors, [1 + n % 4 for n in range(len(world.sectors))])[0],
        "how_known": world.one_of(_KNOWN),
        "certainty": "confirmed" if world.chance(0.62) else "not_confirmed",
        "victims": victims,
        "women": dice.randint(0, victims) if victims else None,
        "killed": 1 if kind == "homicide" else None,
        "victim_profiles": dice.sample(_PROFILES, 1) if victims else [],
        "time_of_day": world.one_of(
            {"night": 0.4, "afternoon": 0.28, "morning": 0.2, "dawn": 0.12}
        ),
        "reported": world.chance(0.26) if world.chance(0.7) else None,
        "border": border,
        "reason": world.one_of({"school": 0.4, "work": 0.35, "health": 0.1, "family": 0.15})
        if border
        else None,
        "author": world.one_of({"unknown_group": 0.5, "known_group": 0.2, "unknown": 0.3}),
        "note": dice.choice(texts) if texts else None,
    }


def _write(work: Work, model: type[Record], rows: list[Row]) -> None:
    def whole(row: Row) -> Iterator[tuple[str, Any]]:
        yield from records.validated(model.draft, row).model_dump().items()
        if "id" in row:
            yield "id", row["id"]

    records.create_many(work, model, (dict(whole(row)) for row in rows))
