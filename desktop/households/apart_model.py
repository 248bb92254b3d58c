# SPDX-License-Identifier: GPL-3.0-or-later
"""Two participants who must not meet: said once, heard on both files, in neutral words."""

from datetime import date
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record


class ApartDraft(Draft):
    """Who is kept apart from whom and since when; what lies behind it is not asked."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    other: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Must not meet"), max_length=36, index=True
    )
    ground: Annotated[str | None, About(codes="apart_ground", privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("Ground")
    )
    since: Annotated[date | None, About(past=True, privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Since")
    )
    until: Annotated[
        date | None,
        About(help=N_("Empty while it holds."), privacy=Privacy.INSENSITIVE),
    ] = Field(default=None, title=N_("Until"))

    def problems(self) -> dict[str, UserError]:
        """Nobody is kept apart from oneself; an end follows its beginning."""
        found: dict[str, UserError] = {}
        if self.other == self.participant:
            found["other"] = UserError(N_("Choose another person: this is the same file."))
        if self.until and self.since and self.until < self.since:
            found["until"] = UserError(N_("The end lies before the beginning."))
        return found


class Apart(ApartDraft, Record, table=True):
    """One pair that must not meet; it stands on the file it was written on and acts on both."""

    letter: ClassVar[str] = "PX"
    draft: ClassVar[type[Draft]] = ApartDraft
    scoped_by: ClassVar[str] = "participant"
