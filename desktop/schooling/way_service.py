# SPDX-License-Identifier: GPL-3.0-or-later
"""The way to school: what is known of it where a school is chosen, and who goes where."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, records
from desktop.core.errors import RecordGone
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.crossings import report as crossing_words
from desktop.crossings import service as crossings
from desktop.crossings.model import SCHOOL
from desktop.participants import service as participants
from desktop.schooling.model import School, Schooling

_TABLE = table_of(Schooling)
_C, _S = _TABLE.c, table_of(School).c
WALKED = frozenset({"attending", "accelerated"})
"""Modes of V07b in which somebody walks to school."""


def way(work: Work, values: Mapping[str, Any]) -> crossings.Answer | None:
    """Return what is known of the way to a school; None where nobody walks there."""
    work.may("read")
    person, school = str(values.get("participant") or ""), str(values.get("school") or "")
    if not person or not school or values.get("mode") not in WALKED or values.get("until"):
        return None
    try:
        there = records.get(work, School, school).sector
    except RecordGone:
        return None
    home = participants.get(work, person).sector
    return crossings.check(work, home, there, person=person, kind=SCHOOL) if there else None


def warnings(work: Work, schooling: Schooling) -> list[str]:
    """Return what must be read of the way to a school."""
    work.may("read")
    found = way(work, records.values_of(schooling))
    return [] if found is None else crossing_words.warnings(work, found)


def going(work: Work, on: date) -> list[crossings.Going]:
    """Return who walks to which school on a day, by its sector."""
    work.may("read")
    day = min(on, clock.today())
    query = (
        sa.select(_C.participant, _S.sector, _S.title)
        .join(table_of(School), _S.id == _C.school)
        .where(_C.deleted_at.is_(None), _S.sector.is_not(None), _C.mode.in_(WALKED))
        .where(sa.or_(_C.since.is_(None), _C.since <= day))
        .where(sa.or_(_C.until.is_(None), _C.until > day), *work.visible(_TABLE))
    )
    return [crossings.Going(who, SCHOOL, *where) for who, *where in work.session.execute(query)]
