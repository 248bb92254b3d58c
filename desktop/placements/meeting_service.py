# SPDX-License-Identifier: GPL-3.0-or-later
"""Who works at the same place as somebody: for those who must not meet."""

from collections.abc import Collection

import sqlalchemy as sa

from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.placements.model import ENDED, Placement

_C = table_of(Placement).c


def same_host(work: Work, person: str, others: Collection[str]) -> set[str]:
    """Return who of these others has a placement with the same employer now."""
    work.may("read")
    now = (_C.status.not_in(ENDED), _C.deleted_at.is_(None))
    mine = sa.select(_C.employer).where(_C.participant == person, _C.employer.is_not(None), *now)
    query = sa.select(_C.participant).where(
        _C.participant.in_(list(others)), _C.employer.in_(mine), *now
    )
    return set(work.session.execute(query).scalars())
