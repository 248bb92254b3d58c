# SPDX-License-Identifier: GPL-3.0-or-later
"""Dialogue processes, agreements, clauses, checks and breaches; groups by code only.

All of it lives in the dialogues store, from the first schema on. Sectors, borders and incidents of
the main store are linked by id, from inside only.
"""

import re
from datetime import date
from typing import Annotated, Any, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

PATH = (
    "preparation",
    "exploratory",
    "good_faith",
    "pilot",
    "agreement",
    "extension",
    "sustained",
)
"""The stages of V26 in their order; ``exit``, ``closed`` and ``paused`` stand beside the path."""
OVER = frozenset({"closed"})
CONFIRMED, DISCARDED = "confirmed", "discarded"
"""Of V31's verification: what counts as a breach, and what turned out to be none."""
_SIGN = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9-]{1,7}")
_NO_NAMES = N_("Never names, routes, weapons or money.")


def _sealed(**more: Any) -> About:
    return About(privacy=Privacy.SENSITIVE, disclosure="sealed", **more)


def _link(title: str, **more: Any) -> Any:
    return Field(title=title, max_length=36, index=True, **more)


def _several(title: str) -> Any:
    return Field(default_factory=list, title=title, sa_type=sa.JSON)


def _unset(title: str, **more: Any) -> Any:
    return Field(default=None, title=title, **more)


def _ends_before(start: date | None, end: date | None, field: str) -> dict[str, UserError]:
    if start and end and end < start:
        return {field: UserError(N_("The end lies before the beginning."))}
    return {}


def _not_yet(day: date | None, field: str) -> dict[str, UserError]:
    if day and day > clock.today():
        return {field: UserError(N_("This date is in the future."))}
    return {}


class Inner(Record):
    """A record of the dialogues store."""

    stores: ClassVar[tuple[str, ...]] = ("dialogues",)


class GroupDraft(Draft):
    """An armed group: a code the team agreed on, never a name."""

    sign: Annotated[
        str,
        _sealed(
            help=N_("A code only the team knows. Never the name of a group or a person."),
            searchable=True,
        ),
    ] = Field(title=N_("Code of the group"), max_length=8)
    kind: Annotated[str | None, _sealed(codes="party_type")] = _unset(N_("Kind"))
    active: Annotated[bool | None, _sealed()] = _unset(N_("Still exists"))
    became: Annotated[
        str | None,
        _sealed(help=N_("When it merged, split or took another code."), link="group"),
    ] = _unset(N_("Became the group"), max_length=36)
    note: Annotated[str | None, _sealed(help=_NO_NAMES, note=True)] = _unset(
        N_("Note"), max_length=1_000
    )

    def problems(self) -> dict[str, UserError]:
        """A code has a figure in it and no spaces, so that a name does not fit (domain.md 5)."""
        if not _SIGN.fullmatch(self.sign.upper()):
            return {
                "sign": UserError(
                    N_("Write a short code with a figure, such as A-7. Never a name.")
                )
            }
        return {}


class Group(GroupDraft, Inner, table=True):
    """An armed group by code."""

    __tablename__ = "armed_group"
    letter: ClassVar[str] = "W"
    draft: ClassVar[type[Draft]] = GroupDraft


class HoldingDraft(Draft):
    """Which group holds which sector, from when to when."""

    group: Annotated[str, _sealed(link="group")] = _link(N_("Group"))
    sector: Annotated[str, _sealed(link="sector")] = _link(N_("Sector"))
    since: Annotated[date | None, _sealed(past=True)] = _unset(N_("Since"))
    until: Annotated[date | None, _sealed()] = _unset(N_("Until"))

    def problems(self) -> dict[str, UserError]:
        """A period ends after it began."""
        return _ends_before(self.since, self.until, "until")


class Holding(HoldingDraft, Inner, table=True):
    """One period in which a group held a sector."""

    letter: ClassVar[str] = "Y"
    draft: ClassVar[type[Draft]] = HoldingDraft


