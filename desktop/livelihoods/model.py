# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed capital: a plan with its risk, the tranches and their proof, and the visits that follow.

A business is a target: its plan carries the risk of extortion, no field asks for what it earns but
in a band the office turned on, and no address finer than the sector is kept.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

HIGH = "high"
ASKED_OF_INCOME = frozenset({"sales_band"})


class SeedState(StrEnum):
    """The states of a plan (seed_state.csv)."""

    DRAFT = "draft"
    APPROVED = "approved"
    RUNNING = "running"
    CLOSED = "closed"


_HIDDEN = About(hidden=True, privacy=Privacy.INSENSITIVE)


class SeedPlanDraft(Draft):
    """What somebody wants to begin, where, with how much, and what could go wrong."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    idea: Annotated[str, About(help=N_("In a few words. Without names."))] = Field(
        title=N_("The business"), max_length=120
    )
    trade: Annotated[str | None, About(codes="employer_sector", privacy=Privacy.INSENSITIVE)] = (
        Field(default=None, title=N_("Line of business"))
    )
    sector: Annotated[str | None, About(link="sector", privacy=Privacy.QUASI)] = Field(
        default=None, title=N_("Sector where it works"), max_length=36
    )
    amount: Annotated[int, About(money=True, privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Amount"), ge=1, sa_type=sa.BigInteger
    )
    currency: Annotated[str | None, _HIDDEN] = Field(
        default=None, title=N_("Currency"), max_length=3
    )
    extortion_risk: Annotated[
        str | None,
        About(
            codes="extortion_risk",
            help=N_("What the person thinks, for this business in this place."),
            privacy=Privacy.SENSITIVE,
        ),
    ] = Field(default=None, title=N_("Risk of extortion"))
    safeguards: Annotated[
        str | None,
        About(help=N_("Another place, no sign, from home, with others, hours."), note=True),
    ] = Field(default=None, title=N_("What makes it safer"), max_length=600)
    grant_line: Annotated[str | None, About(link="grant_line", privacy=Privacy.INSENSITIVE)] = (
        Field(default=None, title=N_("Line of the grant"), max_length=36)
    )
    crossing: Annotated[
        str | None,
        About(
            codes="crossing_choice",
            help=N_("Only when the way to work crosses an active border."),
            privacy=Privacy.SENSITIVE,
        ),
    ] = Field(default=None, title=N_("How the way is safe"))
    crossing_reason: Annotated[
        str | None,
        About(help=N_("Where the person goes all the same: why. No names, no groups."), note=True),
    ] = Field(default=None, title=N_("Reason"), max_length=300)
    placement: Annotated[
        str | None, About(link="placement", hidden=True, privacy=Privacy.IDENTIFIER)
    ] = Field(default=None, title=N_("Placement"), max_length=36)
    state: Annotated[str, About(codes="seed_state", hidden=True, privacy=Privacy.INSENSITIVE)] = (
        Field(default=SeedState.DRAFT.value, title=N_("State"))
    )
    written_by: Annotated[str | None, _HIDDEN] = Field(
        default=None, title=N_("Prepared by"), max_length=40
    )
    approved_by: Annotated[str | None, _HIDDEN] = Field(
        default=None, title=N_("Approved by"), max_length=40
    )
    approved_on: Annotated[date | None, _HIDDEN] = Field(default=None, title=N_("Approved on"))
    opened_on: Annotated[date | None, About(privacy=Privacy.QUASI)] = Field(
        default=None, title=N_("Opened on"), index=True
    )
    closed_on: Annotated[date | None, About(privacy=Privacy.QUASI)] = Field(
        default=None, title=N_("Closed on")
    )
    note: Annotated[str | None, About(note=True)] = Field(
        default=None, title=N_("Note"), max_length=1_000
    )

    def problems(self) -> dict[str, UserError]:
        """A high risk is met with something; a business closes after it opened."""
        found: dict[str, UserError] = {}
        if self.extortion_risk == HIGH and not self.safeguards:
            found["safeguards"] = UserError(N_("The risk is high. Write what makes it safer."))
        for name in ("opened_on", "closed_on"):
            day = getattr(self, name)
            if day and day > clock.today():
                found[name] = UserError(N_("This date is in the future."))
        if self.closed_on and (not self.opened_on or self.closed_on < self.opened_on):
            found["closed_on"] = UserError(N_("The end lies before the beginning."))
        return found


class SeedPlan(SeedPlanDraft, Record, table=True):
    """One plan."""

    __tablename__ = "seed_plan"
    letter: ClassVar[str] = "KP"
    draft: ClassVar[type[Draft]] = SeedPlanDraft
    scoped_by: ClassVar[str] = "participant"


class TrancheDraft(Draft):
    """A part of the money, and what it was spent on."""

    seed_plan: Annotated[str, About(link="seed_plan", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Plan"), max_length=36, index=True
    )
    amount: Annotated[int, About(money=True, privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Amount"), ge=1, sa_type=sa.BigInteger
    )
    due_on: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("To be given on"), index=True
    )
    given_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Given on")
    )
    proof: Annotated[str | None, About(codes="purchase_proof", privacy=Privacy.INSENSITIVE)] = (
        Field(default=None, title=N_("Proof of what was bought"))
    )
    proof_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Proof seen on")
    )
    spent: Annotated[int | None, About(money=True, privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Spent"), ge=0, sa_type=sa.BigInteger
    )
    note: Annotated[str | None, About(help=N_("What was bought."), note=True)] = Field(
        default=None, title=N_("Note"), max_length=600
    )

    def problems(self) -> dict[str, UserError]:
        """Money is given before its proof is seen, and nothing lies ahead."""
        found: dict[str, UserError] = {}
        for name in ("given_on", "proof_on"):
            day = getattr(self, name)
            if day and day > clock.today():
                found[name] = UserError(N_("This date is in the future."))
        if self.proof and not self.given_on:
            found["given_on"] = UserError(N_("Say on which day the money was given."))
        if self.proof_on and self.given_on and self.proof_on < self.given_on:
            found["proof_on"] = UserError(N_("The end lies before the beginning."))
        return found


class SeedTranche(TrancheDraft, Record, table=True):
    """One tranche of a plan."""

    __tablename__ = "seed_tranche"
    letter: ClassVar[str] = "KT"
    draft: ClassVar[type[Draft]] = TrancheDraft
    scoped_by: ClassVar[str] = "seed_plan"


class SeedVisitDraft(Draft):
    """A look at the business: is it open, does it carry itself, is it left in peace."""

    seed_plan: Annotated[str, About(link="seed_plan", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Plan"), max_length=36, index=True
    )
    happened_on: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Date"), index=True
    )
    found: Annotated[str, About(codes="business_open", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("The business is")
    )
    sales_band: Annotated[str | None, About(codes="sales_band", privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("Sales")
    )
    pressure: Annotated[
        str | None,
        About(codes="yes_no", help=N_("Only if the person says so."), privacy=Privacy.SENSITIVE),
    ] = Field(default=None, title=N_("Somebody asks for money"))
    next_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Next visit"), index=True
    )
    note: Annotated[str | None, About(note=True)] = Field(
        default=None, title=N_("Note"), max_length=600
    )

    def problems(self) -> dict[str, UserError]:
        """The visit lies behind, the next one after it."""
        found: dict[str, UserError] = {}
        if self.happened_on > clock.today():
            found["happened_on"] = UserError(N_("This date is in the future."))
        if self.next_on and self.next_on < self.happened_on:
            found["next_on"] = UserError(N_("The end lies before the beginning."))
        return found


class SeedVisit(SeedVisitDraft, Record, table=True):
    """One visit to a business."""

    __tablename__ = "seed_visit"
    letter: ClassVar[str] = "KV"
    draft: ClassVar[type[Draft]] = SeedVisitDraft
    scoped_by: ClassVar[str] = "seed_plan"


class CertificateDraft(Draft):
    """What somebody has in hand after a course, a school year or a test of a skill."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    series: Annotated[str | None, About(link="series", privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Group or course"), max_length=36, index=True
    )
    kind: Annotated[str, About(codes="certificate_kind", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Kind of certificate")
    )
    issued_on: Annotated[date, About(privacy=Privacy.QUASI)] = Field(
        default_factory=clock.today, title=N_("Issued on"), index=True
    )
    hours: Annotated[int | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Hours"), ge=1, le=5_000
    )
    handed_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Handed to the person on")
    )

    def problems(self) -> dict[str, UserError]:
        """Nothing is issued or handed over ahead of time."""
        found: dict[str, UserError] = {}
        for name in ("issued_on", "handed_on"):
            day = getattr(self, name)
            if day and day > clock.today():
                found[name] = UserError(N_("This date is in the future."))
        if self.handed_on and self.handed_on < self.issued_on:
            found["handed_on"] = UserError(N_("The end lies before the beginning."))
        return found


class Certificate(CertificateDraft, Record, table=True):
    """One certificate of one participant."""

    letter: ClassVar[str] = "KC"
    draft: ClassVar[type[Draft]] = CertificateDraft
    scoped_by: ClassVar[str] = "participant"
