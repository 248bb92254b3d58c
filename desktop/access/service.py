# SPDX-License-Identifier: GPL-3.0-or-later
"""Who cannot get where, from the registers as they stand: nothing of it is written a second time.

Every room says who goes where on a day; each way is held against the borders of that day and
against what was decided about it. A border that becomes active tells by itself who is cut off now.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from desktop.activities import way_service as sessions
from desktop.core import dates
from desktop.core.i18n import N_
from desktop.core.tables import table_of
from desktop.core.tasks import Asked, Task
from desktop.core.work import Work
from desktop.crossings import answer_service
from desktop.crossings import service as crossings
from desktop.crossings.model import CrossingAnswer
from desktop.crossings.service import Answer, Going, Trip
from desktop.livelihoods import business_service as businesses
from desktop.participants import service as participants
from desktop.participants.model import Participant
from desktop.placements import way_service as jobs
from desktop.places import border_service, confirm_service
from desktop.places import service as places
from desktop.referrals import way_service as services
from desktop.schooling import way_service as schools

_P = table_of(Participant)
_HOOKS: tuple[Callable[[Work, date], list[Going]], ...] = (
    schools.going,
    jobs.going,
    businesses.going,
    services.going,
    sessions.going,
    crossings.told_by_people,
)
"""Who goes where, by each room that knows; a way somebody told comes last, without a title."""
WAITS = "waits"
_FEW = 6
_LINES = 5
_CUT_OFF = N_("Border {sides} is active; no decision yet for {codes}")
_MORE = N_("More active borders without a decision about who crosses them: {n}")
_ONE = N_("Decide how {code} gets there: an active border lies on the way ({kind})")


@dataclass(frozen=True, slots=True)
class Line:
    """One person's way to one place, with what is known of it and what was decided."""

    person: str
    code: str
    home: str
    kind: str
    there: str
    title: str
    found: Answer
    decision: CrossingAnswer | None
    decided: bool
    """Whether the decision knew of every border that bars the way now."""

    @property
    def undecided(self) -> bool:
        """Whether an active border lies on the way and nobody has said what follows."""
        return self.found.is_barred and not self.decided

    @property
    def cut_off(self) -> bool:
        """Whether the person does not get there: nothing was decided, or that the person waits."""
        return self.undecided or (
            self.found.is_barred and self.decision is not None and self.decision.answer == WAITS
        )


def lines(
    work: Work, on: date, people: Collection[str] | None = None, *, everybody: bool = False
) -> list[Line]:
    """Return the way of each person in sight to each place of theirs, by code.

    Of open files somebody may be reminded of; ``everybody`` takes the people named as they are,
    for the figures of a day that has gone.
    """
    work.may("read")
    where = _goings(work, on, people)
    homes = _homes(work, {one.person for one in where}, everybody=everybody)
    kept = [one for one in where if one.person in homes]
    trips = [Trip(homes[one.person][1], one.there, one.person, one.kind) for one in kept]
    decided = answer_service.latest(work, people)
    found = []
    for going, trip, answer in zip(kept, trips, crossings.check_all(work, trips, on), strict=True):
        held = decided.get((going.person, going.kind, going.there))
        code = homes[going.person][0]
        holds = answer_service.holds(held, answer)
        place = (going.kind, going.there, going.title)
        found.append(Line(going.person, code, trip.home, *place, answer, held, holds))
    return sorted(found, key=lambda one: (one.code, one.kind, one.title))


def barred(work: Work, on: date, people: Collection[str] | None = None) -> list[Line]:
    """Return the ways an active border bars; none are looked for where no border is active."""
    work.may("read")
    if not border_service.any_active(work, on):
        return []
    return [one for one in lines(work, on, people) if one.found.is_barred]


def tasks(work: Work, asked: Asked) -> list[Task]:
    """Return the ways about which nothing is decided: by border, with codes only, or of somebody.

    ``asked.people`` named, each of them has a line; else a border that bars people has one.
    """
    work.may("read")
    open_ones = [one for one in barred(work, asked.day, asked.people) if one.undecided]
    if asked.people is not None:
        return [_own_task(one) for one in open_ones]
    return _by_border(work, open_ones)


def _own_task(one: Line) -> Task:
    begun = max(dates.parse(border.since).first for border in one.found.barring)
    labels = {"kind": ("way_place", one.kind)}
    return Task(_ONE, begun, one.person, labels=labels, code=one.code, is_open=True)


def _by_border(work: Work, waiting: list[Line]) -> list[Task]:
    """Return one line for each active border that bars somebody, the latest to become so first."""
    if not waiting:
        return []
    names = places.names(work)
    held: dict[str, tuple[date, str, set[str]]] = {}
    for one in waiting:
        border = one.found.barring[0]
        begun = dates.parse(border.since).first
        told = confirm_service.sides(border, names)
        held.setdefault(border.id, (begun, told, set()))[2].add(one.code)
    ordered = sorted(held.items(), key=lambda pair: (-pair[1][0].toordinal(), pair[1][1]))
    found = [
        Task(
            _CUT_OFF,
            begun,
            place="ways",
            record="cut_off",
            texts={"sides": told, "codes": _some(codes)},
        )
        for _border, (begun, told, codes) in ordered[:_LINES]
    ]
    if rest := ordered[_LINES:]:
        oldest = min(begun for _border, (begun, _told, _codes) in rest)
        more = {"n": str(len(rest))}
        found.append(Task(_MORE, oldest, place="ways", record="cut_off", texts=more))
    return found


def _some(codes: Collection[str]) -> str:
    told = sorted(codes)
    return ", ".join(told[:_FEW]) + (f" … ({len(told)})" if len(told) > _FEW else "")


def _goings(work: Work, on: date, people: Collection[str] | None) -> list[Going]:
    """Return who goes where, each place of a person once, by the room that names it first."""
    found: dict[tuple[str, str, str], Going] = {}
    for ask in _HOOKS:
        for one in ask(work, on):
            if people is None or one.person in people:
                found.setdefault((one.person, one.kind, one.there), one)
    return list(found.values())


def _homes(work: Work, people: Collection[str], *, everybody: bool) -> dict[str, tuple[str, str]]:
    """Return the code and the home sector of each person in sight; '' where none was noted."""
    query = sa.select(_P.c.id, _P.c.code, _P.c.sector).where(
        _P.c.deleted_at.is_(None), *work.visible(_P)
    )
    if not everybody:
        query = query.where(_P.c.id.not_in(participants.silent()))
    return {
        one: (code, home or "") for one, code, home in work.session.execute(query) if one in people
    }
