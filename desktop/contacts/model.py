# SPDX-License-Identifier: GPL-3.0-or-later
"""A contact with a participant, in thirty seconds; not found is an outcome of its own."""

from datetime import date
from typing import Annotated, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

NOT_FOUND = "not_found"


class ContactDraft(Draft):
    """Five answers at most."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36
    )
    kind: Annotated[str, About(codes="contact_kind", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Kind of contact")
    )
    happened_on: Annotated[date, About(privacy=Privacy.QUASI)] = Field(
        default_factory=clock.today, title=N_("Date"), index=True
    )
    note: Annotated[str | None, About(note=True)] = Field(
        default=None, title=N_("Note"), max_length=2_000
    )
    next_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Next contact")
    )

    def problems(self) -> dict[str, UserError]:
        """A contact has happened; the next one follows it."""
        found: dict[str, UserError] = {}
        if self.happened_on > clock.today():
            found["happened_on"] = UserError(N_("This date is in the future."))
        if self.next_on and self.next_on < self.happened_on:
            found["next_on"] = UserError(N_("The next contact lies before this one."))
        return found


class Contact(ContactDraft, Record, table=True):
    """One contact or attempt."""

    __table_args__ = (
        sa.Index("ix_contact_last", "participant", "happened_on", "next_on", "deleted_at"),
        sa.Index(
            "ix_contact_not_found",
            *("happened_on", "participant"),
            sqlite_where=sa.text(f"kind = '{NOT_FOUND}' AND deleted_at IS NULL"),
        ),
    )

    letter: ClassVar[str] = "C"
    draft: ClassVar[type[Draft]] = ContactDraft
    scoped_by: ClassVar[str] = "participant"


class PhoneCopyDraft(Draft):
    """A photograph or voice note that came in from a phone, and still is there."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    kind: Annotated[str, About(codes="phone_copy_kind", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("What it is")
    )
    brought_on: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Brought in on")
    )
    gone_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Deleted on the phone on")
    )


class PhoneCopy(PhoneCopyDraft, Record, table=True):
    """One thing to delete on a phone."""

    __tablename__ = "phone_copy"
    letter: ClassVar[str] = "PH"
    draft: ClassVar[type[Draft]] = PhoneCopyDraft
    scoped_by: ClassVar[str] = "participant"
