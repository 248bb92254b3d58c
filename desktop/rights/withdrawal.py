# SPDX-License-Identifier: GPL-3.0-or-later
"""Withdrawal of consent in one step: the purpose is off, reminders stop, datasets leave it out."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.consents import service as consents
from desktop.core.work import Work
from desktop.participants import service as participants
from desktop.participants.model import CaseStatus
from desktop.rights import requests

WHOLE = frozenset({"participation", "data_storage"})
"""Without these there is no file to go on with: reminders stop and the file closes."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What a withdrawal did."""

    purposes: tuple[str, ...]
    closed: bool
    request: str


def given(work: Work, person: str) -> list[str]:
    """Return the purposes a person agrees to now."""
    return sorted(
        purpose for purpose, one in consents.latest(work, person).items() if one.state == "given"
    )


def withdraw(
    work: Work, person: str, purposes: Iterable[str], *, country: str = "other"
) -> Withdrawn:
    """Take consent back for these purposes, and write the request down as answered."""
    work.may("rights")
    mine = set(given(work, person)) & set(purposes)
    for purpose in sorted(mine):
        consents.answer(work, person, purpose, "withdrawn")
    file = participants.get(work, person)
    closes = bool(WHOLE & mine) and file.status != CaseStatus.CLOSED.value
    if closes:
        participants.close(work, person, "withdrew")
    asked = {"participant": person, "kind": "withdrawal", "country": country, "proof": "known"}
    made = requests.receive(work, {**asked, "received_on": work.moment.astimezone().date()})
    requests.answered(work, made)
    return Withdrawn(tuple(sorted(mine)), closes, made.id)
