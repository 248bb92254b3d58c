# SPDX-License-Identifier: GPL-3.0-or-later
"""Offices and the people who work there, by the words they sign in with."""

from datetime import date
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record


class OfficeDraft(Draft):
    """A place from which a team works."""

    title: Annotated[str, About(privacy=Privacy.INSENSITIVE, searchable=True)] = Field(
        title=N_("Name of the office"), max_length=80
    )
    kind: Annotated[str | None, About(codes="office_kind", privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Kind of place")
    )
    city: Annotated[str | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("City"), max_length=80
    )
    closed_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Closed on")
    )
    note: Annotated[
        str | None, About(help=N_("Never an address that must stay unknown."), note=True)
    ] = Field(default=None, title=N_("Note"), max_length=600)


class Office(OfficeDraft, Record, table=True):
    """One office of the organisation."""

    kept_by: ClassVar[str] = "settings"
    letter: ClassVar[str] = "OF"
    pointed_to: ClassVar[bool] = True
    draft: ClassVar[type[Draft]] = OfficeDraft


class StaffDraft(Draft):
    """Somebody of the team: a word, a post and an office; never a legal name."""

    word: Annotated[
        str,
        About(help=N_("The word this person signs in with. Never a legal name.")),
    ] = Field(title=N_("Word"), max_length=40)
    post: Annotated[str, About(codes="post", privacy=Privacy.INSENSITIVE)] = Field(title=N_("Post"))
    office: Annotated[str | None, About(link="office", privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Office"), max_length=36
    )
    share: Annotated[
        int | None, About(unit="%", help=N_("100 is full time."), privacy=Privacy.INSENSITIVE)
    ] = Field(default=None, title=N_("Share of full time"), ge=1, le=100)
    began_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Began on")
    )
    left_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Left on")
    )

    def problems(self) -> dict[str, UserError]:
        """Nobody leaves before beginning."""
        if self.began_on and self.left_on and self.left_on < self.began_on:
            return {"left_on": UserError(N_("The end lies before the beginning."))}
        return {}


class Staff(StaffDraft, Record, table=True):
    """One post somebody holds or held."""

    kept_by: ClassVar[str] = "settings"
    letter: ClassVar[str] = "WK"
    draft: ClassVar[type[Draft]] = StaffDraft
