# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose files are in sight: own, the team's or all, as where-clauses and for one record.

A register names in ``scoped_by`` what decides: ``worker``, its own column, or the link to a record
that does (a contact is as visible as its participant); what hangs on nothing is whose it was
written by. A register that names nothing is the team's common ground: incidents, activities,
places, the map. A register with a ``right`` of its own is closed to every role that lacks it.
A single record that is restricted (``hidden_by``) is there for its worker, for who opened it with
a reason and for the roles that count everybody; totals count it all the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from desktop.core.errors import NotYours
from desktop.core.tables import (
    Moment,
    Record,
    glass,
    hiding_tables,
    metadata,
    rights_of_tables,
    scoped_tables,
    table_of,
)

if TYPE_CHECKING:
    from sqlmodel import Session

WORKER = "worker"
RESTRICTED = "restricted"
"""The right to see records that are hidden from the rest of the team."""
Clause = sa.ColumnElement[bool] | sa.TextClause
Clauses = tuple[Clause, ...]
_USER, _MOMENT, _WORD = "sight_user", "sight_moment", "sight_word{n}"
_EMPTY: sa.ColumnElement[str] = sa.literal_column("''")


@dataclass(frozen=True, slots=True)
class Sight:
    """What decides how a question is narrowed, without who asks: so it is made only once.

    ``words`` is how many login words are in sight. Who asks stands in ``values``, which every
    question made of a sight takes when it is asked, or is refused by the database layer.
    """

    actions: frozenset[str]
    everybody: bool
    words: int

    def could(self, action: str) -> bool:
        """Tell whether the role allows an action."""
        return action in self.actions

    def clauses(self, table: sa.FromClause) -> Clauses:
        """Return the where-clauses that narrow a table to the rights and the scope."""
        return _written(self, str(getattr(table, "name", "")), len(metadata.tables))[0]


class Seer(Protocol):
    """What is asked here of a unit of work, which itself asks here."""

    session: "Session"
    moment: datetime

    @property
    def user(self) -> Any:
        """Who acts."""

    @property
    def scope(self) -> str:
        """Own, team or all."""

    @property
    def sight(self) -> Sight:
        """What decides how a question is narrowed."""

    @property
    def words(self) -> frozenset[str]:
        """The login words whose files are in sight."""

    def could(self, action: str) -> bool:
        """Tell whether the role allows an action."""

    def may(self, action: str, record: object = None) -> None:
        """Let an action pass or raise NotAllowed."""

    def refuse(self, action: str, error: NotYours | None = None) -> Any:
        """Raise what keeps an action from passing."""


def enter(work: Seer, action: str, register: str) -> None:
    """Let an action pass on a register; NotAllowed where its records take a right of their own."""
    work.may(action)
    if not _may_look(work, register):
        work.refuse(rights_of_tables()[register])


def values(work: Seer) -> dict[str, object]:
    """Return who asks, for questions that were made of a sight alone."""
    found: dict[str, object] = {_USER: work.user.name, _MOMENT: work.moment}
    return found | {_WORD.format(n=n): word for n, word in enumerate(sorted(work.words))}


def clauses(work: Seer, table: sa.FromClause) -> Clauses:
    """Return the where-clauses that narrow a table to the rights and the scope of a user."""
    name = str(getattr(table, "name", ""))
    asked, names = _written(work.sight, name, len(metadata.tables))
    if not names:
        return asked
    known = values(work)
    own = {name: known[name] for name in names}
    return tuple(one.bindparams(**own) for one in asked if isinstance(one, sa.TextClause))


def who() -> sa.BindParameter[str]:
    """Stand for the login word of whoever asks a kept question (`core/kept.py`)."""
    return sa.bindparam(_USER, type_=sa.String)


def holds(work: Seer, record: Record) -> bool:
    """Tell whether a record lies in the scope of a user; one not yet written, its link."""
    table = table_of(type(record))
    if record.row is None:
        return links_hold(work, type(record), record.model_dump())
    query = sa.select(sa.literal(1)).where(table.c.row == record.row, *clauses(work, table))
    return work.session.execute(query).first() is not None


def holds_id(work: Seer, register: str, identity: str) -> bool:
    """Tell whether the record of an id lies in the scope; one that is gone lies in nobody's."""
    if not _may_look(work, register):
        return False
    if not scoped_tables().get(register):
        return True
    if work.scope == "all" and work.could(RESTRICTED):
        return True
    table = metadata.tables[register]
    query = sa.select(sa.literal(1)).where(table.c.id == identity, *clauses(work, table))
    return work.session.execute(query).first() is not None


def links_hold(work: Seer, model: type[Record], values: Mapping[str, object]) -> bool:
    """Tell whether what a new record hangs on lies in the scope."""
    by = model.scoped_by
    if by in ("", WORKER) or values.get(by) is None:  # on nothing: whose it is written by
        return True
    return holds_id(work, by, str(values[by]))


