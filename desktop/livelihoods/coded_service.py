# SPDX-License-Identifier: GPL-3.0-or-later
"""What stays of an erased participant's seed capital: sums for the accounts, and months."""

import sqlalchemy as sa

from desktop.core import erasure
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.livelihoods.model import SeedPlan, SeedTranche

_C = table_of(SeedPlan).c
_T = table_of(SeedTranche).c


def coded(work: Work, person: str, kept: str) -> None:
    """Write coded plans and their parts under the person's coded row; what it was is forgotten."""
    work.may("erase")
    query = sa.select(SeedPlan).where(_C.participant == person, _C.deleted_at.is_(None))
    for one in work.session.execute(query).scalars().all():
        values = {
            "participant": kept,
            "idea": "*",
            "amount": one.amount,
            "currency": one.currency,
            "grant_line": one.grant_line,
            "state": one.state,
            "opened_on": erasure.month_of(one.opened_on),
            "closed_on": erasure.month_of(one.closed_on),
        }
        identity = erasure.keep_coded(work, SeedPlan, [values])[0]
        parts = sa.select(SeedTranche).where(_T.seed_plan == one.id, _T.deleted_at.is_(None))
        found = work.session.execute(parts).scalars().all()
        erasure.keep_coded(
            work,
            SeedTranche,
            [
                {
                    "seed_plan": identity,
                    "amount": part.amount,
                    "spent": part.spent,
                    "due_on": erasure.month_of(part.due_on),
                    "given_on": erasure.month_of(part.given_on),
                }
                for part in found
            ],
        )
