# SPDX-License-Identifier: GPL-3.0-or-later
"""Consent, one row for each purpose; refusing never costs a service."""

from datetime import date
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record


class ConsentDraft(Draft):
    """What a person agreed to, or not, how and when."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    purpose: Annotated[str, About(codes="consent_purpose", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Purpose")
    )
    state: Annotated[str, About(codes="consent_status", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Answer")
    )
    form: Annotated[str | None, About(codes="consent_form", privacy=Privacy.INSENSITIVE)] = Field(
        default="verbal_witnessed", title=N_("How it was given")
    )
    given_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Date")
    )
    until: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Ask again on")
    )
    witness: Annotated[
        str | None, About(help=N_("A code, never a name."), privacy=Privacy.IDENTIFIER)
    ] = Field(default=None, title=N_("Witness"), max_length=20)

    def problems(self) -> dict[str, UserError]:
        """An answer is not given in the future and does not end before it began."""
        found: dict[str, UserError] = {}
        if self.given_on and self.given_on > clock.today():
            found["given_on"] = UserError(N_("This date is in the future."))
        if self.until and self.given_on and self.until < self.given_on:
            found["until"] = UserError(N_("The end lies before the beginning."))
        return found


class Consent(ConsentDraft, Record, table=True):
    """One answer of one participant to one purpose."""

    letter: ClassVar[str] = "K"
    draft: ClassVar[type[Draft]] = ConsentDraft
    scoped_by: ClassVar[str] = "participant"
