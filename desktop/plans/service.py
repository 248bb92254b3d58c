# SPDX-License-Identifier: GPL-3.0-or-later
"""Needs of participants and whether they were met."""

from array import array
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, erasure, indicators, listing, records
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.i18n import N_
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.plans.model import Need

_TABLE = table_of(Need)
_C = _TABLE.c


def note(work: Work, participant: str, need: str, state: str = "unmet") -> Need:
    """Write down a need, or the new state of one already known."""
    work.may("create")
    query = sa.select(Need).where(
        _C.participant == participant,
        _C.need == need,
        _C.deleted_at.is_(None),
        *work.visible(_TABLE),
    )
    known: Need | None = work.session.execute(query).scalars().first()
    if known is not None:
        return amend(work, known, {"state": state})
    return record(work, {"participant": participant, "need": need, "state": state})


def record(work: Work, values: Mapping[str, Any]) -> Need:
    """Write a need; one that is met has a day, today where none was said."""
    work.may("create")
    return records.create(work, Need, {**values, "met_on": _met_on(values)})


def amend(work: Work, need: Need, values: Mapping[str, Any]) -> Need:
    """Change a need; one that is no longer met loses its day."""
    work.may("amend", need)
    whole = {"state": need.state, "met_on": need.met_on, **values}
    return records.amend(work, need, {**values, "met_on": _met_on(whole, need.met_on)})


def keys(work: Work, participant: str) -> "array[int]":
    """Return the needs of one participant, unmet first."""
    order = [_C.state.desc(), _C.need]
    return listing.snapshot(work, Need, where=[_C.participant == participant], order=order)


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (code, need, state, since, met_on) of each need."""
    columns = (_C.code, _C.need, _C.state, _C.since, _C.met_on)
    return listing.page(work, _TABLE, _C.row, columns, wanted)


def met_between(
    work: Work, first: date, last: date, people: Collection[str] | None = None
) -> dict[str, tuple[int, int]]:
    """Return (met in the period, open at its start or opened in it) by need (domain.md I11).

    Of some people only, where they are named.
    """
    held = open_in(work, first, last, people)
    return indicators.tally((need, is_met, 1) for _person, need, is_met in held)


def open_in(
    work: Work, first: date, last: date, people: Collection[str] | None = None
) -> list[tuple[str, str, bool]]:
    """Return (person, need, whether met in it) of the needs open in a period."""
    work.may("report")
    query = sa.select(_C.participant, _C.need, _C.met_on).where(
        _C.deleted_at.is_(None),
        _C.state != "not_needed",
        _C.since <= last,
        sa.or_(_C.met_on.is_(None), _C.met_on >= first),
    )
    return [
        (person, need, met_on is not None and met_on <= last)
        for person, need, met_on in work.session.execute(query)
        if people is None or person in people
    ]


def timeline(work: Work, person: str) -> list[tuple[date, str, Mapping[str, Any]]]:
    """Return (day, kind, facts) of one participant's needs, when noted and when met."""
    work.may("read")
    query = sa.select(_C.need, _C.since, _C.met_on).where(
        _C.participant == person, _C.deleted_at.is_(None), *work.visible(_TABLE)
    )
    found: list[tuple[date, str, Mapping[str, Any]]] = []
    for need, since, met_on in work.session.execute(query):
        if since:
            found.append((since, "need", {"need": need}))
        if met_on:
            found.append((met_on, "need_met", {"need": need}))
    return found


def coded(work: Work, person: str, kept: str) -> None:
    """Write coded rows of an erased participant's needs: which, since which month, met when."""
    work.may("erase")
    erasure.keep_months(
        work, Need, person, kept, same=("need", "state"), months=("since", "met_on")
    )


def _met_on(values: Mapping[str, Any], held: date | None = None) -> Any:
    """Return the day a need was met; one just written beside another answer is not thrown away."""
    given = values.get("met_on")
    if values.get("state") == "met":
        return given or clock.today()
    if given and given != held:
        words = N_("Only a need that is met has this day. Choose that it is met, or empty the day.")
        raise InvalidRecord({"met_on": UserError(words)})
    return None
