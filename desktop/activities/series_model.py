# SPDX-License-Identifier: GPL-3.0-or-later
"""A series of sessions of one group or course, who is on its list, and who came; codes only."""

from datetime import date
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

CAME = frozenset({"present", "late"})
"""Marks that count as having come."""
PRESENT, EXCUSED, ABSENT = "present", "excused", "absent"


class SeriesDraft(Draft):
    """A group or course that meets several times."""

    title: Annotated[str, About(searchable=True)] = Field(
        title=N_("Name of the group or course"), max_length=120
    )
    kind: Annotated[str, About(codes="series_kind", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Kind")
    )
    sector: Annotated[str | None, About(link="sector", privacy=Privacy.QUASI)] = Field(
        default=None, title=N_("Sector where it meets"), max_length=36
    )
    programme: Annotated[str | None, About(link="programme", privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Programme line"), max_length=36
    )
    starts_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("First session")
    )
    ends_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Last session")
    )
    sessions: Annotated[int | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Sessions planned"), ge=1, le=500
    )
    note: Annotated[str | None, About(help=N_("Without names."), note=True)] = Field(
        default=None, title=N_("Note"), max_length=1_000
    )

    def problems(self) -> dict[str, UserError]:
        """A series ends after it began."""
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            return {"ends_on": UserError(N_("The end lies before the beginning."))}
        return {}


class Series(SeriesDraft, Record, table=True):
    """One group or course."""

    letter: ClassVar[str] = "GR"
    draft: ClassVar[type[Draft]] = SeriesDraft


class MemberDraft(Draft):
    """One participant on the list of a series."""

    series: Annotated[str, About(link="series", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Group or course"), max_length=36, index=True
    )
    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    joined_on: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Since")
    )
    left_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Left on")
    )
    accepted: Annotated[
        str | None, About(help=N_("Why the place is right all the same."), note=True)
    ] = Field(default=None, title=N_("Decision about the border"), max_length=200)

    def problems(self) -> dict[str, UserError]:
        """Nobody leaves before joining."""
        if self.left_on and self.left_on < self.joined_on:
            return {"left_on": UserError(N_("The end lies before the beginning."))}
        return {}


class SeriesMember(MemberDraft, Record, table=True):
    """One participant on one list."""

    __tablename__ = "series_member"
    letter: ClassVar[str] = "GM"
    draft: ClassVar[type[Draft]] = MemberDraft
    scoped_by: ClassVar[str] = "participant"


class AttendanceDraft(Draft):
    """Whether one participant came to one activity."""

    activity: Annotated[str, About(link="activity", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Activity"), max_length=36, index=True
    )
    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    mark: Annotated[str, About(codes="attendance_mark", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Attendance")
    )
    accepted: Annotated[
        str | None, About(help=N_("Why the place is right all the same."), note=True)
    ] = Field(default=None, title=N_("Decision about the border"), max_length=200)


class Attendance(AttendanceDraft, Record, table=True):
    """One mark of one participant at one activity."""

    letter: ClassVar[str] = "AT"
    draft: ClassVar[type[Draft]] = AttendanceDraft
    scoped_by: ClassVar[str] = "participant"
