# SPDX-License-Identifier: GPL-3.0-or-later
"""The home of a participant: counts, members, and who of the others here lives in it.

A home stands on one file. Whoever else of it takes part is a member with a file of their own:
from there the home is found too, without the names that stand in it.
"""

from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from desktop.core import erasure, journal, listing, records, scope
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.households.model import Household, HouseholdMember
from desktop.participants import pause_service
from desktop.participants import service as participants

_TABLE = table_of(Household)
_C = _TABLE.c
_MEMBERS = table_of(HouseholdMember)
_M = _MEMBERS.c


HEAD = "head"
"""The code of V15 for who heads a home."""


class AlreadyInHome(UserError):
    """The same file cannot be two members of one home."""

    def __init__(self) -> None:
        super().__init__(N_("This file is already among the members. Nothing was changed."))


@dataclass(frozen=True, slots=True)
class Counts:
    """What is known of the size of a home: what was counted and who was listed."""

    counted: int | None
    listed: int
    """Members living there, the participant among them."""


@dataclass(frozen=True, slots=True)
class Dependants:
    """Of the homes of open files: how many bear what (domain.md T55, T85)."""

    homes: int
    with_detained: int
    children: int


def of(work: Work, person: str) -> Household | None:
    """Return the home that stands on the file of a participant; None where none was written."""
    scope.require_id(work, "read", participants.REGISTER, person)
    query = sa.select(Household).where(_C.participant == person, _C.deleted_at.is_(None))
    found: Household | None = work.session.execute(query.order_by(_C.row)).scalars().first()
    return found


def open_for(work: Work, person: str) -> Household:
    """Return the home of a participant, made now where none was written yet."""
    return of(work, person) or records.create(work, Household, {"participant": person})


def describe(work: Work, person: str, values: Mapping[str, Any]) -> Household:
    """Write what is known of the home as a whole; its members stay as they are."""
    return records.amend(work, open_for(work, person), {**values, "participant": person})


def add(work: Work, person: str, values: Mapping[str, Any]) -> HouseholdMember:
    """Add a member to the home of a participant."""
    work.may("create")
    home = open_for(work, person)
    _once(work, home, values.get("person"))
    made = records.create(work, HouseholdMember, {**values, "household": home.id})
    _share_danger(work, home, made.person)
    return made


def amend(work: Work, member: HouseholdMember, values: Mapping[str, Any]) -> HouseholdMember:
    """Change a member."""
    work.may("amend", member)
    if values.get("person") != member.person:
        home = records.get(work, Household, member.household)
        _once(work, home, values.get("person"))
        made = records.amend(work, member, values)
        _share_danger(work, home, made.person)
        return made
    return records.amend(work, member, values)


def counts(work: Work, person: str) -> Counts:
    """Return how many were counted and how many are listed; neither changes the other."""
    home = of(work, person)
    if home is None:
        return Counts(None, 1)
    here = sa.func.coalesce(_M.lives_here, sa.false())
    return Counts(
        home.size, 1 + listing.count(work, HouseholdMember, _M.household == home.id, here)
    )


