# SPDX-License-Identifier: GPL-3.0-or-later
"""Official series: what others counted, shown beside ours and never counted as ours."""

from datetime import date
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core import clock, dates
from desktop.core.errors import UserError
from desktop.core.fields import About, Export, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record


class ContextIncidentDraft(Draft):
    """One row of an official series; ``count`` is how many incidents it stands for."""

    type: Annotated[
        str, About(codes="incident_type", privacy=Privacy.INSENSITIVE, export=Export.CODE)
    ] = Field(title=N_("What happened"), index=True)
    occurred_on: Annotated[
        str, About(privacy=Privacy.INSENSITIVE, export=Export.PERIOD, partial=True)
    ] = Field(title=N_("When"), max_length=11, index=True)
    region: Annotated[str | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("State or department"), max_length=120
    )
    municipality_code: Annotated[str | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Official code of the municipality"), max_length=20, index=True
    )
    municipality: Annotated[str | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Municipality"), max_length=120
    )
    place: Annotated[str | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Neighbourhood or district"), max_length=120
    )
    sector: Annotated[str | None, About(link="sector", privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Sector"), max_length=36, index=True
    )
    sex: Annotated[str | None, About(codes="sex_registered", privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Sex")
    )
    count: Annotated[int, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=1, title=N_("Number of incidents"), ge=0, le=10_000_000
    )
    source: Annotated[str, About(privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Source"), max_length=160
    )
    as_of: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Date of the source")
    )

    def problems(self) -> dict[str, UserError]:
        """A series tells of the past."""
        if dates.parse(self.occurred_on).first > clock.today():
            return {"occurred_on": UserError(N_("This date is in the future."))}
        return {}


class ContextIncident(ContextIncidentDraft, Record, table=True):
    """One row of an official series."""

    __tablename__ = "context_incident"
    stores: ClassVar[tuple[str, ...]] = ("cases",)
    letter: ClassVar[str] = "O"
    draft: ClassVar[type[Draft]] = ContextIncidentDraft
