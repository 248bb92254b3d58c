# SPDX-License-Identifier: GPL-3.0-or-later
"""When an answer holds: its basis, its day, and for who is under 18 the guardian beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa

from desktop.consents.acts_model import StandIn
from desktop.consents.model import WITHOUT_ASKING, Consent
from desktop.core import clock
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.participants import age_service

STAND_IN = "stand_in"
STAND_IN_HOURS = 72
"""So long the answer holds while a supervisor is asked (domain.md section 5)."""

_C = table_of(Consent).c
_S = table_of(StandIn).c


@dataclass(frozen=True, slots=True)
class Answer:
    """What of a consent decides whether it holds."""

    participant: str
    purpose: str
    state: str
    form: str | None
    until: date | None
    guardian: str | None
    basis: str


def columns() -> list[sa.ColumnElement[str]]:
    """Return the columns an ``Answer`` is made of."""
    return [_C[name] for name in Answer.__slots__]


def answer_of(one: Consent) -> Answer:
    """Return what decides of a record."""
    return Answer(*(getattr(one, name) for name in Answer.__slots__))


def holding(work: Work, answers: Iterable[Answer], on: date) -> list[Answer]:
    """Return the answers that hold on a day."""
    work.may("read")
    asked = list(answers)
    if not asked:
        return []
    minors = age_service.minors(work, on, {one.participant for one in asked})
    stood = standing_in(work, on)
    return [one for one in asked if holds(one, on, minors=minors, stood=stood)]


def holds(one: Answer, on: date, *, minors: set[str], stood: set[str]) -> bool:
    """Tell whether one answer holds; a duty or a danger to life holds whatever was said."""
    if one.until is not None and one.until < on:
        return False
    if one.basis in WITHOUT_ASKING:
        return True
    if one.state != "given":
        return False
    if one.participant not in minors:
        return True
    paired = one.guardian == "given" or one.form == "guardian"
    return paired or (one.guardian == STAND_IN and one.participant in stood)


def standing_in(work: Work, on: date) -> set[str]:
    """Return the people for whom a supervisor agreed, or was asked less than 72 hours ago."""
    work.may("read")
    query = (
        sa.select(_S.participant, _S.answer, _S.created_at)
        .where(_S.deleted_at.is_(None))
        .order_by(_S.row)
    )
    now = clock.now() if on == clock.today() else datetime.combine(on, time.min, UTC)
    found: dict[str, bool] = {}
    for person, answer, asked in work.session.execute(query):
        waits = answer is None and asked + timedelta(hours=STAND_IN_HOURS) > now
        found[person] = answer == "given" or waits
    return {person for person, stands in found.items() if stands}
