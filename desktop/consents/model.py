# SPDX-License-Identifier: GPL-3.0-or-later
"""Consent, one row for each purpose; refusing never costs a service.

Of who is under 18 a yes is a pair: the child's own and a guardian's. Where the guardian is the
danger, a supervisor stands in (`acts_model.StandIn`).
"""

from datetime import date
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

CONSENT = "consent"
WITHOUT_ASKING = frozenset({"vital_interest", "legal_duty"})
"""Bases that hold whatever was answered; a legitimate interest ends where the person objects."""


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

    guardian: Annotated[
        str | None,
        About(
            codes="guardian_answer",
            help=N_("Only of who is under 18: the yes of the child and of a guardian are a pair."),
            privacy=Privacy.INSENSITIVE,
        ),
    ] = Field(default=None, title=N_("Guardian"))
    basis: Annotated[
        str,
        About(
            codes="legal_basis",
            help=N_("What entitles us to this, where it is not the person's own yes."),
            privacy=Privacy.INSENSITIVE,
        ),
    ] = Field(default=CONSENT, title=N_("Legal basis"))
    basis_reason: Annotated[
        str | None, About(help=N_("Which duty or which danger. No names."), note=True)
    ] = Field(default=None, title=N_("Why without consent"), max_length=300)

    def problems(self) -> dict[str, UserError]:
        """An answer is not given in the future, nor ended before it began; a basis has a reason."""
        found: dict[str, UserError] = {}
        if self.basis != CONSENT and not self.basis_reason:
            found["basis_reason"] = UserError(N_("Say which duty or which danger it is."))
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
