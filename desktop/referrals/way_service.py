# SPDX-License-Identifier: GPL-3.0-or-later
"""Who was sent to which service, by its sector; where people get there safely nothing is asked."""

from datetime import date

import sqlalchemy as sa

from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.crossings import service as crossings
from desktop.crossings.model import SERVICE
from desktop.participants.model import Participant
from desktop.referrals.model import OUTSIDE, Provider, Referral

_TABLE, _PEOPLE = table_of(Referral), table_of(Participant)
_C, _P = _TABLE.c, table_of(Provider).c


def going(work: Work, on: date) -> list[crossings.Going]:
    """Return who is sent where on a day."""
    work.may("read")
    query = (
        sa.select(_C.participant, _P.sector, _P.title, _P.reached_from, _PEOPLE.c.sector)
        .join(table_of(Provider), _P.id == _C.provider)
        .join(_PEOPLE, _PEOPLE.c.id == _C.participant)
        .where(_C.deleted_at.is_(None), _P.sector.is_not(None), *work.visible(_TABLE))
        .where(_C.sent_on <= on, sa.or_(_C.status.in_(OUTSIDE), _C.done_on > on))
    )
    return [
        crossings.Going(who, SERVICE, there, title)
        for who, there, title, reached, home in work.session.execute(query)
        if home not in (reached or ())
    ]
