# SPDX-License-Identifier: GPL-3.0-or-later
"""Who was hurt in an incident, line by line: a person, a family, a group or a community."""

from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

UNDER_18 = frozenset({"0-11", "12-13", "14-17"})


class VictimDraft(Draft):
    """One line; names have no place here, a participant stands as a link."""

    incident: Annotated[str, About(link="incident", privacy=Privacy.SENSITIVE, hidden=True)] = (
        Field(title=N_("Incident"), max_length=36, index=True)
    )
    unit: Annotated[str, About(codes="victim_unit", privacy=Privacy.SENSITIVE)] = Field(
        default="person", title=N_("Who was hurt")
    )
    number: Annotated[
        int, About(help=N_("Of a family or a group: how many people."), privacy=Privacy.SENSITIVE)
    ] = Field(default=1, title=N_("How many people"), ge=1, le=10_000)
    participant: Annotated[str | None, About(link="participant", privacy=Privacy.IDENTIFIER)] = (
        Field(default=None, title=N_("Participant"), max_length=36, index=True)
    )
    profile: Annotated[str | None, About(codes="victim_profile", privacy=Privacy.SENSITIVE)] = (
        Field(default=None, title=N_("Profile"))
    )
    sex: Annotated[str | None, About(codes="sex_registered", privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("Sex")
    )
    age_band: Annotated[str | None, About(codes="age_band", privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("Age")
    )
    harm: Annotated[str | None, About(codes="victim_harm", privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("What happened to them")
    )

    def problems(self) -> dict[str, UserError]:
        """One participant is one person."""
        if self.participant and (self.unit != "person" or self.number != 1):
            return {"number": UserError(N_("A participant is one person."))}
        return {}


class Victim(VictimDraft, Record, table=True):
    """One line of the people hurt."""

    __tablename__ = "incident_victim"
    stores: ClassVar[tuple[str, ...]] = ("cases", "protected")
    letter: ClassVar[str] = "IV"
    draft: ClassVar[type[Draft]] = VictimDraft
