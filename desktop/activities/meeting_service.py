# SPDX-License-Identifier: GPL-3.0-or-later
"""Who came to the same activities as somebody, or is expected there: they must not meet."""

from collections.abc import Collection
from datetime import date, timedelta

import sqlalchemy as sa

from desktop.activities.model import Activity
from desktop.activities.series_model import ABSENT, Attendance, SeriesMember
from desktop.core import clock
from desktop.core.tables import table_of
from desktop.core.work import Work

_A, _T = table_of(Activity).c, table_of(Attendance).c
_M = table_of(SeriesMember).c
LOOK_BACK_DAYS = 30
"""A meeting longer ago has been spoken of; it would stand on the page for ever."""


def came_together(work: Work, person: str, others: Collection[str]) -> set[str]:
    """Return who of these others came to an activity of the last month where somebody came too."""
    work.may("read")
    late = sa.select(_A.id).where(
        _A.deleted_at.is_(None), _A.held_on > clock.today() - timedelta(days=LOOK_BACK_DAYS)
    )
    came = (_T.deleted_at.is_(None), _T.mark != ABSENT, _T.activity.in_(late))
    there = sa.select(_T.activity).where(_T.participant == person, *came)
    query = sa.select(_T.participant).where(
        _T.participant.in_(list(others)), _T.activity.in_(there), *came
    )
    return set(work.session.execute(query).scalars())


def same_list(work: Work, person: str, others: Collection[str]) -> set[str]:
    """Return who of these others stands on a list with somebody: for those who must not meet."""
    work.may("read")
    on_it = (_M.deleted_at.is_(None), sa.func.coalesce(_M.left_on, date.max) >= clock.today())
    mine = sa.select(_M.series).where(_M.participant == person, *on_it)
    query = sa.select(_M.participant).where(
        _M.participant.in_(list(others)), _M.series.in_(mine), *on_it
    )
    return set(work.session.execute(query).scalars())
