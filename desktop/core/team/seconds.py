# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may be the second of two people: one passphrase given out today does not make two of one.

Somebody who is forced, or means harm, could let a colleague in, give an absent one new words, or
use the paper key, and then type both passphrases alone. So whoever the first person let in, or
whom the paper key let in, is nobody's second for a week; meanwhile My day tells everybody.
"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from desktop.core.crypto.directory import Entry
from desktop.core.crypto.header import Header
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.tables import journal as _journal
from desktop.core.work import Work

FRESH = timedelta(days=7)
LATELY = timedelta(days=30)
"""How long a team that lost people still counts as large: nobody makes it small to act alone."""
_ADMISSIONS = ("admit", "reissue")
_LOSSES = ("dismiss",)
SMALL_TEAM = 3
"""People who hold the data key; with fewer, the second one may be missing."""


class TooNew(UserError):
    """The second person was let in too lately, by the first or with the paper key."""

    def __init__(self, days: int) -> None:
        super().__init__(
            N_(
                "This person got a passphrase only lately, from you or with the recovery key. "
                "Somebody else has to approve, or this person in {n} days. Nothing was changed."
            ),
            n=days,
        )


def check(work: Work, header: Header, slot: str) -> None:
    """Raise TooNew for a second person the first one could have made up."""
    entry = header.directory.entry(slot) if header.directory else None
    if entry is None or entry.by not in (work.user.name, ""):
        return
    left = FRESH - (work.moment - _since(work, entry))
    if left > timedelta():
        raise TooNew(1 + left.days)


def lately(work: Work, header: Header) -> list[str]:
    """Return the login words of people who got a passphrase from somebody this last week."""
    entries = header.directory.entries if header.directory else ()
    return sorted(
        one.user
        for one in entries
        if one.user and one.by != one.user and work.moment - _since(work, one) < FRESH
    )


def is_small(work: Work) -> bool:
    """Whether fewer than three people hold the data key, and did a month ago."""
    lost = sa.select(sa.func.count()).where(
        _journal.c.action.in_(_LOSSES), _journal.c.moment > work.moment - LATELY
    )
    return work.holders + int(work.session.execute(lost).scalar() or 0) < SMALL_TEAM


def _since(work: Work, entry: Entry) -> datetime:
    """Return since when somebody holds a passphrase of this workspace.

    A clock that was set back for it gains nothing: what stands before it in the journal was
    written before it. Entries of the paper key have no line of their own.
    """
    at = datetime.fromisoformat(entry.at) if entry.at else datetime.min.replace(tzinfo=UTC)
    line = sa.select(sa.func.max(_journal.c.seq)).where(
        _journal.c.action.in_(_ADMISSIONS), _journal.c.object == entry.slot
    )
    before = sa.select(sa.func.max(_journal.c.moment)).where(
        _journal.c.seq <= line.scalar_subquery(), _journal.c.moment <= work.moment
    )
    known = work.session.execute(before).scalar()
    return max(at, known) if known else at
