# SPDX-License-Identifier: GPL-3.0-or-later
"""Safety plans: one for each person, written with the person and opened in an alert."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, records
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.places import border_service
from desktop.places import service as places
from desktop.safety.model import StaffAlert
from desktop.safety.plan_model import SafetyPlan, StaffPlan

_TABLE = table_of(SafetyPlan)
_C = _TABLE.c
_F, _S = table_of(StaffPlan).c, table_of(StaffAlert).c
RISKY = frozenset({"active", "tense", "suspected"})
"""Statuses of a border that are told in danger-coloured words."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A border the person has to cross, as it stands today."""

    border: str
    sides: str
    status: str

    @property
    def risky(self) -> bool:
        """Whether crossing it can cost a life."""
        return self.status in RISKY


def of_person(work: Work, person: str) -> SafetyPlan | None:
    """Return the safety plan of a participant, if one was made."""
    work.may("read")
    query = (
        sa.select(SafetyPlan)
        .where(_C.participant == person, _C.deleted_at.is_(None), *work.visible(_TABLE))
        .order_by(_C.row.desc())
    )
    found: SafetyPlan | None = work.session.execute(query).scalars().first()
    return found


def write(work: Work, person: str, values: Mapping[str, Any]) -> SafetyPlan:
    """Write the plan of a participant; the words before stay in its history."""
    work.may("create")
    held = of_person(work, person)
    if held is None:
        return records.create(work, SafetyPlan, {**values, "participant": person})
    return records.amend(work, held, values)


def of_staff(work: Work, user: str) -> StaffPlan | None:
    """Return the plan of somebody of the team.

    It is one's own and the coordinator's to read; the whole team's while an alert goes on.
    """
    work.may("read")
    if user != work.user.name and not work.could("members") and not _in_danger(work, user):
        return None
    query = sa.select(StaffPlan).where(_F.staff == user, _F.deleted_at.is_(None))
    found: StaffPlan | None = work.session.execute(query.order_by(_F.row.desc())).scalars().first()
    return found


def write_own(work: Work, values: Mapping[str, Any]) -> StaffPlan:
    """Write one's own plan; nobody writes it for another."""
    work.may("create")
    held = of_staff(work, work.user.name)
    if held is None:
        return records.create(work, StaffPlan, {**values, "staff": work.user.name})
    return records.amend(work, held, values)


def _in_danger(work: Work, user: str) -> bool:
    goes_on = sa.select(_S.id).where(
        _S.staff == user, _S.ended_at.is_(None), _S.deleted_at.is_(None)
    )
    return work.session.execute(goes_on).first() is not None


def crossings(work: Work, plan: SafetyPlan) -> list[Crossing]:
    """Return the borders of a plan with what holds for them today, the most dangerous first."""
    work.may("read")
    names = places.names(work)
    known = {one.id: one for one in border_service.borders(work, clock.today())}
    found = [
        Crossing(one.id, f"{names.get(one.a, '')} | {names.get(one.b, '')}", one.status)
        for one in (known[border] for border in plan.borders or [] if border in known)
    ]
    return sorted(found, key=lambda one: (not one.risky, one.sides))
