# SPDX-License-Identifier: GPL-3.0-or-later
"""Livelihood placements and the checkpoints that follow them; who offers them is beside."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from desktop.core import clock, i18n
from desktop.core.errors import UserError
from desktop.core.fields import About, Export, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

CHECKPOINT_DAYS = {"d30": 30, "d60": 60, "d90": 90, "d180": 180, "d365": 365, "d730": 730}
ASKS_MONTHS = ("d180", "d365", "d730")
"""Checkpoints at which somebody was followed for six months at least."""
WINDOW = (-7, 14)
"""Days around a checkpoint in which its answer counts (domain.md V19b)."""
NOT_LIVELIHOOD_JOBS = frozenset({"stipend_program", "vocational", "university_course"})
"""Stipends and courses are placements, but not in the placement rate (domain.md section 4)."""


class PlacementStatus(StrEnum):
    """The states of V17."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    ACTIVE = "active"
    ON_HOLD = "on_hold"
    COMPLETED = "completed"
    ENDED_EARLY = "ended_early"
    NEVER_STARTED = "never_started"


ASKED_OF_INCOME = frozenset({"wage_band", "income_before"})
"""What somebody could be robbed for: asked only where the office turned it on, and in bands."""
ENDED = frozenset({"completed", "ended_early", "never_started"})
NOT_BEGUN = frozenset({"proposed", "agreed", "never_started"})
"""States in which nobody has worked or studied a single day: nothing is asked, nothing counts."""
WAITING = tuple(sorted(NOT_BEGUN - ENDED))
OVER = ENDED - NOT_BEGUN


class PlacementDraft(Draft):
    """One placement of one participant."""

    participant: Annotated[
        str, About(link="participant", privacy=Privacy.IDENTIFIER, export=Export.PSEUDONYM)
    ] = Field(title=N_("Participant"), max_length=36, index=True)
    type: Annotated[
        str, About(codes="placement_type", privacy=Privacy.QUASI, export=Export.CODE)
    ] = Field(title=N_("Type of placement"))
    employer: Annotated[str | None, About(link="employer", privacy=Privacy.QUASI)] = Field(
        default=None, title=N_("Employer or host"), max_length=36, index=True
    )
    starts_on: Annotated[date, About(privacy=Privacy.QUASI, export=Export.PERIOD)] = Field(
        default_factory=clock.today, title=N_("First day"), index=True
    )
    status: Annotated[
        str, About(codes="placement_status", privacy=Privacy.INSENSITIVE, export=Export.CODE)
    ] = Field(default=PlacementStatus.ACTIVE.value, title=N_("Status"))
    formality: Annotated[
        str | None,
        About(
            codes="formality", privacy=Privacy.SENSITIVE, disclosure="output", export=Export.CODE
        ),
    ] = Field(default=None, title=N_("How formal the work is"))
    wage_band: Annotated[
        str | None,
        About(
            codes="wage_band",
            help=N_("A band is enough. Amounts are never asked for."),
            privacy=Privacy.SENSITIVE,
            export=Export.CODE,
        ),
    ] = Field(default=None, title=N_("Pay"))
    income_before: Annotated[
        str | None,
        About(
            codes="wage_band",
            help=N_("What came in a month before this began, from any work."),
            privacy=Privacy.SENSITIVE,
        ),
    ] = Field(default=None, title=N_("Income before"))
    hours: Annotated[int | None, About(privacy=Privacy.QUASI, export=Export.NUMBER_BAND)] = Field(
        default=None, title=N_("Hours a week"), ge=1, le=100
    )
    conditions: Annotated[
        str | None, About(help=N_("Shifts, transport, food, tools, trial period."), note=True)
    ] = Field(default=None, title=N_("Conditions agreed"), max_length=600)
    crossing: Annotated[
        str | None,
        About(
            codes="crossing_choice",
            help=N_("Only when the way to work crosses an active border."),
            privacy=Privacy.SENSITIVE,
        ),
    ] = Field(default=None, title=N_("How the way is safe"))
    crossing_reason: Annotated[
        str | None,
        About(help=N_("Where the person goes all the same: why. No names, no groups."), note=True),
    ] = Field(default=None, title=N_("Reason"), max_length=300)
    cost: Annotated[
        int | None,
        About(
            help=N_("What it costs the organisation, not what the person earns."),
            money=True,
            privacy=Privacy.INSENSITIVE,
        ),
    ] = Field(default=None, title=N_("Cost"), ge=0, sa_type=sa.BigInteger)
    grant: Annotated[
        str | None,
        About(
            link="grant",
            help=N_("Only where another grant pays than the programme's."),
            privacy=Privacy.INSENSITIVE,
        ),
    ] = Field(default=None, title=N_("Paid by the grant"), max_length=36)
    currency: Annotated[str | None, About(hidden=True, privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Currency"), max_length=3
    )
    planned_end: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Planned end")
    )
    ended_on: Annotated[date | None, About(privacy=Privacy.QUASI)] = Field(
        default=None, title=N_("Ended on")
    )
    exit_reason: Annotated[
        str | None,
        About(codes="placement_exit_reason", privacy=Privacy.SENSITIVE, export=Export.CODE),
    ] = Field(default=None, title=N_("Why it ended"))
    note: Annotated[str | None, About(note=True)] = Field(
        default=None, title=N_("Note"), max_length=2_000
    )

    def problems(self) -> dict[str, UserError]:
        """An end follows the first day; an ended placement says when."""
        found: dict[str, UserError] = {}
        for name in ("planned_end", "ended_on"):
            end = getattr(self, name)
            if end and end < self.starts_on:
                found[name] = UserError(N_("The end lies before the beginning."))
        if self.status in OVER and not self.ended_on:
            found["ended_on"] = UserError(N_("Say when it ended."))
        if self.ended_on and self.status not in OVER:
            words = N_("The status says that it did not end. Correct one of the two.")
            found["ended_on"] = UserError(words)
        if self.ended_on and self.ended_on > clock.today():
            found["ended_on"] = UserError(N_("This date is in the future."))
        return found


