# SPDX-License-Identifier: GPL-3.0-or-later
"""Who came to the same activities as somebody: for those who must not meet."""

from collections.abc import Collection
from datetime import timedelta

import sqlalchemy as sa

from desktop.activities.model import Activity
from desktop.activities.series_model import ABSENT, Attendance
from desktop.core import clock
from desktop.core.tables import table_of
from desktop.core.work import Work

_A, _T = table_of(Activity).c, table_of(Attendance).c
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
