# SPDX-License-Identifier: GPL-3.0-or-later
"""What share of the sessions each person came to; stipends and courses ask for it."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from desktop.activities.model import Activity
from desktop.activities.series_model import CAME, EXCUSED, Attendance, Series
from desktop.core.tables import CODED, table_of
from desktop.core.work import Work
from desktop.participants import service as participants

_A, _S, _T = table_of(Activity), table_of(Series), table_of(Attendance)
GOOD, FAIR = 80, 50
"""Shares of sessions in percent that read as good and as fair."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many sessions a person was expected at, and came to; who gave notice is not counted."""

    participant: str
    code: str
    held: int
    came: int

    @property
    def percent(self) -> int | None:
        """The share in percent, rounded down: nobody is paid for a session not attended."""
        return self.came * 100 // self.held if self.held else None


def shares(work: Work, series: str) -> list[Share]:
    """Return what share of the sessions of a series each person came to, by code."""
    work.may("read")
    sessions = sa.select(_A.c.id).where(_A.c.series == series, _A.c.deleted_at.is_(None))
    return _shares(work, _T.c.activity.in_(sessions))


def share_between(
    work: Work, participant: str, first: date, last: date, *, course: bool | None = None
) -> Share | None:
    """Return what share of the sessions of a period a person came to; stipends may ask for it.

    ``course`` keeps to the days of courses, or to everything else.
    """
    work.may("read")
    days = sa.select(_A.c.id).where(_A.c.held_on.between(first, last), _A.c.deleted_at.is_(None))
    if course is not None:
        courses = sa.select(_S.c.id).where(_S.c.kind == "course")
        of_course = sa.func.coalesce(_A.c.series, "").in_(courses)
        days = days.where(of_course if course else sa.not_(of_course))
    found = _shares(work, _T.c.activity.in_(days), _T.c.participant == participant)
    return found[0] if found else None


def _shares(work: Work, *where: sa.ColumnElement[bool]) -> list[Share]:
    came = sa.func.sum(sa.case((_T.c.mark.in_(CAME), 1), else_=0))
    query = (
        sa.select(_T.c.participant, sa.func.count(), came)
        .where(_T.c.deleted_at.is_(None), _T.c.mark != EXCUSED, *where, *work.visible(_T))
        .where(_T.c.created_by != CODED)
        .group_by(_T.c.participant)
    )
    found = {person: (int(n), int(there)) for person, n, there in work.session.execute(query)}
    known = participants.codes_of(work, list(found))
    made = [Share(one, code, *found[one]) for one, code in known.items()]
    return sorted(made, key=lambda share: share.code)
