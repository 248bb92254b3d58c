# SPDX-License-Identifier: GPL-3.0-or-later
"""Incidents: recorded in the store that protects the people hurt, counted by month and sector."""

import json
from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from desktop.core import dates, deposited, erasure, journal, leftovers, listing, records
from desktop.core.crypto import keys as seals
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.papers import attachments
from desktop.core.tables import code_is_sound, new_code, new_id, table_of
from desktop.core.work import Work
from desktop.incidents import (
    chain_service,
    hurt_service,
    period_service,
    point_service,
    protection_service,
    stub_service,
    verify_service,
)
from desktop.incidents.model import HOMICIDES, Incident, IncidentDraft

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_TABLE = table_of(Incident)
_C = _TABLE.c

PROTECTED = "protected"
_ID, _CODE, _HURT = "id", "code", "hurt"
_SEALED, _DRAFT = "sealed", "draft/incident"


class BelongsApart(UserError):
    """An incident that must be kept in the protected store was about to be written elsewhere."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This incident is kept apart, to protect the people hurt. "
                "Nothing was written here; record it as a protected incident."
            )
        )


class PapersStay(UserError):
    """An incident with papers was about to go where nobody here can bring them along."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Papers hang on this incident and the part that protects it is closed: they would "
                "be lost, so nothing was moved or changed. Ask somebody who opens that part to "
                "open it and save this incident again, or take the papers out first."
            )
        )


def record(work: Work, values: Mapping[str, Any]) -> Incident:
    """Write an incident in the store of this work; the main store refuses protected ones."""
    work.may("create")
    made = records.validated(IncidentDraft, values)
    if work.store != PROTECTED and made.needs_protection():
        raise BelongsApart
    born = records.create(work, Incident, values)
    if work.store == PROTECTED:
        protection_service.begin(work, born.id)
    return born


def record_protected(
    workspace: "Workspace",
    values: Mapping[str, Any],
    identity: str | None = None,
    code: str = "",
    hurt: Sequence[hurt_service.Line] = (),
) -> bool:
    """Write a protected incident: in its store if that is open, else sealed into its in-box.

    Returns True when it was deposited: it is then gone from the screen of whoever wrote it.
    """
    with workspace.work() as work:
        work.may("create")
        left = deposited.left_by(work)
    made = records.validated(IncidentDraft, values)
    identity = identity or new_id()
    code = code or new_code(Incident.letter)
    if PROTECTED in workspace.open_stores:
        with workspace.work(PROTECTED, write=True) as work:
            if not deposited.is_known(work, _TABLE, [identity]):
                _take(work, identity, code, values, hurt=hurt)
        stub_service.leave(workspace, code, made.occurred_on)
        return False
    content = {_ID: identity, _CODE: code, **left, **made.model_dump(mode="json")}
    if hurt:
        content[_HURT] = [hurt_service.plain(line) for line in hurt]
    workspace.deposit(PROTECTED, json.dumps(content, ensure_ascii=False).encode())
    stub_service.leave(workspace, code, made.occurred_on)
    return True


def take_deposits(workspace: "Workspace") -> int:
    """Bring what lies in the in-box of the open protected store into it; returns how many.

    A deposit that a cut left in the box after it was written is not written twice. One that is no
    incident stays where it is and does not keep the others back; why is told at the end.
    """
    with workspace.work(PROTECTED) as work:
        work.may("create")
    taken, refused = 0, None
    for path, content in workspace.deposits(PROTECTED):
        values = deposited.told(content)
        named, code = deposited.name_of(values, _ID), values.pop(_CODE, "")
        hurt = values.pop(_HURT, [])
        if named is None:  # a request of another kind, for whoever carries it out
            continue
        try:
            with workspace.work(PROTECTED, write=True) as work:
                own = deposited.own_id(work, named)
                if not deposited.is_known(work, _TABLE, [own, named]):
                    extra = deposited.noted(work, own, values)
                    sound = code if code_is_sound(str(code)) else ""
                    _take(work, own, sound, values, extra, hurt)
                    taken += 1
        except deposited.REFUSED as error:
            refused = deposited.told_as(error)
            continue
        path.unlink()
    if refused is not None:
        raise refused
    return taken


