# SPDX-License-Identifier: GPL-3.0-or-later
"""A provider and whom it can safely serve; a referral with its states; a service given."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Export, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record


class ReferralStatus(StrEnum):
    """The states of V22 that the program branches on."""

    DRAFT = "draft"
    CONSENTED = "consented"
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    IN_SERVICE = "in_service"
    COMPLETED = "completed"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


_S = ReferralStatus
NEXT: dict[str, tuple[str, ...]] = {
    _S.DRAFT: (_S.SENT, _S.CONSENTED, _S.CANCELLED),
    _S.CONSENTED: (_S.SENT, _S.CANCELLED),
    _S.SENT: (_S.ACCEPTED, _S.IN_SERVICE, _S.COMPLETED, _S.DECLINED, _S.NO_SHOW, _S.CANCELLED),
    _S.ACCEPTED: (_S.IN_SERVICE, _S.COMPLETED, _S.NO_SHOW, _S.CANCELLED),
    _S.IN_SERVICE: (_S.COMPLETED, _S.NO_SHOW, _S.CANCELLED),
    _S.NO_SHOW: (_S.SENT, _S.CANCELLED),
    _S.DECLINED: (),
    _S.COMPLETED: (),
    _S.CANCELLED: (),
}
"""What may follow each state; who did not attend may be sent again."""
OUTSIDE = frozenset({_S.SENT.value, _S.ACCEPTED.value, _S.IN_SERVICE.value})
"""States in which the other service has it and we wait for word."""


class ProviderDraft(Draft):
    """A service somebody may be sent to."""

    title: Annotated[str, About(privacy=Privacy.IDENTIFIER, searchable=True)] = Field(
        title=N_("Name of the service"), max_length=100
    )
    kind: Annotated[str | None, About(codes="provider_kind", privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Kind of organisation")
    )
    offers: Annotated[list[str], About(codes="service", privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=list, title=N_("What it offers"), sa_type=sa.JSON
    )
    sector: Annotated[str | None, About(link="sector", privacy=Privacy.QUASI)] = Field(
        default=None, title=N_("Sector where it is"), max_length=36
    )
    reached_from: Annotated[
        list[str],
        About(
            help=N_("Choose those of which you know it. No warning is shown for them."),
            link="sector",
            privacy=Privacy.QUASI,
        ),
    ] = Field(
        default_factory=list,
        title=N_("Sectors whose people can reach it safely"),
        sa_type=sa.JSON,
    )
    whom: Annotated[str | None, About(help=N_("Ages, papers asked for, cost."), note=True)] = Field(
        default=None, title=N_("Whom it takes"), max_length=500
    )
    reach: Annotated[
        str | None, About(help=N_("Telephone of the service, hours, whom to ask for."), note=True)
    ] = Field(default=None, title=N_("How to reach it"), max_length=300)
    waiting_days: Annotated[int | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Usual waiting time in days"), ge=0, le=1_000
    )
    reliability: Annotated[
        str | None, About(codes="provider_reliability", privacy=Privacy.INSENSITIVE)
    ] = Field(default=None, title=N_("How it treats people"))
    checked_on: Annotated[date | None, About(past=True, privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Last checked on")
    )
    until: Annotated[
        date | None,
        About(help=N_("From then on it is offered no more."), privacy=Privacy.INSENSITIVE),
    ] = Field(default=None, title=N_("No longer used since"))


class Provider(ProviderDraft, Record, table=True):
    """One service of the directory."""

    letter: ClassVar[str] = "PV"
    pointed_to: ClassVar[bool] = True
    draft: ClassVar[type[Draft]] = ProviderDraft


class ReferralDraft(Draft):
    """Who is sent where for what, and what came of it."""

    participant: Annotated[
        str, About(link="participant", privacy=Privacy.IDENTIFIER, export=Export.PSEUDONYM)
    ] = Field(title=N_("Participant"), max_length=36, index=True)
    service: Annotated[
        str, About(codes="service", privacy=Privacy.SENSITIVE, export=Export.CODE)
    ] = Field(title=N_("Service asked for"))
    provider: Annotated[str | None, About(link="provider", privacy=Privacy.QUASI)] = Field(
        default=None, title=N_("To whom"), max_length=36, index=True
    )
    urgency: Annotated[
        str | None, About(codes="referral_urgency", privacy=Privacy.INSENSITIVE, export=Export.CODE)
    ] = Field(default=None, title=N_("How soon"))
    share: Annotated[
        str | None,
        About(
            help=N_("Only what the service needs. Nothing about the past, no names, no places."),
            note=True,
        ),
    ] = Field(default=None, title=N_("What is told"), max_length=500)
    appointment_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Appointment")
    )
    follow_on: Annotated[
        date | None,
        About(help=N_("Left empty: two weeks after it is sent."), privacy=Privacy.INSENSITIVE),
    ] = Field(default=None, title=N_("Ask what came of it on"))
    made_on: Annotated[date, About(privacy=Privacy.INSENSITIVE, export=Export.PERIOD)] = Field(
        default_factory=clock.today, title=N_("Made on")
    )
    status: Annotated[
        str,
        About(
            codes="referral_status", privacy=Privacy.INSENSITIVE, export=Export.CODE, hidden=True
        ),
    ] = Field(default=_S.DRAFT.value, title=N_("State"))
    sent_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        default=None, title=N_("Sent on")
    )
    done_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        default=None, title=N_("Ended on")
    )
    crossing: Annotated[
        str | None,
        About(codes="crossing_decision", privacy=Privacy.SENSITIVE, hidden=True, printed=False),
    ] = Field(default=None, title=N_("How the border is dealt with"))
    feedback: Annotated[
        str | None,
        About(codes="referral_feedback", privacy=Privacy.INSENSITIVE, export=Export.CODE),
    ] = Field(default=None, title=N_("Did it help, in the person's own view?"))
    result: Annotated[str | None, About(note=True)] = Field(
        default=None, title=N_("What came of it"), max_length=500
    )

    def problems(self) -> dict[str, UserError]:
        """It was made by today, and is followed up after that."""
        found: dict[str, UserError] = {}
        if self.made_on > clock.today():
            found["made_on"] = UserError(N_("This date is in the future."))
        for name in ("appointment_on", "follow_on"):
            day = getattr(self, name)
            if day and day < self.made_on:
                found[name] = UserError(N_("This date lies before the referral was made."))
        return found


class Referral(ReferralDraft, Record, table=True):
    """One referral of one participant."""

    letter: ClassVar[str] = "RF"
    draft: ClassVar[type[Draft]] = ReferralDraft
    scoped_by: ClassVar[str] = "participant"


class ServiceGivenDraft(Draft):
    """Something a participant was given, by us or by a provider."""

    participant: Annotated[
        str, About(link="participant", privacy=Privacy.IDENTIFIER, export=Export.PSEUDONYM)
    ] = Field(title=N_("Participant"), max_length=36, index=True)
    service: Annotated[
        str, About(codes="service", privacy=Privacy.SENSITIVE, export=Export.CODE)
    ] = Field(title=N_("Service"))
    given_on: Annotated[date, About(privacy=Privacy.INSENSITIVE, export=Export.PERIOD)] = Field(
        default_factory=clock.today, title=N_("Date"), index=True
    )
    quantity: Annotated[int, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=1, title=N_("Sessions or items"), ge=1, le=1_000
    )
    provider: Annotated[
        str | None,
        About(help=N_("Empty when we gave it ourselves."), link="provider", privacy=Privacy.QUASI),
    ] = Field(default=None, title=N_("Given by"), max_length=36)
    grant: Annotated[str | None, About(link="grant", privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Paid by the grant"), max_length=36
    )
    referral: Annotated[
        str | None, About(link="referral", privacy=Privacy.INSENSITIVE, hidden=True)
    ] = Field(default=None, title=N_("Referral"), max_length=36)
    note: Annotated[str | None, About(note=True)] = Field(
        default=None, title=N_("Note"), max_length=500
    )

    def problems(self) -> dict[str, UserError]:
        """A service was given by today."""
        if self.given_on > clock.today():
            return {"given_on": UserError(N_("This date is in the future."))}
        return {}


class ServiceGiven(ServiceGivenDraft, Record, table=True):
    """One service one participant was given."""

    __tablename__ = "service_given"
    letter: ClassVar[str] = "SV"
    draft: ClassVar[type[Draft]] = ServiceGivenDraft
    scoped_by: ClassVar[str] = "participant"
