# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures and voice notes of a store that still lie on the telephone they came from.

Nothing is typed for it: what came in waits until the journal says that it was deleted there. A
paper that was taken off its list waits on, for the telephone knows nothing of that.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa

from desktop.core import journal
from desktop.core.papers import cleaning
from desktop.core.tables import attachment
from desktop.core.tables import journal as entries

if TYPE_CHECKING:
    from desktop.core.work import Work

STORES = ("protected", "dialogues")
"""Where this is asked of papers; a participant's wait in `contacts/phone_service.py`."""
GONE = "phone_gone"
_C, _J = attachment.c, entries.c
_FROM_PHONES = frozenset({"jpeg", "png"}) | frozenset(cleaning.SOUNDS)


@dataclass(frozen=True, slots=True)
class Left:
    """One paper whose original was not deleted yet; ``record`` is what it belongs to."""

    id: str
    record: str
    kind: str
    day: date


def left(work: "Work", record: str = "") -> list[Left]:
    """Return what still lies on a telephone, the oldest first; of one record if asked."""
    work.may("read")
    gone = sa.select(_J.seq).where(_J.action == GONE, _J.object == _C.id).exists()
    query = (
        sa.select(_C.id, _C.record, _C.kind, _C.added_at)
        .where(_C.kind.in_(_FROM_PHONES), sa.not_(gone))
        .where(*([_C.record == record] if record else []))
        .order_by(_C.added_at)
    )
    return [
        Left(identity, of, kind, at.astimezone().date())
        for identity, of, kind, at in work.session.execute(query)
    ]


def gone(work: "Work", identity: str) -> None:
    """Note that it was deleted on the telephone."""
    work.may("amend")
    journal.write(work, GONE, identity)
    work.touched.add(attachment.name)
