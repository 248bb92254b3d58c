# SPDX-License-Identifier: GPL-3.0-or-later
"""Programmes: the lines under which participants are enrolled."""

from typing import Annotated, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record


class ProgrammeDraft(Draft):
    """A programme as people see it: a neutral letter and a name the workspace chooses."""

    sign: Annotated[
        str,
        About(
            help=N_("A neutral letter or short word. It stands beside the code on every screen."),
            privacy=Privacy.INSENSITIVE,
        ),
    ] = Field(title=N_("Letter"), max_length=12)
    title: Annotated[str, About(privacy=Privacy.INSENSITIVE, searchable=True)] = Field(
        title=N_("Name of the programme"), max_length=80
    )
    capacity: Annotated[int | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Places in the programme"), ge=1, le=100_000
    )
    grants: Annotated[list[str], About(link="grant", privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=list, title=N_("Paid by the grants"), sa_type=sa.JSON
    )
    ended: Annotated[bool | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("The programme has ended")
    )


class Programme(ProgrammeDraft, Record, table=True):
    """A programme of the organisation."""

    kept_by: ClassVar[str] = "settings"
    letter: ClassVar[str] = "G"
    pointed_to: ClassVar[bool] = True
    draft: ClassVar[type[Draft]] = ProgrammeDraft
