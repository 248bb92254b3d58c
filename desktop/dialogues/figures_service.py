# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the signed file of a quarter's figures, by a member; and how long agreements last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa

from desktop.core import endorsing, journal
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.dialogues import figures_report
from desktop.dialogues.agreement_model import Agreement
from desktop.dialogues.model import Process
from desktop.quarters import file_service as quarters

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_A = table_of(Agreement).c
_P = table_of(Process).c
_MADE = "figures_made"


def make(workspace: "Workspace", quarter: str) -> bytes:
    """Return the file of a quarter, signed with what only members hold; noted inside."""
    with workspace.work("dialogues") as work:
        work.may("create")
    found = figures_report.figures(workspace, quarter)
    content = quarters.written(workspace.header.workspace, found)
    made = quarters.packed(content, endorsing.endorse(workspace, "dialogues", content))
    with workspace.work("dialogues", write=True) as work:
        journal.write(work, _MADE, quarter)
    return made


@dataclass(frozen=True, slots=True)
class Lasting:
    """The share of agreements still in force after so many days, and how many it rests on."""

    days: int
    share: float
    at_risk: int
    """Agreements that had reached that age, or ended before."""


def survival(work: Work, today: date, points: Iterable[int] = (30, 90, 180, 365)) -> list[Lasting]:
    """Return the share of agreements that still held, by age (Kaplan-Meier).

    One that still runs counts for as long as it has run, so that young agreements neither help nor
    hurt. Points nobody has reached are left out.
    """
    work.may("read")
    query = (
        sa.select(_A.since, _A.until)
        .join(table_of(Process), _P.id == _A.process)
        .where(_A.deleted_at.is_(None), _P.deleted_at.is_(None), _A.since <= today)
    )
    lives = [
        (
            ((min(until, today) if until else today) - since).days,
            until is not None and until < today,
        )
        for since, until in work.session.execute(query)
        if since
    ]
    return [
        Lasting(days, _share(lives, days), sum(age >= days or ended for age, ended in lives))
        for days in points
        if any(age >= days for age, _ended in lives)
    ]


def _share(lives: list[tuple[int, bool]], until: int) -> float:
    share = 1.0
    for day in sorted({age for age, ended in lives if ended and age < until}):
        before = sum(age >= day for age, _ended in lives)
        share *= 1 - sum(ended and age == day for age, ended in lives) / before
    return share
