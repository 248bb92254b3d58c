# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sector was like over time: contested, one group, truce, unknown; never which group."""

from datetime import date, datetime

from sqlmodel import col, select

from desktop.core import dates, records
from desktop.core.work import Work
from desktop.places.model import PatternPeriod, Place


def patterns(work: Work, on: date) -> dict[str, PatternPeriod]:
    """Return the pattern of each sector that holds on a day; the latest beginning wins."""
    work.may("read")
    found: dict[str, PatternPeriod] = {}
    for period in work.session.exec(
        select(PatternPeriod).where(col(PatternPeriod.deleted_at).is_(None))
    ):
        held = found.get(period.sector)
        if _holds(period, on) and (held is None or _start(held) <= _start(period)):
            found[period.sector] = period
    return found


def pattern_history(work: Work, sector: str) -> list[PatternPeriod]:
    """Return the patterns of one sector, latest first."""
    work.may("read")
    query = select(PatternPeriod).where(
        col(PatternPeriod.deleted_at).is_(None), col(PatternPeriod.sector) == sector
    )
    return sorted(work.session.exec(query), key=_start, reverse=True)


def set_pattern(
    work: Work, sector: str, pattern: str, valid_from: str, note: str | None = None
) -> PatternPeriod:
    """Note what a sector is like from a day on; the period before it ends there."""
    records.get(work, Place, sector)
    made = records.create(
        work,
        PatternPeriod,
        {"sector": sector, "pattern": pattern, "valid_from": valid_from, "note": note},
    )
    for period in pattern_history(work, sector):
        if period.id != made.id and period.valid_to is None and _start(period) <= _start(made):
            records.amend(work, period, {"valid_to": made.valid_from})
    return made


def _start(period: PatternPeriod) -> tuple[date, datetime]:
    return dates.parse(period.valid_from).first, period.created_at


def _holds(period: PatternPeriod, on: date) -> bool:
    if dates.parse(period.valid_from).first > on:
        return False
    return period.valid_to is None or on <= dates.parse(period.valid_to).last
