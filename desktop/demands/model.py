# SPDX-License-Identifier: GPL-3.0-or-later
"""One request from outside; of an armed actor nothing but the category is kept."""

from datetime import date
from typing import Annotated, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

ARMED = "armed_actor"
UNDECIDED = frozenset({"open", "lawyer"})
TAKEN = "taken"
LEFT = frozenset({"part", "given", TAKEN})
WORDS = ("who", "wanted_words", "basis", "note")
"""What could tell who it was; never kept of an armed actor."""


class DemandDraft(Draft):
    """Who asked, for what, on what ground, who decided and what left."""

    asked_on: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Asked on"), index=True
    )
    asker: Annotated[str, About(codes="demand_asker", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Who asked")
    )
    who: Annotated[
        str | None,
        About(help=N_("Office and post. Never for an armed actor."), privacy=Privacy.IDENTIFIER),
    ] = Field(default=None, title=N_("Office or organisation"), max_length=120)
    wanted: Annotated[list[str], About(codes="demand_wanted", privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=list, title=N_("What was asked for"), sa_type=sa.JSON
    )
    wanted_words: Annotated[
        str | None, About(help=N_("Without names of participants."), note=True)
    ] = Field(default=None, title=N_("In their words"), max_length=600)
    basis: Annotated[
        str | None,
        About(help=N_("Number and date of the order, who signed it, the law that was named.")),
    ] = Field(default=None, title=N_("Ground that was shown"), max_length=300)
    urgency: Annotated[str | None, About(codes="demand_urgency", privacy=Privacy.INSENSITIVE)] = (
        Field(default=None, title=N_("How soon"))
    )
    decision: Annotated[str, About(codes="demand_decision", privacy=Privacy.INSENSITIVE)] = Field(
        default="open", title=N_("Decision")
    )
    decided_on: Annotated[date | None, About(past=True, privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Decided on")
    )
    first: Annotated[str | None, About(link="user", privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Decided by"), max_length=40
    )
    second: Annotated[
        str | None,
        About(
            help=N_("Two people decide, never one alone: nobody can be pressed alone."),
            link="user",
            privacy=Privacy.INSENSITIVE,
        ),
    ] = Field(default=None, title=N_("And by"), max_length=40)
    release: Annotated[
        str | None,
        About(
            help=N_("What was printed or exported for it. Empty: nothing of the data left."),
            link="release",
            privacy=Privacy.INSENSITIVE,
        ),
    ] = Field(default=None, title=N_("What left"), max_length=36)
    note: Annotated[str | None, About(help=N_("Without names."), note=True)] = Field(
        default=None, title=N_("Note"), max_length=600
    )

    def problems(self) -> dict[str, UserError]:
        """Two different people decide; who an armed actor was is never written."""
        return {**self._dates(), **self._deciders(), **self._armed()}

    def _dates(self) -> dict[str, UserError]:
        found: dict[str, UserError] = {}
        if self.asked_on > clock.today():
            found["asked_on"] = UserError(N_("This date is in the future."))
        if self.decided_on and self.decided_on < self.asked_on:
            found["decided_on"] = UserError(N_("The end lies before the beginning."))
        return found

    def _deciders(self) -> dict[str, UserError]:
        found: dict[str, UserError] = {}
        if self.decision not in UNDECIDED and self.decision != TAKEN:
            missing = UserError(N_("Say who decided: two people, by the names they sign in with."))
            found = {name: missing for name in ("first", "second") if not getattr(self, name)}
            if not self.decided_on:
                found["decided_on"] = UserError(N_("Say on which day it was decided."))
        if self.first and self.first == self.second:
            found["second"] = UserError(N_("Choose another person: nobody decides this alone."))
        if self.release and self.decision not in LEFT:
            found["release"] = UserError(
                N_("Something left, so the decision cannot be that nothing was given.")
            )
        return found

    def _armed(self) -> dict[str, UserError]:
        if self.asker != ARMED:
            return {}
        never = UserError(
            N_("Of an armed actor only the category is kept. Empty this field: paper can kill.")
        )
        return {name: never for name in WORDS if getattr(self, name)}


class Demand(DemandDraft, Record, table=True):
    """One request from outside."""

    right: ClassVar[str] = "demands"
    letter: ClassVar[str] = "SX"
    draft: ClassVar[type[Draft]] = DemandDraft