class ProcessDraft(Draft):
    """A dialogue process: its objective, its stage, and what the gates of the stages ask for."""

    title: Annotated[
        str,
        _sealed(help=N_("A neutral name that tells nothing to a stranger."), searchable=True),
    ] = Field(title=N_("Name of the process"), max_length=60)
    objective: Annotated[str, _sealed(help=_NO_NAMES, note=True)] = Field(
        title=N_("Objective"), max_length=600
    )
    started_on: Annotated[date | None, _sealed(past=True)] = _unset(N_("Started on"))
    sectors: Annotated[list[str], _sealed(link="sector")] = _several(N_("Sectors"))
    facilitators: Annotated[list[str], _sealed(codes="facilitator_type")] = _several(
        N_("Who facilitates, by kind")
    )
    groundwork: Annotated[
        list[str],
        _sealed(help=N_("Contact is never the first option."), codes="contact_check"),
    ] = _several(N_("Settled before the first contact"))
    red_lines: Annotated[
        str | None, _sealed(help=N_("What no agreement may give away."), note=True)
    ] = _unset(N_("Red lines"), max_length=600)
    exploration: Annotated[str | None, _sealed(help=_NO_NAMES, note=True)] = _unset(
        N_("What the first talks showed"), max_length=600
    )
    gestures: Annotated[list[str], _sealed(codes="good_faith_gesture")] = _several(
        N_("Gestures of good faith that were seen")
    )
    exit_strategy: Annotated[
        str | None, _sealed(help=N_("Needed before the pilot stage."), note=True)
    ] = _unset(N_("Way out"), max_length=600)
    ended_on: Annotated[date | None, _sealed(past=True)] = _unset(N_("Ended on"))
    exit_reason: Annotated[str | None, _sealed(codes="dialogue_exit_reason")] = _unset(
        N_("Why it ended")
    )
    stage: Annotated[str, _sealed(codes="dialogue_stage", hidden=True)] = Field(
        default=PATH[0], title=N_("Stage")
    )
    stage_since: Annotated[date | None, _sealed(hidden=True)] = _unset(N_("At this stage since"))
    stage_reason: Annotated[str | None, _sealed(note=True, hidden=True)] = _unset(
        N_("Why the stage was changed"), max_length=400
    )

    def problems(self) -> dict[str, UserError]:
        """A process ends after it began."""
        return _ends_before(self.started_on, self.ended_on, "ended_on")


class Process(ProcessDraft, Inner, table=True):
    """One dialogue process."""

    letter: ClassVar[str] = "D"
    draft: ClassVar[type[Draft]] = ProcessDraft


class ReviewDraft(Draft):
    """A look, every quarter, at whether the process does harm (domain.md T20)."""

    process: Annotated[str, _sealed(link="process")] = _link(N_("Process"))
    reviewed_on: Annotated[date, _sealed()] = Field(title=N_("Reviewed on"))
    signs: Annotated[
        list[str],
        _sealed(help=N_("Leave this empty when there are none."), codes="harm_sign"),
    ] = _several(N_("Signs of harm"))
    decision: Annotated[str, _sealed(codes="review_decision")] = Field(title=N_("Decision"))
    note: Annotated[str | None, _sealed(help=_NO_NAMES, note=True)] = _unset(
        N_("Note"), max_length=600
    )

    def problems(self) -> dict[str, UserError]:
        """A review has taken place."""
        return _not_yet(self.reviewed_on, "reviewed_on")


class Review(ReviewDraft, Inner, table=True):
    """One review of one process."""

    __tablename__ = "harm_review"
    letter: ClassVar[str] = "Z"
    draft: ClassVar[type[Draft]] = ReviewDraft


class AgreementDraft(Draft):
    """What was agreed within a process."""

    process: Annotated[str, _sealed(link="process")] = _link(N_("Process"))
    title: Annotated[str, _sealed(searchable=True)] = Field(
        title=N_("Name of the agreement"), max_length=60
    )
    parties: Annotated[list[str], _sealed(codes="party_type")] = _several(N_("Parties, by kind"))
    groups: Annotated[list[str], _sealed(link="group")] = _several(N_("Groups, by code"))
    since: Annotated[date | None, _sealed()] = _unset(N_("In force since"))
    assurance: Annotated[
        str | None,
        _sealed(
            help=N_("Whether an authority said that nobody is prosecuted for this dialogue."),
            codes="legal_assurance",
        ),
    ] = _unset(N_("Legal assurance"))
    review_on: Annotated[date | None, _sealed(after="since")] = _unset(N_("Review on"))
    until: Annotated[date | None, _sealed()] = _unset(N_("Ended on"))

    def problems(self) -> dict[str, UserError]:
        """A period ends after it began."""
        return _ends_before(self.since, self.until, "until")


