# SPDX-License-Identifier: GPL-3.0-or-later
"""Invented participants with consents, contacts, needs and placements."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from desktop.consents.model import Consent
from desktop.contacts.model import Contact
from desktop.core import records
from desktop.core.tables import Draft, Record, new_id
from desktop.core.work import Work
from desktop.demo import livelihoods
from desktop.demo.world import LOCALES, World
from desktop.participants.age_service import ADULT
from desktop.participants.model import Participant
from desktop.participants.service import age
from desktop.placements.employer_model import Employer
from desktop.placements.model import ASKS_MONTHS, CHECKPOINT_DAYS, Checkpoint, Placement
from desktop.plans.model import Need

if TYPE_CHECKING:
    from faker import Faker

Row = dict[str, Any]

_SEXES = {"female": 0.46, "male": 0.52, "intersex": 0.005, "declined": 0.015}
_SCHOOLING = {
    "early_primary": 0.14,
    "primary": 0.16,
    "lower_sec": 0.31,
    "upper_sec": 0.29,
    "technical": 0.07,
    "tertiary": 0.02,
    "never": 0.01,
}
_WORK = {
    "unemployed": 0.31,
    "informal_employee": 0.16,
    "own_account_informal": 0.2,
    "day_labour": 0.13,
    "student": 0.12,
    "inactive_care": 0.08,
}
_LIVING = {
    "own_family": 0.55,
    "partner": 0.2,
    "alone": 0.08,
    "host": 0.09,
    "displaced_rented": 0.08,
}
_SOURCES = {
    "outreach": 0.25,
    "community_org": 0.18,
    "school": 0.14,
    "family": 0.14,
    "self": 0.11,
    "prison": 0.1,
    "court": 0.05,
    "faith": 0.03,
}
_NEEDS = ("job", "training", "documents", "mental_health", "schooling", "childcare", "legal_aid")
_CONTACTS = {
    "visit_home": 0.26,
    "visit_office": 0.2,
    "phone": 0.2,
    "message": 0.14,
    "group": 0.12,
    "not_found": 0.08,
}
_PLACEMENTS = {
    "formal_job": 0.3,
    "informal_job": 0.14,
    "apprenticeship": 0.14,
    "vocational": 0.16,
    "own_business": 0.12,
    "school_return": 0.08,
    "stipend_program": 0.06,
}
_PAY = {"below_minimum": 0.35, "about_minimum": 0.45, "one_to_two": 0.2}
_PAY_BEFORE = {"no_pay": 0.35, "below_minimum": 0.4, "about_minimum": 0.2, "one_to_two": 0.05}
_RESULTS = {
    "retained_same": 0.74,
    "retained_other": 0.09,
    "not_retained": 0.08,
    "not_reached": 0.09,
}


def make(work: Work, world: World, count: int) -> None:
    """Write everybody and what was done with them."""
    from faker import Faker

    names = Faker(LOCALES[world.language])
    names.seed_instance(world.dice.randint(0, 2**31))
    hosts = [
        records.create(
            work,
            Employer,
            {
                "title": one["name"],
                "trade": one["sector"],
                "sector": world.ids["sector"].get(one["place"]),
                "places": 6 + world.dice.randint(2, 8),
                "kind": "company" if world.chance(0.3) else "small_business",
                "vetting": world.one_of({"passed": 0.7, "conditions": 0.3}),
                "vetted_on": world.months[0] + timedelta(days=world.dice.randint(0, 60)),
            },
        ).id
        for one in world.story["employers"]
    ]
    everybody = [_person(world, names) for _n in range(count)]
    _write(work, Participant, everybody)
    consents, contacts, needs = [], [], []
    placements: list[Row] = []
    for person in everybody:
        consents += list(_consents(world, person))
        contacts += list(_contacts(world, person))
        needs += list(_needs(world, person))
        placements += list(_placements(world, person, hosts))
    _write(work, Consent, consents)
    _write(work, Contact, contacts)
    _write(work, Need, needs)
    _write(work, Placement, placements)
    _write(work, Checkpoint, [row for one in placements for row in _checkpoints(world, one)])
    livelihoods.employers(work, world, hosts)
    livelihoods.stipend(work, world)
    livelihoods.seed_capital(work, world, everybody)


def _write(work: Work, model: type[Record], rows: list[Row]) -> None:
    """Write rows in the order of their days, as they would have been written."""
    draft: type[Draft] = model.draft
    made = (
        records.validated(draft, row).model_dump()
        | {k: row[k] for k in ("id", "programme") if k in row}
        for row in rows
    )
    records.create_many(work, model, made)


def _person(world: World, names: "Faker") -> Row:
    dice = world.dice
    sex = world.one_of(_SEXES)
    registered = world.day_in(dice.choices(world.months, range(30, 30 + len(world.months)))[0])
    years = min(58, max(13, round(dice.gauss(21, 6))))
    born = registered - timedelta(days=round(years * 365.25) + dice.randint(0, 360))
    given = names.first_name_female() if sex == "female" else names.first_name_male()
    recent = (world.today - registered).days < 20
    row: Row = {
        "id": new_id(),
        "programme": dice.choice(sorted(world.ids["programme"].values())),
        "born": str(born.year) + ("~" if world.chance(0.15) else ""),
        "sex": sex,
        "sector": dice.choices(world.sectors, [1 + n % 5 for n in range(len(world.sectors))])[0],
        "safe_contact": world.one_of(
            {"phone": 0.45, "message": 0.3, "in_person": 0.18, "do_not_contact": 0.07}
        ),
        "safe_contact_time": world.one_of({"afternoon": 0.5, "morning": 0.3, "evening": 0.2}),
        **_careful(names),
        "registered_on": registered,
        "given_names": given,
        "family_names": f"{names.last_name()} {names.last_name()}",
        "referral_source": world.one_of(_SOURCES),
    }
    if not (recent and world.chance(0.6)) and not world.chance(0.04):
        row |= {
            "education": world.one_of(_SCHOOLING),
            "work_status": world.one_of(_WORK),
            "living": world.one_of(_LIVING),
            "dependants": max(0, round(dice.gauss(1, 1.2))),
        }
    row |= _restricted(world, sex, years) | _closing(world, registered)
    return row


def _careful(names: "Faker") -> Row:
    """Return rules for contact, for the few who need them."""
    dice = names.random.random()
    if dice < 0.06:
        return {"never_call": True, "safe_contact": "in_person"}
    if dice < 0.2:
        return {"safe_contact_word": names.random.choice(("girasol", "marea", "trigo", "faro"))}
    return {}


def _restricted(world: World, sex: str, years: int) -> Row:
    groups = []
    if years < 26 and world.chance(0.7):
        groups.append("youth_at_risk")
    elif world.chance(0.4):
        groups.append("woman_released" if sex == "female" else "ex_prisoner")
    if sex == "female" and years > 20 and world.chance(0.3):
        groups.append("woman_head")
    danger = world.one_of({"low": 0.55, "medium": 0.33, "high": 0.11, "immediate": 0.01})
    said = world.one_of(world.story["ethnicity"])
    return {"groups": groups, "danger": danger, "ethnicity": said}


def _closing(world: World, registered: date) -> Row:
    after = registered + timedelta(days=world.dice.randint(150, 420))
    if after > world.today or world.chance(0.45):
        return {}
    reason = world.one_of(
        {
            "goals_met": 0.5,
            "moved": 0.14,
            "lost_contact": 0.16,
            "withdrew": 0.12,
            "transferred": 0.08,
        }
    )
    return {"status": "closed", "closed_on": after, "closure_reason": reason}


def _consents(world: World, person: Row) -> Iterator[Row]:
    on: date = person["registered_on"]
    for purpose, yes in (("participation", 1.0), ("data_storage", 0.98), ("anonymous_stats", 0.9)):
        given = world.chance(yes)
        renewed = on
        while given and renewed + timedelta(days=365) < world.today and world.chance(0.93):
            renewed += timedelta(days=world.dice.randint(330, 365))
        said = min(renewed, world.today)
        years = age(person["born"], said)
        minor = years is not None and years < ADULT
        yield {
            "participant": person["id"],
            "purpose": purpose,
            "state": "given" if given else "refused",
            "form": "assent_minor" if minor else "verbal_witnessed",
            "guardian": "given" if minor else None,
            "given_on": said,
            "until": renewed + timedelta(days=365) if given else None,
            "witness": f"T-{world.dice.randint(10, 99)}",
        }


def _contacts(world: World, person: Row) -> Iterator[Row]:
    end: date = person.get("closed_on") or world.today
    on: date = person["registered_on"]
    while on <= end:
        following = on + timedelta(days=world.dice.randint(14, 55))
        promised = (
            following if world.chance(0.55) and following > end - timedelta(days=12) else None
        )
        kind = world.one_of(_CONTACTS)
        yield {
            "participant": person["id"],
            "kind": kind,
            "happened_on": on,
            "note": world.dice.choice(world.story["notes"][kind]),
            "next_on": promised if not person.get("closed_on") else None,
        }
        on = following


def _needs(world: World, person: Row) -> Iterator[Row]:
    since: date = person["registered_on"]
    for need in world.dice.sample(_NEEDS, world.dice.randint(1, 3)):
        met = since + timedelta(days=world.dice.randint(20, 260))
        done = met <= world.today and world.chance(0.6)
        yield {
            "participant": person["id"],
            "need": need,
            "state": "met" if done else "unmet",
            "since": since,
            "met_on": met if done else None,
        }


def _placements(world: World, person: Row, hosts: list[str]) -> Iterator[Row]:
    start: date = person["registered_on"] + timedelta(days=world.dice.randint(25, 150))
    if start > world.today or not world.chance(0.72):
        return
    kind = world.one_of(_PLACEMENTS)
    job = kind in ("formal_job", "informal_job", "apprenticeship")
    end = start + timedelta(days=world.dice.randint(40, 500))
    ended = end <= world.today and world.chance(0.6)
    early = world.chance(0.5)
    yield {
        "id": new_id(),
        "participant": person["id"],
        "type": kind,
        "employer": world.dice.choice(hosts) if job else None,
        "starts_on": start,
        "status": ("ended_early" if early else "completed") if ended else "active",
        "formality": "contract_and_security" if kind == "formal_job" else "none" if job else None,
        "wage_band": world.one_of(_PAY) if job else None,
        "income_before": _before(start) if job else None,
        "hours": world.dice.choice((20, 30, 40, 48)) if job else None,
        "ended_on": end if ended else None,
        "exit_reason": _exit(world, early=early) if ended else None,
    }


def _exit(world: World, *, early: bool) -> str:
    if not early:
        return "contract_end"
    return world.one_of(
        {
            "better_job": 0.3,
            "low_pay": 0.25,
            "distance_border": 0.15,
            "care_duty": 0.15,
            "moved": 0.15,
        }
    )


def _checkpoints(world: World, placement: Row) -> Iterator[Row]:
    gone = False
    for point, days in CHECKPOINT_DAYS.items():
        due: date = placement["starts_on"] + timedelta(days=days)
        row: Row = {"placement": placement["id"], "point": point, "due_on": due}
        left = placement["ended_on"] is not None and placement["ended_on"] <= due
        late = (world.today - due).days
        if late > 0 and not (late < 25 and world.chance(0.5)) and not world.chance(0.03):
            result = world.one_of(_RESULTS)
            if (left or gone) and result == "retained_same":
                result = "not_retained"
            gone = gone or result == "not_retained"
            row |= _income(placement, point, result)
            row |= {
                "done_on": min(due + timedelta(days=world.dice.randint(-3, 12)), world.today),
                "result": result,
                "evidence": world.one_of({"self_report": 0.7, "host_confirmed": 0.3}),
            }
        yield row


def _before(start: date) -> str:
    """Return a band by dice of its own, so that the rest of the city stays as it was."""
    dice = random.Random(start.isoformat())  # noqa: S311 - invented people
    return dice.choices(list(_PAY_BEFORE), list(_PAY_BEFORE.values()))[0]


def _income(placement: Row, point: str, result: str) -> Row:
    """Return what somebody reached says of pay in bands, and of months with income."""
    dice = random.Random(f"{placement['starts_on']} {point}")  # noqa: S311 - invented people
    if result == "not_reached" or placement["wage_band"] is None or dice.random() < 0.15:
        return {}
    works = result != "not_retained"
    told: Row = {"wage_band": placement["wage_band"] if works else "no_pay"}
    if point in ASKS_MONTHS:
        told["income_months"] = dice.randint(4, 6) if works else dice.randint(0, 4)
    return told
