# SPDX-License-Identifier: GPL-3.0-or-later
"""A sector as a community one works with: how much of the programme's work stands in it, counted.

Counts only, no code and no name: a page about a place must not become a list of who lives there.
People are counted as far as the one who looks may see them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from desktop.activities.model import Activity
from desktop.activities.series_model import Series
from desktop.core import codes
from desktop.core.i18n import N_, _
from desktop.core.tables import Record, table_of
from desktop.core.work import Work
from desktop.incidents import period_service
from desktop.incidents.model import Incident
from desktop.participants.model import Participant
from desktop.placements.employer_model import Employer
from desktop.referrals.model import Provider
from desktop.schooling.model import School

_CLOSED = ("closed", "transferred")
_STANDING: Sequence[tuple[str, type[Record]]] = (
    (N_("Workplaces"), Employer),
    (N_("Schools"), School),
    (N_("Services people are referred to"), Provider),
    (N_("Groups that meet here"), Series),
)


@dataclass(frozen=True, slots=True)
class Here:
    """What stands in a sector as (words, count), and what happened there by type."""

    work: Sequence[tuple[str, int]]
    incidents: Sequence[tuple[str, int]]


def here(work: Work, sector: str, first: date, last: date) -> Here:
    """Count the work in a sector, and the activities and incidents of a span of days."""
    work.may("read")
    people = table_of(Participant)
    living = _count(work, Participant, sector, people.c.status.not_in(_CLOSED))
    held = table_of(Activity).c.held_on
    found = [
        (_("Participants who live here"), living),
        *((_(words), _count(work, model, sector)) for words, model in _STANDING),
        (_("Activities held here"), _count(work, Activity, sector, held.between(first, last))),
    ]
    return Here([one for one in found if one[1]], _incidents(work, sector, first, last))


def _count(work: Work, model: type[Record], sector: str, *more: "sa.ColumnElement[bool]") -> int:
    table = table_of(model)
    query = (
        sa.select(sa.func.count())
        .select_from(table)
        .where(table.c.sector == sector, table.c.deleted_at.is_(None), *more, *work.visible(table))
    )
    return int(work.session.execute(query).scalar_one())


def _incidents(work: Work, sector: str, first: date, last: date) -> list[tuple[str, int]]:
    table = table_of(Incident)
    query = (
        sa.select(table.c.type, sa.func.count())
        .where(table.c.sector == sector, *period_service.within(first, last))
        .group_by(table.c.type)
        .order_by(sa.func.count().desc(), table.c.type)
    )
    return [(codes.label("incident_type", kind), int(n)) for kind, n in work.session.execute(query)]
