# SPDX-License-Identifier: GPL-3.0-or-later
"""The people of a dataset: recoded first, because whoever is left out here is left out everywhere.

Everything else hangs on this: the rows about placements carry no finer answer about their person
than the rows about people do.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.exports import guard
from desktop.exports.choice import Chosen, choose
from desktop.exports.recipients import Recipient
from desktop.exports.roles import FOLDED, OTHER, Trait, kept, relabelled
from desktop.exports.sheets import Heading, Role, Sheet, pseudonym, shuffled
from desktop.exports.tables import Plain

FEWEST_COLUMNS = 2
MOST_HIDDEN = 0.5
"""A column of which more than half would be stars is left out whole."""
KEY = "person"


@dataclass(slots=True)
class Loss:
    """What a table lost: columns left out, answers hidden by column, rows left out."""

    left_out: list[str] = field(default_factory=list)
    hidden: dict[str, int] = field(default_factory=dict)
    rows: int = 0


@dataclass(frozen=True, slots=True)
class People:
    """The people released: their rows, recoded columns, and the class of each by id."""

    plain: Plain
    chosen: Chosen
    classes: Mapping[str, int]

    def released(self, name: str) -> Mapping[str, str]:
        """Return one recoded column by person."""
        return dict(zip(self.plain.persons, self.chosen.values[name], strict=True))

    def for_rows(self, persons: Sequence[str]) -> list[Trait]:
        """Return the recoded columns for rows about these people, coarser but never finer."""
        found = []
        for one in self.chosen.traits:
            own = self.released(one.name)
            level = self.chosen.levels.get(one.name, 0)
            found.append(relabelled(one, [own[person] for person in persons], level))
        return found


def options(plain: Plain, recipient: Recipient) -> Iterator[People]:
    """Yield the people with ever fewer columns: what is linked to them gains what they lose."""
    found = recode(plain, recipient)
    while found is not None:
        yield found
        fewer = found.chosen.telling - 1
        found = recode(plain, recipient, fewer) if fewer >= FEWEST_COLUMNS else None


def recode(plain: Plain, recipient: Recipient, most: int | None = None) -> People | None:
    """Choose columns and levels for the people; None where rows would tell less than tables."""
    quasi = [one for one in plain.traits if one.quasi]
    chosen = choose(quasi, plain.persons, recipient.k, recipient.suppression, most)
    if chosen is None or chosen.telling < FEWEST_COLUMNS:
        return None
    names = [one.name for one in chosen.traits]
    rows = chosen.rows
    cells = list(zip(*(chosen.values[name] for name in names), strict=True))
    number = {cell: place for place, cell in enumerate(sorted({cells[row] for row in rows}))}
    return People(
        plain=plain.cut(rows),
        chosen=Chosen(
            tuple(kept(one, rows) for one in chosen.traits),
            {name: tuple(chosen.values[name][row] for row in rows) for name in names},
            (True,) * len(rows),
            chosen.levels,
            chosen.left_out,
            chosen.result,
        ),
        classes={plain.persons[row]: number[cells[row]] for row in rows},
    )


def sheet(
    people: People, recipient: Recipient, groups: Sequence[Hashable], secret: bytes
) -> tuple[Sheet, Loss]:
    """Return the table of people; ``groups`` says who looks alike to the best informed reader."""
    plain, loss = people.plain, Loss([one.title for one in people.chosen.left_out])
    columns: list[Sequence[str]] = [people.chosen.values[one.name] for one in people.chosen.traits]
    headings = [
        heading(one, people.chosen.levels.get(one.name, 0), said)
        for one, said in zip(people.chosen.traits, columns, strict=True)
    ]
    if recipient.linked:
        headings.insert(0, Heading(KEY, "", "key"))
        columns.insert(0, [pseudonym(secret, KEY, person) for person in plain.persons])
    sensitive(plain, groups, recipient, headings, columns, loss)
    return ordered(plain, headings, columns, secret), loss


def ordered(
    plain: Plain,
    headings: Sequence[Heading],
    columns: Sequence[Sequence[str]],
    secret: bytes,
    *,
    linked_to: str = "",
) -> Sheet:
    """Return the sheet with its rows shuffled by the secret."""
    order = shuffled(secret, plain.name, plain.keys)
    rows = list(zip(*columns, strict=True))
    return Sheet(
        plain.name,
        plain.name,
        tuple(headings),
        tuple(rows[row] for row in order),
        tuple(plain.persons[row] for row in order),
        {
            one.name: tuple(one.values[row] for row in order)
            for one in plain.traits
            if not one.quasi
        },
        linked_to=linked_to,
    )


def sensitive(
    plain: Plain,
    groups: Sequence[Hashable],
    recipient: Recipient,
    headings: list[Heading],
    columns: list[Sequence[str]],
    loss: Loss,
) -> None:
    """Add the columns that are no quasi-identifiers, each answer hidden where a group fails."""
    for one in plain.traits:
        if one.quasi:
            continue
        said = guard.hide(one.values, groups, plain.persons, recipient.l, recipient.t)
        hidden = Counter(said)["*"]
        if set(one.values) <= {""} or hidden > MOST_HIDDEN * len(said):
            loss.left_out.append(one.title)
            continue
        if hidden:
            loss.hidden[one.title] = hidden
        headings.append(heading(one, 0, said))
        columns.append(said)


def heading(one: Trait, level: int, said: Sequence[str]) -> Heading:
    """Return how a column is headed and explained."""
    names = one.hierarchy.names
    words = names[level] if level < len(names) else ""
    if words == FOLDED and OTHER not in said:
        words = names[0]  # whoever gave a rare answer is not among the rows
    role: Role = "quasi" if one.quasi else "sensitive"
    return Heading(one.name, one.title, role, one.transform, one.codes, words)
