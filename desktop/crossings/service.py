# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the way from a home to a place crosses an active border, which, and how sure that is.

Asked where somebody is to go somewhere: a referral, a placement, a session, a school. The way the
person told comes first, then a safe way of the programme, then the straight line; where outlines
are missing, the shortest way from neighbour to neighbour. What is not known is said to be not
known: silence is no promise.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from desktop.core import clock
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.crossings import ground_service
from desktop.crossings.ground_service import ACTIVE, Ground, Walk
from desktop.crossings.model import SafeRoute, Way
from desktop.places.border_service import BorderNow

_W, _R = table_of(Way), table_of(SafeRoute)
_WATCHED = frozenset({"tense", "suspected"})


class Verdict(StrEnum):
    """What can be said of a way; there is no word for safe."""

    HOME = "home"
    BARRED = "barred"
    NONE_KNOWN = "none_known"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """By which way it was said."""

    OWN_WAY = "own_way"
    SAFE_ROUTE = "safe_route"
    LINE = "line"
    NEIGHBOURS = "neighbours"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Trip:
    """Somebody's way from home to a place, both as sectors; either may be unknown."""

    home: str
    there: str
    person: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Going:
    """Somebody goes to a place; ``title`` is what the place is called."""

    person: str
    kind: str
    there: str
    title: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of a way on a day.

    ``barring`` are the active borders on it, in its order; ``watched`` the tense and suspected
    ones; ``age`` for how many days nobody has confirmed the oldest of what was noted of them.
    """

    verdict: Verdict
    basis: Basis
    on: date
    barring: tuple[BorderNow, ...] = ()
    watched: tuple[BorderNow, ...] = ()
    age: int | None = None
    drawn_on: date | None = None
    who_may: str = ""

    @property
    def is_barred(self) -> bool:
        """Whether an active border is known to lie on the way."""
        return self.verdict is Verdict.BARRED


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A way somebody drew: its sectors or its line, its day and who may use it."""

    kind: str
    through: tuple[str, ...]
    line: str
    drawn_on: date
    who_may: str


_Ways = Mapping[tuple[str, str], Sequence[_Drawn]]


def check(
    work: Work,
    home: str | None,
    there: str | None,
    on: date | None = None,
    *,
    person: str = "",
    kind: str = "",
) -> Answer:
    """Return what is known of one way."""
    trip = Trip(home or "", there or "", person, kind)
    return check_all(work, [trip], on or clock.today())[0]


def check_all(work: Work, trips: Sequence[Trip], on: date) -> list[Answer]:
    """Return what is known of many ways on a day, each asked once however many walk it."""
    work.may("read")
    wanted = [one for one in trips if one.home and one.there and one.home != one.there]
    if not wanted:
        return [_trivial(one, on) for one in trips]
    ground = ground_service.read(work, on)
    own = _own_ways(work, {one.person for one in wanted if one.person}, on)
    safe = _safe_ways(work, on)
    pairs = list(dict.fromkeys((one.home, one.there) for one in wanted))
    by_line = {
        pair: _by_line(ground, safe, pair, walk)
        for pair, walk in zip(pairs, ground.straight(pairs), strict=True)
    }
    return [
        _trivial(one, on)
        if not one.home or not one.there or one.home == one.there
        else _told(ground, own, one) or by_line[one.home, one.there]
        for one in trips
    ]


def crossings(
    work: Work, there: str, homes: Mapping[str, str], on: date, kind: str = ""
) -> dict[str, Answer]:
    """Return the answer of each person whose way to a place an active border bars."""
    work.may("read")
    trips = [Trip(home, there, person, kind) for person, home in homes.items()]
    found = zip(homes, check_all(work, trips, on), strict=True)
    return {person: answer for person, answer in found if answer.is_barred}


def told_by_people(work: Work, on: date) -> list[Going]:
    """Return where people told a way to that no other register knows of: a court, a relative."""
    work.may("read")
    query = sa.select(_W.c.participant, _W.c.kind, _W.c.ends_in).where(
        _W.c.deleted_at.is_(None), _holds(_W.c, on), *work.visible(_W)
    )
    return [Going(person, kind, there, "") for person, kind, there in work.session.execute(query)]


