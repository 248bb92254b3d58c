# SPDX-License-Identifier: GPL-3.0-or-later
"""Two files of one person: first linked, merged later, and every merge can be undone."""

from datetime import date
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record


class SamenessDraft(Draft):
    """What somebody said of two files: perhaps one person, or surely two."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    other: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("The other file"), max_length=36, index=True
    )
    verdict: Annotated[str, About(codes="same_person", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("The same person?")
    )


class Sameness(SamenessDraft, Record, table=True):
    """What was said of two files."""

    letter: ClassVar[str] = "SP"
    draft: ClassVar[type[Draft]] = SamenessDraft
    scoped_by: ClassVar[str] = "participant"


class MergeDraft(Draft):
    """One file went into another; what moved stands in ``moved``, step by step."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    gone: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("The other file"), max_length=36, index=True
    )
    undone_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Undone on")
    )


class Merge(MergeDraft, Record, table=True):
    """A file that went into another."""

    letter: ClassVar[str] = "MG"
    draft: ClassVar[type[Draft]] = MergeDraft
    scoped_by: ClassVar[str] = "participant"
