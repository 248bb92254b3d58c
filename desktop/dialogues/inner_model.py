# SPDX-License-Identifier: GPL-3.0-or-later
"""What every register of the dialogues store is made of: sealed fields, and rules of days."""

from datetime import date
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Record

NO_NAMES = N_("Never names, routes, weapons or money.")


class Inner(Record):
    """A record of the dialogues store."""

    stores: ClassVar[tuple[str, ...]] = ("dialogues",)


def sealed(**more: Any) -> About:
    """Return what is said of a field that leaves in no form."""
    return About(privacy=Privacy.SENSITIVE, disclosure="sealed", **more)


def link(title: str, **more: Any) -> Any:
    """Return a field that holds the id of a record it needs."""
    return Field(title=title, max_length=36, index=True, **more)


def several(title: str) -> Any:
    """Return a field that holds several codes or ids."""
    return Field(default_factory=list, title=title, sa_type=sa.JSON)


def unset(title: str, **more: Any) -> Any:
    """Return a field that may stay empty."""
    return Field(default=None, title=title, **more)


def ends_before(start: date | None, end: date | None, field: str) -> dict[str, UserError]:
    """Say that a period ends before it began."""
    if start and end and end < start:
        return {field: UserError(N_("The end lies before the beginning."))}
    return {}


def not_yet(day: date | None, field: str) -> dict[str, UserError]:
    """Say that a day has not come."""
    if day and day > clock.today():
        return {field: UserError(N_("This date is in the future."))}
    return {}
