# SPDX-License-Identifier: GPL-3.0-or-later
"""A second opinion: recount k, l and t over written rows, plainly, knowing nothing of the engine.

This module must import nothing of the engine, so that one mistake cannot stand in both.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

GONE = "*"
Row = Mapping[str, str]


@dataclass(frozen=True)
class Count:
    """What a reader of the file finds: classes, the smallest k and l, the largest t, the gone."""

    classes: int
    k: int
    l: int  # noqa: E741 - the name the literature gives it
    t: float
    suppressed: int


def recount(
    rows: Sequence[Row],
    quasi: Sequence[str],
    sensitive: Sequence[str] = (),
    original: Sequence[Row] | None = None,
    persons: Sequence[str] | None = None,
) -> Count:
    """Count the classes of written rows.

    A row is suppressed where all quasi-identifiers and all sensitive columns are stars. `original`
    gives the spread t compares with (the rows themselves if left out), `persons` who is behind
    each row. l and t look at the values that were not withheld from a row that stays.
    """
    classes: dict[tuple[str, ...], list[int]] = defaultdict(list)
    suppressed = 0
    for number, row in enumerate(rows):
        if all(row[name] == GONE for name in (*quasi, *sensitive)):
            suppressed += 1
        else:
            classes[tuple(row[name] for name in quasi)].append(number)
    who = [str(number) for number in range(len(rows))] if persons is None else list(persons)
    before = rows if original is None else original
    return Count(
        classes=len(classes),
        k=min(
            (len({who[number] for number in members}) for members in classes.values()), default=0
        ),
        l=_least_diverse(rows, list(classes.values()), sensitive),
        t=_farthest(rows, list(classes.values()), sensitive, before, who),
        suppressed=suppressed,
    )


def _least_diverse(
    rows: Sequence[Row], classes: Sequence[Sequence[int]], sensitive: Sequence[str]
) -> int:
    found = []
    for members in classes:
        for name in sensitive:
            values = {rows[number][name] for number in members} - {GONE}
            if values:
                found.append(len(values))
    return min(found, default=0)


def _farthest(
    rows: Sequence[Row],
    classes: Sequence[Sequence[int]],
    sensitive: Sequence[str],
    original: Sequence[Row],
    who: Sequence[str],
) -> float:
    farthest = Fraction(0)
    for name in sensitive:
        whole = Counter(
            value for _person, value in {(who[n], row[name]) for n, row in enumerate(original)}
        )
        for members in classes:
            pairs = {(who[number], rows[number][name]) for number in members}
            part = Counter(value for _person, value in pairs if value != GONE)
            if part:
                farthest = max(farthest, _distance(part, whole))
    return float(farthest)


def _distance(part: Counter[str], whole: Counter[str]) -> Fraction:
    own, all_of_them = part.total(), whole.total()
    return (
        sum(
            (
                abs(Fraction(part[value], own) - Fraction(whole[value], all_of_them))
                for value in set(part) | set(whole)
            ),
            Fraction(0),
        )
        / 2
    )
