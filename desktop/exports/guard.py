# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers that would tell what everybody in a group has in common: the answer goes, the row stays.

l: people who look alike must give at least l different answers. t: their answers must be spread
about as everybody's are, by half the sum of the differences of the shares.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from fractions import Fraction

from desktop.anonymity.table import STAR


def hide(
    values: Sequence[str],
    groups: Sequence[Hashable],
    persons: Sequence[str],
    least: int,
    most: float,
) -> list[str]:
    """Return the answers with a star wherever a whole group fails l or t; persons are counted."""
    whole = Counter(value for _person, value in set(zip(persons, values, strict=True)))
    said: dict[Hashable, set[tuple[str, str]]] = defaultdict(set)
    for group, person, value in zip(groups, persons, values, strict=True):
        said[group].add((person, value))
    failing = {
        group
        for group, pairs in said.items()
        if not _passes(Counter(value for _person, value in pairs), whole, least, most)
    }
    return [
        STAR if group in failing else value for group, value in zip(groups, values, strict=True)
    ]


def _passes(part: Counter[str], whole: Counter[str], least: int, most: float) -> bool:
    return len(part) >= least and distance(part, whole) <= Fraction(most)


def distance(part: Counter[str], whole: Counter[str]) -> Fraction:
    """Return half the sum of the differences between the shares of two counts."""
    own, everybody = part.total(), whole.total()
    return (
        sum(
            (
                abs(Fraction(part[value], own) - Fraction(whole[value], everybody))
                for value in set(part) | set(whole)
            ),
            Fraction(0),
        )
        / 2
    )