def keys(work: Work, person: str) -> "array[int]":
    """Return the members of the home of a participant, those who live there first."""
    home = of(work, person)
    if home is None:
        return array("q")
    away = sa.func.coalesce(_M.lives_here, sa.false()).is_(False)
    return listing.snapshot(
        work, HouseholdMember, where=[_M.household == home.id], order=[away, _M.born, _M.row]
    )


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return relation, sex, born, then what the draft asks, and the file of each member."""
    columns = (
        _M.relation,
        _M.sex,
        _M.born,
        _M.lives_here,
        _M.depends,
        _M.detained,
        _M.parent_detained,
        _M.person,
    )
    return listing.page(work, _MEMBERS, _M.row, columns, wanted)


def together(work: Work, person: str) -> set[str]:
    """Return the ids of the other participants of the same home, whichever file it stands on.

    What endangers one of them endangers all, so they are found beyond one's own files as well.
    """
    scope.require_id(work, "read", participants.REGISTER, person)
    return _of_one_home(work, person)


def spread_danger(work: Work, member: str) -> None:
    """Lay on whoever is back on the list what was laid on the home meanwhile."""
    held = records.get(work, HouseholdMember, member)
    _share_danger(work, records.get(work, Household, held.household), held.person)


def draw_back(work: Work, member: str, person: str | None, since: datetime) -> None:
    """Take back the pauses that a link laid which was undone: it was the wrong file.

    A member who is taken off the list later leaves them as they are: somebody lifts them.
    """
    work.may("amend")
    if not person:
        return
    held = records.get(work, HouseholdMember, member, deleted=True)
    home = records.get(work, Household, held.household)
    for one in (person, *sorted({home.participant, *_of_one_home(work, home.participant)})):
        pause_service.draw_back(work, one, _of_one_home(work, one), since)


def _of_one_home(work: Work, person: str) -> set[str]:
    lives = _M.deleted_at.is_(None), _M.person.is_not(None)
    mine = sa.select(_C.id).where(_C.participant == person, _C.deleted_at.is_(None))
    theirs = sa.select(_M.household).where(_M.person == person, *lives)
    homes = sa.or_(_C.id.in_(mine), _C.id.in_(theirs))
    heads = sa.select(_C.participant).where(homes, _C.deleted_at.is_(None))
    members = sa.select(_M.person).where(_M.household.in_(sa.select(_C.id).where(homes)), *lives)
    found = work.session.execute(sa.union(heads, members)).scalars()
    return {one for one in found if one} - {person}


def heads(work: Work) -> set[str]:
    """Return the participants who head their home (domain.md T41)."""
    work.may("report")
    query = sa.select(_C.participant).where(_C.role == HEAD, _C.deleted_at.is_(None))
    return set(work.session.execute(query).scalars())


def dependants(work: Work, people: Collection[str]) -> Dependants:
    """Return what the homes of these people bear, by the larger of count and list."""
    work.may("report")
    seen = _M.deleted_at.is_(None), _M.household == _C.id
    detained = sa.select(sa.func.count()).where(*seen, _M.detained.is_(sa.true()))
    children = sa.select(sa.func.count()).where(*seen, _M.parent_detained.is_(sa.true()))
    query = sa.select(
        _C.participant,
        sa.func.max(sa.func.coalesce(_C.detained, 0), detained.scalar_subquery()),
        sa.func.max(sa.func.coalesce(_C.parent_detained, 0), children.scalar_subquery()),
    ).where(_C.deleted_at.is_(None), participants.reminded(_C.participant))
    rows = work.session.execute(query)
    found = [(int(a), int(b)) for person, a, b in rows if person in people]
    return Dependants(
        homes=len(found),
        with_detained=sum(held > 0 for held, _children in found),
        children=sum(young for _held, young in found),
    )


def erase(work: Work, person: str) -> None:
    """Before a participant is erased: take the person out of the homes of others.

    The person's own home goes with the file: all relations in it are relations to the person.
    """
    work.may("erase")
    if work.store not in Household.stores:  # the same road erases in every store
        return
    was = list(work.session.execute(sa.select(_M.id).where(_M.person == person)).scalars())
    if was:
        erasure.purge(work, _MEMBERS.name, was)
        erasure.scrub(work, was)
        erasure.lay_many(work, _MEMBERS.name, was)
        for one in was:
            journal.write(work, erasure.RECORD_ERASED, one)


def _share_danger(work: Work, home: Household, person: str | None) -> None:
    """Pause whoever comes into a home one of whose people is in danger, and the home of one."""
    if person:
        pause_service.spread(work, {person, *together(work, home.participant), home.participant})


def _once(work: Work, home: Household, person: object) -> None:
    """A file stands in a home once; the participant of the home is in it already."""
    if not person:
        return
    query = sa.select(_M.id).where(
        _M.household == home.id, _M.person == person, _M.deleted_at.is_(None)
    )
    if person == home.participant or work.session.execute(query).first() is not None:
        raise AlreadyInHome
