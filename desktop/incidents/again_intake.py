# SPDX-License-Identifier: GPL-3.0-or-later
"""Incidents of a file written, those known by their number brought up to date, those apart sealed.

A file knows its rows by a number of its own; the same number is the same incident, so that a later
file of the same source does not make everything twice.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from desktop.core import records
from desktop.core.fields import specs
from desktop.core.tables import new_code, new_id, table_of
from desktop.core.work import Work
from desktop.incidents import service, stub_service
from desktop.incidents.model import Incident, IncidentDraft

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_TABLE = table_of(Incident)
_C = _TABLE.c
_CHUNK = 500
_NOTHING: tuple[object, ...] = (None, "", [])
_UNSAID = {"how_known": "unknown", "certainty": "not_confirmed"}
"""What stands in a row whose file says nothing: it changes no answer that is there."""
_ROW = Mapping[str, Any]


def known(work: Work) -> dict[str, str]:
    """Return the incidents of this store that came from files, by their number there."""
    work.may("import")
    query = sa.select(_C.reference, _C.id).where(_C.reference.is_not(None), _C.deleted_at.is_(None))
    return {str(reference): str(identity) for reference, identity in work.session.execute(query)}


def write(work: Work, rows: Iterable[_ROW], import_id: str) -> int:
    """Write the new ones and bring the others up to date; returns how many rows told something."""
    held, again = known(work), dict[str, _ROW]()

    def fresh() -> Iterator[_ROW]:
        for row in rows:
            identity = held.get(row.get("reference") or "")
            if identity is None:
                yield row
            else:
                again[identity] = row

    written = records.create_many(work, Incident, fresh(), import_id=import_id or None)
    return written + _renew(work, again)


def lay_apart(workspace: "Workspace", rows: Sequence[_ROW]) -> int:
    """Keep the rows that belong apart where they belong; nothing of them stays in the main store.

    One that is already in the main store under its number leaves it.
    """
    with workspace.work() as work:
        here = known(work)
    fresh = [row for row in rows if (row.get("reference") or "") not in here]
    if service.PROTECTED in workspace.open_stores:
        _lay_open(workspace, fresh)
    else:
        for row in fresh:
            service.record_protected(workspace, row, _named(row))
    for row in rows:
        if identity := here.get(row.get("reference") or ""):
            service.move_apart(workspace, identity, _said(row))
    return len(rows)


def _lay_open(workspace: "Workspace", rows: Sequence[_ROW]) -> None:
    """Write into the open store at once; who keeps stubs gets one for each that is new."""
    with workspace.work(service.PROTECTED, write=True) as work:
        held = known(work)
        new = [
            {**row, "code": new_code(Incident.letter, len(held))}
            for row in rows
            if (row.get("reference") or "") not in held
        ]
        records.create_many(work, Incident, new)
        _renew(
            work,
            {held[row["reference"]]: row for row in rows if (row.get("reference") or "") in held},
        )
    for row in new:
        stub_service.leave(workspace, row["code"], row["occurred_on"])


def _renew(work: Work, again: Mapping[str, _ROW]) -> int:
    """Change the answers a file tells otherwise; an answer it does not give stays."""
    fields = [spec.name for spec in specs(IncidentDraft)]
    identities = list(again)
    for start in range(0, len(identities), _CHUNK):
        part = identities[start : start + _CHUNK]
        query = sa.select(_C.id, *(_C[name] for name in fields)).where(_C.id.in_(part))
        for identity, *values in work.session.execute(query).all():
            now = dict(zip(fields, values, strict=True))
            other = {
                name: told for name, told in _said(again[identity]).items() if told != now[name]
            }
            if other:
                service.amend(work, records.get(work, Incident, identity), other)
    return len(again)


def _said(row: _ROW) -> dict[str, Any]:
    """Return the answers of a row that its file gives."""
    names = {spec.name for spec in specs(IncidentDraft)}
    return {
        name: value
        for name, value in row.items()
        if name in names and value not in _NOTHING and value != _UNSAID.get(name)
    }


def _named(row: _ROW) -> str:
    """Return the id under which a row is sealed: the same for the same number, made once."""
    reference = row.get("reference")
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"incident:{reference}")) if reference else new_id()
