# SPDX-License-Identifier: GPL-3.0-or-later
"""What stays of an erased participant's stipend: the counts and the amount, for the accounts."""

import sqlalchemy as sa

from desktop.core import erasure
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.stipends.model import LineState, StipendLine

_C = table_of(StipendLine).c
_KEPT = ("month", "number", "share", "pays", "carried", "amount", "owed")


def coded(work: Work, person: str, kept: str) -> None:
    """Write coded lines of a person's months under the person's coded row."""
    work.may("erase")
    query = sa.select(StipendLine).where(_C.participant == person, _C.deleted_at.is_(None))
    for line in work.session.execute(query).scalars().all():
        values: dict[str, object] = {name: getattr(line, name) for name in _KEPT}
        mark = {"mark": line.mark} if line.state == LineState.PAID else {}
        erasure.keep_coded(
            work, StipendLine, [{**values, **mark, "participant": kept, "state": line.state}]
        )
