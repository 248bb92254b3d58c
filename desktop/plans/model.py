# SPDX-License-Identifier: GPL-3.0-or-later
"""Needs as not needed, unmet or met: three states that make a monthly figure."""

from datetime import date
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core import clock
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record


class NeedDraft(Draft):
    """One need of one participant."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    need: Annotated[str, About(codes="need", privacy=Privacy.SENSITIVE)] = Field(title=N_("Need"))
    state: Annotated[str, About(codes="need_state", privacy=Privacy.SENSITIVE)] = Field(
        default="unmet", title=N_("State")
    )
    since: Annotated[date | None, About(past=True, privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Since")
    )
    met_on: Annotated[date | None, About(past=True, after="since", privacy=Privacy.INSENSITIVE)] = (
        Field(default=None, title=N_("Met on"))
    )


class Need(NeedDraft, Record, table=True):
    """One need of one participant."""

    letter: ClassVar[str] = "N"
    draft: ClassVar[type[Draft]] = NeedDraft
    scoped_by: ClassVar[str] = "participant"
