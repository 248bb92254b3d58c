# SPDX-License-Identifier: GPL-3.0-or-later
"""What an agreement is on the ground: places it protects, posts that watch, and good signs."""

from datetime import date
from typing import Annotated, ClassVar

import sqlalchemy as sa
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


class ZoneDraft(Draft):
    """A place all sides agreed to leave in peace."""

    process: Annotated[str, sealed(link="process")] = link(N_("Process"))
    agreement: Annotated[str | None, sealed(link="agreement")] = unset(
        N_("Agreement"), max_length=36
    )
    category: Annotated[str, sealed(codes="zone_category")] = Field(title=N_("What is protected"))
    sector: Annotated[str | None, sealed(link="sector")] = unset(N_("Sector"), max_length=36)
    parties: Annotated[list[str], sealed(codes="party_type")] = several(N_("Agreed with, by kind"))
    since: Annotated[date | None, sealed()] = unset(N_("Since"))
    until: Annotated[date | None, sealed()] = unset(N_("Until"))
    note: Annotated[str | None, sealed(help=NO_NAMES, note=True)] = unset(
        N_("Note"), max_length=400
    )

    def problems(self) -> dict[str, UserError]:
        """A period ends after it began."""
        return ends_before(self.since, self.until, "until")


class Zone(ZoneDraft, Inner, table=True):
    """One protected place."""

    __tablename__ = "protected_zone"
    letter: ClassVar[str] = "H"
    draft: ClassVar[type[Draft]] = ZoneDraft


class PostDraft(Draft):
    """An entrance that is watched: by whom, and for how many hours of the day it was agreed."""

    process: Annotated[str, sealed(link="process")] = link(N_("Process"))
    agreement: Annotated[str | None, sealed(link="agreement")] = unset(
        N_("Agreement"), max_length=36
    )
    operator: Annotated[str, sealed(codes="party_type")] = Field(title=N_("Who staffs it"))
    sector: Annotated[str | None, sealed(link="sector")] = unset(N_("Sector"), max_length=36)
    border: Annotated[str | None, sealed(link="border")] = unset(N_("Border"), max_length=36)
    hours: Annotated[int, sealed()] = Field(
        default=24, title=N_("Hours agreed for each day"), ge=1, le=24
    )
    since: Annotated[date, sealed()] = Field(title=N_("Since"))
    until: Annotated[date | None, sealed()] = unset(N_("Until"))

    def problems(self) -> dict[str, UserError]:
        """A period ends after it began."""
        return ends_before(self.since, self.until, "until")


class Post(PostDraft, Inner, table=True):
    """One watched entrance."""

    __tablename__ = "watch_post"
    letter: ClassVar[str] = "K"
    draft: ClassVar[type[Draft]] = PostDraft


class PresenceDraft(Draft):
    """What was seen of the staff of a post on a day, or on each day of a few."""

    post: Annotated[str, sealed(link="watch_post")] = link(N_("Post at the entrance"))
    first: Annotated[date, sealed()] = Field(title=N_("Day, or the first of them"))
    last: Annotated[
        date | None, sealed(help=N_("Leave this empty when it is one day."), after="first")
    ] = unset(N_("Last day"))
    hours: Annotated[int, sealed(help=N_("On each of these days."))] = Field(
        title=N_("Hours it was staffed"), ge=0, le=24
    )
    monitor: Annotated[str | None, sealed(link="facilitator")] = unset(
        N_("Who looked, by code"), max_length=36
    )

    def problems(self) -> dict[str, UserError]:
        """The days have come, and the last is not before the first."""
        return (
            ends_before(self.first, self.last, "last")
            | not_yet(self.first, "first")
            | not_yet(self.last, "last")
        )


class Presence(PresenceDraft, Inner, table=True):
    """One line of the log of a post."""

    __tablename__ = "watch_log"
    letter: ClassVar[str] = "L"
    draft: ClassVar[type[Draft]] = PresenceDraft


class GoodSignDraft(Draft):
    """That life comes back: a school opens, people cross again."""

    process: Annotated[str, sealed(link="process")] = link(N_("Process"))
    seen_on: Annotated[date, sealed()] = Field(title=N_("Seen on"))
    signs: Annotated[list[str], sealed(codes="good_sign")] = Field(
        title=N_("What was seen"), sa_type=sa.JSON
    )
    sector: Annotated[str | None, sealed(link="sector")] = unset(N_("Sector"), max_length=36)
    note: Annotated[str | None, sealed(help=NO_NAMES, note=True)] = unset(
        N_("Note"), max_length=400
    )

    def problems(self) -> dict[str, UserError]:
        """Something was seen, on a day that has come."""
        found = not_yet(self.seen_on, "seen_on")
        if not self.signs:
            found["signs"] = UserError(N_("Choose what was seen."))
        return found


class GoodSign(GoodSignDraft, Inner, table=True):
    """One good sign of one process."""

    __tablename__ = "good_sign"
    letter: ClassVar[str] = "G"
    draft: ClassVar[type[Draft]] = GoodSignDraft
