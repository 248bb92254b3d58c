# SPDX-License-Identifier: GPL-3.0-or-later
"""People who tell us things, by a random code, and what was heard, graded and for a time.

A rumour is not an incident (domain.md section 5, rule 12): it is kept with the grade F6 only and
deleted after 90 days. Both live in the sources store from the first draft on.
"""

from datetime import date
from typing import Annotated, Any, ClassVar

from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

STORE = "sources"
UNKNOWN_SOURCE, UNKNOWN_WORD = "F", "6"
"""The grade of a rumour: neither source nor word can be judged (V38, V39)."""
EXPIRES_DAYS = 90


def _sealed(**more: Any) -> About:
    return About(privacy=Privacy.SENSITIVE, disclosure="sealed", **more)


class Told(Record):
    """A record of the sources store."""

    stores: ClassVar[tuple[str, ...]] = (STORE,)


class SourceDraft(Draft):
    """Somebody who tells us things; the code is all the team says aloud."""

    kind: Annotated[str, _sealed(codes="source_type")] = Field(title=N_("Who tells us"))
    reliability: Annotated[str, _sealed(codes="source_reliability")] = Field(
        default=UNKNOWN_SOURCE, title=N_("How reliable")
    )
    sector: Annotated[str | None, _sealed(link="sector")] = Field(
        default=None, title=N_("Sector"), max_length=36
    )
    contact: Annotated[
        str | None,
        _sealed(help=N_("How and when, and what must never be done."), note=True),
    ] = Field(default=None, title=N_("How to make contact safely"), max_length=500)
    note: Annotated[str | None, _sealed(help=N_("Never a name."), note=True)] = Field(
        default=None, title=N_("Note"), max_length=1_000
    )


class Source(SourceDraft, Told, table=True):
    """A source by code."""

    letter: ClassVar[str] = "Q"
    draft: ClassVar[type[Draft]] = SourceDraft


class StatementDraft(Draft):
    """What was heard; one that nobody can judge is a rumour, to be erased after 90 days."""

    source: Annotated[str | None, _sealed(link="source")] = Field(
        default=None, title=N_("From whom"), max_length=36, index=True
    )
    heard_on: Annotated[date, _sealed()] = Field(
        default_factory=clock.today, title=N_("Heard on"), index=True
    )
    reliability: Annotated[str, _sealed(codes="source_reliability")] = Field(
        default=UNKNOWN_SOURCE, title=N_("How reliable the source is")
    )
    credibility: Annotated[str, _sealed(codes="info_credibility")] = Field(
        default=UNKNOWN_WORD, title=N_("How credible the word is")
    )
    sector: Annotated[str | None, _sealed(link="sector")] = Field(
        default=None, title=N_("Sector"), max_length=36
    )
    words: Annotated[
        str,
        _sealed(
            help=N_("Only what helps to protect somebody. Never names, routes, weapons or money."),
            note=True,
        ),
    ] = Field(title=N_("What was heard"), min_length=1, max_length=2_000)

    def problems(self) -> dict[str, UserError]:
        """A rumour has no source we know; what was heard was heard by today."""
        found: dict[str, UserError] = {}
        if self.heard_on > clock.today():
            found["heard_on"] = UserError(N_("This date is in the future."))
        return found


class Statement(StatementDraft, Told, table=True):
    """One thing that was heard."""

    letter: ClassVar[str] = "ST"
    draft: ClassVar[type[Draft]] = StatementDraft
