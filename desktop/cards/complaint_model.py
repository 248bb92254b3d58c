# SPDX-License-Identifier: GPL-3.0-or-later
"""The tally of complaints: when, of what type, closed when. What was said stays outside."""

from datetime import date
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

CLOSE_WITHIN_DAYS = 30
"""A complaint is answered within this time (domain.md I48)."""


class ComplaintDraft(Draft):
    """One complaint, without a word of what it says or of who made it."""

    received_on: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Received on"), index=True
    )
    type: Annotated[
        str, About(codes="complaint_type", privacy=Privacy.SENSITIVE, disclosure="sensitive")
    ] = Field(title=N_("Type"))
    channel: Annotated[
        str | None, About(codes="complaint_channel", privacy=Privacy.INSENSITIVE)
    ] = Field(default=None, title=N_("How it came"))
    closed_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Answered and closed on")
    )

    def problems(self) -> dict[str, UserError]:
        """It is closed after it came, and both days have come."""
        found: dict[str, UserError] = {}
        for name in ("received_on", "closed_on"):
            day = getattr(self, name)
            if day and day > clock.today():
                found[name] = UserError(N_("This date is in the future."))
        if self.closed_on and self.closed_on < self.received_on:
            found["closed_on"] = UserError(N_("The end lies before the beginning."))
        return found


class Complaint(ComplaintDraft, Record, table=True):
    """One complaint in the tally."""

    right: ClassVar[str] = "complaints"
    letter: ClassVar[str] = "QJ"
    draft: ClassVar[type[Draft]] = ComplaintDraft
