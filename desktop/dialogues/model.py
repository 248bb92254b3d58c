# SPDX-License-Identifier: GPL-3.0-or-later
"""Dialogue processes, agreements, clauses, checks and breaches; groups by code only.

All of it lives in the dialogues store, from the first schema on. Sectors, borders and incidents of
the main store are linked by id, from inside only.
"""

from datetime import date
from typing import Annotated, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

SEALED = About(privacy=Privacy.SENSITIVE, disclosure="sealed")


def _ends_before(start: date | None, end: date | None, field: str) -> dict[str, UserError]:
    if start and end and end < start:
        return {field: UserError(N_("The end lies before the beginning."))}
    return {}


class Inner(Record):
    """A record of the dialogues store."""

    stores: ClassVar[tuple[str, ...]] = ("dialogues",)


class GroupDraft(Draft):
    """An armed group: a code the team agreed on, never a name."""

    sign: Annotated[
        str,
        About(
            help=N_("A code only the team knows. Never the name of a group or a person."),
            privacy=Privacy.SENSITIVE,
            disclosure="sealed",
            searchable=True,
        ),
    ] = Field(title=N_("Code of the group"), max_length=20)
    kind: Annotated[
        str | None, About(codes="party_type", privacy=Privacy.SENSITIVE, disclosure="sealed")
    ] = Field(default=None, title=N_("Kind"))
    active: Annotated[bool | None, SEALED] = Field(default=True, title=N_("Still exists"))
    note: Annotated[str | None, About(note=True)] = Field(
        default=None, title=N_("Note"), max_length=1_000
    )


class Group(GroupDraft, Inner, table=True):
    """An armed group by code."""

    __tablename__ = "armed_group"
    letter: ClassVar[str] = "W"
    draft: ClassVar[type[Draft]] = GroupDraft


class HoldingDraft(Draft):
    """Which group holds which sector, from when to when."""

    group: Annotated[str, About(link="group", privacy=Privacy.SENSITIVE, disclosure="sealed")] = (
        Field(title=N_("Group"), max_length=36, index=True)
    )
    sector: Annotated[str, About(link="sector", privacy=Privacy.SENSITIVE, disclosure="sealed")] = (
        Field(title=N_("Sector"), max_length=36, index=True)
    )
    since: Annotated[date | None, SEALED] = Field(default_factory=clock.today, title=N_("Since"))
    until: Annotated[date | None, SEALED] = Field(default=None, title=N_("Until"))

    def problems(self) -> dict[str, UserError]:
        """A period ends after it began."""
        return _ends_before(self.since, self.until, "until")


class Holding(HoldingDraft, Inner, table=True):
    """One period in which a group held a sector."""

    letter: ClassVar[str] = "Y"
    draft: ClassVar[type[Draft]] = HoldingDraft


class ProcessDraft(Draft):
    """A dialogue process with its objective and stage."""

    title: Annotated[
        str,
        About(
            help=N_("A neutral name that tells nothing to a stranger."),
            disclosure="sealed",
            searchable=True,
        ),
    ] = Field(title=N_("Name of the process"), max_length=60)
    stage: Annotated[
        str, About(codes="dialogue_stage", privacy=Privacy.SENSITIVE, disclosure="sealed")
    ] = Field(default="preparation", title=N_("Stage"))
    objective: Annotated[str, About(note=True, disclosure="sealed")] = Field(
        title=N_("Objective"), max_length=600
    )
    started_on: Annotated[date | None, SEALED] = Field(
        default_factory=clock.today, title=N_("Started on")
    )
    sectors: Annotated[
        list[str], About(link="sector", privacy=Privacy.SENSITIVE, disclosure="sealed")
    ] = Field(default_factory=list, title=N_("Sectors"), sa_type=sa.JSON)
    facilitators: Annotated[
        list[str],
        About(codes="facilitator_type", privacy=Privacy.SENSITIVE, disclosure="sealed"),
    ] = Field(default_factory=list, title=N_("Who facilitates, by kind"), sa_type=sa.JSON)
    red_lines: Annotated[str | None, About(note=True, disclosure="sealed")] = Field(
        default=None, title=N_("Red lines"), max_length=600
    )
    exit_strategy: Annotated[
        str | None,
        About(help=N_("Needed before the pilot stage."), note=True, disclosure="sealed"),
    ] = Field(default=None, title=N_("Way out"), max_length=600)
    ended_on: Annotated[date | None, SEALED] = Field(default=None, title=N_("Ended on"))
    exit_reason: Annotated[
        str | None,
        About(codes="dialogue_exit_reason", privacy=Privacy.SENSITIVE, disclosure="sealed"),
    ] = Field(default=None, title=N_("Why it ended"))

    def problems(self) -> dict[str, UserError]:
        """From the pilot on a way out is written down (domain.md T18)."""
        found = _ends_before(self.started_on, self.ended_on, "ended_on")
        if self.stage in ("pilot", "agreement", "extension") and not self.exit_strategy:
            found["exit_strategy"] = UserError(
                N_("Write the way out before the process reaches this stage.")
            )
        return found


class Process(ProcessDraft, Inner, table=True):
    """One dialogue process."""

    letter: ClassVar[str] = "D"
    draft: ClassVar[type[Draft]] = ProcessDraft


