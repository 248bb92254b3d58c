# SPDX-License-Identifier: GPL-3.0-or-later
"""The registers as plain columns: only people who agreed, only fields that may leave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import ModuleType
from typing import Any

from desktop.consents import export as consents
from desktop.core.fields import Export
from desktop.core.i18n import N_
from desktop.core.work import Work
from desktop.exports import indicators
from desktop.exports.fates import CASEWORK
from desktop.exports.indicators import Counted
from desktop.exports.recipients import FLOOR_POPULATION, Recipient
from desktop.exports.roles import Trait, Ways, kept, trait
from desktop.incidents import export as incidents
from desktop.organisation import service as organisation
from desktop.participants import export as participants
from desktop.participants import service as people
from desktop.placements import export as placements
from desktop.places import service as places
from desktop.places.model import Level
from desktop.places.service import Spot

LEVELS = {
    str(Level.DISTRICT): N_("district"),
    str(Level.MUNICIPALITY): N_("municipality"),
    str(Level.REGION): N_("state or department"),
}
_UP = (Level.DISTRICT, Level.MUNICIPALITY, Level.REGION)


@dataclass(frozen=True, slots=True)
class Plain:
    """One register: a row key and a person for each row, and the columns."""

    name: str
    keys: tuple[str, ...]
    persons: tuple[str, ...]
    traits: tuple[Trait, ...]

    def __len__(self) -> int:
        return len(self.keys)

    def find(self, name: str) -> Trait:
        """Return one column by the name of its field."""
        return next(one for one in self.traits if one.name == name)

    def cut(self, rows: Sequence[int]) -> "Plain":
        """Return the register with the rows named."""
        return Plain(
            self.name,
            tuple(self.keys[row] for row in rows),
            tuple(self.persons[row] for row in rows),
            tuple(kept(one, rows) for one in self.traits),
        )


@dataclass(frozen=True, slots=True)
class Source:
    """What a dataset is made from; ``registered`` counts everybody, ``words`` names the places."""

    day: date
    registered: int
    participants: Plain
    placements: Plain
    incidents: Plain
    casework: tuple[Plain, ...]
    """What leaves as counts only: enrolments, services, referrals, school, closings."""
    words: tuple[str, ...]
    counted: Counted
    """The indicators of the last twelve months."""


def read(work: Work, recipient: Recipient, day: date) -> Source:
    """Read what a recipient may be given at the finest; who did not agree is not read at all."""
    work.may("export")
    agreed = consents.countable(work, day)
    spots, words = spots_and_words(work)
    unit, parents = units(work, recipient, spots, words)
    level_of = {words[one]: LEVELS[spots[one].level] for one in words if spots[one].level in LEVELS}
    signs = organisation.signs(work)
    ways = Ways(day, recipient.k, recipient.period, unit, parents, level_of, signs)
    persons = participants.rows(work, agreed)
    known = frozenset(row["id"] for row in persons)
    return Source(
        day=day,
        registered=len(people.keys(work, "", {}, "")),
        participants=_plain("participants", participants, persons, "id", ways),
        placements=_plain(
            "placements", placements, placements.rows(work, known), "participant", ways
        ),
        incidents=_plain("incidents", incidents, incidents.rows(work), "id", ways),
        casework=tuple(
            _plain(
                str(export.MODEL.__tablename__),
                export,
                export.rows(work, known),
                "participant",
                ways,
            )
            for export in CASEWORK
        ),
        words=tuple(words.values()),
        counted=indicators.read(work, day, known, unit, signs),
    )


def spots_and_words(work: Work) -> tuple[dict[str, Spot], dict[str, str]]:
    """Return every place by id, and the word it leaves by if it may."""
    spots = {spot.id: spot for spot in places.places(work)}
    return spots, _words(spots)


def units(
    work: Work, recipient: Recipient, spots: Mapping[str, Spot], words: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return for every place the unit it may leave as, and for every unit what it lies in.

    A district is named where 20,000 people or more are known to live in it. To the public the
    same holds of a municipality whose population is known; a place nobody may name is ''.
    """
    above = {level: places.above(work, level) for level in _UP}
    found: dict[str, str] = {}
    for identity in spots:
        for level in _UP:
            unit = above[level].get(identity, "")
            if unit in words and _large_enough(spots[unit], level, recipient):
                found[identity] = words[unit]
                break
    parents: dict[str, str] = {}
    for lower, upper in ((_UP[0], _UP[1]), (_UP[1], _UP[2])):
        for identity, spot in spots.items():
            over = above[upper].get(identity, "")
            if spot.level == lower and identity in words and over in words:
                parents[words[identity]] = words[over]
    return found, parents


def _large_enough(spot: Spot, level: Level, recipient: Recipient) -> bool:
    if recipient.whole:
        return True
    if level is Level.DISTRICT:
        return (spot.population or 0) >= FLOOR_POPULATION
    return spot.population is None or bool(spot.population >= recipient.population_floor)


def _words(spots: Mapping[str, Spot]) -> dict[str, str]:
    """Return a word for each place that has a name, a number behind it where names repeat."""
    taken: dict[str, int] = {}
    words: dict[str, str] = {}
    for identity in sorted(spots):
        if name := spots[identity].name:
            taken[name] = taken.get(name, 0) + 1
            words[identity] = name if taken[name] == 1 else f"{name} ({taken[name]})"
    return words


def _plain(
    name: str, export: ModuleType, rows: Sequence[Mapping[str, Any]], person: str, ways: Ways
) -> Plain:
    persons = tuple(str(row[person]) for row in rows)
    traits = tuple(
        trait(export.MODEL, field, transform, [row[field] for row in rows], ways, persons)
        for field, transform in export.EXPORTED.items()
        if transform is not Export.PSEUDONYM
    )
    return Plain(name, tuple(str(row["id"]) for row in rows), persons, traits)
