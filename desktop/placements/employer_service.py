# SPDX-License-Identifier: GPL-3.0-or-later
"""Employers and hosts: the list, who was called, how many promised places were filled."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, kept, listing, records, scope
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.i18n import N_
from desktop.core.scope import Sight
from desktop.core.tables import table_of
from desktop.core.tasks import Asked, Task
from desktop.core.work import Work
from desktop.placements.employer_model import NOT_SUITABLE, Employer, Outreach, Promise
from desktop.placements.model import ENDED, NOT_BEGUN, Placement

_PLACED = table_of(Placement).c
_EMPLOYERS = table_of(Employer)
_E = _EMPLOYERS.c
_PROMISES = table_of(Promise)
_P = _PROMISES.c
_TALKS = table_of(Outreach)
_O = _TALKS.c


@dataclass(frozen=True, slots=True)
class Promised:
    """One promise and how many of its places were filled by people who really began."""

    id: str
    employer: str
    promised_on: date
    due_on: date
    places: int
    filled: int = 0


def keys(work: Work, text: str = "", filters: Mapping[str, str] | None = None) -> "array[int]":
    """Return the employers by name: ``trade``; ``free`` those who can take somebody now."""
    chosen = filters or {}
    where = [_E.trade == chosen["trade"]] if chosen.get("trade") else []
    if chosen.get("vetting"):
        where.append(_vetting() == chosen["vetting"])
    if chosen.get("room") == "free":
        where.append(sa.func.coalesce(_E.vetting, "") != NOT_SUITABLE)
        where.append(sa.func.coalesce(_E.places, 0) > _running())
    return listing.snapshot(work, Employer, where=where, order=[_E.title], text=text)


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return code, name, trade, vetting, places, running placements, promised and filled."""
    columns = (_E.id, _E.code, _E.title, _E.trade, _vetting(), _E.places, _running())
    held: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in promised(work, clock.today()):
        held[one.employer][0] += one.places
        held[one.employer][1] += one.filled
    found = listing.page(work, _EMPLOYERS, _E.row, columns, wanted)
    return [(*row[1:], *held.get(row[0], (0, 0))) for row in found]


def names(work: Work) -> dict[str, str]:
    """Return the name of every employer by id."""
    work.may("read")
    return dict(work.session.execute(sa.select(_E.id, _E.title)).all())


def kinds_and_trades(work: Work) -> dict[str, tuple[str, str]]:
    """Return (kind, line of business) of every employer by id, for the splits of the report."""
    work.may("report")
    blank = "not_asked"
    query = sa.select(_E.id, _E.kind, _E.trade)
    return {
        one: (kind or blank, trade or blank) for one, kind, trade in work.session.execute(query)
    }


def offered(work: Work, text: str, limit: int = 30) -> list[tuple[str, str]]:
    """Return (id, name) of employers that match and may be offered, for a link editor."""
    fit = [sa.func.coalesce(_E.vetting, "") != NOT_SUITABLE]
    found = listing.snapshot(work, Employer, where=fit, order=[_E.title], text=text, limit=limit)
    rows = listing.page(work, _EMPLOYERS, _E.row, (_E.id, _E.title), found)
    return [(row[0], row[1]) for row in rows]


def matching(work: Work, text: str, limit: int = 100) -> list[tuple[str, str]]:
    """Return (id, name) of every employer that matches, those not suitable too."""
    found = listing.snapshot(work, Employer, order=[_E.title], text=text, limit=limit)
    rows = listing.page(work, _EMPLOYERS, _E.row, (_E.id, _E.title), found)
    return [(row[0], row[1]) for row in rows]


def find(work: Work, text: str, limit: int = 8) -> list[tuple[str, str]]:
    """Return (id, name) of employers that match what was typed in the search box."""
    return matching(work, text, limit)


def sector_of(work: Work, employer: str | None) -> str | None:
    """Return the sector of a workplace, for the question which borders lie on the way."""
    work.may("read")
    if not employer:
        return None
    return work.session.execute(sa.select(_E.sector).where(_E.id == employer)).scalar()


def is_risky(work: Work, employer: str | None) -> bool:
    """Tell whether a workplace has something written among its protected facts, not what."""
    work.may("read")
    if not employer:
        return False
    query = sa.select(_E.extortion, _E.coerced_sale, _E.workplace_risks).where(_E.id == employer)
    found = work.session.execute(query).first()
    return bool(found and ("yes" in found[:2] or found.workplace_risks))


def is_full(work: Work, employer: str | None) -> bool:
    """Tell whether a workplace that said how many it can take has nobody's place left."""
    work.may("read")
    query = sa.select(_E.places, _running()).where(_E.id == (employer or ""))
    found = work.session.execute(query).first()
    return bool(found and found[0] is not None and found[1] > found[0])


