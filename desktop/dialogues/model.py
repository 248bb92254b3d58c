# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups by code, dialogue processes and their reviews; what hangs on them stands beside.

All of it lives in the dialogues store, from the first schema on. Sectors, borders and incidents of
the main store are linked by id, from inside only.
"""

import re
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
ARMED, CONSULTATION = "armed", "consultation"
OVER = frozenset({"closed"})
SIGN = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9-]{1,7}")
"""A code has a figure in it and no spaces, so that a name does not fit (domain.md 5)."""


def bad_sign(sign: str) -> dict[str, UserError]:
    """Say that a code could be a name."""
    if SIGN.fullmatch(sign.upper()):
        return {}
    return {"sign": UserError(N_("Write a short code with a figure, such as A-7. Never a name."))}


class GroupDraft(Draft):
    """An armed group: a code the team agreed on, never a name."""

    sign: Annotated[
        str,
        sealed(
            help=N_("A code only the team knows. Never the name of a group or a person."),
            searchable=True,
        ),
    ] = Field(title=N_("Code of the group"), max_length=8)
    kind: Annotated[str | None, sealed(codes="party_type")] = unset(N_("Kind"))
    active: Annotated[bool | None, sealed()] = unset(N_("Still exists"))
    listed: Annotated[
        bool | None, sealed(help=N_("Contact may then be a crime. Ask for a legal view first."))
    ] = unset(N_("Listed by the law as terrorist"))
    came_from: Annotated[
        str | None, sealed(help=N_("When it split off from another."), link="armed_group")
    ] = unset(N_("Split off from the group"), max_length=36)
    came_on: Annotated[date | None, sealed(past=True)] = unset(N_("Split off on"))
    became: Annotated[
        str | None, sealed(help=N_("When it merged or took another code."), link="armed_group")
    ] = unset(N_("Became the group"), max_length=36)
    became_how: Annotated[str | None, sealed(codes="group_change")] = unset(N_("How it became it"))
    became_on: Annotated[date | None, sealed(past=True)] = unset(N_("Became it on"))
    note: Annotated[str | None, sealed(help=NO_NAMES, note=True)] = unset(
        N_("Note"), max_length=1_000
    )

    def problems(self) -> dict[str, UserError]:
        """The code is no name, and whatever became of the group is told with how it happened."""
        found = bad_sign(self.sign)
        if self.became and not self.became_how:
            found["became_how"] = UserError(N_("Say whether it merged or took another code."))
        if self.became and self.became == self.came_from:
            found["became"] = UserError(N_("A group does not become the one it split off from."))
        return found


class Group(GroupDraft, Inner, table=True):
    """An armed group by code."""

    __tablename__ = "armed_group"
    pointed_to: ClassVar[bool] = True
    letter: ClassVar[str] = "W"
    draft: ClassVar[type[Draft]] = GroupDraft


class HoldingDraft(Draft):
    """Which group holds which sector, from when to when."""

    group: Annotated[str, sealed(link="armed_group")] = link(N_("Group"))
    sector: Annotated[str, sealed(link="sector")] = link(N_("Sector"))
    since: Annotated[date | None, sealed(past=True)] = unset(N_("Since"))
    until: Annotated[date | None, sealed()] = unset(N_("Until"))
    leader_on: Annotated[
        date | None,
        sealed(help=N_("Rules change with whoever commands. Never who it is."), past=True),
    ] = unset(N_("New command since"))

    def problems(self) -> dict[str, UserError]:
        """A period ends after it began."""
        return ends_before(self.since, self.until, "until")


class Holding(HoldingDraft, Inner, table=True):
    """One period in which a group held a sector."""

    letter: ClassVar[str] = "Y"
    draft: ClassVar[type[Draft]] = HoldingDraft


class ProcessDraft(Draft):
    """A dialogue process: its objective, its stage, and what the gates of the stages ask for."""

    title: Annotated[
        str,
        sealed(help=N_("A neutral name that tells nothing to a stranger."), searchable=True),
    ] = Field(title=N_("Name of the process"), max_length=60)
    kind: Annotated[
        str,
        sealed(
            help=N_("A consultation without an armed party passes no gates."),
            codes="process_kind",
        ),
    ] = Field(default=ARMED, title=N_("Kind of process"))
    objective: Annotated[str, sealed(help=NO_NAMES, note=True)] = Field(
        title=N_("Objective"), max_length=600
    )
    started_on: Annotated[date | None, sealed(past=True)] = unset(N_("Started on"))
    sectors: Annotated[list[str], sealed(link="sector")] = several(N_("Sectors"))
    facilitators: Annotated[list[str], sealed(codes="facilitator_type")] = several(
        N_("Who facilitates, by kind")
    )
    cohesion: Annotated[
        str | None,
        sealed(help=N_("Talks hold better where one word is kept."), codes="command_cohesion"),
    ] = unset(N_("Does the armed actor keep to one command"))
    spoilers: Annotated[int | None, sealed()] = unset(N_("How many could spoil it"), ge=0, le=99)
    spoiler_kinds: Annotated[list[str], sealed(codes="spoiler_kind")] = several(
        N_("Who could spoil it, by kind")
    )
    dominance_risk: Annotated[str | None, sealed(codes="dominance_risk")] = unset(
        N_("Risk that it helps one side dominate")
    )
    groundwork: Annotated[
        list[str],
        sealed(help=N_("Contact is never the first option."), codes="contact_check"),
    ] = several(N_("Settled before the first contact"))
    least_people: Annotated[
        str | None,
        sealed(
            help=N_("A large group of neighbours is safer and makes fewer bad deals."),
            codes="headcount_band",
        ),
    ] = Field(default="from_12", title=N_("At least so many of the community at a contact"))
    assurance: Annotated[
        str | None,
        sealed(
            help=N_("Whether an authority said that nobody is prosecuted for this dialogue."),
            codes="legal_assurance",
        ),
    ] = unset(N_("Legal assurance"))
    assurance_level: Annotated[str | None, sealed(codes="authority_level")] = unset(
        N_("Which authority gave it")
    )
    assurance_on: Annotated[date | None, sealed(past=True)] = unset(N_("Assurance given on"))
    red_lines: Annotated[
        str | None, sealed(help=N_("What no agreement may give away."), note=True)
    ] = unset(N_("Red lines"), max_length=600)
    exploration: Annotated[str | None, sealed(help=NO_NAMES, note=True)] = unset(
        N_("What the first talks showed"), max_length=600
    )
    gestures: Annotated[list[str], sealed(codes="good_faith_gesture")] = several(
        N_("Gestures of good faith that were seen")
    )
    exit_strategy: Annotated[
        str | None, sealed(help=N_("Needed before the pilot stage."), note=True)
    ] = unset(N_("Way out"), max_length=600)
    exit_kind: Annotated[str | None, sealed(codes="exit_kind")] = unset(N_("Kind of way out"))
    exit_trigger: Annotated[str | None, sealed(note=True)] = unset(
        N_("What would make us take it"), max_length=400
    )
    exit_rehearsed_on: Annotated[date | None, sealed(past=True)] = unset(
        N_("The way out was rehearsed on")
    )
    pilot_criteria: Annotated[str | None, sealed(note=True)] = unset(
        N_("When the pilot counts as a success"), max_length=400
    )
    pilot_until: Annotated[date | None, sealed()] = unset(N_("The pilot runs until"))
    pilot_decision: Annotated[str | None, sealed(codes="pilot_decision")] = unset(
        N_("What was decided after the pilot")
    )
    ended_on: Annotated[date | None, sealed(past=True)] = unset(N_("Ended on"))
    exit_reason: Annotated[str | None, sealed(codes="dialogue_exit_reason")] = unset(
        N_("Why it ended")
    )
    left_with_help: Annotated[int | None, sealed(help=N_("A number only, never who."))] = unset(
        N_("People who asked to leave and were referred"), ge=0, le=9_999
    )
    evaluation: Annotated[
        str | None, sealed(help=N_("What it gave, what it cost, who decided."), note=True)
    ] = unset(N_("Looking back"), max_length=1_000)
    stage: Annotated[str, sealed(codes="dialogue_stage", hidden=True)] = Field(
        default=PATH[0], title=N_("Stage")
    )
    stage_since: Annotated[date | None, sealed(hidden=True)] = unset(N_("At this stage since"))
    stage_reason: Annotated[str | None, sealed(note=True, hidden=True)] = unset(
        N_("Why the stage was changed"), max_length=400
    )

    def problems(self) -> dict[str, UserError]:
        """A process ends after it began."""
        return ends_before(self.started_on, self.ended_on, "ended_on")


class Process(ProcessDraft, Inner, table=True):
    """One dialogue process."""

    letter: ClassVar[str] = "D"
    draft: ClassVar[type[Draft]] = ProcessDraft


class ReviewDraft(Draft):
    """A look, every quarter, at whether the process does harm (domain.md T20)."""

    process: Annotated[str, sealed(link="process")] = link(N_("Process"))
    reviewed_on: Annotated[date, sealed()] = Field(title=N_("Reviewed on"))
    signs: Annotated[
        list[str],
        sealed(help=N_("Leave this empty when there are none."), codes="harm_sign"),
    ] = several(N_("Signs of harm"))
    decision: Annotated[str, sealed(codes="review_decision")] = Field(title=N_("Decision"))
    note: Annotated[str | None, sealed(help=NO_NAMES, note=True)] = unset(
        N_("Note"), max_length=600
    )

    def problems(self) -> dict[str, UserError]:
        """A review has taken place."""
        return not_yet(self.reviewed_on, "reviewed_on")


class Review(ReviewDraft, Inner, table=True):
    """One review of one process."""

    __tablename__ = "harm_review"
    letter: ClassVar[str] = "Z"
    draft: ClassVar[type[Draft]] = ReviewDraft
