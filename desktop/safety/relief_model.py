# SPDX-License-Identifier: GPL-3.0-or-later
"""Help that cannot wait for a signature: relocation and emergency cash, approved afterwards."""

from datetime import date
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record


class HelpDraft(Draft):
    """What was given in an alert; where somebody was brought is not written."""

    kind: Annotated[str, About(codes="relief_kind", privacy=Privacy.SENSITIVE)] = Field(
        title=N_("Help given")
    )
    amount: Annotated[float | None, About(privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("Amount"), ge=0
    )
    people: Annotated[int | None, About(privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("For how many people"), ge=1, le=40
    )
    given_on: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Given on")
    )
    answer: Annotated[
        str | None, About(codes="relief_answer", privacy=Privacy.INSENSITIVE, hidden=True)
    ] = Field(default=None, title=N_("Answer"))
    answered_by: Annotated[str | None, About(privacy=Privacy.IDENTIFIER, hidden=True)] = Field(
        default=None, title=N_("Answered by"), max_length=40
    )
    answered_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        default=None, title=N_("Answered on")
    )

    def problems(self) -> dict[str, UserError]:
        """Cash has an amount; nothing was given tomorrow."""
        found: dict[str, UserError] = {}
        if self.kind == "cash" and not self.amount:
            found["amount"] = UserError(N_("Write how much was given."))
        if self.given_on > clock.today():
            found["given_on"] = UserError(N_("This date is in the future."))
        return found


class ReliefDraft(HelpDraft):
    """Help given to a participant."""

    alert: Annotated[str, About(link="alert", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Alert"), max_length=36, index=True
    )


class Relief(ReliefDraft, Record, table=True):
    """One relocation, or one sum of emergency cash."""

    letter: ClassVar[str] = "RL"
    draft: ClassVar[type[Draft]] = ReliefDraft
    scoped_by: ClassVar[str] = "alert"


class StaffReliefDraft(HelpDraft):
    """Help given to somebody of the team."""

    alert: Annotated[str, About(link="staff_alert", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Alert"), max_length=36, index=True
    )


class StaffRelief(StaffReliefDraft, Record, table=True):
    """The same for somebody of the team, whose alert the whole team sees."""

    __tablename__ = "staff_relief"
    letter: ClassVar[str] = "RS"
    draft: ClassVar[type[Draft]] = StaffReliefDraft
