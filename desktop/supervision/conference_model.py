# SPDX-License-Identifier: GPL-3.0-or-later
"""A case conference: several who know a case sit together and agree what comes next."""

from datetime import date
from typing import Annotated, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record


class ConferenceDraft(Draft):
    """When, who sat there by post, what was agreed, and when it is looked at again."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    held_on: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Held on")
    )
    posts: Annotated[list[str], About(codes="post", privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=list, title=N_("Who took part, by post"), sa_type=sa.JSON
    )
    person_there: Annotated[str | None, About(codes="yes_no", privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("The person was there or was asked before")
    )
    agreed: Annotated[
        str, About(help=N_("What was agreed and who does it. Without names."), note=True)
    ] = Field(title=N_("What was agreed"), max_length=1_000)
    next_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Look at it again on"), index=True
    )
    next_done_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Looked at again on")
    )

    def problems(self) -> dict[str, UserError]:
        """It was held by today, and is looked at again after that."""
        found: dict[str, UserError] = {}
        for name in ("held_on", "next_done_on"):
            day = getattr(self, name)
            if day and day > clock.today():
                found[name] = UserError(N_("This date is in the future."))
        for name in ("next_on", "next_done_on"):
            day = getattr(self, name)
            if day and day < self.held_on:
                found[name] = UserError(N_("This lies before the conference."))
        return found


class Conference(ConferenceDraft, Record, table=True):
    """One conference about one file."""

    letter: ClassVar[str] = "CC"
    draft: ClassVar[type[Draft]] = ConferenceDraft
    scoped_by: ClassVar[str] = "participant"
