# SPDX-License-Identifier: GPL-3.0-or-later
"""The numbers behind the indicators of incidents (I37 to I39, I41 and I42 of domain.md section 4).

Official series are context and stand in none of them; what did not happen stands in none either.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.incidents.model import HOMICIDES, Incident
from desktop.incidents.period_service import within
from desktop.incidents.victim_model import Victim

_C = table_of(Incident).c
_V = table_of(Victim).c
NOT_SAID = "not_asked"
RECRUITED = "recruitment_attempt_minor"


@dataclass(frozen=True, slots=True)
class Told:
    """Of incidents with a known answer: how many were reported, by type; and why others not."""

    by_type: dict[str, tuple[int, int]]
    """(reported, known) by type."""
    unknown: int
    reasons: dict[str, int]


@dataclass(frozen=True, slots=True)
class Left:
    """People and households who had to leave, by how far and by what made them leave (I41)."""

    people: int
    households: int
    incidents: int
    missing: int
    """Incidents of displacement that say no number."""
    by_scale: dict[str, int]
    by_cause: dict[str, int]
    by_sex: dict[str, int]
    by_age: dict[str, int]


@dataclass(frozen=True, slots=True)
class Apart:
    """Totals of what is kept apart, made while that part is open; never split by place."""

    incidents: int
    recruitment: int
    """Attempts to recruit somebody under 18 (I42)."""
    homicide_victims: int = 0
    by_age: dict[str, int] = field(default_factory=dict)
    by_sex: dict[str, int] = field(default_factory=dict)
    by_place: dict[str, int] = field(default_factory=dict)


def total(work: Work, first: date, last: date) -> int:
    """Return the incidents of a period."""
    work.may("read")
    query = sa.select(sa.func.count()).select_from(_C.row.table).where(*within(first, last))
    return int(work.session.execute(query).scalar_one())


def split(work: Work, first: date, last: date, name: str) -> dict[str, int]:
    """Return the incidents of a period by one of their answers; not asked where there is none."""
    work.may("read")
    answer = sa.func.coalesce(_C[name], NOT_SAID)
    query = sa.select(answer, sa.func.count()).where(*within(first, last)).group_by(_C[name])
    return {str(code): int(n) for code, n in work.session.execute(query)}


def homicide_victims(work: Work, first: date, last: date) -> dict[str, int]:
    """Return the people killed in confirmed homicides by sector, at least one for each (16.1.1)."""
    work.may("read")
    killed = sa.func.max(1, sa.func.coalesce(_C.killed, 1))
    query = (
        sa.select(sa.func.coalesce(_C.sector, ""), sa.func.sum(killed))
        .where(*within(first, last), _C.type.in_(HOMICIDES), _C.certainty == "confirmed")
        .group_by(_C.sector)
    )
    return {str(sector): int(n) for sector, n in work.session.execute(query)}


def border_victims(work: Work, first: date, last: date, name: str) -> dict[str, int]:
    """Return the people hurt at borders by ``profile`` or ``sex`` (I38)."""
    work.may("read")
    where = [*within(first, last), _C.border.is_not(None)]
    return _people(work, name, where)


def told(work: Work, first: date, last: date) -> Told:
    """Return what was told to an authority (I39)."""
    work.may("read")
    query = (
        sa.select(_C.type, _C.reported, _C.no_report_reason, sa.func.count())
        .where(*within(first, last))
        .group_by(_C.type, _C.reported, _C.no_report_reason)
    )
    by_type: dict[str, tuple[int, int]] = {}
    reasons: Counter[str] = Counter()
    unknown = 0
    for kind, reported, reason, n in work.session.execute(query):
        if reported is None:
            unknown += n
            continue
        yes, known = by_type.get(kind, (0, 0))
        by_type[kind] = (yes + n * bool(reported), known + n)
        if not reported:
            reasons[reason or NOT_SAID] += n
    return Told(by_type, unknown, dict(reasons))


def left(work: Work, first: date, last: date) -> Left:
    """Return who had to leave (I41)."""
    work.may("read")
    fled = sa.or_(
        _C.type == "forced_displacement",
        sa.func.instr(sa.cast(_C.consequences, sa.Text), '"displacement"') > 0,
        _C.displaced_people.is_not(None),
        _C.displaced_households.is_not(None),
    )
    columns = (_C.type, _C.displacement_scale, _C.displaced_people, _C.displaced_households)
    rows = work.session.execute(sa.select(*columns).where(*within(first, last), fled)).all()
    by_scale: Counter[str] = Counter()
    by_cause: Counter[str] = Counter()
    for kind, scale, people, _households in rows:
        by_scale[scale or NOT_SAID] += people or 0
        by_cause[kind] += people or 0
    gone = [*within(first, last), _V.harm == "displaced"]
    return Left(
        sum(by_scale.values()),
        sum(households or 0 for *_answers, households in rows),
        len(rows),
        sum(people is None for _kind, _scale, people, _households in rows),
        dict(by_scale),
        dict(by_cause),
        _people(work, "sex", gone),
        _people(work, "age_band", gone),
    )


def apart(work: Work, first: date, last: date) -> Apart:
    """Return the totals of the protected store (I42); only a work on that store may be asked."""
    work.may("read")
    assert work.store == "protected"  # noqa: S101 - who calls has opened it
    where = [*within(first, last), _C.type == RECRUITED]
    return Apart(
        total(work, first, last),
        split(work, first, last, "type").get(RECRUITED, 0),
        sum(homicide_victims(work, first, last).values()),
        _people(work, "age_band", where),
        _people(work, "sex", where),
        _answers(work, "place_type", where),
    )


def _answers(work: Work, name: str, where: list[Any]) -> dict[str, int]:
    answer = sa.func.coalesce(_C[name], NOT_SAID)
    query = sa.select(answer, sa.func.count()).where(*where).group_by(_C[name])
    return {str(code): int(n) for code, n in work.session.execute(query)}


def _people(work: Work, name: str, where: list[Any]) -> dict[str, int]:
    """Return the people of lines of victims, by one of their answers."""
    work.may("read")
    answer = sa.func.coalesce(_V[name], NOT_SAID)
    query = (
        sa.select(answer, sa.func.sum(_V.number))
        .join_from(_V.row.table, _C.row.table, _V.incident == _C.id)
        .where(*where, _V.deleted_at.is_(None))
        .group_by(_V[name])
    )
    return {str(code): int(n) for code, n in work.session.execute(query)}
