# SPDX-License-Identifier: GPL-3.0-or-later
"""Killed, died, disappeared, detained: one act, after which nobody is called about this person.

The four codes of the list loss_kind are codes of V24 too: they close or stop the file.
"""

from datetime import date
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core import clock, dates
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record


class LossDraft(Draft):
    """What happened and what is done for those who are left; how it happened is an incident."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    kind: Annotated[str, About(codes="loss_kind", privacy=Privacy.SENSITIVE)] = Field(
        title=N_("What happened")
    )
    happened_on: Annotated[
        str,
        About(
            help=N_("The month or the year is enough when the day is not known."),
            privacy=Privacy.SENSITIVE,
            partial=True,
        ),
    ] = Field(title=N_("When"), max_length=11)
    support_by: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Support for the family by")
    )
    support_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        default=None, title=N_("Support for the family given on")
    )
    debrief_by: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Talk in the team by")
    )
    debrief_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        default=None, title=N_("Talk in the team held on")
    )
    ended: Annotated[
        str | None, About(codes="loss_end", privacy=Privacy.SENSITIVE, hidden=True)
    ] = Field(default=None, title=N_("How it ended"))
    ended_on: Annotated[date | None, About(privacy=Privacy.SENSITIVE, hidden=True)] = Field(
        default=None, title=N_("Ended on")
    )

    def problems(self) -> dict[str, UserError]:
        """It has happened."""
        if dates.parse(self.happened_on).first > clock.today():
            return {"happened_on": UserError(N_("This date is in the future."))}
        return {}


class Loss(LossDraft, Record, table=True):
    """A participant who was killed, died, disappeared or was detained."""

    letter: ClassVar[str] = "LO"
    draft: ClassVar[type[Draft]] = LossDraft
    scoped_by: ClassVar[str] = "participant"
