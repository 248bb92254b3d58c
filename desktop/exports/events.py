# SPDX-License-Identifier: GPL-3.0-or-later
"""Placements and incidents of a dataset.

To the public the rows about placements stand alone: no key, and k people behind every combination
of answers about person and placement. A partner gets them linked, each whole history shared by k
people. Incidents are counted; single ones are for the organisation only.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from desktop.exports import linking
from desktop.exports.choice import choose
from desktop.exports.people import KEY, Loss, People, heading, options, ordered, sensitive
from desktop.exports.recipients import Recipient
from desktop.exports.sheets import Heading, Sheet, pseudonym
from desktop.exports.tables import Plain


@dataclass(frozen=True, slots=True)
class Histories:
    """Placements linked to their people: the rows, their levels, and each person's history."""

    plain: Plain
    levels: Mapping[str, int]
    of: Mapping[str, tuple[linking.Token, ...]]
    dropped: int
    lost: float
    left_out: tuple[str, ...]


def unlinked(
    plain: Plain, people: People, recipient: Recipient, secret: bytes
) -> tuple[Sheet, Loss] | None:
    """Return rows that nobody can put together again; None where too little could be kept."""
    known = [row for row, person in enumerate(plain.persons) if person in people.classes]
    own = plain.cut(known)
    quasi = [one for one in own.traits if one.quasi]
    traits = [*quasi, *people.for_rows(own.persons)]
    chosen = choose(traits, own.persons, recipient.k, recipient.suppression)
    if chosen is None or not own.keys:
        return None
    rows = chosen.rows
    left = own.cut(rows)
    asked = {one.name for one in quasi}
    loss = Loss([one.title for one in chosen.left_out if one.name in asked])
    loss.rows = len(own) - len(rows)
    columns: list[Sequence[str]] = [
        [chosen.values[one.name][row] for row in rows] for one in chosen.traits
    ]
    headings = [
        heading(one, chosen.levels.get(one.name, 0), said)
        for one, said in zip(chosen.traits, columns, strict=True)
    ]
    groups: list[Hashable] = list(zip(*columns, strict=True))
    sensitive(left, groups, recipient, headings, columns, loss)
    return ordered(left, headings, columns, secret), loss


def together(plain: Plain, placed: Plain, recipient: Recipient) -> tuple[People, Histories] | None:
    """Return people and their placements where both together lose least; None for no rows."""
    best: tuple[People, Histories] | None = None
    least = 0.0
    for people in options(plain, recipient):
        found = histories(placed, people, recipient)
        lost = people.chosen.lost_with_columns + found.lost
        if best is None or lost < least:
            best, least = (people, found), lost
        if recipient.whole:
            break
    return best


def histories(plain: Plain, people: People, recipient: Recipient) -> Histories:
    """Return the placements that may stay with their people, at the levels that lose least."""
    known = [row for row, person in enumerate(plain.persons) if person in people.classes]
    own = plain.cut(known)
    traits = [one for one in own.traits if one.quasi]
    if recipient.whole:
        found = linking.whole(traits, own.persons, people.classes)
    else:
        found = linking.link(traits, own.persons, people.classes, recipient.k)
    levels = {one.name: level for one, level in zip(traits, found.levels, strict=True)}
    return Histories(
        plain=own.cut(found.kept),
        levels=levels,
        of=found.histories,
        dropped=len(own) - len(found.kept),
        lost=found.lost,
        left_out=tuple(
            one.title for one in traits if levels[one.name] == len(one.hierarchy.levels) - 1
        ),
    )


def linked(
    found: Histories, people: People, recipient: Recipient, secret: bytes
) -> tuple[Sheet, Loss] | None:
    """Return the placements with the pseudonym of their person; None where none is left."""
    plain = found.plain
    if not plain.keys:
        return None
    loss = Loss(list(found.left_out), rows=found.dropped)
    headings = [Heading(KEY, "", "key")]
    columns: list[Sequence[str]] = [[pseudonym(secret, KEY, person) for person in plain.persons]]
    tokens: list[Sequence[str]] = []
    for one in plain.traits:
        if one.quasi:
            tokens.append(linking.labels(one, found.levels[one.name]))
            if one.title not in found.left_out:
                headings.append(heading(one, found.levels[one.name], tokens[-1]))
                columns.append(tokens[-1])
    groups: list[Hashable] = [
        (people.classes[person], found.of[person], token)
        for person, token in zip(plain.persons, zip(*tokens, strict=True), strict=True)
    ]
    sensitive(plain, groups, recipient, headings, columns, loss)
    return ordered(plain, headings, columns, secret, linked_to="participants"), loss


def incidents(plain: Plain, secret: bytes) -> Sheet:
    """Return single incidents, for the organisation itself."""
    headings = [heading(one, 0, one.values) for one in plain.traits]
    columns: list[Sequence[str]] = [one.values for one in plain.traits]
    return ordered(plain, headings, columns, secret)
