# SPDX-License-Identifier: GPL-3.0-or-later
"""Which columns leave and how coarse: the most useful first, as long as enough of them is left.

Every column more costs all others precision. They are added in the order the registers list them;
one that would take the mean loss above a half, or that would come out as a column of stars, is
left out, and so is everything it would have told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.anonymity import engine
from desktop.anonymity.engine import Result
from desktop.anonymity.table import Role, Table
from desktop.core.errors import UserError
from desktop.exports.roles import Trait

MOST_LOST = 0.5
"""Above this mean loss a table of rows tells less than tables of counts do."""
PERSON = "person"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Columns as they leave: ``values`` by field, ``kept`` the rows that stay.

    ``levels`` says at which level of its hierarchy each searched column stands; ``left_out``
    names those that cost too much. ``result`` is None where no column tells anything at all.
    """

    traits: tuple[Trait, ...]
    values: Mapping[str, tuple[str, ...]]
    kept: tuple[bool, ...]
    levels: Mapping[str, int]
    left_out: tuple[Trait, ...]
    result: Result | None

    @property
    def rows(self) -> list[int]:
        """The numbers of the rows that stay."""
        return [row for row, stays in enumerate(self.kept) if stays]

    @property
    def telling(self) -> int:
        """How many columns tell one row from another."""
        return sum(not one.constant for one in self.traits)

    @property
    def lost_with_columns(self) -> float:
        """The mean loss of all columns, one that was left out being lost whole."""
        taken = self.telling
        return (self.lost * taken + len(self.left_out)) / max(taken + len(self.left_out), 1)

    @property
    def lost(self) -> float:
        """The mean loss of the searched columns, between 0 and 1."""
        return self.result.gcp if self.result else 0.0


def choose(
    traits: Sequence[Trait],
    persons: Sequence[str],
    k: int,
    suppression: float,
    most: int | None = None,
) -> Chosen | None:
    """Return the best set of columns for k persons; None where not even one can be kept.

    At most ``most`` columns that tell people apart are taken, all that can be if none is said.
    """
    constant = [one for one in traits if one.constant]
    taken: list[Trait] = []
    left_out: list[Trait] = []
    best: Result | None = None
    for one in traits:
        if one.constant:
            continue
        full = most is not None and len(taken) >= most
        tried = None if full else _search([*taken, one], persons, k, suppression)
        if tried is not None and tried.gcp <= MOST_LOST and not _starred(tried):
            taken.append(one)
            best = tried
        else:
            left_out.append(one)
    if best is None and (left_out or len(set(persons)) < k):
        return None
    names = {one.name for one in (*constant, *taken)}
    chosen = tuple(one for one in traits if one.name in names)
    return _closed(chosen, left_out, best, len(persons))


def _search(
    traits: Sequence[Trait], persons: Sequence[str], k: int, suppression: float
) -> Result | None:
    cells: dict[str, Sequence[str]] = {one.name: one.values for one in traits}
    try:
        return engine.anonymise(
            Table.of_columns({**cells, PERSON: persons}),
            {**dict.fromkeys(cells, Role.QUASI), PERSON: Role.IDENTIFIER},
            {one.name: one.hierarchy for one in traits},
            k=k,
            suppression=suppression,
            person=PERSON,
        )
    except UserError:
        return None


def _starred(result: Result) -> bool:
    """Whether a column says nothing any more: its loss is that of a star, in every row."""
    tops = {name: len(names) - 1 for name, names in result.level_names.items()}
    return any(result.levels[name] == top for name, top in tops.items())


def _closed(
    chosen: tuple[Trait, ...], left_out: Sequence[Trait], result: Result | None, rows: int
) -> Chosen:
    values: dict[str, tuple[str, ...]] = {}
    levels: dict[str, int] = {}
    for one in chosen:
        if result is not None and one.name in result.levels:
            level = result.levels[one.name]
            assert isinstance(level, int)  # noqa: S101 - one level per column was asked for
            levels[one.name] = level
            values[one.name] = tuple(map(str, result.table.column(one.name).labels()))
        else:
            values[one.name] = one.values
    kept = tuple(bool(not gone) for gone in result.suppressed) if result else (True,) * rows
    return Chosen(chosen, values, kept, levels, tuple(left_out), result)
