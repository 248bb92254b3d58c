# SPDX-License-Identifier: GPL-3.0-or-later
"""Incidents that belong together: linked by hand, suggested by place and time, never by who."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from desktop.core import dates, records
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.tables import change, table_of
from desktop.core.work import Work
from desktop.incidents.model import DISCARDED, Incident

_TABLE = table_of(Incident)
_C = _TABLE.c
DAYS = 30
"""How long before an incident another one is looked for."""
MOST = 8
_LONGEST = 60


class GoesInCircles(UserError):
    """An incident would come after itself."""

    def __init__(self) -> None:
        super().__init__(
            N_("These two belong together already, the other way round. Nothing was changed.")
        )


@dataclass(frozen=True, slots=True)
class Near:
    """An incident that may belong to another one, and why it is suggested."""

    id: str
    code: str
    type: str
    occurred_on: str
    sector: str | None
    days: int
    at_border: bool
    same_sector: bool


@dataclass(frozen=True, slots=True)
class Linked:
    """One incident of a chain; ``depth`` is how many it comes after."""

    id: str
    code: str
    type: str
    occurred_on: str
    how: str | None
    depth: int


def suggestions(work: Work, incident: str, beside: Collection[str] = ()) -> list[Near]:
    """Return incidents shortly before one at its border, in its sector or in those ``beside``."""
    held = records.get(work, Incident, incident)
    when = dates.parse(held.occurred_on)
    low = (when.first - timedelta(days=DAYS)).isoformat()[:7]
    near: list[sa.ColumnElement[bool]] = [_C.sector.in_([*beside, held.sector])]
    if held.border:
        near.append(_C.border == held.border)
    query = sa.select(
        _C.id, _C.code, _C.type, _C.occurred_on, _C.sector, _C.border, _C.follows
    ).where(
        *(_C.occurred_on >= low, _C.occurred_on <= f"{when.last.isoformat()}~"),
        *(_C.deleted_at.is_(None), _C.id != incident, _C.certainty != DISCARDED),
        sa.or_(*near),
    )
    linked = {one.id for one in chain(work, incident)}
    found = []
    for row in work.session.execute(query):
        before = dates.parse(row.occurred_on)
        apart = (when.first - before.last).days
        if row.id in linked or apart > DAYS or before.first > when.last:
            continue
        at_border = bool(held.border) and row.border == held.border
        same = bool(held.sector) and row.sector == held.sector
        found.append(
            Near(
                row.id,
                row.code,
                row.type,
                row.occurred_on,
                row.sector,
                days=max(apart, 0),
                at_border=at_border,
                same_sector=same,
            )
        )
    found.sort(key=lambda one: (not one.at_border, not one.same_sector, one.days, one.code))
    return found[:MOST]


def link(work: Work, incident: str, before: str, how: str | None) -> None:
    """Say that an incident comes after another one."""
    held = records.get(work, Incident, incident)
    work.may("amend", held)
    records.get(work, Incident, before)
    if incident in _upwards(work, before):
        raise GoesInCircles
    records.amend(work, held, {"follows": before, "follows_how": how})


def unlink(work: Work, incident: str) -> None:
    """Say that an incident does not come after another one."""
    held = records.get(work, Incident, incident)
    work.may("amend", held)
    records.amend(work, held, {"follows": None, "follows_how": None})


def chain(work: Work, incident: str) -> list[Linked]:
    """Return everything that hangs together with an incident, from the first on."""
    work.may("read")
    root = _upwards(work, incident)[-1]
    columns = (_C.id, _C.code, _C.type, _C.occurred_on, _C.follows_how, _C.follows)
    shown = sa.select(*columns).where(_C.deleted_at.is_(None))
    found: list[Linked] = []
    todo: list[tuple[Any, int]] = [
        (row, 0) for row in work.session.execute(shown.where(_C.id == root))
    ]
    known = {root}
    while todo and len(found) < _LONGEST:
        row, depth = todo.pop(0)
        found.append(Linked(row.id, row.code, row.type, row.occurred_on, row.follows_how, depth))
        after = work.session.execute(
            shown.where(_C.follows == row.id).order_by(_C.occurred_on, _C.row)
        ).all()
        new = [(one, depth + 1) for one in after if one.id not in known]
        known |= {one.id for one, _depth in new}
        todo = [*new, *todo]
    return found


def forget(work: Work, incident: str) -> None:
    """Take an incident that leaves this store out of the chains of the others, and their past."""
    work.may("amend")
    follow = _TABLE.update().where(_C.follows == incident)
    work.session.execute(follow.values(follows=None, follows_how=None))
    said = change.update().where(
        change.c.register == _TABLE.name,
        change.c.record != incident,
        sa.func.instr(change.c.value, incident) > 0,
    )
    work.session.execute(
        said.values(value=sa.func.replace(change.c.value, f'"{incident}"', "null"))
    )
    work.session.expire_all()


def _upwards(work: Work, incident: str) -> list[str]:
    """Return an incident and everything it comes after, itself first."""
    way = [incident]
    while len(way) < _LONGEST:
        held = sa.select(_C.follows).where(_C.id == way[-1], _C.deleted_at.is_(None))
        before = work.session.execute(held).scalar()
        here = sa.select(_C.id).where(_C.id == before, _C.deleted_at.is_(None))
        if not before or before in way or work.session.execute(here).first() is None:
            break
        way.append(before)
    return way
