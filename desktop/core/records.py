# SPDX-License-Identifier: GPL-3.0-or-later
"""The one road by which services write: row, history, journal and search in one transaction."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlmodel import col, select

from desktop.core import custom, history, journal, pointing, scope
from desktop.core.bulk import create_many
from desktop.core.errors import NotYours, RecordGone, UserError
from desktop.core.fields import specs
from desktop.core.i18n import N_
from desktop.core.tables import Record, new_code, new_id
from desktop.core.values import LONGEST_TEXT, validated
from desktop.core.work import Work

__all__ = [
    "LONGEST_TEXT",
    "CodesClash",
    "amend",
    "at_row",
    "by_code",
    "create",
    "create_many",
    "get",
    "give",
    "remove",
    "restore",
    "undo",
    "validated",
    "values_of",
]

R = TypeVar("R", bound=Record)


class CodesClash(UserError):
    """Another user changed the same record since this form was opened."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Somebody changed this record while you were writing. Your draft was kept. "
                "Open the record again to see both."
            )
        )


def create(work: Work, model: type[R], values: Mapping[str, object], **more: Any) -> R:
    """Write a new record with its birth and journal entry; ``more`` sets base columns."""
    _enter(work, "create", model)
    made = validated(model.draft, values).model_dump()
    own = {n: v for n, v in custom.given(_table(model), values).items() if v is not None}
    if not scope.links_hold(work, model, made):
        work.refuse("create", NotYours())
    record = model(**made, **_base(work, model, more))
    record.extra = {**record.extra, **own}
    work.session.add(record)
    work.session.flush()
    history.birth(work, _table(model), record.id, {**made, **own})
    _note(work, model, "create", record.id)
    return record


def amend(work: Work, record: R, values: Mapping[str, object], *, rev: int | None = None) -> R:
    """Change fields of a record; only differences are written. ``rev`` guards others' changes."""
    work.may("amend", record)
    if rev is not None and rev != record.rev:
        raise CodesClash
    model = type(record)
    current = {spec.name: getattr(record, spec.name) for spec in specs(model.draft)}
    made = validated(model.draft, {**current, **values}).model_dump()
    changed = {name: value for name, value in made.items() if value != current[name]}
    held = record.extra or {}
    own = {n: v for n, v in custom.given(_table(model), values).items() if v != held.get(n)}
    if not scope.links_hold(work, model, made):  # a link was turned to somebody else's file
        work.refuse("amend", NotYours())
    if changed or own:
        for name, value in changed.items():
            setattr(record, name, value)
        if own:
            record.extra = {n: v for n, v in {**held, **own}.items() if v is not None}
        _stamp(work, record)
        history.changed(work, _table(model), record.id, {**changed, **own})
        _note(work, model, "amend", record.id)
    return record


def give(work: Work, record: Record, worker: str) -> None:
    """Make a record another worker's; whose it is decides who sees it and all that hangs on it."""
    work.may("amend", record)
    if not (work.could("members") or record.worker == work.user.name):
        work.refuse("hand_over", NotYours())
    record.worker = worker
    _stamp(work, record)
    table = str(type(record).__tablename__)
    history.changed(work, table, record.id, {scope.WORKER: worker})
    _note(work, type(record), "hand_over", record.id)


def remove(work: Work, record: Record) -> None:
    """Delete softly: the record leaves every list and search, and ``restore`` brings it back."""
    work.may("remove", record)
    pointing.require_unnamed(work, record)
    _set_deleted(work, record, work.moment, "remove")


def restore(work: Work, record: Record) -> None:
    """Undo a soft delete."""
    work.may("restore", record)
    _set_deleted(work, record, None, "restore")


def undo(work: Work, record: Record) -> bool:
    """Put back the values before the latest save; False when there is nothing to undo."""
    before = history.last_batch(work, record.id)
    if not before:
        return False
    if "deleted_at" in before:
        (remove if record.deleted_at is None else restore)(work, record)
    else:
        amend(work, record, before)
    return True


def get(work: Work, model: type[R], identity: str, *, deleted: bool = False) -> R:
    """Return one record by id; RecordGone when it is not here, or deleted and not asked for."""
    _enter(work, "read", model)
    found: R | None = work.session.execute(_of_id(model), {"identity": identity}).scalars().first()
    if found is None or (found.deleted_at is not None and not deleted):
        raise RecordGone
    work.may("read", found)
    return found


def at_row(work: Work, model: type[R], row: int) -> R:
    """Return the record of a list's key; RecordGone when it was deleted meanwhile."""
    _enter(work, "read", model)
    found = work.session.get(model, row)
    if found is None or found.deleted_at is not None:
        raise RecordGone
    work.may("read", found)
    return found


def by_code(work: Work, model: type[R], code: str) -> R:
    """Return one record by its spoken code, however it was typed."""
    _enter(work, "read", model)
    wanted = code.strip().upper()
    found = work.session.exec(select(model).where(col(model.code) == wanted)).first()
    if found is None or found.deleted_at is not None:
        raise RecordGone
    work.may("read", found)
    return found


def values_of(record: Record) -> dict[str, object]:
    """Return a record's declared fields as plain values, for a form."""
    declared = {spec.name: getattr(record, spec.name) for spec in specs(record.draft)}
    return declared | custom.answers(_table(type(record)), record.extra)


@cache
def _of_id(model: type[Record]) -> sa.Select[Any]:
    return sa.select(model).where(col(model.id) == sa.bindparam("identity", type_=sa.String))


def _table(model: type[Record]) -> str:
    return str(model.__tablename__)


def _enter(work: Work, action: str, model: type[Record]) -> None:
    work.may(action)
    scope.enter(work, action, str(model.__tablename__))


def _base(work: Work, model: type[Record], more: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": new_id(),
        "code": _fresh_code(work, model),
        "worker": work.user.name,
        **history.stamps(work),
        **more,
    }


def _fresh_code(work: Work, model: type[Record]) -> str:
    held = work.session.exec(select(sa.func.max(col(model.row)))).one() or 0
    while True:
        code = new_code(model.letter, held)
        if work.session.exec(select(model.row).where(col(model.code) == code)).first() is None:
            return code


def _stamp(work: Work, record: Record) -> None:
    record.rev += 1
    record.changed_at = work.moment
    record.changed_by = work.user.name
    record.changed_on = work.device
    work.session.add(record)
    work.session.flush()


def _set_deleted(work: Work, record: Record, moment: datetime | None, action: str) -> None:
    record.deleted_at = moment
    _stamp(work, record)
    table = str(type(record).__tablename__)
    history.changed(work, table, record.id, {"deleted_at": moment})
    _note(work, type(record), action, record.id)


def _note(work: Work, model: type[Record], action: str, thing: str) -> None:
    journal.write(work, action, thing)
    work.touched.add(str(model.__tablename__))
