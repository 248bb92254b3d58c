# SPDX-License-Identifier: GPL-3.0-or-later
"""Reviews: asked when something is done, never in its way; they age in a queue until decided.

Somebody other than who asked decides: signed in, or by their own passphrase on the same laptop
without a change of user. In a team with fewer than three people one may confirm alone a day later,
with a reason; it is counted and printed as such.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, journal, kept, records
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.scope import Sight
from desktop.core.tables import table_of
from desktop.core.tasks import Asked, Task
from desktop.core.team import approvals
from desktop.core.work import Work
from desktop.participants.model import Participant
from desktop.supervision.model import ASSESSMENT, PLAN, RETURNED, REVIEWED, WAITING, Review

_TABLE = table_of(Review)
_C = _TABLE.c
_P = table_of(Participant).c
_LIST = "review_about"
TABS = {PLAN: "/plan", ASSESSMENT: "/assessments"}
"""Where on a file each kind of thing is read."""


class NotWaiting(UserError):
    """Somebody decided about it meanwhile."""

    def __init__(self) -> None:
        super().__init__(N_("This was reviewed already. Nothing was changed."))


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing in the queue; the person by code."""

    id: str
    about: str
    thing: str
    participant: str
    code: str
    since: date
    by: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What the report says of reviews."""

    waiting: int
    median_days: int | None
    reviewed: int
    alone: int
    returned: int


def ask(work: Work, about: str, participant: str, thing: str) -> Review:
    """Put something in the queue; what waits there already waits on."""
    work.may("create")
    known = _of(work, thing, WAITING)
    if known is not None:
        return known
    return records.create(
        work, Review, {"about": about, "participant": participant, "thing": thing}
    )


def withdraw(work: Work, thing: str) -> None:
    """Take something out of the queue: it was opened again before anybody looked at it."""
    work.may("amend")
    known = _of(work, thing, WAITING)
    if known is not None:
        records.remove(work, known)


def waiting(work: Work, limit: int = 500) -> list[Waiting]:
    """Return the queue, the oldest first."""
    work.may("read")
    query = _queue(work).order_by(_C.asked_on, _C.row).limit(limit)
    return [Waiting(*row) for row in work.session.execute(query)]


def one_waiting(work: Work, thing: str) -> Waiting | None:
    """Return what waits about one record, where it does."""
    work.may("read")
    found = work.session.execute(_queue(work).where(_C.thing == thing)).first()
    return Waiting(*found) if found else None


def states(work: Work, things: Sequence[str]) -> dict[str, Review]:
    """Return the latest review of each record that was ever put in the queue."""
    work.may("read")
    query = (
        sa.select(Review)
        .where(_C.thing.in_(list(things)), _C.deleted_at.is_(None), *work.visible(_TABLE))
        .order_by(_C.row)
    )
    return {one.thing: one for one in work.session.execute(query).scalars()}


def may_decide(work: Work, asked_by: str) -> bool:
    """Tell whether who is signed in may decide by themselves, without a second passphrase."""
    return work.could("review") and asked_by != work.user.name


def approve(work: Work, identity: str, comment: str = "", approval: str = "") -> Review:
    """Mark as reviewed: by who is signed in, or by the second person of an approval."""
    return _decide(work, identity, REVIEWED, comment, approval)


def give_back(work: Work, identity: str, comment: str, approval: str = "") -> Review:
    """Give something back with what is missing; the work goes on meanwhile."""
    return _decide(work, identity, RETURNED, comment, approval)


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return what was given back and not done again yet (`core/tasks.py`)."""
    work.may("read")
    words = N_("Given back: {what} of {code}")
    return [
        Task(words, on, who, record=who + TABS.get(about, ""), labels={"what": (_LIST, about)})
        for who, about, on in asked.rows(work, _returned, _C.participant)
    ]


def _returned(sight: Sight) -> sa.Select[tuple[str, str, date]]:
    later = _TABLE.alias("later")
    newer = sa.exists().where(
        later.c.thing == _C.thing, later.c.row > _C.row, later.c.deleted_at.is_(None)
    )
    return (
        sa.select(_C.participant, _C.about, _C.decided_on)
        .where(_C.state == RETURNED, _C.deleted_at.is_(None), _C.decided_on <= kept.day())
        .where(~newer, *sight.clauses(_TABLE))
        .order_by(_C.decided_on)
    )


def figures(work: Work, first: date, last: date, people: Collection[str] | None = None) -> Figures:
    """Return what waits at the end of a period, how long, and what was decided.

    Of some people only, where they are named.
    """
    work.may("report")
    still = sa.or_(_C.decided_on.is_(None), _C.decided_on > last)
    query = sa.select(_C.participant, _C.asked_on).where(
        _C.deleted_at.is_(None), _C.asked_on <= last, still
    )
    ages = [
        clock.days_between(day, last)
        for person, day in work.session.execute(query)
        if people is None or person in people
    ]
    decided = sa.select(_C.participant, _C.state, _C.alone).where(
        _C.deleted_at.is_(None), _C.decided_on >= first, _C.decided_on <= last
    )
    counts = Counter(
        (state, bool(alone))
        for person, state, alone in work.session.execute(decided)
        if people is None or person in people
    )
    return Figures(
        len(ages),
        round(median(ages)) if ages else None,
        counts[REVIEWED, False],
        counts[REVIEWED, True],
        sum(n for (state, _alone), n in counts.items() if state == RETURNED),
    )


def timeline(work: Work, person: str) -> list[tuple[date, str, Mapping[str, Any]]]:
    """Return (day, kind, facts) of what was reviewed on one file."""
    work.may("read")
    query = sa.select(_C.decided_on, _C.about, _C.state).where(
        _C.participant == person,
        _C.deleted_at.is_(None),
        _C.decided_on.is_not(None),
        *work.visible(_TABLE),
    )
    return [
        (on, "review", {"about": about, "state": state})
        for on, about, state in work.session.execute(query)
    ]


def _decide(work: Work, identity: str, state: str, comment: str, approval: str) -> Review:
    work.may("amend")
    found = records.get(work, Review, identity)
    if found.state != WAITING:
        raise NotWaiting
    by, alone = work.user.name, False
    if approval:
        used = approvals.use(work, approval, approvals.REVIEW, identity)
        by, alone = used.users[-1], used.how == "alone"
        comment = comment or (used.reason if alone else "")
    else:
        work.may("review")
        if found.created_by == by:
            raise approvals.SamePerson
    made = records.amend(
        work,
        found,
        {
            "state": state,
            "comment": comment or None,
            "decided_on": clock.today(),
            "decided_by": by,
            "alone": alone,
        },
    )
    journal.write(work, "review", identity)
    return made


def _queue(work: Work) -> "sa.Select[Any]":
    return (
        sa.select(_C.id, _C.about, _C.thing, _C.participant, _P.code, _C.asked_on, _C.created_by)
        .join(Participant, _P.id == _C.participant)
        .where(_C.deleted_at.is_(None), _C.state == WAITING, *work.visible(_TABLE))
    )


def _of(work: Work, thing: str, state: str) -> Review | None:
    query = sa.select(Review).where(
        _C.thing == thing, _C.state == state, _C.deleted_at.is_(None), *work.visible(_TABLE)
    )
    found: Review | None = work.session.execute(query).scalars().first()
    return found
