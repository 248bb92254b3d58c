# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of counts: one split at a time, small numbers hidden, and what would give them away.

Splits of the same people share nothing but their total. A split within a split (incidents by type
within each quarter) is protected inside each group shown; no other table shows those groups.
"""

from collections import defaultdict
from collections.abc import Sequence

from desktop.anonymity.table import STAR
from desktop.core import codes, disclosure
from desktop.core.i18n import N_
from desktop.exports.roles import Trait
from desktop.exports.sheets import Heading, Sheet
from desktop.exports.tables import Plain

TOTAL = "total"
COUNT = "count"
_COUNTED = {
    "participants": N_("People"),
    "placements": N_("Placements"),
    "incidents": N_("Incidents"),
    "enrolment": N_("Enrolments"),
    "service_given": N_("Services"),
    "referral": N_("Referrals"),
    "schooling": N_("Entries on school"),
    "closure": N_("Closings"),
}


def splits(plain: Plain, threshold: int, names: Sequence[str] = ()) -> list[Sheet]:
    """Return a table for each column that tells something, or for those named."""
    made = [
        _split(plain, one, threshold)
        for one in plain.traits
        if (not names or one.name in names) and not one.constant
    ]
    return [one for one in made if one is not None]


def incidents(plain: Plain, threshold: int) -> list[Sheet]:
    """Return incidents by quarter with the types of each, and by place."""
    if len(plain) < threshold:
        return []
    return [_tree(plain, "occurred_on", "type", threshold), *splits(plain, threshold, ("sector",))]


def _split(plain: Plain, one: Trait, threshold: int) -> Sheet | None:
    order, counts, shown = _protected(one, one.values, plain.persons, threshold)
    if shown.total is None or all(cell is None for cell in shown.cells):
        return None  # a field of stars tells nothing
    rows = [
        (value, STAR if cell is None else str(count))
        for value, count, cell in zip(order, counts, shown.cells, strict=True)
    ]
    rows.append((TOTAL, str(sum(counts))))
    headings = (_label(one), Heading(COUNT, _COUNTED[plain.name], "count"))
    name = f"{plain.name}_by_{one.name}"
    return Sheet(name, plain.name, headings, tuple(rows), counts=True)


def _tree(plain: Plain, outer: str, inner: str, threshold: int) -> Sheet:
    upper, lower = plain.find(outer), plain.find(inner)
    order, counts, shown = _protected(upper, upper.values, plain.persons, threshold)
    rows: list[tuple[str, ...]] = []
    for value, count, cell in zip(order, counts, shown.cells, strict=True):
        if cell is None:
            rows.append((value, TOTAL, STAR))
            continue
        inside = [row for row, own in enumerate(upper.values) if own == value]
        rows += _branch(plain.cut(inside), lower, inside, value, threshold)
        rows.append((value, TOTAL, str(count)))
    rows.append((TOTAL, TOTAL, str(sum(counts))))
    headings = (_label(upper), _label(lower), Heading(COUNT, _COUNTED[plain.name], "count"))
    return Sheet(
        f"{plain.name}_by_{outer}_and_{inner}", plain.name, headings, tuple(rows), counts=True
    )


def _branch(
    part: Plain, lower: Trait, inside: Sequence[int], value: str, threshold: int
) -> list[tuple[str, ...]]:
    values = [lower.values[row] for row in inside]
    order, counts, shown = _protected(lower, values, part.persons, threshold)
    if all(cell is None for cell in shown.cells):
        return []
    return [
        (value, own, STAR if cell is None else str(count))
        for own, count, cell in zip(order, counts, shown.cells, strict=True)
    ]


def _protected(
    one: Trait, values: Sequence[str], persons: Sequence[str], threshold: int
) -> tuple[list[str], list[int], disclosure.Shown]:
    """Return the values in their order, the rows of each, and which cells may be shown.

    What is small is told by the people behind a cell, not by its rows.
    """
    behind: dict[str, set[str]] = defaultdict(set)
    rows: dict[str, int] = defaultdict(int)
    for value, person in zip(values, persons, strict=True):
        behind[value].add(person)
        rows[value] += 1
    order = sorted(rows, key=lambda value: _place(one, value))
    shown = disclosure.protect([len(behind[value]) for value in order], threshold)
    return order, [rows[value] for value in order], shown


def _place(one: Trait, value: str) -> tuple[int, str]:
    known = codes.read(one.codes) if one.codes else {}
    return (known[value].order if value in known else len(known) + 1, value)


def _label(one: Trait) -> Heading:
    return Heading(one.name, one.title, "label", one.transform, one.codes)
