# SPDX-License-Identifier: GPL-3.0-or-later
"""What was decided where an active border lies on somebody's way; the latest decision holds.

It holds for the borders it was taken on: where another one became active since, it is asked anew.
"""

from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa

from desktop.core import dates, records
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.crossings.model import GOES_ANYWAY, CrossingAnswer
from desktop.crossings.service import Answer

_TABLE = table_of(CrossingAnswer)
_C = _TABLE.c
_MEANT = {"person_decides": GOES_ANYWAY, "own_choice": GOES_ANYWAY}
Key = tuple[str, str, str]
"""Who, what kind of place, in which sector."""


def decide(
    work: Work,
    key: Key,
    answer: str,
    reason: str | None = None,
    found: Answer | None = None,
) -> CrossingAnswer:
    """Keep what was decided about a way; earlier decisions stay beside it."""
    work.may("create")
    person, kind, sector = key
    values = {"participant": person, "kind": kind, "sector": sector, "answer": answer}
    barring = [one.id for one in found.barring] if found else []
    return records.create(
        work, CrossingAnswer, {**values, "reason": reason or None, "borders": barring}
    )


def meant(word: str) -> str:
    """Return the decision behind the word of another list: those of referrals and of work."""
    return _MEANT.get(word, word)


def latest(work: Work, people: Collection[str] | None = None) -> dict[Key, CrossingAnswer]:
    """Return the decision that holds for each way in sight, of some people if any are named."""
    work.may("read")
    query = (
        sa.select(CrossingAnswer)
        .where(_C.deleted_at.is_(None), *work.visible(_TABLE))
        .order_by(_C.decided_on, _C.row)
    )
    if people is not None:
        query = query.where(_C.participant.in_(list(people)))
    return {
        (one.participant, one.kind, one.sector): one
        for one in work.session.execute(query).scalars()
    }


def history(work: Work, person: str) -> Sequence[CrossingAnswer]:
    """Return all decisions about one person's ways, the latest first."""
    work.may("read")
    query = (
        sa.select(CrossingAnswer)
        .where(_C.participant == person, _C.deleted_at.is_(None), *work.visible(_TABLE))
        .order_by(_C.decided_on.desc(), _C.row.desc())
    )
    return list(work.session.execute(query).scalars())


def holds(decision: CrossingAnswer | None, found: Answer) -> bool:
    """Tell whether a decision still answers what bars a way: it knew of each of the borders."""
    if decision is None:
        return False
    return all(
        one.id in decision.borders or _since(one.since) <= decision.decided_on
        for one in found.barring
    )


def _since(text: str) -> date:
    return dates.parse(text).first
