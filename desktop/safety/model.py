# SPDX-License-Identifier: GPL-3.0-or-later
"""An alert: somebody is in danger now. Only who it is about is asked; the rest can wait.

What must be kept apart (sexual violence, a child hurt, a rumour about somebody) has no code here:
the category says what is threatened, and the incident is recorded where it is protected.
"""

from datetime import datetime, timedelta
from typing import Annotated, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Moment, Record

CHECKS: tuple[tuple[str, timedelta], ...] = (
    ("check_24h", timedelta(hours=24)),
    ("check_72h", timedelta(hours=72)),
    ("check_7d", timedelta(days=7)),
)
"""How long after the alert somebody asks again, and the field that says what was found."""
AGAIN = timedelta(days=7)
"""How often after the last check, while nobody has lifted the pause."""


class AlertDraft(Draft):
    """What every alert says, about whomever it is."""

    line: Annotated[str | None, About(help=N_("One line. No names."), printed=False)] = Field(
        default=None, title=N_("What is happening"), max_length=200
    )
    threat: Annotated[str | None, About(codes="threat_kind", privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("What is threatened")
    )
    tonight: Annotated[list[str], About(codes="needed_tonight", privacy=Privacy.SENSITIVE)] = Field(
        default_factory=list, title=N_("Needed tonight"), sa_type=sa.JSON
    )
    agreed_with: Annotated[
        str | None, About(help=N_("A login word or a role."), privacy=Privacy.IDENTIFIER)
    ] = Field(default=None, title=N_("Agreed with"), max_length=40)
    by_phone: Annotated[bool | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Agreed by telephone")
    )
    signed_by: Annotated[str | None, About(privacy=Privacy.IDENTIFIER, hidden=True)] = Field(
        default=None, title=N_("Countersigned by"), max_length=40
    )
    signed_at: Annotated[datetime | None, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        default=None, title=N_("Countersigned"), sa_type=Moment
    )
    check_24h: Annotated[
        str | None, About(codes="alert_check", privacy=Privacy.SENSITIVE, hidden=True)
    ] = Field(default=None, title=N_("After 24 hours"))
    check_72h: Annotated[
        str | None, About(codes="alert_check", privacy=Privacy.SENSITIVE, hidden=True)
    ] = Field(default=None, title=N_("After 72 hours"))
    check_7d: Annotated[
        str | None, About(codes="alert_check", privacy=Privacy.SENSITIVE, hidden=True)
    ] = Field(default=None, title=N_("After 7 days"))
    checked_at: Annotated[datetime | None, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        default=None, title=N_("Last asked"), sa_type=Moment
    )
    lifted_at: Annotated[datetime | None, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        default=None, title=N_("Pause lifted"), sa_type=Moment
    )
    lifted_by: Annotated[str | None, About(privacy=Privacy.IDENTIFIER, hidden=True)] = Field(
        default=None, title=N_("Lifted by"), max_length=40
    )
    lifted_why: Annotated[str | None, About(note=True, hidden=True, printed=False)] = Field(
        default=None, title=N_("Why it was lifted"), max_length=200
    )
    ended_at: Annotated[datetime | None, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        default=None, title=N_("Ended"), sa_type=Moment
    )


class PersonAlertDraft(AlertDraft):
    """An alert about a participant."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )


class Alert(PersonAlertDraft, Record, table=True):
    """A participant is in danger."""

    letter: ClassVar[str] = "AL"
    draft: ClassVar[type[Draft]] = PersonAlertDraft
    scoped_by: ClassVar[str] = "participant"


class StaffAlertDraft(AlertDraft):
    """An alert about somebody of the team, who has no file here: a login word says who."""

    staff: Annotated[str, About(privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Who of the team"), max_length=40
    )


class StaffAlert(StaffAlertDraft, Record, table=True):
    """Somebody of the team is in danger; everybody of the team has to know."""

    __tablename__ = "staff_alert"
    letter: ClassVar[str] = "AW"
    draft: ClassVar[type[Draft]] = StaffAlertDraft
