# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is on the list of which group or course, by the sector where it meets."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from desktop.activities import series_service
from desktop.activities.series_model import Series, SeriesMember
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.crossings import answer_service
from desktop.crossings import service as crossings
from desktop.crossings.model import GOES_ANYWAY, SESSION

_TABLE = table_of(SeriesMember)
_C, _S = _TABLE.c, table_of(Series).c


def keep_decision(
    work: Work, sector: str | None, people: Sequence[str], on: date, words: str
) -> None:
    """Keep the words by which a place across an active border is right, for each it bars."""
    work.may("create")
    if not sector or not people or not words.strip():
        return
    for person, found in series_service.barring(work, sector, people, on).items():
        key = (person, SESSION, sector)
        answer_service.decide(work, key, GOES_ANYWAY, words.strip(), found)


def going(work: Work, on: date) -> list[crossings.Going]:
    """Return who is expected where on a day."""
    work.may("read")
    query = (
        sa.select(_C.participant, _S.sector, _S.title)
        .join(table_of(Series), _S.id == _C.series)
        .where(_C.deleted_at.is_(None), _S.deleted_at.is_(None), _S.sector.is_not(None))
        .where(_C.joined_on <= on, sa.func.coalesce(_C.left_on, date.max) > on)
        .where(sa.func.coalesce(_S.ends_on, date.max) >= on, *work.visible(_TABLE))
    )
    return [crossings.Going(who, SESSION, *where) for who, *where in work.session.execute(query)]
