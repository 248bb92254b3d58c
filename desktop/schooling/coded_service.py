# SPDX-License-Identifier: GPL-3.0-or-later
"""What stays of an erased pupil for the counts of past periods: months, modes, days; no school."""

import sqlalchemy as sa

from desktop.core import erasure
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.schooling.model import CAUSES, Schooling, SchoolMonth

_Y, _M = table_of(Schooling).c, table_of(SchoolMonth).c


def coded(work: Work, person: str, kept: str) -> None:
    """Write coded rows of a person's schooling and school months under the coded row."""
    work.may("erase")
    spells = sa.select(Schooling).where(_Y.participant == person, _Y.deleted_at.is_(None))
    months = sa.select(SchoolMonth).where(_M.participant == person, _M.deleted_at.is_(None))
    held = work.session.execute(spells.order_by(_Y.since, _Y.row)).scalars().all()
    days = work.session.execute(months).scalars().all()
    erasure.keep_coded(work, Schooling, [_spell(one, kept) for one in held])
    erasure.keep_coded(work, SchoolMonth, [_month(one, kept) for one in days])


def _spell(one: Schooling, kept: str) -> dict[str, object]:
    since, returned = erasure.month_of(one.since), erasure.month_of(one.returned_on)
    return {
        "participant": kept,
        "mode": one.mode,
        "since": since,
        "until": erasure.month_of(one.until),
        "out_at_entry": one.out_at_entry,
        "out_reason": one.out_reason,
        "returned_on": returned,
        "attends_after": one.attends_after,
    }


def _month(one: SchoolMonth, kept: str) -> dict[str, object]:
    counts = {cause: getattr(one, cause) for cause in CAUSES}
    return {"participant": kept, "month": one.month, "mode": one.mode, "days": one.days, **counts}
