# SPDX-License-Identifier: GPL-3.0-or-later
"""One indicator counted person by person, and which of its splits may be shown.

What is small is told by the people behind a cell, not by its units: one person may have several
placements, needs or months. Of one figure and one way to split it there is one table, so that no
two tables hide different cells of the same people.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop.core import codes
from desktop.core.indicators import Part

LIST = "measure"
Unit = tuple[str, int, int]
"""(person, numerator, denominator)."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One indicator of a period: its units, and how many people could not be counted.

    ``code`` is one of the list of that name. ``exact`` says that it is an output, which is printed
    as it is where it is split by sex, age or programme; ``counted`` that it has no denominator.
    """

    code: str
    units: tuple[Unit, ...]
    missing: int = 0
    exact: bool = False
    counted: bool = False

    @property
    def title(self) -> str:
        """What is counted, in the language in force."""
        return codes.label(LIST, self.code)

    @property
    def of(self) -> int:
        """The numerator."""
        return sum(part for _who, part, _whole in self.units)

    @property
    def whole(self) -> int:
        """The denominator."""
        return sum(whole for _who, _part, whole in self.units)

    def part(self) -> Part:
        """Return it as a line of a table of indicators."""
        return Part(self.title, self.of, self.whole, self.missing, sensitive=not self.exact)


@dataclass(frozen=True, slots=True)
class Cell:
    """A numerator and a denominator, with the people who have it and who lack it."""

    of: int
    whole: int
    has: frozenset[str]
    lacks: frozenset[str]

    def tells(self, threshold: int) -> bool:
        """Whether it stands for so few people that it points at somebody."""
        groups = (self.has, self.lacks, self.has | self.lacks)
        return any(0 < len(one) < threshold for one in groups)


def of_people(
    code: str, holds: Mapping[str, bool], missing: int = 0, *, exact: bool = False
) -> Measure:
    """Return a measure of whether something holds, of each person of a denominator."""
    units = tuple((who, int(yes), 1) for who, yes in sorted(holds.items()))
    return Measure(code, units, missing, exact=exact)


def count(code: str, people: Iterable[str], *, exact: bool = True) -> Measure:
    """Return a measure that has no denominator: each person, or each thing of one, counts."""
    units = tuple((who, 1, 1) for who in people)
    return Measure(code, units, exact=exact, counted=True)


def cell(units: Iterable[Unit]) -> Cell:
    """Return what some units count together."""
    held = list(units)
    return Cell(
        sum(part for _who, part, _whole in held),
        sum(whole for _who, _part, whole in held),
        frozenset(who for who, part, _whole in held if part),
        frozenset(who for who, part, whole in held if part < whole),
    )


def parted(
    measure: Measure, group: Callable[[str], str], threshold: int, *, exact: bool = False
) -> dict[str, Cell | None] | None:
    """Return the cells of a split by group, None where one is hidden; None for no split at all.

    With what is too small as many others are hidden as it takes that the total, which is known,
    gives nothing away.
    """
    units: dict[str, list[tuple[str, int, int]]] = {}
    for unit in measure.units:
        units.setdefault(group(unit[0]), []).append(unit)
    cells = {name: cell(held) for name, held in units.items()}
    if exact:
        return dict(cells) or None
    if not cells or cell(measure.units).tells(threshold):
        return None
    hidden = _hidden(cells, threshold)
    if hidden is None or len(hidden) == len(cells):
        return None
    return {name: None if name in hidden else one for name, one in cells.items()}


def fewer(measures: Sequence[Measure], group: Callable[[str], str], most: int) -> Collection[str]:
    """Return the groups that may have a column of their own: the largest, one place for others."""
    sizes: dict[str, set[str]] = {}
    for one in measures:
        for who, _part, _whole in one.units:
            sizes.setdefault(group(who), set()).add(who)
    if len(sizes) <= most:
        return set(sizes)
    return sorted(sizes, key=lambda name: (-len(sizes[name]), name))[: most - 1]


def _hidden(cells: Mapping[str, Cell], threshold: int) -> set[str] | None:
    """Return what must be hidden together, None where even all of it would tell."""
    found = {name for name, one in cells.items() if one.tells(threshold)}
    rest = sorted((n for n in cells if n not in found), key=lambda n: (_people(cells[n]), n))
    while found and (len(found) < 2 or _together(cells, found).tells(threshold)):
        if not rest:
            return None
        found.add(rest.pop(0))
    return found


def _people(one: Cell) -> int:
    return len(one.has | one.lacks)


def _together(cells: Mapping[str, Cell], names: Collection[str]) -> Cell:
    held = [cells[name] for name in names]
    return Cell(
        sum(one.of for one in held),
        sum(one.whole for one in held),
        frozenset().union(*(one.has for one in held)),
        frozenset().union(*(one.lacks for one in held)),
    )
