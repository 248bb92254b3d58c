# SPDX-License-Identifier: GPL-3.0-or-later
"""Community activities: what, when, where, and how many people, never who."""

from datetime import date
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

MEDIATION = "mediation"
OF_MEDIATION = ("dispute", "lethal", "result")
HEADS = ("women_under_18", "men_under_18", "women_18_28", "men_18_28", "women_29", "men_29")


class ActivityDraft(Draft):
    """One activity with its head-count by sex and age."""

    type: Annotated[
        str, About(codes="activity_type", privacy=Privacy.INSENSITIVE, disclosure="output")
    ] = Field(title=N_("Type of activity"))
    held_on: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Date"), index=True
    )
    title: Annotated[str, About(searchable=True)] = Field(title=N_("What it was"), max_length=120)
    sector: Annotated[str | None, About(link="sector", privacy=Privacy.QUASI)] = Field(
        default=None, title=N_("Sector"), max_length=36
    )
    programme: Annotated[str | None, About(link="programme", privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Programme line"), max_length=36
    )
    series: Annotated[str | None, About(link="series", privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Group or course"), max_length=36, index=True
    )
    dispute: Annotated[
        str | None, About(codes="dispute_type", privacy=Privacy.INSENSITIVE, disclosure="output")
    ] = Field(default=None, title=N_("What the dispute was about"))
    lethal: Annotated[
        str | None,
        About(
            codes="yes_no",
            help=N_("Would somebody have been badly hurt or killed without it?"),
            privacy=Privacy.INSENSITIVE,
        ),
    ] = Field(default=None, title=N_("Danger to life"))
    result: Annotated[str | None, About(codes="mediation_result", privacy=Privacy.INSENSITIVE)] = (
        Field(default=None, title=N_("Result"))
    )
    next_on: Annotated[
        date | None,
        About(
            help=N_("To look again at what was settled, or for the next meeting."),
            privacy=Privacy.INSENSITIVE,
        ),
    ] = Field(default=None, title=N_("Next step on"), index=True)
    next_done_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Next step done on")
    )
    women_under_18: Annotated[int, About(privacy=Privacy.INSENSITIVE, disclosure="output")] = Field(
        default=0, title=N_("Girls under 18"), ge=0, le=10_000
    )
    men_under_18: Annotated[int, About(privacy=Privacy.INSENSITIVE, disclosure="output")] = Field(
        default=0, title=N_("Boys under 18"), ge=0, le=10_000
    )
    women_18_28: Annotated[int, About(privacy=Privacy.INSENSITIVE, disclosure="output")] = Field(
        default=0, title=N_("Women 18 to 28"), ge=0, le=10_000
    )
    men_18_28: Annotated[int, About(privacy=Privacy.INSENSITIVE, disclosure="output")] = Field(
        default=0, title=N_("Men 18 to 28"), ge=0, le=10_000
    )
    women_29: Annotated[int, About(privacy=Privacy.INSENSITIVE, disclosure="output")] = Field(
        default=0, title=N_("Women 29 and over"), ge=0, le=10_000
    )
    men_29: Annotated[int, About(privacy=Privacy.INSENSITIVE, disclosure="output")] = Field(
        default=0, title=N_("Men 29 and over"), ge=0, le=10_000
    )
    grant: Annotated[
        str | None,
        About(
            link="grant",
            help=N_("Only where another grant pays than the programme's."),
            privacy=Privacy.INSENSITIVE,
        ),
    ] = Field(default=None, title=N_("Paid by the grant"), max_length=36)
    accepted: Annotated[
        str | None,
        About(
            help=N_("Only where the way there crosses an active border for somebody of the list."),
            note=True,
        ),
    ] = Field(default=None, title=N_("Decision about the border"), max_length=200)
    hours: Annotated[float | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Hours"), ge=0, le=100
    )
    note: Annotated[str | None, About(note=True)] = Field(
        default=None, title=N_("Note"), max_length=2_000
    )

    def problems(self) -> dict[str, UserError]:
        """An activity has happened; a dispute is a mediation's; what comes next comes after."""
        found: dict[str, UserError] = {}
        for name in ("held_on", "next_done_on"):
            day = getattr(self, name)
            if day and day > clock.today():
                found[name] = UserError(N_("This date is in the future."))
        if self.next_on and self.next_on < self.held_on:
            found["next_on"] = UserError(N_("The next step lies before the activity."))
        if self.next_done_on and self.next_done_on < self.held_on:
            found["next_done_on"] = UserError(N_("The next step lies before the activity."))
        if self.type != MEDIATION:
            only = UserError(N_("Only a mediation has this. Empty it, or change the type."))
            found |= {name: only for name in OF_MEDIATION if getattr(self, name)}
        return found


class Activity(ActivityDraft, Record, table=True):
    """One community activity."""

    letter: ClassVar[str] = "A"
    draft: ClassVar[type[Draft]] = ActivityDraft
