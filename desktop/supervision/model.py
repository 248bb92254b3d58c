# SPDX-License-Identifier: GPL-3.0-or-later
"""A review of something done, which never held it up; and a flag on a file."""

from datetime import date
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

WAITING, REVIEWED, RETURNED = "waiting", "reviewed", "returned"
ASSESSMENT, PLAN, CLOSURE = "assessment", "plan", "closure"


class ReviewDraft(Draft):
    """What was done, since when it waits, and what the second person said."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    about: Annotated[str, About(codes="review_about", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("What was done")
    )
    thing: Annotated[str, About(privacy=Privacy.IDENTIFIER, hidden=True)] = Field(
        title=N_("Record"), max_length=36, index=True
    )
    asked_on: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Waiting since"), index=True
    )
    state: Annotated[str, About(codes="review_state", privacy=Privacy.INSENSITIVE)] = Field(
        default=WAITING, title=N_("State")
    )
    decided_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Reviewed on")
    )
    decided_by: Annotated[str | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Reviewed by"), max_length=40
    )
    alone: Annotated[bool, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=False, title=N_("Confirmed alone after a day")
    )
    comment: Annotated[str | None, About(help=N_("Without names."), note=True)] = Field(
        default=None, title=N_("Comment"), max_length=600
    )

    def problems(self) -> dict[str, UserError]:
        """What is given back says why."""
        if self.state == RETURNED and not self.comment:
            return {"comment": UserError(N_("Say what is missing, so that it can be mended."))}
        return {}


class Review(ReviewDraft, Record, table=True):
    """One thing that waits, or waited, for a second pair of eyes."""

    letter: ClassVar[str] = "RV"
    draft: ClassVar[type[Draft]] = ReviewDraft
    scoped_by: ClassVar[str] = "participant"


class FlagDraft(Draft):
    """A day and a sentence on a file, until somebody takes it down."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    due_on: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Remind on"), index=True
    )
    message: Annotated[
        str, About(help=N_("It stands on the file, so write no names."), note=True)
    ] = Field(title=N_("What to remember"), max_length=200)
    resolved_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        default=None, title=N_("Taken down on")
    )


class Flag(FlagDraft, Record, table=True):
    """One flag on one file."""

    letter: ClassVar[str] = "FL"
    draft: ClassVar[type[Draft]] = FlagDraft
    scoped_by: ClassVar[str] = "participant"
