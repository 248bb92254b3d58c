# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of a person: versions of which exactly one is in force, goals, actions with a day.

The first version is in force from its first goal on, so that work starts at once. A later one is
written beside the version in force and takes its place when the person agrees; what was done
meanwhile is taken over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, erasure, kept, records
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.scope import Sight
from desktop.core.tables import table_of
from desktop.core.tasks import Asked, Task
from desktop.core.work import Work
from desktop.plans.case_model import (
    DONE,
    OPEN,
    PLANNED,
    UNDONE,
    CasePlan,
    Goal,
    PlanAction,
    review,
)
from desktop.supervision import service as supervision
from desktop.supervision.model import PLAN

_TABLE = table_of(CasePlan)
_C = _TABLE.c
_GOAL, _ACTION = table_of(Goal), table_of(PlanAction)
_G, _A = _GOAL.c, _ACTION.c


@dataclass(frozen=True, slots=True)
class Step:
    """A goal with its actions, as a page shows them."""

    goal: Goal
    actions: tuple[PlanAction, ...]


class Frozen(UserError):
    """A version that was replaced stays as it was."""

    def __init__(self) -> None:
        super().__init__(
            N_("This version is no longer in force and stays as it was. Change the one in force.")
        )


def versions(work: Work, participant: str) -> list[CasePlan]:
    """Return all versions of one person, the latest first."""
    work.may("read")
    query = (
        sa.select(CasePlan)
        .where(_C.participant == participant, _C.deleted_at.is_(None), *work.visible(_TABLE))
        .order_by(_C.version.desc())
    )
    return list(work.session.execute(query).scalars())


def current(work: Work, participant: str) -> CasePlan | None:
    """Return the version in force, where there is a plan."""
    return next((one for one in versions(work, participant) if one.current), None)


def at_work(work: Work, participant: str) -> CasePlan | None:
    """Return the version that is being written, or else the one in force."""
    return next(iter(versions(work, participant)), None)


def begin(work: Work, participant: str) -> CasePlan:
    """Return the version that can be written in: the first one, or the newest."""
    work.may("create")
    found = at_work(work, participant)
    if found is not None:
        return found
    return records.create(work, CasePlan, {"participant": participant, "current": True})


def describe(work: Work, identity: str, values: Mapping[str, Any]) -> CasePlan:
    """Write what the person wants and what was promised."""
    return records.amend(work, _writable(work, identity), values)


def new_version(work: Work, participant: str) -> CasePlan:
    """Write a new version beside the one in force, with all that is still open in it."""
    work.may("create")
    held = current(work, participant)
    newest = at_work(work, participant)
    if held is None or newest is None or newest.id != held.id:
        return begin(work, participant)
    kept = {name: getattr(held, name) for name in ("own_words", "duties")}
    made = records.create(
        work, CasePlan, {**kept, "participant": participant, "version": held.version + 1}
    )
    for step in steps(work, held.id):
        if step.goal.state != OPEN:
            continue
        goal = records.create(work, Goal, {**_plain(step.goal), "case_plan": made.id})
        for action in step.actions:
            if action.state in UNDONE:
                values = {**_plain(action), "goal": goal.id, "origin": action.id}
                records.create(work, PlanAction, values)
    return made


def agree(work: Work, identity: str, values: Mapping[str, Any]) -> CasePlan:
    """Put a version in force because the person agreed, and put it in the queue for review."""
    made = _writable(work, identity)
    agreed_on = values.get("agreed_on") or clock.today()
    held = current(work, made.participant)
    if held is not None and held.id != made.id:
        _take_over(work, made)
        records.amend(work, held, {"current": False})
    told = {
        "agreed_on": agreed_on,
        "copy_given": values.get("copy_given"),
        "review_on": values.get("review_on") or review(agreed_on),
        "current": True,
    }
    records.amend(work, made, told)
    supervision.ask(work, PLAN, made.participant, made.id)
    return made


def drop_version(work: Work, identity: str) -> None:
    """Give up a version that was never agreed; the one in force stays."""
    made = _writable(work, identity)
    if made.current:
        raise UserError(N_("This is the version in force. Write a new one instead."))
    records.remove(work, made)


def steps(work: Work, plan: str) -> list[Step]:
    """Return the goals of a version with their actions, open ones first."""
    work.may("read")
    goals = (
        sa.select(Goal)
        .where(_G.case_plan == plan, _G.deleted_at.is_(None), *work.visible(_GOAL))
        .order_by(_G.state != OPEN, _G.row)
    )
    found = list(work.session.execute(goals).scalars())
    actions = (
        sa.select(PlanAction)
        .where(
            _A.goal.in_([one.id for one in found]),
            _A.deleted_at.is_(None),
            *work.visible(_ACTION),
        )
        .order_by(_A.done_on.is_not(None), _A.due_on.is_(None), _A.due_on, _A.row)
    )
    under: dict[str, list[PlanAction]] = {}
    for action in work.session.execute(actions).scalars():
        under.setdefault(action.goal, []).append(action)
    return [Step(goal, tuple(under.get(goal.id, ()))) for goal in found]


def put_goal(work: Work, participant: str, values: Mapping[str, Any]) -> Goal:
    """Write a goal into the version that is being written."""
    work.may("create")
    plan = begin(work, participant)
    return records.create(work, Goal, {**values, **_closed(values), "case_plan": plan.id})


