# SPDX-License-Identifier: GPL-3.0-or-later
"""The one road by which services write: row, history, journal and search in one transaction."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

import sqlalchemy as sa
from pydantic import ValidationError
from sqlmodel import col, select

from desktop.core import codes, dates, history, journal
from desktop.core.errors import InvalidRecord, RecordGone, UserError
from desktop.core.fields import FieldSpec, Kind, specs
from desktop.core.i18n import N_
from desktop.core.tables import BASE_COLUMNS, Draft, Record, change, new_code, new_id, table_of
from desktop.core.work import Work

D = TypeVar("D", bound=Draft)
R = TypeVar("R", bound=Record)

CHUNK = 5_000
LONGEST_TEXT = 10_000


class CodesClash(UserError):
    """Another user changed the same record since this form was opened."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Somebody changed this record while you were writing. Your draft was kept. "
                "Open the record again to see both."
            )
        )


def validated(draft: type[D], values: Mapping[str, object]) -> D:
    """Return the draft made from plain values, or InvalidRecord with a sentence for each field."""
    fields = {spec.name: spec for spec in specs(draft)}
    cleaned = {name: _clean(values.get(name)) for name in fields if name in values}
    given = {name: value for name, value in cleaned.items() if value is not None}
    problems = {
        name: problem
        for name, value in given.items()
        if (problem := _bad_value(fields[name], value)) is not None
    }
    made: D | None = None
    try:
        made = draft.model_validate(given)
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_input=False):
            name = str(fault["loc"][0]) if fault["loc"] else ""
            problems.setdefault(name, _sentence(fault["type"], fault.get("ctx", {})))
    if made is not None and not problems:  # rules across fields may trust each field by itself
        problems = made.problems()
    if made is None or problems:
        raise InvalidRecord(problems)
    return made


def create(work: Work, model: type[R], values: Mapping[str, object], **more: Any) -> R:
    """Write a new record with its birth and journal entry; ``more`` sets base columns."""
    work.may("create")
    made = validated(model.draft, values).model_dump()
    record = model(**made, **_base(work, model, more))
    work.session.add(record)
    work.session.flush()
    history.birth(work, str(model.__tablename__), record.id, made)
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
    if changed:
        for name, value in changed.items():
            setattr(record, name, value)
        _stamp(work, record)
        history.changed(work, str(model.__tablename__), record.id, changed)
        _note(work, model, "amend", record.id)
    return record


def remove(work: Work, record: Record) -> None:
    """Delete softly: the record leaves every list and search, and ``restore`` brings it back."""
    work.may("remove", record)
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
    amend(work, record, before)
    return True


def get(work: Work, model: type[R], identity: str, *, deleted: bool = False) -> R:
    """Return one record by id; RecordGone when it is not here, or deleted and not asked for."""
    work.may("read")
    found = work.session.exec(select(model).where(col(model.id) == identity)).first()
    if found is None or (found.deleted_at is not None and not deleted):
        raise RecordGone
    return found


def at_row(work: Work, model: type[R], row: int) -> R:
    """Return the record of a list's key; RecordGone when it was deleted meanwhile."""
    work.may("read")
    found = work.session.get(model, row)
    if found is None or found.deleted_at is not None:
        raise RecordGone
    return found


def by_code(work: Work, model: type[R], code: str) -> R:
    """Return one record by its spoken code, however it was typed."""
    work.may("read")
    wanted = code.strip().upper()
    found = work.session.exec(select(model).where(col(model.code) == wanted)).first()
    if found is None or found.deleted_at is not None:
        raise RecordGone
    return found


