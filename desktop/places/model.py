# SPDX-License-Identifier: GPL-3.0-or-later
"""Places, the borders between sectors with dated status, and the pattern of a sector over time.

No group stands in this file, and none may be added: which group holds which sector is known only in
the dialogues store. Here a sector has a pattern (contested, one group, truce, unknown) and a border
has a status; both are dated, and both may be unknown.
"""

from enum import StrEnum
from typing import Annotated, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from desktop.core import clock, dates
from desktop.core.errors import UserError
from desktop.core.fields import About, Export, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

LONGEST_OUTLINE = 20_000_000
FUTURE = N_("This date is in the future.")


class Level(StrEnum):
    """The levels the program itself asks for; the country pack gives them their local words."""

    REGION = "region"
    MUNICIPALITY = "municipality"
    DISTRICT = "district"
    NEIGHBOURHOOD = "neighbourhood"
    SECTOR = "sector"


ORDER = ("country", *(level.value for level in Level))
"""Every level a place may have, the largest first; the country packs name them."""


class Origin(StrEnum):
    """How a border line came to be."""

    DERIVED = "derived"
    DRAWN = "drawn"


class PlaceDraft(Draft):
    """A place of any level; the smallest is the sector."""

    level: Annotated[
        str, About(codes="place_level", privacy=Privacy.INSENSITIVE, export=Export.CODE)
    ] = Field(title=N_("Level"), index=True)
    name: Annotated[str | None, About(privacy=Privacy.QUASI, searchable=True)] = Field(
        default=None, title=N_("Name"), max_length=120
    )
    parent: Annotated[
        str | None,
        About(
            help=N_("The district or municipality this place lies in."),
            link="place",
            privacy=Privacy.QUASI,
            export=Export.PLACE,
        ),
    ] = Field(default=None, title=N_("Lies in"), max_length=36, index=True)
    official_code: Annotated[
        str | None,
        About(
            help=N_("The code of the statistics office, leading zeros included."),
            privacy=Privacy.QUASI,
            searchable=True,
        ),
    ] = Field(default=None, title=N_("Official code"), max_length=40)
    population: Annotated[
        int | None, About(privacy=Privacy.INSENSITIVE, export=Export.NUMBER_BAND)
    ] = Field(default=None, title=N_("Population"), ge=0, le=50_000_000)
    population_year: Annotated[int | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Population, year"), ge=1900, le=2100
    )
    population_source: Annotated[str | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Population, source"), max_length=120
    )
    geometry: Annotated[str | None, About(privacy=Privacy.QUASI, note=True, hidden=True)] = Field(
        default=None, title=N_("Outline"), max_length=LONGEST_OUTLINE, sa_type=sa.Text
    )
    lon: Annotated[float | None, About(privacy=Privacy.QUASI, hidden=True)] = Field(
        default=None, title=N_("Centre, longitude"), ge=-180, le=180
    )
    lat: Annotated[float | None, About(privacy=Privacy.QUASI, hidden=True)] = Field(
        default=None, title=N_("Centre, latitude"), ge=-90, le=90
    )


class Place(PlaceDraft, Record, table=True):
    """One place; people call it by its name, or by its code where it has none."""

    letter: ClassVar[str] = "S"
    draft: ClassVar[type[Draft]] = PlaceDraft


class PatternPeriodDraft(Draft):
    """What a sector was like from a day on; without an end it still is."""

    sector: Annotated[str, About(link="sector", privacy=Privacy.QUASI, export=Export.PLACE)] = (
        Field(title=N_("Sector"), max_length=36, index=True)
    )
    pattern: Annotated[
        str,
        About(
            codes="sector_pattern",
            help=N_("Never which group: only whether there is one, more than one, or a truce."),
            privacy=Privacy.SENSITIVE,
            export=Export.CODE,
        ),
    ] = Field(title=N_("Pattern"))
    valid_from: Annotated[str, About(privacy=Privacy.QUASI, export=Export.PERIOD, partial=True)] = (
        Field(title=N_("From"), max_length=11)
    )
    valid_to: Annotated[
        str | None, About(privacy=Privacy.QUASI, export=Export.PERIOD, partial=True)
    ] = Field(default=None, title=N_("Until"), max_length=11)
    note: Annotated[
        str | None, About(help=N_("No names of people, no names of groups."), note=True)
    ] = Field(default=None, title=N_("Note"), max_length=1_000)

    def problems(self) -> dict[str, UserError]:
        """A pattern is known from a day on that has come, and ends after it began."""
        start = dates.parse(self.valid_from)
        if start.first > clock.today():
            return {"valid_from": UserError(FUTURE)}
        if self.valid_to and dates.parse(self.valid_to).last < start.first:
            return {"valid_to": UserError(N_("The end comes before the beginning."))}
        return {}


