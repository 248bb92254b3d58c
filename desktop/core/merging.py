# SPDX-License-Identifier: GPL-3.0-or-later
"""Bring what hangs on one record over to another, and back again, through the declared links.

What belongs to a record is found in the declarations, as for erasing, so that a new register moves
by default. Every step is written down with what stood before and after; going back undoes each
step that nobody has changed since, the last one first.
"""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from desktop.core import history
from desktop.core.fields import Kind, specs
from desktop.core.tables import Record, attachment, models_of, moved, table_of

if TYPE_CHECKING:
    from desktop.core.work import Work

_COPIED = "copied"


def move(
    work: "Work", merge: str, register: str, gone: str, kept: str, *, but: frozenset[str]
) -> int:
    """Turn every link to one record over to another; ``but`` names registers left as they are."""
    count = 0
    for model in models_of(work.store):
        table = table_of(model)
        if table.name in but:
            continue
        for name, several in _links(model, register):
            for record in _linked(work, model, name, gone, several=several):
                before = getattr(record, name)
                after = _turned(before, gone, kept) if several else kept
                put(work, merge, record, name, after)
                count += 1
    return count


def put(work: "Work", merge: str, record: Record, name: str, value: object) -> None:
    """Change one field of a record as a step that can be undone."""
    step = {"merge": merge, "register": str(type(record).__tablename__), "record": record.id}
    before = json.dumps(getattr(record, name))
    _write(work, record, name, value)
    work.session.execute(
        moved.insert().values(**step, field=name, before=before, after=json.dumps(value))
    )


def put_back(work: "Work", merge: str) -> int:
    """Undo every step of a merge that nobody changed since; returns how many were left alone."""
    models = {str(model.__tablename__): model for model in models_of(work.store)}
    query = moved.select().where(moved.c.merge == merge).order_by(moved.c.row.desc())
    query = query.where(moved.c.field != _COPIED)
    left = 0
    for step in work.session.execute(query).all():
        record = _record(work, models[step.register], step.record)
        if record is None or getattr(record, step.field) != json.loads(step.after):
            left += 1
            continue
        _write(work, record, step.field, json.loads(step.before))
    work.session.execute(moved.delete().where(moved.c.merge == merge))
    return left


def note_copies(work: "Work", merge: str, copies: Iterable[str]) -> None:
    """Note papers that were copied for a merge."""
    for one in copies:
        step = {"merge": merge, "register": attachment.name, "record": one, "field": _COPIED}
        work.session.execute(moved.insert().values(**step, before="null", after="null"))


def copies(work: "Work", merge: str) -> list[str]:
    """Return the ids of the papers copied for a merge."""
    query = sa.select(moved.c.record).where(moved.c.merge == merge, moved.c.field == _COPIED)
    return list(work.session.execute(query).scalars())


def _links(model: type[Record], register: str) -> Iterator[tuple[str, bool]]:
    for spec in specs(model.draft):
        if spec.kind in (Kind.LINK, Kind.LINKS) and spec.about.link == register:
            yield spec.name, spec.kind is Kind.LINKS


def _linked(
    work: "Work", model: type[Record], name: str, gone: str, *, several: bool
) -> list[Record]:
    column = table_of(model).c[name]
    match = sa.func.instr(sa.cast(column, sa.Text), gone) > 0 if several else column == gone
    return list(work.session.execute(sa.select(model).where(match)).scalars())


def _turned(before: list[str], gone: str, kept: str) -> list[str]:
    return list(dict.fromkeys(kept if one == gone else one for one in before or []))


def _record(work: "Work", model: type[Record], identity: str) -> Any:
    query = sa.select(model).where(table_of(model).c.id == identity)
    return work.session.execute(query).scalars().first()


def _write(work: "Work", record: Record, name: str, value: object) -> None:
    register = str(type(record).__tablename__)
    setattr(record, name, value)
    for derived, made in record.draft.derived(record.__dict__).items():
        setattr(record, derived, made)
    record.rev += 1
    work.session.add(record)
    work.session.flush()
    history.changed(work, register, record.id, {name: value})
    work.touched.add(register)
