# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of a person in versions, one of them in force; its goals and who does what by when."""

from datetime import date, timedelta
from typing import Annotated, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

REVIEW_DAYS = 90
OPEN, REACHED = "open", "reached"
PLANNED, DONE = "planned", "completed"
UNDONE = frozenset({"planned", "in_progress"})
"""States of an action that is still to be done."""


class CasePlanDraft(Draft):
    """One version; it is in force once the person agreed, and then only its progress changes."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    version: Annotated[int, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        default=1, title=N_("Version"), ge=1, le=999
    )
    current: Annotated[bool, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        default=False, title=N_("In force")
    )
    own_words: Annotated[
        str | None, About(help=N_("In the person's own words, without names."), note=True)
    ] = Field(default=None, title=N_("What the person wants"), max_length=1_000)
    duties: Annotated[str | None, About(help=N_("What both sides promise."), note=True)] = Field(
        default=None, title=N_("What was promised"), max_length=1_000
    )
    agreed_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Agreed with the person on"), index=True
    )
    copy_given: Annotated[
        bool | None,
        About(
            help=N_("A copy is offered, and may be refused because paper can harm."),
            privacy=Privacy.INSENSITIVE,
        ),
    ] = Field(default=None, title=N_("The person took a copy"))
    review_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Look at it again on"), index=True
    )

    def problems(self) -> dict[str, UserError]:
        """It was agreed by now, and is looked at again later."""
        found: dict[str, UserError] = {}
        if self.agreed_on and self.agreed_on > clock.today():
            found["agreed_on"] = UserError(N_("This date is in the future."))
        if self.review_on and self.agreed_on and self.review_on <= self.agreed_on:
            found["review_on"] = UserError(N_("This lies before the day it was agreed."))
        return found


class CasePlan(CasePlanDraft, Record, table=True):
    """One version of the plan of one person."""

    __tablename__ = "case_plan"
    __table_args__ = (
        sa.Index(
            "ux_case_plan_current",
            "participant",
            unique=True,
            sqlite_where=sa.text("current = 1 AND deleted_at IS NULL"),
        ),
    )

    letter: ClassVar[str] = "PL"
    draft: ClassVar[type[Draft]] = CasePlanDraft
    scoped_by: ClassVar[str] = "participant"


class GoalDraft(Draft):
    """What is to be reached; things that are not money count as much (domain.md T60)."""

    case_plan: Annotated[str, About(link="case_plan", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Plan"), max_length=36, index=True
    )
    area: Annotated[str, About(codes="goal_area", privacy=Privacy.SENSITIVE)] = Field(
        title=N_("Area")
    )
    statement: Annotated[
        str, About(help=N_("As the person says it. Small, and possible to reach."))
    ] = Field(title=N_("Goal"), max_length=200)
    state: Annotated[str, About(codes="goal_state", privacy=Privacy.SENSITIVE)] = Field(
        default=OPEN, title=N_("State")
    )
    closed_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        default=None, title=N_("Closed on")
    )


class Goal(GoalDraft, Record, table=True):
    """One goal of one version of a plan."""

    letter: ClassVar[str] = "GO"
    draft: ClassVar[type[Draft]] = GoalDraft
    scoped_by: ClassVar[str] = "case_plan"


class PlanActionDraft(Draft):
    """Who does what by when; the participant too."""

    goal: Annotated[str, About(link="goal", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Goal"), max_length=36, index=True
    )
    what: Annotated[str, About(help=N_("Without names."))] = Field(
        title=N_("What is done"), max_length=200
    )
    by: Annotated[str, About(codes="action_by", privacy=Privacy.INSENSITIVE)] = Field(
        default="joint", title=N_("Who does it")
    )
    due_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("By when"), index=True
    )
    state: Annotated[str, About(codes="action_state", privacy=Privacy.INSENSITIVE)] = Field(
        default=PLANNED, title=N_("State")
    )
    done_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Done on")
    )
    note: Annotated[str | None, About(help=N_("Without names."), note=True)] = Field(
        default=None, title=N_("Note"), max_length=600
    )
    origin: Annotated[str | None, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        default=None, title=N_("Taken over from"), max_length=36
    )

    def problems(self) -> dict[str, UserError]:
        """What is done was done by now."""
        found: dict[str, UserError] = {}
        if self.done_on and self.done_on > clock.today():
            found["done_on"] = UserError(N_("This date is in the future."))
        if self.state == DONE and not self.done_on:
            found["done_on"] = UserError(N_("Say on which day it was done."))
        return found


class PlanAction(PlanActionDraft, Record, table=True):
    """One action towards one goal."""

    __tablename__ = "plan_action"

    letter: ClassVar[str] = "AC"
    draft: ClassVar[type[Draft]] = PlanActionDraft
    scoped_by: ClassVar[str] = "goal"


def review(agreed_on: date) -> date:
    """Return when a plan is looked at again, unless a person says another day."""
    return agreed_on + timedelta(days=REVIEW_DAYS)
