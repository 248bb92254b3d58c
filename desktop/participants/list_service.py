# SPDX-License-Identifier: GPL-3.0-or-later
"""What the list of participants is asked from above: ids of its rows, and rows of given ids."""

from array import array
from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa

from desktop.core import listing, records
from desktop.core.tables import Record, table_of
from desktop.core.work import Work
from desktop.organisation import parts_service
from desktop.organisation.parts_service import NotConfiguration, Part, Values
from desktop.participants import service
from desktop.participants.list_model import WorkingList
from desktop.participants.model import CaseStatus, Participant

_TABLE = table_of(Participant)
_C = _TABLE.c
_L = table_of(WorkingList).c
_ELSEWHERE = frozenset({"programme", "sex", "status"})
"""Filters that say the same in another office, its programmes named by their letters."""


def ids(work: Work, wanted: Sequence[int]) -> list[str]:
    """Return the id of each row of a list; empty for one that is gone."""
    return [row[0] or "" for row in listing.page(work, _TABLE, _C.row, (_C.id,), wanted)]


def unclosed(work: Work, people: Collection[str]) -> dict[str, str]:
    """Return the code of those whose file is not closed, paused and stopped ones too."""
    work.may("read")
    query = sa.select(_C.id, _C.code).where(
        _C.id.in_(list(people)),
        _C.deleted_at.is_(None),
        _C.status != CaseStatus.CLOSED.value,
        *work.visible(_TABLE),
    )
    return dict(work.session.execute(query).all())


def keys_among(
    work: Work, text: str, filters: Mapping[str, str], order: str, people: Collection[str]
) -> "array[int]":
    """Return the list's keys, of these people only, however many they are."""
    found = service.keys(work, text, filters, order)
    query = sa.select(_C.row).where(_C.id.in_(listing.among(people)), *work.visible(_TABLE))
    among = set(work.session.execute(query).scalars())
    return array("q", (key for key in found if key in among))


def lists(work: Work) -> list[WorkingList]:
    """Return one's own working lists and those of the whole team, by name."""
    work.may("read")
    mine = sa.or_(_L.created_by == work.user.name, _L.shared.is_(True))
    query = sa.select(WorkingList).where(_L.deleted_at.is_(None), mine).order_by(_L.title)
    return list(work.session.execute(query).scalars())


def keep(
    work: Work, title: str, filters: Mapping[str, str], order: str, *, shared: bool = False
) -> WorkingList:
    """Keep a filter under a name; one's own list of that name is written anew."""
    work.may("create")
    values = {
        "title": title,
        "filters": [f"{name}={code}" for name, code in sorted(filters.items())],
        "order": order,
        "shared": shared,
    }
    own = [one for one in lists(work) if one.created_by == work.user.name]
    known = next((one for one in own if one.title == title.strip()), None)
    if known is not None:
        return records.amend(work, known, values)
    return records.create(work, WorkingList, values)


def chosen(one: WorkingList) -> dict[str, str]:
    """Return the filters of a working list."""
    return dict(entry.split("=", 1) for entry in one.filters)


def forget(work: Work, identity: str) -> None:
    """Put a working list away; only who made it, or who answers for the team, can."""
    one = records.get(work, WorkingList, identity)
    if one.created_by != work.user.name:
        work.may("settings")
    records.remove(work, one)


def _goes(one: WorkingList) -> bool:
    """A list of the team whose filters mean the same in another office."""
    return bool(one.shared) and _ELSEWHERE.issuperset(chosen(one))


def _out(work: Work, values: Values) -> Values:
    """Name the programme of a filter by its letter."""
    known = parts_service.signed
    told = (entry.split("=", 1) for entry in values["filters"])
    named = [known(work, {name: code}) for name, code in told]
    return {**values, "filters": [f"{n}={code}" for one in named for n, code in one.items()]}


def _fit(work: Work, held: Record | None, given: Values) -> Values:
    """Find the programme of a filter again, and take no filter this office does not have."""
    told = given.get("filters", [])
    if not isinstance(told, list) or not all(isinstance(one, str) and "=" in one for one in told):
        raise NotConfiguration
    named = dict(one.split("=", 1) for one in told)
    if not _ELSEWHERE.issuperset(named):
        raise NotConfiguration
    there = parts_service.found(work, held, named)
    return {**given, "shared": True, "filters": [f"{n}={code}" for n, code in there.items()]}


CARRIED = Part(WorkingList, ("title",), goes=_goes, out=_out, fit=_fit)
"""How a working list of the whole team goes along in a configuration."""