def require_fit(work: Work, employer: str | None) -> None:
    """Refuse a workplace that was checked and found not suitable."""
    work.may("read")
    query = sa.select(_E.vetting).where(_E.id == (employer or ""))
    if work.session.execute(query).scalar() == NOT_SUITABLE:
        words = N_("This workplace was checked and is not suitable. Choose another one.")
        raise InvalidRecord({"employer": UserError(words)})


def promise(work: Work, values: Mapping[str, Any]) -> Promise:
    """Note places an employer promised."""
    return records.create(work, Promise, values)


def promised(work: Work, on: date) -> list[Promised]:
    """Return every promise made by a day with its filled places, the oldest end first.

    Whoever began after the promise fills the promise of that employer which ends first and still
    has room; nobody is counted twice (I20).
    """
    scope.enter(work, "read", _PROMISES.name)
    query = (
        sa.select(_P.id, _P.employer, _P.promised_on, _P.due_on, _P.places)
        .where(_P.deleted_at.is_(None), _P.promised_on <= on)
        .order_by(_P.due_on, _P.row)
    )
    held = [Promised(*row) for row in work.session.execute(query)]
    begun = (
        sa.select(_PLACED.employer, _PLACED.starts_on)
        .where(_PLACED.deleted_at.is_(None), _PLACED.employer.is_not(None))
        .where(_PLACED.status.not_in(NOT_BEGUN), _PLACED.starts_on <= on)
        .order_by(_PLACED.starts_on)
    )
    return filled(held, [(employer, day) for employer, day in work.session.execute(begun)])


def filled(held: Sequence[Promised], begun: Iterable[tuple[str, date]]) -> list[Promised]:
    """Return promises with their places filled by those who began, each counted once."""
    room = {one.id: one.places for one in held}
    for employer, day in begun:
        for one in held:
            if one.employer == employer and one.promised_on <= day and room[one.id]:
                room[one.id] -= 1
                break
    return [
        Promised(o.id, o.employer, o.promised_on, o.due_on, o.places, o.places - room[o.id])
        for o in held
    ]


def promise_keys(work: Work, employer: str) -> "array[int]":
    """Return the promises of one employer, the next end first."""
    return listing.snapshot(work, Promise, where=[_P.employer == employer], order=[_P.due_on])


def promise_rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (promised_on, due_on, places, local, filled) of each promise."""
    columns = (_P.id, _P.promised_on, _P.due_on, _P.places, _P.local)
    full = {one.id: one.filled for one in promised(work, clock.today())}
    found = listing.page(work, _PROMISES, _P.row, columns, wanted)
    return [(*row[1:], full.get(row[0], 0)) for row in found]


def talk_keys(work: Work, employer: str) -> "array[int]":
    """Return the talks with one employer, the latest first."""
    order = [_O.happened_on.desc(), _O.row.desc()]
    return listing.snapshot(work, Outreach, where=[_O.employer == employer], order=order)


def talk_rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (happened_on, kind, result, next_on, note) of each talk."""
    columns = (_O.happened_on, _O.kind, _O.result, _O.next_on, _O.note)
    return listing.page(work, _TALKS, _O.row, columns, wanted)


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return the employers one promised to call again and has not called since."""
    scope.enter(work, "read", _TALKS.name)
    if asked.people is not None:
        return []
    words = N_("Speak with employer {code}")
    return [
        Task(words, on, place="placements", record=employer, code=code)
        for employer, code, on in asked.rows(work, _promised, None)
    ]


def _promised(_sight: Sight) -> sa.Select[tuple[str, str, date]]:
    """Select the calls who asks has promised and not made since."""
    later = _TALKS.alias()
    again = (
        sa.select(later.c.row)
        .where(later.c.employer == _O.employer, later.c.deleted_at.is_(None))
        .where(later.c.happened_on >= _O.happened_on, later.c.row > _O.row)
    )
    return (
        sa.select(_E.id, _E.code, _O.next_on)
        .join(_EMPLOYERS, _E.id == _O.employer)
        .where(_O.deleted_at.is_(None), _E.deleted_at.is_(None), _O.next_on <= kept.day())
        .where(_O.created_by == scope.who(), sa.not_(again.exists()))
        .order_by(_O.next_on)
    )


def _vetting() -> sa.ColumnElement[str]:
    """Return the state of the check; a visit noted before there were states was a good one."""
    visited = sa.case((_E.vetted_on.is_(None), "pending"), else_="passed")
    return sa.func.coalesce(_E.vetting, visited)


def _running() -> sa.ScalarSelect[int]:
    return (
        sa.select(sa.func.count())
        .select_from(table_of(Placement))
        .where(_PLACED.employer == _E.id, _PLACED.deleted_at.is_(None))
        .where(_PLACED.status.not_in(ENDED))
        .correlate(_EMPLOYERS)
        .scalar_subquery()
    )
