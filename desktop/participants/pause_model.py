# SPDX-License-Identifier: GPL-3.0-or-later
"""A pause: while it stands, nobody calls, visits, lists or checks this person."""

from datetime import datetime
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core import clock
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Moment, Record


class PauseDraft(Draft):
    """Whom it holds for and what laid it; why is told where it was laid."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    source: Annotated[str, About(privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Laid by"), max_length=36, index=True
    )
    own: Annotated[bool, About(privacy=Privacy.SENSITIVE)] = Field(
        default=True, title=N_("About this person, not somebody of the household")
    )
    since: Annotated[datetime, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.now, title=N_("Paused since"), sa_type=Moment
    )
    lifted_at: Annotated[datetime | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Pause lifted"), sa_type=Moment
    )


class Pause(PauseDraft, Record, table=True):
    """One pause of one person.

    It hangs on nobody's scope: whoever raises an alert stops the calls to a whole household,
    whichever of its people are somebody else's.
    """

    letter: ClassVar[str] = "PA"
    draft: ClassVar[type[Draft]] = PauseDraft
