# SPDX-License-Identifier: GPL-3.0-or-later
"""Relocation and emergency cash: given at once, answered by a coordinator afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, journal, records
from desktop.core.tables import table_of
from desktop.core.team import seconds
from desktop.core.work import Work
from desktop.participants.model import Participant
from desktop.safety.model import Alert
from desktop.safety.relief_model import Relief
from desktop.safety.service import NotBySame

_R, _A, _P = table_of(Relief), table_of(Alert), table_of(Participant)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Help that was given and that nobody has answered yet."""

    id: str
    person: str
    code: str
    kind: str
    amount: float | None
    given_on: date


def give(work: Work, alert: str, values: Mapping[str, Any]) -> Relief:
    """Write what was given in an alert; it waits for its answer and holds nothing up."""
    work.may("create")
    return records.create(work, Relief, {**values, "alert": alert})


def given(work: Work, alert: str) -> list[Relief]:
    """Return what was given in an alert, in the order it was given."""
    work.may("read")
    query = (
        sa.select(Relief)
        .where(_R.c.alert == alert, _R.c.deleted_at.is_(None), *work.visible(_R))
        .order_by(_R.c.row)
    )
    return list(work.session.execute(query).scalars())


def answer(work: Work, identity: str, code: str) -> None:
    """Approve afterwards, or not: the money is gone either way, and it is known who said so."""
    work.may("members")
    relief = records.get(work, Relief, identity)
    if relief.created_by == work.user.name and not seconds.is_small(work):
        raise NotBySame
    values = {"answer": code, "answered_by": work.user.name, "answered_on": clock.today()}
    records.amend(work, relief, values)
    journal.write(work, "relief_answered", relief.id)


def waiting(work: Work) -> list[Waiting]:
    """Return what waits for an answer, the oldest first."""
    work.may("read")
    query = (
        sa.select(_R.c.id, _A.c.participant, _P.c.code, _R.c.kind, _R.c.amount, _R.c.given_on)
        .join(_A, _A.c.id == _R.c.alert)
        .join(_P, _P.c.id == _A.c.participant)
        .where(_R.c.answer.is_(None), _R.c.deleted_at.is_(None), _A.c.deleted_at.is_(None))
        .where(*work.visible(_R))
        .order_by(_R.c.row)
    )
    return [Waiting(*row) for row in work.session.execute(query)]
