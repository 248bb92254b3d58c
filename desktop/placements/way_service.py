# SPDX-License-Identifier: GPL-3.0-or-later
"""The way to work: what is known of it, and how it is safe where an active border lies on it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from desktop.core.errors import InvalidRecord, UserError
from desktop.core.i18n import N_
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.crossings import answer_service
from desktop.crossings import report as crossing_words
from desktop.crossings import service as crossings
from desktop.crossings.model import GOES_ANYWAY, JOB
from desktop.participants import service as participants
from desktop.placements import employer_service
from desktop.placements.employer_model import Employer
from desktop.placements.model import ENDED, WAITING, Placement

_TABLE = table_of(Placement)
_C, _E = _TABLE.c, table_of(Employer).c


def require_answer(work: Work, values: Mapping[str, Any], there: str, words: str) -> None:
    """Ask how the way is safe where it crosses an active border, and keep what was answered.

    Any answer will do, it is the person's; who goes all the same says why.
    """
    work.may("read")
    person = str(values.get("participant") or "")
    if not person or not there:
        return
    way = crossings.check(
        work, participants.get(work, person).sector, there, person=person, kind=JOB
    )
    if not way.is_barred:
        return
    if not values.get("crossing"):
        raise InvalidRecord({"crossing": UserError(words)})
    answer = answer_service.meant(str(values["crossing"]))
    reason = str(values.get("crossing_reason") or "").strip()
    if answer == GOES_ANYWAY and not reason:
        why = N_("Say why the person goes all the same.")
        raise InvalidRecord({"crossing_reason": UserError(why)})
    answer_service.decide(work, (person, JOB, there), answer, reason, way)


def warnings(work: Work, participant: str, employer: str | None) -> list[str]:
    """Return what must be read of the way to a workplace before anything is agreed."""
    work.may("read")
    there = employer_service.sector_of(work, employer) if employer else None
    if not there:
        return []
    home = participants.get(work, participant).sector
    way = crossings.check(work, home, there, person=participant, kind=JOB)
    return crossing_words.warnings(work, way)


def going(work: Work, on: date) -> list[crossings.Going]:
    """Return who works where on a day, or is to begin there, by the sector of the workplace."""
    work.may("read")
    query = (
        sa.select(_C.participant, _E.sector, _E.title)
        .join(table_of(Employer), _E.id == _C.employer)
        .where(_C.deleted_at.is_(None), _E.sector.is_not(None), *work.visible(_TABLE))
        .where(sa.or_(_C.starts_on <= on, _C.status.in_(WAITING)))
        .where(sa.or_(_C.status.not_in(ENDED), _C.ended_on > on))
    )
    return [crossings.Going(who, JOB, *where) for who, *where in work.session.execute(query)]
