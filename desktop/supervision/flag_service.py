# SPDX-License-Identifier: GPL-3.0-or-later
"""Flags: a day and a sentence on a file, shown until somebody takes them down."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, kept, records
from desktop.core.i18n import N_
from desktop.core.scope import Sight
from desktop.core.tables import table_of
from desktop.core.tasks import Asked, Task
from desktop.core.work import Work
from desktop.supervision.model import Flag

_TABLE = table_of(Flag)
_C = _TABLE.c


def put(work: Work, participant: str, values: Mapping[str, Any]) -> Flag:
    """Put a flag on a file."""
    work.may("create")
    return records.create(work, Flag, {**values, "participant": participant})


def take_down(work: Work, identity: str) -> Flag:
    """Take a flag down; it stays in the history of the file."""
    return records.amend(work, records.get(work, Flag, identity), {"resolved_on": clock.today()})


def put_up_again(work: Work, identity: str) -> Flag:
    """Take the taking down back."""
    return records.amend(work, records.get(work, Flag, identity), {"resolved_on": None})


def standing(work: Work, participant: str) -> list[Flag]:
    """Return the flags that stand on a file, the earliest day first."""
    work.may("read")
    query = (
        sa.select(Flag)
        .where(_C.participant == participant, _open(), *work.visible(_TABLE))
        .order_by(_C.due_on, _C.row)
    )
    return list(work.session.execute(query).scalars())


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return the flags whose day has come (`core/tasks.py`)."""
    work.may("read")
    found = asked.rows(work, _come, _C.participant)
    return [Task(N_("Flag on {code}"), on, person) for person, on in found]


def _come(sight: Sight) -> sa.Select[tuple[str, date]]:
    return (
        sa.select(_C.participant, _C.due_on)
        .where(_open(), _C.due_on <= kept.day(), *sight.clauses(_TABLE))
        .order_by(_C.due_on)
    )


def _open() -> sa.ColumnElement[bool]:
    return sa.and_(_C.deleted_at.is_(None), _C.resolved_on.is_(None))
