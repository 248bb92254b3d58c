# SPDX-License-Identifier: GPL-3.0-or-later
"""What happened around us: operations, elections, pay days; marks on the charts, never incidents.

A fall or a rise beside one of these is not to be credited to anybody (domain.md T71, T75).
"""

from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core import dates
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

ONCE, MONTHLY, YEARLY = "once", "every_month", "every_year"


class ContextEventDraft(Draft):
    """Something public that may change how much happens, with its days and where it held."""

    kind: Annotated[str, About(codes="context_event", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Kind")
    )
    title: Annotated[
        str,
        About(
            help=N_("As the newspapers would say it. No names of people, no names of groups."),
            privacy=Privacy.INSENSITIVE,
        ),
    ] = Field(title=N_("What it was"), max_length=120)
    starts_on: Annotated[
        str,
        About(
            help=N_("The month or the year is enough when the day is not known."),
            privacy=Privacy.INSENSITIVE,
            partial=True,
        ),
    ] = Field(title=N_("From"), max_length=11)
    ends_on: Annotated[str | None, About(privacy=Privacy.INSENSITIVE, partial=True)] = Field(
        default=None, title=N_("Until"), max_length=11
    )
    again: Annotated[
        str,
        About(
            codes="event_again",
            help=N_("Pay days come every month: enter the first one, and choose so."),
            privacy=Privacy.INSENSITIVE,
        ),
    ] = Field(default=ONCE, title=N_("How often it comes"))
    place: Annotated[str | None, About(link="place", privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Where; empty for everywhere"), max_length=36, index=True
    )
    source: Annotated[str | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Source"), max_length=160
    )

    def problems(self) -> dict[str, UserError]:
        """It ends after it began; what comes again begins on a day."""
        start = dates.parse(self.starts_on)
        if self.ends_on and dates.parse(self.ends_on).last < start.first:
            return {"ends_on": UserError(N_("The end comes before the beginning."))}
        if self.again != ONCE and start.precision != "day":
            return {"starts_on": UserError(N_("What comes again needs the day it came first."))}
        return {}


class ContextEvent(ContextEventDraft, Record, table=True):
    """One event of the area."""

    __tablename__ = "context_event"
    stores: ClassVar[tuple[str, ...]] = ("cases",)
    letter: ClassVar[str] = "OE"
    draft: ClassVar[type[Draft]] = ContextEventDraft