def require_id(work: Seer, action: str, register: str, identity: str) -> None:
    """Let an action pass on the record of an id; NotYours where it lies outside the scope."""
    enter(work, action, register)
    if not holds_id(work, register, identity):
        work.refuse(action, NotYours())


def may_name(work: Seer, record: Any) -> bool:
    """Tell whether somebody may see the name of a file: by role, as its worker, or with a reason.

    Who opened it with a reason has said why, and needs it more than anybody.
    """
    if work.could("show_name") or getattr(record, "worker", None) == work.user.name:
        return bool(work.could("read"))
    query = _opened(work).where(glass.c.record == record.id)
    return work.could("read") and work.session.execute(query).first() is not None


def _opened(work: Seer) -> "sa.Select[tuple[str]]":
    """Select the files this user opened with a reason in the last day."""
    return _opened_by(sa.literal(work.user.name), sa.literal(work.moment, Moment))


def _opened_by(
    user: sa.ColumnElement[str], moment: sa.ColumnElement[datetime]
) -> "sa.Select[tuple[str]]":
    return sa.select(glass.c.record).where(
        glass.c.user == user, glass.c.moment <= moment, glass.c.until > moment
    )


@cache
def _written(sight: Sight, name: str, _tables: int) -> tuple[Clauses, tuple[str, ...]]:
    """Write the clauses of a register out as text, with the names of the values it takes.

    Put together once and not by every question. The number of tables is in the question because
    rooms are imported late.
    """
    found = _clauses(sight, metadata.tables[name]) if name in metadata.tables else ()
    made = sa.and_(sa.true(), *found).compile(dialect=sqlite.dialect(paramstyle="named"))
    if not made.binds:
        return found, ()
    return (sa.text(f"({made})").bindparams(*made.binds.values()),), tuple(made.binds)


def _clauses(sight: Sight, table: sa.Table) -> tuple[sa.ColumnElement[bool], ...]:
    if not _may_look(sight, table.name):
        return (sa.false(),)
    by = scoped_tables().get(table.name, "")
    if not by:
        return ()
    hidden = () if sight.could(RESTRICTED) else _unhidden(table, by)
    if sight.everybody:
        return hidden
    if by != WORKER:  # what it hangs on is asked for both
        return (_through(sight, table, by),)
    return (_deciding(sight, table), *hidden)


def _deciding(sight: Sight, table: sa.Table) -> sa.ColumnElement[bool]:
    """Match files of a worker in sight, or opened with a reason in the last day.

    Who made a file keeps it only while it is nobody's: after a hand-over the giver sees it no more.
    """
    return sa.or_(  # each part begins an index: no list of all files is gone through
        table.c.worker.in_(_words(sight)),
        sa.and_(table.c.worker.is_(None), table.c.created_by.in_(_words(sight))),
        sa.and_(table.c.worker == _EMPTY, table.c.created_by.in_(_words(sight))),
        table.c.id.in_(_opened_now()),
    )


def _through(sight: Sight, table: sa.Table, link: str) -> sa.ColumnElement[bool]:
    parent = metadata.tables[link]
    held = table.c[link].in_(sa.select(parent.c.id).where(*_clauses(sight, parent)))
    loose = sa.and_(table.c[link].is_(None), table.c.created_by.in_(_words(sight)))
    return sa.or_(held, loose) if table.c[link].nullable else held


def _unhidden(table: sa.Table, by: str) -> tuple[sa.ColumnElement[bool], ...]:
    """Leave out restricted records of others, and what hangs on them."""
    column = hiding_tables().get(table.name)
    if column:
        return (sa.not_(_hiding(table, column)),)
    hidden = None if by == WORKER else _hidden_ids(by)
    if hidden is None:
        return ()
    return (sa.or_(table.c[by].is_(None), table.c[by].not_in(hidden)),)


def _hidden_ids(name: str) -> "sa.Select[tuple[str]] | None":
    """Select the ids of a register's restricted records; None where none can be."""
    table, by = metadata.tables[name], scoped_tables().get(name, "")
    column = hiding_tables().get(name)
    if column:
        return sa.select(table.c.id).where(_hiding(table, column))
    above = None if by in ("", WORKER) else _hidden_ids(by)
    return None if above is None else sa.select(table.c.id).where(table.c[by].in_(above))


def _hiding(table: sa.Table, column: str) -> sa.ColumnElement[bool]:
    """Match records that are restricted, another's, and not opened with a reason."""
    return sa.and_(
        table.c[column].is_(True),
        sa.func.coalesce(table.c.worker, _EMPTY) != who(),
        table.c.id.not_in(_opened_now()),
    )


def _opened_now() -> "sa.Select[tuple[str]]":
    return _opened_by(who(), sa.bindparam(_MOMENT, type_=Moment))


def _words(sight: Sight) -> list[sa.BindParameter[str]]:
    return [sa.bindparam(_WORD.format(n=n), type_=sa.String) for n in range(sight.words)]


def _may_look(work: Seer | Sight, register: str) -> bool:
    right = rights_of_tables().get(register, "")
    return not right or work.could(right)
