# SPDX-License-Identifier: GPL-3.0-or-later
"""The Adult table, its hierarchies, and two judges who know nothing of the engine."""

from functools import cache
from pathlib import Path

import pandas as pd
from pycanon.anonymity import k_anonymity

from desktop.anonymity.engine import Result
from desktop.anonymity.files import read_hierarchies, read_table
from desktop.anonymity.hierarchy import Hierarchy
from desktop.anonymity.naive import Count, recount
from desktop.anonymity.table import Table

DATA = Path(__file__).parents[1] / "data" / "anonymity"
ADULT = DATA / "adult"
OCCUPATION = "occupation"
QI8 = [
    "sex",
    "age",
    "race",
    "marital-status",
    "education",
    "native-country",
    "workclass",
    "salary-class",
]
QI9 = [*QI8, OCCUPATION]
ROLES8 = {**dict.fromkeys(QI8, "quasi"), OCCUPATION: "sensitive"}
ROLES9 = dict.fromkeys(QI9, "quasi")


@cache
def table(file: str = "adult.csv") -> Table:
    """Read one of the Adult tables."""
    return read_table(ADULT / file)[0]


@cache
def hierarchies() -> dict[str, Hierarchy]:
    """Read the hierarchies of all nine columns."""
    return read_hierarchies(ADULT, QI9)


def records(written: Table) -> list[dict[str, str]]:
    """Lay a table out as a list of named rows."""
    cells = zip(*(column.labels() for column in written.columns), strict=True)
    return [dict(zip(written.names, row, strict=True)) for row in cells]


def named(roles: dict[str, str], role: str) -> list[str]:
    return [name for name, given in roles.items() if given == role]


def recounted(
    result: Result, original: Table, roles: dict[str, str], persons: list[str] | None = None
) -> Count:
    """Count a result anew with the plain checker."""
    return recount(
        records(result.table),
        named(roles, "quasi"),
        named(roles, "sensitive"),
        records(original),
        persons,
    )


def pycanon_k(result: Result, roles: dict[str, str]) -> int:
    """Ask pycanon for the k of the rows that stay."""
    quasi = named(roles, "quasi")
    frame = pd.DataFrame(records(result.table))[quasi]
    return int(k_anonymity(frame[~result.suppressed].reset_index(drop=True), quasi))


def loss_by_definition(
    result: Result, original: Table, roles: dict[str, str], trees: dict[str, Hierarchy]
) -> float:
    """Score the written labels by the words of the contract, cell by cell, with sets."""
    total, cells = 0.0, 0
    gone = list(result.suppressed)
    for name in named(roles, "quasi"):
        price = _prices(trees[name], set(original.column(name).values))
        for label, away in zip(result.table.column(name).labels(), gone, strict=True):
            total += 1.0 if away else price[label]
            cells += 1
    return total / cells


def _prices(tree: Hierarchy, present: set[str]) -> dict[str, float]:
    prices: dict[str, float] = {}
    numeric = all(leaf.lstrip("-").replace(".", "", 1).isdigit() for leaf in tree.leaves)
    for level in tree.levels:
        for label in set(level):
            covered = {leaf for leaf, own in zip(tree.leaves, level, strict=True) if own == label}
            if not covered & present or label in prices:
                continue
            if numeric:
                low, high = min(map(float, present)), max(map(float, present))
                first, last = min(map(float, covered)), max(map(float, covered))
                wide = max(0.0, min(last, high) - max(first, low))
                prices[label] = wide / (high - low) if high > low else 0.0
            else:
                prices[label] = (len(covered & present) - 1) / max(len(present) - 1, 1)
    return prices
