# SPDX-License-Identifier: GPL-3.0-or-later
"""Series of sessions: who is on the list, who came, and what share each person came to."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from desktop.activities.model import Activity
from desktop.activities.series_model import CAME, PRESENT, Attendance, Series, SeriesMember
from desktop.core import clock, erasure, listing, records
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.i18n import N_
from desktop.core.tables import CODED, table_of
from desktop.core.work import Work
from desktop.crossings import answer_service
from desktop.crossings import service as crossings
from desktop.crossings.model import GOES_ANYWAY, SESSION
from desktop.participants import pause_service
from desktop.participants import service as participants
from desktop.participants.model import Participant

_A, _S = table_of(Activity), table_of(Series)
_M, _T, _P = table_of(SeriesMember), table_of(Attendance), table_of(Participant)


class AcrossBorder(UserError):
    """Somebody is sent across an active border and nobody has decided that."""

    def __init__(self, codes: str) -> None:
        super().__init__(
            N_(
                "The way there crosses an active border for {codes}. Choose another place, or "
                "write here why it is right all the same."
            ),
            codes=codes,
        )


class Paused(UserError):
    """Nobody expects anywhere who is paused."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This person is paused: nobody calls, visits or expects them. Somebody has to "
                "lift the pause first, on the tab Safety."
            )
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One person in the grid of a session; ``barred`` when the way there crosses a border."""

    participant: str
    code: str
    mark: str = ""
    barred: bool = False
    accepted: str = ""


def keys(work: Work, text: str, filters: Mapping[str, str]) -> "array[int]":
    """Return the series, running ones first."""
    work.may("read")
    where = [_S.c.kind == filters["kind"]] if filters.get("kind") else []
    ended = sa.func.coalesce(_S.c.ends_on, date.max) < clock.today()
    ordered: list[sa.ColumnElement[Any]] = [ended, _S.c.starts_on.desc(), _S.c.row.desc()]
    return listing.snapshot(work, Series, where=where, order=ordered, text=text)


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return code, title, kind, sector, sessions held, sessions planned, people on the list."""
    held = _counted(_A, _A.c.series)
    people = _counted(_M, _M.c.series, _M.c.left_on.is_(None))
    columns = (_S.c.code, _S.c.title, _S.c.kind, _S.c.sector, held, _S.c.sessions, people)
    return listing.page(work, _S, _S.c.row, columns, wanted)


def titles(work: Work) -> dict[str, str]:
    """Return the name of every series by id."""
    work.may("read")
    return dict(work.session.execute(sa.select(_S.c.id, _S.c.title)).all())


def offered(work: Work, text: str, limit: int = 30) -> list[tuple[str, str]]:
    """Return (id, name) of series that match, for a link editor."""
    found = listing.snapshot(work, Series, order=[_S.c.title], text=text, limit=limit)
    named = listing.page(work, _S, _S.c.row, (_S.c.id, _S.c.title), found)
    return [(identity, title) for identity, title in named]


def member_keys(work: Work, series: str) -> "array[int]":
    """Return the list of participants of a series."""
    where = [_M.c.series == series]
    return listing.snapshot(work, SeriesMember, where=where, order=[_M.c.left_on, _M.c.row])


