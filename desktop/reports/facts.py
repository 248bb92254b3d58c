# SPDX-License-Identifier: GPL-3.0-or-later
"""What every section of a report is drawn from, read once, for everybody or for one grant."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from desktop.contacts import service as contact_service
from desktop.core import clock
from desktop.core.work import Work
from desktop.enrolments import inside_service
from desktop.incidents.figures_service import Apart
from desktop.measures import livelihoods
from desktop.measures.asked import Asked
from desktop.organisation import grant_service
from desktop.organisation.grant_service import Covered
from desktop.participants import report as participants
from desktop.placements import permanence_service
from desktop.placements import report as placements
from desktop.reports import grants
from desktop.reports.period import Period

Edition = Literal["donor", "public", "team"]


@dataclass
class Facts:
    """Everything a report is drawn from, read once."""

    work: Work
    period: Period
    edition: Edition
    threshold: int
    people: list[participants.Person]
    placements: list[placements.Placed]
    active: set[str]
    grant: Covered | None = None
    """Where the report is for one grant: people and placements are then those it pays."""
    inside: set[str] = field(default_factory=set)
    """Who is or was in the programmes of the grant."""
    lines: set[str] = field(default_factory=set)
    """The lines of its budget."""
    apart: Apart | None = None
    """Totals of the protected store, where it was open when this was read."""

    @property
    def cut_off(self) -> date:
        """The day on which all this was read."""
        return clock.today()

    @property
    def on(self) -> date:
        """The last day that counts: the period's, or today while the period runs."""
        return min(self.period.last, clock.today())

    @cached_property
    def ids(self) -> set[str]:
        """Everybody the report is about, by id."""
        return {one.id for one in self.people}

    @cached_property
    def success(self) -> set[str]:
        """Those who stand in the denominators of success, by id: nobody who was lost."""
        return {one.id for one in self.people if one.counts_as_success}

    def pays_service(self, own: str | None, person: str) -> bool:
        """Whether a service counts: the grant is named by it, or pays the person's programme."""
        return self._pays({self.grant.id} if self.grant else set(), own, person)

    def pays_line(self, own: str | None, person: str) -> bool:
        """Whether a month of stipend counts, by the line of a grant it is paid from."""
        return self._pays(self.lines, own, person)

    def _pays(self, mine: Collection[str], own: str | None, person: str) -> bool:
        return self.grant is None or (own in mine if own else person in self.inside)

    @cached_property
    def only(self) -> Collection[str] | None:
        """The placements that count, where a grant pays some of them only."""
        return {one.id for one in self.placements} if self.grant else None

    def active_on(self, on: date) -> list[participants.Person]:
        """Return the open files reached within sixty days before a day (I02)."""
        reached = self.active if on == self.on else contact_service.active(self.work, on)
        return [p for p in self.people if p.id in reached and p.open_on(on)]

    @cached_property
    def asked(self) -> Asked:
        """What indicators are counted for."""
        before = self.period.before()
        return Asked(
            self.work,
            self.period.first,
            self.on,
            (before.first, before.last),
            self.people,
            self.active_on(self.on),
            self.placements,
            self.pays_service,
            self.pays_line,
            whole=self.grant is None,
        )

    @cached_property
    def lived(self) -> livelihoods.Lives:
        """Whether lives changed, each indicator by itself."""
        return livelihoods.lives(self.asked)

    @cached_property
    def checked(self) -> list[permanence_service.Checked]:
        """The checkpoints that count (I14), of the placements the grant pays where there is one."""
        held = self.asked.checked
        return held if self.only is None else [one for one in held if one.placement in self.only]

    @cached_property
    def permanence(self) -> list[permanence_service.Permanence]:
        """The two figures of every checkpoint (I14)."""
        return permanence_service.figures(self.checked)


def read(work: Work, period: Period, edition: Edition, threshold: int, grant: str) -> Facts:
    """Read what a report needs; NoSuchGrant where it is asked for one that is not written down."""
    work.may("report")
    cut = min(period.last, clock.today())
    found = grants.find(work, grant) if grant else None
    people, placed = participants.people(work), placements.placements(work)
    if found:
        people, placed = grants.narrowed(work, found, people, placed)
    return Facts(
        work,
        period,
        edition,
        threshold * 2 if edition == "public" else threshold,
        people,
        placed,
        contact_service.active(work, cut),
        found,
        inside_service.of_programmes(work, found.programmes) if found else set(),
        {line.id for line in grant_service.money(work, found.id)} if found else set(),
    )