class Agreement(AgreementDraft, Inner, table=True):
    """One agreement."""

    letter: ClassVar[str] = "B"
    draft: ClassVar[type[Draft]] = AgreementDraft


class ClauseDraft(Draft):
    """One commitment that can be checked on its own."""

    agreement: Annotated[str, _sealed(link="agreement")] = _link(N_("Agreement"))
    commitment: Annotated[str, _sealed(codes="commitment_type")] = Field(
        title=N_("What is promised")
    )
    wording: Annotated[str | None, _sealed(help=_NO_NAMES, note=True)] = _unset(
        N_("In the words agreed"), max_length=400
    )
    party: Annotated[str | None, _sealed(codes="party_type")] = _unset(N_("Who promises"))
    sector: Annotated[str | None, _sealed(link="sector")] = _unset(N_("Where"), max_length=36)
    border: Annotated[str | None, _sealed(link="border")] = _unset(
        N_("Border it is about"), max_length=36
    )
    until: Annotated[date | None, _sealed()] = _unset(N_("Until"))
    verified_by: Annotated[str | None, _sealed(note=True)] = _unset(
        N_("How it is checked"), max_length=400
    )
    check_every: Annotated[
        int | None, _sealed(help=N_("Leave this empty when it is not checked at set times."))
    ] = _unset(N_("Check every so many days"), ge=1, le=366)


class Clause(ClauseDraft, Inner, table=True):
    """One clause of an agreement."""

    letter: ClassVar[str] = "J"
    draft: ClassVar[type[Draft]] = ClauseDraft


class CheckDraft(Draft):
    """One look at one clause."""

    clause: Annotated[str, _sealed(link="clause")] = _link(N_("Clause"))
    checked_on: Annotated[date, _sealed()] = Field(title=N_("Checked on"))
    result: Annotated[str, _sealed(codes="monitoring_result")] = Field(title=N_("Result"))
    independent: Annotated[bool | None, _sealed()] = _unset(N_("By an independent monitor"))
    note: Annotated[str | None, _sealed(help=_NO_NAMES, note=True)] = _unset(
        N_("Note"), max_length=600
    )

    def problems(self) -> dict[str, UserError]:
        """A check has taken place."""
        return _not_yet(self.checked_on, "checked_on")


class Check(CheckDraft, Inner, table=True):
    """One check of one clause."""

    __tablename__ = "clause_check"
    letter: ClassVar[str] = "Q"
    draft: ClassVar[type[Draft]] = CheckDraft


class BreachDraft(Draft):
    """A clause not kept: severity, effect and answer, never blame by name."""

    clause: Annotated[str, _sealed(link="clause")] = _link(N_("Clause"))
    happened_on: Annotated[date, _sealed()] = Field(title=N_("Happened on"))
    severity: Annotated[str, _sealed(codes="breach_severity")] = Field(title=N_("Severity"))
    verification: Annotated[
        str, _sealed(help=N_("Only what is confirmed counts."), codes="verification")
    ] = Field(default="unverified", title=N_("Verified"))
    incident: Annotated[str | None, _sealed(link="incident")] = _unset(
        N_("Incident"), max_length=36
    )
    effect: Annotated[str | None, _sealed(help=_NO_NAMES, note=True)] = _unset(
        N_("Effect on people"), max_length=600
    )
    response: Annotated[str | None, _sealed(codes="breach_response")] = _unset(N_("Answer"))
    responded_on: Annotated[date | None, _sealed(past=True)] = _unset(N_("Answered on"))

    def problems(self) -> dict[str, UserError]:
        """A breach has happened; an answer follows it."""
        return _ends_before(self.happened_on, self.responded_on, "responded_on") | _not_yet(
            self.happened_on, "happened_on"
        )


class Breach(BreachDraft, Inner, table=True):
    """One breach of one clause."""

    letter: ClassVar[str] = "X"
    draft: ClassVar[type[Draft]] = BreachDraft
