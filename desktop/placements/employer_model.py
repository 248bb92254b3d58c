# SPDX-License-Identifier: GPL-3.0-or-later
"""Employers and hosts: who they are, whether they were checked, what they promised, who called."""

from datetime import date
from typing import Annotated, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

RESTRICTED = ("extortion", "coerced_sale", "workplace_risks", "risk_note")
"""What a workplace may tell about danger: on a tab of its own, never in a list or on paper."""
NOT_SUITABLE = "not_suitable"


class EmployerDraft(Draft):
    """An employer or host."""

    title: Annotated[str, About(privacy=Privacy.IDENTIFIER, searchable=True)] = Field(
        title=N_("Name of the employer"), max_length=100
    )
    kind: Annotated[str | None, About(codes="employer_kind", privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Kind of employer")
    )
    trade: Annotated[str | None, About(codes="employer_sector", privacy=Privacy.INSENSITIVE)] = (
        Field(default=None, title=N_("Line of business"))
    )
    sector: Annotated[str | None, About(link="sector", privacy=Privacy.QUASI)] = Field(
        default=None, title=N_("Sector of the workplace"), max_length=36
    )
    vetting: Annotated[str | None, About(codes="vetting_state", privacy=Privacy.INSENSITIVE)] = (
        Field(default=None, title=N_("Check of the workplace"))
    )
    vetted_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Visited and checked on")
    )
    places: Annotated[int | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("People it can take at once"), ge=0, le=10_000
    )
    note: Annotated[str | None, About(note=True)] = Field(
        default=None, title=N_("Note"), max_length=1_000
    )
    extortion: Annotated[
        str | None,
        About(
            codes="yes_no",
            help=N_("Only if they said so themselves. Never ask for amounts."),
            privacy=Privacy.SENSITIVE,
            restricted=True,
        ),
    ] = Field(default=None, title=N_("Says it pays under pressure"))
    coerced_sale: Annotated[
        str | None, About(codes="yes_no", privacy=Privacy.SENSITIVE, restricted=True)
    ] = Field(default=None, title=N_("Staff were pressed to sell for others"))
    workplace_risks: Annotated[
        list[str], About(codes="workplace_risk", privacy=Privacy.SENSITIVE, restricted=True)
    ] = Field(default_factory=list, title=N_("What to watch at this workplace"), sa_type=sa.JSON)
    risk_note: Annotated[
        str | None,
        About(help=N_("What helps to stay safe. Never a name."), note=True, restricted=True),
    ] = Field(default=None, title=N_("Note on risks"), max_length=600)

    def problems(self) -> dict[str, UserError]:
        """A check has a day that has come."""
        if self.vetted_on and self.vetted_on > clock.today():
            return {"vetted_on": UserError(N_("This date is in the future."))}
        if self.vetting in ("passed", "conditions") and not self.vetted_on:
            return {"vetted_on": UserError(N_("Say on which day the workplace was visited."))}
        return {}


class Employer(EmployerDraft, Record, table=True):
    """An employer or host of placements."""

    letter: ClassVar[str] = "E"
    pointed_to: ClassVar[bool] = True
    draft: ClassVar[type[Draft]] = EmployerDraft


class PromiseDraft(Draft):
    """Places an employer promised by a day; how many were filled is counted, not typed."""

    employer: Annotated[str, About(link="employer", privacy=Privacy.QUASI)] = Field(
        title=N_("Employer or host"), max_length=36, index=True
    )
    promised_on: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Promised on")
    )
    places: Annotated[int, About(privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Places promised"), ge=1, le=10_000
    )
    due_on: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Until"), index=True
    )
    local: Annotated[
        int | None,
        About(help=N_("Of these, for people of the sector."), privacy=Privacy.INSENSITIVE),
    ] = Field(default=None, title=N_("For neighbours"), ge=0, le=10_000)
    note: Annotated[str | None, About(note=True)] = Field(
        default=None, title=N_("Note"), max_length=600
    )

    def problems(self) -> dict[str, UserError]:
        """What was promised lies behind, and the end after it."""
        found: dict[str, UserError] = {}
        if self.promised_on > clock.today():
            found["promised_on"] = UserError(N_("This date is in the future."))
        if self.due_on < self.promised_on:
            found["due_on"] = UserError(N_("The end lies before the beginning."))
        if self.local is not None and self.local > self.places:
            found["local"] = UserError(N_("These are more than the places promised."))
        return found


class Promise(PromiseDraft, Record, table=True):
    """One promise of places."""

    __tablename__ = "employer_promise"
    letter: ClassVar[str] = "EP"
    draft: ClassVar[type[Draft]] = PromiseDraft


class OutreachDraft(Draft):
    """One talk with an employer, so that nobody calls twice and nobody forgets."""

    employer: Annotated[str, About(link="employer", privacy=Privacy.QUASI)] = Field(
        title=N_("Employer or host"), max_length=36, index=True
    )
    happened_on: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Date")
    )
    kind: Annotated[str, About(codes="outreach_kind", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("How")
    )
    result: Annotated[str, About(codes="outreach_result", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Result")
    )
    next_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Call again on"), index=True
    )
    note: Annotated[
        str | None, About(help=N_("About places and conditions, never about a person."), note=True)
    ] = Field(default=None, title=N_("Note"), max_length=600)

    def problems(self) -> dict[str, UserError]:
        """The talk lies behind, the next one after it."""
        found: dict[str, UserError] = {}
        if self.happened_on > clock.today():
            found["happened_on"] = UserError(N_("This date is in the future."))
        if self.next_on and self.next_on < self.happened_on:
            found["next_on"] = UserError(N_("The end lies before the beginning."))
        return found


class Outreach(OutreachDraft, Record, table=True):
    """One talk with an employer."""

    __tablename__ = "employer_outreach"
    letter: ClassVar[str] = "EC"
    draft: ClassVar[type[Draft]] = OutreachDraft
