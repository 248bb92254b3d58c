# SPDX-License-Identifier: GPL-3.0-or-later
"""What is to be done before and after somebody leaves prison, each thing with its day.

Never what the person is accused of: there is no field for it, and the help of each field says so.
"""

from datetime import date
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

RELEASE = "release"
PAPER = "paper"


class ReentryStepDraft(Draft):
    """One thing to arrange, one date to keep, or one fact with its source."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    kind: Annotated[
        str, About(codes="reentry_kind", privacy=Privacy.SENSITIVE, restricted=True)
    ] = Field(title=N_("What it is"))
    paper: Annotated[
        str | None, About(codes="release_paper", privacy=Privacy.SENSITIVE, restricted=True)
    ] = Field(default=None, title=N_("Which paper"))
    due_on: Annotated[
        date | None,
        About(help=N_("It appears in My day."), privacy=Privacy.SENSITIVE, restricted=True),
    ] = Field(default=None, title=N_("Day"), index=True)
    words: Annotated[
        str | None,
        About(
            help=N_("Where, with whom, what to bring. Never what the person is accused of."),
            note=True,
            restricted=True,
            printed=False,
        ),
    ] = Field(default=None, title=N_("In a few words"), max_length=400)
    conditions: Annotated[
        str | None,
        About(
            help=N_("What the person must do or must not do, in plain words."),
            note=True,
            restricted=True,
            printed=False,
        ),
    ] = Field(default=None, title=N_("Conditions"), max_length=600)
    starts_on: Annotated[date | None, About(privacy=Privacy.SENSITIVE, restricted=True)] = Field(
        default=None, title=N_("From")
    )
    ends_on: Annotated[date | None, About(privacy=Privacy.SENSITIVE, restricted=True)] = Field(
        default=None, title=N_("Until")
    )
    first_time: Annotated[
        bool | None,
        About(
            help=N_(
                "Only for the day of release: somebody inside for the first time needs "
                "another kind of help."
            ),
            privacy=Privacy.SENSITIVE,
            restricted=True,
            printed=False,
        ),
    ] = Field(default=None, title=N_("First time in prison"))
    every_days: Annotated[
        int | None,
        About(
            help=N_("When one is done, the next is noted by itself."),
            unit=N_("days"),
            privacy=Privacy.INSENSITIVE,
        ),
    ] = Field(default=None, title=N_("Comes back every"), ge=1, le=366)
    source: Annotated[
        str | None, About(codes="source_type", privacy=Privacy.SENSITIVE, restricted=True)
    ] = Field(default=None, title=N_("Who told us"))
    certainty: Annotated[str | None, About(codes="certainty", privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("How certain it is")
    )
    told_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Told on")
    )
    done_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Done on")
    )

    def problems(self) -> dict[str, UserError]:
        """A paper says which; what was told or done lies in the past; an end follows its start."""
        found: dict[str, UserError] = {}
        today = clock.today()
        for name in ("told_on", "done_on"):
            day = getattr(self, name)
            if day and day > today:
                found[name] = UserError(N_("This date is in the future."))
        if self.kind == PAPER and not self.paper:
            found["paper"] = UserError(N_("Say which paper is missing."))
        if self.kind == RELEASE and not self.due_on:
            found["due_on"] = UserError(N_("Write the day, as near as it is known."))
        if self.ends_on and self.starts_on and self.ends_on < self.starts_on:
            found["ends_on"] = UserError(N_("The end lies before the beginning."))
        return found


class ReentryStep(ReentryStepDraft, Record, table=True):
    """One step of one participant."""

    __tablename__ = "reentry_step"
    letter: ClassVar[str] = "RE"
    draft: ClassVar[type[Draft]] = ReentryStepDraft
    scoped_by: ClassVar[str] = "participant"
