# SPDX-License-Identifier: GPL-3.0-or-later
"""Legal holds: what may not be erased for now, and why.

Anybody of the team may set one; only a coordinator changes, lifts or deletes it, on every road:
the register says so itself (``kept_by``).
"""

from array import array
from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, journal, listing, records
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.rights.model import LegalHold

_TABLE = table_of(LegalHold)
_C = _TABLE.c


def place(work: Work, participant: str, reason: str) -> LegalHold:
    """Hold everything about a participant: no erasure, no retention."""
    work.may("rights")
    return records.create(work, LegalHold, {"participant": participant, "reason": reason})


def lift(work: Work, identity: str, on: date | None = None) -> LegalHold:
    """Let go of a hold; it stays in the register with its days. Only a coordinator may."""
    work.may("lift_hold")
    hold = records.get(work, LegalHold, identity)
    lifted = records.amend(work, hold, {"lifted_on": on or clock.today()})
    journal.write(work, "lift_hold", identity)
    return lifted


def on(work: Work, participant: str) -> bool:
    """Tell whether a hold stands on a participant today."""
    work.may("read")
    return participant in held(work)


def held(work: Work) -> set[str]:
    """Return the participants on whom a hold stands today."""
    work.may("read")
    query = sa.select(_C.participant).where(_C.deleted_at.is_(None), _C.lifted_on.is_(None))
    return set(work.session.execute(query).scalars())


def keys(work: Work) -> "array[int]":
    """Return the holds, those that stand first."""
    return listing.snapshot(work, LegalHold, order=[_C.lifted_on.is_not(None), _C.since.desc()])


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (code, participant, reason, since, lifted_on) of each hold."""
    columns = (_C.code, _C.participant, _C.reason, _C.since, _C.lifted_on)
    return listing.page(work, _TABLE, _C.row, columns, wanted)
