# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups by code, and which group held which sector from when to when."""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from desktop.core import listing, records
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.i18n import N_
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.dialogues.model import Group, Holding

_GROUPS = table_of(Group)
_G = _GROUPS.c
_HOLDINGS = table_of(Holding)
_H = _HOLDINGS.c


def register_group(work: Work, values: Mapping[str, Any]) -> Group:
    """Write a group by its code, which no other group has."""
    work.may("create")
    return records.create(work, Group, _with_sign(work, {"active": True, **values}, ""))


def amend_group(work: Work, group: Group, values: Mapping[str, Any]) -> Group:
    """Change a group."""
    work.may("amend", group)
    _refuse_circle(work, group, values)
    return records.amend(work, group, _with_sign(work, values, group.id))


def group_keys(work: Work, text: str, filters: Mapping[str, str], order: str) -> "array[int]":
    """Return the groups' keys, by code; ``kind`` narrows them."""
    work.may("read")
    where = [_G.kind == filters["kind"]] if filters.get("kind") else []
    sign = _G.sign.desc() if order == "-sign" else _G.sign
    return listing.snapshot(work, Group, where=where, order=[sign, _G.row], text=text)


def group_rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return id, sign, kind and active of each group."""
    return listing.page(work, _GROUPS, _G.row, (_G.id, _G.sign, _G.kind, _G.active), wanted)


def signs(work: Work) -> dict[str, str]:
    """Return the team's code of every group by its id."""
    work.may("read")
    return dict(work.session.execute(sa.select(_G.id, _G.sign)).all())


def groups_offered(work: Work) -> list[tuple[str, str]]:
    """Return (id, sign) of the groups a form offers, by sign."""
    work.may("read")
    query = sa.select(_G.id, _G.sign).where(_G.deleted_at.is_(None)).order_by(_G.sign)
    return list(work.session.execute(query).all())


def hold(work: Work, values: Mapping[str, Any]) -> Holding:
    """Note that a group holds a sector; two groups may hold one, each only once at a time."""
    work.may("create")
    _refuse_overlap(work, values, "")
    return records.create(work, Holding, values)


def amend_holding(work: Work, holding: Holding, values: Mapping[str, Any]) -> Holding:
    """Change a holding, such as by its end."""
    work.may("amend", holding)
    _refuse_overlap(work, {**records.values_of(holding), **values}, holding.id)
    return records.amend(work, holding, values)


def holding_keys(work: Work, group: str) -> "array[int]":
    """Return the holdings of a group, those that last first, then the latest."""
    order = [_H.until.is_not(None), _H.since.desc(), _H.row.desc()]
    return listing.snapshot(work, Holding, where=[_H.group == group], order=order)


def holding_rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return sector, since, until and the day of a new command of each holding."""
    return listing.page(
        work, _HOLDINGS, _H.row, (_H.sector, _H.since, _H.until, _H.leader_on), wanted
    )


def holders(work: Work, day: date) -> dict[str, list[str]]:
    """Return for each sector the ids of the groups that held it on a day."""
    found: dict[str, list[str]] = {}
    for group, sector in _held_on(work, day):
        found.setdefault(sector, []).append(group)
    return found


def holder(work: Work, sector: str, day: date) -> list[str]:
    """Return the ids of the groups that held one sector on a day; several dispute it."""
    return holders(work, day).get(sector, [])


def sectors_held(work: Work, day: date) -> dict[str, list[str]]:
    """Return for each group the ids of the sectors it held on a day."""
    found: dict[str, list[str]] = {}
    for group, sector in _held_on(work, day):
        found.setdefault(group, []).append(sector)
    return found


def _held_on(work: Work, day: date) -> list[tuple[str, str]]:
    work.may("read")
    query = (
        sa.select(_H.group, _H.sector)
        .join(_GROUPS, _G.id == _H.group)
        .where(_H.deleted_at.is_(None), _G.deleted_at.is_(None))
        .where(sa.or_(_H.since.is_(None), _H.since <= day))
        .where(sa.or_(_H.until.is_(None), _H.until >= day))
        .order_by(_G.sign)
    )
    return list(work.session.execute(query).all())


def _refuse_circle(work: Work, group: Group, values: Mapping[str, Any]) -> None:
    """Refuse that a group becomes, by way of others, what it was: such a chain has no end."""
    query = sa.select(_G.id, _G.became).where(_G.became.is_not(None), _G.deleted_at.is_(None))
    into = dict(work.session.execute(query).all())
    at = values.get("became")
    seen: set[str] = set()
    while at and at not in seen:
        if at == group.id:
            words = N_("A group cannot become itself, not even by way of others.")
            raise InvalidRecord({"became": UserError(words)})
        seen.add(str(at))
        at = into.get(at)


def _with_sign(work: Work, values: Mapping[str, Any], identity: str) -> dict[str, Any]:
    """Return the values with the sign in one spelling, or say that another group has it."""
    sign = str(values.get("sign") or "").strip().upper()
    if not sign:
        return dict(values)
    query = sa.select(_G.id).where(_G.sign == sign, _G.deleted_at.is_(None), _G.id != identity)
    if work.session.execute(query).first():
        raise InvalidRecord({"sign": UserError(N_("Another group already has this code."))})
    return {**values, "sign": sign}


def _refuse_overlap(work: Work, values: Mapping[str, Any], identity: str) -> None:
    made = records.validated(Holding.draft, values).model_dump()
    query = sa.select(_H.since, _H.until).where(
        _H.deleted_at.is_(None),
        _H.group == made["group"],
        _H.sector == made["sector"],
        _H.id != identity,
    )
    for since, until in work.session.execute(query):
        begins_in_time = made["since"] is None or until is None or made["since"] <= until
        ends_too_late = made["until"] is None or since is None or made["until"] >= since
        if begins_in_time and ends_too_late:
            problem = UserError(
                N_("This group already holds this sector in that time. Change the other entry.")
            )
            raise InvalidRecord({"since": problem})
