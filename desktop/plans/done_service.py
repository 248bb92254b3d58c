# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody promised to do by a day and did: the own steps of the plan in force."""

from datetime import date

import sqlalchemy as sa

from desktop.core import scope
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.plans.case_model import DONE, CasePlan, Goal, PlanAction

_PLANS = table_of(CasePlan)
_C = _PLANS.c
_G = table_of(Goal).c
_A = table_of(PlanAction).c
OWN = ("client", "joint")
"""Who does a step for it to be the person's own."""
_CANCELLED = "cancelled"


def own_steps(work: Work, person: str, first: date, last: date) -> tuple[int, int]:
    """Return (asked, done) of the own steps whose day lay in a period; cancelled ones are none."""
    scope.enter(work, "read", _PLANS.name)
    query = (
        sa.select(_A.state)
        .join(table_of(Goal), _G.id == _A.goal)
        .join(_PLANS, _C.id == _G.case_plan)
        .where(_C.participant == person, _C.current.is_(True), *work.visible(_PLANS))
        .where(_C.deleted_at.is_(None), _G.deleted_at.is_(None), _A.deleted_at.is_(None))
        .where(_A.by.in_(OWN), _A.due_on.between(first, last), _A.state != _CANCELLED)
    )
    states = list(work.session.execute(query).scalars())
    return len(states), sum(state == DONE for state in states)
