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
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

import sqlalchemy as sa

from desktop.core.errors import NotYours
from desktop.core.tables import (
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
Clauses = tuple[sa.ColumnElement[bool], ...]


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


def clauses(work: Seer, table: sa.FromClause) -> Clauses:
    """Return the where-clauses that narrow a table to the rights and the scope of a user."""
    name = str(getattr(table, "name", ""))
    if not _may_look(work, name):
        return (sa.false(),)
    by = scoped_tables().get(name, "")
    if not by:
        return ()
    hidden = () if work.could(RESTRICTED) else _unhidden(work, table, name, by)
    if work.scope == "all":
        return hidden
    if by != WORKER:  # what it hangs on is asked for both
        return (_through(work, table, by),)
    return (_deciding(work, table), *hidden)


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
    return sa.select(glass.c.record).where(
        glass.c.user == work.user.name, glass.c.moment <= work.moment, glass.c.until > work.moment
    )


def _deciding(work: Seer, table: sa.FromClause) -> sa.ColumnElement[bool]:
    """Match files of a worker in sight, or opened with a reason in the last day.

    Who made a file keeps it only while it is nobody's: after a hand-over the giver sees it no more.
    """
    words = sorted(work.words)
    made_it = table.c.created_by.in_(words)
    return sa.or_(  # each part begins an index: no list of all files is gone through
        table.c.worker.in_(words),
        sa.and_(table.c.worker.is_(None), made_it),
        sa.and_(table.c.worker == "", made_it),
        table.c.id.in_(_opened(work)),
    )


def _through(work: Seer, table: sa.FromClause, link: str) -> sa.ColumnElement[bool]:
    parent = metadata.tables[link]
    held = table.c[link].in_(sa.select(parent.c.id).where(*clauses(work, parent)))
    loose = sa.and_(table.c[link].is_(None), table.c.created_by.in_(sorted(work.words)))
    return sa.or_(held, loose) if table.c[link].nullable else held


def _unhidden(work: Seer, table: sa.FromClause, name: str, by: str) -> Clauses:
    """Leave out restricted records of others, and what hangs on them."""
    column = hiding_tables().get(name)
    if column:
        return (sa.not_(_hiding(work, table, column)),)
    hidden = None if by == WORKER else _hidden_ids(work, by)
    if hidden is None:
        return ()
    return (sa.or_(table.c[by].is_(None), table.c[by].not_in(hidden)),)


def _hidden_ids(work: Seer, name: str) -> "sa.Select[tuple[str]] | None":
    """Select the ids of a register's restricted records; None where none can be."""
    table, by = metadata.tables[name], scoped_tables().get(name, "")
    column = hiding_tables().get(name)
    if column:
        return sa.select(table.c.id).where(_hiding(work, table, column))
    above = None if by in ("", WORKER) else _hidden_ids(work, by)
    return None if above is None else sa.select(table.c.id).where(table.c[by].in_(above))


def _hiding(work: Seer, table: sa.FromClause, column: str) -> sa.ColumnElement[bool]:
    """Match records that are restricted, another's, and not opened with a reason."""
    return sa.and_(
        table.c[column].is_(True),
        sa.func.coalesce(table.c.worker, "") != work.user.name,
        table.c.id.not_in(_opened(work)),
    )


def _may_look(work: Seer, register: str) -> bool:
    right = rights_of_tables().get(register, "")
    return not right or work.could(right)