def move_apart(
    workspace: "Workspace",
    identity: str,
    values: Mapping[str, Any],
    hurt: Sequence[hurt_service.Line] | None = None,
) -> bool:
    """Bring an incident that turned out to need protection where it belongs, and erase it here.

    Its papers go along. Row, history, search entry, drafts and what logs and migrations still hold
    go, a stone keeps an older copy from bringing them back, the journal says that it left; True
    when it was deposited.
    """
    with workspace.work() as work:
        here = records.get(work, Incident, identity)
        work.may("remove", here)
        whole = {**records.values_of(here), **values}
        lines = hurt_service.lines_of(work, identity) if hurt is None else hurt
        if PROTECTED not in workspace.open_stores and attachments.has_papers(work, identity):
            raise PapersStay
    sealed = record_protected(workspace, whole, identity, here.code, lines)
    if not sealed:
        attachments.carry(workspace, "cases", PROTECTED, identity)
    with workspace.work(write=True) as work:
        attachments.drop(work, identity)
        point_service.clear(work, identity)
        chain_service.forget(work, identity)
        for register, ids in erasure.belonging(work, _TABLE.name, identity).items():
            erasure.purge(work, register, ids)
            erasure.lay_many(work, register, ids)
        journal.write(work, "move_apart", identity)
    workspace.drafts().forget([identity])
    leftovers.sweep(workspace)
    return sealed


def sealed_draft(workspace: "Workspace", values: Mapping[str, Any]) -> dict[str, str]:
    """Seal what is being typed: only the user who typed it can read it, whoever has the store."""
    content = json.dumps(dict(values), default=str, ensure_ascii=False).encode()
    return {_SEALED: seals.seal(workspace.key_holder.private, content, _DRAFT)}


