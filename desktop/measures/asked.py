# SPDX-License-Identifier: GPL-3.0-or-later
"""What indicators are counted for: a period, people, their placements, what a grant pays.

What several indicators are counted from is read once and kept here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from desktop.assessments import report as assessments
from desktop.contacts import report as contacts
from desktop.core.work import Work
from desktop.livelihoods import certificate_service as certificates
from desktop.participants.report import Person
from desktop.placements import income_service, permanence_service
from desktop.placements.report import Placed
from desktop.schooling import report as schooling

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

    @cached_property
    def first_assessed(self) -> dict[str, date]:
        """The day of the first completed assessment of each person (I07, I08)."""
        return assessments.first_days(self.work)

    @cached_property
    def promised(self) -> list[tuple[str, bool]]:
        """(person, whether it took place) of each contact promised for the period (I09)."""
        return contacts.promises(self.work, self.first, self.on, self.counted)

    @cached_property
    def pupils(self) -> list[schooling.Pupil]:
        """Those with schooling by the last day (I18, I27, I28)."""
        return schooling.pupils(self.work, self.counted.values(), self.on)

    @cached_property
    def incomes(self) -> tuple[list[income_service.Change], int]:
        """How bands of income changed, and of how many it is not known (I16)."""
        return income_service.changes(self.work, self.on, self.counted)

    @cached_property
    def checked(self) -> list[permanence_service.Checked]:
        """The checkpoints that count by the last day (I14)."""
        return permanence_service.checked(self.work, self.on, self.counted)

    @cached_property
    def courses(self) -> list[tuple[str, str, bool]]:
        """(course, person, whether certified) of courses that ended in the period (I19)."""
        return certificates.completed(self.work, self.first, self.on, set(self.counted))