def member_rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return participant, joined_on and left_on of each line of a list."""
    columns = (_M.c.participant, _M.c.joined_on, _M.c.left_on)
    return listing.page(work, _M, _M.c.row, columns, wanted)


def session_keys(work: Work, series: str) -> "array[int]":
    """Return the sessions of a series, the latest first."""
    order = [_A.c.held_on.desc(), _A.c.row.desc()]
    return listing.snapshot(work, Activity, where=[_A.c.series == series], order=order)


def join(work: Work, series: str, values: Mapping[str, Any]) -> SeriesMember:
    """Put somebody on the list of a series, once; across an active border only by a decision."""
    work.may("create")
    person = str(values.get("participant") or "")
    known = _member(work, series, person)
    if known is not None:
        return records.amend(work, known, {**values, "series": series})
    if person and not values.get("left_on") and pause_service.paused(work, [person]):
        raise InvalidRecord({"participant": Paused()})
    found = records.get(work, Series, series)
    barred = barring(work, found.sector, [person], clock.today()) if person else {}
    words = str(values.get("accepted") or "").strip()
    if barred and not words:
        codes = ", ".join(participants.codes_of(work, sorted(barred)).values())
        raise InvalidRecord({"accepted": AcrossBorder(codes)})
    for one, way in barred.items():
        key = (one, SESSION, str(found.sector))
        answer_service.decide(work, key, GOES_ANYWAY, words, way)
    return records.create(work, SeriesMember, {**values, "series": series})


def lines(work: Work, activity: str) -> list[Line]:
    """Return the grid of a session: who is on the list or already marked, by code."""
    work.may("read")
    held = records.get(work, Activity, activity)
    marks = _marks(work, activity)
    people = set(marks) | set(on_list(work, held.series, held.held_on))
    known = participants.codes_of(work, sorted(people))
    barred = barred_people(work, held.sector, list(known), held.held_on)
    decided = decisions(work, held.series, held.sector)
    found = [
        Line(
            one,
            code,
            *_mark(marks.get(one)),
            one in barred,
            _accepted(marks.get(one)) or held.accepted or decided.get(one, ""),
        )
        for one, code in known.items()
    ]
    return sorted(found, key=lambda line: line.code)


def barred_people(
    work: Work, sector: str | None, people: Sequence[str], on: date
) -> frozenset[str]:
    """Return those of the people whose way from home to a sector crosses an active border."""
    return frozenset(barring(work, sector, people, on))


def barring(
    work: Work, sector: str | None, people: Sequence[str], on: date
) -> dict[str, crossings.Answer]:
    """Return what is known of the way of each person whom an active border bars."""
    work.may("read")
    if not sector or not people:
        return {}
    query = sa.select(_P.c.id, _P.c.sector).where(
        _P.c.id.in_(people), _P.c.sector.is_not(None), *work.visible(_P)
    )
    homes = {person: str(home) for person, home in work.session.execute(query)}
    return crossings.crossings(work, sector, homes, on, SESSION)


def decisions(work: Work, series: str | None, sector: str | None) -> dict[str, str]:
    """Return who was put on a list across an active border by a decision, with its words.

    They hold for the place where the group meets; for another place it is decided anew.
    """
    work.may("read")
    if not series or records.get(work, Series, series).sector != sector:
        return {}
    query = sa.select(_M.c.participant, _M.c.accepted).where(
        _M.c.series == series,
        _M.c.accepted.is_not(None),
        _M.c.deleted_at.is_(None),
        *work.visible(_M),
    )
    return {person: str(words) for person, words in work.session.execute(query)}


def bars(work: Work, activity: str, participant: str) -> bool:
    """Tell whether the way of somebody to an activity crosses an active border."""
    held = records.get(work, Activity, activity)
    return bool(barred_people(work, held.sector, [participant], held.held_on))


def mark(work: Work, activity: str, participant: str, state: str, accepted: str = "") -> Attendance:
    """Note whether somebody came; a second mark of the same person replaces the first."""
    held = records.get(work, Activity, activity)
    known = _marks(work, activity).get(participant)
    if known is not None:
        return records.amend(work, known, {"mark": state})
    values = {"activity": activity, "participant": participant, "mark": state}
    return records.create(
        work, Attendance, {**values, "accepted": accepted or None}, programme=held.programme
    )


def unmark(work: Work, activity: str, participant: str) -> None:
    """Take a mark back."""
    work.may("remove")
    known = _marks(work, activity).get(participant)
    if known is not None:
        records.remove(work, known)


def heads(work: Work, activity: str) -> dict[str, int]:
    """Return the head-count the grid tells: who came, by sex and age on that day."""
    held = records.get(work, Activity, activity)
    came = [person for person, one in _marks(work, activity).items() if one.mark in CAME]
    query = sa.select(_P.c.sex, _P.c.born).where(_P.c.id.in_(came), *work.visible(_P))
    counts: dict[str, int] = {}
    for sex, born in work.session.execute(query):
        years = participants.age(born, held.held_on)
        if sex in _SEXES and years is not None:
            band = "under_18" if years < 18 else "18_28" if years <= 28 else "29"
            name = f"{_SEXES[sex]}_{band}"
            counts[name] = counts.get(name, 0) + 1
    return counts


def unmarked(work: Work, first: date, last: date) -> int:
    """Return how many sessions of a period have a list and not one mark."""
    work.may("read")
    listed = sa.exists().where(_M.c.series == _A.c.series, _M.c.deleted_at.is_(None))
    noted = sa.exists().where(_T.c.activity == _A.c.id, _T.c.deleted_at.is_(None))
    query = (
        sa.select(sa.func.count())
        .select_from(_A)
        .where(_A.c.deleted_at.is_(None), _A.c.held_on.between(first, last), listed, ~noted)
    )
    return int(work.session.execute(query).scalar_one())


def coded(work: Work, person: str, kept: str) -> None:
    """Keep in which months somebody came to anything, under a code that is nobody's.

    The session that stands for a month is any of that month: which ones a person came to is gone.
    """
    work.may("read")
    month = sa.func.strftime("%Y-%m", _A.c.held_on)
    came = (
        sa.select(month)
        .join(_T, _T.c.activity == _A.c.id)
        .where(_T.c.participant == person, _T.c.mark.in_(CAME))
        .where(_T.c.deleted_at.is_(None), _A.c.deleted_at.is_(None))
    )
    query = (
        sa.select(sa.func.min(_A.c.id))
        .where(_A.c.deleted_at.is_(None), month.in_(came))
        .group_by(month)
    )
    rows = [
        {"activity": activity, "participant": kept, "mark": PRESENT, "accepted": None}
        for activity in work.session.execute(query).scalars()
    ]
    erasure.keep_coded(work, Attendance, rows)


_SEXES = {"female": "women", "male": "men"}


def _counted(
    table: sa.Table, link: sa.ColumnElement[Any], *where: sa.ColumnElement[bool]
) -> sa.ScalarSelect[int]:
    query = sa.select(sa.func.count()).where(link == _S.c.id, table.c.deleted_at.is_(None), *where)
    return query.correlate(_S).scalar_subquery()


def on_list(work: Work, series: str | None, on: date) -> list[str]:
    """Return who of a list is expected on a day: nobody who is paused or whose file is closed."""
    work.may("read")
    if not series:
        return []
    query = sa.select(_M.c.participant).where(
        _M.c.series == series,
        _M.c.deleted_at.is_(None),
        _M.c.joined_on <= on,
        sa.func.coalesce(_M.c.left_on, date.max) >= on,
        participants.reminded(_M.c.participant),
        *work.visible(_M),
    )
    return list(work.session.execute(query).scalars())


def _marks(work: Work, activity: str) -> dict[str, Attendance]:
    query = (
        sa.select(Attendance)
        .where(_T.c.activity == activity, _T.c.deleted_at.is_(None), _T.c.created_by != CODED)
        .where(*work.visible(_T))
    )
    return {one.participant: one for one in work.session.execute(query).scalars()}


def _member(work: Work, series: str, participant: str) -> SeriesMember | None:
    query = sa.select(SeriesMember).where(
        _M.c.series == series,
        _M.c.participant == participant,
        _M.c.deleted_at.is_(None),
        *work.visible(_M),
    )
    return work.session.execute(query).scalars().first()


def _mark(one: Attendance | None) -> tuple[str]:
    return (one.mark if one else "",)


def _accepted(one: Attendance | None) -> str:
    return (one.accepted or "") if one else ""