def create_many(
    work: Work,
    model: type[Record],
    rows: Iterable[Mapping[str, object]],
    *,
    import_id: str | None = None,
) -> int:
    """Write many validated rows by Core, births included; one journal entry for all of them.

    ``rows`` hold the draft's fields and, if wished, base columns; they were validated before, by
    the preview of an import or by the demonstration's generator.
    """
    work.may("create")
    table = table_of(model)
    taken = set(work.session.execute(sa.select(table.c.code)).scalars())
    names = [spec.name for spec in specs(model.draft)]
    defaults = {spec.name: spec.default for spec in specs(model.draft)}
    total = 0
    iterator = iter(rows)
    while chunk := list(islice(iterator, CHUNK)):
        made = [_whole(work, model, row, defaults, taken, import_id) for row in chunk]
        work.session.execute(table.insert(), made)
        births = [
            history.birth_row(work, table.name, row["id"], {name: row[name] for name in names})
            for row in made
        ]
        work.session.execute(change.insert(), births)
        total += len(chunk)
    _note(work, model, "create_many", f"{table.name}:{total}")
    return total


def values_of(record: Record) -> dict[str, object]:
    """Return a record's declared fields as plain values, for a form."""
    return {spec.name: getattr(record, spec.name) for spec in specs(record.draft)}


def _whole(
    work: Work,
    model: type[Record],
    row: Mapping[str, object],
    defaults: Mapping[str, object],
    taken: set[str],
    import_id: str | None,
) -> dict[str, Any]:
    base = {name: row[name] for name in row if name in BASE_COLUMNS}
    code = base.get("code")
    while code is None or code in taken:
        code = new_code(model.letter, len(taken))
    taken.add(str(code))
    return (
        {**defaults, **row}
        | {"rev": 1, "deleted_at": None, "programme": None, "worker": work.user.name, "extra": {}}
        | _stamps(work)
        | {"id": new_id(), "import_id": import_id}
        | base
        | {"code": code}
    )


def _base(work: Work, model: type[Record], more: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": new_id(),
        "code": _fresh_code(work, model),
        "worker": work.user.name,
        **_stamps(work),
        **more,
    }


def _stamps(work: Work) -> dict[str, Any]:
    return {
        "created_at": work.moment,
        "created_by": work.user.name,
        "created_on": work.device,
        "changed_at": work.moment,
        "changed_by": work.user.name,
        "changed_on": work.device,
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


def _clean(value: object) -> object:
    """Strip spaces and characters no database or printer can keep; an empty answer is None."""
    if isinstance(value, str):
        return value.replace("\x00", "").strip() or None
    if isinstance(value, list):
        return [item for item in value if item not in (None, "")]
    return value


def _bad_value(spec: FieldSpec, value: object) -> UserError | None:
    if isinstance(value, str) and len(value) > (spec.max_length or LONGEST_TEXT):
        return UserError(
            N_("This is too long: at most {n} characters fit."), n=spec.max_length or LONGEST_TEXT
        )
    if spec.kind is Kind.PARTIAL_DATE and isinstance(value, str):
        try:
            dates.parse(value)
        except UserError as error:
            return error
    if spec.about.codes and not _known(spec.about.codes, _several(value)):
        return UserError(N_("Choose an answer from the list."))
    return None


def _several(value: object) -> Iterator[str]:
    yield from (str(item) for item in (value if isinstance(value, list) else [value]))


def _known(name: str, given: Iterable[str]) -> bool:
    entries = codes.read(name)
    return all(code in entries or code.startswith("own:") for code in given)


def _sentence(kind: str, facts: Mapping[str, Any]) -> UserError:
    """Turn a validator's finding into a sentence a caseworker understands."""
    if kind == "missing":
        return UserError(N_("This answer is needed."))
    if kind in ("greater_than_equal", "greater_than"):
        return UserError(N_("This must be {n} or more."), n=facts.get("ge", facts.get("gt")))
    if kind in ("less_than_equal", "less_than"):
        return UserError(N_("This must be {n} or less."), n=facts.get("le", facts.get("lt")))
    if kind == "string_too_long":
        return UserError(N_("This is too long: at most {n} characters fit."), n=facts["max_length"])
    if kind.startswith(("int_", "float_", "decimal_")):
        return UserError(N_("Write a number here."))
    if kind.startswith(("date_", "datetime_")):
        return UserError(N_("Write the date as day, month and year, or only month and year."))
    return UserError(N_("This answer cannot be kept as it is. Check it."))
