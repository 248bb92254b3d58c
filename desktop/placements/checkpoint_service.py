# SPDX-License-Identifier: GPL-3.0-or-later
"""The checkpoints of a placement: laid with it, moved with it, answered by the person's own word.

The employer is asked only where the person agreed to that; what the person says is full evidence.
"""

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from desktop.consents import service as consents
from desktop.core import listing, records, settings
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.i18n import N_
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.placements.model import CHECKPOINT_DAYS, Checkpoint, Placement

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_TABLE = table_of(Checkpoint)
_C = _TABLE.c
_P = table_of(Placement).c
_LAID = "checkpoints_laid"

MAY_CALL = "contact_employer"
"""The purpose of V25 without which nobody speaks with the employer."""
FROM_HOST = "host_confirmed"


def lay(work: Work, placement: Placement) -> None:
    """Lay the checkpoints a placement lacks: all of a new one, the last of one from before."""
    work.may("create", placement)
    there = {check.point for check in checkpoints(work, placement.id)}
    for point, days in CHECKPOINT_DAYS.items():
        if point not in there:
            due = placement.starts_on + timedelta(days=days)
            records.create(
                work, Checkpoint, {"placement": placement.id, "point": point, "due_on": due}
            )


def move(work: Work, placement: Placement) -> None:
    """Move the checkpoints nobody has answered after a new first day."""
    work.may("amend", placement)
    for check in checkpoints(work, placement.id):
        if check.result is None:
            due = placement.starts_on + timedelta(CHECKPOINT_DAYS[check.point])
            records.amend(work, check, {"due_on": due})


def catch_up(workspace: "Workspace") -> None:
    """Lay the checkpoints that placements of an earlier program lack, once for a workspace."""
    with workspace.work() as work:
        work.may("read")
        may = work.could("settings") and work.scope == "all"
        if not may or settings.read(work, _LAID, 0) == len(CHECKPOINT_DAYS):
            return
        if not listing.count(work, Placement):
            return
    with workspace.work(write=True) as work:
        there: dict[str, set[str]] = defaultdict(set)
        for placement, point in work.session.execute(sa.select(_C.placement, _C.point)):
            there[placement].add(point)
        held = sa.select(_P.id, _P.starts_on).where(_P.deleted_at.is_(None))
        rows = (
            {"placement": one, "point": point, "due_on": start + timedelta(days=days)}
            for one, start in work.session.execute(held).all()
            for point, days in CHECKPOINT_DAYS.items()
            if point not in there[one]
        )
        records.create_many(work, Checkpoint, rows)
        settings.write(work, _LAID, len(CHECKPOINT_DAYS))


def checkpoints(work: Work, placement: str) -> list[Checkpoint]:
    """Return the checkpoints of a placement in order."""
    work.may("read")
    query = (
        sa.select(Checkpoint)
        .where(_C.placement == placement, _C.deleted_at.is_(None), *work.visible(_TABLE))
        .order_by(_C.due_on)
    )
    return list(work.session.execute(query).scalars())


def answer(work: Work, checkpoint: str, values: Mapping[str, Any]) -> Checkpoint:
    """Note what a checkpoint found; the host's word counts only where it might be asked for."""
    check = records.get(work, Checkpoint, checkpoint)
    asked_host = values.get("evidence") == FROM_HOST != check.evidence
    placement = records.get(work, Placement, check.placement)
    if asked_host and not may_call(work, placement):
        words = N_("The person has not agreed that we speak with the employer. Ask the person.")
        raise InvalidRecord({"evidence": UserError(words)})
    made = records.amend(work, check, values)
    lay(work, placement)
    return made


def may_call(work: Work, placement: Placement) -> bool:
    """Tell whether the employer may be called about this person today."""
    work.may("read")
    has_host = placement.employer is not None
    return has_host and consents.given(work, placement.participant, MAY_CALL)


def placement_of(work: Work, checkpoint: str) -> Placement:
    """Return the placement a checkpoint belongs to."""
    work.may("read")
    return records.get(
        work, Placement, records.get(work, Checkpoint, checkpoint).placement, deleted=True
    )


def keys(work: Work, placement: str) -> "array[int]":
    """Return the checkpoints of one placement in order."""
    where = [_C.placement == placement]
    return listing.snapshot(work, Checkpoint, where=where, order=[_C.due_on])


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (point, due_on, done_on, result) of each checkpoint."""
    columns = (_C.point, _C.due_on, _C.done_on, _C.result)
    return listing.page(work, _TABLE, _C.row, columns, wanted)
