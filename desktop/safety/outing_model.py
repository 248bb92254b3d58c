# SPDX-License-Identifier: GPL-3.0-or-later
"""The field board: who is out, since when, back by when, in which sector."""

from datetime import datetime
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Moment, Record


class OutingDraft(Draft):
    """A login word, a sector and a time: never whom somebody goes to see."""

    staff: Annotated[str, About(privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Who is out"), max_length=40
    )
    sector: Annotated[str | None, About(link="sector", privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Sector"), max_length=36
    )
    left_at: Annotated[datetime, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.now, title=N_("Out since"), sa_type=Moment
    )
    back_by: Annotated[datetime, About(privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Back by"), sa_type=Moment
    )
    back_at: Annotated[datetime | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Back at"), sa_type=Moment
    )

    def problems(self) -> dict[str, UserError]:
        """Whoever goes out comes back later than that."""
        if self.back_by <= self.left_at:
            return {"back_by": UserError(N_("The hour to be back lies before leaving."))}
        return {}


class Outing(OutingDraft, Record, table=True):
    """One time somebody of the team is out in the field."""

    letter: ClassVar[str] = "FO"
    draft: ClassVar[type[Draft]] = OutingDraft
