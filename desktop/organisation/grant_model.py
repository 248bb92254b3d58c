# SPDX-License-Identifier: GPL-3.0-or-later
"""Grants with their lines, the money paid from each line, and targets with a baseline.

Amounts are whole units of the grant's currency: a report to a donor needs no cents.
"""

from datetime import date
from typing import Annotated, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

LARGEST = 10**12


class GrantDraft(Draft):
    """Money promised for a time, by the code that stands on its papers."""

    reference: Annotated[
        str,
        About(
            help=N_("As on its papers. Reports are asked for by it."),
            privacy=Privacy.INSENSITIVE,
            searchable=True,
        ),
    ] = Field(title=N_("Code of the grant"), max_length=30)
    donor: Annotated[str, About(privacy=Privacy.INSENSITIVE, searchable=True)] = Field(
        title=N_("Donor"), max_length=120
    )
    title: Annotated[str | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("What it is for"), max_length=160
    )
    currency: Annotated[
        str, About(help=N_("Three letters, such as USD."), privacy=Privacy.INSENSITIVE)
    ] = Field(title=N_("Currency"), max_length=3)
    starts_on: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("First day")
    )
    ends_on: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Last day")
    )
    note: Annotated[str | None, About(note=True)] = Field(
        default=None, title=N_("Note"), max_length=1_000
    )

    def problems(self) -> dict[str, UserError]:
        """A grant ends after it began; a currency has three letters."""
        found: dict[str, UserError] = {}
        if self.ends_on < self.starts_on:
            found["ends_on"] = UserError(N_("The end lies before the beginning."))
        if not (len(self.currency) == 3 and self.currency.isascii() and self.currency.isupper()):
            found["currency"] = UserError(N_("Write the three letters of the currency: USD, COP."))
        return found


class Grant(GrantDraft, Record, table=True):
    """One grant of one donor."""

    kept_by: ClassVar[str] = "settings"
    letter: ClassVar[str] = "GT"
    pointed_to: ClassVar[bool] = True
    draft: ClassVar[type[Draft]] = GrantDraft


class GrantLineDraft(Draft):
    """A line of a grant's budget."""

    grant: Annotated[str, About(link="grant", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Grant"), max_length=36, index=True
    )
    number: Annotated[str | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Number of the line"), max_length=20
    )
    title: Annotated[str, About(privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("What the line is for"), max_length=120
    )
    amount: Annotated[
        int, About(help=N_("Whole units of the grant's currency."), privacy=Privacy.INSENSITIVE)
    ] = Field(title=N_("Amount"), ge=0, le=LARGEST, sa_type=sa.BigInteger)


class GrantLine(GrantLineDraft, Record, table=True):
    """One line of the budget of one grant."""

    __tablename__ = "grant_line"
    kept_by: ClassVar[str] = "settings"
    letter: ClassVar[str] = "GL"
    pointed_to: ClassVar[bool] = True
    draft: ClassVar[type[Draft]] = GrantLineDraft


class GrantPaymentDraft(Draft):
    """Money paid from a line; for what, and never for whom."""

    line: Annotated[str, About(link="grant_line", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Line of the grant"), max_length=36, index=True
    )
    paid_on: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Paid on"), index=True
    )
    amount: Annotated[
        int, About(help=N_("Whole units of the grant's currency."), privacy=Privacy.INSENSITIVE)
    ] = Field(title=N_("Amount"), ge=-LARGEST, le=LARGEST, sa_type=sa.BigInteger)
    paid_for: Annotated[str, About(codes="paid_for", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Paid for")
    )
    voucher: Annotated[
        str | None,
        About(help=N_("Number of the voucher. Never a name."), privacy=Privacy.INSENSITIVE),
    ] = Field(default=None, title=N_("Voucher"), max_length=40)

    def problems(self) -> dict[str, UserError]:
        """What is paid was paid already; nothing is no payment."""
        found: dict[str, UserError] = {}
        if self.paid_on > clock.today():
            found["paid_on"] = UserError(N_("This date is in the future."))
        if not self.amount:
            found["amount"] = UserError(N_("Write the amount. A repayment is less than nothing."))
        return found


class GrantPayment(GrantPaymentDraft, Record, table=True):
    """One payment from one line."""

    __tablename__ = "grant_payment"
    letter: ClassVar[str] = "GP"
    draft: ClassVar[type[Draft]] = GrantPaymentDraft


class TargetDraft(Draft):
    """What is to be reached by a day, from a baseline."""

    indicator: Annotated[str, About(codes="indicator", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Indicator")
    )
    wording: Annotated[
        str | None, About(help=N_("As the grant words it."), privacy=Privacy.INSENSITIVE)
    ] = Field(default=None, title=N_("In the words of the grant"), max_length=200)
    programme: Annotated[str | None, About(link="programme", privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Programme line"), max_length=36
    )
    grant: Annotated[str | None, About(link="grant", privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Grant"), max_length=36
    )
    starts_on: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Counted from")
    )
    ends_on: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("To be reached by")
    )
    baseline: Annotated[float | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Baseline"), ge=0, le=LARGEST
    )
    target: Annotated[
        float,
        About(help=N_("A share is written in percent: 40 is 40 %."), privacy=Privacy.INSENSITIVE),
    ] = Field(title=N_("Target"), ge=0, le=LARGEST)

    def problems(self) -> dict[str, UserError]:
        """A target lies ahead of its beginning."""
        if self.ends_on < self.starts_on:
            return {"ends_on": UserError(N_("The end lies before the beginning."))}
        return {}


class Target(TargetDraft, Record, table=True):
    """One target."""

    kept_by: ClassVar[str] = "settings"
    letter: ClassVar[str] = "TG"
    draft: ClassVar[type[Draft]] = TargetDraft
