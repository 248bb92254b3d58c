# SPDX-License-Identifier: GPL-3.0-or-later
"""Who facilitates and who watches, by code only; and the meetings of a process."""

from datetime import date
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.tables import Draft
from desktop.dialogues.inner_model import (
    NO_NAMES,
    Inner,
    ends_before,
    link,
    sealed,
    several,
    unset,
)
from desktop.dialogues.model import bad_sign

CONTACT = "armed"
"""The kind of meeting that asks for the checklist and for many people."""


class FacilitatorDraft(Draft):
    """Somebody who facilitates, hosts, guarantees or watches: a code, never a name."""

    sign: Annotated[
        str,
        sealed(help=N_("A code only the team knows. Never a name."), searchable=True),
    ] = Field(title=N_("Code of the person"), max_length=8)
    kind: Annotated[str | None, sealed(codes="facilitator_type")] = unset(N_("Kind"))
    roles: Annotated[list[str], sealed(codes="facilitator_role")] = several(N_("What for"))
    independent: Annotated[
        bool | None, sealed(help=N_("Of no party and paid by none of them."))
    ] = unset(N_("Independent"))
    danger: Annotated[
        str | None, sealed(help=N_("What this work may cost this person."), codes="danger_level")
    ] = unset(N_("Danger for this person"))
    active: Annotated[bool | None, sealed()] = unset(N_("Still takes part"))
    note: Annotated[str | None, sealed(help=NO_NAMES, note=True)] = unset(
        N_("Note"), max_length=400
    )

    def problems(self) -> dict[str, UserError]:
        """The code is no name."""
        return bad_sign(self.sign)


class Facilitator(FacilitatorDraft, Inner, table=True):
    """One person of a dialogue by code."""

    pointed_to: ClassVar[bool] = True
    letter: ClassVar[str] = "F"
    draft: ClassVar[type[Draft]] = FacilitatorDraft


class MeetingDraft(Draft):
    """A meeting, held or planned; before a contact the checklist is gone through again."""

    process: Annotated[str, sealed(link="process")] = link(N_("Process"))
    held_on: Annotated[date, sealed()] = Field(title=N_("Day of the meeting"))
    kind: Annotated[str, sealed(codes="meeting_kind")] = Field(title=N_("With whom"))
    headcount: Annotated[str | None, sealed(codes="headcount_band")] = unset(
        N_("How many of the community")
    )
    facilitators: Annotated[list[str], sealed(link="facilitator")] = several(
        N_("Who facilitates, by code")
    )
    area: Annotated[
        str | None,
        sealed(help=N_("The neighbourhood only, never the house."), link="neighbourhood"),
    ] = unset(N_("Where"), max_length=36)
    groundwork: Annotated[
        list[str], sealed(help=N_("Contact is never the first option."), codes="contact_check")
    ] = several(N_("Settled before this contact"))
    result: Annotated[str | None, sealed(help=NO_NAMES, note=True)] = unset(
        N_("What came of it, in the words agreed"), max_length=600
    )
    next_on: Annotated[date | None, sealed(after="held_on")] = unset(N_("Next meeting on"))


class Meeting(MeetingDraft, Inner, table=True):
    """One meeting of one process."""

    letter: ClassVar[str] = "M"
    draft: ClassVar[type[Draft]] = MeetingDraft


class GestureDraft(Draft):
    """A gesture of good faith: promised, and then seen by somebody."""

    process: Annotated[str, sealed(link="process")] = link(N_("Process"))
    kind: Annotated[str, sealed(codes="good_faith_gesture")] = Field(title=N_("Gesture"))
    promised_on: Annotated[date | None, sealed(past=True)] = unset(N_("Gesture promised on"))
    seen_on: Annotated[
        date | None, sealed(help=N_("Leave this empty until it was seen."), past=True)
    ] = unset(N_("Seen on"))
    monitor: Annotated[str | None, sealed(link="facilitator")] = unset(
        N_("Who saw it, by code"), max_length=36
    )
    note: Annotated[str | None, sealed(help=NO_NAMES, note=True)] = unset(
        N_("Note"), max_length=400
    )

    def problems(self) -> dict[str, UserError]:
        """It is not seen before it is promised."""
        return ends_before(self.promised_on, self.seen_on, "seen_on")


class Gesture(GestureDraft, Inner, table=True):
    """One gesture of one process."""

    letter: ClassVar[str] = "S"
    draft: ClassVar[type[Draft]] = GestureDraft
