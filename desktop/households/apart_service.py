# SPDX-License-Identifier: GPL-3.0-or-later
"""Who must not meet whom: written on one file, acting on both."""

from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, listing, records, scope
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.households.apart_model import Apart
from desktop.participants import service as participants
from desktop.participants.model import Participant

_TABLE = table_of(Apart)
_C = _TABLE.c
_P = table_of(Participant).c


class AlreadyApart(UserError):
    """The pair is there already."""

    def __init__(self) -> None:
        super().__init__(N_("These two are already kept apart. Nothing was changed."))


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody one must not meet: the id for what compares, the code for what is shown."""

    id: str
    code: str


def keep(work: Work, values: Mapping[str, Any]) -> Apart:
    """Write that two participants must not meet."""
    work.may("create")
    made = records.create(work, Apart, values)
    pair = {made.participant, made.other}
    if sum({a, b} == pair for a, b in _pairs(work, clock.today(), pair)) > 1:
        raise AlreadyApart
    return made


def others(work: Work, person: str, on: date | None = None) -> list[Other]:
    """Return whom a participant must not meet on a day, by code.

    It protects both, so both files tell it, whichever it was written on.
    """
    scope.require_id(work, "read", participants.REGISTER, person)
    ids = {
        b if a == person else a
        for a, b in _pairs(work, on or clock.today(), {person})
        if person in (a, b)
    } - {person}
    return sorted(
        (Other(one, code) for one, code in _codes(work, ids).items()), key=lambda one: one.code
    )


def among(work: Work, people: Collection[str], on: date | None = None) -> list[tuple[str, str]]:
    """Return the pairs of these participants that must not meet: for a session, a list, a trip."""
    work.may("read")
    wanted = set(people)
    day = on or clock.today()
    return [(a, b) for a, b in _pairs(work, day, wanted) if a in wanted and b in wanted]


def told(work: Work, people: Collection[str]) -> str:
    """Return the neutral words for a list of people some of whom must not meet; empty if none."""
    pairs = among(work, people)
    if not pairs:
        return ""
    known = _codes(work, {one for pair in pairs for one in pair})
    shown = [" | ".join(sorted(known.get(one, "") for one in pair)) for pair in pairs]
    return _("Plan apart: {pairs}").format(pairs=", ".join(sorted(set(shown))))


def keys(work: Work, person: str) -> "array[int]":
    """Return what was written on either file, what holds first."""
    scope.require_id(work, "read", participants.REGISTER, person)
    mine = sa.or_(_C.participant == person, _C.other == person)
    over = sa.and_(_C.until.is_not(None), _C.until < clock.today())
    return listing.snapshot(work, Apart, where=[mine], order=[over, _C.since.desc(), _C.row])


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (participant, other, ground, since, until) of each."""
    columns = (_C.participant, _C.other, _C.ground, _C.since, _C.until)
    return listing.page(work, _TABLE, _C.row, columns, wanted)


def _pairs(work: Work, day: date, people: Collection[str]) -> list[tuple[str, str]]:
    """Return the pairs that hold on a day and have one of these people in them."""
    begun = sa.or_(_C.since.is_(None), _C.since <= day)
    holds = sa.or_(_C.until.is_(None), _C.until >= day)
    touched = sa.or_(_C.participant.in_(people), _C.other.in_(people))
    query = sa.select(_C.participant, _C.other).where(
        _C.deleted_at.is_(None), begun, holds, touched
    )
    return [(a, b) for a, b in work.session.execute(query.order_by(_C.row))]


def _codes(work: Work, ids: Collection[str]) -> dict[str, str]:
    """Return the codes of these people, those of other workers too: a code tells nothing."""
    there = (_P.id.in_(list(ids)), _P.deleted_at.is_(None))
    query = sa.select(_P.id, _P.code).where(*there)
    return dict(work.session.execute(query).all())
