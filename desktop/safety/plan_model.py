# SPDX-License-Identifier: GPL-3.0-or-later
"""A safety plan: people, places, signals and ways, and the borders the person has to cross."""

from datetime import date
from typing import Annotated, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record


class PlanDraft(Draft):
    """Made with the person, in the person's own words; opened when there is no time to ask."""

    people: Annotated[
        str | None,
        About(
            help=N_("Who can be called at any hour, and how. A first name or a nickname will do."),
            note=True,
            printed=False,
        ),
    ] = Field(default=None, title=N_("Safe people"), max_length=1_000)
    places: Annotated[
        str | None,
        About(
            help=N_("Where the person can go at once, without asking."), note=True, printed=False
        ),
    ] = Field(default=None, title=N_("Safe places"), max_length=1_000)
    signals: Annotated[
        str | None,
        About(
            help=N_("What the person says or sends when there is danger, and when it is over."),
            note=True,
            printed=False,
        ),
    ] = Field(default=None, title=N_("Signals"), max_length=600)
    routes: Annotated[
        str | None,
        About(
            help=N_("Which way out, at which hours, and which to avoid."), note=True, printed=False
        ),
    ] = Field(default=None, title=N_("Ways"), max_length=1_000)
    taken_along: Annotated[
        str | None, About(help=N_("Papers, medicine, keys ..."), note=True, printed=False)
    ] = Field(default=None, title=N_("What to take along"), max_length=600)
    reviewed_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Talked through on")
    )

    def problems(self) -> dict[str, UserError]:
        """A plan was talked through today at the latest."""
        if self.reviewed_on and self.reviewed_on > clock.today():
            return {"reviewed_on": UserError(N_("This date is in the future."))}
        return {}


class SafetyPlanDraft(PlanDraft):
    """The plan of a participant, with the borders the person has to cross."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    borders: Annotated[list[str], About(link="border", privacy=Privacy.SENSITIVE)] = Field(
        default_factory=list, title=N_("Borders the person has to cross"), sa_type=sa.JSON
    )


class SafetyPlan(SafetyPlanDraft, Record, table=True):
    """The safety plan of a participant: one, whose earlier words are in its history."""

    __tablename__ = "safety_plan"
    letter: ClassVar[str] = "SF"
    draft: ClassVar[type[Draft]] = SafetyPlanDraft
    scoped_by: ClassVar[str] = "participant"


class StaffPlanDraft(PlanDraft):
    """The plan of somebody of the team, who wrote it and whom a login word names."""

    staff: Annotated[str, About(privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Who of the team"), max_length=40, index=True
    )


class StaffPlan(StaffPlanDraft, Record, table=True):
    """The safety plan of somebody of the team; the others read it while an alert goes on."""

    __tablename__ = "staff_plan"
    letter: ClassVar[str] = "SG"
    draft: ClassVar[type[Draft]] = StaffPlanDraft
