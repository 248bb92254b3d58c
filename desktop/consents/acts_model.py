# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens around a consent: a supervisor stands in for a guardian, danger overrides a no."""

from datetime import date
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record


class StandInDraft(Draft):
    """Why no guardian can be asked, and what the supervisor answered within 72 hours."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    reason: Annotated[
        str, About(help=N_("What makes the guardian a danger. No names."), note=True)
    ] = Field(title=N_("Reason"), max_length=400)
    answer: Annotated[str | None, About(codes="guardian_answer", privacy=Privacy.INSENSITIVE)] = (
        Field(default=None, title=N_("Answer of the supervisor"))
    )
    supervisor: Annotated[str | None, About(privacy=Privacy.IDENTIFIER)] = Field(
        default=None, title=N_("Supervisor"), max_length=40
    )
    answered_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Answered on")
    )


class StandIn(StandInDraft, Record, table=True):
    """One supervisor in the place of one guardian; its 72 hours run from its birth."""

    __tablename__ = "stand_in"
    letter: ClassVar[str] = "SI"
    draft: ClassVar[type[Draft]] = StandInDraft
    scoped_by: ClassVar[str] = "participant"


class OverrideDraft(Draft):
    """What left without consent because a life was in danger."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    purpose: Annotated[str, About(codes="consent_purpose", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Purpose")
    )
    act: Annotated[str, About(codes="consent_act", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("What was done")
    )
    reason: Annotated[str, About(note=True)] = Field(title=N_("Reason"), max_length=400)
    seen_by: Annotated[str | None, About(privacy=Privacy.IDENTIFIER)] = Field(
        default=None, title=N_("Seen by"), max_length=40
    )


class Override(OverrideDraft, Record, table=True):
    """One act without consent; it stays on a coordinator's My day until somebody looked at it."""

    __tablename__ = "consent_override"
    letter: ClassVar[str] = "OV"
    draft: ClassVar[type[Draft]] = OverrideDraft
    scoped_by: ClassVar[str] = "participant"
