# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known of invented incidents besides the first answers, and the people hurt, by line."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from desktop.core import clock, records
from desktop.core.store import Workspace
from desktop.core.work import Work
from desktop.demo.world import World
from desktop.incidents import protection_service
from desktop.incidents import service as incidents
from desktop.incidents.hurt_service import followed
from desktop.incidents.model import BORDER_TYPES
from desktop.incidents.protection_model import Protection
from desktop.incidents.victim_model import Victim

Row = dict[str, Any]
_HOURS = {"dawn": (0, 5), "morning": (6, 11), "afternoon": (12, 17), "night": (18, 23)}
_HARMS = {"homicide": "killed", "assault": "injured", "threat": "threatened", "robbery": "robbed"}
_AGES = {"18-28": 0.45, "29-59": 0.45, "60+": 0.1}
_CHAINED = 0.04


def details(world: World, row: Row) -> Row:
    """Return what else is known: hour, consequences in numbers, how money was demanded."""
    dice, kind = world.dice, row["type"]
    low, high = _HOURS[row["time_of_day"]]
    more: Row = {
        "precision": world.one_of({"neighbourhood": 0.6, "block": 0.25, "district": 0.15}),
        "hour": dice.randint(low, high) if world.chance(0.4) else None,
    }
    if kind == "extortion":
        more |= {
            "extortion_modality": world.one_of({"monthly": 0.5, "weekly": 0.3, "passage": 0.2}),
            "extortion_channel": world.one_of({"phone": 0.5, "in_person": 0.4, "message": 0.1}),
            "from_prison": world.one_of({"yes": 0.3, "no": 0.2, "unknown": 0.5}),
            "paid": world.one_of({"yes": 0.5, "no": 0.3, "declined": 0.2}),
            "businesses_closed": 1 if world.chance(0.1) else None,
        }
    if kind == "forced_displacement":
        homes = dice.randint(1, 4)
        more |= {
            "displaced_households": homes,
            "displaced_people": homes * dice.randint(3, 5),
            "displacement_scale": world.one_of({"intra_city": 0.7, "internal": 0.3}),
            "consequences": ["displacement"],
        }
    if kind in BORDER_TYPES and row.get("reason") == "school":
        more |= {"school_days": dice.randint(1, 15), "consequences": ["school_absence"]}
    if kind == "attack_school":
        more |= {"schools_closed": 1, "school_days": dice.randint(1, 5)}
    if kind in ("homicide", "assault", "robbery"):
        more["weapon"] = world.one_of({"handgun": 0.6, "bladed": 0.3, "unknown": 0.1})
    if world.chance(0.7):
        more["reported"] = world.chance(0.3)
        if not more["reported"]:
            more["no_report_reason"] = world.one_of(
                {"fear": 0.6, "no_trust": 0.2, "useless": 0.1, "no_access": 0.1}
            )
    return more


def lines(world: World, rows: list[Row]) -> Iterator[Row]:
    """Return the people hurt in some incidents of the last months, whose numbers follow them."""
    for row in rows:
        if row["occurred_on"] < world.months[-4].isoformat()[:7] or not row["victims"]:
            continue
        if not world.chance(0.7):
            continue
        hurt = [
            {
                "incident": row["id"],
                "unit": "person",
                "number": 1,
                "sex": "female" if n < (row["women"] or 0) else "male",
                "age_band": world.one_of(_AGES),
                "profile": (row["victim_profiles"] or [None])[0],
                "harm": _HARMS.get(row["type"]),
            }
            for n in range(row["victims"])
        ]
        if row["type"] == "homicide":
            hurt = [{**one, "harm": None} for one in hurt]
            hurt[0]["harm"] = "killed"
        row.update(followed(row, (), hurt))
        yield from hurt


def chains(world: World, rows: list[Row]) -> None:
    """Let some incidents come after another one of their sector."""
    last: dict[str, str] = {}
    for row in sorted(rows, key=lambda one: one["occurred_on"]):
        before = last.get(row["sector"])
        if before and world.chance(_CHAINED):
            row["follows"] = before
            row["follows_how"] = world.one_of({"retaliation": 0.5, "escalation": 0.5})
        last[row["sector"]] = row["id"]


def write(work: Work, found: list[Row]) -> None:
    """Write the lines of the people hurt."""
    whole = (records.validated(Victim.draft, row).model_dump() for row in found)
    records.create_many(work, Victim, whole)


def apart(workspace: Workspace, world: World) -> None:
    """Write what is kept apart: a few incidents in their store, with what is done about them."""
    workspace.open_store(incidents.PROTECTED)
    told = [
        {"type": "recruitment_attempt_minor", "victims": 1, "under_18": 1},
        {"type": "domestic_violence", "victims": 1, "women": 1, "agreed": True},
        {"type": "threat", "rumour": True, "victims": 1},
    ]
    for days, one in enumerate(told):
        day = (world.today - timedelta(days=days + 1)).isoformat()
        sector = world.dice.choice(world.sectors)
        known = {"occurred_on": day, "sector": sector, "how_known": "from_person"}
        incidents.record_protected(workspace, {**known, **one})
    with workspace.work(incidents.PROTECTED, write=True) as work:
        first, *_rest = protection_service.running(work)
        protection_service.start(work, first.id)
        values = {"act": "psychosocial", "due": clock.now() + timedelta(hours=40)}
        records.create(work, Protection, {**values, "incident": first.incident})
