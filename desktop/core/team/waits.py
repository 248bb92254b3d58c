# SPDX-License-Identifier: GPL-3.0-or-later
"""How long one person alone still has to wait: no clock that anybody can set is believed by itself.

Until the computer is started anew, the seconds it has run are the proof. After that the day by the
clock has to hold an hour of work too: entries of the journal that follow each other closely. A
clock that goes back meanwhile makes the request void.
"""

from datetime import datetime, timedelta
from itertools import pairwise

import sqlalchemy as sa

from desktop.core import clock, settings
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.journal import BACK
from desktop.core.tables import journal
from desktop.core.work import Work

STEP = timedelta(minutes=30)
"""Entries of the journal no further apart than this are taken for one stretch of work."""
WORKED = timedelta(hours=1)
SLACK = timedelta(minutes=5)
"""How far the two clocks of a computer may drift apart in a day."""
_SETTING = "approval_clocks"


class ClockMoved(UserError):
    """The clock of the computer went back after something was asked for."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The clock of this computer was set back since you asked, so nobody can tell that "
                "a day has gone by. Nothing was changed. Ask again."
            )
        )


def begin(work: Work, identity: str) -> None:
    """Note beside a request how long this computer has run."""
    known = settings.read(work, _SETTING, {})
    known[identity] = [work.device, clock.boot(), clock.since_boot()]
    settings.write(work, _SETTING, known)


def over(work: Work, identity: str) -> None:
    """Forget what was noted beside a request."""
    known = settings.read(work, _SETTING, {})
    if known.pop(identity, None) is not None:
        settings.write(work, _SETTING, known)


def left(work: Work, identity: str, asked: int, start: datetime, wait: timedelta) -> timedelta:
    """Return how long the request still has to wait; ``asked`` is its entry in the journal."""
    by_clock = start + wait - work.moment
    device, boot, ran = settings.read(work, _SETTING, {}).get(identity, ["", "", 0.0])
    if boot and (device, boot) == (work.device, clock.boot()):
        gone_by = timedelta(seconds=clock.since_boot() - ran)
        missing = wait - SLACK - gone_by
    else:
        missing = WORKED - _worked(work, asked)
    return max(by_clock, missing, timedelta(0))


def moved_back(work: Work, asked: int) -> bool:
    """Tell whether the clock went back since an entry of the journal; it stays so for good."""
    moments = [*_moments(work, asked), work.moment]
    return any(new < old - BACK for old, new in pairwise(moments))


def latest(work: Work, since: int) -> datetime:
    """Return the latest moment known from an entry on: a clock set back takes none away."""
    return max([work.moment, *_moments(work, since)])


def entry(work: Work, thing: str, *actions: str) -> int:
    """Return the number of the last entry about a thing with one of these actions; 0 for none."""
    query = sa.select(sa.func.max(journal.c.seq)).where(
        journal.c.action.in_(actions), journal.c.object == thing
    )
    return int(work.session.execute(query).scalar() or 0)


def written_by(work: Work, seq: int) -> datetime | None:
    """Return the latest moment the journal knew when an entry was written.

    What stands before an entry was written before it, so a clock set back for it gains nothing. A
    moment from the future of now is a clock that once ran ahead, and no reason to wait for years.
    """
    query = sa.select(sa.func.max(journal.c.moment)).where(
        journal.c.seq <= seq, journal.c.moment <= work.moment
    )
    return work.session.execute(query).scalar()


def _worked(work: Work, asked: int) -> timedelta:
    moments = [*_moments(work, asked), work.moment]
    steps = (new - old for old, new in pairwise(moments))
    return sum((one for one in steps if timedelta(0) < one <= STEP), timedelta(0))


def _moments(work: Work, since: int) -> list[datetime]:
    query = sa.select(journal.c.moment).where(journal.c.seq >= since).order_by(journal.c.seq)
    return list(work.session.execute(query).scalars())
