# SPDX-License-Identifier: GPL-3.0-or-later
"""The programmes of a participant over time; several may run at once."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Export, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record


class State(StrEnum):
    """The states of an enrolment that the program branches on."""

    WAITING = "waiting"
    ACTIVE = "active"
    ENDED = "ended"
    NOT_ENTERED = "not_entered"


class EnrolmentDraft(Draft):
    """One time of one participant in one programme, or on its waiting list."""

    participant: Annotated[
        str, About(link="participant", privacy=Privacy.IDENTIFIER, export=Export.PSEUDONYM)
    ] = Field(title=N_("Participant"), max_length=36, index=True)
    line: Annotated[str, About(link="programme", privacy=Privacy.QUASI, export=Export.CODE)] = (
        Field(title=N_("Programme"), max_length=36, index=True)
    )
    state: Annotated[
        str,
        About(
            codes="enrolment_state", privacy=Privacy.INSENSITIVE, export=Export.CODE, hidden=True
        ),
    ] = Field(default=State.ACTIVE.value, title=N_("State"))
    asked_on: Annotated[
        date,
        About(
            help=N_("The place on the waiting list follows this day."),
            privacy=Privacy.INSENSITIVE,
        ),
    ] = Field(default_factory=clock.today, title=N_("Asked to enter on"))
    entry_reason: Annotated[
        str | None, About(codes="entry_reason", privacy=Privacy.INSENSITIVE, export=Export.CODE)
    ] = Field(default=None, title=N_("Why the person enters"))
    entered_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE, export=Export.PERIOD)] = (
        Field(default=None, title=N_("Entered on"))
    )
    left_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Left on")
    )
    exit_reason: Annotated[
        str | None, About(codes="case_closure_reason", privacy=Privacy.SENSITIVE)
    ] = Field(default=None, title=N_("Why the person left"))
    out_of_turn: Annotated[
        str | None,
        About(
            help=N_("Why somebody went before those who waited longer. The report counts it."),
            note=True,
            hidden=True,
        ),
    ] = Field(default=None, title=N_("Entered before others"), max_length=300)

    def problems(self) -> dict[str, UserError]:
        """Days come in their order; who left says why."""
        found: dict[str, UserError] = {}
        today = clock.today()
        for name in ("asked_on", "entered_on", "left_on"):
            day = getattr(self, name)
            if day and day > today:
                found[name] = UserError(N_("This date is in the future."))
        begun = self.entered_on or self.asked_on
        if self.left_on and self.left_on < begun:
            found["left_on"] = UserError(N_("The end lies before the beginning."))
        if self.left_on and not self.exit_reason:
            found["exit_reason"] = UserError(N_("Say why the person left."))
        if self.exit_reason and not self.left_on:
            found["left_on"] = UserError(N_("Say on which day the person left."))
        return found


class Enrolment(EnrolmentDraft, Record, table=True):
    """One enrolment of one participant."""

    letter: ClassVar[str] = "EN"
    draft: ClassVar[type[Draft]] = EnrolmentDraft
    scoped_by: ClassVar[str] = "participant"
