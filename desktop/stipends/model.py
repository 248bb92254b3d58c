# SPDX-License-Identifier: GPL-3.0-or-later
"""A month of a stipend and its lines, one a person; a name stands in neither."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record
from desktop.stipends.rule_model import PARTS


class MonthState(StrEnum):
    """The states of a month (stipend_state.csv)."""

    DRAFT = "draft"
    PREPARED = "prepared"
    APPROVED = "approved"
    PAYING = "paying"
    CLOSED = "closed"


class LineState(StrEnum):
    """The states of a line (stipend_line_state.csv)."""

    DUE = "due"
    PAID = "paid"
    NOT_COLLECTED = "not_collected"
    NOTHING = "nothing"


_HIDDEN = About(hidden=True, privacy=Privacy.INSENSITIVE)
_COUNT = About(privacy=Privacy.INSENSITIVE)


def _count(title: str) -> int | None:
    return Field(default=None, title=title, ge=0, le=1_000)  # type: ignore[no-any-return]


class MonthDraft(Draft):
    """One month under one rule, with who prepared, approved and paid it."""

    rule: Annotated[str, About(link="stipend_rule", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Rule"), max_length=36, index=True
    )
    month: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Month"), index=True
    )
    state: Annotated[
        str, About(codes="stipend_state", hidden=True, privacy=Privacy.INSENSITIVE)
    ] = Field(default=MonthState.DRAFT.value, title=N_("State"))
    terms: Annotated[str, _HIDDEN] = Field(default="", title=N_("Rule as it was"), max_length=1_000)
    grant_line: Annotated[str | None, About(link="grant_line", privacy=Privacy.INSENSITIVE)] = (
        Field(default=None, title=N_("Line of the grant"), max_length=36)
    )
    prepared_by: Annotated[str | None, _HIDDEN] = Field(
        default=None, title=N_("Prepared by"), max_length=40
    )
    prepared_on: Annotated[date | None, _HIDDEN] = Field(default=None, title=N_("Prepared on"))
    approved_by: Annotated[str | None, _HIDDEN] = Field(
        default=None, title=N_("Approved by"), max_length=40
    )
    approved_on: Annotated[date | None, _HIDDEN] = Field(default=None, title=N_("Approved on"))
    paid_by: Annotated[str | None, _HIDDEN] = Field(
        default=None, title=N_("Paid by"), max_length=40
    )
    paid_on: Annotated[date | None, _HIDDEN] = Field(default=None, title=N_("Pay day"))
    cash_taken: Annotated[
        int | None, About(hidden=True, money=True, privacy=Privacy.INSENSITIVE)
    ] = Field(default=None, title=N_("Cash taken"), ge=0, sa_type=sa.BigInteger)
    cash_returned: Annotated[
        int | None, About(hidden=True, money=True, privacy=Privacy.INSENSITIVE)
    ] = Field(default=None, title=N_("Cash returned"), ge=0, sa_type=sa.BigInteger)
    counted_by: Annotated[str | None, _HIDDEN] = Field(
        default=None, title=N_("Counted by"), max_length=40
    )
    counted_on: Annotated[date | None, _HIDDEN] = Field(default=None, title=N_("Counted on"))
    difference: Annotated[str | None, About(hidden=True, privacy=Privacy.FREE_TEXT)] = Field(
        default=None, title=N_("Why the cash differs"), max_length=400
    )

    def problems(self) -> dict[str, UserError]:
        """A month that has not begun cannot be prepared."""
        if self.month > clock.today():
            return {"month": UserError(N_("This date is in the future."))}
        return {}


class StipendMonth(MonthDraft, Record, table=True):
    """One month of a stipend."""

    __tablename__ = "stipend_month"
    letter: ClassVar[str] = "YM"
    draft: ClassVar[type[Draft]] = MonthDraft


class LineDraft(Draft):
    """One person's month: what was asked, what was done, what follows from the rule."""

    month: Annotated[str, About(link="stipend_month", hidden=True, privacy=Privacy.QUASI)] = Field(
        title=N_("Month"), max_length=36, index=True
    )
    participant: Annotated[str, About(link="participant", privacy=Privacy.IDENTIFIER)] = Field(
        title=N_("Participant"), max_length=36, index=True
    )
    number: Annotated[int, _HIDDEN] = Field(default=0, title=N_("Number"))
    sessions_due: Annotated[int | None, _COUNT] = _count(N_("Group sessions asked"))
    sessions_met: Annotated[int | None, _COUNT] = _count(N_("Group sessions attended"))
    course_due: Annotated[int | None, _COUNT] = _count(N_("Course days asked"))
    course_met: Annotated[int | None, _COUNT] = _count(N_("Course days attended"))
    meetings_due: Annotated[int | None, _COUNT] = _count(N_("Meetings asked"))
    meetings_met: Annotated[int | None, _COUNT] = _count(N_("Meetings kept"))
    actions_due: Annotated[int | None, _COUNT] = _count(N_("Own steps asked"))
    actions_met: Annotated[int | None, _COUNT] = _count(N_("Own steps done"))
    community_due: Annotated[int | None, _COUNT] = _count(N_("Community hours asked"))
    community_met: Annotated[int | None, _COUNT] = _count(N_("Community hours done"))
    excuse: Annotated[
        str | None,
        About(
            codes="excuse",
            help=N_("Whoever could not come for one of these reasons loses nothing."),
            privacy=Privacy.SENSITIVE,
        ),
    ] = Field(default=None, title=N_("Excused because of"))
    share: Annotated[int | None, _HIDDEN] = Field(default=None, title=N_("Met, in percent"))
    pays: Annotated[int | None, _HIDDEN] = Field(default=None, title=N_("Paid, in percent"))
    carried: Annotated[int, About(hidden=True, money=True, privacy=Privacy.INSENSITIVE)] = Field(
        default=0, title=N_("From an earlier month"), ge=0, sa_type=sa.BigInteger
    )
    amount: Annotated[int, About(hidden=True, money=True, privacy=Privacy.INSENSITIVE)] = Field(
        default=0, title=N_("Amount"), ge=0, sa_type=sa.BigInteger
    )
    state: Annotated[str, About(codes="stipend_line_state", privacy=Privacy.INSENSITIVE)] = Field(
        default=LineState.DUE.value, title=N_("State")
    )
    mark: Annotated[str | None, About(codes="receipt_mark", privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Mark on the slip")
    )
    appeal_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Disagreed on")
    )
    appeal: Annotated[str | None, About(note=True)] = Field(
        default=None, title=N_("What the person says"), max_length=600
    )
    appeal_answer: Annotated[
        str | None, About(codes="appeal_answer", hidden=True, privacy=Privacy.INSENSITIVE)
    ] = Field(default=None, title=N_("Answer"))
    appeal_by: Annotated[str | None, _HIDDEN] = Field(
        default=None, title=N_("Answered by"), max_length=40
    )
    owed: Annotated[int, About(hidden=True, money=True, privacy=Privacy.INSENSITIVE)] = Field(
        default=0, title=N_("Still owed"), ge=0, sa_type=sa.BigInteger
    )

    def problems(self) -> dict[str, UserError]:
        """Nobody did more than was asked; a slip that was paid has a mark."""
        found: dict[str, UserError] = {}
        for part in PARTS:
            due, met = getattr(self, f"{part}_due") or 0, getattr(self, f"{part}_met") or 0
            if met > due:
                words = N_("More was done than was asked. Correct one of the two.")
                found[f"{part}_met"] = UserError(words)
        if self.state == LineState.PAID and not self.mark:
            found["mark"] = UserError(N_("Say how the person marked the slip."))
        if self.appeal_on and self.appeal_on > clock.today():
            found["appeal_on"] = UserError(N_("This date is in the future."))
        return found

    def counts(self) -> dict[str, tuple[int, int]]:
        """Return (asked, done) of every part."""
        return {
            part: (getattr(self, f"{part}_due") or 0, getattr(self, f"{part}_met") or 0)
            for part in PARTS
        }


class StipendLine(LineDraft, Record, table=True):
    """One person's month of a stipend."""

    __tablename__ = "stipend_line"
    letter: ClassVar[str] = "YL"
    draft: ClassVar[type[Draft]] = LineDraft
    scoped_by: ClassVar[str] = "participant"