def amend_goal(work: Work, identity: str, values: Mapping[str, Any]) -> Goal:
    """Change a goal, or say that it was reached."""
    goal = records.get(work, Goal, identity)
    _writable(work, goal.case_plan)
    return records.amend(work, goal, {**values, **_closed(values, goal.closed_on)})


def put_action(work: Work, goal: str, values: Mapping[str, Any]) -> PlanAction:
    """Write an action towards a goal."""
    work.may("create")
    _writable(work, records.get(work, Goal, goal).case_plan)
    return records.create(work, PlanAction, {**values, **_done(values), "goal": goal})


def amend_action(work: Work, identity: str, values: Mapping[str, Any]) -> PlanAction:
    """Change an action; one with a day on which it was done is done, and the other way round."""
    action = records.get(work, PlanAction, identity)
    _writable(work, records.get(work, Goal, action.goal).case_plan)
    return records.amend(work, action, {**values, **_done(values)})


def finish(work: Work, identity: str) -> PlanAction:
    """Say that an action was done today."""
    return amend_action(work, identity, {"state": DONE, "done_on": clock.today()})


def reopen(work: Work, identity: str) -> PlanAction:
    """Take back that an action was done."""
    return amend_action(work, identity, {"state": PLANNED, "done_on": None})


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return actions of plans in force, and plans to look at again (`core/tasks.py`)."""
    work.may("read")
    asks = (
        (N_("Action of the plan of {code}"), _actions),
        (N_("Look at the plan of {code} again"), _reviews),
    )
    return [
        Task(words, on, person, record=f"{person}/plan")
        for words, question in asks
        for person, on in asked.rows(work, question, _C.participant)
    ]


def _actions(sight: Sight) -> sa.Select[tuple[str, date]]:
    """Select (participant, the earliest day) of actions that are not done."""
    return (
        sa.select(_C.participant, sa.func.min(_A.due_on))
        .join(_GOAL, _G.case_plan == _C.id)
        .join(_ACTION, _A.goal == _G.id)
        .where(_held(), _G.deleted_at.is_(None), _A.deleted_at.is_(None), _G.state == OPEN)
        .where(_A.state.in_(sorted(UNDONE)), _A.due_on <= kept.day(), *sight.clauses(_TABLE))
        .group_by(_C.participant)
        .order_by(sa.func.min(_A.due_on))
    )


def _reviews(sight: Sight) -> sa.Select[tuple[str, date]]:
    """Select (participant, day) of plans to be looked at again."""
    return (
        sa.select(_C.participant, _C.review_on)
        .where(_held(), _C.review_on <= kept.day(), *sight.clauses(_TABLE))
        .order_by(_C.review_on)
    )


def timeline(work: Work, person: str) -> list[tuple[date, str, Mapping[str, Any]]]:
    """Return (day, kind, facts): plans agreed, goals reached."""
    work.may("read")
    plans = {one.id: one for one in versions(work, person)}
    found: list[tuple[date, str, Mapping[str, Any]]] = [
        (one.agreed_on, "plan", {"version": one.version}) for one in plans.values() if one.agreed_on
    ]
    goals = sa.select(_G.closed_on, _G.area, _G.state).where(
        _G.case_plan.in_(list(plans)), _G.deleted_at.is_(None), _G.closed_on.is_not(None)
    )
    found += [
        (on, "goal", {"area": area, "state": state})
        for on, area, state in work.session.execute(goals)
    ]
    return found


def coded(work: Work, person: str, kept: str) -> None:
    """Write coded rows of an erased person's plans: which version was agreed in which month."""
    work.may("erase")
    rows = [
        {
            "participant": kept,
            "version": one.version,
            "current": one.current,
            "agreed_on": erasure.month_of(one.agreed_on),
        }
        for one in versions(work, person)
        if one.agreed_on
    ]
    erasure.keep_coded(work, CasePlan, rows)


def _held() -> sa.ColumnElement[bool]:
    return sa.and_(_C.current.is_(True), _C.deleted_at.is_(None))


def _writable(work: Work, identity: str) -> CasePlan:
    """Return a version in which progress may be written; one that was replaced is refused."""
    work.may("amend")
    made = records.get(work, CasePlan, identity)
    newest = at_work(work, made.participant)
    if not made.current and (newest is None or newest.id != made.id):
        raise Frozen
    return made


def _take_over(work: Work, made: CasePlan) -> None:
    """Bring into a new version what was done in the old one while it was written."""
    for step in steps(work, made.id):
        for action in step.actions:
            if not action.origin or action.state not in UNDONE:
                continue
            old = records.get(work, PlanAction, action.origin, deleted=True)
            if old.done_on:
                records.amend(work, action, {"state": old.state, "done_on": old.done_on})


def _plain(record: Goal | PlanAction) -> dict[str, Any]:
    return {name: value for name, value in records.values_of(record).items() if value is not None}


def _closed(values: Mapping[str, Any], known: date | None = None) -> dict[str, Any]:
    if "state" not in values:
        return {}
    ended = values["state"] not in (None, OPEN)
    return {"closed_on": (known or clock.today()) if ended else None}


def _done(values: Mapping[str, Any]) -> dict[str, Any]:
    """Let state and day agree, whichever of the two was written."""
    if values.get("done_on") and values.get("state", PLANNED) in UNDONE:
        return {"state": DONE}
    if values.get("state") == DONE and not values.get("done_on"):
        return {"done_on": clock.today()}
    if values.get("state") in UNDONE:
        return {"done_on": None}
    return {}
