# SPDX-License-Identifier: GPL-3.0-or-later
"""What stays of an erased participant's placements: type, months, how they ended, permanence."""

from datetime import date, timedelta

import sqlalchemy as sa

from desktop.core import clock, dates, erasure
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.placements.model import (
    ENDED,
    WINDOW,
    Checkpoint,
    Placement,
    PlacementStatus,
)

_C = table_of(Placement).c
_K = table_of(Checkpoint).c


def coded(work: Work, person: str, kept: str) -> None:
    """Write coded rows of a person's placements under the person's coded row."""
    work.may("erase")
    query = sa.select(Placement).where(_C.participant == person, _C.deleted_at.is_(None))
    for one in work.session.execute(query).scalars().all():
        identity = erasure.keep_coded(work, Placement, [_placement(one, kept)])[0]
        checks = sa.select(Checkpoint).where(_K.placement == one.id, _K.deleted_at.is_(None))
        found = work.session.execute(checks).scalars().all()
        erasure.keep_coded(work, Checkpoint, [_check(check, identity) for check in found])


def _placement(one: Placement, kept: str) -> dict[str, object]:
    ended = one.ended_on
    status = one.status
    if status not in ENDED:
        status, ended = PlacementStatus.ENDED_EARLY.value, clock.today()
    first = erasure.month_of(one.starts_on)
    assert first is not None  # noqa: S101 - a placement has a first day
    last = erasure.month_of(ended)
    return {
        "participant": kept,
        "type": one.type,
        "starts_on": first,
        "status": status,
        "formality": one.formality,
        "ended_on": max(first, last) if last else None,
        "exit_reason": one.exit_reason,
    }


def _check(check: Checkpoint, placement: str) -> dict[str, object]:
    return {
        "placement": placement,
        "point": check.point,
        "due_on": counted_from(check.due_on),
        "done_on": erasure.month_of(check.done_on),
        "result": check.result,
    }


def counted_from(due: date) -> date:
    """Return the first day of the month at whose end a checkpoint is first counted as due."""
    end = dates.month_end(due)
    if due > end - timedelta(days=WINDOW[1]):
        end = dates.month_end(end + timedelta(days=1))
    return end.replace(day=1)
