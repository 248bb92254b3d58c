# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests of people about their data, legal holds, and laptops or copies that were lost."""

from datetime import date
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

OPEN = frozenset({"received", "in_work", "extended"})
"""States of a request that still waits for an answer."""
FUTURE = N_("This date is in the future.")
BACKWARDS = N_("The end lies before the beginning.")


class RightsRequestDraft(Draft):
    """One request: who asks, how we know who it is, until when the law wants an answer."""

    participant: Annotated[str | None, About(link="participant", privacy=Privacy.IDENTIFIER)] = (
        Field(default=None, title=N_("Participant"), max_length=36, index=True)
    )
    kind: Annotated[str, About(codes="rights_kind", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("What is asked")
    )
    asked_by: Annotated[str, About(codes="rights_asker", privacy=Privacy.INSENSITIVE)] = Field(
        default="person", title=N_("Who asks")
    )
    proof: Annotated[
        str | None,
        About(
            codes="identity_proof",
            help=N_("Nobody is turned away for lack of papers; a worker who knows them is enough."),
            privacy=Privacy.INSENSITIVE,
        ),
    ] = Field(default=None, title=N_("How we know who it is"))
    country: Annotated[str, About(codes="rights_country", privacy=Privacy.INSENSITIVE)] = Field(
        default="other", title=N_("Country whose law applies")
    )
    received_on: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Received on")
    )
    due_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        default=None, title=N_("Answer due on"), index=True
    )
    status: Annotated[str, About(codes="rights_status", privacy=Privacy.INSENSITIVE)] = Field(
        default="received", title=N_("State")
    )
    extension_reason: Annotated[
        str | None,
        About(help=N_("The person must be told, before the first date has passed."), note=True),
    ] = Field(default=None, title=N_("Why more time is needed"), max_length=500)
    answer: Annotated[
        str | None, About(help=N_("What was done or refused and why. No names."), note=True)
    ] = Field(default=None, title=N_("Answer"), max_length=1_000)
    closed_on: Annotated[date | None, About(past=True, privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Answered on")
    )

    def problems(self) -> dict[str, UserError]:
        """An extension has a reason; what is answered has its day."""
        found: dict[str, UserError] = {}
        if self.received_on > clock.today():
            found["received_on"] = UserError(FUTURE)
        if self.closed_on and self.closed_on < self.received_on:
            found["closed_on"] = UserError(BACKWARDS)
        if self.status not in OPEN and not self.closed_on:
            found["closed_on"] = UserError(N_("Say on which day it was answered."))
        if self.status == "extended" and not self.extension_reason:
            found["extension_reason"] = UserError(N_("Say why more time is needed."))
        return found


class RightsRequest(RightsRequestDraft, Record, table=True):
    """One request of a person about the data kept on them."""

    __tablename__ = "rights_request"
    scoped_by: ClassVar[str] = "participant"
    right: ClassVar[str] = "rights"
    letter: ClassVar[str] = "RQ"
    draft: ClassVar[type[Draft]] = RightsRequestDraft


class LegalHoldDraft(Draft):
    """Something that may not be erased for now, and why."""

    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    reason: Annotated[
        str, About(help=N_("A court's order, an open claim. No names."), note=True)
    ] = Field(title=N_("Reason of the hold"), max_length=500)
    since: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Held since")
    )
    lifted_on: Annotated[date | None, About(past=True, privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Lifted on")
    )

    def problems(self) -> dict[str, UserError]:
        """A hold has begun, and ends after that."""
        if self.since > clock.today():
            return {"since": UserError(FUTURE)}
        if self.lifted_on and self.lifted_on < self.since:
            return {"lifted_on": UserError(BACKWARDS)}
        return {}


class LegalHold(LegalHoldDraft, Record, table=True):
    """One legal hold on everything about one participant."""

    __tablename__ = "legal_hold"
    scoped_by: ClassVar[str] = "participant"
    kept_by: ClassVar[str] = "lift_hold"
    right: ClassVar[str] = "rights"
    letter: ClassVar[str] = "LH"
    draft: ClassVar[type[Draft]] = LegalHoldDraft


class DataBreachDraft(Draft):
    """A laptop or a copy that others may now hold."""

    kind: Annotated[str, About(codes="breach_kind", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("What was lost")
    )
    noticed_on: Annotated[
        date,
        About(help=N_("The law counts from the day you knew."), privacy=Privacy.INSENSITIVE),
    ] = Field(default_factory=clock.today, title=N_("Noticed on"))
    country: Annotated[str, About(codes="rights_country", privacy=Privacy.INSENSITIVE)] = Field(
        default="other", title=N_("Country whose law applies")
    )
    state: Annotated[str, About(codes="breach_state", privacy=Privacy.INSENSITIVE)] = Field(
        default="unknown", title=N_("Was the program locked")
    )
    disk_encrypted: Annotated[str, About(codes="yes_no", privacy=Privacy.INSENSITIVE)] = Field(
        default="unknown", title=N_("Was the whole disk encrypted")
    )
    newest_copy: Annotated[
        date | None,
        About(help=N_("Of the copies you still have."), past=True, privacy=Privacy.INSENSITIVE),
    ] = Field(default=None, title=N_("Day of the newest copy"))
    users: Annotated[int | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("How many people had a passphrase"), ge=0, le=500
    )
    people: Annotated[int | None, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        default=None, title=N_("People whose data were on it"), ge=0
    )
    entries: Annotated[int | None, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        default=None, title=N_("Records on it"), ge=0
    )
    due_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        default=None, title=N_("Tell the authority by")
    )
    tell_people_by: Annotated[date | None, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        default=None, title=N_("Tell the people by")
    )
    keys_changed_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Keys changed on")
    )
    authority_told_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Authority told on")
    )
    people_told_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("People told on")
    )
    partners_told_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Partners told on")
    )
    note: Annotated[str | None, About(note=True)] = Field(
        default=None, title=N_("Note"), max_length=1_000
    )
    closed_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Closed on")
    )

    def problems(self) -> dict[str, UserError]:
        """What is told or closed happened after it was noticed, and not in the future."""
        found: dict[str, UserError] = {}
        if self.noticed_on > clock.today():
            found["noticed_on"] = UserError(FUTURE)
        for name in (
            "keys_changed_on",
            "authority_told_on",
            "people_told_on",
            "partners_told_on",
            "closed_on",
        ):
            day = getattr(self, name)
            if day and day < self.noticed_on:
                found[name] = UserError(BACKWARDS)
        return found


class DataBreach(DataBreachDraft, Record, table=True):
    """One loss, in a register that is kept for five years."""

    right: ClassVar[str] = "rights"
    letter: ClassVar[str] = "LL"
    draft: ClassVar[type[Draft]] = DataBreachDraft
    __tablename__ = "data_breach"
