# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates of what people learned: who holds one, and how many of a course got theirs."""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from desktop.activities import share_service
from desktop.activities.model import Activity
from desktop.activities.series_model import CAME, Attendance, Series, SeriesMember
from desktop.core import listing, records, scope
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.livelihoods.model import Certificate

_TABLE = table_of(Certificate)
_C = _TABLE.c
_S = table_of(Series).c
_M = table_of(SeriesMember).c
_A = table_of(Activity).c
_T = table_of(Attendance).c
COURSE = "course"


def issue(work: Work, values: Mapping[str, Any]) -> Certificate:
    """Write a certificate."""
    return records.create(work, Certificate, values)


def issue_all(work: Work, series: str) -> int:
    """Write a certificate of attendance for everybody who came to most of a course and has none.

    Returns how many were written; hours are those of the sessions the person came to.
    """
    work.may("create")
    held = sa.select(_C.participant).where(_C.series == series, _C.deleted_at.is_(None))
    there = set(work.session.execute(held).scalars())
    hours = _hours(work, series)
    written = 0
    for share in share_service.shares(work, series):
        if (share.percent or 0) >= share_service.GOOD and share.participant not in there:
            values = {"participant": share.participant, "series": series, "kind": "attendance"}
            issue(work, {**values, "hours": hours.get(share.participant) or None})
            written += 1
    return written


def _hours(work: Work, series: str) -> dict[str, int]:
    """Return the hours of the sessions each person came to, begun hours not counted."""
    query = (
        sa.select(_T.participant, sa.func.sum(_A.hours))
        .join(table_of(Activity), _A.id == _T.activity)
        .where(_A.series == series, _T.mark.in_(CAME))
        .where(_A.deleted_at.is_(None), _T.deleted_at.is_(None))
        .group_by(_T.participant)
    )
    return {person: int(hours or 0) for person, hours in work.session.execute(query)}


def get(work: Work, identity: str) -> Certificate:
    """Return one certificate."""
    work.may("read")
    return records.get(work, Certificate, identity)


def keys(work: Work, person: str = "") -> "array[int]":
    """Return the certificates, the latest first; those of one person where one is named."""
    where = [_C.participant == person] if person else []
    return listing.snapshot(
        work, Certificate, where=where, order=[_C.issued_on.desc(), _C.row.desc()]
    )


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (participant, series, kind, issued_on, hours, handed_on) of each certificate."""
    columns = (_C.participant, _C.series, _C.kind, _C.issued_on, _C.hours, _C.handed_on)
    return listing.page(work, _TABLE, _C.row, columns, wanted)


def completed(work: Work, first: date, last: date, people: set[str]) -> list[tuple[str, str, bool]]:
    """Return (course, participant, whether certified) of the courses that ended in a period (I19).

    Whoever left the list is on it too: leaving is no completion.
    """
    work.may("report")
    ended = sa.select(_S.id).where(
        _S.deleted_at.is_(None), _S.kind == COURSE, _S.ends_on >= first, _S.ends_on <= last
    )
    enrolled = sa.select(_M.series, _M.participant).where(
        _M.deleted_at.is_(None), _M.series.in_(ended)
    )
    issued = sa.select(_C.series, _C.participant).where(
        _C.deleted_at.is_(None), _C.series.in_(ended)
    )
    on_list = {tuple(row) for row in work.session.execute(enrolled) if row.participant in people}
    got = {tuple(row) for row in work.session.execute(issued)}
    return [(*one, one in got) for one in sorted(on_list)]


def completion(work: Work, first: date, last: date, people: set[str]) -> tuple[int, int]:
    """Return (certificates, people enrolled) of the courses that ended in a period (I19)."""
    found = completed(work, first, last, people)
    return sum(certified for _course, _person, certified in found), len(found)


def timeline(work: Work, person: str) -> list[tuple[date, str, Mapping[str, Any]]]:
    """Return (day, kind, facts) of a person's certificates."""
    scope.enter(work, "read", _TABLE.name)
    query = sa.select(_C.issued_on, _C.kind).where(
        _C.participant == person, _C.deleted_at.is_(None), *work.visible(_TABLE)
    )
    return [(day, "certificate", {"kind": kind}) for day, kind in work.session.execute(query)]
