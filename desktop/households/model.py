# SPDX-License-Identifier: GPL-3.0-or-later
"""A household and its members: names are optional, and nobody's involvement is written here.

The situation, the risks and the legal status of a relative have no field on purpose: what one
person is mixed up in is never linked to another in the home.
"""

from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core import clock, dates
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

OLDEST = 110


class HouseholdDraft(Draft):
    """Counts that need nobody's name; the members may be written one by one beside them."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    role: Annotated[str | None, About(codes="dependants_role", privacy=Privacy.QUASI)] = Field(
        default=None, title=N_("Place of the participant in the home")
    )
    size: Annotated[
        int | None,
        About(
            help=N_("The participant included. A count takes nobody off the list of members."),
            privacy=Privacy.QUASI,
        ),
    ] = Field(default=None, title=N_("People in the home"), ge=1, le=40)
    under_18: Annotated[int | None, About(privacy=Privacy.QUASI)] = Field(
        default=None, title=N_("Under 18 among them"), ge=0, le=30
    )
    parent_detained: Annotated[
        int | None,
        About(help=N_("They may need support of their own."), privacy=Privacy.SENSITIVE),
    ] = Field(default=None, title=N_("Children with a parent in prison"), ge=0, le=30)
    detained: Annotated[
        int | None,
        About(
            help=N_("Food, visits and fees in prison weigh on the home."),
            privacy=Privacy.SENSITIVE,
        ),
    ] = Field(default=None, title=N_("Relatives in prison supported from here"), ge=0, le=30)
    note: Annotated[
        str | None,
        About(
            help=N_("About the home. Never who in it is mixed up in what."),
            note=True,
            printed=False,
        ),
    ] = Field(default=None, title=N_("Note"), max_length=600)

    def problems(self) -> dict[str, UserError]:
        """No part of the home is larger than the home."""
        found: dict[str, UserError] = {}
        if self.size is None:
            return found
        for name in ("under_18", "parent_detained"):
            part = getattr(self, name)
            if part is not None and part > self.size:
                found[name] = UserError(N_("This is more than the people in the home."))
        return found


class Household(HouseholdDraft, Record, table=True):
    """The household of a participant, as its file knows it."""

    letter: ClassVar[str] = "HH"
    draft: ClassVar[type[Draft]] = HouseholdDraft
    scoped_by: ClassVar[str] = "participant"


class HouseholdMemberDraft(Draft):
    """Somebody of the home; the relation is enough."""

    household: Annotated[str, About(link="household", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Household"), max_length=36, index=True
    )
    relation: Annotated[str, About(codes="kinship", privacy=Privacy.QUASI)] = Field(
        title=N_("What this person is to the participant")
    )
    sex: Annotated[str | None, About(codes="sex_registered", privacy=Privacy.QUASI)] = Field(
        default=None, title=N_("Sex")
    )
    born: Annotated[
        str | None,
        About(
            help=N_("The year is enough. Tick about when it is estimated."),
            privacy=Privacy.QUASI,
            partial=True,
        ),
    ] = Field(default=None, title=N_("Born"), max_length=11)
    lives_here: Annotated[bool | None, About(privacy=Privacy.QUASI)] = Field(
        default=True, title=N_("Lives in this home")
    )
    elsewhere: Annotated[
        str | None,
        About(
            help=N_("Only for somebody who lives elsewhere."), link="sector", privacy=Privacy.QUASI
        ),
    ] = Field(default=None, title=N_("Sector where this person lives"), max_length=36)
    depends: Annotated[bool | None, About(privacy=Privacy.QUASI)] = Field(
        default=None, title=N_("Depends on this home")
    )
    cares: Annotated[bool | None, About(privacy=Privacy.QUASI)] = Field(
        default=None, title=N_("Cares for the children")
    )
    detained: Annotated[bool | None, About(privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("In prison, supported from this home")
    )
    parent_detained: Annotated[bool | None, About(privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("Has a parent in prison")
    )
    person: Annotated[
        str | None,
        About(
            help=N_("Only if this person takes part too. Nothing else of that file shows here."),
            link="participant",
            privacy=Privacy.IDENTIFIER,
        ),
    ] = Field(default=None, title=N_("Own file"), max_length=36, index=True)
    called: Annotated[
        str | None,
        About(
            help=N_("Only if somebody must know it. The list works without any name."),
            privacy=Privacy.IDENTIFIER,
        ),
    ] = Field(default=None, title=N_("Called"), max_length=60)

    def problems(self) -> dict[str, UserError]:
        """A birth lies in the past; who is in prison does not live in the home."""
        found: dict[str, UserError] = {}
        if self.born:
            born, today = dates.parse(self.born), clock.today()
            if born.first > today or today.year - born.first.year > OLDEST:
                found["born"] = UserError(N_("Check the year of birth."))
        if self.detained and self.lives_here:
            found["lives_here"] = UserError(
                N_("Who is in prison does not live in the home. Change one of the two answers.")
            )
        return found


class HouseholdMember(HouseholdMemberDraft, Record, table=True):
    """One member of one household."""

    __tablename__ = "household_member"
    letter: ClassVar[str] = "HM"
    draft: ClassVar[type[Draft]] = HouseholdMemberDraft
    scoped_by: ClassVar[str] = "household"
