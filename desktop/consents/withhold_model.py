# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person wants kept from somebody, although they agreed to the rest."""

from datetime import date
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

SERVICE = "service"


class KeptFromDraft(Draft):
    """What is kept from whom and why (capabilities.md, row 17)."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    whom: Annotated[str, About(codes="kept_from", privacy=Privacy.SENSITIVE, printed=False)] = (
        Field(title=N_("From whom"))
    )
    provider: Annotated[
        str | None,
        About(
            help=N_("Left empty: from every service."),
            link="provider",
            privacy=Privacy.IDENTIFIER,
            printed=False,
        ),
    ] = Field(default=None, title=N_("Which service"), max_length=36)
    what: Annotated[str, About(codes="kept_what", privacy=Privacy.SENSITIVE, printed=False)] = (
        Field(default="everything", title=N_("What is kept from them"))
    )
    reason: Annotated[str, About(codes="kept_reason", privacy=Privacy.SENSITIVE, printed=False)] = (
        Field(title=N_("Reason"))
    )
    asked_on: Annotated[date, About(privacy=Privacy.INSENSITIVE, printed=False)] = Field(
        default_factory=clock.today, title=N_("Since")
    )
    ended_on: Annotated[
        date | None,
        About(help=N_("When the person takes it back."), privacy=Privacy.INSENSITIVE),
    ] = Field(default=None, title=N_("Until"))

    def problems(self) -> dict[str, UserError]:
        """It was asked for already, ends after that, and only a service has a name."""
        found: dict[str, UserError] = {}
        if self.asked_on > clock.today():
            found["asked_on"] = UserError(N_("This date is in the future."))
        if self.ended_on and self.ended_on < self.asked_on:
            found["ended_on"] = UserError(N_("The end lies before the beginning."))
        if self.provider and self.whom != SERVICE:
            found["provider"] = UserError(N_("Only where it is kept from a service."))
        return found


class KeptFrom(KeptFromDraft, Record, table=True):
    """One thing kept from somebody."""

    __tablename__ = "kept_from"
    letter: ClassVar[str] = "KF"
    draft: ClassVar[type[Draft]] = KeptFromDraft
    scoped_by: ClassVar[str] = "participant"
