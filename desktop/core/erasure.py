# SPDX-License-Identifier: GPL-3.0-or-later
"""Erase records for good: rows, history, search and the links to them, in one transaction.

What belongs to a record is found in the declarations, so that a new register is erased by
default: a record whose *required* link names the erased one goes with it; an optional link is
cleared. For the counts of past periods a slice may keep coded rows, made by nobody, dated no
finer than the month; they stand in reports and in no list, search or dataset.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from desktop.core import history, journal
from desktop.core.fields import Kind, specs
from desktop.core.tables import (
    CODED,
    Record,
    change,
    is_id,
    metadata,
    models_of,
    new_codes,
    table_of,
    tombstone,
)

if TYPE_CHECKING:
    from desktop.core.work import Work

CHUNK = 500
RECORD_ERASED = "erase_record"
PERSON_ERASED = "erase"
"""Acts of the journal, each of which names the record that went with all that belonged to it."""
_DATES = (Kind.DATE, Kind.PARTIAL_DATE, Kind.MOMENT)

Found = dict[str, list[str]]
"""Ids of records by register."""


def belonging(work: "Work", register: str, identity: str, *, deleted: bool = True) -> Found:
    """Return the record and everything that hangs on it in this store.

    Deleted ones too, unless only what is still shown is asked for.
    """
    models = models_of(work.store)
    found: Found = {}
    if any(model.__tablename__ == register for model in models):
        found[register] = [identity]
    todo = [(register, [identity])]
    while todo:
        name, ids = todo.pop()
        for model in models:
            for column in _links(model, name, required=True):
                table = table_of(model)
                known = set(found.get(table.name, ()))
                query = sa.select(table.c.id).where(table.c[column].in_(ids))
                if not deleted:
                    query = query.where(table.c.deleted_at.is_(None))
                rows = work.session.execute(query)
                new = [one for one in rows.scalars() if one not in known]
                if new:
                    found.setdefault(table.name, []).extend(new)
                    todo.append((table.name, new))
    return found


def erase(
    work: "Work", erased: Found, register: str, identity: str, act: str = RECORD_ERASED
) -> int:
    """Erase what was found to belong to a record, with the record; returns how many went.

    What only mentions it, here or in the history of others, is cleared; stones are laid, and the
    journal names the record, because a stone can be lost with its page.
    """
    clear_links(work, {register: [identity], **erased})
    gone = sum(purge(work, name, ids) for name, ids in erased.items())
    scrub(work, [identity])
    for name, ids in erased.items():
        lay_many(work, name, ids)
    journal.write(work, act, identity)
    return gone


def lay_many(work: "Work", register: str, identities: Iterable[str]) -> None:
    """Lay a stone for each record that was erased; a second one for the same id is none."""
    rows = [
        {"register": register, "id": one, "moment": work.moment}
        for one in dict.fromkeys(identities)
        if is_id(one)
    ]
    if rows:
        work.session.execute(tombstone.insert().prefix_with("OR IGNORE"), rows)


def purge(work: "Work", register: str, identities: Sequence[str]) -> int:
    """Delete rows with their history; the triggers take them out of the search. Returns how many.

    A register this program no longer has is passed over.
    """
    if not sa.inspect(work.session.connection()).has_table(register):
        return 0
    table = sa.table(register, sa.column("id"))
    gone = 0
    for ids in _chunks(identities):
        for beside in _beside(work.store):
            work.session.execute(beside.delete().where(beside.c.record.in_(ids)))
        found = work.session.execute(table.delete().where(table.c.id.in_(ids)))
        gone += found.rowcount  # type: ignore[attr-defined]
    work.session.expire_all()
    work.touched.add(register)
    return gone


def clear_links(work: "Work", erased: Found) -> int:
    """Take the erased ids out of the records that only mention them; returns how many changed."""
    cleared = 0
    for model in models_of(work.store):
        for register, ids in erased.items():
            for column in _links(model, register, required=False):
                cleared += _clear(work, model, column, set(ids))
            for column in _lists(model, register):
                cleared += _take_out(work, model, column, set(ids))
    return cleared


def scrub(work: "Work", identities: Iterable[str]) -> None:
    """Take ids out of what the history of other records said before.

    Only whole ids: a shorter text, whoever chose it, would tear pieces out of everybody's history.
    """
    for one in filter(is_id, identities):
        value = change.c.value
        work.session.execute(
            change.update()
            .where(sa.func.instr(value, one) > 0)
            .values(value=sa.func.replace(value, one, ""))
        )


def forget_past(work: "Work", record: Record) -> None:
    """Drop a record's history and begin it anew with what it holds now."""
    register = str(type(record).__tablename__)
    held = {spec.name: getattr(record, spec.name) for spec in specs(record.draft)}
    held |= record.extra or {}
    work.session.execute(change.delete().where(change.c.record == record.id))
    record.rev = 1
    work.session.add(record)
    work.session.flush()
    history.birth(work, register, record.id, held)


