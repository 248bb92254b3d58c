# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreements, their clauses, and what was checked and broken of them."""

from datetime import date
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.tables import Draft
from desktop.dialogues.inner_model import (
    NO_NAMES,
    Inner,
    ends_before,
    link,
    not_yet,
    sealed,
    several,
    unset,
)

CONFIRMED, DISCARDED = "confirmed", "discarded"
"""Of V31's verification: what counts as a breach, and what turned out to be none."""


class AgreementDraft(Draft):
    """What was agreed within a process."""

    process: Annotated[str, sealed(link="process")] = link(N_("Process"))
    title: Annotated[str, sealed(searchable=True)] = Field(
        title=N_("Name of the agreement"), max_length=60
    )
    parties: Annotated[list[str], sealed(codes="party_type")] = several(N_("Parties, by kind"))
    groups: Annotated[list[str], sealed(link="armed_group")] = several(N_("Groups, by code"))
    since: Annotated[date | None, sealed()] = unset(N_("In force since"))
    assurance: Annotated[
        str | None,
        sealed(
            help=N_("Whether an authority said that nobody is prosecuted for this dialogue."),
            codes="legal_assurance",
        ),
    ] = unset(N_("Legal assurance"))
    review_on: Annotated[date | None, sealed(after="since")] = unset(N_("Review on"))
    until: Annotated[date | None, sealed()] = unset(N_("Ended on"))
    end_reason: Annotated[str | None, sealed(codes="dialogue_exit_reason")] = unset(
        N_("Why it ended")
    )

    def problems(self) -> dict[str, UserError]:
        """A period ends after it began."""
        return ends_before(self.since, self.until, "until")


class Agreement(AgreementDraft, Inner, table=True):
    """One agreement."""

    letter: ClassVar[str] = "B"
    draft: ClassVar[type[Draft]] = AgreementDraft


class ClauseDraft(Draft):
    """One commitment that can be checked on its own."""

    agreement: Annotated[str, sealed(link="agreement")] = link(N_("Agreement"))
    commitment: Annotated[str, sealed(codes="commitment_type")] = Field(
        title=N_("What is promised")
    )
    wording: Annotated[str | None, sealed(help=NO_NAMES, note=True)] = unset(
        N_("In the words agreed"), max_length=400
    )
    party: Annotated[str | None, sealed(codes="party_type")] = unset(N_("Who promises"))
    protects: Annotated[list[str], sealed(codes="victim_profile")] = several(N_("Whom it protects"))
    sectors: Annotated[list[str], sealed(link="sector")] = several(N_("Where: sectors"))
    borders: Annotated[list[str], sealed(link="border")] = several(N_("Where: borders"))
    until: Annotated[date | None, sealed()] = unset(N_("Until"))
    verified_by: Annotated[str | None, sealed(note=True)] = unset(
        N_("How it is checked"), max_length=400
    )
    check_every: Annotated[
        int | None, sealed(help=N_("Leave this empty when it is not checked at set times."))
    ] = unset(N_("Check every so many days"), ge=1, le=366)
    answers: Annotated[
        list[str],
        sealed(help=N_("What the other side promises for it."), link="clause"),
    ] = several(N_("Promised in return for"))
    red_line_on: Annotated[
        date | None, sealed(help=N_("Read it beside the red lines, with somebody else."), past=True)
    ] = unset(N_("Checked against the red lines on"))
    red_lines_touched: Annotated[
        list[str], sealed(help=N_("Leave this empty when there are none."), codes="red_line")
    ] = several(N_("Red lines it touches"))


class Clause(ClauseDraft, Inner, table=True):
    """One clause of an agreement."""

    letter: ClassVar[str] = "J"
    draft: ClassVar[type[Draft]] = ClauseDraft


class CheckDraft(Draft):
    """One look at one clause."""

    clause: Annotated[str, sealed(link="clause")] = link(N_("Clause"))
    checked_on: Annotated[date, sealed()] = Field(title=N_("Checked on"))
    result: Annotated[str, sealed(codes="monitoring_result")] = Field(title=N_("Result"))
    monitor: Annotated[str | None, sealed(link="facilitator")] = unset(
        N_("Monitor, by code"), max_length=36
    )
    independent: Annotated[bool | None, sealed()] = unset(N_("By an independent monitor"))
    method: Annotated[list[str], sealed(codes="check_method")] = several(N_("How it was looked at"))
    note: Annotated[str | None, sealed(help=NO_NAMES, note=True)] = unset(
        N_("Note"), max_length=600
    )

    def problems(self) -> dict[str, UserError]:
        """A check has taken place."""
        return not_yet(self.checked_on, "checked_on")


class Check(CheckDraft, Inner, table=True):
    """One check of one clause."""

    __tablename__ = "clause_check"
    letter: ClassVar[str] = "Q"
    draft: ClassVar[type[Draft]] = CheckDraft


class BreachDraft(Draft):
    """A clause not kept: severity, effect and answer, never blame by name.

    That somebody alleged it, that it was verified and that it was investigated are three things,
    each with its day: a rumour is no breach, and a breach is no verdict.
    """

    clause: Annotated[str, sealed(link="clause")] = link(N_("Clause"))
    happened_on: Annotated[date, sealed()] = Field(title=N_("Happened on"))
    severity: Annotated[str, sealed(codes="breach_severity")] = Field(title=N_("Severity"))
    alleged_on: Annotated[date | None, sealed(past=True, after="happened_on")] = unset(
        N_("Told to us on")
    )
    verification: Annotated[
        str, sealed(help=N_("Only what is confirmed counts."), codes="verification")
    ] = Field(default="unverified", title=N_("Verified"))
    verified_on: Annotated[date | None, sealed(past=True, after="happened_on")] = unset(
        N_("Verified on")
    )
    investigation: Annotated[str | None, sealed(codes="breach_inquiry")] = unset(N_("Looked into"))
    investigated_on: Annotated[date | None, sealed(past=True, after="happened_on")] = unset(
        N_("Looked into on")
    )
    finding: Annotated[str | None, sealed(help=N_("Never who did it."), codes="breach_finding")] = (
        unset(N_("What was found"))
    )
    incident: Annotated[str | None, sealed(link="incident")] = unset(N_("Incident"), max_length=36)
    effect: Annotated[str | None, sealed(help=NO_NAMES, note=True)] = unset(
        N_("Effect on people"), max_length=600
    )
    response: Annotated[str | None, sealed(codes="breach_response")] = unset(N_("Answer"))
    responded_on: Annotated[date | None, sealed(past=True)] = unset(N_("Answered on"))
    answer_hours: Annotated[
        int | None, sealed(help=N_("Leave this empty where only the day is known."))
    ] = unset(N_("Hours until the first answer"), ge=0, le=9_999)

    def problems(self) -> dict[str, UserError]:
        """A breach has happened; what was learned of it and done about it follows."""
        found = ends_before(self.happened_on, self.responded_on, "responded_on")
        for field in ("alleged_on", "verified_on", "investigated_on"):
            found |= ends_before(self.happened_on, getattr(self, field), field)
        return found | not_yet(self.happened_on, "happened_on")


class Breach(BreachDraft, Inner, table=True):
    """One breach of one clause."""

    letter: ClassVar[str] = "X"
    draft: ClassVar[type[Draft]] = BreachDraft
