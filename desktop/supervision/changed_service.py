# SPDX-License-Identifier: GPL-3.0-or-later
"""What colleagues wrote in somebody's files lately, read from the end of the change log."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from desktop.core.tables import CODED, change, metadata, scoped_tables, table_of
from desktop.core.work import Work
from desktop.participants.model import CaseStatus, Participant

_P = table_of(Participant).c
_PERSON = "participant"
MOST_CHANGES = 2_000
"""Records looked at, the latest first: an import by a colleague is not read to its beginning."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One file, the colleague, the registers they wrote in and when they last did."""

    person: str
    code: str
    who: str
    registers: tuple[str, ...]
    last: datetime


def by_others(work: Work, since: datetime) -> list[Changed]:
    """Return the open files of who is signed in that others wrote in, the latest first."""
    work.may("read")
    written: dict[tuple[str, str], list[tuple[str, datetime]]] = {}
    touched: dict[str, list[tuple[str, str, datetime]]] = {}
    for register, record, who, moment in _tail(work, since):
        touched.setdefault(register, []).append((record, who, moment))
    for register, found in touched.items():
        people = _people(work, register, {record for record, _who, _moment in found})
        for record, who, moment in found:
            if person := people.get(record):
                written.setdefault((person, who), []).append((register, moment))
    mine = _mine(work, {person for person, _who in written})
    changed = [
        Changed(
            person,
            mine[person],
            who,
            tuple(dict.fromkeys(register for register, _moment in held)),
            max(moment for _register, moment in held),
        )
        for (person, who), held in written.items()
        if person in mine
    ]
    return sorted(changed, key=lambda one: one.last, reverse=True)


def _tail(work: Work, since: datetime) -> Iterable[tuple[str, str, str, datetime]]:
    query = (
        sa.select(change.c.register, change.c.record, change.c.user, sa.func.max(change.c.moment))
        .where(change.c.seq >= _first(work, since))
        .where(change.c.user.not_in(["", CODED, work.user.name]))
        .group_by(change.c.register, change.c.record, change.c.user)
        .order_by(sa.func.max(change.c.seq).desc())
        .limit(MOST_CHANGES)
    )
    rows: Iterable[tuple[str, str, str, datetime]] = work.session.execute(query)
    return rows


def _first(work: Work, since: datetime) -> int:
    """Return the first entry of the log made since a moment, found by halving.

    The log is written in the order of time and has no index on it; a clock that was set back
    only shows some entries for longer.
    """
    low, high = 1, (work.session.execute(sa.select(sa.func.max(change.c.seq))).scalar() or 0) + 1
    while low < high:
        middle = (low + high) // 2
        at = sa.select(change.c.moment).where(change.c.seq >= middle).order_by(change.c.seq)
        moment = work.session.execute(at.limit(1)).scalar()
        if moment is not None and moment < since:
            low = middle + 1
        else:
            high = middle
    return low


def _people(work: Work, register: str, ids: set[str]) -> dict[str, str]:
    """Return the participant behind each record of a register that hangs on one."""
    if register == _PERSON:
        return {one: one for one in ids}
    if scoped_tables().get(register) != _PERSON:
        return {}
    table = metadata.tables[register]
    query = sa.select(table.c.id, table.c[_PERSON]).where(table.c.id.in_(ids), *work.visible(table))
    return {one: person for one, person in work.session.execute(query) if person}


def _mine(work: Work, people: set[str]) -> dict[str, str]:
    query = sa.select(_P.id, _P.code).where(
        _P.id.in_(people),
        _P.deleted_at.is_(None),
        _P.worker == work.user.name,
        _P.status != CaseStatus.CLOSED.value,
        *work.visible(table_of(Participant)),
    )
    return dict(work.session.execute(query).all())
