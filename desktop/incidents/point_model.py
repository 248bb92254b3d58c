# SPDX-License-Identifier: GPL-3.0-or-later
"""The point of an incident, kept only for a reason and no finer than was chosen."""

from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record


class IncidentPointDraft(Draft):
    """Longitude and latitude, made coarser before they are written, not when read."""

    incident: Annotated[str, About(link="incident", privacy=Privacy.SENSITIVE, hidden=True)] = (
        Field(title=N_("Incident"), max_length=36, index=True)
    )
    precision: Annotated[
        str,
        About(
            codes="location_precision",
            help=N_("The point is made so coarse before it is kept."),
            privacy=Privacy.INSENSITIVE,
        ),
    ] = Field(title=N_("How exactly it is kept"))
    reason: Annotated[
        str,
        About(help=N_("What the point is needed for. No names of people or groups.")),
    ] = Field(title=N_("Why a point is needed"), max_length=300)
    lon: Annotated[float, About(privacy=Privacy.SENSITIVE, hidden=True, printed=False)] = Field(
        title=N_("Longitude"), ge=-180, le=180
    )
    lat: Annotated[float, About(privacy=Privacy.SENSITIVE, hidden=True, printed=False)] = Field(
        title=N_("Latitude"), ge=-90, le=90
    )


class IncidentPoint(IncidentPointDraft, Record, table=True):
    """One point; an incident has one at most."""

    __tablename__ = "incident_point"
    letter: ClassVar[str] = "IP"
    draft: ClassVar[type[Draft]] = IncidentPointDraft
