# SPDX-License-Identifier: GPL-3.0-or-later
"""Withdrawal of consent: the purpose is off at once, and what is left to do is told step by step.

Reminders stop, datasets leave the person out. What no program can do is left to a person: tell
the service that was told, take pictures out, and ask whether everything is to be erased.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.consents import service as consents
from desktop.consents.model import Consent
from desktop.core.papers import attachments, cleaning
from desktop.core.work import Work
from desktop.participants import service as participants
from desktop.participants.model import CaseStatus
from desktop.referrals import service as referrals
from desktop.rights import requests
from desktop.rights.model import RightsRequest

WHOLE = frozenset({"participation", "data_storage"})
"""Without these there is no file to go on with: reminders stop and the file closes."""
IMAGE = "image"
STOPS = ("contact_employer", "contact_school", "contact_family", "follow_up")
"""Purposes after which somebody is no longer spoken with or looked for."""
_PICTURES = frozenset({"jpeg", "png"}) | cleaning.SOUNDS


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What a withdrawal did."""

    purposes: tuple[str, ...]
    closed: bool
    request: str


@dataclass(frozen=True, slots=True)
class Left:
    """What is left for people to do: how many services were told, how many pictures are kept."""

    told: int
    pictures: int
    stops: tuple[str, ...]


def given(work: Work, person: str) -> list[str]:
    """Return the purposes a person agrees to now."""
    return sorted(
        purpose for purpose, one in consents.latest(work, person).items() if one.state == "given"
    )


def takes_back(before: Consent | None, state: str) -> bool:
    """Tell whether an answer takes back a yes that stood."""
    stood = before is not None and before.state == "given"
    return stood and consents.taken(before, state) == "withdrawn"


def withdraw(
    work: Work, person: str, purposes: Iterable[str], *, country: str = "other"
) -> Withdrawn:
    """Take consent back for these purposes, and write the request down as answered."""
    work.may("rights")
    mine = set(given(work, person)) & set(purposes)
    for purpose in sorted(mine):
        consents.answer(work, person, purpose, "withdrawn")
    return followed(work, person, mine, country=country)


def followed(
    work: Work, person: str, purposes: Iterable[str], *, country: str = "other"
) -> Withdrawn:
    """Do what follows of itself where purposes were just taken back."""
    mine = frozenset(purposes)
    file = participants.get(work, person)
    closes = bool(WHOLE & mine) and file.status != CaseStatus.CLOSED.value
    if closes:
        participants.close(work, person, "withdrew")
    made = _received(work, person, "withdrawal", country)
    requests.answered(work, made)
    return Withdrawn(tuple(sorted(mine)), closes, made.id)


def left(work: Work, person: str, purposes: Iterable[str]) -> Left:
    """Return what is left for people to do after these were taken back."""
    work.may("rights")
    mine = frozenset(purposes)
    whole = bool(WHOLE & mine)
    waiting = {"participant": person, "status": "waiting"}
    told = whole or referrals.SHARING in mine
    seen = whole or IMAGE in mine
    kinds = [one.kind for one in attachments.listed(work, person)] if seen else []
    return Left(
        len(referrals.keys(work, "", waiting)) if told else 0,
        sum(kind in _PICTURES for kind in kinds),
        tuple(one for one in STOPS if one in mine),
    )


def ask_erasure(work: Work, person: str, *, country: str = "other") -> RightsRequest:
    """Write down that everything is to be erased; its day of answer follows from the country."""
    work.may("rights")
    return _received(work, person, "erasure", country)


def _received(work: Work, person: str, kind: str, country: str) -> RightsRequest:
    asked = {"participant": person, "kind": kind, "country": country, "proof": "known"}
    return requests.receive(work, {**asked, "received_on": work.moment.astimezone().date()})