class Placement(PlacementDraft, Record, table=True):
    """One placement of one participant."""

    __table_args__ = (  # the few that were to begin, of all that ever ran
        sa.Index(
            "ix_placement_waiting",
            *("starts_on", "participant"),
            sqlite_where=sa.text("status IN ('agreed', 'proposed') AND deleted_at IS NULL"),
        ),
    )

    letter: ClassVar[str] = "L"
    draft: ClassVar[type[Draft]] = PlacementDraft
    scoped_by: ClassVar[str] = "participant"


class CheckpointDraft(Draft):
    """A question asked at a set time: does the person still work or study."""

    placement: Annotated[str, About(link="placement", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Placement"), max_length=36, index=True
    )
    point: Annotated[
        str, About(codes="retention_checkpoint", privacy=Privacy.INSENSITIVE, hidden=True)
    ] = Field(title=N_("Checkpoint"))
    due_on: Annotated[date, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        title=N_("Due on"), index=True
    )
    done_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Question asked on")
    )
    result: Annotated[str | None, About(codes="retention_result", privacy=Privacy.SENSITIVE)] = (
        Field(default=None, title=N_("Result"))
    )
    evidence: Annotated[str | None, About(codes="evidence_level", privacy=Privacy.INSENSITIVE)] = (
        Field(default=None, title=N_("How we know"))
    )
    wage_band: Annotated[str | None, About(codes="wage_band", privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("Pay")
    )
    income_months: Annotated[
        int | None,
        About(
            help=N_("From any work; asked from six months on. Never how much it was."),
            privacy=Privacy.SENSITIVE,
        ),
    ] = Field(default=None, title=N_("Months with money from work, of the last six"), ge=0, le=6)

    def problems(self) -> dict[str, UserError]:
        """A result has a day; the day has come, and lies in or after the window.

        Six months of income are asked of nobody who was placed less than that ago.
        """
        if self.result and not self.done_on:
            return {"done_on": UserError(N_("Say on which day this was asked."))}
        if self.done_on and self.done_on > clock.today():
            return {"done_on": UserError(N_("This date is in the future."))}
        if self.done_on and self.done_on < self.opens_on:
            words = N_("This is too early: it may be asked from {day} on.")
            return {"done_on": UserError(words, day=i18n.format_day(self.opens_on))}
        if self.income_months is not None and self.point not in ASKS_MONTHS:
            words = N_("This is asked from the check at six months on. Leave it empty.")
            return {"income_months": UserError(words)}
        return {}

    @property
    def opens_on(self) -> date:
        """The first day on which the answer counts."""
        return self.due_on + timedelta(days=WINDOW[0])

    @property
    def closes_on(self) -> date:
        """The last day of the window; after it whoever was not reached counts as such."""
        return self.due_on + timedelta(days=WINDOW[1])


class Checkpoint(CheckpointDraft, Record, table=True):
    """One checkpoint of one placement."""

    __table_args__ = (  # those nobody has answered, of the many that were
        sa.Index(
            "ix_checkpoint_open",
            *("due_on", "placement", "point"),
            sqlite_where=sa.text("result IS NULL AND deleted_at IS NULL"),
        ),
    )

    letter: ClassVar[str] = "H"
    draft: ClassVar[type[Draft]] = CheckpointDraft
    scoped_by: ClassVar[str] = "placement"