class AgreementDraft(Draft):
    """What was agreed within a process."""

    process: Annotated[
        str, About(link="process", privacy=Privacy.SENSITIVE, disclosure="sealed")
    ] = Field(title=N_("Process"), max_length=36, index=True)
    title: Annotated[str, About(disclosure="sealed", searchable=True)] = Field(
        title=N_("Name of the agreement"), max_length=60
    )
    parties: Annotated[
        list[str], About(codes="party_type", privacy=Privacy.SENSITIVE, disclosure="sealed")
    ] = Field(default_factory=list, title=N_("Parties, by kind"), sa_type=sa.JSON)
    groups: Annotated[
        list[str], About(link="group", privacy=Privacy.SENSITIVE, disclosure="sealed")
    ] = Field(default_factory=list, title=N_("Groups, by code"), sa_type=sa.JSON)
    since: Annotated[date | None, SEALED] = Field(
        default_factory=clock.today, title=N_("In force since")
    )
    review_on: Annotated[date | None, SEALED] = Field(default=None, title=N_("Review on"))
    until: Annotated[date | None, SEALED] = Field(default=None, title=N_("Ended on"))

    def problems(self) -> dict[str, UserError]:
        """A period ends after it began."""
        return _ends_before(self.since, self.until, "until")


class Agreement(AgreementDraft, Inner, table=True):
    """One agreement."""

    letter: ClassVar[str] = "B"
    draft: ClassVar[type[Draft]] = AgreementDraft


class ClauseDraft(Draft):
    """One commitment that can be checked on its own."""

    agreement: Annotated[
        str, About(link="agreement", privacy=Privacy.SENSITIVE, disclosure="sealed")
    ] = Field(title=N_("Agreement"), max_length=36, index=True)
    commitment: Annotated[
        str, About(codes="commitment_type", privacy=Privacy.SENSITIVE, disclosure="sealed")
    ] = Field(title=N_("What is promised"))
    party: Annotated[
        str | None, About(codes="party_type", privacy=Privacy.SENSITIVE, disclosure="sealed")
    ] = Field(default=None, title=N_("Who promises"))
    sector: Annotated[
        str | None, About(link="sector", privacy=Privacy.SENSITIVE, disclosure="sealed")
    ] = Field(default=None, title=N_("Where"), max_length=36)
    until: Annotated[date | None, SEALED] = Field(default=None, title=N_("Until"))
    verified_by: Annotated[str | None, About(note=True, disclosure="sealed")] = Field(
        default=None, title=N_("How it is checked"), max_length=400
    )
    check_every: Annotated[int | None, SEALED] = Field(
        default=30, title=N_("Check every so many days"), ge=1, le=366
    )


class Clause(ClauseDraft, Inner, table=True):
    """One clause of an agreement."""

    letter: ClassVar[str] = "J"
    draft: ClassVar[type[Draft]] = ClauseDraft


class CheckDraft(Draft):
    """One look at one clause."""

    clause: Annotated[str, About(link="clause", privacy=Privacy.SENSITIVE, disclosure="sealed")] = (
        Field(title=N_("Clause"), max_length=36, index=True)
    )
    checked_on: Annotated[date, SEALED] = Field(default_factory=clock.today, title=N_("Checked on"))
    result: Annotated[
        str, About(codes="monitoring_result", privacy=Privacy.SENSITIVE, disclosure="sealed")
    ] = Field(title=N_("Result"))
    independent: Annotated[bool | None, SEALED] = Field(
        default=None, title=N_("By an independent monitor")
    )
    note: Annotated[str | None, About(note=True, disclosure="sealed")] = Field(
        default=None, title=N_("Note"), max_length=600
    )


class Check(CheckDraft, Inner, table=True):
    """One check of one clause."""

    __tablename__ = "clause_check"
    letter: ClassVar[str] = "Q"
    draft: ClassVar[type[Draft]] = CheckDraft


class BreachDraft(Draft):
    """A clause not kept: severity, effect and answer, never blame by name."""

    clause: Annotated[str, About(link="clause", privacy=Privacy.SENSITIVE, disclosure="sealed")] = (
        Field(title=N_("Clause"), max_length=36, index=True)
    )
    happened_on: Annotated[date, SEALED] = Field(
        default_factory=clock.today, title=N_("Happened on")
    )
    severity: Annotated[
        str, About(codes="breach_severity", privacy=Privacy.SENSITIVE, disclosure="sealed")
    ] = Field(title=N_("Severity"))
    verification: Annotated[
        str, About(codes="verification", privacy=Privacy.SENSITIVE, disclosure="sealed")
    ] = Field(default="unverified", title=N_("Verified"))
    incident: Annotated[
        str | None, About(link="incident", privacy=Privacy.SENSITIVE, disclosure="sealed")
    ] = Field(default=None, title=N_("Incident"), max_length=36)
    response: Annotated[
        str | None, About(codes="breach_response", privacy=Privacy.SENSITIVE, disclosure="sealed")
    ] = Field(default=None, title=N_("Answer"))
    responded_on: Annotated[date | None, SEALED] = Field(default=None, title=N_("Answered on"))
    effect: Annotated[str | None, About(note=True, disclosure="sealed")] = Field(
        default=None, title=N_("Effect on people"), max_length=600
    )

    def problems(self) -> dict[str, UserError]:
        """An answer follows the breach."""
        return _ends_before(self.happened_on, self.responded_on, "responded_on")


class Breach(BreachDraft, Inner, table=True):
    """One breach of one clause."""

    letter: ClassVar[str] = "X"
    draft: ClassVar[type[Draft]] = BreachDraft