def read_draft(workspace: "Workspace", kept: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what was sealed by the user who is signed in; None where it was somebody else."""
    try:
        content = seals.unseal(workspace.key_holder.private, str(kept.get(_SEALED)), _DRAFT)
    except seals.HeaderDamaged:
        return None
    found: dict[str, Any] = json.loads(content)
    return found


def amend(work: Work, incident: Incident, values: Mapping[str, Any]) -> Incident:
    """Change an incident; one that turns out to need protection is not changed here."""
    work.may("amend", incident)
    values = verify_service.checked(work, incident, values)
    whole = records.validated(IncidentDraft, {**records.values_of(incident), **values})
    if work.store != PROTECTED and whole.needs_protection():
        raise BelongsApart
    return records.amend(work, incident, values)


def keys(work: Work, text: str, filters: Mapping[str, str], order: str) -> "array[int]":
    """Return the list's keys, by ``type``, ``sector``, ``certainty`` or ``border``."""
    work.may("read")
    where = [
        _C[name] == filters[name] for name in ("type", "sector", "certainty") if filters.get(name)
    ]
    if filters.get("border") == "yes":
        where.append(_C.border.is_not(None))
    name = order.lstrip("-")
    columns: list[sa.ColumnElement[Any]] = [_C.occurred_on.desc(), _C.row.desc()]
    if name in ("code", "type", "occurred_on", "sector", "certainty"):
        columns = [_C[name].desc() if order.startswith("-") else _C[name], _C.row]
    return listing.snapshot(work, Incident, where=where, order=columns, text=text)


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return code, occurred_on, type, sector, victims, certainty and border of each incident."""
    columns = (_C.code, _C.occurred_on, _C.type, _C.sector, _C.victims, _C.certainty, _C.border)
    return listing.page(work, _TABLE, _C.row, columns, wanted)


def by_type(work: Work, first: date, last: date) -> list[tuple[str, int, int]]:
    """Return (type, incidents, of these confirmed) of a period, the most frequent first (I37)."""
    work.may("read")
    confirmed = sa.func.sum(sa.case((_C.certainty == "confirmed", 1), else_=0))
    query = (
        sa.select(_C.type, sa.func.count(), confirmed)
        .where(*period_service.within(first, last))
        .group_by(_C.type)
        .order_by(sa.func.count().desc(), _C.type)
    )
    return [(kind, int(n), int(sure)) for kind, n, sure in work.session.execute(query)]


def by_sector(work: Work, first: date, last: date) -> dict[str, int]:
    """Return incidents of a period by sector; those without a sector under ''."""
    work.may("read")
    query = (
        sa.select(sa.func.coalesce(_C.sector, ""), sa.func.count())
        .where(*period_service.within(first, last))
        .group_by(_C.sector)
    )
    return {sector: int(n) for sector, n in work.session.execute(query)}


def by_month(work: Work, first: date, last: date) -> dict[str, int]:
    """Return incidents by month as 2026-10; those known only by the year are not placed."""
    work.may("read")
    month = sa.func.substr(_C.occurred_on, 1, 7)
    query = (
        sa.select(month, sa.func.count()).where(*period_service.within(first, last)).group_by(month)
    )
    return {name: int(n) for name, n in work.session.execute(query) if len(name) == 7}


def at_borders(work: Work, first: date, last: date) -> int:
    """Return incidents of a period with a border link (I38)."""
    work.may("read")
    query = (
        sa.select(sa.func.count())
        .select_from(_TABLE)
        .where(*period_service.within(first, last), _C.border.is_not(None))
    )
    return int(work.session.execute(query).scalar_one())


def only_year(work: Work, first: date, last: date) -> int:
    """Return incidents that fall in the years of a period but are not known to the month."""
    work.may("read")
    query = (
        sa.select(sa.func.count())
        .select_from(_TABLE)
        .where(_C.deleted_at.is_(None), sa.func.length(sa.func.rtrim(_C.occurred_on, "~")) == 4)
        .where(_C.occurred_on >= f"{first.year}", _C.occurred_on < f"{last.year + 1}")
    )
    return int(work.session.execute(query).scalar_one())


def last_homicide(work: Work, sectors: Sequence[str]) -> date | None:
    """Return the day of the latest confirmed homicide in sectors (domain.md I34)."""
    work.may("read")
    query = sa.select(_C.occurred_on).where(
        _C.deleted_at.is_(None),
        _C.certainty == "confirmed",
        _C.type.in_(HOMICIDES),
        _C.sector.in_(list(sectors)),
    )
    found = work.session.execute(query).scalars()
    return max((dates.parse(text).last for text in found), default=None)


def homicide_days(work: Work, sectors: Sequence[str], first: date, last: date) -> list[date]:
    """Return the days of a period on which a confirmed homicide is known in sectors."""
    work.may("read")
    query = sa.select(_C.occurred_on).where(
        _C.deleted_at.is_(None),
        _C.certainty == "confirmed",
        _C.type.in_(HOMICIDES),
        _C.sector.in_(list(sectors)),
    )
    days = {dates.parse(text).last for text in work.session.execute(query).scalars()}
    return sorted(day for day in days if first <= day <= last)


def codes_of(work: Work, identities: Sequence[str]) -> dict[str, str]:
    """Return the spoken code of incidents by id."""
    work.may("read")
    query = sa.select(_C.id, _C.code).where(_C.id.in_(list(identities)))
    return dict(work.session.execute(query).all())


def offered(work: Work, text: str, limit: int = 30) -> list[tuple[str, str]]:
    """Return (id, code and date) of incidents, the latest first, for a link editor."""
    work.may("read")
    found = keys(work, text, {}, "")[:limit]
    rows = listing.page(work, _TABLE, _C.row, (_C.id, _C.code, _C.occurred_on), found)
    return [(row[0], f"{row[1]} · {dates.show(row[2])}") for row in rows]


def named(work: Work, identity: str) -> str:
    """Return the spoken code of one incident, empty where it is not in this store."""
    return codes_of(work, [identity]).get(identity, "")


def find(work: Work, text: str, limit: int = 8) -> list[tuple[str, str]]:
    """Return (id, words) of incidents that match what was typed in the search box."""
    work.may("read")
    return offered(work, text, limit)


def _take(
    work: Work,
    identity: str,
    code: str,
    values: Mapping[str, Any],
    extra: Mapping[str, str] | None = None,
    hurt: Sequence[hurt_service.Line] = (),
) -> None:
    """Write an incident under this id, with the code it had before if nobody else has it."""
    named = sa.select(_C.row).where(_C.code == code)
    free = code and work.session.execute(named).first() is None
    more = {"code": code} if free else {}
    records.create(work, Incident, values, id=identity, extra=dict(extra or {}), **more)
    hurt_service.write(work, identity, hurt)
    protection_service.begin(work, identity, protection_service.told_at(values.get("left_at")))
