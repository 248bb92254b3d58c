# SPDX-License-Identifier: GPL-3.0-or-later
"""What stays of an erased participant's contacts: the kind and the month."""

from datetime import date, timedelta

import sqlalchemy as sa

from desktop.contacts.model import Contact
from desktop.contacts.service import ACTIVE_DAYS
from desktop.core import clock, dates, erasure
from desktop.core.tables import table_of
from desktop.core.work import Work

_C = table_of(Contact).c
_MONTHS_ACTIVE = 3


def coded(work: Work, person: str, kept: str) -> None:
    """Write coded rows of a person's contacts under the person's coded row."""
    work.may("erase")
    query = sa.select(_C.kind, _C.happened_on).where(
        _C.participant == person, _C.deleted_at.is_(None)
    )
    rows = [
        {"participant": kept, "kind": kind, "happened_on": rounded(day)}
        for kind, day in work.session.execute(query).all()
    ]
    erasure.keep_coded(work, Contact, rows)


def rounded(day: date) -> date:
    """Return one of three days of the month: whoever was active at a month's end still was."""
    end = dates.month_end(day)
    told = _active_at(day)
    first, today = day.replace(day=1), clock.today()
    choices = (day.replace(day=15), first, end)
    return next((one for one in choices if one <= today and _active_at(one) == told), first)


def _active_at(day: date) -> list[bool]:
    found, end = [], day
    for _month in range(_MONTHS_ACTIVE):
        end = dates.month_end(end)
        found.append(end - timedelta(days=ACTIVE_DAYS) < day)
        end += timedelta(days=1)
    return found