def barred_routes(work: Work, routes: Iterable[SafeRoute], on: date) -> set[str]:
    """Return the ids of the safe ways that meet an active border on a day."""
    work.may("read")
    held = list(routes)
    if not held:
        return set()
    ground = ground_service.read(work, on)
    return {
        one.id
        for one in held
        if _active(_walk(ground, (one.starts_in, one.ends_in), _drawn_of(one, "")))
    }


def _trivial(trip: Trip, on: date) -> Answer:
    if trip.home and trip.home == trip.there:
        return Answer(Verdict.HOME, Basis.NOTHING, on)
    return Answer(Verdict.UNKNOWN, Basis.NOTHING, on)


def _told(ground: Ground, own: _Ways, trip: Trip) -> Answer | None:
    """Return what the way says that the person told, for this kind of place first."""
    held = own.get((trip.person, trip.there))
    if not held:
        return None
    way = next((one for one in held if one.kind == trip.kind), held[0])
    walk = _walk(ground, (trip.home, trip.there), way)
    return _said(ground, walk, Basis.OWN_WAY, way)


def _by_line(ground: Ground, safe: _Ways, pair: tuple[str, str], walk: Walk) -> Answer:
    """Return what a safe way says where there is an open one, else the straight line."""
    for way in safe.get(pair, ()):
        found = _said(ground, _walk(ground, pair, way), Basis.SAFE_ROUTE, way)
        if found.verdict is Verdict.NONE_KNOWN:
            return found
    if _active(walk) or walk.known:
        return _said(ground, walk, Basis.LINE)
    if not ground.has_middles(pair):
        beside = ground.by_neighbours(pair)
        if _active(beside):
            return _said(ground, beside, Basis.NEIGHBOURS)
    return _said(ground, Walk(walk.borders, known=False), Basis.NOTHING)


def _walk(ground: Ground, pair: tuple[str, str], way: _Drawn) -> Walk:
    if way.line:
        return ground.along(pair, way.line)
    return ground.through(pair, way.through)


def _active(walk: Walk) -> list[BorderNow]:
    return [one for one in walk.borders if one.status == ACTIVE]


def _said(ground: Ground, walk: Walk, basis: Basis, way: _Drawn | None = None) -> Answer:
    barring = tuple(_active(walk))
    known = Verdict.NONE_KNOWN if walk.known else Verdict.UNKNOWN
    ages = [age for one in barring or walk.borders if (age := ground.age(one)) is not None]
    return Answer(
        Verdict.BARRED if barring else known,
        basis,
        ground.on,
        barring,
        tuple(one for one in walk.borders if one.status in _WATCHED),
        max(ages, default=None),
        way.drawn_on if way else None,
        way.who_may if way else "",
    )


def _own_ways(work: Work, people: Collection[str], on: date) -> _Ways:
    """Return the ways people told, by person and sector, the latest first."""
    if not people:
        return {}
    query = (
        sa.select(Way)
        .where(_W.c.deleted_at.is_(None), _holds(_W.c, on), *work.visible(_W))
        .order_by(_W.c.drawn_on.desc(), _W.c.row.desc())
    )
    found: dict[tuple[str, str], list[_Drawn]] = {}
    for one in work.session.execute(query).scalars():
        if one.participant in people:
            found.setdefault((one.participant, one.ends_in), []).append(_drawn_of(one, one.kind))
    return found


def _safe_ways(work: Work, on: date) -> _Ways:
    """Return the programme's safe ways in both directions, the latest first."""
    query = (
        sa.select(SafeRoute)
        .where(_R.c.deleted_at.is_(None), _holds(_R.c, on))
        .order_by(_R.c.drawn_on.desc(), _R.c.row.desc())
    )
    found: dict[tuple[str, str], list[_Drawn]] = {}
    for one in work.session.execute(query).scalars():
        for pair in ((one.starts_in, one.ends_in), (one.ends_in, one.starts_in)):
            found.setdefault(pair, []).append(_drawn_of(one, ""))
    return found


def _holds(columns: Any, on: date) -> sa.ColumnElement[bool]:
    ended = sa.or_(columns.until.is_(None), columns.until > on)
    return sa.and_(ended, columns.drawn_on <= on)


def _drawn_of(one: SafeRoute | Way, kind: str) -> _Drawn:
    return _Drawn(kind, tuple(one.through or ()), one.line or "", one.drawn_on, one.who_may)
