# SPDX-License-Identifier: GPL-3.0-or-later
"""Safe places, safe ways, the way one person walks, and what was decided about a border on it.

Safe places and safe ways are printed and carried in the street: nothing about borders and nothing
about groups may stand in them, and no hiding place either.
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
from desktop.places.model import LONGEST_OUTLINE

GOES_ANYWAY = "goes_anyway"
"""The one answer that says nothing of how it is safe: it needs the reason."""
SESSION, SCHOOL, JOB, SERVICE = "session", "school", "job", "service"
_IN_STREET = N_("It is printed and carried in the street: no borders, no groups, no names.")
_ENDED = N_("No longer used since")


class SafePlaceDraft(Draft):
    """Somewhere anybody of the programme can go and wait, known to everybody around."""

    title: Annotated[str, About(help=_IN_STREET, privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Name of the place"), max_length=100
    )
    kind: Annotated[
        str,
        About(
            codes="safe_place_kind",
            help=N_("Never where somebody hides: a refuge is not written here."),
            privacy=Privacy.INSENSITIVE,
        ),
    ] = Field(title=N_("Kind of place"))
    sector: Annotated[str, About(link="sector", privacy=Privacy.QUASI)] = Field(
        title=N_("Sector"), max_length=36, index=True
    )
    hours: Annotated[
        str | None, About(help=N_("Days and hours it is open."), privacy=Privacy.INSENSITIVE)
    ] = Field(default=None, title=N_("Hours"), max_length=80)
    note: Annotated[
        str | None,
        About(help=N_("What there is and how to get in. It is printed: no borders, no names.")),
    ] = Field(default=None, title=N_("To know"), max_length=300)
    checked_on: Annotated[date | None, About(past=True, privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Last checked on")
    )
    until: Annotated[
        date | None,
        About(help=N_("From then on it is printed no more."), privacy=Privacy.INSENSITIVE),
    ] = Field(default=None, title=_ENDED)


class SafePlace(SafePlaceDraft, Record, table=True):
    """One safe place."""

    __tablename__ = "safe_place"
    letter: ClassVar[str] = "SL"
    draft: ClassVar[type[Draft]] = SafePlaceDraft


class RouteDraft(Draft):
    """From one sector to another: the sectors between, or the line that was drawn."""

    through: Annotated[
        list[str],
        About(
            help=N_("All the sectors between the first and the last, in any order."),
            link="sector",
            privacy=Privacy.QUASI,
        ),
    ] = Field(default_factory=list, title=N_("Sectors it passes"), sa_type=sa.JSON)
    line: Annotated[
        str | None,
        About(privacy=Privacy.SENSITIVE, note=True, hidden=True, printed=False),
    ] = Field(default=None, title=N_("Line"), max_length=LONGEST_OUTLINE, sa_type=sa.Text)
    who_may: Annotated[str, About(codes="route_use", privacy=Privacy.INSENSITIVE)] = Field(
        default="alone", title=N_("Who may use it")
    )
    drawn_on: Annotated[
        date,
        About(
            help=N_("The day somebody who walks it told it."),
            past=True,
            privacy=Privacy.INSENSITIVE,
        ),
    ] = Field(default_factory=clock.today, title=N_("Told on"))

    def problems(self) -> dict[str, UserError]:
        """A way was told by today."""
        if self.drawn_on > clock.today():
            return {"drawn_on": UserError(N_("This date is in the future."))}
        return {}


class SafeRouteDraft(RouteDraft):
    """A way the programme recommends, for the sheet that goes along."""

    title: Annotated[str, About(help=_IN_STREET, privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Name of the way"), max_length=100
    )
    starts_in: Annotated[str, About(link="sector", privacy=Privacy.QUASI)] = Field(
        title=N_("From the sector"), max_length=36, index=True
    )
    ends_in: Annotated[str, About(link="sector", privacy=Privacy.QUASI)] = Field(
        title=N_("To the sector"), max_length=36, index=True
    )
    how: Annotated[str | None, About(codes="route_how", privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("How one goes")
    )
    hours: Annotated[
        str | None, About(help=N_("When it can be used."), privacy=Privacy.INSENSITIVE)
    ] = Field(default=None, title=N_("Hours"), max_length=80)
    note: Annotated[
        str | None,
        About(help=N_("Streets and stops one sees. It is printed: no borders, no names.")),
    ] = Field(default=None, title=N_("To know"), max_length=300)
    until: Annotated[
        date | None,
        About(help=N_("From then on it is printed no more."), privacy=Privacy.INSENSITIVE),
    ] = Field(default=None, title=_ENDED)


class SafeRoute(SafeRouteDraft, Record, table=True):
    """One recommended way."""

    __tablename__ = "safe_route"
    letter: ClassVar[str] = "RO"
    draft: ClassVar[type[Draft]] = SafeRouteDraft


class WayDraft(RouteDraft):
    """The way one person really walks to a place, as the person told it."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    kind: Annotated[str, About(codes="way_place", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Where to")
    )
    ends_in: Annotated[str, About(link="sector", privacy=Privacy.SENSITIVE)] = Field(
        title=N_("To the sector"), max_length=36
    )
    note: Annotated[str | None, About(help=N_("No names, no groups."), note=True)] = Field(
        default=None, title=N_("Note"), max_length=300
    )
    until: Annotated[
        date | None, About(help=N_("Empty while it holds."), privacy=Privacy.INSENSITIVE)
    ] = Field(default=None, title=_ENDED)


class Way(WayDraft, Record, table=True):
    """One way of one participant."""

    letter: ClassVar[str] = "WY"
    draft: ClassVar[type[Draft]] = WayDraft
    scoped_by: ClassVar[str] = "participant"


class CrossingAnswerDraft(Draft):
    """What was decided when an active border lay between somebody's home and a place."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    kind: Annotated[str, About(codes="way_place", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Where to")
    )
    sector: Annotated[str, About(link="sector", privacy=Privacy.SENSITIVE)] = Field(
        title=N_("To the sector"), max_length=36
    )
    answer: Annotated[str, About(codes="crossing_answer", privacy=Privacy.SENSITIVE)] = Field(
        title=N_("What was decided")
    )
    reason: Annotated[
        str | None,
        About(help=N_("Why it is right all the same. No names, no groups."), note=True),
    ] = Field(default=None, title=N_("Reason"), max_length=300)
    borders: Annotated[list[str], About(link="border", privacy=Privacy.SENSITIVE, hidden=True)] = (
        Field(default_factory=list, title=N_("Borders on the way"), sa_type=sa.JSON)
    )
    decided_on: Annotated[date, About(past=True, privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Decided on")
    )

    def problems(self) -> dict[str, UserError]:
        """Who goes anyway goes for a reason; it was decided by today."""
        if self.decided_on > clock.today():
            return {"decided_on": UserError(N_("This date is in the future."))}
        if self.answer == GOES_ANYWAY and not (self.reason or "").strip():
            return {"reason": UserError(N_("Say why the person goes all the same."))}
        return {}


class CrossingAnswer(CrossingAnswerDraft, Record, table=True):
    """One decision about one way of one participant; the latest holds."""

    __tablename__ = "crossing_answer"
    letter: ClassVar[str] = "CX"
    draft: ClassVar[type[Draft]] = CrossingAnswerDraft
    scoped_by: ClassVar[str] = "participant"