def keep_coded(work: "Work", model: type[Record], rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Write rows for the counts of past periods: a new random id and code, made by nobody.

    The id carries no time and the moment is the first of the month, so that nothing ties a coded
    row to the stone of the person it once was.
    """
    table = table_of(model)
    codes = new_codes(model.letter, set(work.session.execute(sa.select(table.c.code)).scalars()))
    today = work.moment.date()
    moment = datetime(today.year, today.month, 1, tzinfo=UTC)
    base: dict[str, Any] = {"created_by": CODED, "created_on": "", "created_at": moment}
    base |= {"changed_by": CODED, "changed_on": "", "changed_at": moment}
    nothing = {
        spec.name: None if spec.kind in _DATES else spec.initial for spec in specs(model.draft)
    }
    made, births = [], []
    for values in rows:
        held = {**nothing, **values}
        identity = str(uuid.uuid4())
        record = model(**held, id=identity, code=next(codes), **base)
        work.session.add(record)
        born = history.birth_row(work, table.name, identity, held)
        births.append({**born, "id": str(uuid.uuid4()), "moment": moment, "user": CODED})
        made.append(identity)
    work.session.flush()
    if births:
        work.session.execute(change.insert(), [{**one, "device": ""} for one in births])
    work.touched.add(table.name)
    return made


def keep_months(
    work: "Work",
    model: type[Record],
    person: str,
    kept: str,
    *,
    same: Sequence[str],
    months: Sequence[str],
) -> None:
    """Keep of a person's records some answers as they are, and of some days the month."""
    columns = table_of(model).c
    query = sa.select(*(columns[name] for name in (*same, *months))).where(
        columns.participant == person, columns.deleted_at.is_(None)
    )
    found = work.session.execute(query).mappings().all()
    rows = [
        {
            "participant": kept,
            **{name: one[name] for name in same},
            **{name: month_of(one[name]) for name in months},
        }
        for one in found
    ]
    keep_coded(work, model, rows)


def month_of(day: date | None) -> date | None:
    """Return the first day of a month: the finest date a coded row may hold."""
    return day.replace(day=1) if day else None


def _clear(work: "Work", model: type[Record], column: str, ids: set[str]) -> int:
    held = getattr(model, column)
    found = list(work.session.execute(sa.select(model).where(held.in_(ids))).scalars())
    for record in found:
        setattr(record, column, None)
        _note_cleared(work, record, column)
    return len(found)


def _take_out(work: "Work", model: type[Record], column: str, ids: set[str]) -> int:
    table = table_of(model)
    text = sa.cast(table.c[column], sa.Text)
    some = sa.or_(*(sa.func.instr(text, one) > 0 for one in ids))
    found = list(work.session.execute(sa.select(model).where(some)).scalars())
    for record in found:
        kept = [one for one in getattr(record, column) or [] if one not in ids]
        setattr(record, column, kept)
        _note_cleared(work, record, column)
    return len(found)


def _note_cleared(work: "Work", record: Record, column: str) -> None:
    record.rev += 1
    work.session.add(record)
    work.session.flush()
    register = str(type(record).__tablename__)
    history.changed(work, register, record.id, {column: getattr(record, column)})
    work.touched.add(register)


def _links(model: type[Record], register: str, *, required: bool) -> Iterator[str]:
    for spec in specs(model.draft):
        if spec.kind is Kind.LINK and spec.about.link == register and spec.required is required:
            yield spec.name


def _lists(model: type[Record], register: str) -> Iterator[str]:
    for spec in specs(model.draft):
        if spec.kind is Kind.LINKS and spec.about.link == register:
            yield spec.name


def _beside(store: str) -> list[sa.Table]:
    """Return the tables of a store that hold something of a record without being a register."""
    return [
        table
        for table in metadata.tables.values()
        if store in table.info.get("stores", ()) and "record" in table.c
    ]


def _chunks(identities: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(identities), CHUNK):
        yield list(identities[start : start + CHUNK])
