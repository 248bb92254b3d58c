# SPDX-License-Identifier: GPL-3.0-or-later
"""What came in from a telephone still lies on it: a task until somebody deleted it there."""

from datetime import date

import sqlalchemy as sa

from desktop.contacts.model import PhoneCopy
from desktop.core import clock, kept, records
from desktop.core.i18n import N_
from desktop.core.scope import Sight
from desktop.core.tables import table_of
from desktop.core.tasks import Asked, Task
from desktop.core.work import Work

_TABLE = table_of(PhoneCopy)
_C = _TABLE.c


def brought(work: Work, participant: str, kind: str) -> PhoneCopy:
    """Note that a photograph or a voice note came in and must go from the telephone."""
    return records.create(work, PhoneCopy, {"participant": participant, "kind": kind})


def left(work: Work, participant: str) -> list[tuple[str, str, date]]:
    """Return (id, kind, day) of what still lies on a telephone of one person."""
    work.may("read")
    query = (
        sa.select(_C.id, _C.kind, _C.brought_on)
        .where(_C.participant == participant, _C.deleted_at.is_(None), _C.gone_on.is_(None))
        .where(*work.visible(_TABLE))
        .order_by(_C.row)
    )
    return [tuple(row) for row in work.session.execute(query)]


def gone(work: Work, identity: str) -> None:
    """Note that it was deleted on the telephone."""
    work.may("amend")
    records.amend(work, records.get(work, PhoneCopy, identity), {"gone_on": clock.today()})


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return what is to be deleted on a telephone (`core/tasks.py`)."""
    work.may("read")
    words = N_("Delete it on the phone, {code}: {kind}")
    return [
        Task(words, on, person, labels={"kind": ("phone_copy_kind", kind)})
        for person, kind, on in asked.rows(work, _still_there, _C.participant)
    ]


def _still_there(sight: Sight) -> sa.Select[tuple[str, str, date]]:
    return (
        sa.select(_C.participant, _C.kind, _C.brought_on)
        .where(_C.deleted_at.is_(None), _C.gone_on.is_(None), _C.brought_on <= kept.day())
        .where(*sight.clauses(_TABLE))
        .order_by(_C.brought_on)
    )
