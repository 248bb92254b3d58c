# SPDX-License-Identifier: GPL-3.0-or-later
"""Schools, who goes to which, and the days of a month that were missed and why."""

from datetime import date
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Export, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

CAUSES = ("border", "threat", "money", "illness", "other")
"""Why days of a month were missed, in the order of the grid."""
IN_SCHOOL = frozenset({"attending", "virtual", "accelerated"})
"""Modes of V07b in which somebody goes to school."""
LONGEST_MONTH = 31


class SchoolDraft(Draft):
    """A school of the directory; the directory is the organisation's."""

    title: Annotated[str, About(privacy=Privacy.INSENSITIVE, searchable=True)] = Field(
        title=N_("Name of the school"), max_length=100
    )
    sector: Annotated[str | None, About(link="sector", privacy=Privacy.QUASI)] = Field(
        default=None, title=N_("Sector of the school"), max_length=36
    )
    telephone: Annotated[
        str | None,
        About(
            help=N_("The switchboard of the school. It is called only with the consent for it."),
            privacy=Privacy.INSENSITIVE,
        ),
    ] = Field(default=None, title=N_("Telephone"), max_length=40)
    speaks_for: Annotated[
        str | None,
        About(help=N_("The post, not the name of the person."), privacy=Privacy.INSENSITIVE),
    ] = Field(default=None, title=N_("Whom to ask for"), max_length=60)
    ended: Annotated[bool | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("No longer used")
    )


class School(SchoolDraft, Record, table=True):
    """One school."""

    letter: ClassVar[str] = "SC"
    draft: ClassVar[type[Draft]] = SchoolDraft


class SchoolingDraft(Draft):
    """Where somebody goes to school, how, and the way back of who stayed out."""

    participant: Annotated[
        str, About(link="participant", privacy=Privacy.IDENTIFIER, export=Export.PSEUDONYM)
    ] = Field(title=N_("Participant"), max_length=36, index=True)
    school: Annotated[str | None, About(link="school", privacy=Privacy.QUASI)] = Field(
        default=None, title=N_("School"), max_length=36, index=True
    )
    mode: Annotated[
        str, About(codes="school_attendance", privacy=Privacy.SENSITIVE, export=Export.CODE)
    ] = Field(title=N_("How the person goes to school"))
    grade: Annotated[str | None, About(privacy=Privacy.QUASI)] = Field(
        default=None, title=N_("School grade"), max_length=20
    )
    since: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Since")
    )
    until: Annotated[
        date | None, About(help=N_("Empty while it goes on."), privacy=Privacy.INSENSITIVE)
    ] = Field(default=None, title=N_("Until"))
    avoids: Annotated[str | None, About(codes="yes_no", privacy=Privacy.SENSITIVE)] = Field(
        default=None, title=N_("Are there places on the way that the person avoids?")
    )
    out_at_entry: Annotated[bool | None, About(privacy=Privacy.SENSITIVE, export=Export.YES_NO)] = (
        Field(default=None, title=N_("Was out of school on coming to us"))
    )
    out_reason: Annotated[str | None, About(codes="absence_cause", privacy=Privacy.SENSITIVE)] = (
        Field(default=None, title=N_("Why out of school"))
    )
    return_on: Annotated[date | None, About(after="since", privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Return planned for")
    )
    returned_on: Annotated[
        date | None, About(past=True, after="since", privacy=Privacy.INSENSITIVE)
    ] = Field(default=None, title=N_("Back at school on"))
    attends_after: Annotated[
        str | None,
        About(
            help=N_("Asked when 30 days have passed."),
            codes="yes_no",
            privacy=Privacy.SENSITIVE,
            export=Export.CODE,
        ),
    ] = Field(default=None, title=N_("Attends 30 days after the return"))
    spoken_on: Annotated[
        date | None,
        About(
            help=N_("Only with the consent to speak with the school."),
            privacy=Privacy.INSENSITIVE,
        ),
    ] = Field(default=None, title=N_("Spoke with the school on"))
    note: Annotated[str | None, About(note=True)] = Field(
        default=None, title=N_("Note"), max_length=600
    )

    def problems(self) -> dict[str, UserError]:
        """What happened lies in the past and in its order."""
        found: dict[str, UserError] = {}
        today = clock.today()
        for name in ("since", "spoken_on"):
            day = getattr(self, name)
            if day and day > today:
                found[name] = UserError(N_("This date is in the future."))
        if self.until and self.since and self.until < self.since:
            found["until"] = UserError(N_("The end lies before the beginning."))
        if self.attends_after and not self.returned_on:
            found["returned_on"] = UserError(N_("Say on which day the person went back."))
        return found


class Schooling(SchoolingDraft, Record, table=True):
    """One time at one school."""

    letter: ClassVar[str] = "SY"
    draft: ClassVar[type[Draft]] = SchoolingDraft
    scoped_by: ClassVar[str] = "participant"


class SchoolMonthDraft(Draft):
    """The days one pupil missed in one month, by why."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    month: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Month"), index=True
    )
    school: Annotated[str | None, About(link="school", privacy=Privacy.QUASI)] = Field(
        default=None, title=N_("School"), max_length=36
    )
    mode: Annotated[str | None, About(codes="school_attendance", privacy=Privacy.SENSITIVE)] = (
        Field(default=None, title=N_("How the person goes to school"))
    )
    days: Annotated[int, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=20, title=N_("School days of the month"), ge=0, le=LONGEST_MONTH
    )
    border: Annotated[int, About(privacy=Privacy.SENSITIVE)] = Field(
        default=0, title=N_("Border"), ge=0, le=LONGEST_MONTH
    )
    threat: Annotated[int, About(privacy=Privacy.SENSITIVE)] = Field(
        default=0, title=N_("Threat"), ge=0, le=LONGEST_MONTH
    )
    money: Annotated[int, About(privacy=Privacy.SENSITIVE)] = Field(
        default=0, title=N_("Money"), ge=0, le=LONGEST_MONTH
    )
    illness: Annotated[int, About(privacy=Privacy.SENSITIVE)] = Field(
        default=0, title=N_("Illness"), ge=0, le=LONGEST_MONTH
    )
    other: Annotated[int, About(privacy=Privacy.SENSITIVE)] = Field(
        default=0, title=N_("Other"), ge=0, le=LONGEST_MONTH
    )

    def problems(self) -> dict[str, UserError]:
        """Nobody misses more days than the month had."""
        missed = sum(getattr(self, cause) for cause in CAUSES)
        if missed > self.days:
            return {"days": UserError(N_("This is more than the school days of the month."))}
        return {}


class SchoolMonth(SchoolMonthDraft, Record, table=True):
    """One month of one pupil."""

    __tablename__ = "school_month"
    letter: ClassVar[str] = "SM"
    draft: ClassVar[type[Draft]] = SchoolMonthDraft
    scoped_by: ClassVar[str] = "participant"
