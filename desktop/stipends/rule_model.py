# SPDX-License-Identifier: GPL-3.0-or-later
"""A rule of a stipend: what counts, how much, and which share is paid from which result on.

Everything that can count is what a person does *with the programme* (stipend_part.csv). There is
no component for what the police, a laboratory or a third party says, and no field to write one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Annotated, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

PARTS = ("sessions", "course", "meetings", "actions", "community")
"""What may count, in the order of the form (stipend_part.csv)."""
STEPS = (1, 2, 3, 4)
_WEIGHT = N_("Weight, 0 to 100. Empty: it does not count.")


def _weight(title: str) -> int | None:
    return Field(default=None, title=title, ge=0, le=100)  # type: ignore[no-any-return]


def _step(title: str) -> int | None:
    return Field(default=None, title=title, ge=0, le=100)  # type: ignore[no-any-return]


_COUNTS = About(help=_WEIGHT, privacy=Privacy.INSENSITIVE)
_PERCENT = About(unit="%", privacy=Privacy.INSENSITIVE)


@dataclass(frozen=True, slots=True)
class Terms:
    """A rule as a month keeps it: a later change of the rule does not reach here."""

    amount: int
    currency: str
    weights: Mapping[str, int]
    steps: tuple[tuple[int, int], ...]
    """(from so many percent on, so many percent are paid), the highest first."""


class RuleDraft(Draft):
    """A rule of a stipend."""

    title: Annotated[str, About(privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Name of the rule"), max_length=80
    )
    starts_on: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("In force from")
    )
    until: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Until")
    )
    amount: Annotated[
        int,
        About(help=N_("The whole amount of a month."), money=True, privacy=Privacy.INSENSITIVE),
    ] = Field(title=N_("Amount"), ge=1, sa_type=sa.BigInteger)
    currency: Annotated[str | None, About(hidden=True, privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Currency"), max_length=3
    )
    sessions: Annotated[int | None, _COUNTS] = _weight(N_("Group sessions"))
    course: Annotated[int | None, _COUNTS] = _weight(N_("Days of a course"))
    meetings: Annotated[int | None, _COUNTS] = _weight(N_("Meetings agreed"))
    actions: Annotated[int | None, _COUNTS] = _weight(N_("Own steps of the plan"))
    community: Annotated[int | None, _COUNTS] = _weight(N_("Hours for the community"))
    from_1: Annotated[int | None, _PERCENT] = _step(N_("From"))
    pays_1: Annotated[int | None, _PERCENT] = _step(N_("is paid"))
    from_2: Annotated[int | None, _PERCENT] = _step(N_("From"))
    pays_2: Annotated[int | None, _PERCENT] = _step(N_("is paid"))
    from_3: Annotated[int | None, _PERCENT] = _step(N_("From"))
    pays_3: Annotated[int | None, _PERCENT] = _step(N_("is paid"))
    from_4: Annotated[int | None, _PERCENT] = _step(N_("From"))
    pays_4: Annotated[int | None, _PERCENT] = _step(N_("is paid"))

    def problems(self) -> dict[str, UserError]:
        """Something counts, a step is whole, and who does more is never paid less."""
        found: dict[str, UserError] = {}
        if self.until and self.until < self.starts_on:
            found["until"] = UserError(N_("The end lies before the beginning."))
        if not any(getattr(self, part) for part in PARTS):
            found[PARTS[0]] = UserError(N_("Say what counts: at least one needs a weight."))
        for n in STEPS:
            least, pays = getattr(self, f"from_{n}"), getattr(self, f"pays_{n}")
            if (least is None) is not (pays is None):
                name = f"from_{n}" if least is None else f"pays_{n}"
                found[name] = UserError(N_("Write both percentages of a step, or neither."))
        return found or self._falling()

    def _falling(self) -> dict[str, UserError]:
        steps = [(getattr(self, f"from_{n}"), getattr(self, f"pays_{n}"), n) for n in STEPS]
        given = [step for step in steps if step[0] is not None]
        if not given:
            return {"from_1": UserError(N_("Say from which result on something is paid."))}
        for (above, more, _n), (below, less, n) in pairwise(given):
            if below >= above or less > more:
                words = N_("Each step starts lower than the one before and pays no more.")
                return {f"from_{n}": UserError(words)}
        return {}


class StipendRule(RuleDraft, Record, table=True):
    """A rule of a stipend."""

    __tablename__ = "stipend_rule"
    kept_by: ClassVar[str] = "stipends"
    letter: ClassVar[str] = "YR"
    pointed_to: ClassVar[bool] = True
    draft: ClassVar[type[Draft]] = RuleDraft

    def terms(self) -> Terms:
        """Return the rule as a month keeps it."""
        weights = {part: int(getattr(self, part)) for part in PARTS if getattr(self, part)}
        steps = [
            (int(getattr(self, f"from_{n}")), int(getattr(self, f"pays_{n}")))
            for n in STEPS
            if getattr(self, f"from_{n}") is not None
        ]
        return Terms(self.amount, self.currency or "", weights, tuple(steps))
