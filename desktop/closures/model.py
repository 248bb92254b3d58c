# SPDX-License-Identifier: GPL-3.0-or-later
"""A closure with its outcome and the way back; the contacts agreed to after it."""

from datetime import date
from typing import Annotated, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Export, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

AFTER = {"m6": 6, "m12": 12, "m24": 24}
"""Months after the closing at which somebody is looked for, who agreed to it."""


class ClosureDraft(Draft):
    """Why a file closed, how it went, what the person wished for, how to come back."""

    participant: Annotated[
        str, About(link="participant", privacy=Privacy.IDENTIFIER, export=Export.PSEUDONYM)
    ] = Field(title=N_("Participant"), max_length=36, index=True)
    reason: Annotated[
        str, About(codes="case_closure_reason", privacy=Privacy.SENSITIVE, export=Export.CODE)
    ] = Field(title=N_("Reason for closing"))
    outcome: Annotated[
        str | None, About(codes="closure_outcome", privacy=Privacy.SENSITIVE, export=Export.CODE)
    ] = Field(default=None, title=N_("What was reached"))
    criteria: Annotated[
        list[str],
        About(
            codes="graduation_criterion",
            help=N_("What was agreed at the start as a good end, as far as it holds today."),
            privacy=Privacy.SENSITIVE,
        ),
    ] = Field(default_factory=list, title=N_("Marks of a good end"), sa_type=sa.JSON)
    safe: Annotated[
        str | None,
        About(
            codes="yes_no",
            help=N_("Ask the person, not only yourself."),
            privacy=Privacy.SENSITIVE,
        ),
    ] = Field(default=None, title=N_("Does the person feel safe at the end?"))
    danger: Annotated[
        str | None, About(codes="danger_level", privacy=Privacy.SENSITIVE, restricted=True)
    ] = Field(default=None, title=N_("Danger at the end"))
    scores: Annotated[str | None, About(note=True)] = Field(
        default=None, title=N_("Final scores"), max_length=600
    )
    wishes: Annotated[
        str | None, About(help=N_("In the person's own words. No names."), note=True)
    ] = Field(default=None, title=N_("What the person wishes for"), max_length=600)
    way_back: Annotated[
        str | None, About(help=N_("Where and whom to ask for. The person is told."), note=True)
    ] = Field(default=None, title=N_("How to come back"), max_length=300)
    closed_on: Annotated[date, About(privacy=Privacy.QUASI, export=Export.PERIOD)] = Field(
        default_factory=clock.today, title=N_("Closed on")
    )
    tasks_ended: Annotated[int, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        default=0, title=N_("Tasks that ended with it"), ge=0
    )
    reopened_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        default=None, title=N_("Opened again on")
    )
    reopen_reason: Annotated[
        str | None, About(codes="reopen_reason", privacy=Privacy.SENSITIVE, hidden=True)
    ] = Field(default=None, title=N_("Why it was opened again"))

    def problems(self) -> dict[str, UserError]:
        """A file closes by today and is opened again after that."""
        if self.closed_on > clock.today():
            return {"closed_on": UserError(N_("This date is in the future."))}
        if self.reopened_on and self.reopened_on < self.closed_on:
            return {"reopened_on": UserError(N_("The end lies before the beginning."))}
        return {}


class Closure(ClosureDraft, Record, table=True):
    """One closing of one file; there may be several over the years."""

    letter: ClassVar[str] = "CL"
    draft: ClassVar[type[Draft]] = ClosureDraft
    scoped_by: ClassVar[str] = "participant"


class AfterCareDraft(Draft):
    """One contact after a file closed, agreed to before."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    point: Annotated[
        str, About(codes="after_care_point", privacy=Privacy.INSENSITIVE, hidden=True)
    ] = Field(title=N_("Contact after"))
    due_on: Annotated[date, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        title=N_("Due on"), index=True
    )
    done_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Done on")
    )
    result: Annotated[str | None, About(codes="after_care_result", privacy=Privacy.SENSITIVE)] = (
        Field(default=None, title=N_("How the person is"))
    )
    note: Annotated[str | None, About(note=True)] = Field(
        default=None, title=N_("Note"), max_length=500
    )

    def problems(self) -> dict[str, UserError]:
        """What was found has a day, by today."""
        if self.done_on and self.done_on > clock.today():
            return {"done_on": UserError(N_("This date is in the future."))}
        if self.result and not self.done_on:
            return {"done_on": UserError(N_("Say on which day it was answered."))}
        return {}


class AfterCare(AfterCareDraft, Record, table=True):
    """One contact after a file closed."""

    __tablename__ = "after_care"
    letter: ClassVar[str] = "AF"
    draft: ClassVar[type[Draft]] = AfterCareDraft
    scoped_by: ClassVar[str] = "participant"
