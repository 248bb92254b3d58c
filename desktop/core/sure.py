# SPDX-License-Identifier: GPL-3.0-or-later
"""Which day it surely is by now, for what goes for good when its time is over.

A clock set ahead would make everything look old. So a leap of the journal over more than a month
counts only once a week has gone by since; until then time stands a day after what came before.
"""

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import sqlalchemy as sa

from desktop.core import clock
from desktop.core.tables import journal

if TYPE_CHECKING:
    from desktop.core.work import Work

LEAP = timedelta(days=31)
PROVED = timedelta(days=7)
_SLACK = timedelta(minutes=1)


def day(work: "Work") -> date:
    """Return today, or an earlier day where the clock has only just leapt ahead."""
    now = clock.now()
    column = journal.c.moment
    past = sa.select(sa.func.max(column)).where(column < now - PROVED).scalar_subquery()
    recent = sa.and_(column >= now - PROVED, column <= now + _SLACK)
    query = sa.select(column).where(sa.or_(recent, column == past)).order_by(column)
    known = [*work.session.execute(query.distinct()).scalars(), now]
    before = [old for old, new in pairwise(known) if new - old > LEAP]
    return before[0].astimezone().date() + timedelta(days=1) if before else clock.today()
