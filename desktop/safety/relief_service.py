# SPDX-License-Identifier: GPL-3.0-or-later
"""Relocation and emergency cash: given at once, answered by a coordinator afterwards.

For a participant and for somebody of the team it is the same; only whom the row hangs on differs.
"""

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
from desktop.safety.model import Alert, StaffAlert
from desktop.safety.relief_model import Relief, StaffRelief
from desktop.safety.service import NotBySame

_R, _A, _P = table_of(Relief), table_of(Alert), table_of(Participant)
_T, _S = table_of(StaffRelief), table_of(StaffAlert)

Given = Relief | StaffRelief


@dataclass(frozen=True, slots=True)
class Waiting:
    """Help nobody has answered yet: ``who`` is a code, or a login word where no person is."""

    id: str
    person: str
    who: str
    kind: str
    amount: float | None
    given_on: date


def give(work: Work, alert: str, values: Mapping[str, Any]) -> Given:
    """Write what was given in an alert; it waits for its answer and holds nothing up."""
    work.may("create")
    staff = work.session.execute(sa.select(_S.c.id).where(_S.c.id == alert)).first()
    model: type[Given] = Relief if staff is None else StaffRelief
    return records.create(work, model, {**values, "alert": alert})


def given(work: Work, alert: str) -> list[Given]:
    """Return what was given in an alert, in the order it was given."""
    work.may("read")
    found: list[Given] = []
    for model, table in ((Relief, _R), (StaffRelief, _T)):
        query = (
            sa.select(model)
            .where(table.c.alert == alert, table.c.deleted_at.is_(None), *work.visible(table))
            .order_by(table.c.row)
        )
        found += work.session.execute(query).scalars()
    return found


def answer(work: Work, identity: str, code: str) -> None:
    """Approve afterwards, or not: the money is gone either way, and it is known who said so."""
    work.may("members")
    staff = work.session.execute(sa.select(_T.c.id).where(_T.c.id == identity)).first()
    model: type[Given] = Relief if staff is None else StaffRelief
    relief = records.get(work, model, identity)
    if relief.created_by == work.user.name and not seconds.is_small(work):
        raise NotBySame
    values = {"answer": code, "answered_by": work.user.name, "answered_on": clock.today()}
    records.amend(work, relief, values)
    journal.write(work, "relief_answered", relief.id)


def waiting(work: Work) -> list[Waiting]:
    """Return what waits for an answer, that of the team first, the oldest first."""
    work.may("read")
    of_staff = (
        sa.select(_T.c.id, sa.literal(""), _S.c.staff, _T.c.kind, _T.c.amount, _T.c.given_on)
        .join(_S, _S.c.id == _T.c.alert)
        .where(_T.c.answer.is_(None), _T.c.deleted_at.is_(None), _S.c.deleted_at.is_(None))
        .order_by(_T.c.row)
    )
    of_people = (
        sa.select(_R.c.id, _A.c.participant, _P.c.code, _R.c.kind, _R.c.amount, _R.c.given_on)
        .join(_A, _A.c.id == _R.c.alert)
        .join(_P, _P.c.id == _A.c.participant)
        .where(_R.c.answer.is_(None), _R.c.deleted_at.is_(None), _A.c.deleted_at.is_(None))
        .where(*work.visible(_R))
        .order_by(_R.c.row)
    )
    return [Waiting(*row) for ask in (of_staff, of_people) for row in work.session.execute(ask)]
