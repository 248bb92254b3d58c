# SPDX-License-Identifier: GPL-3.0-or-later
"""Hand-overs: a file goes from one worker to another, with a reason and a word for the receiver."""

from datetime import date
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core import clock
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

LONGEST_WORD = 40


class HandoverDraft(Draft):
    """Who gave a file to whom, when and why; the words are login words, never legal names."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    giver: Annotated[str, About(privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Handed over by"), max_length=LONGEST_WORD
    )
    receiver: Annotated[str, About(privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Handed over to"), max_length=LONGEST_WORD
    )
    handed_on: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Handed over on")
    )
    reason: Annotated[str, About(note=True)] = Field(title=N_("Reason"), max_length=400)
    note: Annotated[str | None, About(note=True)] = Field(
        default=None, title=N_("For whoever receives it"), max_length=400
    )
    taken_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Received on")
    )


class Handover(HandoverDraft, Record, table=True):
    """One hand-over of one file."""

    letter: ClassVar[str] = "HO"
    draft: ClassVar[type[Draft]] = HandoverDraft
    scoped_by: ClassVar[str] = "participant"
