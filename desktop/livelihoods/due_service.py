# SPDX-License-Identifier: GPL-3.0-or-later
"""What waits of seed capital: parts to give, proof to see, visits promised, looks later on."""

from collections.abc import Iterator
from datetime import date, timedelta

import sqlalchemy as sa

from desktop.core import kept, scope
from desktop.core.i18n import N_
from desktop.core.scope import Sight
from desktop.core.tables import table_of
from desktop.core.tasks import Asked, Task
from desktop.core.work import Work
from desktop.livelihoods.model import SeedPlan, SeedState, SeedTranche, SeedVisit
from desktop.livelihoods.service import ALIVE, LOOK_DAYS, PROOF_DAYS
from desktop.participants import service as participants

_TABLE = table_of(SeedPlan)
_C = _TABLE.c
_T = table_of(SeedTranche).c
_VISITS = table_of(SeedVisit)
_V = _VISITS.c


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return parts to give, proof to see, visits promised, and the looks at 6 and 12 months."""
    scope.enter(work, "read", _TABLE.name)
    found = [*_money_due(work, asked), *_visits_due(work, asked), *_looks_due(work, asked)]
    return found if asked.people is None else [one for one in found if one.person in asked.people]


def _parts(sight: Sight) -> sa.Select[tuple[str, date, date]]:
    return (
        sa.select(_C.participant, _T.due_on, _T.given_on)
        .join(_TABLE, _C.id == _T.seed_plan)
        .where(_T.deleted_at.is_(None), _C.deleted_at.is_(None), *sight.clauses(_TABLE))
        .where(_C.state.in_((SeedState.APPROVED.value, SeedState.RUNNING.value)))
        .where(_T.proof.is_(None), _T.due_on <= kept.day())
        .where(participants.reminded(_C.participant))
    )


def _money_due(work: Work, asked: Asked) -> Iterator[Task]:
    for person, due, given in kept.ask(work, _parts, asked.day):
        if given is None:
            yield Task(N_("Seed capital of {code}: give the next part"), due, person)
        else:
            on = given + timedelta(days=PROOF_DAYS)
            yield Task(N_("Seed capital of {code}: see what was bought"), on, person)


def _promised(sight: Sight) -> sa.Select[tuple[str, date]]:
    later = _VISITS.alias()
    again = (
        sa.select(later.c.row)
        .where(later.c.seed_plan == _V.seed_plan, later.c.deleted_at.is_(None))
        .where(later.c.happened_on >= _V.happened_on, later.c.row > _V.row)
    )
    return (
        sa.select(_C.participant, _V.next_on)
        .join(_TABLE, _C.id == _V.seed_plan)
        .where(_V.deleted_at.is_(None), _C.deleted_at.is_(None), _V.next_on <= kept.day())
        .where(sa.not_(again.exists()), _C.closed_on.is_(None), *sight.clauses(_TABLE))
        .where(participants.reminded(_C.participant))
    )


def _visits_due(work: Work, asked: Asked) -> Iterator[Task]:
    for person, due in kept.ask(work, _promised, asked.day):
        yield Task(N_("Visit the business of {code}"), due, person)


def _running(sight: Sight) -> sa.Select[tuple[str, date, date]]:
    """Select (participant, opened on, last seen open or closed) of what was not closed."""
    seen = (
        sa.select(sa.func.max(_V.happened_on))
        .where(_V.seed_plan == _C.id, _V.deleted_at.is_(None), _V.found != "not_reached")
        .scalar_subquery()
    )
    return (
        sa.select(_C.participant, _C.opened_on, seen)
        .where(_C.deleted_at.is_(None), _C.opened_on.is_not(None), _C.closed_on.is_(None))
        .where(participants.reminded(_C.participant), *sight.clauses(_TABLE))
    )


def _looks_due(work: Work, asked: Asked) -> Iterator[Task]:
    words = {
        "6": N_("Is the business of {code} still open after 6 months?"),
        "12": N_("Is the business of {code} still open after 12 months?"),
    }
    for person, opened, last in kept.ask(work, _running):
        for months, days in ALIVE.items():
            point = opened + timedelta(days=days)
            within = point <= asked.day <= point + timedelta(days=2 * LOOK_DAYS)
            if within and (last is None or last < point):
                yield Task(words[months], point + timedelta(days=LOOK_DAYS), person)
