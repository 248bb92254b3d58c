# SPDX-License-Identifier: GPL-3.0-or-later
"""Placements that stay with their person: each whole history is shared by k people who look alike.

This is stronger than guarding against somebody who knows two events (k^m): whoever knows every row
released about a person still finds k people. A row that stands in the way is dropped, the rarest
first; a person may so lose all rows, but only where k people have none.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from desktop.exports.roles import Trait

Token = tuple[str, ...]
History = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """Levels of the columns, the rows that stay, and each person's history as it leaves."""

    levels: tuple[int, ...]
    kept: tuple[int, ...]
    histories: Mapping[str, History]
    lost: float


def link(
    traits: Sequence[Trait], persons: Sequence[str], classes: Mapping[str, int], k: int
) -> Linked:
    """Return the levels that lose least; ``classes`` gives the group of every person released."""
    best: Linked | None = None
    every = product(*(range(len(one.hierarchy.levels)) for one in traits))
    for mean, levels in sorted((_mean(traits, levels), levels) for levels in every):
        if best is not None and mean >= best.lost:
            break  # dropping no row at all would not make these levels better
        tokens = _tokens(traits, levels)
        gone = frozenset(_dropped(tokens, persons, classes, k))
        kept = tuple(row for row in range(len(persons)) if row not in gone)
        lost = (len(gone) + len(kept) * mean) / max(len(persons), 1)
        if best is None or lost < best.lost:
            best = Linked(levels, kept, _histories(tokens, persons, kept, classes), lost)
    assert best is not None  # noqa: S101 - there is always the level of stars
    return best


def whole(traits: Sequence[Trait], persons: Sequence[str], classes: Mapping[str, int]) -> Linked:
    """Return every row at the finest level, for the organisation itself."""
    levels = (0,) * len(traits)
    rows = tuple(range(len(persons)))
    return Linked(
        levels, rows, _histories(_tokens(traits, levels), persons, rows, classes), lost=0.0
    )


def singled_out(classes: Mapping[str, int], histories: Mapping[str, History]) -> int:
    """Return how many people have a history nobody in their group shares."""
    counts = Counter((classes[person], histories[person]) for person in classes)
    return sum(count == 1 for count in counts.values())


def labels(one: Trait, level: int) -> list[str]:
    """Return a column as it reads at a level."""
    names = dict(zip(one.hierarchy.leaves, one.hierarchy.levels[level], strict=True))
    return [names[value] for value in one.values]


def _tokens(traits: Sequence[Trait], levels: Sequence[int]) -> list[Token]:
    columns = [labels(one, level) for one, level in zip(traits, levels, strict=True)]
    return list(zip(*columns, strict=True))


def _histories(
    tokens: Sequence[Token],
    persons: Sequence[str],
    kept: Sequence[int],
    classes: Mapping[str, int],
) -> dict[str, History]:
    found: dict[str, list[Token]] = {person: [] for person in classes}
    for row in kept:
        found[persons[row]].append(tokens[row])
    return {person: tuple(sorted(own)) for person, own in found.items()}


def _mean(traits: Sequence[Trait], levels: Sequence[int]) -> float:
    """Weigh what the levels cost, between 0 and 1; a row that is dropped costs 1.

    The first column says what happened: it weighs as much as the second and third together.
    """
    weights = [1 / (place + 1) for place in range(len(traits))]
    costs = [
        weight * _cost(one, level)
        for weight, one, level in zip(weights, traits, levels, strict=True)
    ]
    return sum(costs) / sum(weights) if weights else 0.0


def _cost(one: Trait, level: int) -> float:
    present = set(one.values)
    if len(present) < 2:
        return float(level > 0)
    leaves = zip(one.hierarchy.leaves, one.hierarchy.levels[level], strict=True)
    names = {leaf: label for leaf, label in leaves if leaf in present}
    covered = Counter(names.values())
    return sum((covered[names[value]] - 1) / (len(present) - 1) for value in one.values) / len(
        one.values
    )


def _dropped(
    tokens: Sequence[Token], persons: Sequence[str], classes: Mapping[str, int], k: int
) -> Iterator[int]:
    """Yield the rows that must go so that every history in a class is shared by k people."""
    rows: dict[str, list[int]] = {person: [] for person in classes}
    for row, person in enumerate(persons):
        rows[person].append(row)
    members: dict[int, list[str]] = defaultdict(list)
    for person in sorted(classes):
        members[classes[person]].append(person)
    for people in members.values():
        yield from _settle({person: rows[person] for person in people}, tokens, k)


def _settle(rows: dict[str, list[int]], tokens: Sequence[Token], k: int) -> Iterator[int]:
    sharing: dict[History, list[str]] = defaultdict(list)
    for person, own in rows.items():
        sharing[_history(own, tokens)].append(person)
    common = Counter(tokens[row] for own in rows.values() for row in own)
    while short := [history for history, people in sharing.items() if 0 < len(people) < k]:
        chosen = [one for one in short if one] or [one for one in sharing if one and sharing[one]]
        history = min(chosen, key=lambda one: (len(sharing[one]), one))
        people = sharing.pop(history)
        needed = k - len(sharing[()])
        if not any(short) and len(people) - needed >= k:
            people, sharing[history] = people[:needed], people[needed:]
        for person in people:
            row = min(rows[person], key=lambda at: (common[tokens[at]], tokens[at]))
            rows[person].remove(row)
            sharing[_history(rows[person], tokens)].append(person)
            yield row
        common[tokens[row]] -= len(people)


def _history(own: Sequence[int], tokens: Sequence[Token]) -> History:
    return tuple(sorted(tokens[row] for row in own))
