# SPDX-License-Identifier: GPL-3.0-or-later
"""One dated step of one participant, from a timeline (a file with day offsets) or typed alone."""

from datetime import date
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record


class StepDraft(Draft):
    """What is to be done by when; what comes from a timeline keeps its name there."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    timeline: Annotated[str, About(hidden=True, privacy=Privacy.INSENSITIVE)] = Field(
        default="", title=N_("Timeline"), max_length=40
    )
    step: Annotated[str, About(hidden=True, privacy=Privacy.INSENSITIVE)] = Field(
        default="", title=N_("Step of the timeline"), max_length=40
    )
    words: Annotated[
        str, About(help=N_("It stands on My day: write no name in it."), note=False)
    ] = Field(default="", title=N_("What is to be done"), max_length=120)
    due_on: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("By when"), index=True
    )
    done_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Done on")
    )

    def problems(self) -> dict[str, UserError]:
        """A step says what it is, and is done on a day that has come."""
        found: dict[str, UserError] = {}
        if not self.step and not self.words.strip():
            found["words"] = UserError(N_("Write what is to be done."))
        if self.done_on and self.done_on > clock.today():
            found["done_on"] = UserError(N_("This date is in the future."))
        return found


class Step(StepDraft, Record, table=True):
    """One dated step."""

    letter: ClassVar[str] = "TS"
    draft: ClassVar[type[Draft]] = StepDraft
    scoped_by: ClassVar[str] = "participant"
