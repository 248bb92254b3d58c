# SPDX-License-Identifier: GPL-3.0-or-later
"""The columns of every record, and the tables each store has whatever its registers are."""

import os
import re
import secrets
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, ClassVar, TypeGuard

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from desktop.core.crypto.header import STORES
from desktop.core.errors import UserError

metadata = SQLModel.metadata
metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(sa.types.TypeDecorator[datetime]):
    """A moment in UTC kept as sortable text to the millisecond."""

    impl = sa.String(23)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> str | None:
        """Write 2026-10-03T10:42:11.123."""
        if value is None:
            return None
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> datetime | None:
        """Read it back as an aware moment."""
        return datetime.fromisoformat(value).replace(tzinfo=UTC) if value else None


class Draft(SQLModel):
    """The fields of a record before it is one; its rules are checked here, not by the row."""

    def problems(self) -> dict[str, UserError]:
        """Return rules broken across fields, by the field where the person should look."""
        return {}

    @classmethod
    def derived(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the program itself makes of the answers, such as what they are found by."""
        del values
        return {}


class Record(SQLModel):
    """Columns of every record: ``row`` never leaves the file, ``id`` links, people say ``code``."""

    stores: ClassVar[tuple[str, ...]] = ("cases",)
    letter: ClassVar[str] = "X"
    draft: ClassVar[type[Draft]]
    scoped_by: ClassVar[str] = ""
    """What decides whose file it is: ``worker``, a link to a record that knows, or nothing."""
    hidden_by: ClassVar[str] = ""
    """The column that, where it is set, hides a record from all but its worker and the few."""
    right: ClassVar[str] = ""
    """The right it takes to see or touch any record of the register; nothing: as any record."""
    kept_by: ClassVar[str] = ""
    """The right it takes to change or delete what once was written; nothing: as any record."""
    pointed_to: ClassVar[bool] = False
    """Whether it stays as long as other records name it: then it is ended, not deleted."""

    row: int | None = Field(default=None, primary_key=True)
    id: str = Field(default="", unique=True, max_length=36)
    code: str = Field(default="", unique=True, max_length=12)
    rev: int = 1
    created_at: datetime = Field(default=None, sa_type=Moment)
    created_by: str = ""
    created_on: str = ""
    changed_at: datetime = Field(default=None, sa_type=Moment)
    changed_by: str = ""
    changed_on: str = ""
    deleted_at: datetime | None = Field(default=None, sa_type=Moment)
    programme: str | None = Field(default=None, max_length=36)
    worker: str | None = Field(default=None, max_length=40)
    import_id: str | None = Field(default=None, max_length=36, index=True)
    extra: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)


BASE_COLUMNS = frozenset(Record.model_fields)
NOBODY = "nobody"
"""A right no role has: what a register kept by nobody says once, it says for good."""
CODED = "*"
"""Who made a coded row: nobody. It stands in counts and in no list, search or dataset."""

change = sa.Table(
    "change",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("id", sa.String(36), nullable=False, unique=True),
    sa.Column("register", sa.String(40), nullable=False),
    sa.Column("record", sa.String(36), nullable=False, index=True),
    sa.Column("field", sa.String(60), nullable=False),  # '' is the birth with all values
    sa.Column("value", sa.Text, nullable=False),  # JSON
    sa.Column("heads", sa.Text, nullable=False),  # JSON list of the change ids it was made on
    sa.Column("moment", Moment, nullable=False),
    sa.Column("user", sa.String(40), nullable=False),
    sa.Column("device", sa.String(12), nullable=False),
    info={"stores": STORES},
)

journal = sa.Table(
    "journal",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("moment", Moment, nullable=False),
    sa.Column("user", sa.String(40), nullable=False),
    sa.Column("device", sa.String(12), nullable=False),
    sa.Column("action", sa.String(40), nullable=False),
    sa.Column("object", sa.String(80), nullable=False),
    sa.Column("tag", sa.String(64), nullable=False),
    info={"stores": STORES},
)

setting = sa.Table(
    "setting",
    metadata,
    sa.Column("name", sa.String(60), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    info={"stores": STORES},
)

attachment = sa.Table(
    "attachment",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("record", sa.String(36), nullable=False, index=True),
    sa.Column("name", sa.String(120), nullable=False),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("key", sa.LargeBinary, nullable=False),
    sa.Column("file", sa.String(60), nullable=False, unique=True),
    sa.Column("added_at", Moment, nullable=False),
    sa.Column("added_by", sa.String(40), nullable=False),
    sa.Column("added_on", sa.String(12), nullable=False),
    sa.Column("deleted_at", Moment),
    sa.Column("deleted_by", sa.String(40), nullable=False, server_default=""),
    info={"stores": STORES},
)

glass = sa.Table(  # files opened with a reason, outside the scope of who opened them
    "glass",
    metadata,
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("id", sa.String(36), nullable=False, unique=True),
    sa.Column("record", sa.String(36), nullable=False, index=True),
    sa.Column("user", sa.String(40), nullable=False),
    sa.Column("moment", Moment, nullable=False),
    sa.Column("until", Moment, nullable=False),
    sa.Column("reason", sa.String(400), nullable=False),
    sa.Column("seen_by", sa.String(40), nullable=False, server_default=""),
    info={"stores": ("cases",)},
)

approval = sa.Table(  # what a second person approved, or one confirmed alone after a day
    "approval",
    metadata,
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("id", sa.String(36), nullable=False, unique=True),
    sa.Column("action", sa.String(40), nullable=False),
    sa.Column("object", sa.String(80), nullable=False),
    sa.Column("reason", sa.String(400), nullable=False),
    sa.Column("user", sa.String(40), nullable=False),
    sa.Column("second", sa.String(40), nullable=False, server_default=""),
    sa.Column("asked_at", Moment, nullable=False),
    sa.Column("confirmed_at", Moment),
    sa.Column("used_at", Moment),
    info={"stores": ("cases",)},
)

moved = sa.Table(  # the steps of a merge of two records, so that each can be undone
    "moved",
    metadata,
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("merge", sa.String(36), nullable=False, index=True),
    sa.Column("register", sa.String(40), nullable=False),
    sa.Column("record", sa.String(36), nullable=False, index=True),
    sa.Column("field", sa.String(60), nullable=False),
    sa.Column("before", sa.Text, nullable=False),
    sa.Column("after", sa.Text, nullable=False),
    info={"stores": ("cases",)},
)

tombstone = sa.Table(
    "tombstone",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("register", sa.String(40), nullable=False),
    sa.Column("moment", Moment, nullable=False),
    info={"stores": STORES},
)


def table_of(model: type[Record]) -> sa.Table:
    """Return the table behind a model, for statements by Core."""
    return model.__table__  # type: ignore[attr-defined, no-any-return]


def tables_of(store: str) -> list[sa.Table]:
    """Return the tables a store has, by the models imported so far, in creation order."""
    models = {
        mapper.local_table: mapper.class_.stores
        for mapper in SQLModel._sa_registry.mappers  # noqa: SLF001 - the only list of models there is
    }
    return [
        table
        for table in metadata.sorted_tables
        if store in table.info.get("stores", models.get(table, ()))
    ]


def models_of(store: str) -> list[type[Record]]:
    """Return the record models of a store, by name."""
    found = [
        mapper.class_
        for mapper in SQLModel._sa_registry.mappers  # noqa: SLF001
        if issubclass(mapper.class_, Record) and store in mapper.class_.stores
    ]
    return sorted(found, key=lambda model: str(model.__tablename__))


def scoped_tables() -> Mapping[str, str]:
    """Return what decides whose file it is for every register that is nobody's common ground."""
    return _said_by_models("scoped_by", len(metadata.tables))


def hiding_tables() -> Mapping[str, str]:
    """Return the column that hides single records of a register, where it has one."""
    return _said_by_models("hidden_by", len(metadata.tables))


def rights_of_tables() -> Mapping[str, str]:
    """Return the right it takes to look into every register that not everybody may see."""
    return _said_by_models("right", len(metadata.tables))


@cache
def _said_by_models(what: str, _tables: int) -> Mapping[str, str]:
    """Return what the models say of their tables; every query asks, so it is told once.

    The number of tables is in the question because rooms are imported late: what was told before
    a room was known holds no longer.
    """
    return {
        str(mapper.class_.__tablename__): getattr(mapper.class_, what)
        for mapper in SQLModel._sa_registry.mappers  # noqa: SLF001
        if issubclass(mapper.class_, Record) and getattr(mapper.class_, what)
    }


_BLURRED = 32
"""Bits of the millisecond an id does not tell: they are drawn at random."""


def new_id() -> str:
    """Return a UUID version 7 (RFC 9562): time first, so that indexes grow at one end.

    The time is no finer than some fifty days: a stone, which outlives the person, does not tell
    when that person came.
    """
    return new_ids(1)[0]


def new_ids(count: int) -> list[str]:
    """Return as many ids, in the order they sort; the random bits of all are drawn at once."""
    stamp = f"{time.time_ns() // 1_000_000 >> _BLURRED:04x}"
    drawn = os.urandom(14 * count).hex()
    parts = (drawn[at : at + 28] for at in range(0, 28 * count, 28))
    return sorted(
        f"{stamp}{one[:4]}-{one[4:8]}-7{one[8:11]}-{'89ab'[int(one[11], 16) & 3]}{one[12:15]}"
        f"-{one[15:27]}"
        for one in parts
    )


_ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def is_id(value: object) -> TypeGuard[str]:
    """Tell whether a value is a whole id: anything shorter may be a part of other words."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("OIL", "011")
MANY_RECORDS = 100_000


def new_code(letter: str, held: int = 0) -> str:
    """Return a code such as P-7KQ4M: random, telling nothing, the last character a check.

    ``held`` is how many records the register holds: from 100,000 on five random characters keep
    collisions rare. Uniqueness itself is the database's.
    """
    digits = [secrets.randbelow(32) for _ in range(5 if held >= MANY_RECORDS else 4)]
    return f"{letter}-{''.join(_CROCKFORD[d] for d in digits)}{_CROCKFORD[_check(digits)]}"


def new_codes(letter: str, taken: set[str]) -> Iterator[str]:
    """Yield codes that are not in ``taken``, however it grows; drawn many at a time."""
    while True:
        length = 5 if len(taken) >= MANY_RECORDS else 4
        drawn = os.urandom(length * 1_000)  # 256 is eight times 32: every character is as likely
        for at in range(0, len(drawn), length):
            digits = [byte & 31 for byte in drawn[at : at + length]]
            signs = "".join(_CROCKFORD[digit] for digit in digits)
            code = f"{letter}-{signs}{_CROCKFORD[_check(digits)]}"
            if code not in taken:
                yield code


def code_is_sound(code: str) -> bool:
    """Tell whether a typed code has the right check character."""
    letter, _, rest = code.strip().upper().partition("-")
    digits = [_CROCKFORD.find(mark) for mark in rest]
    return (
        bool(letter)
        and len(digits) in (5, 6)
        and min(digits) >= 0
        and digits[-1] == _check(digits[:-1])
    )


def code_meant(letter: str, typed: str) -> str:
    """Return the sound code somebody meant who left out the letter, the dash, or read O for 0."""
    plain = "".join(mark for mark in typed.upper() if mark.isalnum())
    for rest in (plain.removeprefix(letter), plain):
        code = f"{letter}-{rest.translate(_MISREAD)}"
        if code_is_sound(code):
            return code
    return ""


def _check(digits: list[int]) -> int:
    return sum((place + 1) * digit for place, digit in enumerate(digits)) % 31
