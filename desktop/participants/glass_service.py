# SPDX-License-Identifier: GPL-3.0-or-later
"""Break the glass: a file outside one's scope opens for a day with its code and a reason.

Nobody learns a name or how many files there are: whoever asks must already have the whole code.
The coordinator sees each opening on My day until it was looked at.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from desktop.core import journal
from desktop.core.errors import RecordGone, UserError
from desktop.core.i18n import N_
from desktop.core.tables import code_is_sound, glass, new_id, table_of
from desktop.core.work import Work
from desktop.participants.model import Participant

HOURS = 24
_TABLE = table_of(Participant)
_C = _TABLE.c
_G = glass.c


class GlassReason(UserError):
    """A file outside one's own opens only with a reason."""

    def __init__(self) -> None:
        super().__init__(N_("Write the reason. It is kept in the journal."))


@dataclass(frozen=True, slots=True)
class Opened:
    """One opening that nobody has looked at yet."""

    id: str
    record: str
    code: str
    user: str
    moment: datetime
    reason: str


def is_beyond(work: Work, code: str) -> bool:
    """Tell whether a whole code names a file that is there and not among the user's own."""
    work.may("read")
    return code_is_sound(code) and _beyond(work, code) is not None


def open_with_reason(work: Work, code: str, reason: str) -> str:
    """Open a file for this user for a day; returns its id."""
    work.may("read")
    if not reason.strip():
        raise GlassReason
    record = _beyond(work, code)
    if record is None:
        raise RecordGone
    work.session.execute(
        glass.insert().values(
            id=new_id(),
            record=record,
            user=work.user.name,
            moment=work.moment,
            until=work.moment + timedelta(hours=HOURS),
            reason=reason.strip()[:400],
        )
    )
    journal.write(work, "glass", record)
    work.touched.update({glass.name, _TABLE.name})
    return record


def unseen(work: Work, record: str = "") -> list[Opened]:
    """Return the openings nobody has looked at yet, the oldest first; of one file if asked."""
    work.may("glass")
    query = (
        sa.select(_G.id, _G.record, _C.code, _G.user, _G.moment, _G.reason)
        .join(_TABLE, _C.id == _G.record)
        .where(_G.seen_by == "", *([_G.record == record] if record else []))
        .order_by(_G.row)
    )
    return [Opened(*row) for row in work.session.execute(query)]


def see(work: Work, identity: str) -> None:
    """Note that an opening and its reason were looked at."""
    work.may("glass")
    work.session.execute(
        glass.update().where(_G.id == identity, _G.seen_by == "").values(seen_by=work.user.name)
    )
    journal.write(work, "glass_seen", identity)
    work.touched.add(glass.name)


def _beyond(work: Work, code: str) -> str | None:
    """Return the id of a file that is there but outside the scope."""
    named = (_C.code == code.strip().upper(), _C.deleted_at.is_(None))
    found: str | None = work.session.execute(sa.select(_C.id).where(*named)).scalar()
    mine = sa.select(_C.id).where(*named, *work.visible(_TABLE))
    return None if work.session.execute(mine).first() is not None else found
