# SPDX-License-Identifier: GPL-3.0-or-later
"""What indicators are counted for: a period, people, their placements, what a grant pays."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from desktop.core.work import Work
from desktop.participants.report import Person
from desktop.placements.report import Placed

Pays = Callable[[str | None, str], bool]
"""Whether something counts, by the grant or line it names and the person it is of."""


def everything(_own: str | None, _person: str) -> bool:
    """Count what anybody paid."""
    return True


@dataclass(frozen=True)
class Asked:
    """A period up to its last day that counts, the days of the one before it, and about whom."""

    work: Work
    first: date
    on: date
    before: tuple[date, date]
    people: Sequence[Person]
    active: Sequence[Person]
    """Those with an open file who were reached within sixty days (I02)."""
    placed: Sequence[Placed]
    pays_service: Pays = everything
    pays_line: Pays = everything
    whole: bool = True
    """Whether it is all the work, and not what one grant pays."""

    @cached_property
    def counted(self) -> dict[str, Person]:
        """Those who stand in the denominators of success, by id: nobody who was lost."""
        return {one.id: one for one in self.people if one.counts_as_success}

    @cached_property
    def mine(self) -> list[Placed]:
        """The placements of those who stand in the denominators of success."""
        held = self.counted
        return [one for one in self.placed if one.participant in held]
