# SPDX-License-Identifier: GPL-3.0-or-later
"""One assessment of one person with one instrument, from draft to completed."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

AGAIN_DAYS = 90
"""When the danger a person is in is looked at again (domain.md section 5, step 6)."""
FIRST_DAYS = 14
"""Within how many days of the registration the first assessment is made (step 3)."""


MUCH = 3
"""The points of "a lot of difficulty" in the Washington Group set."""
LATER_DAYS = 180
"""When the level of danger is compared with the one at entry (I10)."""


class AssessmentState(StrEnum):
    """The states the program branches on; whether it was reviewed, the queue knows."""

    DRAFT = "draft"
    COMPLETED = "completed"


class AssessmentDraft(Draft):
    """Answers, what they counted, and what a person decided; a score is never made anew."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    instrument: Annotated[str, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        title=N_("Instrument"), max_length=20
    )
    version: Annotated[str, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        default="", title=N_("Version"), max_length=20
    )
    language: Annotated[str, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        default="", title=N_("Language it was asked in"), max_length=8
    )
    done_on: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Day of the assessment"), index=True
    )
    kind: Annotated[str, About(codes="assessment_kind", privacy=Privacy.INSENSITIVE)] = Field(
        default="follow_up", title=N_("When in the file")
    )
    mode: Annotated[str, About(codes="assessment_mode", privacy=Privacy.INSENSITIVE)] = Field(
        default="interview", title=N_("How it was asked")
    )
    answers: Annotated[str, About(privacy=Privacy.SENSITIVE, restricted=True, hidden=True)] = Field(
        default="{}", title=N_("Answers")
    )
    scores: Annotated[str, About(privacy=Privacy.SENSITIVE, restricted=True, hidden=True)] = Field(
        default="{}", title=N_("Scores by part")
    )
    total: Annotated[
        float | None, About(privacy=Privacy.SENSITIVE, restricted=True, hidden=True)
    ] = Field(default=None, title=N_("Score"))
    missing: Annotated[int, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        default=0, title=N_("Questions without an answer")
    )
    band: Annotated[str | None, About(privacy=Privacy.SENSITIVE, restricted=True, hidden=True)] = (
        Field(default=None, title=N_("What the score means"), max_length=20)
    )
    proposed: Annotated[
        str | None,
        About(codes="danger_level", privacy=Privacy.SENSITIVE, restricted=True, hidden=True),
    ] = Field(default=None, title=N_("Level the score proposes"))
    level: Annotated[
        str | None,
        About(
            help=N_("The score only proposes. You decide, with what you know of the person."),
            codes="danger_level",
            privacy=Privacy.SENSITIVE,
            restricted=True,
        ),
    ] = Field(default=None, title=N_("Danger the person is in"))
    reason: Annotated[
        str | None,
        About(help=N_("Needed where you decide otherwise than the score."), note=True),
    ] = Field(default=None, title=N_("Why"), max_length=600)
    protective: Annotated[
        list[str], About(codes="protective_factor", privacy=Privacy.SENSITIVE, restricted=True)
    ] = Field(default_factory=list, title=N_("What protects the person"), sa_type=sa.JSON)
    motives: Annotated[
        list[str], About(codes="motive", privacy=Privacy.SENSITIVE, restricted=True)
    ] = Field(default_factory=list, title=N_("What moves the person"), sa_type=sa.JSON)
    own_view: Annotated[
        str | None, About(help=N_("In the person's own words, without names."), note=True)
    ] = Field(default=None, title=N_("How the person sees it"), max_length=1_000)
    again_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Assess again on"), index=True
    )
    state: Annotated[
        str, About(codes="assessment_state", privacy=Privacy.INSENSITIVE, hidden=True)
    ] = Field(default=AssessmentState.DRAFT.value, title=N_("State"))
    completed_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        default=None, title=N_("Completed on")
    )

    def problems(self) -> dict[str, UserError]:
        """It was asked by now, and is asked again later; another level than proposed says why."""
        found: dict[str, UserError] = {}
        if self.done_on > clock.today():
            found["done_on"] = UserError(N_("This date is in the future."))
        if self.again_on and self.again_on <= self.done_on:
            found["again_on"] = UserError(N_("This lies before the day it was asked."))
        done = self.state == AssessmentState.COMPLETED.value
        if done and self._otherwise() and not self.reason:
            found["reason"] = UserError(
                N_("You decided otherwise than the score proposes. Write why.")
            )
        return found

    def _otherwise(self) -> bool:
        return bool(self.level and self.proposed and self.level != self.proposed)


class Assessment(AssessmentDraft, Record, table=True):
    """One assessment of one person."""

    letter: ClassVar[str] = "AS"
    draft: ClassVar[type[Draft]] = AssessmentDraft
    scoped_by: ClassVar[str] = "participant"


def again(done_on: date) -> date:
    """Return when to look again, unless a person says another day."""
    return done_on + timedelta(days=AGAIN_DAYS)
