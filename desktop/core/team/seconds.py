# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may be the second of two people: one passphrase given out today does not make two of one.

Somebody who is forced, or means harm, could let a colleague in, give an absent one new words, or
use the paper key, and then type both passphrases alone. So whoever was given a passphrase is one
of two people only after a week; meanwhile My day tells everybody.
"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from desktop.core.crypto.directory import Entry
from desktop.core.crypto.header import Header
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.tables import journal as _journal
from desktop.core.team import waits
from desktop.core.work import Work

FRESH = timedelta(days=7)
LATELY = timedelta(days=30)
"""How long a team that lost people still counts as large: nobody makes it small to act alone."""
_ADMISSIONS = ("admit", "reissue")
_LOSSES = ("dismiss",)
SMALL_TEAM = 3
"""People who hold the data key; with fewer, the second one may be missing."""


class TooNew(UserError):
    """One of the two people was let in, or given new words, too lately."""

    def __init__(self, days: int) -> None:
        super().__init__(
            N_(
                "One of you two got a passphrase from somebody only lately. Two people who have "
                "had theirs for a week have to do this, or you two in {n} days. Nothing was "
                "changed."
            ),
            n=days,
        )


def check(work: Work, header: Header, *slots: str) -> None:
    """Raise TooNew when one of two people got a passphrase from somebody this week.

    Either of the two, and from whomever: who lets somebody in can sign in as that person as well,
    and from there give a third one new words.
    """
    for slot in slots:
        entry = header.directory.entry(slot) if header.directory else None
        if entry is None or entry.by == entry.user:  # founded it, and has had it since
            continue
        left = FRESH - (work.moment - _since(work, entry))
        if left > timedelta():
            raise TooNew(-(-left // timedelta(days=1)))  # a begun day counts


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
    known = waits.written_by(work, waits.entry(work, entry.slot, *_ADMISSIONS))
    return max(at, known) if known else at