class PatternPeriod(PatternPeriodDraft, Record, table=True):
    """A stretch of time in which a sector had one pattern."""

    __tablename__ = "pattern_period"
    letter: ClassVar[str] = "U"
    draft: ClassVar[type[Draft]] = PatternPeriodDraft


class BorderDraft(Draft):
    """The line between two sectors, named by its two sides."""

    a: Annotated[str, About(link="sector", privacy=Privacy.QUASI, export=Export.PLACE)] = Field(
        title=N_("One side"), max_length=36, index=True
    )
    b: Annotated[str, About(link="sector", privacy=Privacy.QUASI, export=Export.PLACE)] = Field(
        title=N_("Other side"), max_length=36, index=True
    )
    line: Annotated[str | None, About(privacy=Privacy.SENSITIVE, note=True, hidden=True)] = Field(
        default=None, title=N_("Line"), max_length=LONGEST_OUTLINE, sa_type=sa.Text
    )
    metres: Annotated[float | None, About(unit=N_("m"), privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Length"), ge=0
    )
    origin: Annotated[str, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        default=Origin.DERIVED.value, title=N_("How the line came to be"), max_length=10
    )
    tolerance: Annotated[
        float | None, About(unit=N_("m"), privacy=Privacy.INSENSITIVE, hidden=True)
    ] = Field(default=None, title=N_("Tolerance"), ge=0)

    def problems(self) -> dict[str, UserError]:
        """A border has two different sides."""
        if self.a == self.b:
            return {"b": UserError(N_("A border lies between two different sectors."))}
        return {}


class Border(BorderDraft, Record, table=True):
    """One border; ``a`` < ``b``, so that a pair of sectors has one border, not two."""

    letter: ClassVar[str] = "V"
    draft: ClassVar[type[Draft]] = BorderDraft


class BorderStatusDraft(Draft):
    """What a border was like from a day on; it holds until the next one."""

    border: Annotated[str, About(link="border", privacy=Privacy.SENSITIVE)] = Field(
        title=N_("Border"), max_length=36, index=True
    )
    status: Annotated[
        str, About(codes="border_status", privacy=Privacy.SENSITIVE, export=Export.CODE)
    ] = Field(title=N_("Status"))
    valid_from: Annotated[
        str,
        About(
            help=N_("The month or the year is enough when the day is not known."),
            privacy=Privacy.QUASI,
            export=Export.PERIOD,
            partial=True,
        ),
    ] = Field(title=N_("Since"), max_length=11)
    certainty: Annotated[
        str, About(codes="certainty", privacy=Privacy.INSENSITIVE, export=Export.CODE)
    ] = Field(default="not_confirmed", title=N_("Confirmed"))
    last_confirmed: Annotated[
        str | None,
        About(
            help=N_("When somebody last saw or heard that this still holds."),
            privacy=Privacy.QUASI,
            export=Export.PERIOD,
            partial=True,
        ),
    ] = Field(default=None, title=N_("Last confirmed"), max_length=11)
    note: Annotated[
        str | None, About(help=N_("No names of people, no names of groups."), note=True)
    ] = Field(default=None, title=N_("Note"), max_length=1_000)

    def problems(self) -> dict[str, UserError]:
        """A status is known from a day on that has come, and is confirmed after it began."""
        start = dates.parse(self.valid_from)
        if start.first > clock.today():
            return {"valid_from": UserError(FUTURE)}
        if self.last_confirmed:
            seen = dates.parse(self.last_confirmed)
            if seen.first > clock.today():
                return {"last_confirmed": UserError(FUTURE)}
            if seen.last < start.first:
                return {"last_confirmed": UserError(N_("This is before the status began."))}
        return {}


class BorderStatus(BorderStatusDraft, Record, table=True):
    """A dated status of a border."""

    __tablename__ = "border_status"
    letter: ClassVar[str] = "T"
    draft: ClassVar[type[Draft]] = BorderStatusDraft
