# SPDX-License-Identifier: GPL-3.0-or-later
"""Invented services to send people to, referrals and their end, closings and what came after."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from desktop.closures.model import AFTER, AfterCare, Closure
from desktop.consents.model import Consent
from desktop.core import records
from desktop.core.tables import Draft, Record, new_id, table_of
from desktop.core.work import Work
from desktop.demo.world import World
from desktop.participants import age_service
from desktop.participants.model import Participant
from desktop.referrals.model import Provider, Referral, ServiceGiven

Row = dict[str, Any]
_P = table_of(Participant).c
_DAYS = {"m6": 182, "m12": 365, "m24": 730}
_STATES = ("completed", "completed", "in_service", "sent", "declined", "no_show", "draft")
_SERVICES = ("mental_health", "legal", "documents", "education", "substance_care", "psychosocial")
_OURS = ("case_visit", "counselling", "mentoring", "family_session", "food_kit", "transport")


def make(work: Work, world: World) -> None:
    """Write the directory, what was done with some of the people, and how files ended."""
    dice = random.Random(len(world.months))  # noqa: S311 - a story, apart from the others' dice
    providers = [records.create(work, Provider, one).id for one in _providers(world, dice)]
    people = work.session.execute(
        sa.select(_P.id, _P.registered_on, _P.closed_on, _P.closure_reason).order_by(_P.row)
    ).all()
    referrals, given, consents, closures, after = [], [], [], [], []
    minors = age_service.minors(work, world.today)
    for person, registered, closed, reason in people:
        last = closed or world.today
        if dice.random() < 0.4:
            consents.append(_agreed(person, "referral_sharing", registered, minor=person in minors))
            made = _referral(dice, person, providers, registered, last, world.today)
            referrals.append(made)
            if made["status"] == "completed":
                given.append(_given(made))
        given += list(_ours(dice, person, registered, last))
        if closed:
            closures.append({"participant": person, "reason": reason, "closed_on": closed})
            closures[-1]["outcome"] = "reached" if reason == "goals_met" else "partly"
            if dice.random() < 0.5:
                minor = person in minors
                consents.append(_agreed(person, "follow_up", registered, minor=minor))
                after += list(_after(dice, person, closed, world.today))
    for model, rows in (
        (Referral, referrals),
        (ServiceGiven, given),
        (Consent, consents),
        (Closure, closures),
        (AfterCare, after),
    ):
        _write(work, model, rows)


def _write(work: Work, model: type[Record], rows: Sequence[Row]) -> None:
    draft: type[Draft] = model.draft
    made = (
        records.validated(draft, row).model_dump() | ({"id": row["id"]} if "id" in row else {})
        for row in rows
    )
    records.create_many(work, model, made)


def _providers(world: World, dice: random.Random) -> Iterator[Row]:
    for n, (title, kind, offers) in enumerate(_DIRECTORY[world.language]):
        place = world.sectors[(n * 5) % len(world.sectors)]
        yield {
            "title": title,
            "kind": kind,
            "offers": list(offers),
            "sector": place,
            "reached_from": dice.sample(world.sectors, 6),
            "waiting_days": dice.choice((2, 5, 10, 21)),
            "reliability": dice.choice(("good", "good", "uneven")),
            "checked_on": world.today - timedelta(days=dice.randint(10, 200)),
        }


def _referral(
    dice: random.Random,
    person: str,
    providers: Sequence[str],
    first: date,
    last: date,
    today: date,
) -> Row:
    made = first + timedelta(days=dice.randint(0, max(0, (last - first).days)))
    status = dice.choice(_STATES)
    sent = None if status == "draft" else made
    done = made + timedelta(days=dice.randint(3, 40))
    if status in ("completed", "declined", "no_show") and done > today:
        status = "sent"
    ended = done if status in ("completed", "declined", "no_show") else None
    return {
        "id": new_id(),
        "participant": person,
        "service": dice.choice(_SERVICES),
        "provider": dice.choice(providers),
        "urgency": dice.choice(("d1", "d3", "later")),
        "made_on": made,
        "status": status,
        "sent_on": sent,
        "follow_on": made + timedelta(days=14) if sent else None,
        "done_on": ended,
        "feedback": dice.choice(("helped", "helped", "partly")) if status == "completed" else None,
    }


def _given(made: Row) -> Row:
    same = {name: made[name] for name in ("participant", "service", "provider")}
    return {**same, "given_on": made["done_on"], "referral": made["id"]}


def _ours(dice: random.Random, person: str, first: date, last: date) -> Iterator[Row]:
    for _n in range(dice.randint(0, 3)):
        on = first + timedelta(days=dice.randint(0, max(0, (last - first).days)))
        yield {"participant": person, "service": dice.choice(_OURS), "given_on": on}


def _agreed(person: str, purpose: str, on: date, *, minor: bool) -> Row:
    return {
        "participant": person,
        "purpose": purpose,
        "state": "given",
        "form": "assent_minor" if minor else "verbal_witnessed",
        "guardian": "given" if minor else None,
        "given_on": on,
        "until": on + timedelta(days=900),
        "witness": "T-20",
    }


def _after(dice: random.Random, person: str, closed: date, today: date) -> Iterator[Row]:
    for point in AFTER:
        due = closed + timedelta(days=_DAYS[point])
        row: Row = {"participant": person, "point": point, "due_on": due}
        if due + timedelta(days=20) < today and dice.random() < 0.8:
            row |= {"done_on": due + timedelta(days=dice.randint(0, 15))}
            row |= {"result": dice.choice(("well", "well", "needs_support", "not_reached"))}
        yield row


_ES = (
    ("Centro de salud La Ribera", "health", ("mental_health", "substance_care")),
    ("Consultorio jurídico Puerta Abierta", "legal", ("legal", "documents")),
    ("Oficina de documentos del puerto", "public", ("documents",)),
    ("Escuela nocturna Faro", "education", ("education", "training")),
    ("Casa de acogida Buen Viento", "ngo", ("safe_place", "psychosocial")),
    ("Comedor comunitario Las Redes", "community", ("food_kit", "childcare")),
)
_PT = (
    ("Posto de saúde da Ribeira", "health", ("mental_health", "substance_care")),
    ("Núcleo jurídico Porta Aberta", "legal", ("legal", "documents")),
    ("Balcão de documentos do porto", "public", ("documents",)),
    ("Escola noturna Farol", "education", ("education", "training")),
    ("Casa de acolhida Bom Vento", "ngo", ("safe_place", "psychosocial")),
    ("Cozinha comunitária As Redes", "community", ("food_kit", "childcare")),
)
_DIRECTORY = {"es": _ES, "en": _ES, "pt_BR": _PT}
