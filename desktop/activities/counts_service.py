# SPDX-License-Identifier: GPL-3.0-or-later
"""Which activities a grant pays, and how many different people came to them."""

from datetime import date

import sqlalchemy as sa

from desktop.activities.model import Activity
from desktop.activities.series_model import CAME, Attendance
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.organisation.grant_service import Covered

_C, _T = table_of(Activity).c, table_of(Attendance).c


def paid(by: Covered | None) -> tuple[sa.ColumnElement[bool], ...]:
    """Match the activities a grant pays: by its name, or as of its programmes; all without one."""
    if by is None:
        return ()
    followed = sa.and_(_C.grant.is_(None), _C.programme.in_(sorted(by.programmes)))
    return (sa.or_(_C.grant == by.id, followed),)


def people_between(work: Work, first: date, last: date, by: Covered | None = None) -> int:
    """Return how many different participants came to anything in a period (I44, where known)."""
    work.may("report")
    query = (
        sa.select(sa.func.count(sa.distinct(_T.participant)))
        .join(Activity, _C.id == _T.activity)
        .where(_C.held_on.between(first, last), _C.deleted_at.is_(None), *paid(by))
        .where(_T.mark.in_(CAME), _T.deleted_at.is_(None))
    )
    return int(work.session.execute(query).scalar_one())
