# SPDX-License-Identifier: GPL-3.0-or-later
"""What is done to protect somebody after an incident kept apart: what, who, by when."""

from datetime import datetime
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Moment, Record


class ProtectionDraft(Draft):
    """One step; it lies in the protected store and nowhere else."""

    incident: Annotated[str, About(link="incident", privacy=Privacy.SENSITIVE, hidden=True)] = (
        Field(title=N_("Incident"), max_length=36, index=True)
    )
    act: Annotated[str, About(codes="protection_act", privacy=Privacy.SENSITIVE)] = Field(
        default="assess", title=N_("What is to be done")
    )
    staff: Annotated[
        str | None,
        About(help=N_("The word they sign in with."), privacy=Privacy.IDENTIFIER),
    ] = Field(default=None, title=N_("Who does it"), max_length=40)
    due: Annotated[datetime, About(privacy=Privacy.SENSITIVE)] = Field(
        title=N_("To begin by"), sa_type=Moment, index=True
    )
    begun: Annotated[datetime | None, About(privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("Begun at"), sa_type=Moment
    )
    result: Annotated[str | None, About(codes="protection_result", privacy=Privacy.SENSITIVE)] = (
        Field(default=None, title=N_("How it went"))
    )
    note: Annotated[str | None, About(help=N_("Never a name or an address."), note=True)] = Field(
        default=None, title=N_("Note"), max_length=1_000
    )

    def problems(self) -> dict[str, UserError]:
        """What was done was begun some time."""
        if self.result in ("started", "done") and self.begun is None:
            return {"begun": UserError(N_("Say when it was begun."))}
        return {}


class Protection(ProtectionDraft, Record, table=True):
    """One step to protect somebody."""

    __tablename__ = "protection_action"
    stores: ClassVar[tuple[str, ...]] = ("protected",)
    letter: ClassVar[str] = "IP"
    draft: ClassVar[type[Draft]] = ProtectionDraft
